import Foundation
import RNNSwift

/// Destination of collected names: standard output after each source, or a file after all sources.
struct CollectedNames {
    private let file: String?
    private let isUnique: Bool
    private let arePlayers: Bool
    /// Format of the file, by its extension.
    private let format: NameList.Format
    private let output = StandardOutput()
    private var text: [UInt8] = []
    private var seen: Set<String> = []
    /// Number of names collected.
    private(set) var count = 0

    /// - Throws: If the file cannot be written.
    init(file: String?, isUnique: Bool, arePlayers: Bool) throws {
        // If the file is standard output, names are written after each source, as without a file.
        self.file = file.flatMap { isStandardOutput($0) ? nil : $0 }
        (self.isUnique, self.arePlayers) = (isUnique, arePlayers)
        format = arePlayers ? .text : file.map { NameList.Format(path: $0) } ?? .text
        if let file = self.file { try OutputKind.list.checkWritable(file) }
    }

    mutating func add(_ names: NameList.Names) throws {
        for name in names {
            let line = arePlayers ? PlayerName(name).row : name
            guard !isUnique || seen.insert(line).inserted else { continue }
            if count == 0, let header { try add(line: header) }
            try add(line: written(line))
            count += 1
        }
        if file == nil { try output.flush() }
    }

    private var header: String? {
        if arePlayers { return PlayerName.columns }
        return format.isTable ? "name" : nil
    }

    private func written(_ name: String) -> String {
        switch format {
        case .text: name
        case .csv: SpreadsheetCell.field(name)
        case .tsv: SpreadsheetCell.field(name, delimiter: "\t")
        case .json: (count == 0 ? "[\n" : ",\n") + Self.json(name)
        case .jsonl: Self.json(name)
        }
    }

    private static func json(_ name: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? encoder.encode(name)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }

    private mutating func add(line: String) throws {
        guard file != nil else { return try output.line(line) }
        text += line.utf8
        if format != .json { text.append(0x0A) }
    }

    /// Writes the file. If a source failed, the file stays unchanged, and the names are written to FILE.partial.
    ///
    /// - Returns: The place of the names, if there are any.
    mutating func finish(isComplete: Bool) throws -> String? {
        guard count > 0 else { return nil }
        guard let file else { return "standard output" }
        if format == .json { text += "\n]\n".utf8 }
        let path = isComplete || !FileAccess.isPlain(file) ? file : file + ".partial"
        try FileAccess.replace(path, with: Data(text))
        return path
    }
}
