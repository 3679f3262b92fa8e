import Foundation

/// A list of records: rows of several fields, such as players with first name, last name and suffix.
///
/// Fields are trimmed and in Unicode's normal form C. They may be empty, but no record is empty altogether.
///
///     let players = try RecordList(contentsOf: "players.csv", columns: ["first", "last"], sampledColumns: ["suffix"])
///     let players = try RecordList(columns: ["first", "last"], rows: [["Hank", "Aaron"], ["Jim", "Abbott"]])
public struct RecordList: Sendable {
    public struct Column: Sendable, Equatable {
        public let name: String
        /// Whether its texts are drawn as they stand in the list, rather than learned character by character.
        public let isSampled: Bool
    }

    /// What the list is called in messages: its path, or "@players".
    public let source: String
    public let columns: [Column]
    /// A field for each column.
    public let rows: [[String]]

    /// A list of these records.
    ///
    /// - Parameters:
    ///   - columns: In the order of the rows' fields.
    ///   - sampledColumns: Those of them that are sampled.
    ///   - rows: Missing fields at their ends are empty.
    /// - Throws: ``ListError``: ``ListError/empty(source:)`` if no row has a text,
    ///   ``ListError/malformed(source:reason:)`` for impossible columns.
    public init(
        columns: [String], sampledColumns: [String] = [], rows: some Sequence<[String]>, source: String = "the list"
    ) throws {
        for (index, column) in columns.enumerated() where columns[..<index].contains(column) {
            throw ListError.malformed(source: source, reason: "the column \(column) is asked for twice")
        }
        if let column = columns.first(where: { $0.isEmpty || $0.contains(where: \.isNewline) }) {
            throw ListError.malformed(source: source, reason: "\"\(column)\" cannot be the name of a field")
        }
        self.source = source
        self.columns = columns.map { Column(name: $0, isSampled: sampledColumns.contains($0)) }
        self.rows = try rows.enumerated().compactMap { number, row in
            let fields = try columns.indices.map { column in
                guard row.indices.contains(column) else { return "" }
                return try Self.field(row[column], source: source, position: "row \(number + 1)")
            }
            return fields.allSatisfy(\.isEmpty) ? nil : fields
        }
        guard !self.rows.isEmpty else { throw ListError.empty(source: source) }
    }

    /// Reads a table with a header, CSV or TSV: a file, standard input ("-"), or "@players".
    ///
    /// - Parameters:
    ///   - format: By default the ending of the path decides.
    ///   - columns: Headers or numbers from 1, in the order in which a record is written.
    ///   - sampledColumns: Likewise. Those that are not among the columns come after them.
    /// - Throws: ``ListError``, or ``FileError`` if the file cannot be read: one line that says what is wrong and where.
    public init(
        contentsOf path: String, format: NameList.Format? = nil, columns: [String], sampledColumns: [String] = []
    ) throws {
        let table = try Table(contentsOf: path, format: format)
        let sampled = try sampledColumns.map(table.index(of:))
        let others = try columns.map(table.index(of:))
        let all = others + sampled.filter { !others.contains($0) }
        try self.init(
            columns: all.map { table.header[$0] }, sampledColumns: sampled.map { table.header[$0] },
            rows: table.rows.lazy.map { row in all.map { row.indices.contains($0) ? row[$0] : "" } },
            source: path == "-" ? "standard input" : path)
    }

    private static func field(_ text: String, source: String, position: String) throws -> String {
        let text = NameList.normalize(text)
        guard text.utf8.count <= NameList.longestName || text.count <= NameList.longestName else {
            throw ListError.tooLong(source: source, position: position, length: text.count)
        }
        guard !text.contains(where: \.isNewline) else {
            throw ListError.malformed(source: source, reason: "\(position): a field with a line break")
        }
        return text
    }

    /// The texts of a column as a list of names; empty ones are left out.
    ///
    /// - Throws: ``ListError/empty(source:)`` if there are none.
    public func names(of column: Int) throws -> NameList {
        try NameList(rows.lazy.map { $0[column] }, source: "\(source), column \(columns[column].name)")
    }

    /// The records as they are written.
    public func texts(separator: String) -> [String] { rows.map { Self.text($0, separator: separator) } }

    /// A record as it is written: its fields that are not empty, one after another.
    static func text(_ fields: [String], separator: String) -> String {
        NameList.normalize(fields.filter { !$0.isEmpty }.joined(separator: separator))
    }
}
