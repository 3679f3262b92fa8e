import Foundation

/// A file that could not be read or written. The description is one line: what, which file, why.
public struct FileError: Error, CustomStringConvertible {
    public let description: String

    package init(_ action: String, _ path: String, code: Int32 = errno) {
        let name = path == "/dev/stdout" ? "standard output" : path
        description = "cannot \(action) \(name): \(String(cString: strerror(code)))"
    }
}

/// Whole files in, whole files out.
package enum FileAccess {
    /// The bytes of a file.
    package static func read(_ path: String) throws -> Data {
        let file = try open(path)
        do {
            return try file.readToEnd() ?? Data()
        } catch {
            throw FileError("read", path, code: EIO)
        }
    }

    /// A file to read from; it is closed when it is let go.
    package static func open(_ path: String) throws -> FileHandle {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("read", path) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError("read", path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError("read", path, code: EISDIR) }
        return file
    }

    /// The size of an open file; 0 for a pipe.
    package static func size(of file: FileHandle) -> Int {
        var status = stat()
        return fstat(file.fileDescriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Replaces a file in one step: the new bytes go to a temporary file beside it, are flushed to the disk, and take
    /// its name. Whatever fails, the old file is left as it was and no temporary file stays behind; that of a process
    /// that was killed is removed by the next one that writes there. See ``FileDestination`` for links, pipes and
    /// devices.
    package static func replace(_ path: String, with data: Data) throws { try replace(path, with: [data]) }

    /// Replaces a file by bytes in pieces.
    ///
    /// - Parameter check: Is given a descriptor of the new plain file before it takes its name; the old one stays if
    ///   this throws.
    package static func replace(_ path: String, with pieces: [Data], check: (Int32) throws -> Void = { _ in }) throws {
        switch try FileDestination(path) {
        case .descriptor(let file): try writeAll(pieces, to: file, path: path)
        case .special(let path):
            let file = Foundation.open(path, O_WRONLY | O_CLOEXEC)
            guard file >= 0 else { throw FileError("write", path) }
            defer { close(file) }
            try writeAll(pieces, to: file, path: path)
        case .plain(let path): try replacePlain(path, with: pieces, check: check)
        }
    }

    private static func replacePlain(
        _ path: String, with pieces: [Data], check: (Int32) throws -> Void
    ) throws {
        let temporary = try TemporaryFile(beside: path)
        defer { temporary.remove() }
        try writeAll(pieces, to: temporary.descriptor, path: path)
        try check(temporary.descriptor)
        var old = stat()
        if stat(path, &old) == 0 { fchmod(temporary.descriptor, old.st_mode & 0o777) }
        guard fsync(temporary.descriptor) == 0 else { throw FileError("write", path) }
        guard rename(temporary.path, path) == 0 else { throw FileError("write", path) }
    }

    /// Throws what `replace` would throw for want of a folder or of permission, and changes nothing.
    package static func checkReplaceable(_ path: String) throws {
        switch try FileDestination(path) {
        case .descriptor(let file):
            guard fcntl(file, F_GETFL) >= 0 else { throw FileError("write", path) }
        case .special: break
        case .plain(let path): try TemporaryFile(beside: path).remove()
        }
    }

    /// Whether `replace` would make a file of this path, or replace one, rather than write into a pipe or a device.
    package static func isPlain(_ path: String) -> Bool {
        if case .plain = try? FileDestination(path) { true } else { false }
    }

    /// Some bytes of an open file.
    package static func bytes(_ range: Range<Int>, of file: Int32, path: String) throws -> Data {
        var data = Data(count: range.count)
        var count = 0
        while count < range.count {
            let read = data.withUnsafeMutableBytes {
                pread(file, $0.baseAddress! + count, range.count - count, off_t(range.lowerBound + count))
            }
            if read < 0 && errno == EINTR { continue }
            guard read > 0 else { throw FileError("read", path, code: read < 0 ? errno : EIO) }
            count += read
        }
        return data
    }

    /// Writes all bytes to an open file.
    package static func writeAll(_ pieces: [Data], to file: Int32, path: String) throws {
        for var rest in pieces {
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { throw FileError("write", path) }
                rest = rest.dropFirst(written)
            }
        }
    }
}
