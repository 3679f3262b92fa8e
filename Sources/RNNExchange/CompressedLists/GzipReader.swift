import CZlib
import Foundation
import RNNSwift

/// Decompresses the pieces of a gzip file. Its members are decompressed one after another.
final class GzipReader {
    private let next: () throws -> Data
    private let stream: UnsafeMutablePointer<z_stream>
    private var isReady = false
    private var input: [UInt8] = []
    private var used = 0
    /// Whether the current member is complete.
    private var isComplete = false
    /// Whether the last piece was full, so that more may follow without more input.
    private var wasFull = false

    private static let pieceSize = 1 << 18

    init(_ next: @escaping () throws -> Data) {
        self.next = next
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deallocate()
    }

    /// Reads some decompressed bytes; none at the end.
    func read() throws -> Data {
        if !isReady {
            guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                throw Compression.Damage("out of memory while it is decompressed")
            }
            isReady = true
        }
        while true {
            if used == input.count, !wasFull {
                (input, used) = ([UInt8](try next()), 0)
                guard !input.isEmpty else {
                    guard isComplete else {
                        throw Compression.Damage("its gzip data end too early; is the file complete?")
                    }
                    return Data()
                }
            }
            if isComplete {
                guard try beginMember() else { continue }
            }
            let piece = try inflateInput()
            if !piece.isEmpty { return piece }
        }
    }

    /// Begins the next member; false if there are only zeros, which some programs write at the end.
    private func beginMember() throws -> Bool {
        while used < input.count, input[used] == 0 { used += 1 }
        guard used < input.count else { return false }
        guard input[used] == 0x1F, inflateReset(stream) == Z_OK else {
            throw Compression.Damage("something other than gzip data follows its gzip data")
        }
        isComplete = false
        return true
    }

    private func inflateInput() throws -> Data {
        var piece = Data(count: Self.pieceSize)
        let (code, count) = input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress! + used
            stream.pointee.avail_in = UInt32(input.count - used)
            return piece.withUnsafeMutableBytes { (piece: UnsafeMutableRawBufferPointer) in
                stream.pointee.next_out = piece.bindMemory(to: UInt8.self).baseAddress
                stream.pointee.avail_out = UInt32(piece.count)
                return (inflate(stream, Z_NO_FLUSH), piece.count - Int(stream.pointee.avail_out))
            }
        }
        used = input.count - Int(stream.pointee.avail_in)
        switch code {
        case Z_STREAM_END: isComplete = true
        case Z_OK, Z_BUF_ERROR: break
        default:
            let reason = stream.pointee.msg.map { ": " + String(cString: $0) } ?? ""
            throw Compression.Damage("its gzip data are damaged\(reason)")
        }
        wasFull = count == piece.count && !isComplete
        return count == piece.count ? piece : piece.prefix(count)
    }
}
