import Foundation

/// How a model is trained. The defaults suit lists from a hundred names to millions.
public struct TrainingOptions: Sendable {
    /// The rule by which weights follow their gradient.
    public enum OptimizerKind: String, CaseIterable, Codable, Sendable {
        /// Adam, with PyTorch's defaults.
        case adam
        /// `u = m u + (1 - m) g; p -= lr u`, as in *Data Science from Scratch*.
        case momentum
        /// Plain gradient descent.
        case sgd

        /// A learning rate that works for lists of names.
        public var defaultLearningRate: Double {
            switch self {
            case .adam: 0.005
            case .momentum, .sgd: 0.5
            }
        }
    }

    /// How often the weights follow their gradient.
    public enum Update: String, CaseIterable, Codable, Sendable {
        /// After each batch of names, by full backpropagation through time.
        case batch
        /// After each character, without backpropagation through time, as in *Data Science from Scratch*. For SimpleRNN cells
        /// and the optimizers momentum and sgd. Each step depends on the one before: only validation uses threads.
        case character
    }

    /// The course of the learning rate.
    public enum Schedule: String, CaseIterable, Codable, Sendable {
        /// Halved when ``patience`` epochs have not lowered the validation loss; the training ends when that no longer helps,
        /// at a 64th of the first rate.
        case plateau
        /// The same all the time.
        case constant
        /// Half a cosine from the first rate down to zero, over all epochs that were asked for, step by step.
        case cosine
    }

    /// Names to measure the model on while it is trained.
    public enum Validation: Sendable {
        /// This share of the distinct names, at least 0 and below 1.
        case share(Double)
        /// A list of the caller's; names of it that are also trained on are the caller's business.
        case list(NameList)
        case none
    }

    public var architecture = Architecture()
    public var validation = Validation.share(0.1)
    public var update = Update.batch
    public var optimizer = OptimizerKind.adam
    /// By default ``OptimizerKind/defaultLearningRate``, or 0.01 where weights are updated after each character.
    public var learningRate: Double?
    /// For ``OptimizerKind/momentum``.
    public var momentum = 0.9
    /// Names a step, at least 1, for ``Update/batch``.
    public var batchSize = 256
    public var schedule = Schedule.plateau
    /// At most so many passes over the list, at least 1. Without a limit ``Schedule/plateau`` ends the training; with nothing
    /// held out, and for the other schedules, 200 passes do.
    public var epochs: Int?
    /// At most so many seconds.
    public var maximumSeconds: Double?
    /// Epochs without a lower validation loss after which ``Schedule/plateau`` halves the learning rate.
    public var patience = 8
    public var seed: UInt64 = 1
    /// At least 1. A batch keeps one busy for each 128 of its names. The result does not depend on it.
    public var threads = ProcessInfo.processInfo.activeProcessorCount
    public var kernels = Kernels.best

    public init() {}

    var firstLearningRate: Double {
        learningRate ?? (update == .character ? 0.01 : optimizer.defaultLearningRate)
    }
}
