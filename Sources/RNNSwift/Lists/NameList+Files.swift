import Foundation

extension NameList {
    /// Reads a list from a file, from standard input ("-"), or takes a built-in one ("@companies").
    ///
    /// - Parameters:
    ///   - path: Of the file, or "-", or "@" and a built-in list.
    ///   - format: By default the ending of the path decides.
    ///   - column: For tables, a header or a number from 1; by default the column `name`, or the first that has other
    ///     texts than numbers.
    ///   - key: For JSON, where an object has its name: keys with dots between.
    ///   - table: For tables, what separates the fields, and whether there is a header; by default their first rows
    ///     say.
    ///   - allowingControlCharacters: Whether names may have control characters, separators of lines and byte order
    ///     marks.
    /// - Throws: ``ListError``, or ``FileError`` if the file cannot be read: one line that says what is wrong and
    ///   where.
    public init(
        contentsOf path: String, format: Format? = nil, column: String? = nil, key: String = "name",
        table: TableOptions = TableOptions(), allowingControlCharacters: Bool = false
    ) throws {
        if path.hasPrefix("@") {
            guard let list = BuiltIn(rawValue: String(path.dropFirst())) else {
                throw ListError.unknownBuiltIn(path)
            }
            if let column {
                guard list == .players else { throw ListError.malformed(source: path, reason: "has no columns") }
                try self.init(Data(BuiltIn.playersText.utf8), source: path, format: .csv, column: column)
            } else {
                try self.init(list)
            }
            return
        }
        let source = path == "-" ? "standard input" : path
        let (size, next) = try Self.pieces(of: path, source: source)
        try self.init(
            source: source, format: format ?? Format(path: path), column: column, key: key, table: table,
            rule: NameRule(allowsControlCharacters: allowingControlCharacters), size: size, next)
    }

    /// The size of a file, or of standard input ("-") as far as it is known, and what reads its next piece.
    package static func pieces(of path: String, source: String) throws -> (size: Int, next: () throws -> Data) {
        let file = path == "-" ? FileHandle.standardInput : try FileAccess.open(path)
        return (
            FileAccess.size(of: file),
            {
                do {
                    return try file.read(upToCount: 1 << 18) ?? Data()
                } catch {
                    throw ListError.unreadable(source: source, reason: error.localizedDescription)
                }
            }
        )
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
        try self.init(
            source: source, format: format, column: column, key: key, table: table,
            rule: NameRule(allowsControlCharacters: allowingControlCharacters), size: data.count
        ) {
            defer { pieces = [] }
            return pieces.last ?? Data()
        }
    }

    /// Lines and tables are read piece by piece, so that a file is not in memory beside the list; JSON is read as a
    /// whole.
    ///
    /// - Parameters:
    ///   - size: The bytes to expect.
    ///   - next: The next piece; the one after the last is empty.
    private init(
        source: String, format: Format, column: String?, key: String, table: TableOptions, rule: NameRule, size: Int,
        _ next: @escaping () throws -> Data
    ) throws {
        guard format.isTable || column == nil && table == TableOptions() else {
            throw ListError.malformed(source: source, reason: "has no columns; see `format`")
        }
        let file = NamedEncoding(source: source, rule: rule, next)
        try self.init(source: source, rule: rule) { list in
            try file.namingEncoding { try list.append(format, column, key, table, size: size, file.next) }
        }
        if format == .text, let remark = TableSample.remark(onText: Array(file.head), source: source) {
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
                source: source, isTSV: format == .tsv, table, wanted: column.map { [$0] } ?? ["name"], next)
            try append(column, of: table)
        case .json:
            var bytes: [UInt8] = []
            bytes.reserveCapacity(size)
            try forEachPiece { bytes += $0 }
            try append(json: bytes, Self.path(key, source: source))
        case .jsonl:
            let path = try Self.path(key, source: source)
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
