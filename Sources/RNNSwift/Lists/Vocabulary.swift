/// The characters that a network knows, and the numbers it knows them by.
///
/// A character is what a reader sees as one: an extended grapheme cluster in Unicode's normal form C. Characters have
/// the tokens `0 ..< characters.count` (in models of other programs a character may be a code point: see ``Unit``).
/// START, read before the first character of a name, and STOP, predicted after its last, are two more tokens that no
/// character can collide with.
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

    /// The characters in the order of their tokens.
    public let characters: [Character]
    private let tokens: [Character: UInt16]
    /// The tokens of the ASCII characters by their code, so that plain names need no hashing; `unknown` where there is
    /// none.
    private let ascii: [UInt16]
    private static let unknown = UInt16.max

    /// The number of tokens, START and STOP included: the width of the input and of the output layer.
    public var count: Int { characters.count + 2 }
    public var start: Int { characters.count }
    public var stop: Int { characters.count + 1 }

    /// A vocabulary of these characters, in normal form C, in this order.
    ///
    /// - Parameter unit: What each of them is.
    /// - Precondition: Code points are characters of one code point each.
    /// - Throws: ``ListError/tooManyCharacters(_:)`` above ``limit``, ``ListError/repeatedCharacter(_:)``,
    ///   ``ListError/longCharacter(source:position:scalars:)``.
    public init(_ characters: [Character], unit: Unit = .clusters) throws {
        precondition(
            unit == .clusters || characters.allSatisfy { $0.unicodeScalars.count == 1 },
            "a code point is a character of one code point")
        self.unit = unit
        codePoints = unit == .codePoints ? CodePoints(characters) : nil
        guard characters.count <= Self.limit else { throw ListError.tooManyCharacters(characters.count) }
        let characters = unit == .clusters ? characters.map(\.composed) : characters
        for (index, character) in characters.enumerated()
        where character.unicodeScalars.count > NameRule.longestCharacter {
            throw ListError.longCharacter(
                source: "the vocabulary", position: "entry \(index + 1)", scalars: character.unicodeScalars.count)
        }
        self.characters = characters
        var tokens: [Character: UInt16] = [:]
        var ascii = [UInt16](repeating: Self.unknown, count: 128)
        for (token, character) in characters.enumerated() {
            guard tokens.updateValue(UInt16(token), forKey: character) == nil else {
                throw ListError.repeatedCharacter(character)
            }
            if let code = character.asciiValue { ascii[Int(code)] = UInt16(token) }
        }
        self.tokens = tokens
        self.ascii = ascii
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

    public static func == (a: Vocabulary, b: Vocabulary) -> Bool { a.characters == b.characters && a.unit == b.unit }

    /// Whether every character has the same scalars in both; equal ones may differ in them.
    package func isIdentical(to other: Vocabulary) -> Bool {
        unit == other.unit && characters.elementsEqual(other.characters) { $0.utf8.elementsEqual($1.utf8) }
    }

    /// The token of a character, or nil if the vocabulary does not have it.
    public func token(of character: Character) -> Int? { tokens[character].map(Int.init) }

    /// Replaces `result` by the tokens of a name in UTF-8 and STOP; false, and nothing useful there, if it has an
    /// unknown character.
    ///
    /// - Parameter Token: As wide as ``count`` needs.
    package func encode<Token: FixedWidthInteger>(_ name: some Collection<UInt8>, into result: inout [Token]) -> Bool {
        result.removeAll(keepingCapacity: true)
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

    /// The text of these tokens; START and STOP have none.
    public func text(of tokens: some Sequence<Int>) -> String {
        let text = String(tokens.lazy.filter { $0 < characters.count }.map { characters[$0] })
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
