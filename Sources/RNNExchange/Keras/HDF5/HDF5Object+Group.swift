import Foundation
import RNNSwift

extension HDF5Object {
    /// The member that a path such as `lstm/lstm_cell/kernel:0` leads to.
    func object(at path: String) throws -> HDF5Object {
        var object = self
        for name in path.split(separator: "/") {
            guard let address = try HDF5File.checked({ try object.links() })[String(name)] else {
                throw FormatError("it has no \(name) of \(path)")
            }
            object = try HDF5Object(file, address: address)
        }
        return object
    }

    /// The names of a group's members.
    func memberNames() throws -> [String] { try HDF5File.checked { try links().keys.sorted() } }

    /// The most members of a group, and the longest of their names, that are read; Keras's groups have a few.
    private static let (mostLinks, longestName) = (10_000, 1000)

    /// The addresses of a group's members by their names.
    private func links() throws -> [String: Int] {
        var links: [String: Int] = [:]
        for message in try messages(.link) {
            if let (name, address) = try Self.link(message) { links[name] = address }
        }
        for message in try messages(.linkInfo) {
            var reader = try ByteReader(message, at: 1)
            try reader.skip(try reader.int(1) & 1 != 0 ? 8 : 0)
            guard try reader.unsigned(8) == HDF5File.undefined else {
                throw FormatError("a group of HDF5 with its links in a heap is not read here")
            }
        }
        for message in try messages(.symbolTable) {
            var reader = try ByteReader(message)
            let (tree, heap) = (try reader.int(8), try reader.int(8))
            try addLinks(of: tree, names: localHeap(at: heap), to: &links)
        }
        return links
    }

    /// A link to an object of the same file; nil for others.
    private static func link(_ message: Data) throws -> (name: String, address: Int)? {
        var reader = try ByteReader(message, at: 1)
        let flags = try reader.int(1)
        let type = flags & 8 != 0 ? try reader.int(1) : 0
        guard type == 0 else { return nil }
        if flags & 4 != 0 { try reader.skip(8) }  // the order of creation
        if flags & 0x10 != 0 { try reader.skip(1) }  // the character set
        let length = try reader.int(1 << (flags & 3))
        let name = String(decoding: try reader.bytes(length), as: UTF8.self)
        return (name, try reader.int(8))
    }

    /// The text that names of members are read from.
    private func localHeap(at address: Int) throws -> Data {
        var reader = try file.reader(at: address)
        guard try reader.isNext("HEAP") else { throw ByteReader.EndOfData() }
        try reader.skip(4)
        let size = try reader.int(8)
        try reader.skip(8)
        var segment = try file.reader(at: reader.int(8))
        return try segment.bytes(size)
    }

    /// Walks a tree whose leaves are nodes of symbols; no node is read twice, so that the walk ends.
    private func addLinks(of tree: Int, names: Data, to links: inout [String: Int]) throws {
        var count = 0
        func checkCount(_ more: Int) throws {
            count += more
            guard count <= Self.mostLinks else {
                throw FormatError("a group of HDF5 has over \(Self.mostLinks) members")
            }
        }
        var nodes = [tree]
        var known: Set<Int> = []
        while let address = nodes.popLast() {
            guard known.insert(address).inserted else { throw ByteReader.EndOfData() }
            var reader = try file.reader(at: address)
            switch String(decoding: try reader.bytes(4), as: UTF8.self) {
            case "TREE":
                guard try reader.int(1) == 0 else { throw ByteReader.EndOfData() }  // a group's
                try reader.skip(1)
                let count = try reader.int(2)
                try checkCount(count)
                try reader.skip(16)  // neighbors
                for _ in 0..<count {
                    try reader.skip(8)  // the key
                    nodes.append(try reader.int(8))
                }
            case "SNOD":
                try reader.skip(2)
                let count = try reader.int(2)
                try checkCount(count)
                for _ in 0..<count {
                    let (name, object) = (try reader.int(8), try reader.int(8))
                    try reader.skip(24)
                    links[try Self.text(names, from: name)] = object
                }
            default: throw ByteReader.EndOfData()
            }
        }
    }

    /// A text that ends with a zero.
    private static func text(_ bytes: Data, from offset: Int) throws -> String {
        var reader = try ByteReader(bytes, at: offset)
        let rest = try reader.bytes(min(reader.remaining, longestName))
        guard let end = rest.firstIndex(of: 0) else { throw ByteReader.EndOfData() }
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}
