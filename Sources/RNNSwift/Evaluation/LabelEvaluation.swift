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
        let workers = WorkerPool(threads: threads)
        return EncodedNames(list, vocabulary: vocabulary).evaluateByLabel {
            Evaluator($0, network: network, workers: workers).evaluate(weights)
        }
    }
}

extension ModelEnsemble {
    /// How well the networks together predict the names of each value of each label: see
    /// ``Model/evaluateByLabel(on:threads:)``.
    public func evaluateByLabel(on list: NameList, threads: Int = 1) -> [LabelEvaluation] {
        EncodedNames(list, vocabulary: vocabulary).evaluateByLabel { evaluate($0, threads: threads) }
    }
}

extension EncodedNames {
    fileprivate func evaluateByLabel(_ evaluate: (EncodedNames) -> Evaluation) -> [LabelEvaluation] {
        guard hasLabels else { return [] }
        return vocabulary.labels.columns.enumerated().flatMap { column, label in
            label.values.enumerated().compactMap { number, value in
                let token = vocabulary.tokens(ofLabel: column).lowerBound + number
                let own = filter { self[Int($0) + column] == token }
                guard own.count > 0 else { return nil }
                return LabelEvaluation(label: label.name, value: value, evaluation: evaluate(own))
            }
        }
    }
}
