extension TrainingOptions {
    /// The rule by which weights follow their gradient.
    public enum OptimizerKind: String, CaseIterable, Codable, Sendable {
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

        /// Whether ``TrainingOptions/momentum`` means something.
        public var hasMomentum: Bool { self == .momentum || self == .heavyBall || self == .nesterov }

        /// Whether weights can be updated after each character.
        public var worksByCharacter: Bool { self == .momentum || self == .heavyBall || self == .sgd }
    }
}
