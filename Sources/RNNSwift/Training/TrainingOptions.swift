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

    /// Names to measure the model on while it is trained, never trained on.
    public enum Validation: Sendable {
        /// This share of the distinct names.
        case share(Double)
        case list(NameList)
        case none
    }

    public var architecture = Architecture()
    public var validation = Validation.share(0.1)
    public var optimizer = OptimizerKind.adam
    /// By default ``OptimizerKind/defaultLearningRate``.
    public var learningRate: Double?
    /// For ``OptimizerKind/momentum``.
    public var momentum = 0.9
    /// Names a step.
    public var batchSize = 256
    /// At most so many passes over the list.
    public var epochs: Int?
    /// At most so many seconds.
    public var maximumSeconds: Double?
    /// Epochs without a lower validation loss after which the learning rate is halved; see ``PlateauSchedule``.
    public var patience = 8
    public var seed: UInt64 = 1
    public var threads = ProcessInfo.processInfo.activeProcessorCount
    public var kernels = Kernels.best

    public init() {}
}
