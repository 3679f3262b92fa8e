import Foundation
import RNNSwift

/// Where collected names go: to standard output as soon as their source is read, or to a file when all are.
struct CollectedNames {
    private let file: String?
    private let isUnique: Bool
    private let arePlayers: Bool
    private let output = StandardOutput()
    private var text: [UInt8] = []
    private var seen: Set<String> = []
    /// How many names were taken.
    private(set) var count = 0

    /// - Throws: If the file could not be written in the end.
    init(file: String?, isUnique: Bool, arePlayers: Bool) throws {
        (self.file, self.isUnique, self.arePlayers) = (file, isUnique, arePlayers)
        if let file { try FileAccess.checkReplaceable(file) }
    }

    mutating func add(_ names: NameList.Names) throws {
        if arePlayers, count == 0 { try add(line: PlayerName.columns) }
        for name in names {
            let line = arePlayers ? PlayerName(name).row : name
            guard !isUnique || seen.insert(line).inserted else { continue }
            try add(line: line)
            count += 1
        }
        if file == nil { try output.flush() }
    }

    private mutating func add(line: String) throws {
        guard file != nil else { return try output.line(line) }
        text += line.utf8
        text.append(0x0A)
    }

    /// Writes the file. If something is missing, the file is left as it was, and what there is goes to one beside it.
    ///
    /// - Returns: What the names are in, if there are any.
    func finish(isComplete: Bool) throws -> String? {
        guard count > 0 else { return nil }
        guard let file else { return "standard output" }
        let path = isComplete || !FileAccess.isPlain(file) ? file : file + ".partial"
        try FileAccess.replace(path, with: Data(text))
        return path
    }
}
