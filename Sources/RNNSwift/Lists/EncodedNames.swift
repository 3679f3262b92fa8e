/// Names as tokens, in lexicographic order of their tokens: names with a common prefix stand together, so that the prefix tree
/// of any ascending selection is built in one pass.
///
/// A name that stands in the list several times is kept once, with its multiplicity. Memory: two bytes a character and twelve a
/// distinct name.
struct EncodedNames: Sendable {
    let vocabulary: Vocabulary
    /// All names, one after another.
    let tokens: [UInt16]
    /// [count + 1] Name i is `tokens[bounds[i] ..< bounds[i + 1]]`.
    private let bounds: [Int]
    /// [count] How often name i stands in the list.
    let multiplicities: [Int32]
    /// Characters that the vocabulary lacks; the names they stand in are left out.
    let unknownCharacters: Int

    /// The number of distinct names.
    var count: Int { multiplicities.count }

    func range(_ name: Int) -> Range<Int> { bounds[name]..<bounds[name + 1] }
    func length(_ name: Int) -> Int { bounds[name + 1] - bounds[name] }

    func token(of name: Int, at position: Int) -> Int { Int(tokens[bounds[name] + position]) }

    /// Encodes a list.
    init(_ names: some Collection<String>, vocabulary: Vocabulary) {
        var unsorted: [UInt16] = []
        var ranges: [Range<Int>] = []
        var unknownCharacters = 0
        ranges.reserveCapacity(names.count)
        for name in names {
            let begin = unsorted.count
            if vocabulary.encode(name, into: &unsorted) {
                ranges.append(begin..<unsorted.count)
            } else {
                unknownCharacters += name.count { vocabulary.token(of: $0) == nil }
            }
        }
        unsorted.withUnsafeBufferPointer { characters in
            ranges.sort { characters[$0].lexicographicallyPrecedes(characters[$1]) }
        }

        var tokens: [UInt16] = []
        tokens.reserveCapacity(unsorted.count)
        var bounds = [0]
        var multiplicities: [Int32] = []
        var last: Range<Int>?
        for range in ranges {
            if let last, unsorted[last].elementsEqual(unsorted[range]) {
                multiplicities[multiplicities.count - 1] += 1
                continue
            }
            tokens += unsorted[range]
            bounds.append(tokens.count)
            multiplicities.append(1)
            last = range
        }
        self.vocabulary = vocabulary
        self.tokens = tokens
        self.bounds = bounds
        self.multiplicities = multiplicities
        self.unknownCharacters = unknownCharacters
    }

    /// Every name as often as it stands in the list, ascending.
    var occurrences: [Int32] {
        multiplicities.enumerated().flatMap { repeatElement(Int32($0), count: Int($1)) }
    }
}
