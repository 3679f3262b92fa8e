import Foundation

/// A table that is read row by row: CSV, or another text of rows and fields.
struct Table {
    /// The titles of the columns; without a header nil.
    let header: [String]?
    /// The number of columns of the first row.
    let columns: Int
    let source: String
    private let options: TableOptions
    private let sample: TableSample
    private let head: [UInt8]
    private let next: () throws -> Data

    /// Reads the beginning of a table.
    ///
    /// - Parameters:
    ///   - isTSV: Whether fields are expected to be separated by tabs rather than commas.
    ///   - wanted: Columns that are asked for. A row that has one of them is a header.
    ///   - next: The next piece of the file; the one after the last is empty.
    init(
        source: String, isTSV: Bool, _ options: TableOptions, wanted: [String], _ next: @escaping () throws -> Data
    ) throws {
        var head: [UInt8] = []
        var isWhole = false
        while head.count < TableSample.bytes, !isWhole {
            let piece = try next()
            isWhole = piece.isEmpty
            head += piece
        }
        (self.source, self.options, self.head, self.next) = (source, options, head, next)
        let sample = TableSample(
            Array(head.prefix(TableSample.bytes)), isWhole: isWhole && head.count <= TableSample.bytes, isTSV: isTSV,
            delimiter: options.delimiter)
        self.sample = sample
        var first = sample.rows.first ?? []
        let isAsked = wanted.contains { Int($0) == nil && Self.matches($0, in: first).count > 0 }
        let hasHeader = options.hasHeader ?? (isAsked || HeaderGuess.hasHeader(sample.rows))
        if hasHeader, Self.hasUntitledFirstColumn(sample.rows) { first.insert("", at: 0) }
        columns = first.count
        header = hasHeader ? first : nil
    }

    /// Reads the beginning of a table in a file, on standard input ("-"), or of a built-in one such as "@players".
    ///
    /// - Throws: ``ListError``, or ``FileError`` if the file cannot be read.
    init(
        contentsOf path: String, format: NameList.Format?, _ options: TableOptions, wanted: [String], rule: NameRule
    ) throws {
        if path.hasPrefix("@") {
            let list = try NameList.BuiltIn(path: path)
            guard list.isTable else { throw ListError.malformed(source: path, reason: "has no columns") }
            var pieces = [Data(list.text.utf8)]
            try self.init(source: path, isTSV: false, NameList.BuiltIn.tableOptions, wanted: wanted) {
                pieces.popLast() ?? Data()
            }
            return
        }
        let source = path == "-" ? "standard input" : path
        let format = format ?? NameList.Format(path: path)
        guard format.isTable else {
            throw ListError.malformed(source: source, reason: "has no columns; see `format`")
        }
        let file = NamedEncoding(source: source, rule: rule, try ListFile(path).next)
        try self.init(source: source, isTSV: format == .tsv, options, wanted: wanted, file.next)
    }

    /// Whether all rows have one field more than the header, as R and pandas write their row names, and not an empty
    /// one at the end.
    private static func hasUntitledFirstColumn(_ rows: [[String]]) -> Bool {
        guard let first = rows.first, rows.count > 1 else { return false }
        let others = rows.dropFirst()
        return others.allSatisfy { $0.count == first.count + 1 } && !others.allSatisfy { $0.last?.isEmpty ?? true }
    }

    /// Calls `body` with each row below the header.
    ///
    /// - Returns: What is unusual about the rows, if anything is.
    func forEachRow(_ body: (TableRow) throws -> Void) throws -> String? {
        var reader = TableReader(delimiter: sample.delimiter, source: source, line: 1 + sample.skipped.lines)
        var isHeader = header != nil
        var (irregular, first): (Int, (line: Int, count: Int)?) = (0, nil)
        func take(_ row: TableRow) throws {
            if isHeader {
                isHeader = false
                for field in 0..<row.count { _ = try checkedText(row, field) }
                return
            }
            if row.count != columns, row.count < columns || row.countWithoutEmptyEnd > columns {
                irregular += 1
                first = first ?? (row.line, row.count)
            }
            try body(row)
        }
        try reader.read(head[min(sample.skipped.bytes, head.count)...], take)
        while case let piece = try next(), !piece.isEmpty { try reader.read(piece, take) }
        try reader.finish(take)
        return first.map { first in
            "\(source): \(irregular) row\(irregular == 1 ? " has" : "s have") another number of columns than the first row, "
                + "which has \(columns); \(irregular == 1 ? "it" : "the first of them") is in line \(first.line), with \(first.count)"
        }
    }

    /// The text of a field; throws where it is not UTF-8.
    func checkedText(_ row: TableRow, _ field: Int) throws -> String {
        if let text = String(validating: row[field], as: UTF8.self) { return text }
        throw notUTF8(row, field)
    }

    func notUTF8(_ row: TableRow, _ field: Int) -> ListError {
        let place = row.place(of: field)
        do {
            _ = try NameList.text(of: row[field], number: place.line, source: source)
        } catch ListError.notUTF8(_, _, let byte) {
            return .notUTF8(source: source, line: place.line, byte: place.byte + byte - 1)
        } catch {}
        return .malformed(source: source, reason: "\(place): invalid UTF-8")
    }
}

