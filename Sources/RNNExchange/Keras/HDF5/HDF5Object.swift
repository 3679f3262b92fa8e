import Foundation
import RNNSwift

/// A group or a dataset: the messages of its object header.
struct HDF5Object {
    enum MessageKind: Int {
        case dataspace = 0x01
        case linkInfo = 0x02
        case datatype = 0x03
        case link = 0x06
        case layout = 0x08
        case filters = 0x0B
        case attribute = 0x0C
        case continuation = 0x10
        case symbolTable = 0x11
        case attributeInfo = 0x15
    }

    private struct Message {
        let kind: MessageKind
        /// Kept somewhere else, for several objects.
        let isShared: Bool
        let body: Data
    }

    typealias FormatError = HDF5File.FormatError

    let file: HDF5File
    private var messages: [Message] = []
    /// Messages so far, those without a meaning here included.
    private var count = 0
    /// The most messages of an object header that are read; Keras's have some ten.
    private static let mostMessages = 10_000

    init(_ file: HDF5File, address: Int) throws {
        self.file = file
        try HDF5File.checked {
            var reader = try file.reader(at: address)
            // An object header of version 1 begins with that number.
            if try reader.int(1) == 1 {
                try readVersion1(address)
            } else {
                try readVersion2(address)
            }
        }
    }

    /// The bodies of the messages of a kind.
    func messages(_ kind: MessageKind) throws -> [Data] {
        try messages.filter { $0.kind == kind }.map {
            guard !$0.isShared else { throw FormatError("shared messages of HDF5 are not read here") }
            return $0.body
        }
    }

    // MARK: - The header

    /// A header may continue in other blocks, which may continue in more, but no block is read twice.
    private mutating func readVersion1(_ address: Int) throws {
        var reader = try file.reader(at: address)
        try reader.skip(8)  // version, number of messages, references
        let size = try reader.int(4)
        try reader.skip(4)
        var blocks = [try ByteReader(reader.bytes(size))]
        var known: Set<Int> = []
        while var block = blocks.popLast() {
            while block.remaining >= 8 {
                let (code, size, flags) = (try block.int(2), try block.int(2), try block.int(1))
                try block.skip(3)
                if let place = try append(code, flags: flags, body: block.bytes(size)) {
                    blocks.append(try continuation(place, known: &known))
                }
            }
        }
    }

    private mutating func readVersion2(_ address: Int) throws {
        var reader = try file.reader(at: address)
        guard try reader.isNext("OHDR"), try reader.int(1) == 2 else {
            throw FormatError("the HDF5 file is damaged: no object where one should be")
        }
        let flags = try reader.int(1)
        if flags & 0x20 != 0 { try reader.skip(16) }  // times
        if flags & 0x10 != 0 { try reader.skip(4) }  // limits for storing attributes
        let size = try reader.int(1 << (flags & 3))
        var blocks = [try ByteReader(reader.bytes(size))]
        var known: Set<Int> = []
        let headerSize = flags & 4 != 0 ? 6 : 4
        while var block = blocks.popLast() {
            while block.remaining >= headerSize {
                let (code, size, messageFlags) = (try block.int(1), try block.int(2), try block.int(1))
                try block.skip(headerSize - 4)  // the order of creation
                if let place = try append(code, flags: messageFlags, body: block.bytes(size)) {
                    var next = try continuation(place, known: &known)
                    guard try next.isNext("OCHK") else { throw ByteReader.EndOfData() }
                    blocks.append(try ByteReader(next.bytes(next.remaining - 4)))  // a checksum comes last
                }
            }
        }
    }

    /// Keeps a relevant message. Returns the body of a message with the position of the next block of the header.
    private mutating func append(_ code: Int, flags: Int, body: Data) throws -> Data? {
        count += 1
        guard count <= Self.mostMessages else {
            throw FormatError("an object of HDF5 has over \(Self.mostMessages) messages")
        }
        guard let kind = MessageKind(rawValue: code) else { return nil }
        if kind == .continuation { return body }
        messages.append(Message(kind: kind, isShared: flags & 2 != 0, body: body))
        return nil
    }

    private func continuation(_ place: Data, known: inout Set<Int>) throws -> ByteReader {
        var reader = try ByteReader(place)
        let (address, length) = (try reader.int(8), try reader.int(8))
        guard known.insert(address).inserted else { throw ByteReader.EndOfData() }
        var block = try file.reader(at: address)
        return try ByteReader(block.bytes(length))
    }
}
