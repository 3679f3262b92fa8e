import Foundation

extension RecordModel {
    /// Classifies records by Bayes' rule: P(value | record) is P(value, record), summed over all values of the other
    /// labels, in proportion. Names of the results are the records as they are written.
    ///
    /// - Parameters:
    ///   - records: A text for each field.
    ///   - label: One of the model's labels.
    ///   - given: Values of other labels that are known.
    ///   - includingMissing: Whether a missing value is one of those that a record may have.
    ///   - threads: The result does not depend on it.
    /// - Throws: ``LabelError``.
    public func classify(
        _ records: [[String]], label: String, given: [String: String] = [:], includingMissing: Bool = false,
        threads: Int = 1
    ) throws -> [Classification] {
        let labels = self.labels?.labels ?? Labels()
        let choice = try labels.choice(of: label, given: given, includingMissing: includingMissing)
        let combinations = combinations(given: choice.given)
        let classes = combinations.map { choice.numbers.firstIndex(of: $0[choice.column])! }
        let values = choice.numbers.map { labels.columns[choice.column].values[$0] }
        var results: [Classification] = []
        forEachJoint(of: records, combinations, threads: threads) { index, joint in
            let most = joint.max()!
            var sums = [Double](repeating: 0, count: values.count)
            for (value, logarithm) in zip(classes, joint) { sums[value] += exp(logarithm - most) }
            let total = sums.reduce(0, +)
            let isKnown = most > -.infinity
            results.append(
                Classification(
                    name: record(records[index]).text, values: isKnown ? values : [],
                    probabilities: isKnown ? sums.map { $0 / total } : nil,
                    unknownParts: isKnown ? [] : unknownParts(of: records[index])))
        }
        return results
    }

    /// Parts of the fields of a record that the model does not know: tokens of learned fields, texts of sampled ones.
    func unknownParts(of record: [String]) -> [String] {
        zip(fields, record).flatMap { field, text -> [String] in
            switch field.content {
            case .learned(let model, _):
                model.vocabulary.parts(of: text).filter { $0.token == nil }.map(\.text)
            case .sampled(let texts): texts.count(of: text) == 0 ? [text] : []
            }
        }
    }
}
