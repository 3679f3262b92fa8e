/// A training between two of its steps: all that the rest of it depends on.
///
/// ``Trainer/train(from:onEpoch:shouldStop:checkpoints:onCheckpoint:partialEpochs:onPartialEpoch:)`` that resumes from
/// one gives the model of an uninterrupted training, bit for bit.
public struct Checkpoint: Sendable {
    /// How often a training hands out its state.
    public enum Interval: Sendable, Equatable {
        /// Interval in seconds; written before the first step after it.
        case seconds(Double)
        /// Interval in epochs.
        case epochs(Int)
    }

    /// How far the training is.
    package struct Position: Codable, Equatable, Sendable {
        /// Steps of the epoch that is under way, and their summed loss and predictions.
        var steps = 0
        var loss = 0.0
        var predictions = 0
        /// The steps that the optimizer counts.
        var optimizerSteps = 0
        /// Score of the best model; nil before there is one.
        var bestScore: Double?
        var plateau = LearningRateSchedule.Plateau()
        var seconds = 0.0

        package init(
            steps: Int = 0, loss: Double = 0, predictions: Int = 0, optimizerSteps: Int = 0, bestScore: Double? = nil,
            plateau: LearningRateSchedule.Plateau = .init(), seconds: Double = 0
        ) {
            (self.steps, self.loss, self.predictions) = (steps, loss, predictions)
            (self.optimizerSteps, self.bestScore) = (optimizerSteps, bestScore)
            (self.plateau, self.seconds) = (plateau, seconds)
        }

        enum CodingKeys: String, CodingKey {
            case steps, loss, predictions, plateau, seconds
            case optimizerSteps = "optimizer_steps"
            case bestScore = "best_score"
        }
    }

    /// What was trained on and how, as ``Trainer/settings`` has it.
    package let settings: [String: String]
    package let position: Position
    /// The best model so far. Its record has the number of finished epochs. Before the end of the first epoch, it has
    /// the initial weights.
    public let best: Model
    /// The parameters that the next step begins with, as they are laid out in memory.
    package let parameters: [Float]
    /// What the optimizer keeps from step to step, by name, laid out in the same way.
    package let moments: [String: [Float]]

    package init(
        settings: [String: String], position: Position, best: Model, parameters: [Float], moments: [String: [Float]]
    ) {
        (self.settings, self.position, self.best) = (settings, position, best)
        (self.parameters, self.moments) = (parameters, moments)
    }

    /// The value of a setting; nil if the file has none. Older programs wrote names with two dashes.
    func setting(_ name: String) -> String? {
        settings[name] ?? settings["--" + name]
            ?? (name == "the validation list" ? settings["the list of --validation-file"] : nil)
    }

    /// Epochs done.
    public var epochs: Int { best.record.epochs }
    /// Steps done of the epoch that is under way.
    public var steps: Int { position.steps }
    /// How long the training has taken so far.
    public var seconds: Double { position.seconds }
}

/// Reason why a training cannot resume from a checkpoint, in one line.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
    /// It is of a training with other settings; each is a text such as "`seed` was 1, now 2".
    case ofAnotherTraining([String])
    /// What is in it does not go together.
    case inconsistent

    public var description: String {
        switch self {
        case .ofAnotherTraining(let differences):
            "it belongs to another training: \(differences.joined(separator: "; "))"
        case .inconsistent: "its contents are inconsistent"
        }
    }
}
