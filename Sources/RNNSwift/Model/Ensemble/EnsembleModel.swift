/// Networks that were trained on the same list from different seeds, and that predict together: one model, in one file.
///
///     let ensemble = try EnsembleTrainer(Trainer(list), count: 5).train()
///     try ensemble.save(to: "names.safetensors")
///     for name in try ModelEnsemble(ensemble).generate(count: 10) { print(name) }
public struct EnsembleModel: Sendable {
    /// Mean losses on the held-out names, in nats per character, by the mean of the predictions.
    public struct Losses: Codable, Equatable, Sendable {
        public var arithmetic: Double
        public var geometric: Double

        public init(arithmetic: Double, geometric: Double) {
            (self.arithmetic, self.geometric) = (arithmetic, geometric)
        }

        public subscript(mean: ModelEnsemble.Mean) -> Double {
            switch mean {
            case .arithmetic: arithmetic
            case .geometric: geometric
            }
        }

        /// The mean with the lower loss.
        public var best: ModelEnsemble.Mean { arithmetic < geometric ? .arithmetic : .geometric }
    }

    /// The networks, at least one, with the same architecture and vocabulary.
    public let members: [Model]
    /// The mean that is taken unless another one is asked for.
    public var mean: ModelEnsemble.Mean
    /// Nil if no names were held out.
    public var validation: Losses?
    /// How the ensemble predicts names that had no part in its training; nil if there were none.
    public var test: TrainingRecord.Test?

    public init(_ members: [Model], mean: ModelEnsemble.Mean = .geometric, validation: Losses? = nil) {
        precondition(!members.isEmpty, "an ensemble needs at least one network")
        precondition(
            members.allSatisfy {
                $0.architecture == members[0].architecture && $0.vocabulary.isIdentical(to: members[0].vocabulary)
            }, "the networks of an ensemble have the same architecture and vocabulary")
        (self.members, self.mean, self.validation) = (members, mean, validation)
    }

    public var vocabulary: Vocabulary { members[0].vocabulary }

    /// The first network, with the results of all of them together in its record: what tables say of the ensemble.
    package var summary: Model {
        var record = members[0].record
        (record.validationLoss, record.test) = (validation?[mean], test)
        (record.curve, record.accuracy) = (nil, nil)
        return Model(members[0], record: record)
    }

    /// The same networks with 8-bit weights: see ``Model/quantized()``.
    public func quantized() throws -> EnsembleModel {
        var model = EnsembleModel(try members.map { try $0.quantized() }, mean: mean, validation: validation)
        model.test = test
        return model
    }

    /// Whether the networks are of running text.
    public var isText: Bool { members[0].record.text != nil }
}

extension ModelEnsemble {
    /// The networks of a file, with equal shares.
    ///
    /// - Parameter mean: By default that of the file.
    public init(_ model: EnsembleModel, mean: Mean? = nil) {
        let (count, vocabulary) = (model.members.count, model.vocabulary)
        let tokens = count == 1 ? [] : (0..<Int32(vocabulary.count)).map(\.self)
        self.init(
            model.members.map { member in
                Part(
                    network: member.network, weights: member.weights, share: 1 / Double(count), tokens: tokens,
                    start: vocabulary.start)
            }, mean: mean ?? model.mean, vocabulary: vocabulary,
            longestName: model.members.map(\.record.longestName).max() ?? 0,
            trainingNames: model.members[0].trainingNames.map { [$0] })
    }
}
