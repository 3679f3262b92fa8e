extension Model {
    /// The same model, whose record has how it predicts a list that had no part in its training; unless it predicts
    /// none of the names, or one of them has the probability 0.
    public func tested(on list: NameList, threads: Int = 1) -> Model {
        tested(evaluate(on: list, threads: threads), list.source)
    }

    package func tested(_ evaluation: Evaluation, _ list: String) -> Model {
        var record = record
        record.test = .init(evaluation, list)
        return Model(self, record: record)
    }

    /// How well the model predicts a list, exactly.
    ///
    /// Names with characters that the model does not know are left out and counted. A model that has labels predicts
    /// them, too, if the list has them. In a list that has not, the probability of a name is its sum over all labels.
    ///
    /// - Parameters:
    ///   - list: Any list, not only one that the model was trained on.
    ///   - threads: The result does not depend on it.
    public func evaluate(on list: NameList, threads: Int = 1) -> Evaluation {
        let names = EncodedNames(list, vocabulary: vocabulary)
        guard vocabulary.labels.isEmpty || names.hasLabels else {
            return ModelEnsemble(self).evaluate(names, threads: threads)
        }
        return SharedEvaluation.evaluate(ModelEnsemble(self), names, isTree: true, threads: threads)
    }
}

extension TrainingRecord.Test {
    /// Nil if nothing was measured, or if something has the probability 0.
    package init?(_ evaluation: Evaluation, _ list: String) {
        guard evaluation.predictions > 0, evaluation.nats.isFinite else { return nil }
        self.init(list: list, names: evaluation.names, nats: evaluation.nats, accuracy: evaluation.accuracy)
    }
}
