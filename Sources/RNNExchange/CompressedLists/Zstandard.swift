import Foundation
import RNNSwift

/// Decompresses zstd: frames, one after another.
final class Zstandard: Decompressor {
    static let format = "zstd"

    private let library: ZstandardLibrary
    private var stream: OpaquePointer?

    init(_ library: ZstandardLibrary) { self.library = library }

    deinit { if let stream { _ = library.free(stream) } }

    func decompress(
        _ input: UnsafeRawBufferPointer, to output: UnsafeMutableRawBufferPointer
    ) throws -> (read: Int, written: Int, isComplete: Bool) {
        guard let stream = stream ?? library.create() else {
            throw Compression.Damage("out of memory while it is decompressed")
        }
        self.stream = stream
        var from = ZstandardLibrary.Input(base: input.baseAddress, size: input.count, position: 0)
        var to = ZstandardLibrary.Output(base: output.baseAddress, size: output.count, position: 0)
        let result = library.decompress(stream, &to, &from)
        guard library.isError(result) == 0 else {
            let reason = library.errorName(result).map { ": " + String(cString: $0) } ?? ""
            throw Compression.Damage("its zstd data are damaged\(reason)")
        }
        return (from.position, to.position, result == 0)
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
