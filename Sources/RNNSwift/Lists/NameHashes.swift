import Foundation

/// A set of names as 64-bit hashes. It supports membership tests, but does not contain the names.
///
/// Eight bytes for each distinct name. A name that is none of n is taken for one of them with probability n / 2^64.
/// Whoever guesses a name can check the guess; the hashes are no secret keeping.
public struct NameHashes: Sendable, Equatable {
    /// FNV-1a of the UTF-8 of the names in normal form C: signed 64-bit numbers that ascend, as files hold them.
    package let bytes: Data

    private static let size = MemoryLayout<Int64>.size

    /// The number of distinct names.
    public var count: Int { bytes.count / Self.size }

    /// The hashes of names in UTF-8.
    package init(_ names: some Collection<some Sequence<UInt8>>) {
        self.init(capacity: names.count) { append in
            for name in names { append(name.fnv1a) }
        }
    }

    /// The hashes of the distinct ones of encoded names.
    package init(_ names: EncodedNames) {
        let texts = names.vocabulary.texts.map { Array($0.utf8) }
        let labels = names.hasLabels ? names.vocabulary.labels.columns.count : 0
        self.init(capacity: names.count) { append in
            var last: Int32 = -1
            for position in names.occurrences where position != last {
                let tokens = Int(position) + labels..<Int(position) + names.length(Int(position))
                if names.vocabulary.unit == .clusters {
                    append(tokens.lazy.flatMap { texts[names[$0]] }.fnv1a)
                } else {
                    append(names.text(Int(position)).utf8.fnv1a)
                }
                last = position
            }
        }
    }

    /// Hashes from a file; nil if they do not ascend.
    package init?(sorted bytes: Data) {
        self.bytes = bytes
        guard bytes.count % Self.size == 0, (1..<max(count, 1)).allSatisfy({ self[$0 - 1] < self[$0] }) else {
            return nil
        }
    }

    /// At most `capacity` hashes, which `fill` appends. They are sorted where they stand: there may be millions.
    private init(capacity: Int, _ fill: (_ append: (UInt64) -> Void) -> Void) {
        var bytes = Data(count: capacity * Self.size)
        let count = bytes.withUnsafeMutableBytes { bytes in
            var hashes = bytes.bindMemory(to: Int64.self)
            var count = 0
            fill { hash in
                hashes[count] = Int64(bitPattern: hash)
                count += 1
            }
            hashes[..<count].sort()
            var distinct = 0
            for index in 0..<count where index == 0 || hashes[index] != Int64(littleEndian: hashes[distinct - 1]) {
                hashes[distinct] = hashes[index].littleEndian
                distinct += 1
            }
            return distinct
        }
        bytes.count = count * Self.size
        self.bytes = bytes
    }

    private subscript(index: Int) -> Int64 {
        bytes.withUnsafeBytes {
            Int64(littleEndian: $0.loadUnaligned(fromByteOffset: index * Self.size, as: Int64.self))
        }
    }

    /// The names of both.
    package func union(_ other: NameHashes) -> NameHashes {
        NameHashes(capacity: count + other.count) { append in
            for index in 0..<count { append(UInt64(bitPattern: self[index])) }
            for index in 0..<other.count { append(UInt64(bitPattern: other[index])) }
        }
    }

    public func contains(_ name: String) -> Bool { contains(NameList.normalize(name).utf8) }

    /// - Parameter name: UTF-8 in normal form C.
    package func contains(_ name: some Sequence<UInt8>) -> Bool {
        let hash = Int64(bitPattern: name.fnv1a)
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == hash
    }
}

extension Sequence<UInt8> {
    /// Fowler, Noll and Vo's hash FNV-1a, 64 bits.
    package var fnv1a: UInt64 { reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }
}
