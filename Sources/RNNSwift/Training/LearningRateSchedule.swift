import Foundation

/// The learning rate of each step, and when the training ends.
struct LearningRateSchedule {
    /// Plateau: the training ends when the rate would fall below this share of the first one.
    static let smallestShare = 1.0 / 64

    private let kind: TrainingOptions.Schedule
    private let first: Double
    private let patience: Int
    private let epochs: Int
    private var share = 1.0
    private(set) var best = Double.infinity
    private var waited = 0

    /// - Parameter epochs: All that there will be, if that is known; what ``TrainingOptions/Schedule/cosine`` spans.
    init(_ kind: TrainingOptions.Schedule, learningRate: Double, patience: Int = 1, epochs: Int = .max) {
        self.kind = kind
        self.patience = patience
        self.epochs = epochs
        first = learningRate
    }

    /// The rate after so many epochs and parts of one.
    func learningRate(after epoch: Double) -> Double {
        switch kind {
        case .plateau, .constant: first * share
        case .cosine: first * (1 + cos(.pi * min(epoch / Double(epochs), 1))) / 2
        }
    }

    /// What an epoch's loss means for the next one.
    enum Verdict {
        case best, wait, finished
    }

    mutating func observe(_ loss: Double) -> Verdict {
        if loss < best {
            best = loss
            waited = 0
            return .best
        }
        waited += 1
        if kind == .plateau && waited >= patience {
            waited = 0
            share /= 2
            if share < Self.smallestShare { return .finished }
        }
        return .wait
    }
}
