/// The labels of the names of a list.
public struct NameLabels: Sendable, Equatable {
    /// The columns and their values: sorted, a missing one first.
    public private(set) var labels: Labels
    /// [names, columns] The number of each value, in the order of the list's names.
    private(set) var numbers: [UInt16] = []

    /// Values of a column, at most.
    public static let mostValues = 10_000
    /// What values become that are too rare.
    public static let rareValue = "(other)"

    /// The names of columns, and behind each name its values.
    struct Builder {
        var columns: [String]
        /// Whether a name had labels.
        private var isLabeled = false
        private var numbers: [UInt16] = []
        private var values: [[String: UInt16]]

        init(_ columns: [String]) {
            self.columns = columns
            values = columns.map { _ in [:] }
        }

        /// What is wrong with a value.
        struct Problem: Error, CustomStringConvertible {
            let description: String
        }

        /// - Parameter row: A value for each column; nil if all are missing because the file has no labels.
        /// - Throws: ``Problem``.
        mutating func append(_ row: [String]?) throws {
            isLabeled = isLabeled || row != nil
            let row = row ?? columns.map { _ in "" }
            precondition(row.count == columns.count, "there must be a value for each label")
            for (column, text) in row.enumerated() {
                let value = NameList.normalize(text)
                guard value.utf8.allSatisfy({ $0 >= 0x20 }), value.utf8.count <= NameRule.mostBytes else {
                    throw Problem(description: "a value of \(columns[column]) has a control character, or is too long")
                }
                let number = values[column][value] ?? UInt16(values[column].count)
                if Int(number) == values[column].count {
                    guard Int(number) < NameLabels.mostValues else {
                        throw Problem(
                            description: "\(columns[column]) has more than \(NameLabels.mostValues) different values; "
                                + "choose another column for `labels`")
                    }
                    values[column][value] = number
                }
                numbers.append(number)
            }
        }

        /// Nil if no name had labels.
        func finish() -> NameLabels? {
            guard isLabeled else { return nil }
            let sorted = values.map { $0.keys.sorted() }
            let columns = zip(columns, sorted).map { Labels.Column(name: $0, values: $1) }
            let order = zip(values, sorted).map { values, sorted in
                let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, UInt16($0)) })
                return values.sorted { $0.value < $1.value }.map { places[$0.key]! }
            }
            var result = NameLabels(labels: Labels(columns))
            result.numbers = numbers.enumerated().map { order[$0 % order.count][Int($1)] }
            return result
        }
    }

    private init(labels: Labels) { self.labels = labels }

    /// The values of a name.
    public subscript(name: Int) -> [String] {
        labels.columns.enumerated().map { $1.values[Int(numbers[name * labels.columns.count + $0])] }
    }

    /// How often each value of a column comes, in their order.
    public func counts(ofColumn column: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: labels.columns[column].values.count)
        for name in 0..<numbers.count / labels.columns.count {
            counts[Int(numbers[name * labels.columns.count + column])] += 1
        }
        return counts
    }

    /// How often each value comes of the columns of a vocabulary's labels; 0 for values that are not here.
    func counts(of others: Labels) -> [[Int]] {
        others.columns.map { other in
            guard let column = labels.columns.firstIndex(where: { $0.name == other.name }) else {
                return other.values.map { _ in 0 }
            }
            let counts = Dictionary(uniqueKeysWithValues: zip(labels.columns[column].values, counts(ofColumn: column)))
            return other.values.map { counts[$0] ?? 0 }
        }
    }

    /// The same labels, in which values that come fewer than `count` times are one value, ``rareValue``; missing values
    /// stay what they are.
    public func merging(rarerThan count: Int) -> NameLabels {
        guard count > 1 else { return self }
        var builder = Builder(labels.columns.map(\.name))
        let isRare = labels.columns.indices.map { column in
            zip(labels.columns[column].values, counts(ofColumn: column)).map { !$0.isEmpty && $1 < count }
        }
        let width = labels.columns.count
        for name in 0..<numbers.count / width {
            let row = self[name].enumerated().map { column, value in
                isRare[column][Int(numbers[name * width + column])] ? Self.rareValue : value
            }
            // No more values than before, so that nothing can be wrong.
            guard (try? builder.append(row)) != nil else { return self }
        }
        return builder.finish() ?? self
    }

    /// For each of the labels of a vocabulary, the tokens of the values here: those of ``numbers``.
    func tokens(in vocabulary: Vocabulary) -> [(column: Int, tokens: [UInt16])] {
        vocabulary.labels.columns.enumerated().compactMap { index, column in
            guard let own = labels.columns.firstIndex(where: { $0.name == column.name }) else { return nil }
            let tokens = labels.columns[own].values.map {
                UInt16(vocabulary.token(ofLabel: index, value: $0) ?? Int(TokenTrie.none))
            }
            return (own, tokens)
        }
    }
}

extension Vocabulary {
    /// Replaces `result` by the tokens of a name, with those of its labels before them: see ``encode(_:into:)``.
    ///
    /// - Parameter number: Of the name in its list.
    func encode<Token: FixedWidthInteger>(
        _ name: some Collection<UInt8>, _ labels: LabelTokens?, _ number: Int, into result: inout [Token]
    ) -> Bool {
        guard let labels else { return encode(name, into: &result) }
        result.removeAll(keepingCapacity: true)
        return labels.append(number, to: &result) && append(name, to: &result)
    }
}

/// The label tokens that names begin with.
struct LabelTokens {
    private let labels: NameLabels
    private let columns: [(column: Int, tokens: [UInt16])]
    private let rare: [UInt16]

    /// Nil if a list has no labels, or a vocabulary others.
    init?(_ labels: NameLabels?, _ vocabulary: Vocabulary) {
        guard let labels, !vocabulary.labels.isEmpty else { return nil }
        let columns = labels.tokens(in: vocabulary)
        guard columns.count == vocabulary.labels.columns.count else { return nil }
        (self.labels, self.columns) = (labels, columns)
        rare = vocabulary.labels.columns.indices.map {
            UInt16(vocabulary.token(ofLabel: $0, value: NameLabels.rareValue) ?? Int(TokenTrie.none))
        }
    }

    /// Appends the tokens of a name's labels; false if the vocabulary lacks a value and has none for rare ones.
    func append<Token: FixedWidthInteger>(_ name: Int, to tokens: inout [Token]) -> Bool {
        for (index, column) in columns.enumerated() {
            var token = column.tokens[Int(labels.numbers[name * labels.labels.columns.count + column.column])]
            if token == TokenTrie.none { token = rare[index] }
            guard token != TokenTrie.none else { return false }
            tokens.append(Token(token))
        }
        return true
    }
}
