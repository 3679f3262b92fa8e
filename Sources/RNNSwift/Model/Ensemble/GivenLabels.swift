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

extension Vocabulary {
    /// The numbers of given values, by the numbers of their labels.
    ///
    /// - Throws: ``LabelError``.
    package func numbers(ofGiven given: [String: String]) throws -> [Int: [Int]] {
        var numbers: [Int: [Int]] = [:]
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let column = labels.columns.firstIndex(where: { $0.name == name }) else {
                throw LabelError.unknownLabel(name, known: labels.names)
            }
            let values = labels.columns[column].values
            guard let number = values.firstIndex(of: value == "(none)" ? "" : NameList.normalize(value)) else {
                throw LabelError.unknownValue(value, label: name, known: values)
            }
            numbers[column] = [number]
        }
        return numbers
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
