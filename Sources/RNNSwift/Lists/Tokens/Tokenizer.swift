/// Splits texts into tokens of several characters.
///
/// Characters are numbered by the ``alphabet``; one that it lacks is ``TokenTrie/none``, and a token by itself that is
/// not known.
package final class Tokenizer: Sendable {
    package let tokenization: Tokenization
    /// The text of each token.
    let texts: [String]
    /// The characters of the tokens, in the order in which these have them.
    package let alphabet: Vocabulary
    /// For byte-pair encoding, the pairs of tokens that become one, in the order in which they are joined.
    package let merges: [[UInt16]]
    /// The characters of each token.
    let spellings: [[UInt16]]
    private let trie: TokenTrie
    private let rule: Rule

    private enum Rule {
        /// The longest match of an expression.
        case matches(Automaton)
        /// The longest token.
        case longest
        case pairs(BytePairs)
    }

    /// - Parameters:
    ///   - texts: In normal form C, none of them empty.
    ///   - merges: What pairs become has to be among the tokens.
    /// - Throws: ``ListError``, ``RegularExpressionError``.
    package init(_ tokenization: Tokenization, texts: [String], merges: [[UInt16]] = []) throws {
        self.tokenization = tokenization
        (self.texts, self.merges) = (texts, merges)
        guard texts.count <= Vocabulary.limit else { throw ListError.tooManyTokens(texts.count) }
        var seen: Set<Character> = []
        let alphabet = try Vocabulary(texts.flatMap { text in text.filter { seen.insert($0).inserted } })
        let spellings = texts.map { text in text.map { UInt16(alphabet.token(of: $0)!) } }
        var trie = TokenTrie()
        for (token, spelling) in spellings.enumerated() {
            guard !spelling.isEmpty, trie.insert(spelling, token: UInt16(token)) else {
                throw ListError.repeatedToken(texts[token])
            }
        }
        (self.alphabet, self.spellings, self.trie) = (alphabet, spellings, trie)
        if let pattern = tokenization.pattern {
            rule = .matches(try Automaton(whole: pattern, alphabet))
        } else if case .bytePairs = tokenization {
            rule = .pairs(try BytePairs(merges, spellings: spellings, alphabet, trie))
        } else {
            rule = .longest
        }
    }

    /// Calls `body` with each token of a text, or ``TokenTrie/none``, and where its characters end.
    func split(_ characters: [UInt16], _ body: (_ token: UInt16, _ end: Int) -> Void) {
        switch rule {
        case .pairs(let pairs): pairs.split(characters, body)
        case .longest:
            var position = 0
            while position < characters.count {
                let (token, end) = trie.longest(in: characters, from: position)
                position = max(end, position + 1)
                body(token, position)
            }
        case .matches(let automaton):
            var position = 0
            while position < characters.count {
                let end = automaton.longestMatch(in: characters, from: position) ?? position + 1
                body(trie.token(of: characters[position..<end]), end)
                position = end
            }
        }
    }
}

extension Automaton {
    /// What a pattern matches as a whole.
    ///
    /// - Throws: ``RegularExpressionError``.
    init(whole pattern: String, _ alphabet: Vocabulary) throws {
        let expression = try RegularExpression(pattern, alphabet)
        do {
            try self.init(.sequence([.beginning, expression, .end]), alphabet)
        } catch is TooComplex {
            throw RegularExpressionError(pattern: pattern, position: 1, reason: "it is too complex")
        }
    }

    /// The end of the longest accepted sequence of at least one character that begins at a position.
    func longestMatch(in characters: [UInt16], from start: Int) -> Int? {
        guard states > 0 else { return nil }
        var (state, position) = (0, start)
        var end: Int?
        while position < characters.count, characters[position] != TokenTrie.none {
            state = next(state, Int(characters[position]))
            guard state >= 0 else { break }
            position += 1
            if isAccepting[state] { end = position }
        }
        return end
    }
}
