import Foundation
import RNNSwift

/// A file of favorites: UTF-8, one name per line.
struct Favorites {
    let path: String
    private(set) var names: [String]

    /// - Parameter path: The file. A file that does not exist has no names.
    init(path: String) throws {
        self.path = path
        names = FileManager.default.fileExists(atPath: path) ? try Self.read(path) : []
    }

    /// The distinct names of a file, in order.
    static func read(_ path: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure("cannot read \(path): no such file")
        }
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
            let text = String(validating: data, as: UTF8.self)
        else { throw CommandFailure("cannot read \(path): it is not UTF-8 text") }
        var seen: Set<String> = []
        // Other line separators may be part of a name, as in lists.
        let lines = text.trimmingPrefix("\u{FEFF}").split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
        return lines.map { $0.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    /// Appends a name to the file immediately. Returns false if the file already contains it.
    mutating func add(_ name: String) throws -> Bool {
        guard !names.contains(name) else { return false }
        let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw CommandFailure("cannot write \(path): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        // The last line may lack its line feed, if an editor wrote it.
        var last: UInt8 = 0x0A
        let size = lseek(file, 0, SEEK_END)
        if size > 0, pread(file, &last, 1, size - 1) != 1 { last = 0x0A }
        try writeAll(((last == 0x0A ? "" : "\n") + name + "\n").utf8, to: file, called: path)
        names.append(name)
        return true
    }

    /// Removes a name; the file is replaced as a whole. Returns false if the file does not contain it.
    mutating func remove(_ name: String) throws -> Bool {
        guard names.contains(name) else { return false }
        // The file may have changed in the meantime.
        names = try Self.read(path).filter { $0 != name }
        try FileAccess.replace(path, with: Data(names.map { $0 + "\n" }.joined().utf8))
        return true
    }
}
