/// A trained network: its architecture, its vocabulary, its parameters, and how it came to be.
///
///     let model = try Trainer(NameList(.companies)).train()
///     for name in try model.generate(count: 10) { print(name) }
///     try model.save(to: "companies.safetensors")
public struct Model: Sendable {
    public let vocabulary: Vocabulary
    public let record: TrainingRecord
    /// The names of the training list, held-out ones included; nil if the model does not tell, as imported ones do not.
    public let trainingNames: NameHashes?
    package let network: Network
    package let weights: PackedParameters

    public var architecture: Architecture { network.architecture }
    public var parameterCount: Int { network.layout.parameterCount }

    /// - Parameter parameters: Copied.
    package init(
        network: Network, vocabulary: Vocabulary, parameters: Parameters, record: TrainingRecord,
        trainingNames: NameHashes? = nil
    ) {
        precondition(network.vocabularySize == vocabulary.count, "the network and the vocabulary have different sizes")
        self.network = network
        self.vocabulary = vocabulary
        self.record = record
        self.trainingNames = trainingNames
        weights = network.pack(parameters.copy())
    }

    /// The same network with another record.
    package init(_ model: Model, record: TrainingRecord) {
        (network, vocabulary, weights) = (model.network, model.vocabulary, model.weights)
        trainingNames = model.trainingNames
        self.record = record
    }
}
