/// How far the training of a setting has come.
public struct SweepProgress: Sendable, Equatable, Codable {
    /// What is known of an epoch.
    public struct Epoch: Sendable, Equatable, Codable {
        /// Training loss during the epoch, in nats per character.
        public let loss: Double
        /// Loss of the model after the epoch on the held-out names, or, if there are none, on the training names.
        public let validationLoss: Double
        /// Accuracy of the most probable character, on the same names.
        public let accuracy: Double
        /// Since the training began.
        public let seconds: Double

        package init(loss: Double, validationLoss: Double, accuracy: Double, seconds: Double) {
            (self.loss, self.validationLoss) = (loss, validationLoss)
            (self.accuracy, self.seconds) = (accuracy, seconds)
        }

        enum CodingKeys: String, CodingKey {
            case loss, accuracy, seconds
            case validationLoss = "validation_loss"
        }
    }

    /// Epoch by epoch.
    public package(set) var course: [Epoch] = []
    /// How it ended, if it has.
    public package(set) var ending: Trainer.Ending?
    public internal(set) var seconds = 0.0
    /// The file to resume from.
    package var checkpoint: String?

    package init() {}

    /// The number of the best epoch; nil before the first one.
    public var bestEpoch: Int? { best(of: course.indices).map { $0 + 1 } }

    /// The best epoch.
    public var best: Epoch? { best(of: course.indices).map { course[$0] } }

    /// The best validation loss of the first epochs; nil if there is none.
    package func score(after epochs: Int) -> Double? {
        best(of: 0..<min(epochs, course.count)).map { course[$0].validationLoss }
    }

    /// Whether the training diverged before a number of epochs was completed.
    func hasDiverged(before epochs: Int) -> Bool { ending == .diverged && course.count < epochs }

    private func best(of range: Range<Int>) -> Int? {
        range.min { course[$0].validationLoss < course[$1].validationLoss }
    }

    /// Whether it can be what a file holds.
    var isConsistent: Bool {
        TrainingRecord.possibleSeconds.contains(seconds) && (checkpoint == nil || ending == nil)
            && course.allSatisfy {
                $0.loss.isFinite && $0.validationLoss.isFinite && TrainingRecord.possibleSeconds.contains($0.seconds)
            }
            && (checkpoint.map { !$0.contains("/") } ?? true) && ending != .interrupted && ending != .time
    }
}

extension Trainer.Ending: Codable {}
