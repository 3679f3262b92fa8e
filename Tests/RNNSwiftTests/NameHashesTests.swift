import Foundation
import RNNSwift
import Testing

@Suite struct NameHashesTests {
    private static func names(_ range: Range<Int>) -> [String.UTF8View] { range.map { "name \($0)".utf8 } }

    private static func reread(_ hashes: NameHashes) throws -> NameHashes {
        try #require(NameHashes(words: hashes.words))
    }

    /// All members are found. Of a million other names, the number that is found is what the error rate promises.
    @Test func membersAndErrorRate() throws {
        let members = Self.names(0..<100_000)
        let hashes = NameHashes(members)
        #expect(hashes.count == members.count && members.allSatisfy { hashes.contains($0) })
        #expect(try Self.reread(hashes) == hashes)
        #expect(hashes.words.count * 8 < 3 * members.count)
        // One of 2^22 others is expected.
        #expect((100_000..<1_100_000).count { hashes.contains("name \($0)".utf8) } < 2)
    }

    /// The error rates of all lists of a model that is fine-tuned again and again are below 2^-20 together.
    @Test func fineTuningAgainAndAgain() throws {
        var hashes = NameHashes(Self.names(0..<2000))
        for list in 1..<20 { hashes = try Self.reread(hashes).union(Self.names(list * 1000..<list * 1000 + 2000)) }
        #expect(hashes.count == 21_000 && Self.names(0..<21_000).allSatisfy { hashes.contains($0) })
        #expect((21_000..<221_000).count { hashes.contains("name \($0)".utf8) } < 2)
        #expect(hashes.words.count * 8 < 4 * 21_000)
    }

    /// Hashes of an earlier version are exact until they are written, or more names come.
    @Test func hashesOfAnEarlierVersion() throws {
        let names = Self.names(0..<1000)
        let old = names.map { Int64(bitPattern: $0.fnv1a) }.sorted()
        let hashes = try #require(NameHashes(sorted: Safetensors.Tensor(old).bytes))
        #expect(hashes.count == 1000 && names.allSatisfy { hashes.contains($0) })
        #expect(!Self.names(1000..<100_000).contains { hashes.contains($0) })
        #expect(try Self.reread(hashes) == NameHashes(names))
        let more = hashes.union(Self.names(500..<1500))
        #expect(more == NameHashes(Self.names(0..<1500)))
        #expect(NameHashes(sorted: Data(count: 7)) == nil && NameHashes(sorted: Data(count: 16)) == nil)
    }

    @Test func smallSets() throws {
        for count in [0, 1, 2, 31, 32, 33, 64, 65] {
            let names = Self.names(0..<count)
            let hashes = NameHashes(names + names)
            #expect(hashes.count == count && names.allSatisfy { hashes.contains($0) })
            #expect(!Self.names(100..<200).contains { hashes.contains($0) })
            #expect(try Self.reread(hashes) == hashes)
        }
        #expect(NameHashes(words: [])?.count == 0)
    }

    /// Damaged numbers are refused, or are those of another set. Nothing is allocated for a count that is too large.
    @Test func damagedNumbers() throws {
        let words = NameHashes(Self.names(0..<100)).words + NameHashes(Self.names(0..<3)).words
        let whole = try #require(NameHashes(words: words))
        for count in 0..<words.count where NameHashes(words: Array(words[..<count])) != nil {
            #expect(count == 0 || count == NameHashes(Self.names(0..<100)).words.count)
        }
        for index in words.indices {
            for bit in 0..<64 {
                var damaged = words
                damaged[index] ^= 1 << UInt64(bit)
                let read = NameHashes(words: damaged)
                #expect(read == nil || read != whole)
                if let read { _ = (0..<100).count { read.contains("name \($0)") } }
            }
        }
        for header in [
            [UInt64.max, 22, 1], [1 << 31, 22, 1], [1, .max, 1], [1, 0, 1], [1, 22, .max], [1, 22, 2], [2, 22, 0],
        ] {
            #expect(NameHashes(words: header + [1]) == nil)
        }
        #expect(NameHashes(words: [1, 22, 4, 0, 0, 0, 1]) == nil, "a number above the range")
    }
}
