/// The labels of the names of a list.
public struct NameLabels: Sendable, Equatable {
    /// The columns and their values: sorted, a missing one first.
    public let labels: Labels
    /// [names, columns] The number of each value, in the order of the list's names.
    private(set) var numbers: [UInt16]
    /// Values that come fewer times are merged already.
    private let leastCount: Int

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
                let value = Labels.value(text)
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
            return NameLabels(
                labels: Labels(columns), numbers: numbers.enumerated().map { order[$0 % order.count][Int($1)] })
        }
    }

    private init(labels: Labels, numbers: [UInt16] = [], leastCount: Int = 1) {
        (self.labels, self.numbers, self.leastCount) = (labels, numbers, leastCount)
    }

    /// Number of names.
    var count: Int { numbers.count / labels.columns.count }

    /// The values of a name.
    public subscript(name: Int) -> [String] {
        zip(labels.columns, valueNumbers(of: name)).map { $0.values[$1] }
    }

    /// The numbers of the values of a name.
    func valueNumbers(of name: Int) -> [Int] {
        let width = labels.columns.count
        return numbers[name * width..<(name + 1) * width].map(Int.init)
    }

    /// How often each value of a column comes, in their order.
    public func counts(ofColumn column: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: labels.columns[column].values.count)
        for name in 0..<count { counts[Int(numbers[name * labels.columns.count + column])] += 1 }
        return counts
    }

    /// How often each value comes of the columns of a vocabulary's labels. Values that these lack count as
    /// ``rareValue``.
    package func counts(of others: Labels) -> [[Int]] {
        others.columns.map { other in
            var sums = [Int](repeating: 0, count: other.values.count)
            guard let column = labels.columns.firstIndex(where: { $0.name == other.name }) else { return sums }
            for (number, count) in zip(other.numbers(of: labels.columns[column].values), counts(ofColumn: column)) {
                if let number { sums[number] += count }
            }
            return sums
        }
    }

    /// The same labels, in which values that come fewer than `count` times are one value, ``rareValue``; missing values
    /// stay what they are.
    public func merging(rarerThan count: Int) -> NameLabels {
        guard count > leastCount else { return self }
        let merged = labels.columns.indices.map { column in
            let values = zip(labels.columns[column].values, counts(ofColumn: column)).map { value, occurrences in
                value.isEmpty || occurrences >= count ? value : Self.rareValue
            }
            let column = Labels.Column(name: labels.columns[column].name, values: Set(values).sorted())
            return (column: column, numbers: column.numbers(of: values).map { UInt16($0!) })
        }
        return NameLabels(
            labels: Labels(merged.map(\.column)),
            numbers: numbers.enumerated().map { merged[$0 % merged.count].numbers[Int($1)] }, leastCount: count)
    }

    /// The labels of some of the names, whose values keep their numbers.
    func selecting(_ isSelected: (_ name: Int) -> Bool) -> NameLabels {
        NameLabels(
            labels: labels,
            numbers: (0..<count).filter(isSelected).flatMap { valueNumbers(of: $0).map { UInt16($0) } },
            leastCount: leastCount)
    }

    /// For each of other labels, the column here of that name, and the numbers that its values have there: see
    /// ``Labels/Column/numbers(of:)``. Nil if a column is missing here.
    func numbers(in others: Labels) -> [(column: Int, numbers: [Int?])]? {
        let columns = others.columns.compactMap { other in
            labels.columns.firstIndex { $0.name == other.name }.map { column in
                (column: column, numbers: other.numbers(of: labels.columns[column].values))
            }
        }
        return columns.count == others.columns.count ? columns : nil
    }

    /// The names whose values are among those of other labels, and the numbers of these there. Nil if a column is
    /// missing here.
    func names(in others: Labels) -> [(name: Int, numbers: [Int])]? {
        guard let columns = numbers(in: others) else { return nil }
        return (0..<count).compactMap { name in
            let own = valueNumbers(of: name)
            let numbers = columns.compactMap { $0.numbers[own[$0.column]] }
            return numbers.count == columns.count ? (name, numbers) : nil
        }
    }

    /// Other labels, and the numbers of their values for each name.
    init(_ labels: Labels, numbers: some Sequence<[Int]>) {
        self.init(labels: labels, numbers: numbers.flatMap { $0.map { UInt16($0) } })
    }
}

extension Labels.Column {
    /// The numbers of values here. Values that are not here have the number of ``NameLabels/rareValue``, or none.
    func numbers(of values: [String]) -> [Int?] {
        let numbers = Dictionary(uniqueKeysWithValues: self.values.enumerated().map { ($1, $0) })
        return values.map { numbers[$0] ?? numbers[NameLabels.rareValue] }
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
    /// For each label of the vocabulary, the column of the list, and the tokens of its values: ``TokenTrie/none`` for
    /// those that have none.
    private let columns: [(column: Int, tokens: [UInt16])]

    /// Nil if a list has no labels, or a vocabulary others.
    init?(_ labels: NameLabels?, _ vocabulary: Vocabulary) {
        guard let labels, !vocabulary.labels.isEmpty, let columns = labels.numbers(in: vocabulary.labels) else {
            return nil
        }
        self.labels = labels
        self.columns = columns.enumerated().map { index, column in
            let first = vocabulary.tokens(ofLabel: index).lowerBound
            return (column.column, column.numbers.map { $0.map { UInt16(first + $0) } ?? TokenTrie.none })
        }
    }

    /// Appends the tokens of a name's labels; false if the vocabulary lacks a value and has none for rare ones.
    func append<Token: FixedWidthInteger>(_ name: Int, to tokens: inout [Token]) -> Bool {
        for column in columns {
            let token = column.tokens[Int(labels.numbers[name * labels.labels.columns.count + column.column])]
            guard token != TokenTrie.none else { return false }
            tokens.append(Token(token))
        }
        return true
    }
}
