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
        try self.init(consume data, source: source, format: format ?? Format(path: path), column: column, key: key)
    }

    init(_ data: consuming Data, source: String, format: Format, column: String? = nil, key: String = "name") throws {
        guard column == nil || format == .csv || format == .tsv else {
            throw ListError.malformed(source: source, reason: "has no columns; see --format")
        }
        let bytes = Self.bytes(of: consume data)
        try self.init(source: source) { list in
            switch format {
            case .text:
                list.reserve(bytes: bytes.count)
                try Self.forEachLine(of: bytes) { try list.append(line: $0, number: $1) }
            case .csv, .tsv:
                let text = try Self.text(of: bytes, source: source)
                let delimiter = format == .csv ? CSVDelimiter.comma : .tab
                for (row, name) in try Self.column(column, of: text, delimiter: delimiter, source: source) {
                    try list.append(name, at: "row \(row)")
                }
            case .json:
                let text = try Self.text(of: bytes, source: source)
                for (index, name) in try Self.entries(ofJSON: Data(text.utf8), key: key, source: source).enumerated() {
                    try list.append(name, at: "entry \(index + 1)")
                }
            }
        }
    }

    /// What follows the byte order mark, if there is one. Consumes the data, so that the file is in memory once.
    private static func bytes(of data: consuming Data) -> [UInt8] {
        Array(data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data)
    }

    /// Calls `body` with each line that is not empty, and its number.
    private static func forEachLine(
        of bytes: [UInt8], _ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws -> Void
    ) rethrows {
        var (number, begin) = (1, 0)
        while begin < bytes.count {
            var end = begin
            while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
            if end > begin { try body(bytes[begin..<end], number) }
            begin = end + 1
            if begin < bytes.count, bytes[end] == 0x0D, bytes[begin] == 0x0A { begin += 1 }
            number += 1
        }
    }

    private static func text(of bytes: [UInt8], source: String) throws -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        // One of its lines is not UTF-8 either, and which one is what the error says.
        try forEachLine(of: bytes) { _ = try text(of: $0, number: $1, source: source) }
        throw ListError.malformed(source: source, reason: "is not UTF-8")
    }

    private static func column(
        _ column: String?, of text: String, delimiter: CSVDelimiter, source: String
    ) throws -> [(row: Int, name: String)] {
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
