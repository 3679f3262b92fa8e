/// What is known of each name of a list beside its text, such as its gender or its country: columns, each with the
/// values that it can have.
///
/// A model reads a token for each column, in their order, between START and the first character of a name, and predicts
/// them as it predicts characters. So it learns how frequent values are, and P(value | name) follows by Bayes' rule.
public struct Labels: Sendable, Equatable, Codable {
    public struct Column: Sendable, Equatable, Codable {
        public let name: String
        /// In the order of their tokens. An empty value stands for a missing one, and is a value like any other.
        public let values: [String]

        package init(name: String, values: [String]) { (self.name, self.values) = (name, values) }
    }

    public let columns: [Column]

    /// - Precondition: Different names of columns, none empty; in each column at least one value, none twice, and none
    ///   that is how a missing value is shown.
    package init(_ columns: [Column] = []) {
        precondition(Self.isValid(columns), "labels need different columns of different values")
        self.columns = columns
    }

    private static func isValid(_ columns: [Column]) -> Bool {
        Set(columns.map(\.name)).count == columns.count
            && columns.allSatisfy { column in
                !column.name.isEmpty && !column.values.isEmpty && !column.values.contains(shown(""))
                    && Set(column.values.map(shown)).count == column.values.count
            }
    }

    /// Combinations of values, which some results are sums over.
    static let mostCombinations = 20_000

    /// The number of combinations of values, or a number that is too large.
    var combinationCount: Int {
        columns.reduce(1) { min($0, Self.mostCombinations + 1) * $1.values.count }
    }

    /// The number of a combination of values among all, in their order.
    func number(of combination: [Int]) -> Int {
        zip(columns, combination).reduce(0) { $0 * $1.0.values.count + $1.1 }
    }

    /// All combinations of values, as their numbers, in ascending order.
    ///
    /// - Parameter given: For each column, the numbers of the values that it may have; nil for all.
    package func combinations(given: [Int: [Int]] = [:]) -> [[Int]] {
        columns.enumerated().reduce([[]]) { combinations, column in
            let numbers = given[column.offset] ?? Array(column.element.values.indices)
            return combinations.flatMap { combination in numbers.map { combination + [$0] } }
        }
    }

    /// All values of all columns.
    public var count: Int { columns.reduce(0) { $0 + $1.values.count } }
    public var isEmpty: Bool { columns.isEmpty }
    /// The names of the columns.
    public var names: [String] { columns.map(\.name) }

    public init(from decoder: any Decoder) throws {
        let columns = try [Column](from: decoder)
        guard Self.isValid(columns), columns.allSatisfy({ ([$0.name] + $0.values).allSatisfy(NameRule.isOneLine) })
        else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not columns of different values"))
        }
        self.columns = columns
    }

    public func encode(to encoder: any Encoder) throws { try columns.encode(to: encoder) }

    /// How a value is shown: an empty one as "(none)".
    public static func shown(_ value: String) -> String { value.isEmpty ? "(none)" : value }

    /// The value that a text stands for: trimmed, in normal form C, and empty for "(none)".
    package static func value(_ text: String) -> String {
        let value = NameList.normalize(text)
        return value == shown("") ? "" : value
    }
}

extension Vocabulary {
    /// The tokens of the values of a label.
    package func tokens(ofLabel column: Int) -> Range<Int> {
        let first = texts.count + labels.columns[..<column].reduce(0) { $0 + $1.values.count }
        return first..<first + labels.columns[column].values.count
    }

    /// The token of a value of a label, or nil if it has no such value.
    package func token(ofLabel column: Int, value: String) -> Int? {
        labels.columns[column].values.firstIndex(of: value).map { tokens(ofLabel: column).lowerBound + $0 }
    }

    /// The own token for each token of a vocabulary that has at least these; -1 where there is none.
    package func numbers(ofTokens union: Vocabulary) -> [Int32] {
        let numbers = Dictionary(uniqueKeysWithValues: texts.enumerated().map { ($1, Int32($0)) })
        let values = union.labels.columns.flatMap { column in
            let own = labels.columns.firstIndex { $0.name == column.name }
            return column.values.map { value in Int32(own.flatMap { token(ofLabel: $0, value: value) } ?? -1) }
        }
        return union.texts.map { numbers[$0] ?? -1 } + values + [Int32(start), Int32(stop)]
    }

    /// "label=value" for each of ``labelTokens``.
    package var labelTexts: [String] {
        labels.columns.flatMap { column in column.values.map { "\(column.name)=\(Labels.shown($0))" } }
    }

    /// The values that tokens begin with, one for each label; nil if they begin otherwise.
    package func labelValues(of tokens: some Collection<Int>) -> [String]? {
        guard tokens.count >= labels.columns.count else { return nil }
        var values: [String] = []
        for (column, token) in zip(labels.columns.indices, tokens) {
            let range = self.tokens(ofLabel: column)
            guard range.contains(token) else { return nil }
            values.append(labels.columns[column].values[token - range.lowerBound])
        }
        return values
    }
}
