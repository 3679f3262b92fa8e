import Foundation
import RNNSwift

/// A file of HDF5, read as far as Keras and h5py write it: groups, attributes of text, and arrays of floats in one
/// piece.
///
/// HDF Group, *HDF5 File Format Specification Version 3.0*. It is read here rather than by libhdf5 because that library
/// does not survive damaged files: see Documentation/Notes/ImportExport.md.
///
///     superblock → object header of the root group → links to the object headers of its members → …
///
/// An object header is a list of messages, some of them in further blocks. A dataset is described by its messages
/// (type, shape, place of the elements); the members of a group are found by a tree whose leaves have the names' places
/// in a heap.
struct HDF5File {
    static let signature = Data([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A])

    /// What is wrong with a file, in one line.
    struct FormatError: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    /// An address that leads nowhere.
    static let undefined = UInt64.max

    private let data: Data
    private let rootAddress: Int

    init(_ data: Data) throws {
        self.data = data
        rootAddress = try Self.checked { try Self.rootAddress(of: data) }
    }

    /// The group that has everything.
    func root() throws -> HDF5Object { try HDF5Object(self, address: rootAddress) }

    /// A reader of the bytes at an address.
    func reader(at address: Int) throws -> ByteReader { try ByteReader(data, at: address) }

    /// Says of a file that ends too soon that it does.
    static func checked<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch is ByteReader.EndOfData {
            throw FormatError("the HDF5 file is damaged or cut off")
        }
    }

    private static func rootAddress(of data: Data) throws -> Int {
        var reader = try ByteReader(data)
        guard try reader.bytes(signature.count) == signature else { throw FormatError("not an HDF5 file") }
        let version = try reader.int(1)
        guard version <= 3 else { throw FormatError("a superblock of version \(version), which is not read here") }
        if version <= 1 { try reader.skip(4) }  // versions of parts, each 0
        let sizes = (try reader.int(1), try reader.int(1))
        guard sizes == (8, 8) else { throw FormatError("its addresses do not have 8 bytes, as those of Keras do") }
        // Sizes of tree nodes, which the nodes tell by themselves, and flags.
        try reader.skip(version == 0 ? 9 : version == 1 ? 13 : 1)
        let base = try reader.unsigned(8)
        guard base == 0 else { throw FormatError("its addresses do not count from the beginning of the file") }
        try reader.skip(8)  // free space, or an extension
        let end = try reader.int(8)
        guard end <= data.count else {
            throw FormatError("the HDF5 file is cut off: it should have \(end) bytes and has \(data.count)")
        }
        // Driver information, and the place of the root's name.
        if version <= 1 { try reader.skip(16) }
        return try reader.int(8)
    }
}
