import Foundation

extension NameList {
    /// Reads a list: a file, all lists of a folder, standard input ("-"), or a built-in list ("@companies").
    ///
    /// Files that are compressed with gzip or zstd are decompressed if the program has called
    /// `CompressedLists.enable()` of RNNExchange.
    ///
    /// - Parameters:
    ///   - path: Of the file or folder, or "-", or "@" and a built-in list.
    ///   - format: By default the ending of the path decides.
    ///   - column: For tables, a header or a number from 1; by default the column `name`, or the first that has other
    ///     texts than numbers.
    ///   - key: For JSON, where an object has its name: keys with dots between.
    ///   - table: For tables, what separates the fields, and whether there is a header; by default their first rows
    ///     say.
    ///   - labels: For tables, columns with labels of names, by headers or numbers; for JSON, their keys: see
    ///     ``Labels``.
    ///   - requiresLabels: Whether all files must have them. If not, names of files that have not have missing values.
    ///   - allowingControlCharacters: Whether names may have control characters, separators of lines and byte order
    ///     marks.
    /// - Throws: ``ListError``, or ``FileError`` if the file cannot be read: one line that says what is wrong and
    ///   where.
    public init(
        contentsOf path: String, format: Format? = nil, column: String? = nil, key: String = "name",
        table: TableOptions = TableOptions(), labels: [String] = [], requiresLabels: Bool = true,
        allowingControlCharacters: Bool = false
    ) throws {
        try self.init(
            contentsOf: [path], format: format, column: column, key: key, table: table, labels: labels,
            requiresLabels: requiresLabels, allowingControlCharacters: allowingControlCharacters)
    }

    /// Reads several files, folders and built-in lists as one list.
    ///
    /// - Parameters:
    ///   - paths: At least one.
    ///   - format: Of all files; by default the ending of each decides. The other parameters are those of a single
    ///     file.
    /// - Throws: ``ListError``, ``FileError``.
    public init(
        contentsOf paths: [String], format: Format? = nil, column: String? = nil, key: String = "name",
        table: TableOptions = TableOptions(), labels: [String] = [], requiresLabels: Bool = true,
        allowingControlCharacters: Bool = false
    ) throws {
        let files = try ListFiles(paths)
        let rule = NameRule(allowsControlCharacters: allowingControlCharacters)
        try self.init(source: files.source, rule: rule, labels: labels, requiresLabels: requiresLabels) { list in
            for path in files.paths {
                list.nextLabels = nil
                if path.hasPrefix("@") {
                    try list.append(BuiltIn(path: path), column: column)
                    continue
                }
                let file = try ListFile(path)
                try list.append(
                    file.next, of: file.source, format ?? Format(path: path), column, key, table, size: file.size)
            }
        }
    }

    /// Appends the names of a built-in list, with their labels if it is a table that has them.
    private mutating func append(_ list: BuiltIn, column: String?) throws {
        guard let column = column ?? list.nameColumn else {
            guard labelBuilder == nil || !requiresLabels else {
                throw ListError.malformed(source: list.path, reason: "has no labels")
            }
            let part = try NameList(list)
            for name in part.names.utf8 { try append(normalized: name, length: part.longest, at: list.path) }
            return
        }
        file = list.path
        try append(
            column,
            of: Table(
                contentsOf: list.path, format: nil, BuiltIn.tableOptions, wanted: [column], rule: rule))
    }

    /// Reads a list from the bytes of a file.
    ///
    /// - Parameter source: What the list is called in messages.
    /// - Throws: ``ListError``.
    public init(
        _ data: Data, source: String, format: Format, column: String? = nil, key: String = "name",
        table: TableOptions = TableOptions(), allowingControlCharacters: Bool = false
    ) throws {
        var pieces = [data]
        try self.init(source: source, rule: NameRule(allowsControlCharacters: allowingControlCharacters)) { list in
            try list.append(
                {
                    defer { pieces = [] }
                    return pieces.last ?? Data()
                }, of: source, format, column, key, table, size: data.count)
        }
    }

    /// Appends the names of a file, which is read piece by piece, so that it is not in memory beside the list.
    ///
    /// - Parameters:
    ///   - next: The next piece; the one after the last is empty.
    ///   - size: The bytes to expect.
    private mutating func append(
        _ next: @escaping () throws -> Data, of source: String, _ format: Format, _ column: String?, _ key: String,
        _ table: TableOptions, size: Int
    ) throws {
        guard format.isTable || column == nil && table == TableOptions() else {
            throw ListError.malformed(source: source, reason: "has no columns; see `format`")
        }
        guard format != .text || labelBuilder == nil || !requiresLabels else {
            throw ListError.malformed(source: source, reason: "has no columns for labels; see `format`")
        }
        file = source
        let pieces = NamedEncoding(source: source, rule: rule, next)
        try pieces.namingEncoding { try append(format, column, key, table, size: size, pieces.next) }
        if format == .text, let remark = TableSample.remark(onText: Array(pieces.head), source: source) {
            remarks.append(remark)
        }
    }

    private mutating func append(
        _ format: Format, _ column: String?, _ key: String, _ table: TableOptions, size: Int,
        _ next: @escaping () throws -> Data
    ) throws {
        func forEachPiece(_ body: (Data) throws -> Void) throws {
            while case let piece = try next(), !piece.isEmpty { try body(piece) }
        }
        switch format {
        case .text:
            reserve(bytes: size)
            var lines = LineReader()
            try forEachPiece { piece in
                try lines.read(piece) { try append(line: $0, number: $1) }
                // What has no line break is not read to its end.
                guard lines.pending <= NameRule.mostBytes else { throw tooManyBytes(line: lines.number) }
            }
            try lines.finish { try append(line: $0, number: $1) }
        case .csv, .tsv:
            let table = try Table(
                source: file, isTSV: format == .tsv, table, wanted: [column ?? "name"] + labelColumns, next)
            try append(column, of: table)
        case .json:
            try append(json: next, Self.path(key, source: file))
        case .jsonl:
            let path = try Self.path(key, source: file)
            var lines = LineReader()
            try forEachPiece { try lines.read($0) { try append(jsonLine: $0, number: $1, path) } }
            try lines.finish { try append(jsonLine: $0, number: $1, path) }
        }
    }

    /// The text of a file, without a byte order mark; throws where it is not UTF-8.
    package static func text(of data: Data, source: String) throws -> String {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if let text = String(validating: data.dropFirst(data.starts(with: mark) ? 3 : 0), as: UTF8.self) { return text }
        // One of its lines is not UTF-8 either, and which one is what the error says.
        var lines = LineReader()
        try lines.read(data) { _ = try text(of: $0, number: $1, source: source) }
        try lines.finish { _ = try text(of: $0, number: $1, source: source) }
        throw ListError.malformed(source: source, reason: "is not UTF-8")
    }
}
