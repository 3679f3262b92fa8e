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
        /// Whether its texts are drawn from those of the list, instead of being learned character by character.
        public let isSampled: Bool
    }

    /// What the list is called in messages: its path or paths, or "@players".
    public let source: String
    public let columns: [Column]
    /// A field for each column.
    public internal(set) var rows: Rows
    /// What is known of the records beside their fields; nil for a list without such columns.
    public internal(set) var labels: NameLabels?
    /// How the table was understood where that was guessed: lines for the user, without an end.
    public private(set) var remarks: [String] = []
    private let rule: NameRule
    /// The file that is being read, for errors.
    private var file: String
    /// Collects labels while the list is read.
    private var labelBuilder: NameLabels.Builder?

    /// A list of these records.
    ///
    /// - Parameters:
    ///   - columns: In the order of the rows' fields.
    ///   - sampledColumns: Those of them that are sampled.
    ///   - rows: Missing fields at their ends are empty.
    /// - Throws: ``ListError``: ``ListError/empty(source:)`` if no row has a text,
    ///   ``ListError/malformed(source:reason:)`` for impossible columns.
    public init(
        columns: [String], sampledColumns: [String] = [], rows: some Sequence<[String]>, source: String = "the list",
        allowingControlCharacters: Bool = false
    ) throws {
        try self.init(
            columns: columns, sampledColumns: sampledColumns, source: source,
            rule: NameRule(allowsControlCharacters: allowingControlCharacters)
        ) { list in
            for (number, row) in rows.enumerated() {
                try list.append(row) { _ in "row \(number + 1)" }
            }
        }
    }

    /// A list of what `fill` appends.
    init(
        columns: [String], sampledColumns: [String], labels: [String] = [], source: String, rule: NameRule,
        _ fill: (inout RecordList) throws -> Void
    ) throws {
        for (index, column) in columns.enumerated() where columns[..<index].contains(column) {
            throw ListError.malformed(source: source, reason: "the column \(column) is given twice")
        }
        if let column = columns.first(where: { $0.isEmpty || !NameRule.isOneLine($0) }) {
            throw ListError.malformed(source: source, reason: "\"\(column)\" cannot be the name of a field")
        }
        if let label = labels.first(where: columns.contains) {
            throw ListError.malformed(
                source: source, reason: "the column \(label) is a field of the records; remove it from `labels`")
        }
        (self.source, file, self.rule) = (source, source, rule)
        self.columns = columns.map { Column(name: $0, isSampled: sampledColumns.contains($0)) }
        rows = Rows(columns: columns.count)
        if !labels.isEmpty { labelBuilder = NameLabels.Builder(labels) }
        try fill(&self)
        self.labels = labelBuilder?.finish()
        labelBuilder = nil
        guard !rows.isEmpty else { throw ListError.empty(source: source) }
    }

    /// Appends a record unless it is empty altogether.
    ///
    /// - Parameters:
    ///   - labels: A value for each label; nil if all are missing because the file has no labels.
    ///   - place: Where the field of a column was found, for the error.
    mutating func append(_ row: [String], labels: [String]? = nil, place: (Int) -> String) throws {
        let fields = try columns.indices.map { column in
            guard row.indices.contains(column) else { return "" }
            return try field(row[column], position: place(column))
        }
        guard !fields.allSatisfy(\.isEmpty) else { return }
        rows.append(fields)
        do {
            try labelBuilder?.append(labels)
        } catch let error as NameLabels.Builder.Problem {
            throw ListError.malformed(source: file, reason: "\(place(columns.count - 1)): \(error)")
        }
    }

    /// Reads a table, CSV or TSV: a file, standard input ("-"), or "@players".
    ///
    /// - Parameters:
    ///   - format: By default the ending of the path decides.
    ///   - columns: Headers or numbers from 1, in the order in which a record is written.
    ///   - sampledColumns: Headers or numbers of the sampled columns. Columns that are not in `columns` follow them.
    ///   - names: What the columns are called in the list; by default by their headers, or their numbers where there
    ///     are none.
    ///   - table: What separates the fields, and whether there is a header; by default the first rows say.
    ///   - labels: Headers or numbers of columns with what is known of the records beside their fields: see ``Labels``.
    ///   - requiresLabels: Whether all files must have them. If not, records of files without them have missing values.
    /// - Throws: ``ListError``, or ``FileError`` if the file cannot be read: one line that says what is wrong and
    ///   where.
    public init(
        contentsOf path: String, format: NameList.Format? = nil, columns: [String], sampledColumns: [String] = [],
        names: [String]? = nil, table options: TableOptions = TableOptions(), labels: [String] = [],
        requiresLabels: Bool = true, allowingControlCharacters: Bool = false
    ) throws {
        try self.init(
            contentsOf: [path], format: format, columns: columns, sampledColumns: sampledColumns, names: names,
            table: options, labels: labels, requiresLabels: requiresLabels,
            allowingControlCharacters: allowingControlCharacters)
    }

    /// Reads several tables, and the tables of folders, as one list.
    ///
    /// - Parameters:
    ///   - paths: At least one.
    ///   - format: Of all tables; by default the ending of each decides. The other parameters are those of a single
    ///     table.
    /// - Throws: ``ListError``, ``FileError``.
    public init(
        contentsOf paths: [String], format: NameList.Format? = nil, columns: [String], sampledColumns: [String] = [],
        names: [String]? = nil, table options: TableOptions = TableOptions(), labels: [String] = [],
        requiresLabels: Bool = true, allowingControlCharacters: Bool = false
    ) throws {
        let rule = NameRule(allowsControlCharacters: allowingControlCharacters)
        let files = try ListFiles(paths)
        func open(_ path: String) throws -> OpenTable {
            let wanted = columns + sampledColumns + labels
            let table = try Table(contentsOf: path, format: format, options, wanted: wanted, rule: rule)
            let sampled = try sampledColumns.map(table.index(of:))
            let others = try columns.map(table.index(of:))
            return OpenTable(
                table: table, sampled: sampled, fields: others + sampled.filter { !others.contains($0) },
                labels: try requiresLabels
                    ? table.labelColumns(labels).indices : try? labels.map(table.index(of:)))
        }
        let first = try open(files.paths[0])
        let (sampled, all) = (first.sampled, first.fields)
        let titles = names ?? all.map(first.table.title)
        precondition(titles.count == all.count, "a name for each column")
        let sampledTitles = zip(all, titles).filter { sampled.contains($0.0) }.map(\.1)
        let labelTitles = try requiresLabels ? first.table.labelColumns(labels).names : labels
        try self.init(
            columns: titles, sampledColumns: sampledTitles, labels: labelTitles, source: files.source, rule: rule
        ) { list in
            let isNamed = (columns + sampledColumns).allSatisfy { Int($0) == nil }
            try list.append(first, isNamed: isNamed)
            for path in files.paths.dropFirst() {
                let open = try open(path)
                guard open.fields.count == titles.count else {
                    throw ListError.malformed(
                        source: open.table.source, reason: "has other columns than \(first.table.source)")
                }
                try list.append(open, isNamed: isNamed)
            }
        }
    }

    /// A table of which some columns are read.
    private struct OpenTable {
        let table: Table
        /// Columns of sampled fields, of all fields, and of labels, which are nil if the table does not have them.
        let sampled: [Int]
        let fields: [Int]
        let labels: [Int]?
    }

    /// Appends the rows of a table.
    private mutating func append(_ open: OpenTable, isNamed: Bool) throws {
        let table = open.table
        file = table.source
        let titles = columns.map(\.name)
        let irregular = try table.forEachRow { row in
            func text(_ column: Int) throws -> String { column < row.count ? try table.checkedText(row, column) : "" }
            try append(open.fields.map(text), labels: open.labels?.map(text)) { column in
                "line \(row.line), column \(titles[column])"
            }
        }
        remarks += [table.remark(on: open.fields, isNamed: isNamed), irregular].compactMap(\.self)
    }

    private func field(_ text: String, position: @autoclosure () -> String) throws -> String {
        let trimmed = NameRule.trimmed(text)
        let isLong = trimmed.utf8.count > NameList.longestName
        guard trimmed.utf8.count <= NameRule.mostBytes, !isLong || trimmed.count <= NameList.longestName else {
            throw ListError.tooLong(source: file, position: position(), length: trimmed.count)
        }
        try rule.check(trimmed, source: file, position: position)
        let text = NameList.composed(String(trimmed))
        try rule.checkCharacters(text, source: file, position: position)
        return text
    }

    /// The texts of a column, with their labels, as a list of names; empty ones are left out.
    ///
    /// - Throws: ``ListError/empty(source:)`` if there are none.
    public func names(of column: Int) throws -> NameList {
        var names = try NameList(
            rows.indices.lazy.map { rows.field($0, column) }, source: "\(source), column \(columns[column].name)",
            allowingControlCharacters: rule.allowsControlCharacters)
        names.labels = labels(of: column)
        return names
    }

    /// The records as they are written.
    public func texts(separator: String) -> [String] { rows.map { Self.text($0, separator: separator) } }

    /// A record as it is written: its fields that are not empty, one after another.
    package static func text(_ fields: [String], separator: String) -> String {
        NameList.normalize(fields.filter { !$0.isEmpty }.joined(separator: separator))
    }
}
