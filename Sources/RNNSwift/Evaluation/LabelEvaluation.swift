/// How well a model predicts the names of a list that have a value of a label.
public struct LabelEvaluation: Sendable, Equatable {
    public let label: String
    public let value: String
    public let evaluation: Evaluation
}

extension [LabelEvaluation] {
    /// The evaluations by label and value, a missing one as "(none)".
    package var byValue: [String: [String: Evaluation]] {
        Dictionary(grouping: self, by: \.label).mapValues { evaluations in
            Dictionary(uniqueKeysWithValues: evaluations.map { (Labels.shown($0.value), $0.evaluation) })
        }
    }
}

extension Model {
    /// How well the model predicts the names of a list by each value of each label; empty if the model or the list has
    /// no labels. Values that the list lacks are left out.
    ///
    /// - Parameter threads: The result does not depend on it.
    public func evaluateByLabel(on list: NameList, threads: Int = 1) -> [LabelEvaluation] {
        let names = EncodedNames(list, vocabulary: vocabulary)
        guard names.hasLabels else { return [] }
        let workers = WorkerPool(threads: threads)
        return vocabulary.labels.columns.enumerated().flatMap { column, label in
            label.values.enumerated().compactMap { number, value in
                let token = vocabulary.tokens(ofLabel: column).lowerBound + number
                let own = names.filter { names[Int($0) + column] == token }
                guard own.count > 0 else { return nil }
                return LabelEvaluation(
                    label: label.name, value: value,
                    evaluation: Evaluator(own, network: network, workers: workers).evaluate(weights))
            }
        }
    }
}
