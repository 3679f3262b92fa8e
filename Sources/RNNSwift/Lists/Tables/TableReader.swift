/// Cuts a table that comes in pieces into rows and fields.
///
/// RFC 4180, read as leniently as Python's `csv` does: a field is quoted if it begins with a quotation mark, before
/// which blanks may come; any other quotation mark is a character like others, and so is what follows the closing one.
/// Lines end with LF, CR LF or CR, and a quoted field may have several. Rows without any text are passed over.
struct TableReader {
    private enum State { case start, plain, quoted, quoteInQuoted }

    /// The most bytes of a row. It ends the search for the end of a quotation.
    static let longestRow = 16 << 20

    private let delimiter: UInt8
    private let source: String
    private var state = State.start
    private var row: TableRow
    /// The number of the line that is being read, and how many bytes of the table came before it.
    private var line: Int
    private var lineStart = 0
    /// The bytes of the table before the current piece.
    private var offset = 0
    private var isAfterCR = false

    /// - Parameter line: The number of the first line.
    init(delimiter: UInt8, source: String, line: Int = 1) {
        (self.delimiter, self.source, self.line) = (delimiter, source, line)
        row = TableRow(line: line)
    }

    /// Calls `body` with each row that is complete with this piece.
    mutating func read(_ piece: some Sequence<UInt8>, _ body: (TableRow) throws -> Void) throws {
        let isContiguous: Void? = try piece.withContiguousStorageIfAvailable { try readBytes($0, body) }
        if isContiguous == nil { try Array(piece).withUnsafeBufferPointer { try readBytes($0, body) } }
    }

    /// Calls `body` with the last row, if its line has no end.
    mutating func finish(_ body: (TableRow) throws -> Void) throws {
        guard state != .quoted else {
            throw ListError.malformed(source: source, reason: "\(row.place): a quotation mark is not closed")
        }
        if !row.isEmpty || state != .start { try endRow(body) }
    }

    private mutating func readBytes(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (TableRow) throws -> Void) throws {
        var next = 0
        while next < bytes.count {
            let byte = bytes[next]
            if isAfterCR {
                isAfterCR = false
                if byte == 0x0A {
                    if state == .quoted { row.append(byte) }
                    next += 1
                    lineStart = offset + next
                    continue
                }
            }
            switch state {
            case .quoted: next = readQuoted(bytes, from: next)
            case .quoteInQuoted where byte == Self.quote:
                row.append(byte)
                state = .quoted
                next += 1
            case .start where byte == Self.quote:
                row.dropField()
                row.place = TablePlace(line: line, byte: offset + next - lineStart + 2, field: row.count)
                state = .quoted
                next += 1
            case .start where byte == 0x20 && delimiter != 0x20:
                if row.isAtField {
                    row.place = TablePlace(line: line, byte: offset + next - lineStart + 1, field: row.count)
                }
                row.append(byte)
                next += 1
            default: next = try readPlain(bytes, from: next, body)
            }
            guard row.size <= Self.longestRow else { throw tooLong }
        }
        offset += bytes.count
    }

    private var tooLong: ListError {
        let reason = state == .quoted ? "is the quotation mark not closed?" : "is this a table?"
        return .malformed(source: source, reason: "\(row.place): a row of more than 16 MiB; \(reason)")
    }

    /// Reads to the end of a field without quotation, or of the piece.
    private mutating func readPlain(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ body: (TableRow) throws -> Void
    ) throws -> Int {
        var end = start
        while end < bytes.count, bytes[end] != delimiter, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        if state == .start, row.isAtField {
            row.place = TablePlace(line: line, byte: offset + start - lineStart + 1, field: row.count)
        }
        if end > start {
            state = .plain
            row.append(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        }
        guard end < bytes.count else { return end }
        if bytes[end] == delimiter {
            row.endField()
            state = .start
        } else {
            line += 1
            lineStart = offset + end + 1
            isAfterCR = bytes[end] == 0x0D
            try endRow(body)
        }
        return end + 1
    }

    private mutating func readQuoted(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] != Self.quote, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        row.append(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        guard end < bytes.count else { return end }
        if bytes[end] == Self.quote {
            state = .quoteInQuoted
        } else {
            row.append(bytes[end])
            line += 1
            lineStart = offset + end + 1
            isAfterCR = bytes[end] == 0x0D
        }
        return end + 1
    }

    private mutating func endRow(_ body: (TableRow) throws -> Void) throws {
        row.endField()
        state = .start
        if row.hasText { try body(row) }
        row.clear(line: line)
    }

    private static let quote: UInt8 = 0x22
}

/// Where a field begins: the line of the file and the byte of that line, from 1, and the number of the field, from 0.
struct TablePlace: CustomStringConvertible {
    var line: Int
    var byte: Int
    var field: Int

    var description: String { "line \(line), column \(field + 1)" }
}

/// A row of a table, in bytes.
struct TableRow {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var places: [TablePlace] = []
    /// Where the field that is being read begins.
    fileprivate(set) var place: TablePlace
    /// The line of the file in which the row begins, from 1.
    private(set) var line: Int

    fileprivate init(line: Int) {
        self.line = line
        place = TablePlace(line: line, byte: 1, field: 0)
    }

    /// How many fields there are.
    package var count: Int { ends.count }

    subscript(field: Int) -> ArraySlice<UInt8> {
        var slice = bytes[(field == 0 ? 0 : ends[field - 1])..<ends[field]]
        // What keeps a spreadsheet from taking a text for a formula is no part of it.
        if slice.first == 0x27, SpreadsheetCell.isGuarded(slice) { slice = slice.dropFirst() }
        return slice
    }

    func place(of field: Int) -> TablePlace { places[field] }

    func text(_ field: Int) -> String { String(decoding: self[field], as: UTF8.self) }

    /// Whether any field has more than blanks, or there are several fields.
    fileprivate var hasText: Bool { ends.count > 1 || bytes.contains { $0 > 0x20 } }

    /// The number of fields without the empty ones at the end.
    var countWithoutEmptyEnd: Int {
        var count = count
        while count > 0, self[count - 1].allSatisfy({ $0 <= 0x20 }) { count -= 1 }
        return count
    }

    fileprivate var size: Int { bytes.count + ends.count }
    fileprivate var isEmpty: Bool { bytes.isEmpty && ends.isEmpty }
    fileprivate var isAtField: Bool { bytes.count == ends.last ?? 0 }

    fileprivate mutating func append(_ byte: UInt8) { bytes.append(byte) }
    fileprivate mutating func append(_ part: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: part) }
    /// Forgets what the field has so far.
    fileprivate mutating func dropField() { bytes.removeSubrange((ends.last ?? 0)...) }

    fileprivate mutating func endField() {
        ends.append(bytes.count)
        places.append(place)
    }

    fileprivate mutating func clear(line: Int) {
        self.line = line
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
    }
}
