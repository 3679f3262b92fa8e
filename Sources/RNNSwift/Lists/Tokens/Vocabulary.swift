/// The tokens that a network knows, and the numbers it knows them by.
///
/// A token is a character, or, with a ``Tokenization``, a text of several. A character is what a reader sees as one: an
/// extended grapheme cluster in Unicode's normal form C. The tokens of texts have the numbers `0 ..< texts.count` (in
/// models of other programs a character may be a code point: see ``Unit``). START, read before the first token of a
/// name, and STOP, predicted after its last, are the last two tokens, which no text can collide with. The values of
/// ``labels`` have the tokens between.
public struct Vocabulary: Sendable, Equatable {
    /// Tokens are at most 16 bits wide where lists of names are kept.
    public static let limit = Int(UInt16.max) - 2

    /// What a character of a vocabulary is.
    public enum Unit: String, Sendable {
        /// An extended grapheme cluster in normal form C: what a reader sees as a character.
        case clusters
        /// A code point, in vocabularies that were imported from programs that cut texts into these.
        case codePoints = "code points"
    }

    /// What a character is.
    public let unit: Unit
    /// How texts are cut if the characters are code points.
    private let codePoints: CodePoints?
    /// How texts are split if tokens are not characters.
    package let tokenizer: Tokenizer?

    /// How texts are split into tokens of several characters; nil where each token is a character.
    public var tokenization: Tokenization? { tokenizer?.tokenization }

    /// The texts of the tokens, in their order.
    public let texts: [String]
    /// The characters that the texts are made of. Where each is a token, they are in the order of their tokens.
    public let characters: [Character]
    /// What is said of each name beside its text; none for most lists.
    public let labels: Labels
    private let tokens: [Character: UInt16]
    /// The tokens of the ASCII characters by their code, so that plain names need no hashing; `unknown` where there is
    /// none.
    private let ascii: [UInt16]
    private static let unknown = TokenTrie.none

    /// The number of tokens, START, STOP and those of labels included: the width of the input and of the output layer.
    public var count: Int { stop + 1 }
    public let start: Int
    public var stop: Int { start + 1 }
    /// The tokens of the values of labels.
    package var labelTokens: Range<Int> { texts.count..<start }

    /// A vocabulary whose tokens are these characters, in normal form C, in this order.
    ///
    /// - Parameter unit: What each of them is.
    /// - Precondition: Code points are characters of one code point each.
    /// - Throws: ``ListError/tooManyCharacters(_:)`` above ``limit``, ``ListError/repeatedCharacter(_:)``,
    ///   ``ListError/longCharacter(source:position:scalars:)``.
    public init(_ characters: [Character], unit: Unit = .clusters) throws {
        precondition(
            unit == .clusters || characters.allSatisfy { $0.unicodeScalars.count == 1 },
            "a code point is a character of one code point")
        guard characters.count <= Self.limit else { throw ListError.tooManyCharacters(characters.count) }
        let characters = unit == .clusters ? characters.map(\.composed) : characters
        for (index, character) in characters.enumerated()
        where character.unicodeScalars.count > NameRule.longestCharacter {
            throw ListError.longCharacter(
                source: "the vocabulary", position: "entry \(index + 1)", scalars: character.unicodeScalars.count)
        }
        var tokens: [Character: UInt16] = [:]
        for (token, character) in characters.enumerated() {
            guard tokens.updateValue(UInt16(token), forKey: character) == nil else {
                throw ListError.repeatedCharacter(character)
            }
        }
        self.init(
            characters, characters.map { String($0) }, tokens, unit: unit,
            codePoints: unit == .codePoints ? CodePoints(characters) : nil)
    }

    /// A vocabulary of a tokenizer's tokens.
    package init(_ tokenizer: Tokenizer) {
        let singles = tokenizer.texts.enumerated().filter { $0.element.count == 1 }
        let tokens = Dictionary(uniqueKeysWithValues: singles.map { (Character($0.element), UInt16($0.offset)) })
        self.init(tokenizer.alphabet.characters, tokenizer.texts, tokens, tokenizer: tokenizer)
    }

    private init(
        _ characters: [Character], _ texts: [String], _ tokens: [Character: UInt16], unit: Unit = .clusters,
        codePoints: CodePoints? = nil, tokenizer: Tokenizer? = nil, labels: Labels = Labels()
    ) {
        (self.characters, self.texts, self.tokens) = (characters, texts, tokens)
        (self.unit, self.codePoints, self.tokenizer, self.labels) = (unit, codePoints, tokenizer, labels)
        start = texts.count + labels.count
        var ascii = [UInt16](repeating: Self.unknown, count: 128)
        for (character, token) in tokens {
            if let code = character.asciiValue { ascii[Int(code)] = token }
        }
        self.ascii = ascii
    }

    /// The same tokens of texts with these labels.
    ///
    /// - Throws: ``ListError/tooManyTokens(_:)`` above ``limit``, ``ListError/tooManyLabels(limit:)``.
    package func labeled(_ labels: Labels) throws -> Vocabulary {
        guard labels.combinationCount <= Labels.mostCombinations else {
            throw ListError.tooManyLabels(limit: Labels.mostCombinations)
        }
        let count = texts.count + labels.count
        guard count <= Self.limit else { throw ListError.tooManyTokens(count) }
        return Vocabulary(
            characters, texts, tokens, unit: unit, codePoints: codePoints, tokenizer: tokenizer, labels: labels)
    }

    /// The vocabulary of a list: all of its characters, sorted.
    public init(of names: some Sequence<String>) throws {
        try self.init(ofUTF8: names.lazy.map(\.utf8))
    }

