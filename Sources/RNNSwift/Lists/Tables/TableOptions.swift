/// How a table is read. What is nil is guessed from its first rows.
public struct TableOptions: Sendable, Equatable {
    /// What separates the fields: an ASCII character, neither a quotation mark nor a line break.
    public var delimiter: Character?
    /// Whether the first row names the columns.
    public var hasHeader: Bool?

    public init(delimiter: Character? = nil, hasHeader: Bool? = nil) {
        if let delimiter {
            precondition(
                Self.isDelimiter(delimiter), "a delimiter is an ASCII character, no quotation mark or line break")
        }
        (self.delimiter, self.hasHeader) = (delimiter, hasHeader)
    }

    /// Whether a character can separate fields.
    public static func isDelimiter(_ character: Character) -> Bool {
        // One by one: in a string, a carriage return and a line feed are one character.
        character.isASCII && character.unicodeScalars.count == 1 && !["\"", "\r", "\n", "\0"].contains(character)
    }
}

/// The beginning of a table, from which its delimiter and its header are guessed.
struct TableSample {
    /// The bytes looked at, and the rows.
    static let bytes = 1 << 16
    static let rows = 200

    let delimiter: UInt8
    /// The delimiter is the one that the kind of the file promises.
    let isExpectedDelimiter: Bool
    /// Bytes of a byte order mark and of a line `sep=;` before the table, and how many lines these are.
    let skipped: (bytes: Int, lines: Int)
    /// The first rows.
    let rows: [[String]]

    /// - Parameters:
    ///   - head: The beginning of the table.
    ///   - isWhole: Whether that is all of it.
    ///   - isTSV: Whether the file is said to have tabs. Nothing else is then thought of.
    init(_ head: [UInt8], isWhole: Bool, isTSV: Bool, delimiter given: Character?) {
        let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let separator = Self.separatorLine(head[mark...])
        skipped = (mark + (separator?.length ?? 0), separator == nil ? 0 : 1)
        let table = head[skipped.bytes...]
        let expected = UInt8(ascii: isTSV ? "\t" : ",")
        let known = given?.asciiValue ?? separator?.delimiter ?? (isTSV ? expected : nil)
        delimiter = known ?? Self.guess(table, isWhole: isWhole, expected: expected)
        isExpectedDelimiter = given != nil || delimiter == expected
        rows = Self.rows(of: table, isWhole: isWhole, delimiter)
    }

    /// Reads the line `sep=;` with which Excel says what separates the fields.
    private static func separatorLine(_ head: ArraySlice<UInt8>) -> (delimiter: UInt8, length: Int)? {
        var line = head.prefix(16).prefix { $0 != 0x0A && $0 != 0x0D }
        var length = line.count
        if line.first == 0x22, line.last == 0x22 { line = line.dropFirst().dropLast() }
        guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=",
            let last = line.last, TableOptions.isDelimiter(Character(Unicode.Scalar(last)))
        else { return nil }
        if head.dropFirst(length).first == 0x0D { length += 1 }
        if head.dropFirst(length).first == 0x0A { length += 1 }
        return (last, length)
    }

    static func rows(of table: ArraySlice<UInt8>, isWhole: Bool, _ delimiter: UInt8) -> [[String]] {
        var rows: [[String]] = []
        var reader = TableReader(delimiter: delimiter, source: "")
        func add(_ row: TableRow) {
            if rows.count < Self.rows { rows.append((0..<row.count).map { NameList.normalize(row.text($0)) }) }
        }
        // A row that cannot be read is reported when the table itself is read.
        try? reader.read(table, add)
        if isWhole { try? reader.finish(add) }
        return rows
    }

    /// The delimiter that cuts most rows into the same number of fields, more than one.
    private static func guess(_ table: ArraySlice<UInt8>, isWhole: Bool, expected: UInt8) -> UInt8 {
        let candidates = [expected] + [0x3B, 0x09, 0x7C, 0x2C].filter { $0 != expected }
        let fits = candidates.compactMap { candidate in
            fit(rows(of: table, isWhole: isWhole, candidate)).map { (candidate, $0) }
        }
        let others = fits.filter { $0.0 != 0x2C }
        // A comma between two digits, wherever there is one, is a decimal comma.
        let choices = !others.isEmpty && haveDecimalCommas(table) ? others : fits
        // The delimiter that is expected needs less.
        return choices.max { score($0, expected) < score($1, expected) }?.0 ?? expected
    }

    private static func score(_ choice: (UInt8, Fit), _ expected: UInt8) -> Double {
        let (delimiter, fit) = choice
        return (fit.hasFirstRow ? 1 : 0) + fit.share + (delimiter == expected ? 0.05 : 0) + Double(min(fit.fields, 100))
            * 1e-6
    }

    private struct Fit {
        /// The share of the rows that have `fields`, and whether the first does.
        var share: Double
        var hasFirstRow: Bool
        var fields: Int
    }

    private static func fit(_ rows: [[String]]) -> Fit? {
        var counts: [Int: Int] = [:]
        for row in rows { counts[row.count, default: 0] += 1 }
        guard let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), most.key > 1 else { return nil }
        let share = Double(most.value) / Double(rows.count)
        guard share >= 0.7 else { return nil }
        return Fit(share: share, hasFirstRow: rows[0].count == most.key, fields: most.key)
    }

    private static func haveDecimalCommas(_ table: ArraySlice<UInt8>) -> Bool {
        func isDigit(_ index: Int) -> Bool { table.indices.contains(index) && (0x30...0x39).contains(table[index]) }
        return table.indices.allSatisfy { table[$0] != 0x2C || isDigit($0 - 1) && isDigit($0 + 1) }
    }

    /// One line that says that a text, whose lines are names, looks like a table; nil if it does not.
    ///
    /// One comma in each line is no sign, since names are written `Smith, John`.
    static func remark(onText head: [UInt8], source: String) -> String? {
        let end = head.lastIndex { $0 == 0x0A || $0 == 0x0D } ?? head.endIndex
        for delimiter: UInt8 in [0x2C, 0x3B, 0x09, 0x7C] where head.prefix(1024).contains(delimiter) {
            let rows = rows(of: head[..<end], isWhole: true, delimiter)
            guard let count = rows.first?.count, count > 1, rows.count > 2, rows.allSatisfy({ $0.count == count })
            else {
                continue
            }
            let hasNumbers = (0..<count).contains { column in
                rows.count { HeaderGuess.isNumber($0[column]) } * 10 >= rows.count * 9
            }
            guard delimiter != 0x2C || count > 2 || hasNumbers else { continue }
            return "\(source): whole lines are read as names, but each line has \(count) fields separated by "
                + "\(Table.called(delimiter)); if this is a table, see `format` and `delimiter`"
        }
        return nil
    }
}
