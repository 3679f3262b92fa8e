import Foundation
import SwiftCSV

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
        init(path: String) {
            self = Format(rawValue: (path as NSString).pathExtension.lowercased()) ?? .text
        }
    }

    /// Reads a list from a file, from standard input ("-"), or takes a built-in one ("@companies").
    ///
    /// - Parameters:
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
        let data: Data
        do {
            data = path == "-" ? try FileHandle.standardInput.readToEnd() ?? Data() : try FileAccess.read(path)
        } catch let error as FileError {
            throw error
        } catch {
            throw ListError.unreadable(source: source, reason: error.localizedDescription)
        }
        try self.init(data, source: source, format: format ?? Format(path: path), column: column, key: key)
    }

    init(_ data: Data, source: String, format: Format, column: String? = nil, key: String = "name") throws {
        let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
        guard column == nil || format == .csv || format == .tsv else {
            throw ListError.malformed(source: source, reason: "has no columns; see --format")
        }
        switch format {
        case .text:
            try self.init(Self.lines(of: Array(bytes), source: source), source: source)
        case .csv, .tsv:
            let text = try Self.text(of: Array(bytes), source: source)
            try self.init(
                Self.column(column, of: text, delimiter: format == .csv ? .comma : .tab, source: source),
                source: source)
        case .json:
            let text = try Self.text(of: Array(bytes), source: source)
            try self.init(Self.entries(ofJSON: Data(text.utf8), key: key, source: source), source: source)
        }
    }

    private static func lines(of bytes: [UInt8], source: String) throws -> [(name: String, position: String)] {
        var result: [(name: String, position: String)] = []
        let isBreak = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
        var (line, begin) = (1, 0)
        while begin < bytes.count {
            let end = bytes[begin...].firstIndex(where: isBreak) ?? bytes.count
            if end > begin {
                guard let text = String(validating: bytes[begin..<end], as: UTF8.self) else {
                    let byte = firstInvalidByte(of: bytes[begin..<end]) - begin + 1
                    throw ListError.notUTF8(source: source, line: line, byte: byte)
                }
                // The position is only ever read for a name that is too long.
                result.append((text, end - begin > longestName ? "line \(line)" : ""))
            }
            begin = end + 1
            if end < bytes.count, bytes[end] == 0x0D, begin < bytes.count, bytes[begin] == 0x0A { begin += 1 }
            line += 1
        }
        return result
    }

    private static func text(of bytes: [UInt8], source: String) throws -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        // One of its lines is not UTF-8 either, and which one is what the error says.
        _ = try lines(of: bytes, source: source)
        throw ListError.malformed(source: source, reason: "is not UTF-8")
    }

    private static func firstInvalidByte(of bytes: ArraySlice<UInt8>) -> Int {
        var decoder = UTF8.ForwardParser()
        var (iterator, offset) = (bytes.makeIterator(), bytes.startIndex)
        while case .valid(let scalar) = decoder.parseScalar(from: &iterator) { offset += scalar.count }
        return offset
    }

    private static func column(
        _ column: String?, of text: String, delimiter: CSVDelimiter, source: String
    ) throws -> [(name: String, position: String)] {
        let table: CSV<Enumerated>
        do {
            table = try CSV<Enumerated>(string: text, delimiter: delimiter, loadColumns: false)
        } catch {
            throw ListError.malformed(source: source, reason: "cannot be read as a table: \(error)")
        }
        let index: Int
        if let column {
            let number = Int(column).flatMap { (1...max(table.header.count, 1)).contains($0) ? $0 - 1 : nil }
            guard let found = table.header.firstIndex(of: column) ?? number, found < table.header.count else {
                throw ListError.malformed(
                    source: source,
                    reason: "there is no column \(column); the columns are \(table.header.joined(separator: ", "))")
            }
            index = found
        } else {
            index = table.header.firstIndex(of: "name") ?? 0
        }
        return table.rows.enumerated().compactMap { number, row in
            row.indices.contains(index) ? (row[index], "row \(number + 1)") : nil
        }
    }

    private static func entries(
        ofJSON data: Data, key: String, source: String
    ) throws -> [(name: String, position: String)] {
        guard let parsed = try? JSONSerialization.jsonObject(with: data) else {
            throw ListError.malformed(source: source, reason: "is not valid JSON")
        }
        guard let array = parsed as? [Any] else {
            throw ListError.malformed(
                source: source, reason: "must be an array of strings, or of objects with a \"\(key)\"")
        }
        return try array.enumerated().map { index, entry in
            let position = "entry \(index + 1)"
            if let name = entry as? String { return (name, position) }
            guard let name = (entry as? [String: Any])?[key] as? String else {
                throw ListError.malformed(
                    source: source,
                    reason: "\(position) is neither a string nor an object with a string under \"\(key)\"; see --key")
            }
            return (name, position)
        }
    }
}