extension Table {
    /// Where a column is.
    ///
    /// - Parameter column: A title or a number from 1.
    /// - Throws: ``ListError/malformed(source:reason:)`` if there is none, or several have the title.
    func index(of column: String) throws -> Int {
        let found = Self.matches(column, in: header ?? [])
        guard found.count < 2 else {
            let numbers = found.map { "\($0 + 1)" }.joined(separator: " and ")
            throw ListError.malformed(
                source: source, reason: "\(found.count) columns are called \(column); name it by its number, \(numbers)"
            )
        }
        if let index = found.first { return index }
        let number = Int(column).flatMap { (1..<columns + 1).contains($0) ? $0 - 1 : nil }
        guard let number else {
            throw ListError.malformed(
                source: source, reason: "there is no column \(column); \(listOfColumns(near: column))")
        }
        return number
    }

    /// The column of the names: the one called `name`, or the first that has texts other than numbers.
    func indexOfNames() throws -> Int {
        if let header, !Self.matches("name", in: header).isEmpty { return try index(of: "name") }
        let rows = header == nil ? sample.rows[...] : sample.rows.dropFirst()
        return (0..<columns).first { column in
            let cells = rows.compactMap { $0.indices.contains(column) && !$0[column].isEmpty ? $0[column] : nil }
            return cells.contains { !HeaderGuess.isNumber($0) }
        } ?? 0
    }

    /// What a column is called in messages.
    func title(_ index: Int) -> String {
        let title = header.map { $0.indices.contains(index) ? $0[index] : "" } ?? ""
        return title.isEmpty ? "\(index + 1)" : title
    }

    /// The columns with this title; if none has it, with another capitalization.
    private static func matches(_ column: String, in header: [String]) -> [Int] {
        let column = NameList.normalize(column)
        guard !column.isEmpty else { return [] }
        let exact = header.indices.filter { header[$0] == column }
        return exact.isEmpty ? header.indices.filter { header[$0].lowercased() == column.lowercased() } : exact
    }

    private func listOfColumns(near column: String) -> String {
        guard let header else {
            let first = (sample.rows.first ?? []).prefix(8).map { $0.prefix(40) }.joined(separator: ", ")
            return "the table has no header and \(columns) column\(columns == 1 ? "" : "s"); its first row is \(first)"
        }
        let shown = header.prefix(40).map { $0.prefix(60) }.joined(separator: ", ")
        let nearest = header.min { Self.distance($0, column) < Self.distance($1, column) }
        let suggestion = nearest.flatMap { Self.distance($0, column) * 2 <= column.count ? "; is it \($0)?" : nil }
        return "the columns are \(shown)" + (header.count > 40 ? ", …" : "") + (suggestion ?? "")
    }

    /// How many characters have to be inserted, deleted or replaced to make one text of the other.
    private static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a.lowercased().prefix(64)), Array(b.lowercased().prefix(64)))
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let next = min(diagonal + (x == y ? 0 : 1), row[j] + 1, row[j + 1] + 1)
                (diagonal, row[j + 1]) = (row[j + 1], next)
            }
        }
        return row[b.count]
    }

    /// One line that says how the table was taken where that was guessed; nil where nothing unusual was.
    ///
    /// - Parameters:
    ///   - used: The columns that are read.
    ///   - isNamed: Whether these were found by their titles.
    func remark(on used: [Int], isNamed: Bool) -> String? {
        let isPlain = sample.isExpectedDelimiter && (options.hasHeader != nil || header != nil && isNamed)
        guard !isPlain, !sample.rows.isEmpty else { return nil }
        let separated = columns > 1 ? "columns separated by \(Self.called(sample.delimiter)), " : ""
        let titles = header.map { "the header \(Self.short($0.map { $0.isEmpty ? "–" : $0 }))" } ?? "no header"
        let rows = header == nil ? sample.rows[...] : sample.rows.dropFirst()
        let examples =
            used.count == 1
            ? rows.lazy.compactMap { $0.indices.contains(used[0]) ? $0[used[0]] : nil }.filter { !$0.isEmpty }.prefix(2)
            : []
        let example = examples.isEmpty ? "" : " (\(Self.short(Array(examples))), …)"
        let columns = used.map(title).joined(separator: ", ")
        return
            "\(source): taken for a table with \(separated)\(titles); reading column\(used.count == 1 ? "" : "s") \(columns)\(example)"
    }

    private static func short(_ texts: [String]) -> String {
        texts.prefix(8).map { $0.count > 30 ? "\($0.prefix(30))…" : $0 }.joined(separator: ", ")
            + (texts.count > 8 ? ", …" : "")
    }

    static func called(_ delimiter: UInt8) -> String {
        switch delimiter {
        case 0x2C: "commas"
        case 0x3B: "semicolons"
        case 0x09: "tabs"
        case 0x7C: "bars"
        case 0x20: "blanks"
        default: "'\(Character(Unicode.Scalar(delimiter)))'"
        }
    }
}
