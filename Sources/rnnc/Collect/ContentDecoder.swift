import CZlib
import Foundation

/// Decompresses the body of a response incrementally, and detects whether it is complete.
///
/// libcurl could do this, but accepts an incomplete body.
final class ContentDecoder {
    struct Broken: Error { let reason: String }

    private let stream: UnsafeMutablePointer<z_stream>
    private var isReady = false
    private var hasEnded = false
    /// The first byte, until the second shows which kind of "deflate" this is.
    private var first: [UInt8] = []
    private let isGzip: Bool
    private var piece = [UInt8](repeating: 0, count: 1 << 16)

    /// - Parameter encoding: Value of the Content-Encoding header. The result is nil for an unknown encoding.
    init?(encoding: String) {
        switch encoding.lowercased() {
        case "gzip", "x-gzip": isGzip = true
        case "deflate": isGzip = false
        default: return nil
        }
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deallocate()
    }

    /// Whether the body is complete. An empty body is.
    var isComplete: Bool { hasEnded || !isReady && first.isEmpty }

    /// Decompresses a part of a response and passes the result to `body` in pieces; false from `body` ends the work.
    func decode(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Bool) throws {
        var input = Array(bytes)
        if !isReady {
            input = first + input
            guard isGzip || input.count > 1 else {
                first = input
                return
            }
            try begin(input)
        }
        try input.withUnsafeMutableBufferPointer { try decode($0, body) }
    }

    /// "deflate" is the format of zlib; some servers omit the header of zlib.
    private func begin(_ input: [UInt8]) throws {
        let hasHeader = isGzip || input[0] & 0x0F == 8 && (Int(input[0]) << 8 | Int(input[1])) % 31 == 0
        let window = isGzip ? 15 + 16 : hasHeader ? 15 : -15
        guard inflateInit2_(stream, Int32(window), ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw Broken(reason: "out of memory while decompressing it")
        }
        isReady = true
    }

    private func decode(_ input: UnsafeMutableBufferPointer<UInt8>, _ body: (UnsafeRawBufferPointer) -> Bool) throws {
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(input.count)
        while true {
            if hasEnded {
                // Several files of gzip may follow one another; anything else after the end is padding.
                guard isGzip, stream.pointee.avail_in > 0, stream.pointee.next_in[0] == 0x1F else { return }
                guard inflateReset(stream) == Z_OK else { throw Broken(reason: "its compression is broken") }
                hasEnded = false
            }
            let (code, count) = piece.withUnsafeMutableBufferPointer { piece in
                stream.pointee.next_out = piece.baseAddress
                stream.pointee.avail_out = UInt32(piece.count)
                let code = inflate(stream, Z_NO_FLUSH)
                return (code, piece.count - Int(stream.pointee.avail_out))
            }
            guard piece.withUnsafeBytes({ body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }) else { return }
            switch code {
            case Z_STREAM_END: hasEnded = true
            case Z_OK: if stream.pointee.avail_in == 0, stream.pointee.avail_out > 0 { return }
            case Z_BUF_ERROR: return
            default:
                throw Broken(
                    reason: "its compression is broken: \(stream.pointee.msg.map { String(cString: $0) } ?? "damaged")")
            }
        }
    }
}
