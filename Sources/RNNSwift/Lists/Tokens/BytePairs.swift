/// Byte-pair encoding (Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units", 2016)
/// over characters: the pair of neighbors that was joined first when the tokens were learned is joined first.
///
/// Pairs are joined within the parts of a text that white space begins: " the" can be a token, "of the" cannot. Parts
/// have at most ``longestPart`` characters, since joining takes time in proportion to the square of their length, and
/// some scripts have no white space.
struct BytePairs: Sendable {
    private struct Joined: Sendable {
        let rank: Int
        let token: UInt16
    }

    /// What pairs become, by both.
    private let joined: [UInt32: Joined]
    /// The token of each character, or ``TokenTrie/none``.
    private let tokens: [UInt16]
    private let isSpace: [Bool]

    static let longestPart = 256

    static func key(_ left: UInt16, _ right: UInt16) -> UInt32 { UInt32(left) << 16 | UInt32(right) }

    /// - Throws: ``ListError/malformedTokens(_:)`` if a pair becomes no token.
    init(_ merges: [[UInt16]], spellings: [[UInt16]], _ alphabet: Vocabulary, _ trie: TokenTrie) throws {
        var joined: [UInt32: Joined] = [:]
        for (rank, pair) in merges.enumerated() {
            guard pair.count == 2, pair.allSatisfy({ Int($0) < spellings.count }),
                case let token = trie.token(of: spellings[Int(pair[0])] + spellings[Int(pair[1])]),
                token != TokenTrie.none,
                joined.updateValue(Joined(rank: rank, token: token), forKey: Self.key(pair[0], pair[1])) == nil
            else { throw ListError.malformedTokens("pair \(rank + 1) is not one of two tokens that become a third") }
        }
        self.joined = joined
        tokens = alphabet.characters.indices.map { trie.token(of: [UInt16($0)]) }
        isSpace = alphabet.characters.map(\.isWhitespace)
    }

    /// The end of the part of a text that begins at a position.
    static func endOfPart(_ characters: [UInt16], from begin: Int, _ isSpace: [Bool]) -> Int {
        let limit = min(begin + longestPart, characters.count)
        var end = begin + 1
        while end < limit, !begins(end, characters, isSpace) { end += 1 }
        return end
    }

    /// Whether the characters at a position begin a part of the text.
    private static func begins(_ position: Int, _ characters: [UInt16], _ isSpace: [Bool]) -> Bool {
        func space(_ position: Int) -> Bool {
            characters[position] != TokenTrie.none && isSpace[Int(characters[position])]
        }
        return position == 0 || space(position) && !space(position - 1)
    }

    func split(_ characters: [UInt16], _ body: (_ token: UInt16, _ end: Int) -> Void) {
        var begin = 0
        while begin < characters.count {
            let end = Self.endOfPart(characters, from: begin, isSpace)
            join(characters, begin..<end, body)
            begin = end
        }
    }

    /// Joins the pairs of a part, the first learned one first.
    private func join(_ characters: [UInt16], _ part: Range<Int>, _ body: (_ token: UInt16, _ end: Int) -> Void) {
        var parts = part.map { (token: token(of: characters[$0]), end: $0 + 1, rank: Int.max) }
        func rank(_ left: Int) -> Int {
            guard left + 1 < parts.count else { return .max }
            return joined[Self.key(parts[left].token, parts[left + 1].token)]?.rank ?? .max
        }
        for index in parts.indices { parts[index].rank = rank(index) }
        while true {
            var best = 0
            for index in parts.indices where parts[index].rank < parts[best].rank { best = index }
            guard parts[best].rank < .max else { break }
            parts[best].token = joined[Self.key(parts[best].token, parts[best + 1].token)]!.token
            parts[best].end = parts[best + 1].end
            parts.remove(at: best + 1)
            parts[best].rank = rank(best)
            if best > 0 { parts[best - 1].rank = rank(best - 1) }
        }
        for part in parts { body(part.token, part.end) }
    }

    private func token(of character: UInt16) -> UInt16 {
        character == TokenTrie.none ? TokenTrie.none : tokens[Int(character)]
    }
}
