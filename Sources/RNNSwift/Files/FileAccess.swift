import Foundation

/// A file that could not be read or written. The description is one line: what, which file, why.
public struct FileError: Error, CustomStringConvertible {
    public let description: String

    init(_ action: String, _ path: String, code: Int32 = errno) {
        description = "cannot \(action) \(path): \(String(cString: strerror(code)))"
    }
}

/// Whole files in, whole files out.
enum FileAccess {
    /// The bytes of a file.
    static func read(_ path: String) throws -> Data {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileError("read", path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw FileError("read", path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError("read", path, code: EISDIR) }
        do {
            return try FileHandle(fileDescriptor: file).readToEnd() ?? Data()
        } catch {
            throw FileError("read", path, code: EIO)
        }
    }

    /// Replaces a file in one step: the new bytes go to a temporary file beside it, are flushed to the disk, and take its
    /// name. Whatever fails, the old file is left as it was and no temporary file stays behind.
    static func replace(_ path: String, with data: Data) throws {
        var temporary = Array("\(path).XXXXXX".utf8CString)
        let file = mkstemp(&temporary)
        guard file >= 0 else { throw FileError("write", path) }
        do {
            try write(data, to: file, path: path)
            let mask = umask(0)
            umask(mask)
            guard fchmod(file, 0o666 & ~mask) == 0, fsync(file) == 0 else { throw FileError("write", path) }
            guard rename(temporary, path) == 0 else { throw FileError("write", path) }
            close(file)
        } catch {
            unlink(temporary)
            close(file)
            throw error
        }
    }

    /// Throws what `replace` would throw for want of a folder or of permission, and changes nothing.
    static func checkReplaceable(_ path: String) throws {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw FileError("write", path, code: EISDIR)
        }
        var temporary = Array("\(path).XXXXXX".utf8CString)
        let file = mkstemp(&temporary)
        guard file >= 0 else { throw FileError("write", path) }
        close(file)
        unlink(temporary)
    }

    private static func write(_ data: Data, to file: Int32, path: String) throws {
        var rest = data[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw FileError("write", path) }
            rest = rest.dropFirst(written)
        }
    }
}
