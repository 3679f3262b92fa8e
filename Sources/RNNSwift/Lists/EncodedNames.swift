/// Names as tokens, in lexicographic order of their tokens: names with a common prefix stand together, so that the
/// prefix tree of any ascending selection is built in one pass.
///
/// A name is identified by its *position*, the index of its first token; it ends before the next STOP. Positions ascend
/// like the names. A name that is in the list several times is stored once and has one position.
///
/// Memory: one byte per character and STOP of the distinct names (two if the vocabulary has more than 256 tokens), and
/// four bytes per name of the list.
package struct EncodedNames: Sendable {
    package let vocabulary: Vocabulary
    /// The distinct names one after another, each followed by STOP: here if tokens fit in bytes, and `words` is empty,
    package let bytes: [UInt8]
    /// or here, and `bytes` is empty.
    package let words: [UInt16]
    /// The positions of all names of the list, with repetitions, ascending.
    package let occurrences: [Int32]
    /// The number of distinct names.
    package let count: Int
    /// Number of characters that are not in the vocabulary; names with these characters are omitted.
    package let unknownCharacters: Int

    /// Encodes a list.
    package init(_ names: some Collection<String>, vocabulary: Vocabulary) {
        self.init(utf8: names.lazy.map(\.utf8), vocabulary: vocabulary)
    }

    /// Encodes a list, which is let go as soon as its tokens are there.
    package init(_ names: consuming NameList.Names, vocabulary: Vocabulary) {
        let utf8 = (consume names).utf8
        self.init(utf8: consume utf8, vocabulary: vocabulary)
    }

    private init(utf8 names: consuming some Collection<some Collection<UInt8>>, vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        if vocabulary.count <= 256 {
            let sorted = SortedNames<UInt8>(consume names, vocabulary)
            (bytes, words) = (sorted.tokens, [])
            (occurrences, count, unknownCharacters) = (sorted.positions, sorted.count, sorted.unknownCharacters)
        } else {
            let sorted = SortedNames<UInt16>(consume names, vocabulary)
            (bytes, words) = ([], sorted.tokens)
            (occurrences, count, unknownCharacters) = (sorted.positions, sorted.count, sorted.unknownCharacters)
        }
    }

    /// Some of the names of others, `count` of them distinct.
    private init(_ names: EncodedNames, occurrences: [Int32], count: Int) {
        (vocabulary, bytes, words) = (names.vocabulary, names.bytes, names.words)
        (self.occurrences, self.count, unknownCharacters) = (occurrences, count, 0)
    }

    /// The token at an index of `bytes` or `words`.
    package subscript(index: Int) -> Int { words.isEmpty ? Int(bytes[index]) : Int(words[index]) }

    /// The characters of the name at a position.
    package func length(_ position: Int) -> Int {
        precondition(position >= 0 && position < max(bytes.count, words.count), "out of range")
        return words.isEmpty
            ? bytes.withUnsafeBufferPointer { scan($0).length(position) }
            : words.withUnsafeBufferPointer { scan($0).length(position) }
    }

    /// `bytes` or `words`.
    func scan<Token>(_ tokens: UnsafeBufferPointer<Token>) -> TokenScan<Token> {
        TokenScan(tokens: tokens, stop: Token(vocabulary.stop))
    }

    /// The name at a position.
    package func text(_ position: Int) -> String {
        vocabulary.text(of: (position..<position + length(position)).lazy.map { self[$0] })
    }

    /// All names of the list, with repetitions, ascending.
    package var texts: [String] { occurrences.map { text(Int($0)) } }

    /// Cuts the list in two by distinct name: a share of them, rounded to a whole number, is held out, drawn by the
    /// seed; at least one stays.
    ///
    /// Selection sampling (Knuth, The Art of Computer Programming 3.4.2, algorithm S): in one pass, each name is held
    /// out with the probability (names still to hold out) / (names still to come), which makes all selections equally
    /// likely.
    package func split(holdingOut share: Double, seed: UInt64) -> (training: EncodedNames, heldOut: EncodedNames) {
        let held = max(min(Int((share * Double(count)).rounded()), count - 1), 0)
        var generator = SplitMix64(seed: seed, stream: .split)
        var (wanted, left) = (held, count)
        var training: [Int32] = []
        var heldOut: [Int32] = []
        training.reserveCapacity(occurrences.count)
        var last: Int32 = -1
        var isHeldOut = false
        for name in occurrences {
            if name != last {
                isHeldOut = Int.random(in: 0..<left, using: &generator) < wanted
                left -= 1
                if isHeldOut { wanted -= 1 }
                last = name
            }
            if isHeldOut { heldOut.append(name) } else { training.append(name) }
        }
        return (
            EncodedNames(self, occurrences: training, count: count - held),
            EncodedNames(self, occurrences: heldOut, count: held)
        )
    }
}
