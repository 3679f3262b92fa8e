/// The two parts of the list that a model was trained on: names trained on, and names held out for validation.
///
/// The file of a model does not contain the parts. They are drawn again from the list, by the seed and the numbers of
/// names in the model's record, and are accepted only if the numbers, the hashes of the names and the loss on the
/// held-out names agree with the record.
struct TrainingSplit: Sendable {
    /// The names trained on, without labels.
    let training: EncodedNames
    /// Nil if no names were held out.
    let heldOut: EncodedNames?

    /// Why the parts cannot be reproduced. The description continues a sentence after a colon.
    struct Unknown: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    /// Shares to try with labels, where the numbers in the record count names of the same text several times.
    private static let commonShares = [0.1, 0.05, 0.2, 0.15, 0.25, 0.3, 0.5, 0.02, 0.01, 0.4]

    /// - Parameter ensemble: What predicts as the model's record says, if it is not the model itself.
    /// - Throws: ``Unknown``.
    init(_ list: NameList, of model: Model, as ensemble: ModelEnsemble? = nil, threads: Int) throws {
        let record = model.record
        guard record.importedFrom == nil, record.names > 0 else {
            throw Unknown(description: "the file of the model does not say which names were held out")
        }
        let names = Self.encoded(list, model)
        let hasLabels = !model.vocabulary.labels.isEmpty
        if let hashes = model.trainingNames, names.texts.contains(where: { !hashes.contains($0.utf8) }) {
            throw Unknown(description: "\(list.source) has names that are not in the list of the model")
        }
        if record.heldOutNames > 0, names.occurrences.count == record.names {
            throw Unknown(
                description: "the names for validation came from a list of their own, which the file of the "
                    + "model does not contain")
        }
        let whole = record.distinctNames + record.heldOutNames
        guard whole > 0, hasLabels ? names.occurrences.count >= record.names : names.count == whole else {
            throw Unknown(
                description: "\(list.source) has \(names.count) distinct names that the model can write, and it was "
                    + "trained with \(whole), \(record.heldOutNames) of them held out")
        }
        let shares = [Double(record.heldOutNames) / Double(whole)] + (hasLabels ? Self.commonShares : [])
        for share in shares {
            let (training, heldOut) = names.split(holdingOut: share, seed: record.splitSeed ?? record.seed)
            guard training.occurrences.count == record.names else { continue }
            guard hasLabels || training.count == record.distinctNames else { continue }
            self.training = training
            self.heldOut = heldOut.count > 0 ? heldOut : nil
            if !hasLabels { try check(model, ensemble, threads: threads) }
            return
        }
        throw Unknown(description: "the seed in the file of the model draws other parts of \(list.source)")
    }

    /// The names of a list without labels.
    private static func encoded(_ list: NameList, _ model: Model) -> EncodedNames {
        var list = list
        list.labels = nil
        return EncodedNames(list, vocabulary: model.vocabulary)
    }

    /// Names of another list instead of those that were held out.
    ///
    /// - Parameter training: Nil stands for all names of the list.
    init(_ list: NameList, comparedWith other: NameList, _ training: EncodedNames?, _ model: Model) {
        let known = Set(list.names.lazy.map { $0.utf8.fnv1a })
        let names = Self.encoded(other, model)
        let heldOut = names.filter { !known.contains(names.text(Int($0)).utf8.fnv1a) }
        self.training = training ?? Self.encoded(list, model)
        self.heldOut = heldOut.count > 0 ? heldOut : nil
    }

    /// Compares the loss on the held-out names with that in the record.
    private func check(_ model: Model, _ ensemble: ModelEnsemble?, threads: Int) throws {
        guard let heldOut, let recorded = model.record.validationLoss else { return }
        let nats = model.evaluate(heldOut, as: ensemble, threads: threads).nats
        guard abs(nats - recorded) <= 1e-3 * max(recorded, 1) else {
            throw Unknown(
                description: "the loss on the names that its seed holds out is \(nats), not \(recorded), so it was "
                    + "trained on another list")
        }
    }
}

extension Model {
    /// How well the model, or an ensemble in its place, predicts names that have no labels.
    func evaluate(_ names: EncodedNames, as ensemble: ModelEnsemble? = nil, threads: Int) -> Evaluation {
        if let ensemble { return ensemble.evaluate(names, threads: threads) }
        guard vocabulary.labels.isEmpty else { return ModelEnsemble(self).evaluate(names, threads: threads) }
        return Evaluator(names, network: network, workers: WorkerPool(threads: threads)).evaluate(weights)
    }
}
