extension Trainer {
    /// What happened in one pass over the list.
    public struct Epoch: Sendable {
        /// From 1.
        public let number: Int
        /// Mean training loss of the epoch in nats per character, of each batch or character before its step.
        public let loss: Double
        /// Characters that were trained on in this epoch, STOP included.
        public let predictions: Int
        /// The model after the epoch on the held-out names; nil if there are none.
        public let validation: Evaluation?
        /// The model after the epoch on the names that it is trained on, if ``TrainingOptions/measuresTraining``.
        public let training: Evaluation?
        /// At the beginning of the epoch.
        public let learningRate: Double
        /// Seconds since the beginning of training, including those before a checkpoint from which it was resumed.
        public let seconds: Double
        /// Training speed in this epoch, in characters per second, including STOP.
        public let charactersPerSecond: Double
        /// Whether the training would return this model if it ended now.
        public let isBest: Bool
        /// A name that the model invents at this point, or a line of text.
        public let sample: String
        /// The process that the others waited for longest, and its share of the time of this epoch; nil without other
        /// processes.
        public let late: (process: String, share: Double)?

        package init(
            number: Int, loss: Double, predictions: Int, validation: Evaluation?, training: Evaluation?,
            learningRate: Double, seconds: Double, charactersPerSecond: Double, isBest: Bool, sample: String,
            late: (process: String, share: Double)? = nil
        ) {
            self.late = late
            (self.number, self.loss, self.predictions) = (number, loss, predictions)
            (self.validation, self.training, self.learningRate) = (validation, training, learningRate)
            (self.seconds, self.charactersPerSecond) = (seconds, charactersPerSecond)
            (self.isBest, self.sample) = (isBest, sample)
        }

        /// On the names that decide which model is the best: held out, or else trained on.
        public var measured: Evaluation? { validation ?? training }
    }

    /// An epoch that is under way.
    public struct PartialEpoch: Sendable {
        /// From 1.
        public let number: Int
        /// Steps done of the epoch, and all of its steps.
        public let step: Int
        public let steps: Int
        /// The mean loss of these steps, in nats per character, of each batch before its step.
        public let loss: Double
        /// Since the training began; what it took before a checkpoint that it continues from counts.
        public let seconds: Double
        /// A name that the model invents at this point, or a line of text.
        public let sample: String
    }

    /// Why a training ended.
    public enum Ending: String, Sendable {
        /// The loss no longer fell.
        case converged
        /// All epochs are done.
        case epochs
        /// The time limit was reached.
        case time
        /// The caller stopped training.
        case interrupted
        /// The loss is not finite, or far above that of guessing.
        case diverged
    }

    public struct Outcome: Sendable {
        /// The best model by ``TrainingOptions/bestBy``; if it was measured on no names, the last one.
        public var model: Model
        public let ending: Ending
        public let seconds: Double
        /// The checkpoint to resume from, if training was stopped by the caller or the time limit after its first step.
        public let checkpoint: Checkpoint?
    }
}

extension TrainingOptions.Measure {
    /// A model's score: the lower, the better.
    package func score(_ evaluation: Evaluation) -> Double {
        switch self {
        case .loss: evaluation.nats
        case .accuracy: -evaluation.accuracy.argmax
        case .sampledAccuracy: -evaluation.accuracy.sampled
        }
    }
}
