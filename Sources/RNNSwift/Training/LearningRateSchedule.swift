import Foundation

/// The learning rate of each step, and when the training ends.
package struct LearningRateSchedule {
    /// Plateau: the training ends when the rate would fall below this share of the first one.
    package static let smallestShare = 1.0 / 64
    /// One cycle: of all epochs, the share in which the rate rises.
    static let rise = 0.3
    /// One cycle: of the rate, what it begins with, and of that, what it ends with.
    static let (firstShare, lastShare) = (1.0 / 25, 1e-4)

    private let kind: TrainingOptions.Schedule.Kind
    private let first: Double
    private let steps: [TrainingOptions.Schedule.Step]
    private let patience: Int
    private let warmup: Double
    private let epochs: Double
    /// What the schedule has come to.
    var plateau = Plateau()

    /// The state of ``TrainingOptions/Schedule/Kind/plateau``.
    package struct Plateau: Codable, Equatable, Sendable {
        /// Fraction of the initial rate.
        var share = 1.0
        /// Epochs without a better model.
        var waited = 0
    }

    /// - Parameter epochs: All that there will be, if that is known; what ``TrainingOptions/Schedule/Kind/cosine`` and
    ///   ``TrainingOptions/Schedule/Kind/oneCycle`` span.
    package init(
        _ kind: TrainingOptions.Schedule.Kind, learningRate: Double, steps: [TrainingOptions.Schedule.Step] = [],
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
