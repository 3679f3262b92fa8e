/// What is wrong with values of labels, in one line.
public enum LabelError: Error, Equatable, CustomStringConvertible {
    /// The model has no such label; it has these.
    case unknownLabel(String, known: [String])
    /// A label has no such value; it has these.
    case unknownValue(String, label: String, known: [String])

    public var description: String {
        switch self {
        case .unknownLabel(let name, let known):
            known.isEmpty
                ? "the model has no labels; train one with `labels`"
                : "the model has no label \"\(name)\"; it has \(known.joined(separator: ", "))"
        case .unknownValue(let value, let label, let known):
            "the label \(label) has no value \"\(value)\"; it has "
                + known.prefix(20).map { Labels.shown($0) }.joined(separator: ", ") + (known.count > 20 ? ", …" : "")
        }
    }
}

extension Labels {
    /// The number of a label.
    ///
    /// - Throws: ``LabelError``.
    package func column(_ name: String) throws -> Int {
        guard let column = columns.firstIndex(where: { $0.name == name }) else {
            throw LabelError.unknownLabel(name, known: names)
        }
        return column
    }

    /// The numbers of given values, by the numbers of their labels.
    ///
    /// - Throws: ``LabelError``.
    package func numbers(ofGiven given: [String: String]) throws -> [Int: [Int]] {
        var numbers: [Int: [Int]] = [:]
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            let column = try column(name)
            let values = columns[column].values
            guard let number = values.firstIndex(of: Self.value(value)) else {
                throw LabelError.unknownValue(value, label: name, known: values)
            }
            numbers[column] = [number]
        }
        return numbers
    }

    /// What a classification by a label chooses from.
    struct Choice {
        /// The number of the label.
        let column: Int
        /// The numbers of its values.
        let numbers: [Int]
        /// The numbers of the values that each label may have, these among them; nil for all.
        let given: [Int: [Int]]
    }

    /// - Parameters:
    ///   - given: Values of other labels that are known.
    ///   - includingMissing: Whether a missing value is one to choose.
    /// - Throws: ``LabelError``.
    func choice(of label: String, given: [String: String], includingMissing: Bool) throws -> Choice {
        let column = try column(label)
        var given = try numbers(ofGiven: given)
        let values = columns[column].values
        var numbers = given[column] ?? Array(values.indices)
        if !includingMissing, numbers.count > 1 { numbers.removeAll { values[$0].isEmpty } }
        given[column] = numbers
        return Choice(column: column, numbers: numbers, given: given)
    }
}

extension ModelEnsemble {
    /// What reads names whose labels are not known; nil for a model without labels.
    package var mixture: MixtureReading? {
        guard !vocabulary.labels.isEmpty else { return nil }
        return MixtureReading(self, beginnings: vocabulary.beginnings(unlabeled: true))
    }

    /// What reads names that have given values of labels.
    package func mixture(given: [Int: [Int]]) -> MixtureReading {
        MixtureReading(self, beginnings: vocabulary.beginnings(given: given, unlabeled: false), isConditional: true)
    }
}
