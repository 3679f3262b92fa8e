import Foundation
import RNNSwift

extension HDF5Object {
    /// The texts of an attribute, of which an array has several; nil if there is no such attribute.
    func texts(_ name: String) throws -> [String]? {
        try HDF5File.checked {
            for message in try messages(.attribute) {
                if let texts = try attribute(message, named: name) { return texts }
            }
            for message in try messages(.attributeInfo) {
                var reader = try ByteReader(message, at: 1)
                try reader.skip(try reader.int(1) & 1 != 0 ? 2 : 0)
                guard try reader.unsigned(8) == HDF5File.undefined else {
                    throw FormatError("attributes of HDF5 in a heap are not read here")
                }
            }
            return nil
        }
    }

    /// The elements of a dataset of floats.
    func tensor() throws -> Safetensors.Tensor {
        try HDF5File.checked {
            guard let space = try messages(.dataspace).first, let type = try messages(.datatype).first,
                let layout = try messages(.layout).first
            else { throw FormatError("it is not a dataset") }
            guard case .float(let elements) = try HDF5Datatype(type) else {
                throw FormatError("its elements are not floats")
            }
            guard try messages(.filters).isEmpty else { throw FormatError("it is compressed; \(Self.advice)") }
            let shape = try Self.extents(space)
            let size = try Self.size(of: shape, each: elements.size)
            return Safetensors.Tensor(type: elements, shape: shape, bytes: try elementBytes(layout, count: size))
        }
    }

    private static let advice = "h5repack -f NONE -l CONTI writes such files anew, so that they can be read here"

    private func elementBytes(_ layout: Data, count: Int) throws -> Data {
        var reader = try ByteReader(layout)
        let version = try reader.int(1)
        guard (3...4).contains(version) else { throw FormatError("a layout of version \(version) is not read here") }
        switch try reader.int(1) {
        case 0:  // among the messages
            let size = try reader.int(2)
            guard size >= count else { throw ByteReader.EndOfData() }
            return try reader.bytes(count)
        case 1:  // in one piece
            let address = try reader.unsigned(8)
            if count == 0 { return Data() }
            guard address != HDF5File.undefined else { throw FormatError("it was never written") }
            guard let address = Int(exactly: address) else { throw ByteReader.EndOfData() }
            var elements = try file.reader(at: address)
            return try elements.bytes(count)
        default: throw FormatError("it is in several pieces; \(Self.advice)")
        }
    }

    /// A dataspace: the extent of each dimension, of which a single value has none.
    private static func extents(_ message: Data) throws -> [Int] {
        var reader = try ByteReader(message)
        let version = try reader.int(1)
        let rank = try reader.int(1)
        try reader.skip(version == 1 ? 6 : 2)
        guard (1...2).contains(version), rank <= 32 else { throw ByteReader.EndOfData() }
        return try (0..<rank).map { _ in try reader.int(8) }
    }

    private static func size(of shape: [Int], each: Int) throws -> Int {
        try shape.reduce(each) { size, extent in
            let (product, overflow) = size.multipliedReportingOverflow(by: extent)
            guard !overflow else { throw ByteReader.EndOfData() }
            return product
        }
    }

    /// The most texts of an attribute that are read, and their most bytes: those of the longest configuration.
    private static let (mostTexts, longestTexts) = (1000, KerasModel.configurationLimit)

    private func attribute(_ message: Data, named wanted: String) throws -> [String]? {
        var reader = try ByteReader(message)
        let version = try reader.int(1)
        let flags = try reader.int(1)
        guard (1...3).contains(version) else { throw ByteReader.EndOfData() }
        let sizes = (name: try reader.int(2), type: try reader.int(2), space: try reader.int(2))
        if version == 3 { try reader.skip(1) }  // the character set
        func part(_ size: Int) throws -> Data {
            let bytes = try reader.bytes(size)
            if version == 1 { try reader.skip((8 - size % 8) % 8) }
            return bytes
        }
        let name = try part(sizes.name).prefix { $0 != 0 }
        guard name.elementsEqual(wanted.utf8) else { return nil }
        guard version == 1 || flags & 3 == 0 else { throw FormatError("shared types of HDF5 are not read here") }
        let type = try HDF5Datatype(part(sizes.type))
        let shape = try Self.extents(part(sizes.space))
        let count = try Self.size(of: shape, each: 1)
        if count == 0 { return [] }  // of whatever type: h5py makes an empty list an array of floats
        guard case .text(let length) = type else { throw FormatError("its attribute \(wanted) is not text") }
        // Each has at least a byte here, so a wrong count ends soon. Several may refer to one place, but not for ever.
        guard count <= reader.remaining else { throw ByteReader.EndOfData() }
        guard count <= Self.mostTexts else {
            throw FormatError("its attribute \(wanted) has over \(Self.mostTexts) texts")
        }
        var total = 0
        return try (0..<count).map { _ in
            let bytes = if let length { try reader.bytes(length) } else { try globalHeapObject(&reader) }
            total += bytes.count
            guard total <= Self.longestTexts else {
                throw FormatError("its attribute \(wanted) has over \(Self.longestTexts) bytes")
            }
            return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// What a value of varying length refers to: its length, the address of a collection of such values, its number
    /// there.
    private func globalHeapObject(_ reader: inout ByteReader) throws -> Data {
        let (length, address, wanted) = (try reader.int(4), try reader.int(8), try reader.int(4))
        if length == 0 { return Data() }
        var heap = try file.reader(at: address)
        guard try heap.isNext("GCOL") else { throw ByteReader.EndOfData() }
        try heap.skip(4)
        let size = try heap.int(8)
        guard size >= 16 else { throw ByteReader.EndOfData() }
        var objects = try ByteReader(heap.bytes(size - 16))
        while objects.remaining >= 16 {
            let index = try objects.int(2)
            try objects.skip(6)
            let size = try objects.int(8)
            let bytes = try objects.bytes(size)
            if index == wanted { return bytes.prefix(length) }
            guard index != 0 else { break }  // free space
            try objects.skip(min((8 - size % 8) % 8, objects.remaining))
        }
        throw ByteReader.EndOfData()
    }
}

/// The types of elements that Keras writes.
enum HDF5Datatype {
    case float(Safetensors.ElementType)
    /// Fixed length of the texts in bytes; nil if each has its own length.
    case text(length: Int?)
    case other

    init(_ message: Data) throws {
        var reader = try ByteReader(message)
        let kind = try reader.int(1) & 0xF
        let bits = try reader.int(3)
        let size = try reader.int(4)
        switch kind {
        case 1: self = try Self.float(&reader, bits: bits, size: size).map { .float($0) } ?? .other
        case 3: self = size > 0 ? .text(length: size) : .other
        case 9: self = bits & 0xF == 1 ? .text(length: nil) : .other
        default: self = .other
        }
    }

    /// A little-endian float without gaps, by the places and sizes of its exponent and its fraction.
    private static func float(_ reader: inout ByteReader, bits: Int, size: Int) throws -> Safetensors.ElementType? {
        guard bits & 0x41 == 0, try reader.int(2) == 0, try reader.int(2) == 8 * size else { return nil }
        let exponent = (at: try reader.int(1), size: try reader.int(1))
        let fraction = (at: try reader.int(1), size: try reader.int(1))
        guard fraction.at == 0, exponent.at == fraction.size else { return nil }
        return switch (size, exponent.size, fraction.size) {
        case (8, 11, 52): .float64
        case (4, 8, 23): .float32
        case (2, 5, 10): .float16
        case (2, 8, 7): .bfloat16
        default: nil
        }
    }
}
