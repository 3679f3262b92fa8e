import Foundation

extension NameList {
    /// How a list is written down.
    public enum Format: String, CaseIterable, Sendable {
        /// One name a line; lines end with LF, CR LF or CR.
        case text
        /// Columns with a header, separated by commas or by tabs.
        case csv, tsv
        /// An array of strings, or of objects that have the name under a key.
        case json

        /// By the ending of a file's name; text if it says nothing.
        public init(path: String) {
            self = Format(rawValue: (path as NSString).pathExtension.lowercased()) ?? .text
        }
    }

    /// Reads a list from a file, from standard input ("-"), or takes a built-in one ("@companies").
    ///
    /// - Parameters:
    ///   - path: Of the file, or "-", or "@" and a built-in list.
    ///   - format: By default the ending of the path decides.
    ///   - column: For CSV and TSV, a header or a number from 1; by default the column `name`, or the first.
    ///   - key: For JSON, where an object has its name.
    /// - Throws: ``ListError``, or ``FileError`` if the file cannot be read: one line that says what is wrong and where.
    public init(
        contentsOf path: String, format: Format? = nil, column: String? = nil, key: String = "name"
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
        let file = path == "-" ? FileHandle.standardInput : try FileAccess.open(path)
        try self.init(
            source: source, format: format ?? Format(path: path), column: column, key: key,
            size: FileAccess.size(of: file)
        ) {
            do {
                return try file.read(upToCount: 1 << 18) ?? Data()
            } catch {
                throw ListError.unreadable(source: source, reason: error.localizedDescription)
            }
        }
    }

    /// Reads a list from the bytes of a file.
    ///
    /// - Parameter source: What the list is called in messages.
    /// - Throws: ``ListError``.
    public init(
        _ data: Data, source: String, format: Format, column: String? = nil, key: String = "name"
    ) throws {
        var pieces = [data]
        try self.init(source: source, format: format, column: column, key: key, size: data.count) {
            pieces.popLast() ?? Data()
        }
    }

    /// Lines are read piece by piece, so that a file is not in memory beside the list; the other formats are read as a whole.
    ///
    /// - Parameters:
    ///   - size: The bytes to expect.
    ///   - next: The next piece; the one after the last is empty.
    private init(
        source: String, format: Format, column: String?, key: String, size: Int, _ next: () throws -> Data
    ) throws {
        guard column == nil || format == .csv || format == .tsv else {
            throw ListError.malformed(source: source, reason: "has no columns; see --format")
        }
        func forEachPiece(_ body: (Data) throws -> Void) throws {
            while case let piece = try next(), !piece.isEmpty { try body(piece) }
        }
        func wholeText() throws -> String {
            var data = Data()
            try forEachPiece { data += $0 }
            return try Self.text(of: data, source: source)
        }
        try self.init(source: source) { list in
            switch format {
            case .text:
                list.reserve(bytes: size)
                var lines = LineReader()
                try forEachPiece { try lines.read($0) { try list.append(line: $0, number: $1) } }
                try lines.finish { try list.append(line: $0, number: $1) }
            case .csv, .tsv:
                let table = try Table(wholeText(), delimiter: format == .csv ? .comma : .tab, source: source)
                for (row, name) in try Self.column(column, of: table) {
                    try list.append(name, at: "row \(row)")
                }
            case .json:
                let names = try Self.entries(ofJSON: Data(wholeText().utf8), key: key, source: source)
                for (index, name) in names.enumerated() { try list.append(name, at: "entry \(index + 1)") }
            }
        }
    }

    /// The text of a file, without a byte order mark; throws where it is not UTF-8.
    static func text(of data: Data, source: String) throws -> String {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if let text = String(validating: data.dropFirst(data.starts(with: mark) ? 3 : 0), as: UTF8.self) { return text }
        // One of its lines is not UTF-8 either, and which one is what the error says.
        var lines = LineReader()
        try lines.read(data) { _ = try text(of: $0, number: $1, source: source) }
        try lines.finish { _ = try text(of: $0, number: $1, source: source) }
        throw ListError.malformed(source: source, reason: "is not UTF-8")
    }

    private static func column(_ column: String?, of table: Table) throws -> [(row: Int, name: String)] {
        let index = try column.map(table.index(of:)) ?? table.header.firstIndex(of: "name") ?? 0
        return table.rows.enumerated().compactMap { number, row in
            row.indices.contains(index) ? (number + 1, row[index]) : nil
        }
    }

    private static func entries(ofJSON data: Data, key: String, source: String) throws -> [String] {
        guard let parsed = try? JSONSerialization.jsonObject(with: data) else {
            throw ListError.malformed(source: source, reason: "is not valid JSON")
        }
        guard let array = parsed as? [Any] else {
            throw ListError.malformed(
                source: source, reason: "must be an array of strings, or of objects with a \"\(key)\"")
        }
        return try array.enumerated().map { index, entry in
            if let name = entry as? String { return name }
            guard let name = (entry as? [String: Any])?[key] as? String else {
                throw ListError.malformed(
                    source: source,
                    reason:
                        "entry \(index + 1) is neither a string nor an object with a string under \"\(key)\"; see --key"
                )
            }
            return name
        }
    }
}
