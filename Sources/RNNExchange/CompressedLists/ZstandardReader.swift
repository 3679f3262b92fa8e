import Foundation
import RNNSwift

/// Decompresses the pieces of a file of zstd. Its frames are decompressed one after another.
final class ZstandardReader {
    private let library: ZstandardLibrary
    private let next: () throws -> Data
    private var stream: OpaquePointer?
    private var input: [UInt8] = []
    private var used = 0
    /// Whether the current frame is complete.
    private var isComplete = false
    /// Whether the last piece was full, so that more may follow without more input.
    private var wasFull = false

    private static let pieceSize = 1 << 18

    init(_ library: ZstandardLibrary, _ next: @escaping () throws -> Data) {
        (self.library, self.next) = (library, next)
    }

    deinit { if let stream { _ = library.free(stream) } }

    /// Reads some decompressed bytes; none at the end.
    func read() throws -> Data {
        guard let stream = stream ?? library.create() else {
            throw Compression.Damage("out of memory while it is decompressed")
        }
        self.stream = stream
        while true {
            if used == input.count, !wasFull {
                (input, used) = ([UInt8](try next()), 0)
                guard !input.isEmpty else {
                    guard isComplete else {
                        throw Compression.Damage("its zstd data end too early; is the file complete?")
                    }
                    return Data()
                }
            }
            let piece = try decompress(stream)
            if !piece.isEmpty { return piece }
        }
    }

    private func decompress(_ stream: OpaquePointer) throws -> Data {
        var piece = Data(count: Self.pieceSize)
        let (result, count) = input.withUnsafeBytes { input in
            piece.withUnsafeMutableBytes { piece in
                var from = ZstandardLibrary.Input(base: input.baseAddress, size: input.count, position: used)
                var to = ZstandardLibrary.Output(base: piece.baseAddress, size: piece.count, position: 0)
                let result = library.decompress(stream, &to, &from)
                used = from.position
                return (result, to.position)
            }
        }
        guard library.isError(result) == 0 else {
            let reason = library.errorName(result).map { ": " + String(cString: $0) } ?? ""
            throw Compression.Damage("its zstd data are damaged\(reason)")
        }
        isComplete = result == 0
        wasFull = count == piece.count && !isComplete
        return count == piece.count ? piece : piece.prefix(count)
    }
}

/// The functions of libzstd, which is loaded if it is installed. Their declarations are those of its `zstd.h`, version
/// 1.0 or later.
struct ZstandardLibrary: Sendable {
    /// `ZSTD_inBuffer`.
    struct Input {
        let base: UnsafeRawPointer?
        let size: Int
        var position: Int
    }

    /// `ZSTD_outBuffer`.
    struct Output {
        let base: UnsafeMutableRawPointer?
        let size: Int
        var position: Int
    }

    let create: @convention(c) () -> OpaquePointer?
    let free: @convention(c) (OpaquePointer) -> Int
    /// Returns 0 at the end of a frame, else the bytes that it would like to have next, or an error.
    let decompress: @convention(c) (OpaquePointer, UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Int
    let isError: @convention(c) (Int) -> UInt32
    let errorName: @convention(c) (Int) -> UnsafePointer<CChar>?

    /// Nil if there is no such library.
    static let shared = ["libzstd.so.1", "libzstd.1.dylib"].lazy.compactMap { ZstandardLibrary(path: $0) }.first

    private init?(path: String) {
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else { return nil }
        guard let create = dlsym(library, "ZSTD_createDStream"), let free = dlsym(library, "ZSTD_freeDStream"),
            let decompress = dlsym(library, "ZSTD_decompressStream"), let isError = dlsym(library, "ZSTD_isError"),
            let errorName = dlsym(library, "ZSTD_getErrorName")
        else {
            dlclose(library)
            return nil
        }
        self.create = unsafeBitCast(create, to: type(of: self.create))
        self.free = unsafeBitCast(free, to: type(of: self.free))
        self.decompress = unsafeBitCast(decompress, to: type(of: self.decompress))
        self.isError = unsafeBitCast(isError, to: type(of: self.isError))
        self.errorName = unsafeBitCast(errorName, to: type(of: self.errorName))
    }
}
