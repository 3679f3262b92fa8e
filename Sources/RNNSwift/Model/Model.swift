/// A trained network: its architecture, its vocabulary, its parameters, and how it came to be.
///
///     let model = try Trainer(NameList(.companies)).train()
///     for name in try model.generate(10) { print(name.text) }
///     try model.save(to: "companies.safetensors")
public struct Model: Sendable {
    public let vocabulary: Vocabulary
    public let record: TrainingRecord
    let network: Network
    let weights: PackedParameters

    public var architecture: Architecture { network.architecture }
    public var parameterCount: Int { network.layout.parameterCount }

    /// - Parameter parameters: Copied.
    init(network: Network, vocabulary: Vocabulary, parameters: Parameters, record: TrainingRecord) {
        precondition(network.vocabularySize == vocabulary.count)
        self.network = network
        self.vocabulary = vocabulary
        self.record = record
        weights = network.pack(parameters.copy())
    }

    /// How well the model predicts a list, exactly.
    ///
    /// Names with characters that the model does not know are left out and counted.
    ///
    /// - Parameter threads: The result does not depend on it.
    public func evaluate(on list: NameList, threads: Int = 1) -> Evaluation {
        let names = EncodedNames(list.names, vocabulary: vocabulary)
        return Evaluator(names, network: network, workers: WorkerPool(threads: threads)).evaluate(weights)
    }
}

/// How a model was trained: what was asked for and what came of it. Times are not in it, so that the same training gives the
/// same file.
public struct TrainingRecord: Codable, Equatable, Sendable {
    /// What the list was called.
    public var list = ""
    public var names = 0
    public var distinctNames = 0
    /// Of the distinct names, those held out for validation.
    public var heldOutNames = 0
    /// The characters of the longest name.
    public var longestName = 0
    public var optimizer = ""
    public var learningRate = 0.0
    public var batchSize = 0
    public var seed: UInt64 = 0
    /// Epochs trained in all.
    public var epochs = 0
    /// The epoch that the parameters are from.
    public var bestEpoch = 0
    /// The mean training loss of that epoch, in nats a character.
    public var loss = 0.0
    /// The loss on the held-out names after that epoch, in nats a character.
    public var validationLoss: Double?

    public init() {}
}
