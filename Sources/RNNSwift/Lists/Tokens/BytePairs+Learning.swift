extension BytePairs {
    /// Characters that pairs are learned from: of longer lists, every second, third, … part is taken.
    private static let mostCharacters = 4_000_000

    /// Learns tokens: as long as there are fewer than wanted, the most frequent pair of neighbors becomes one.
    ///
    /// Time: about the number of distinct parts of texts that have the pairs, over all pairs.
    ///
    /// - Parameters:
    ///   - texts: Over the alphabet, whose characters are the first tokens.
    ///   - count: The number of tokens that are wanted. There are fewer if no pair comes twice.
    /// - Returns: The spellings of the tokens, and the pairs in the order in which they were joined.
    static func learn(
        _ texts: some Sequence<[UInt16]>, characters: Int, _ alphabet: Vocabulary, count: Int
    ) -> (spellings: [[UInt16]], merges: [[UInt16]]) {
        let isSpace = alphabet.characters.map(\.isWhitespace)
        let stride = characters / mostCharacters + 1
        var (parts, number): ([[UInt16]: Int], Int) = ([:], 0)
        for text in texts {
            var begin = 0
            while begin < text.count {
                let end = endOfPart(text, from: begin, isSpace)
                if number % stride == 0 { parts[Array(text[begin..<end]), default: 0] += 1 }
                (begin, number) = (end, number + 1)
            }
        }
        var learning = Learning(parts, characters: alphabet.characters.count)
        while learning.spellings.count < count, learning.joinBest() {}
        return (learning.spellings, learning.merges)
    }

    private struct Learning {
        private(set) var spellings: [[UInt16]]
        private(set) var merges: [[UInt16]] = []
        private var trie = TokenTrie()
        /// The tokens of each distinct part, and how often it comes.
        private var parts: [(tokens: [UInt16], count: Int)]
        private var counts: [UInt32: Int] = [:]
        /// Parts that a pair was seen in; some may have it no more.
        private var places: [UInt32: Set<Int32>] = [:]
        /// Pairs by their counts; counts that are no longer true are put right when they come up.
        private var best = Heap<(count: Int, pair: UInt32)> { ($0.count, $1.pair) > ($1.count, $0.pair) }

        init(_ parts: [[UInt16]: Int], characters: Int) {
            spellings = (0..<characters).map { [UInt16($0)] }
            for (token, spelling) in spellings.enumerated() { _ = trie.insert(spelling, token: UInt16(token)) }
            self.parts = parts.map { ($0.key, $0.value) }
            for (place, part) in self.parts.enumerated() {
                for (left, right) in zip(part.tokens, part.tokens.dropFirst()) {
                    add(part.count, key(left, right), place)
                }
            }
            for (pair, count) in counts { best.insert((count, pair)) }
        }

        private mutating func add(_ count: Int, _ pair: UInt32, _ place: Int) {
            counts[pair, default: 0] += count
            places[pair, default: []].insert(Int32(place))
        }

        /// Joins the most frequent pair; of equally frequent ones, that of the first tokens. False if none comes twice.
        mutating func joinBest() -> Bool {
            while let (count, pair) = best.first {
                _ = best.removeFirst()
                let actual = counts[pair] ?? 0
                if actual < count {
                    if actual > 1 { best.insert((actual, pair)) }
                    continue
                }
                guard actual > 1 else { return false }
                join(pair)
                return true
            }
            return false
        }

        private mutating func join(_ pair: UInt32) {
            let (left, right) = (UInt16(pair >> 16), UInt16(truncatingIfNeeded: pair))
            merges.append([left, right])
            let spelling = spellings[Int(left)] + spellings[Int(right)]
            if trie.insert(spelling, token: UInt16(spellings.count)) { spellings.append(spelling) }
            let token = trie.token(of: spelling)
            var grown: Set<UInt32> = []
            for place in places.removeValue(forKey: pair) ?? [] {
                let part = parts[Int(place)]
                var tokens: [UInt16] = []
                var index = 0
                while index < part.tokens.count {
                    let isPair =
                        index + 1 < part.tokens.count && part.tokens[index] == left && part.tokens[index + 1] == right
                    tokens.append(isPair ? token : part.tokens[index])
                    index += isPair ? 2 : 1
                }
                for (a, b) in zip(part.tokens, part.tokens.dropFirst()) { counts[key(a, b)]! -= part.count }
                for (a, b) in zip(tokens, tokens.dropFirst()) {
                    add(part.count, key(a, b), Int(place))
                    grown.insert(key(a, b))
                }
                parts[Int(place)].tokens = tokens
            }
            counts[pair] = nil
            for pair in grown { best.insert((counts[pair]!, pair)) }
        }
    }
}
