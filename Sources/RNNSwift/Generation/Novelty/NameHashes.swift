/// A set of names as 64-bit hashes: it tells whether a name is one of them, and does not tell the names.
///
/// Eight bytes for each distinct name. A name that is none of n is taken for one of them with probability n / 2^64. Whoever
/// guesses a name can check the guess; the hashes are no secret keeping.
public struct NameHashes: Sendable, Equatable {
    /// FNV-1a of the UTF-8 of the names in normal form C, ascending as signed numbers, which is what files hold.
    let sorted: [Int64]

    /// The number of distinct names.
    public var count: Int { sorted.count }

    /// The hashes of names in UTF-8.
    init(_ names: some Sequence<some Sequence<UInt8>>) {
        self.init(hashes: names.map { Int64(bitPattern: $0.fnv1a) })
    }

    /// The hashes of the distinct ones of encoded names.
    init(_ names: EncodedNames) {
        let characters = names.vocabulary.characters.map { Array(String($0).utf8) }
        var hashes: [Int64] = []
        hashes.reserveCapacity(names.count)
        var last: Int32 = -1
        for position in names.occurrences where position != last {
            let tokens = Int(position)..<Int(position) + names.length(Int(position))
            hashes.append(Int64(bitPattern: tokens.lazy.flatMap { characters[names[$0]] }.fnv1a))
            last = position
        }
        self.init(hashes: hashes)
    }

    private init(hashes: consuming [Int64]) {
        hashes.sort()
        var count = 0
        for index in hashes.indices where index == 0 || hashes[index] != hashes[index - 1] {
            hashes[count] = hashes[index]
            count += 1
        }
        hashes.removeSubrange(count...)
        sorted = hashes
    }

    /// Hashes from a file; nil if they do not ascend.
    init?(sorted: [Int64]) {
        guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        self.sorted = sorted
    }

    /// The names of both.
    func union(_ other: NameHashes) -> NameHashes { NameHashes(hashes: sorted + other.sorted) }

    public func contains(_ name: String) -> Bool { contains(NameList.normalize(name).utf8) }

    /// - Parameter name: UTF-8 in normal form C.
    func contains(_ name: some Sequence<UInt8>) -> Bool {
        let hash = Int64(bitPattern: name.fnv1a)
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == hash
    }
}

extension Sequence<UInt8> {
    /// Fowler, Noll and Vo's hash FNV-1a, 64 bits.
    var fnv1a: UInt64 { reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }
}
