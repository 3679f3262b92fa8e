import Foundation

/// The files that make up a list.
package struct ListFiles {
    /// Files, "-" and built-in lists.
    package let paths: [String]
    /// What all of them together are called in messages.
    package let source: String

    /// - Parameter paths: Files, "-", built-in lists, and folders. Of a folder, all files with the ending of a list are
    ///   taken, in the order of their names; hidden files and folders in it are skipped.
    /// - Throws: ``ListError/malformed(source:reason:)`` for a folder without lists, ``FileError`` for one that cannot
    ///   be read.
    package init(_ paths: [String]) throws {
        precondition(!paths.isEmpty, "a list has at least one file")
        self.paths = try paths.flatMap { Self.isFolder($0) ? try Self.lists(in: $0) : [$0] }
        let names = paths.map { $0 == "-" ? "standard input" : $0 }
        source = names.count > 3 ? "\(names[0]) and \(names.count - 1) more" : names.joined(separator: ", ")
    }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return path != "-" && !path.hasPrefix("@") && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func lists(in folder: String) throws -> [String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw FileError("read", folder, code: EACCES)
        }
        // By bytes: the same order everywhere.
        let lists = names.filter { !$0.hasPrefix(".") && NameList.Format(name: $0) != nil }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .map { folder.hasSuffix("/") ? folder + $0 : folder + "/" + $0 }
            .filter { !isFolder($0) }
        guard !lists.isEmpty else {
            let endings = NameList.Format.endings.flatMap(\.endings).map { "." + $0 }.joined(separator: ", ")
            throw ListError.malformed(
                source: folder,
                reason: "a folder without lists; their names end with \(endings), or with .gz or .zst after that")
        }
        return lists
    }
}
