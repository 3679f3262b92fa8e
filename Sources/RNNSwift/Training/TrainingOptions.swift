import Foundation

/// How a model is trained. The defaults suit lists from a hundred names to millions; ``Preset`` has others.
public struct TrainingOptions: Sendable {
    /// How often the weights follow their gradient.
    public enum Update: String, CaseIterable, Codable, Sendable {
        /// After each batch of names, by full backpropagation through time.
        case batch
        /// After each character, without backpropagation through time, as in *Data Science from Scratch*. For SimpleRNN
        /// cells and the optimizers of ``OptimizerKind/worksByCharacter``, without clipping and weight decay. Each step
        /// depends on the one before: only validation uses threads.
        case character
    }

    /// Names to measure the model on while it is trained.
    public enum Validation: Sendable {
        /// This share of the distinct names, at least 0 and below 1.
        case share(Double)
        /// A list of the caller's; names of it that are also trained on are the caller's business.
        case list(NameList)
        case none
    }

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

    public var validation = Validation.share(0.1)
    /// Whether the model is measured after each epoch on the names that it is trained on, too. Where no others are held
    /// out these then decide which model is the best.
    public var measuresTraining = false
    /// By what the best model is known, on held-out names, or on those trained on if only they are measured. Where none
    /// are, the last model is returned.
    public var bestBy = Measure.loss

    public var update = Update.batch
    /// Names per batch, at least 1, for ``Update/batch``.
    public var batchSize = 256
    /// Names per epoch, at least 1, drawn from the list without replacement, anew for each epoch. By default, and for
    /// lists that are not longer, all.
    public var namesPerEpoch: Int?

    /// For running text: the parts that it is cut into, at least 1, which are read side by side.
    public var streams = 50
    /// For running text: the characters of each stream in a step, at least 1, which is how far gradients go back in
    /// time.
    public var sequenceLength = 50

    public var optimizer = OptimizerKind.adam
    /// By default ``OptimizerKind/defaultLearningRate``, or 0.01 where weights are updated after each character, and
    /// for Adam on a short list (``init(for:)``).
    public var learningRate: Double?
    /// The share of its moment that ``OptimizerKind/momentum``, ``OptimizerKind/heavyBall`` and
    /// ``OptimizerKind/nesterov`` keep, at least 0 and below 1.
    public var momentum = 0.9
    /// The share of the mean gradient that ``OptimizerKind/adam`` and ``OptimizerKind/adamw`` keep, at least 0 and
    /// below 1.
    public var beta1 = 0.9
    /// The share of the mean square that they keep, at least 0 and below 1.
    public var beta2 = 0.999
    /// The share of the mean square that ``OptimizerKind/rmsprop`` keeps, at least 0 and below 1.
    public var rho = 0.9
    /// What keeps the divisor of ``OptimizerKind/adam``, ``OptimizerKind/adamw`` (by default 1e-8) and
    /// ``OptimizerKind/rmsprop`` (1e-7) from zero; above 0.
    public var epsilon: Double?
    /// Decoupled weight decay λ: `p -= lr λ p` before each step of any optimizer but ``OptimizerKind/adam``. By default
    /// 0.01 for ``OptimizerKind/adamw``, 0 for the others.
    public var weightDecay: Double?
    /// The gradient is scaled down to this norm, over all weights, where it is longer; for ``Update/batch``.
    public var clip: Double?

    /// The probability with which, while training, a unit's output is dropped on its way to the layer above or to the
    /// output layer, at least 0 and below 1; for ``Update/batch``. The recurrence itself is left as it is. In PyTorch
    /// that is nn.GRU(dropout: p) and an nn.Dropout(p) before the nn.Linear.
    public var dropout = 0.0
    /// Whether dropout takes the same units at each character of a name; names of a step that begin with the same
    /// character may share them. Otherwise it takes others each time.
    public var variationalDropout = false
    /// The probability with which each recurrent weight is 0 for a step, at least 0 and below 1; for ``Update/batch``.
    public var weightDropout = 0.0
    /// The decay, at least 0 and below 1, of an exponential moving average of the weights, which is then what is
    /// measured and kept: `w̄ += (1 - d) (w - w̄)` after each step t, where d = min(decay, (1 + t) / (10 + t)); for
    /// ``Update/batch``.
    public var averaging: Double?

