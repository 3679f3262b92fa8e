import Foundation

/// Where the bytes of a file that is written as a whole go. Symbolic links are followed, also those whose target does
/// not exist yet.
package enum FileDestination: Equatable {
    /// A plain file, or a path where nothing exists yet: the file is replaced in one step.
    case plain(String)
    /// A pipe or a device, which is written to as it is.
    case special(String)
    /// A file that this process has open, such as `/dev/stdout`: bytes go to its current position, and what it holds
    /// already is kept.
    case descriptor(Int32)

    private static let mostLinks = 40

    /// - Throws: ``FileError`` for a directory, an empty path and links in a circle.
    package init(_ path: String) throws {
        guard !path.isEmpty else { throw FileError("write", "a file without a name", code: ENOENT) }
        var place = path
        for _ in 0..<Self.mostLinks {
            if let open = Self.openFile(place) {
                self = open
                return
            }
            var status = stat()
            guard lstat(place, &status) == 0 else {
                self = .plain(place)
                return
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: throw FileError("write", path, code: EISDIR)
            case S_IFREG:
                self = .plain(place)
                return
            case S_IFLNK: place = try Self.target(of: place)
            default:
                self = .special(place)
                return
            }
        }
        throw FileError("write", path, code: ELOOP)
    }

    /// The destination that a path names by the number of an open file; nil if it is another kind of path.
    private static func openFile(_ path: String) -> FileDestination? {
        switch path {
        case "/dev/stdin": return .descriptor(STDIN_FILENO)
        case "/dev/stdout": return .descriptor(STDOUT_FILENO)
        case "/dev/stderr": return .descriptor(STDERR_FILENO)
        default: break
        }
        let parts = path.split(separator: "/")
        guard path.hasPrefix("/"), let number = parts.last.flatMap({ Int32($0) }), number >= 0 else { return nil }
        if parts.dropLast() == ["dev", "fd"] { return .descriptor(number) }
        guard parts.count >= 4, parts[0] == "proc", parts[parts.count - 2] == "fd" else { return nil }
        let isOwn = ["self", "thread-self", "\(getpid())"].contains(parts[1])
        return isOwn ? .descriptor(number) : .special(path)
    }

    private static func target(of link: String) throws -> String {
        let target: String
        do {
            target = try FileManager.default.destinationOfSymbolicLink(atPath: link)
        } catch {
            throw FileError("write", link, code: EINVAL)
        }
        guard !target.hasPrefix("/"), let slash = link.lastIndex(of: "/") else { return target }
        return link[...slash] + target
    }
}
