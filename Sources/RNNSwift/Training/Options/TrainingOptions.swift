import Foundation

/// How a model is trained. ``init(for:fromBase:)`` has the defaults for a list, ``runningText`` those for running text,
/// ``Preset`` has others.
///
///     var options = TrainingOptions(for: list)
///     options.optimizer = .adamw(weightDecay: 0.05)
///     options.schedule = .cosine(epochs: 50)
///     options.regularization.dropout = 0.3
///
/// Each option is described by a ``TrainingSetting``, and listed in `Documentation/Guides/TrainingOptions.md`.
public struct TrainingOptions: Sendable {
    /// What makes one model better than another.
    public enum Measure: String, CaseIterable, Codable, Sendable {
        /// A lower loss.
        case loss
        /// More right guesses of the most probable character.
        case accuracy
        /// More expected right guesses when sampling.
        case sampledAccuracy = "sampled-accuracy"
    }

    public var architecture = Architecture()
    public var initialization = Initialization.pytorch
    public var data = DataOptions()
    public var optimizer = Optimizer.adam
    public var schedule = Schedule()
    public var regularization = Regularization()

    /// Whether the model is measured after each epoch on the names that it is trained on, too. Where no others are held
    /// out these then decide which model is the best.
    public var measuresTraining = false
    /// By what the best model is known, on held-out names, or on those trained on if only they are measured. Where none
    /// are, the last model is returned.
    public var bestBy = Measure.loss

    public var seed: UInt64 = 1
    /// Number of threads, at least 1. A batch occupies one thread for every 64 names, or every 6 streams of a text.
    /// Networks with more than half a million recurrent weights in a layer use one for every 128 names, or all of them
    /// in each step of a text. The result does not depend on it.
    public var threads = Processors.cores
    public var kernels = Kernels.best

    /// What the size of a list decides where the caller leaves it open.
    package struct ListDefaults: Sendable {
        /// The learning rate of Adam; nil for the optimizer's own.
        var adamLearningRate: Double?
        var plateauPatience = 8
        /// The epochs of a schedule that spans them all, as many as reach a number of steps.
        var epochs: Epochs?
        /// Networks for a training in a given time (see ``Trainer/fitted(networks:)``), the largest first. Empty for
        /// only the network of the options.
        package var networks: [NetworkChoice] = []
        /// The byte pairs that a text gets in addition to its characters if it has more characters than
        /// ``DataOptions/tokens`` has tokens; nil for an error.
        var additionalTokens: Int?

        struct Epochs: Sendable {
            let range: ClosedRange<Int>
            let steps: Int
            /// Where the most epochs are too few for the steps: epochs without a better model after which the training
            /// ends; nil for never.
            let patience: Int?

            init(_ range: ClosedRange<Int>, steps: Int, patience: Int? = nil) {
                (self.range, self.steps, self.patience) = (range, steps, patience)
            }

            func count(stepsAnEpoch: Int) -> Int {
                min(max((steps - 1) / stepsAnEpoch + 1, range.lowerBound), range.upperBound)
            }
        }
    }

    package var listDefaults = ListDefaults()

    public init() {}

    /// What drops units, if anything does.
    func makeDropout() -> Dropout? {
        let (dropout, isVariational) = (regularization.dropout, regularization.variationalDropout)
        return dropout > 0 ? Dropout(probability: dropout, isVariational: isVariational, seed: seed) : nil
    }

    func makeWeightDropout() -> Dropout? {
        let dropout = regularization.weightDropout
        return dropout > 0 ? Dropout(probability: dropout, isVariational: false, seed: seed) : nil
    }

    /// Why no training can have these options, in one line that names them by their properties; nil if one can.
    public var conflict: String? {
        if schedule.kind == .step && schedule.steps.isEmpty {
            return "`schedule` step requires `steps`, such as 10:0.005,25:0.002"
        }
        if let epochs = schedule.epochs, schedule.warmup >= Double(epochs) {
            return "`warmup` must be less than `epochs` \(epochs)"
        }
        if initialization == .base {
            if architecture != Model.base.architecture {
                let (cell, hidden) = (Model.base.architecture.cell, Model.base.architecture.hidden)
                return "`initialization` base requires `cell` \(cell) and `hidden` "
                    + hidden.map(String.init).joined(separator: ",")
            }
            if data.update == .character { return "`initialization` base cannot be combined with `update` character" }
            if data.tokens != .characters { return "`initialization` base requires `tokens` characters" }
        }
        guard data.update == .character else { return nil }
        if architecture.cell != .rnn { return "`update` character requires `cell` rnn" }
        if !optimizer.kind.worksByCharacter {
            let names = Optimizer.Kind.allCases.filter(\.worksByCharacter).map(\.rawValue)
            return "`update` character requires `optimizer` \(names.list("or"))"
        }
        for setting in TrainingSetting.all where setting.isForBatches {
            if let obstacle = setting.obstacle(self) { return "`\(setting.property)` \(obstacle)" }
        }
        return nil
    }

    /// Stops the program unless every number is in its range.
    func check() {
        for setting in TrainingSetting.all {
            precondition(setting.isValid(self), "\(setting.property) must be \(setting.expectedValue)")
        }
        precondition(threads > 0, "threads must be at least 1")
    }
}