    public var schedule = Schedule.plateau
    /// For ``Schedule/step``, in ascending order of their epochs.
    public var learningRateSteps: [LearningRateStep] = []
    /// Epochs, at least 1, without a better model after which ``Schedule/plateau`` halves the learning rate, by default
    /// 8, on a short list (``init(for:)``) 4, and after which the training ends with every other schedule, by default
    /// never.
    public var patience: Int?
    /// Epochs and parts of one, at least 0, in which the learning rate grows along a line from 0 to what the schedule
    /// has. ``Schedule/cosine`` begins when they are over; for ``Schedule/oneCycle`` they are the length of its rise,
    /// by default three tenths of all epochs.
    public var warmup = 0.0

    /// Maximum number of epochs, at least 1. Without a limit ``Schedule/plateau`` ends the training, and so does
    /// ``patience`` with ``Schedule/constant`` and ``Schedule/step``; with nothing held out, and otherwise, 200 passes
    /// do.
    public var epochs: Int?
    /// With ``epochs``: minimum number of steps; the number of epochs is increased to reach it, but at most doubled. A
    /// short list has few steps per epoch.
    public var fewestSteps = 0
    /// Maximum training time in seconds, without the time before a checkpoint from which training resumes.
    public var maximumSeconds: Double?

    public var seed: UInt64 = 1
    /// At least 1. A batch keeps one busy for each 128 of its names. The result does not depend on it.
    public var threads = ProcessInfo.processInfo.activeProcessorCount
    public var kernels = Kernels.best

    /// What the size of a list decides where the caller leaves it open.
    struct ListDefaults: Sendable {
        /// The learning rate of Adam; nil for the optimizer's own.
        var adamLearningRate: Double?
        var plateauPatience = 8
        /// Where ``fewestSteps`` makes more epochs: those without a better model after which the training ends; nil for
        /// never.
        var stretchedPatience: Int?
    }

    var listDefaults = ListDefaults()

    public init() {}

    package var firstLearningRate: Double {
        if let learningRate { return learningRate }
        if update == .character { return 0.01 }
        return (optimizer == .adam ? listDefaults.adamLearningRate : nil) ?? optimizer.defaultLearningRate
    }

    package var usedEpsilon: Double { epsilon ?? (optimizer == .rmsprop ? 1e-7 : 1e-8) }

    var usedWeightDecay: Double {
        switch optimizer {
        case .adam: 0
        case .adamw: weightDecay ?? 0.01
        default: weightDecay ?? 0
        }
    }

    /// Epochs without a better model after which something happens.
    package var usedPatience: Int { patience ?? (schedule == .plateau ? listDefaults.plateauPatience : .max) }

    /// With as many epochs as ``fewestSteps`` asks for.
    func spanning(stepsAnEpoch: Int) -> TrainingOptions {
        var options = self
        options.epochs = epochs.map { epochs in
            let needed = max(fewestSteps - 1, 0) / stepsAnEpoch + 1
            return max(epochs, min(needed, epochs.multipliedReportingOverflow(by: 2).overflow ? epochs : 2 * epochs))
        }
        if let stretchedPatience = listDefaults.stretchedPatience, patience == nil, options.epochs ?? 0 > epochs ?? 0 {
            options.patience = stretchedPatience
        }
        return options
    }

    /// What drops units, if anything does.
    func makeDropout() -> Dropout? {
        dropout > 0 ? Dropout(probability: dropout, isVariational: variationalDropout, seed: seed) : nil
    }

    func makeWeightDropout() -> Dropout? {
        weightDropout > 0 ? Dropout(probability: weightDropout, isVariational: false, seed: seed) : nil
    }

    /// What ``Update/character`` does not go with, if there is such a thing.
    var obstacleToUpdatesByCharacter: String? {
        if architecture.cell != .rnn { return "cell \(architecture.cell.rawValue)" }
        if !optimizer.worksByCharacter { return "optimizer \(optimizer.rawValue)" }
        if clip != nil { return "clipping" }
        if dropout > 0 || weightDropout > 0 { return "dropout" }
        if averaging != nil { return "an average of the weights" }
        return usedWeightDecay > 0 ? "weight decay" : nil
    }
}
