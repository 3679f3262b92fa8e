import Foundation
import RNNSwift

/// Decompresses a part of a compressed file. Some formats are several complete streams, one after another.
protocol Decompressor: AnyObject {
    /// The format, for messages.
    static var format: String { get }

    /// Decompresses from `input` to `output`, as much as one has and the other takes.
    ///
    /// - Returns: The bytes read and written, and whether a stream is complete.
    /// - Throws: ``Compression/Damage``.
    func decompress(
        _ input: UnsafeRawBufferPointer, to output: UnsafeMutableRawBufferPointer
    ) throws -> (read: Int, written: Int, isComplete: Bool)
}

/// The decompressed pieces of a file that is read in pieces.
final class DecompressedPieces<D: Decompressor> {
    private let decompressor: D
    private let next: () throws -> Data
    private var input: [UInt8] = []
    private var used = 0
    private var isComplete = false
    /// Whether the last piece was full, so that more may follow without more input.
    private var wasFull = false

    private static var pieceSize: Int { 1 << 18 }

    init(_ decompressor: D, _ next: @escaping () throws -> Data) {
        (self.decompressor, self.next) = (decompressor, next)
    }

    /// Reads some decompressed bytes; none at the end.
    func read() throws -> Data {
        while true {
            if used == input.count, !wasFull {
                (input, used) = ([UInt8](try next()), 0)
                guard !input.isEmpty else {
                    guard isComplete else {
                        throw Compression.Damage("its \(D.format) data end too early; is the file complete?")
                    }
                    return Data()
                }
            }
            var piece = Data(count: Self.pieceSize)
            let result = try input.withUnsafeBytes { input in
                try piece.withUnsafeMutableBytes { piece in
                    try decompressor.decompress(.init(rebasing: input[used...]), to: piece)
                }
            }
            used += result.read
            isComplete = result.isComplete
            wasFull = result.written == piece.count && !isComplete
            if result.written > 0 { return result.written == piece.count ? piece : piece.prefix(result.written) }
        }
    }
}
