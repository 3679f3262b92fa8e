/// Halves the learning rate when the loss no longer falls, and says when that no longer helps.
struct PlateauSchedule {
    /// The training ends when the rate would fall below this share of the first one.
    static let smallestShare = 1.0 / 64

    private(set) var learningRate: Double
    private(set) var best = Double.infinity
    private let smallest: Double
    private let patience: Int
    private var waited = 0

    init(learningRate: Double, patience: Int) {
        self.learningRate = learningRate
        self.patience = patience
        smallest = learningRate * Self.smallestShare
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
        if waited >= patience {
            waited = 0
            learningRate /= 2
            if learningRate < smallest { return .finished }
        }
        return .wait
    }
}
