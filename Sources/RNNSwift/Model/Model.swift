/// A trained network: its architecture, its vocabulary, its parameters, and how it came to be.
///
///     let model = try Trainer(NameList(.companies)).train()
///     for name in try model.generate(10) { print(name) }
///     try model.save(to: "companies.safetensors")
public struct Model: Sendable {
    public let vocabulary: Vocabulary
    public let record: TrainingRecord
    /// The names of the training list, held-out ones included; nil if the model does not tell, as imported ones do not.
    public let trainingNames: NameHashes?
    let network: Network
    let weights: PackedParameters

    public var architecture: Architecture { network.architecture }
    public var parameterCount: Int { network.layout.parameterCount }

    /// - Parameter parameters: Copied.
    init(
        network: Network, vocabulary: Vocabulary, parameters: Parameters, record: TrainingRecord,
        trainingNames: NameHashes? = nil
    ) {
        precondition(network.vocabularySize == vocabulary.count)
        self.network = network
        self.vocabulary = vocabulary
        self.record = record
        self.trainingNames = trainingNames
        weights = network.pack(parameters.copy())
    }

    /// The same network with another record.
    private init(_ model: Model, record: TrainingRecord) {
        (network, vocabulary, weights) = (model.network, model.vocabulary, model.weights)
        trainingNames = model.trainingNames
        self.record = record
    }

    /// The same model, whose record has how it predicts a list that had no part in its training.
    public func tested(on list: NameList, threads: Int = 1) -> Model {
        tested(evaluate(on: list, threads: threads), list.source)
    }

    func tested(_ evaluation: Evaluation, _ list: String) -> Model {
        var record = record
        record.test = .init(list: list, names: evaluation.names, nats: evaluation.nats, accuracy: evaluation.accuracy)
        return Model(self, record: record)
    }

    /// How well the model predicts a list, exactly.
    ///
    /// Names with characters that the model does not know are left out and counted.
    ///
    /// - Parameters:
    ///   - list: Any list, not only one that the model was trained on.
    ///   - threads: The result does not depend on it.
    public func evaluate(on list: NameList, threads: Int = 1) -> Evaluation {
        let names = EncodedNames(list.names, vocabulary: vocabulary)
        return Evaluator(names, network: network, workers: WorkerPool(threads: threads)).evaluate(weights)
    }
}
