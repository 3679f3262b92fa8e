import RNNSwift

/// Lists and texts that are compressed with gzip, or with zstd where its library is installed.
public enum CompressedLists {
    /// Lets everything in RNNSwift that reads a list or a text decompress such files while it reads them. RNNSwift
    /// alone does not link zlib.
    public static func enable() {
        let gzip: Compression.Reader = { next in DecompressedPieces(Gzip(), next).read }
        Compression.readers.withLock { readers in
            readers[.gzip] = gzip
            readers[.zstandard] = zstandard
        }
    }

    private static var zstandard: Compression.Reader? {
        guard let library = ZstandardLibrary.shared else { return nil }
        return { next in DecompressedPieces(Zstandard(library), next).read }
    }
}
