import RNNSwift

/// How often a value of a label comes in a list, and among the names that a model generates.
package struct LabelShare: Sendable {
    package let label: String
    package let value: String
    /// The share of the names of the list.
    package let listed: Double
    /// Number of generated names, and of those with the value.
    let names: Int
    let count: Int
    /// Values of the label.
    let values: Int

    /// The share of the generated names.
    package var generated: Double { Double(count) / Double(names) }
    /// The standard error of ``generated``.
    package var error: Double { (generated * (1 - generated) / Double(names)).squareRoot() }

    /// Whether names that are drawn with the shares of the list would differ as much from it in any of the label's
    /// values with a probability below 0.01.
    package var isBeyondChance: Bool {
        2 * Binomial(trials: names, probability: listed).tail(count) * Double(values) < 0.01
    }

    /// The shares of all values of all labels of a model.
    ///
    /// - Parameters:
    ///   - list: The labels of the list.
    ///   - generated: [column, value] How often each value comes among `names` generated names.
    static func all(_ labels: Labels, list: NameLabels, generated: [[Int]], names: Int) -> [LabelShare] {
        zip(labels.columns, zip(list.counts(of: labels), generated)).flatMap { column, counts -> [LabelShare] in
            let total = counts.0.reduce(0, +)
            // The list may lack the label.
            guard total > 0 else { return [] }
            return column.values.indices.map { value in
                LabelShare(
                    label: column.name, value: column.values[value],
                    listed: Double(counts.0[value]) / Double(total), names: names, count: counts.1[value],
                    values: column.values.count)
            }
        }
    }
}
