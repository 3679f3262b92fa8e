import Foundation
import Synchronization

/// A file that is read piece by piece: a list or a text. It is decompressed if it is compressed and there is a reader
/// for that.
struct ListFile {
    /// What the file is called in messages.
    let source: String
    /// The size of the file; 0 for standard input and for what is compressed.
    let size: Int
    /// Reads the next piece; the one after the last is empty.
    let next: () throws -> Data

    private static let pieceSize = 1 << 18

    /// - Parameter path: Of the file, or "-" for standard input.
    /// - Throws: ``FileError`` if the file cannot be opened, ``ListError`` if it is compressed and cannot be
    ///   decompressed.
    init(_ path: String) throws {
        let source = path == "-" ? "standard input" : path
        let file = path == "-" ? FileHandle.standardInput : try FileAccess.open(path)
        func read() throws -> Data {
            do {
                return try file.read(upToCount: Self.pieceSize) ?? Data()
            } catch {
                throw ListError.unreadable(source: source, reason: error.localizedDescription)
            }
        }
        // The first piece of a pipe may be a single byte.
        var head = try read()
        while !head.isEmpty, head.count < Compression.longestMagic, case let piece = try read(), !piece.isEmpty {
            head += piece
        }
        var first: Data? = head
        func next() throws -> Data {
            guard let piece = first else { return try read() }
            first = nil
            return piece
        }
        self.source = source
        guard let compression = Compression(of: head) else {
            (size, self.next) = (FileAccess.size(of: file), next)
            return
        }
        guard let decompress = Compression.readers.withLock({ $0[compression] }) else {
            throw ListError.compressed(source: source, command: compression.command(source))
        }
        size = 0
        let pieces = decompress(next)
        self.next = {
            do {
                return try pieces()
            } catch let error as Compression.Damage {
                throw ListError.malformed(source: source, reason: error.description)
            }
        }
    }
}

/// Compression of files, recognized by their first bytes.
package enum Compression: CaseIterable {
    case gzip, zstandard, xz, bzip2

    /// What is wrong with compressed data, to follow the name of the file.
    package struct Damage: Error, CustomStringConvertible {
        package let description: String
        package init(_ description: String) { self.description = description }
    }

    /// Makes a reader of decompressed pieces from a reader of compressed ones. It throws ``Damage``.
    package typealias Reader = @Sendable (_ next: @escaping () throws -> Data) -> () throws -> Data

    /// The readers there are. RNNExchange sets them, so that a program without compressed lists does not link zlib.
    package static let readers = Mutex<[Compression: Reader]>([:])

    static let longestMagic = 6

    private var magic: [UInt8] {
        switch self {
        case .gzip: [0x1F, 0x8B]
        case .zstandard: [0x28, 0xB5, 0x2F, 0xFD]
        case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
        case .bzip2: [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41]  // level 9, which is what bzip2 writes, and a block
        }
    }

    /// The compression of a file that begins like this; nil if it is not compressed.
    package init?(of head: Data) {
        guard let found = Self.allCases.first(where: { head.starts(with: $0.magic) }) else { return nil }
        self = found
    }

    /// The ending of a file's name, before `.gz` or `.zst` if it has one of these.
    package static func endingInside(_ path: String) -> String {
        let name = path as NSString
        let isCompressed = ["gz", "zst"].contains(name.pathExtension.lowercased())
        return (isCompressed ? name.deletingPathExtension as NSString : name).pathExtension
    }

    /// A command that decompresses a file.
    package func command(_ source: String) -> String {
        let program =
            switch self {
            case .gzip: "gzip"
            case .zstandard: "zstd"
            case .xz: "xz"
            case .bzip2: "bzip2"
            }
        return program + " -d" + (source == "standard input" ? "" : " \(source)")
    }
}
