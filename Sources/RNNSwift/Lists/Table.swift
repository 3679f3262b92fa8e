import Foundation
import SwiftCSV

/// A table whose first row names its columns: a CSV or TSV file.
struct Table {
    let header: [String]
    /// Rows may be shorter than the header.
    let rows: [[String]]
    private let source: String

    /// - Throws: ``ListError/malformed(source:reason:)``.
    init(_ text: String, delimiter: CSVDelimiter, source: String) throws {
        do {
            let table = try CSV<Enumerated>(string: text, delimiter: delimiter, loadColumns: false)
            (header, rows) = (table.header, table.rows)
        } catch {
            throw ListError.malformed(source: source, reason: "cannot be read as a table: \(error)")
        }
        self.source = source
    }

    /// Reads a table from a file, from standard input ("-"), or takes the built-in one, "@players".
    ///
    /// - Parameter format: By default the ending of the path decides.
    /// - Throws: ``ListError``, or ``FileError`` if the file cannot be read.
    init(contentsOf path: String, format: NameList.Format?) throws {
        if path.hasPrefix("@") {
            guard let list = NameList.BuiltIn(rawValue: String(path.dropFirst())) else {
                throw ListError.unknownBuiltIn(path)
            }
            guard list == .players else { throw ListError.malformed(source: path, reason: "has no columns") }
            try self.init(NameList.BuiltIn.playersText, delimiter: .comma, source: path)
            return
        }
        let source = path == "-" ? "standard input" : path
        let format = format ?? NameList.Format(path: path)
        guard format == .csv || format == .tsv else {
            throw ListError.malformed(source: source, reason: "has no columns; see --format")
        }
        let data: Data
        do {
            data = try path == "-" ? FileHandle.standardInput.readToEnd() ?? Data() : FileAccess.read(path)
        } catch  where path == "-" {
            throw ListError.unreadable(source: source, reason: error.localizedDescription)
        }
        try self.init(
            NameList.text(of: data, source: source), delimiter: format == .csv ? .comma : .tab, source: source)
    }

    /// Where a column is.
    ///
    /// - Parameter column: A header or a number from 1.
    /// - Throws: ``ListError/malformed(source:reason:)`` if there is none.
    func index(of column: String) throws -> Int {
        let number = Int(column).flatMap { (1..<header.count + 1).contains($0) ? $0 - 1 : nil }
        guard let index = header.firstIndex(of: column) ?? number else {
            throw ListError.malformed(
                source: source,
                reason: "there is no column \(column); the columns are \(header.joined(separator: ", "))")
        }
        return index
    }
}
