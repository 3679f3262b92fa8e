import CZlib
import Foundation
import RNNSwift

/// The entries of a zip archive, stored or deflated. Archives of several files, encrypted ones, and entries of 4 GiB or
/// more are refused.
///
///     entries, each with a header of its own … the directory … the end of the directory, 22 bytes and a comment
package struct ZipArchive {
    static let signature = Data("PK\u{3}\u{4}".utf8)

    /// What is wrong with an archive, in one line.
    package struct FormatError: Error, CustomStringConvertible {
        package let description: String
        package init(_ description: String) { self.description = description }
    }

    private struct Entry {
        let method: Int
        let checksum: UInt64
        let packedSize: Int
        let size: Int
        let headerOffset: Int
    }

    private let data: Data
    private var entries: [String: Entry] = [:]

    package init(_ data: Data) throws {
        self.data = data
        do {
            try readDirectory()
        } catch is ByteReader.EndOfData {
            throw FormatError("the zip archive is damaged")
        }
    }

    package var names: [String] { entries.keys.sorted() }

    /// The bytes of an entry; nil if there is none of that name.
    ///
    /// - Parameter limit: The bytes that the entry may have when it is unpacked. Nothing is unpacked of a larger one.
    package func contents(of name: String, limit: Int) throws -> Data? {
        guard let entry = entries[name] else { return nil }
        guard entry.size <= limit else {
            throw FormatError(
                "\(name) in the zip archive would have \(entry.size) bytes unpacked, where at most \(limit) can be needed"
            )
        }
        do {
            let contents = try contents(of: entry)
            let checksum = contents.withUnsafeBytes {
                crc32_z(0, $0.bindMemory(to: UInt8.self).baseAddress, $0.count)
            }
            guard checksum == entry.checksum else { throw ByteReader.EndOfData() }
            return contents
        } catch is ByteReader.EndOfData {
            throw FormatError("\(name) in the zip archive is damaged")
        }
    }

    /// The end of the directory is looked for from behind, since a comment of up to 65,535 bytes may follow it.
    private mutating func readDirectory() throws {
        let tail = data.suffix(22 + 65535)
        guard let end = tail.range(of: Data("PK\u{5}\u{6}".utf8), options: .backwards) else {
            throw FormatError("the zip archive is cut off")
        }
        var reader = try ByteReader(data, at: end.lowerBound - data.startIndex + 4)
        try reader.skip(6)  // numbers of disks, and of this one's entries
        let count = try reader.int(2)
        try reader.skip(4)
        var directory = try ByteReader(data, at: reader.int(4))
        for _ in 0..<count {
            guard try directory.isNext("PK\u{1}\u{2}") else { throw ByteReader.EndOfData() }
            try directory.skip(4)
            let flags = try directory.int(2)
            let method = try directory.int(2)
            try directory.skip(4)
            let checksum = try directory.unsigned(4)
            let (packedSize, size) = (try directory.int(4), try directory.int(4))
            let lengths = (try directory.int(2), try directory.int(2) + directory.int(2))
            try directory.skip(8)
            let offset = try directory.int(4)
            let name = String(decoding: try directory.bytes(lengths.0), as: UTF8.self)
            try directory.skip(lengths.1)
            guard flags & 1 == 0 else { throw FormatError("\(name) in the zip archive is encrypted") }
            guard entries[name] == nil else { throw FormatError("\(name) is in the zip archive twice") }
            entries[name] = Entry(
                method: method, checksum: checksum, packedSize: packedSize, size: size, headerOffset: offset)
        }
    }

    private func contents(of entry: Entry) throws -> Data {
        var reader = try ByteReader(data, at: entry.headerOffset)
        guard try reader.isNext("PK\u{3}\u{4}") else { throw ByteReader.EndOfData() }
        try reader.skip(22)
        try reader.skip(reader.int(2) + reader.int(2))
        let packed = try reader.bytes(entry.packedSize)
        switch entry.method {
        case 0: return packed
        case 8: return try Self.inflate(packed, size: entry.size)
        default: throw FormatError("the zip archive is packed by method \(entry.method), which is not read here")
        }
    }

    /// Deflate makes at most some 1032 bytes of one, so that a small file cannot ask for much memory.
    private static func inflate(_ packed: Data, size: Int) throws -> Data {
        guard size <= 1040 * (packed.count + 1) else { throw ByteReader.EndOfData() }
        var stream = z_stream()
        guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw FormatError("no memory to unpack the zip archive")
        }
        defer { inflateEnd(&stream) }
        var result = Data(count: size)
        let status = packed.withUnsafeBytes { input in
            result.withUnsafeMutableBytes { output in
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(output.count)
                return CZlib.inflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END, stream.avail_out == 0 else { throw ByteReader.EndOfData() }
        return result
    }
}
