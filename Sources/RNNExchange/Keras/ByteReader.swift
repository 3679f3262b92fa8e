import Foundation
import RNNSwift

/// Reads little-endian numbers from bytes; nothing is read from outside of them.
struct ByteReader {
    /// The bytes end before what was to be read.
    struct EndOfData: Error {}

    private let data: Data
    /// Where the next read begins, from the start of the bytes.
    private(set) var offset: Int

    init(_ data: Data, at offset: Int = 0) throws {
        self.data = data
        self.offset = 0
        try skip(offset)
    }

    var isAtEnd: Bool { offset == data.count }
    var remaining: Int { data.count - offset }

    mutating func skip(_ count: Int) throws {
        guard count >= 0, count <= remaining else { throw EndOfData() }
        offset += count
    }

    mutating func bytes(_ count: Int) throws -> Data {
        let begin = data.startIndex + offset
        try skip(count)
        return data[begin..<begin + count]
    }

    /// A number of up to eight bytes.
    mutating func unsigned(_ size: Int) throws -> UInt64 {
        try bytes(size).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A number that has to be a position or a size here; one that is too large for that ends the data.
    mutating func int(_ size: Int) throws -> Int {
        guard let value = Int(exactly: try unsigned(size)) else { throw EndOfData() }
        return value
    }

    /// Whether the next bytes are these; they are passed over.
    mutating func isNext(_ text: String) throws -> Bool { try bytes(text.utf8.count).elementsEqual(text.utf8) }
}
