import Foundation

/// A set of names as hashes. It supports membership tests, but does not contain the names.
///
/// All names of the set are found. A name that is not in the set is taken for one of it with a probability of 2^-22, or
/// of at most 2^-20 after fine-tuning on further lists. The set takes three bytes per distinct name. Whoever guesses a
/// name can check the guess; the hashes are no secret keeping.
public struct NameHashes: Sendable, Equatable {
    /// The hashes of each list: the first list, then the lists of fine-tuning.
    private var lists: [HashList] = []
    /// Hashes from a file of an earlier version: signed 64-bit numbers that ascend.
    private var whole = Data()

    private static let size = MemoryLayout<Int64>.size

    /// The number of distinct names.
    public var count: Int { lists.reduce(wholeCount) { $0 + $1.count } }

    /// The hashes of names in UTF-8.
    package init(_ names: some Collection<some Sequence<UInt8>>) { add(names.map(\.fnv1a)) }

    /// The hashes of the distinct ones of encoded names.
    package init(_ names: EncodedNames) { add(Self.hashes(of: names)) }

    private static func hashes(of names: EncodedNames) -> [UInt64] {
        let texts = names.vocabulary.texts.map { Array($0.utf8) }
        let labels = names.hasLabels ? names.vocabulary.labels.columns.count : 0
        let isWhole = names.vocabulary.unit == .clusters
        var hashes: [UInt64] = []
        hashes.reserveCapacity(names.count)
        var last: Int32 = -1
        for position in names.occurrences where position != last {
            let begin = Int(position)
            if isWhole {
                // Written out: a closure that captures the names would retain them once per name.
                var hash = FNV1a()
                for token in begin + labels..<begin + names.length(begin) {
                    for byte in texts[names[token]] { hash.mix(UInt64(byte)) }
                }
                hashes.append(hash.hash)
            } else {
                hashes.append(names.text(Int(position)).utf8.fnv1a)
            }
            last = position
        }
        return hashes
    }

    /// These names and others in UTF-8.
    package func union(_ names: some Collection<some Sequence<UInt8>>) -> NameHashes { adding(names.map(\.fnv1a)) }

    /// These names and encoded ones.
    package func union(_ names: EncodedNames) -> NameHashes { adding(Self.hashes(of: names)) }

    private func adding(_ hashes: [UInt64]) -> NameHashes {
        var union = self
        union.add(hashes.filter { !contains(hash: $0) })
        return union
    }

    private mutating func add(_ hashes: consuming [UInt64]) {
        // What is known exactly is coded together with what is new.
        for index in 0..<wholeCount { hashes.append(wholeHash(index)) }
        whole = Data()
        guard !hashes.isEmpty else { return }
        lists.append(HashList(consume hashes, errorBits: Self.errorBits(ofList: lists.count)))
    }

    /// The error rates 2^-errorBits of all lists together are less than 2^-20, however many there are.
    private static func errorBits(ofList index: Int) -> Int { min(max(22, 20 + index), HashList.mostErrorBits) }

    public func contains(_ name: String) -> Bool { contains(NameList.normalize(name).utf8) }

    /// - Parameter name: UTF-8 in normal form C.
    package func contains(_ name: some Sequence<UInt8>) -> Bool { contains(hash: name.fnv1a) }

    private func contains(hash: UInt64) -> Bool {
        lists.contains { $0.contains(hash) } || !whole.isEmpty && wholeContains(Int64(bitPattern: hash))
    }
}

/// In files.
extension NameHashes {
    /// The numbers that a file holds: those of each list (see ``HashList``), one list after another.
    package var words: [UInt64] {
        guard whole.isEmpty else {
            var coded = self
            coded.add([])
            return coded.words
        }
        return lists.flatMap(\.words)
    }

    /// Reads numbers from a file; nil if they are damaged.
    package init?(words: [UInt64]) {
        var rest = words[...]
        while !rest.isEmpty {
            guard let list = HashList(readingFrom: &rest) else { return nil }
            lists.append(list)
        }
    }

    /// Reads hashes from a file of an earlier version: FNV-1a of the names, as signed 64-bit numbers. Nil if they do
    /// not ascend.
    package init?(sorted bytes: Data) {
        whole = bytes
        guard bytes.count % Self.size == 0,
            (1..<max(wholeCount, 1)).allSatisfy({ whole(at: $0 - 1) < whole(at: $0) })
        else { return nil }
    }

    private var wholeCount: Int { whole.count / Self.size }

    private func whole(at index: Int) -> Int64 {
        whole.withUnsafeBytes {
            Int64(littleEndian: $0.loadUnaligned(fromByteOffset: index * Self.size, as: Int64.self))
        }
    }

    private func wholeHash(_ index: Int) -> UInt64 { UInt64(bitPattern: whole(at: index)) }

    private func wholeContains(_ hash: Int64) -> Bool {
        var (low, high) = (0, wholeCount)
        while low < high {
            let middle = (low + high) / 2
            if whole(at: middle) < hash { low = middle + 1 } else { high = middle }
        }
        return low < wholeCount && whole(at: low) == hash
    }
}

extension Sequence<UInt8> {
    /// Fowler, Noll and Vo's hash FNV-1a, 64 bits.
    package var fnv1a: UInt64 { reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }
}
