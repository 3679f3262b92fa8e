import Foundation

extension Safetensors {
    /// Writes the file, reads its header again from where it was written, and only then gives it its name: what cannot
    /// be read does not replace what can. The elements of the tensors are not read again.
    ///
    /// - Parameter check: Throws unless the metadata mean what they should.
    /// - Throws: ``FileError``, ``FormatError``, or what `check` throws.
    package func save(to path: String, check: ([String: String]) throws -> Void) throws {
        let pieces = try pieces()
        let size = pieces.reduce(0) { $0 + $1.count }
        // What goes into a pipe cannot be read from there, so it is read before.
        if !FileAccess.isPlain(path) { try checkHeader(pieces[1], check) }
        try FileAccess.replace(path, with: pieces) { file in
            var status = stat()
            guard fstat(file, &status) == 0, Int(status.st_size) == size else {
                throw FileError("write", path, code: EIO)
            }
            let header = try FileAccess.bytes(pieces[0].count..<pieces[0].count + pieces[1].count, of: file, path: path)
            try checkHeader(header, check)
        }
    }

    private func checkHeader(_ json: Data, _ check: ([String: String]) throws -> Void) throws {
        let (metadata, tensors) = try Self.entries(ofHeader: json)
        guard Set(tensors.keys) == Set(self.tensors.keys) else {
            throw FormatError("the tensors that were written are not found again")
        }
        try check(metadata)
    }
}
