import CZlib
import RNNSwift

/// Decompresses gzip: members, one after another, and maybe zeros after the last one.
final class Gzip: Decompressor {
    static let format = "gzip"

    private let stream: UnsafeMutablePointer<z_stream>
    private var isReady = false
    /// Whether the current member is complete.
    private var isComplete = false

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deallocate()
    }

    func decompress(
        _ input: UnsafeRawBufferPointer, to output: UnsafeMutableRawBufferPointer
    ) throws -> (read: Int, written: Int, isComplete: Bool) {
        if !isReady {
            guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                throw Compression.Damage("out of memory while it is decompressed")
            }
            isReady = true
        }
        var begin = 0
        if isComplete {
            begin = input.firstIndex { $0 != 0 } ?? input.count
            guard begin < input.count else { return (input.count, 0, true) }
            guard input[begin] == 0x1F, inflateReset(stream) == Z_OK else {
                throw Compression.Damage("something other than gzip data follows its gzip data")
            }
        }
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress.map { ($0 + begin).assumingMemoryBound(to: UInt8.self) })
        stream.pointee.avail_in = UInt32(input.count - begin)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(output.count)
        let code = inflate(stream, Z_NO_FLUSH)
        guard [Z_OK, Z_BUF_ERROR, Z_STREAM_END].contains(code) else {
            let reason = stream.pointee.msg.map { ": " + String(cString: $0) } ?? ""
            throw Compression.Damage("its gzip data are damaged\(reason)")
        }
        isComplete = code == Z_STREAM_END
        return (input.count - Int(stream.pointee.avail_in), output.count - Int(stream.pointee.avail_out), isComplete)
    }
}
