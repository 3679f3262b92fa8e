import Foundation

/// A new file beside the one that it is to replace, named `FILE.rnnc-0123456789abcdef.tmp`.
///
/// Its process holds a lock on it as long as it is written, which ends with the process. A temporary file without a
/// lock is therefore one that a killed process has left, and is removed by the next process that writes to the same
/// place. Signals that ask the process to end wait until it is removed or has its name.
struct TemporaryFile {
    let descriptor: Int32
    let path: String
    private let signals: HeldSignals

    /// Longest beginning of the name, in bytes: with the rest it stays within the 255 that file systems allow.
    private static let longestStem = 200
    private static let digits = 16

    /// - Throws: ``FileError`` that says that `path` cannot be written.
    init(beside path: String) throws {
        let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
        let folder = String(path[..<name.startIndex])
        let stem = Self.stem(of: String(name))
        Self.removeAbandoned(in: folder, stem: stem)
        signals = HeldSignals()
        while true {
            let number = String(UInt64.random(in: .min ... .max), radix: 16)
            let temporary =
                folder + stem + String(repeating: "0", count: Self.digits - number.count) + number + ".tmp"
            let file = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            guard file >= 0 else {
                let error = FileError("write", path)
                signals.release()
                throw error
            }
            // Where the file system has no locks, none are found either, and nothing is removed.
            while flock(file, LOCK_EX) != 0 && errno == EINTR {}
            var status = stat()
            if fstat(file, &status) != 0 || status.st_nlink > 0 {
                (descriptor, self.path) = (file, temporary)
                return
            }
            close(file)  // Another process has taken it for an abandoned one before it was locked.
        }
    }

    /// Removes the file, unless it was renamed, and ends the lock. To be called in the thread that has made it.
    func remove() {
        unlink(path)
        close(descriptor)
        signals.release()
    }

    private static func stem(of name: String) -> String {
        var stem = name
        while stem.utf8.count > longestStem { stem.removeLast() }
        return stem + ".rnnc-"
    }

    /// Removes the temporary files of the same target that no process writes to.
    private static func removeAbandoned(in folder: String, stem: String) {
        guard let directory = opendir(folder.isEmpty ? "." : folder) else { return }
        defer { closedir(directory) }
        let length = stem.utf8.count + digits + 4
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes -> String? in
                guard let end = bytes.firstIndex(of: 0), end == length else { return nil }
                return String(validating: bytes[..<end], as: UTF8.self)
            }
            guard let name, name.hasPrefix(stem), name.hasSuffix(".tmp"),
                name.utf8.dropFirst(stem.utf8.count).dropLast(4).allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }
                )
            else { continue }
            let path = folder + name
            let file = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard file >= 0 else { continue }
            if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
            close(file)
        }
    }
}
