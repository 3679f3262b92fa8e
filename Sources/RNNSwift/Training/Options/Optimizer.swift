extension TrainingOptions {
    /// The rule by which weights follow their gradient, and its numbers. Numbers that a rule does not have are ignored.
    ///
    ///     options.optimizer = .adamw(weightDecay: 0.05)
    public struct Optimizer: Sendable, Equatable {
        public enum Kind: String, CaseIterable, Codable, Sendable {
            /// Adam, with PyTorch's defaults.
            case adam
            /// Adam with decoupled weight decay.
            case adamw
            /// `v = ρ v + (1 - ρ) g²; p -= lr g / √(v + ε)`, as in Keras.
            case rmsprop
            /// `u = m u + (1 - m) g; p -= lr u`, as in *Data Science from Scratch*.
            case momentum
            /// `u = m u + g; p -= lr u`: Polyak's, and PyTorch's, momentum.
            case heavyBall = "heavy-ball"
            /// `u = m u + g; p -= lr (g + m u)`: Nesterov's momentum, as in PyTorch.
            case nesterov
            /// Plain gradient descent.
            case sgd

            /// A learning rate that works for lists of names.
            public var defaultLearningRate: Double {
                switch self {
                case .adam, .adamw: 0.005
                case .rmsprop: 0.002
                case .momentum, .sgd: 0.5
                case .heavyBall, .nesterov: 0.05
                }
            }

            /// Whether the momentum coefficient has an effect.
            public var hasMomentum: Bool { self == .momentum || self == .heavyBall || self == .nesterov }

            /// Whether weights can be updated after each character.
            public var worksByCharacter: Bool { self == .momentum || self == .heavyBall || self == .sgd }
        }

        public var kind: Kind
        /// The share of its moment that ``Kind/momentum``, ``Kind/heavyBall`` and ``Kind/nesterov`` keep, at least 0
        /// and below 1.
        public var momentum = 0.9
        /// The share of the mean gradient that ``Kind/adam`` and ``Kind/adamw`` keep, at least 0 and below 1.
        public var beta1 = 0.9
        /// The share of the mean square that they keep, at least 0 and below 1.
        public var beta2 = 0.999
        /// The share of the mean square that ``Kind/rmsprop`` keeps, at least 0 and below 1.
        public var rho = 0.9
        /// What keeps the divisor of ``Kind/adam``, ``Kind/adamw`` (by default 1e-8) and ``Kind/rmsprop`` (1e-7) from
        /// zero; above 0.
        public var epsilon: Double?
        /// Decoupled weight decay λ: `p -= lr λ p` before each step of any optimizer but ``Kind/adam``. By default 0.01
        /// for ``Kind/adamw``, 0 for the others.
        public var weightDecay: Double?
        /// The gradient is scaled down to this norm, over all weights, where it is longer; for
        /// ``TrainingOptions/DataOptions/Update/batch``.
        public var clip: Double?

        public init(_ kind: Kind) { self.kind = kind }

        public static let adam = Optimizer(.adam)
        public static let adamw = Optimizer(.adamw)
        public static let rmsprop = Optimizer(.rmsprop)
        public static let momentum = Optimizer(.momentum)
        public static let heavyBall = Optimizer(.heavyBall)
        public static let nesterov = Optimizer(.nesterov)
        public static let sgd = Optimizer(.sgd)

        public static func adam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8) -> Optimizer {
            var optimizer = adam
            (optimizer.beta1, optimizer.beta2, optimizer.epsilon) = (beta1, beta2, epsilon)
            return optimizer
        }

        public static func adamw(
            beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double
        ) -> Optimizer {
            var optimizer = adam(beta1: beta1, beta2: beta2, epsilon: epsilon)
            (optimizer.kind, optimizer.weightDecay) = (.adamw, weightDecay)
            return optimizer
        }

        public static func rmsprop(rho: Double, epsilon: Double = 1e-7) -> Optimizer {
            var optimizer = rmsprop
            (optimizer.rho, optimizer.epsilon) = (rho, epsilon)
            return optimizer
        }

        /// - Parameter coefficient: The share of its moment that the optimizer keeps, at least 0 and below 1.
        public static func momentum(_ coefficient: Double) -> Optimizer { momentum.with(coefficient) }
        public static func heavyBall(_ coefficient: Double) -> Optimizer { heavyBall.with(coefficient) }
        public static func nesterov(_ coefficient: Double) -> Optimizer { nesterov.with(coefficient) }

        private func with(_ coefficient: Double) -> Optimizer {
            var optimizer = self
            optimizer.momentum = coefficient
            return optimizer
        }

        package var usedEpsilon: Double { epsilon ?? (kind == .rmsprop ? 1e-7 : 1e-8) }

        var usedWeightDecay: Double {
            switch kind {
            case .adam: 0
            case .adamw: weightDecay ?? 0.01
            default: weightDecay ?? 0
            }
        }
    }
}