    /// The vocabulary of names in UTF-8.
    package init(ofUTF8 names: some Sequence<some Collection<UInt8>>) throws {
        var seen = [Bool](repeating: false, count: 128)
        var others: Set<Character> = []
        for name in names {
            if name.isPlainASCII {
                for code in name { seen[Int(code)] = true }
            } else {
                others.formUnion(String(decoding: name, as: UTF8.self))
            }
        }
        for code in seen.indices where seen[code] { others.insert(Character(Unicode.Scalar(UInt8(code)))) }
        try self.init(others.sorted())
    }

    public static func == (a: Vocabulary, b: Vocabulary) -> Bool {
        a.texts == b.texts && a.unit == b.unit && a.labels == b.labels
            && a.tokenizer?.tokenization == b.tokenizer?.tokenization && a.tokenizer?.merges == b.tokenizer?.merges
    }

    /// The characters that texts are made of, each a token.
    package var alphabet: Vocabulary {
        if let tokenizer { return tokenizer.alphabet }
        return labels.isEmpty ? self : Vocabulary(characters, texts, tokens, unit: unit, codePoints: codePoints)
    }

    /// Whether each token is a character, and there are no labels.
    package var isPlain: Bool { tokenizer == nil && labels.isEmpty }

    /// Whether every text has the same scalars in both; equal ones may differ in them.
    package func isIdentical(to other: Vocabulary) -> Bool {
        self == other && texts.elementsEqual(other.texts) { $0.utf8.elementsEqual($1.utf8) }
    }

    /// The token that is a character, or nil if the vocabulary does not have it.
    public func token(of character: Character) -> Int? { tokens[character].map(Int.init) }

    /// Replaces `result` by the tokens of a name in UTF-8 and STOP; false, and nothing useful there, if it has a part
    /// that is no token.
    ///
    /// - Parameter Token: As wide as ``count`` needs.
    package func encode<Token: FixedWidthInteger>(_ name: some Collection<UInt8>, into result: inout [Token]) -> Bool {
        result.removeAll(keepingCapacity: true)
        return append(name, to: &result)
    }

    /// Appends the tokens of a name in UTF-8 and STOP, as ``encode(_:into:)`` does.
    @inline(__always)
    package func append<Token: FixedWidthInteger>(_ name: some Collection<UInt8>, to result: inout [Token]) -> Bool {
        tokenizer == nil ? appendCharacters(of: name, to: &result) : appendTokens(of: name, to: &result)
    }

    private func appendTokens<Token: FixedWidthInteger>(
        of name: some Collection<UInt8>, to result: inout [Token]
    ) -> Bool {
        guard let tokenizer else { return false }
        var characters: [UInt16] = []
        guard tokenizer.alphabet.encode(name, into: &characters) else { return false }
        characters.removeLast()  // STOP
        var isKnown = true
        tokenizer.split(characters) { token, _ in
            isKnown = isKnown && token != Self.unknown
            result.append(Token(truncatingIfNeeded: token))
        }
        result.append(Token(stop))
        return isKnown
    }

    private func appendCharacters<Token: FixedWidthInteger>(
        of name: some Collection<UInt8>, to result: inout [Token]
    ) -> Bool {
        var isKnown = true
        func known(_ token: UInt16) -> Token {
            isKnown = isKnown && token != Self.unknown
            return Token(truncatingIfNeeded: token)
        }
        if name.isPlainASCII {
            for code in name { result.append(known(ascii[Int(code)])) }
        } else {
            let text = String(decoding: name, as: UTF8.self)
            if let codePoints {
                for character in codePoints.split(text) { result.append(known(tokens[character] ?? Self.unknown)) }
            } else {
                for character in text { result.append(known(tokens[character] ?? Self.unknown)) }
            }
        }
        result.append(Token(stop))
        return isKnown
    }

    /// The characters of a text in normal form C, as the vocabulary's are: clusters or code points. It may lack some.
    public func split(_ text: String) -> [Character] { codePoints?.split(text) ?? Array(text) }

    /// The parts of a text in normal form C that are its tokens; those that the vocabulary lacks have none.
    package func parts(of text: String) -> [(text: String, token: Int?)] {
        let characters = split(text)
        guard let tokenizer else { return characters.map { (String($0), token(of: $0)) } }
        var (parts, begin): ([(text: String, token: Int?)], Int) = ([], 0)
        let numbers = characters.map { UInt16(tokenizer.alphabet.token(of: $0) ?? Int(Self.unknown)) }
        tokenizer.split(numbers) { token, end in
            parts.append((String(characters[begin..<end]), token == Self.unknown ? nil : Int(token)))
            begin = end
        }
        return parts
    }

    /// The characters of a token; 0 of START, STOP and labels.
    package func width(ofToken token: Int) -> Int {
        token < texts.count ? tokenizer?.spellings[token].count ?? 1 : 0
    }

    /// The text of these tokens; START, STOP and labels have none.
    public func text(of tokens: some Sequence<Int>) -> String {
        var text = ""
        for token in tokens where token < texts.count { text += texts[token] }
        return unit == .clusters ? text : NameList.composed(text)
    }
}

extension Character {
    /// In normal form C.
    fileprivate var composed: Character {
        guard !isASCII else { return self }
        let text = NameList.composed(String(self))
        return text.count == 1 ? Character(text) : self
    }
}

extension Collection<UInt8> {
    /// Whether every byte of a text is a character of its own: ASCII, and no CR-LF, which is one character of two
    /// bytes.
    var isPlainASCII: Bool { allSatisfy { $0 < 0x80 && $0 != 0x0D } }
}
