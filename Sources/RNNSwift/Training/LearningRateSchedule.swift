import Foundation

extension TrainingOptions {
    /// The course of the learning rate.
    public enum Schedule: String, CaseIterable, Codable, Sendable {
        /// Halved when ``patience`` epochs have brought no better model; the training ends when that no longer helps,
        /// at a 64th of the first rate.
        case plateau
        /// The same all the time.
        case constant
        /// Half a cosine from the first rate down to zero, over all epochs that were asked for, step by step.
        case cosine
        /// Another one after each of ``learningRateSteps``.
        case step
        /// Smith's (2018), as PyTorch's `OneCycleLR`: half a cosine up from a 25th of the rate to the rate over the
        /// first three tenths of all epochs, or over ``warmup``, and half a cosine down to a 250,000th of it over the
        /// rest, step by step. The momentum stays what it is.
        case oneCycle = "one-cycle"

        /// Whether there is an end when no better model comes.
        func endsByPatience(_ patience: Int?) -> Bool {
            switch self {
            case .plateau: true
            case .constant, .step: patience != nil
            case .cosine, .oneCycle: false  // they need to know their last epoch
            }
        }

        /// Whether it spans all epochs, so that another number of them makes it another one.
        package var spansAllEpochs: Bool { self == .cosine || self == .oneCycle }
    }

    /// A learning rate that applies after a number of epochs.
    public struct LearningRateStep: Sendable, Equatable {
        /// What the rate is then.
        public enum Rate: Sendable, Equatable {
            case absolute(Double)
            /// Multiple of the initial rate.
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
package struct LearningRateSchedule {
    /// Plateau: the training ends when the rate would fall below this share of the first one.
    package static let smallestShare = 1.0 / 64
    /// One cycle: of all epochs, the share in which the rate rises.
    static let rise = 0.3
    /// One cycle: of the rate, what it begins with, and of that, what it ends with.
    static let (firstShare, lastShare) = (1.0 / 25, 1e-4)

    private let kind: TrainingOptions.Schedule
    private let first: Double
    private let steps: [TrainingOptions.LearningRateStep]
    private let patience: Int
    private let warmup: Double
    private let epochs: Double
    /// What the schedule has come to.
    var plateau = Plateau()

    /// The state of ``TrainingOptions/Schedule/plateau``.
    package struct Plateau: Codable, Equatable, Sendable {
        /// Fraction of the initial rate.
        var share = 1.0
        /// Epochs without a better model.
        var waited = 0
    }

    /// - Parameter epochs: All that there will be, if that is known; what ``TrainingOptions/Schedule/cosine`` and
    ///   ``TrainingOptions/Schedule/oneCycle`` span.
    package init(
        _ kind: TrainingOptions.Schedule, learningRate: Double, steps: [TrainingOptions.LearningRateStep] = [],
        patience: Int = 1, warmup: Double = 0, epochs: Int = .max
    ) {
        self.kind = kind
        self.steps = steps
        self.patience = patience
        self.warmup = warmup
        self.epochs = Double(epochs)
        first = learningRate
    }

    /// The learning rate after a number of epochs, which may have a fraction.
    package func learningRate(after epoch: Double) -> Double {
        if kind == .oneCycle { return oneCycle(after: epoch) }
        return epoch < warmup ? scheduled(after: epoch) * epoch / warmup : scheduled(after: epoch)
    }

    /// Half a cosine from one value to another while `progress` goes from 0 to 1.
    private static func cosine(_ from: Double, _ to: Double, _ progress: Double) -> Double {
        to + (from - to) * (1 + cos(.pi * min(max(progress, 0), 1))) / 2
    }

    private func oneCycle(after epoch: Double) -> Double {
        let top = warmup > 0 ? warmup : Self.rise * epochs
        let lowest = first * Self.firstShare
        return epoch < top
            ? Self.cosine(lowest, first, epoch / top)
            : Self.cosine(first, lowest * Self.lastShare, (epoch - top) / max(epochs - top, .ulpOfOne))
    }

    /// The rate without the warm-up.
    private func scheduled(after epoch: Double) -> Double {
        switch kind {
        case .plateau, .constant, .oneCycle: first * plateau.share
        case .cosine: Self.cosine(first, 0, (epoch - warmup) / max(epochs - warmup, .ulpOfOne))
        case .step:
            switch steps.last(where: { Double($0.epochs) <= epoch })?.rate {
            case .absolute(let rate): rate
            case .times(let factor): factor * first
            case nil: first
            }
        }
    }

    /// An epoch is over, with or without a better model. Returns whether the training is.
    package mutating func observe(better: Bool) -> Bool {
        plateau.waited = better ? 0 : plateau.waited + 1
        guard plateau.waited >= patience else { return false }
        guard kind == .plateau else { return true }
        plateau.waited = 0
        plateau.share /= 2
        return plateau.share < Self.smallestShare
    }
}
