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
    package let bytes: SharedArray<UInt8>
    /// or here, and `bytes` is empty.
    package let words: SharedArray<UInt16>
    /// The positions of all names of the list, with repetitions, ascending.
    package let occurrences: SharedArray<Int32>
    /// The number of distinct names.
    package let count: Int
    /// Number of parts of names, mostly characters, that are no tokens of the vocabulary, and of labels that have no
    /// token; names with these are omitted.
    package let unknownCharacters: Int
    /// The first name that is omitted.
    package let omitted: String?
    /// Whether names begin with labels.
    package let hasLabels: Bool

    /// Encodes names without labels.
    package init(_ names: some Collection<String>, vocabulary: Vocabulary) {
        self.init(utf8: names.lazy.map(\.utf8), vocabulary: vocabulary, nil)
    }

    /// Encodes a list, which is let go as soon as its tokens are there. Where both it and the vocabulary have labels,
    /// names begin with these.
    package init(_ list: consuming NameList, vocabulary: Vocabulary) {
        let labels = LabelTokens(list.labels, vocabulary)
        let utf8 = (consume list).names.utf8
        self.init(utf8: consume utf8, vocabulary: vocabulary, labels)
    }

    private init(
        utf8 names: consuming some Collection<some Collection<UInt8>>, vocabulary: Vocabulary, _ labels: LabelTokens?
    ) {
        self.vocabulary = vocabulary
        hasLabels = labels != nil
        if vocabulary.count <= 256 {
            let sorted = SortedNames<UInt8>(consume names, vocabulary, labels)
            (bytes, words) = (SharedArray(sorted.tokens), SharedArray())
            (occurrences, count) = (SharedArray(sorted.positions), sorted.count)
            (unknownCharacters, omitted) = (sorted.unknown, sorted.omitted)
        } else {
            let sorted = SortedNames<UInt16>(consume names, vocabulary, labels)
            (bytes, words) = (SharedArray(), SharedArray(sorted.tokens))
            (occurrences, count) = (SharedArray(sorted.positions), sorted.count)
            (unknownCharacters, omitted) = (sorted.unknown, sorted.omitted)
        }
    }

    /// Some of the names of others, `count` of them distinct.
    private init(_ names: EncodedNames, occurrences: [Int32], count: Int) {
        self.init(
            names.vocabulary, bytes: names.bytes, words: names.words, occurrences: SharedArray(occurrences),
            count: count, hasLabels: names.hasLabels)
    }

    init(
        _ vocabulary: Vocabulary, bytes: SharedArray<UInt8>, words: SharedArray<UInt16>,
        occurrences: SharedArray<Int32>, count: Int, unknown: Int = 0, hasLabels: Bool
    ) {
        (self.vocabulary, self.bytes, self.words, self.hasLabels) = (vocabulary, bytes, words, hasLabels)
        (self.occurrences, self.count) = (occurrences, count)
        (unknownCharacters, omitted) = (unknown, nil)
    }

    /// The token at an index of `bytes` or `words`.
    package subscript(index: Int) -> Int { words.isEmpty ? Int(bytes[index]) : Int(words[index]) }

    /// The tokens of the name at a position, those of labels included.
    package func length(_ position: Int) -> Int {
        precondition(position >= 0 && position < max(bytes.count, words.count), "out of range")
        return words.isEmpty
            ? bytes.withUnsafeBufferPointer { scan($0).length(position) }
            : words.withUnsafeBufferPointer { scan($0).length(position) }
    }

    /// Where the names at positions begin behind their labels, which is where the same names without labels are; in
    /// ascending order of the names.
    package func withoutLabels(_ positions: some Sequence<Int32>) -> [Int32] {
        var names = positions.map { $0 + Int32(vocabulary.labels.columns.count) }
        if words.isEmpty {
            sortNames(&names, names.indices, of: bytes, stop: UInt8(vocabulary.stop))
        } else {
            sortNames(&names, names.indices, of: words, stop: UInt16(vocabulary.stop))
        }
        return names
    }

    /// `bytes` or `words`.
    func scan<Token>(_ tokens: UnsafeBufferPointer<Token>) -> TokenScan<Token> {
        TokenScan(tokens: tokens, stop: Token(vocabulary.stop))
    }

    /// The characters of all names of the list, and a STOP for each.
    package var characters: Int {
        let labels = hasLabels ? vocabulary.labels.columns.count : 0
        return occurrences.reduce(0) { sum, position in
            let (begin, length) = (Int(position), length(Int(position)))
            guard vocabulary.tokenizer != nil else { return sum + length + 1 - labels }
            return (begin + labels..<begin + length).reduce(sum + 1) { $0 + vocabulary.width(ofToken: self[$1]) }
        }
    }

    /// The tokens of all names of the list, and a STOP for each.
    package var predictions: Int { occurrences.reduce(0) { $0 + length(Int($1)) + 1 } }

    /// The name at a position.
    package func text(_ position: Int) -> String {
        vocabulary.text(of: (position..<position + length(position)).lazy.map { self[$0] })
    }

    /// All names of the list, with repetitions, ascending.
    package var texts: [String] { occurrences.map { text(Int($0)) } }

    /// The names whose positions are wanted.
    package func filter(_ isWanted: (Int32) -> Bool) -> EncodedNames {
        let wanted = occurrences.filter(isWanted)
        return EncodedNames(self, occurrences: wanted, count: Set(wanted).count)
    }

    /// Cuts the list in two by distinct name: a share of them, rounded to a whole number, is held out, drawn by the
    /// seed; at least one stays.
    ///
    /// Selection sampling (Knuth, The Art of Computer Programming 3.4.2, algorithm S): in one pass, each name is held
    /// out with the probability (names still to hold out) / (names still to come), which makes all selections equally
    /// likely.
    ///
    /// Names with the same text and other labels are held out together, so that their number may differ by some.
    package func split(holdingOut share: Double, seed: UInt64) -> (training: EncodedNames, heldOut: EncodedNames) {
        let isHeldOut = vocabulary.isPlain || vocabulary.unit != .clusters ? draw(share, seed) : drawTexts(share, seed)
        var (training, heldOut): ([Int32], [Int32]) = ([], [])
        var (held, last): (Int, Int32) = (0, -1)
        training.reserveCapacity(occurrences.count)
        var isLastHeldOut = false
        for name in occurrences {
            if name != last {
                isLastHeldOut = isHeldOut(name)
                if isLastHeldOut { held += 1 }
                last = name
            }
            if isLastHeldOut { heldOut.append(name) } else { training.append(name) }
        }
        return (
            EncodedNames(self, occurrences: training, count: count - held),
            EncodedNames(self, occurrences: heldOut, count: held)
        )
    }

    /// Decides which distinct names are held out, asked once for each in their order.
    private func draw(_ share: Double, _ seed: UInt64) -> (Int32) -> Bool {
        var wanted = max(min(Int((share * Double(count)).rounded()), count - 1), 0)
        var left = count
        var generator = SplitMix64(seed: seed, stream: .split)
        return { _ in
            let isHeldOut = Int.random(in: 0..<left, using: &generator) < wanted
            left -= 1
            if isHeldOut { wanted -= 1 }
            return isHeldOut
        }
    }

    /// As ``draw(_:_:)``, for texts: the ones that would be held out if tokens were characters and names had no labels.
    /// So models of a list with different tokens, or with and without labels, hold out the same.
    private func drawTexts(_ share: Double, _ seed: UInt64) -> (Int32) -> Bool {
        func hash(_ name: Int32) -> UInt64 { text(Int(name)).utf8.fnv1a }
        guard let characters = try? Vocabulary(vocabulary.characters.sorted()) else { return draw(share, seed) }
        let texts = EncodedNames(
            utf8: occurrences.lazy.map { Array(text(Int($0)).utf8) }, vocabulary: characters, nil)
        let heldOut = texts.split(holdingOut: share, seed: seed).heldOut
        let hashes = Set(heldOut.occurrences.map { heldOut.text(Int($0)).utf8.fnv1a })
        return { hashes.contains(hash($0)) }
    }
}
