import Foundation

extension TrainingOptions {
    /// The course of the learning rate.
    public enum Schedule: String, CaseIterable, Codable, Sendable {
        /// Halved when ``patience`` epochs have brought no better model; the training ends when that no longer helps, at a 64th
        /// of the first rate.
        case plateau
        /// The same all the time.
        case constant
        /// Half a cosine from the first rate down to zero, over all epochs that were asked for, step by step.
        case cosine
        /// Another one after each of ``learningRateSteps``.
        case step
    }

    /// Another learning rate once so many epochs are done.
    public struct LearningRateStep: Sendable, Equatable {
        /// What the rate is then.
        public enum Rate: Sendable, Equatable {
            case absolute(Double)
            /// So many times the first rate.
            case times(Double)
        }

        public var epochs: Int
        public var rate: Rate

        public init(after epochs: Int, _ rate: Rate) {
            self.epochs = epochs
            self.rate = rate
        }
    }
}

/// The learning rate of each step, and when the training ends.
struct LearningRateSchedule {
    /// Plateau: the training ends when the rate would fall below this share of the first one.
    static let smallestShare = 1.0 / 64

    private let kind: TrainingOptions.Schedule
    private let first: Double
    private let steps: [TrainingOptions.LearningRateStep]
    private let patience: Int
    private let epochs: Int
    /// What the schedule has come to.
    var plateau = Plateau()

    /// The state of ``TrainingOptions/Schedule/plateau``.
    struct Plateau: Codable, Equatable, Sendable {
        /// Of the first rate.
        var share = 1.0
        /// Epochs without a better model.
        var waited = 0
    }

    /// - Parameter epochs: All that there will be, if that is known; what ``TrainingOptions/Schedule/cosine`` spans.
    init(
        _ kind: TrainingOptions.Schedule, learningRate: Double, steps: [TrainingOptions.LearningRateStep] = [],
        patience: Int = 1, epochs: Int = .max
    ) {
        self.kind = kind
        self.steps = steps
        self.patience = patience
        self.epochs = epochs
        first = learningRate
    }

    /// The rate after so many epochs and parts of one.
    func learningRate(after epoch: Double) -> Double {
        switch kind {
        case .plateau, .constant: first * plateau.share
        case .cosine: first * (1 + cos(.pi * min(epoch / Double(epochs), 1))) / 2
        case .step:
            switch steps.last(where: { Double($0.epochs) <= epoch })?.rate {
            case .absolute(let rate): rate
            case .times(let factor): factor * first
            case nil: first
            }
        }
    }

    /// An epoch is over, with or without a better model. Returns whether the training is.
    mutating func observe(better: Bool) -> Bool {
        guard kind == .plateau else { return false }
        plateau.waited = better ? 0 : plateau.waited + 1
        guard plateau.waited >= patience else { return false }
        plateau.waited = 0
        plateau.share /= 2
        return plateau.share < Self.smallestShare
    }
}
