import Foundation
import RNNSwift

/// The tokens of another program: which number each character has, START and STOP among them under a text of their own.
///
/// As a file it is JSON: `{"^": 0, "T": 1, "i": 2, "$": 3}`, each number at most once. Tokens that are no characters of
/// names, such as `<pad>`, and numbers without a text are left out of the model.
public struct ForeignVocabulary: Sendable, Equatable {
    /// What stands for START, and for STOP, in the other program; they may be one.
    public let start: String
    public let stop: String
    /// The characters, in the order of their numbers.
    package let vocabulary: Vocabulary
    /// The numbers of the characters, of START and of STOP, in the order of our tokens.
    package let ids: [Int]
    /// The tokens that are no characters of names, by their numbers.
    package let special: [Int: String]

    /// The highest number that has a text.
    package var highest: Int { (ids + special.keys).max() ?? 0 }

    /// Whether a name, or what comes before it, has the token with this number.
    package func isRead(_ number: Int) -> Bool {
        ids.dropLast().contains(number)  // STOP comes last
    }

    /// The token with this number, in quotation marks, or the number itself if it has no text.
    package func text(of number: Int) -> String {
        if let text = special[number] { return "\"\(text)\"" }
        guard let index = ids.firstIndex(of: number) else { return "\(number)" }
        return "\"\(texts[index])\""
    }

    /// The texts of the tokens, in their order; a label's value is "label=value".
    private var texts: [String] { vocabulary.texts + vocabulary.labelTexts + [start, stop] }

    /// The tokens of a network that are left out of the model, since no name has them.
    ///
    /// - Parameter count: The tokens of the network.
    package func leftOut(of count: Int) -> [String] {
        let used = Set(ids)
        return (0..<count).filter { !used.contains($0) }.map { text(of: $0) }
    }

    /// The numbers by which this program knows the tokens: the characters', START, STOP.
    ///
    /// - Parameters:
    ///   - start: By default "^".
    ///   - stop: By default "$", or "#" if that is a character of names.
    ///   - isText: Whether it is of running text, which may have these characters; START and STOP are then "<start>"
    ///     and "<stop>".
    /// - Throws: ``InterchangeError`` if one of them is a character of the vocabulary.
    package init(
        _ vocabulary: Vocabulary, start: String? = nil, stop: String? = nil, isText: Bool = false
    ) throws {
        self.vocabulary = vocabulary
        ids = Array(0..<vocabulary.count)
        special = [:]
        func isTaken(_ text: String) -> Bool { vocabulary.texts.contains(text) }
        func choice(_ texts: [String]) -> String { texts.first { !isTaken($0) } ?? texts[texts.count - 1] }
        self.start = start ?? choice(["^"] + (isText ? ["<start>"] : []))
        self.stop = stop ?? choice(["$", "#"] + (isText ? ["<stop>"] : []))
        for (text, role, option) in [(self.start, "START", "start"), (self.stop, "STOP", "stop")] {
            guard !text.isEmpty, !isTaken(text) else {
                throw InterchangeError(
                    "\"\(text)\" cannot stand for \(role), as it is \(text.isEmpty ? "nothing" : "a character of names"); "
                        + "say something else with `\(option)`")
            }
        }
        guard self.start != self.stop else { throw InterchangeError("`start` and `stop` are both \"\(self.start)\"") }
    }

    /// Reads a vocabulary.
    ///
    /// - Parameters:
    ///   - start: By default "^".
    ///   - stop: By default "#" if there is one, else "$": a program that ends names with "$" has no use for "#" unless
    ///     names have it, while one that ends them with "#" may do so because names have "$".
    /// - Throws: ``InterchangeError``.
    package init(json: Data, start: String? = nil, stop: String? = nil) throws {
        let entries = try TokenNumbers(json: json).entries.sorted { ($0.number, $0.text) < ($1.number, $1.text) }
        try Self.checkNumbers(entries)
        let numbers = Dictionary(entries.map { ($0.text, $0.number) }, uniquingKeysWith: { first, _ in first })
        func id(_ given: String?, _ choices: [String], _ role: String, _ option: String) throws -> (String, Int) {
            for text in given.map({ [$0] }) ?? choices {
                if let id = numbers[text] { return (text, id) }
            }
            let missing = (given.map { [$0] } ?? choices).map { "\"\($0)\"" }.joined(separator: " or ")
            let looksAlike = option == "start" ? SpecialToken.looksLikeStart : SpecialToken.looksLikeStop
            let hint = entries.first { looksAlike($0.text) }.map { ": perhaps `\(option)` '\($0.text)'" } ?? ""
            throw InterchangeError("has no \(missing), so what \(role)? Say it with `\(option)`\(hint)")
        }
        let (givenStart, givenStop) = (start, stop)
        let (start, startID) = try id(start, ["^"], "is read before a name", "start")
        let (stop, stopID) = try id(stop, ["#", "$"], "ends a name", "stop")
        let others = entries.filter { $0.text != start && $0.text != stop }
        let characters = others.filter { !SpecialToken.isOne($0.text) }
        special = Dictionary(
            uniqueKeysWithValues: others.filter { SpecialToken.isOne($0.text) }.map { ($0.number, $0.text) })
        for text in special.values.sorted() {
            if givenStart == nil, SpecialToken.looksLikeStart(text) {
                throw InterchangeError(
                    "has both \"\(start)\" and \"\(text)\"; say with `start` which of them is read before a name")
            }
            if givenStop == nil, SpecialToken.looksLikeStop(text) {
                throw InterchangeError(
                    "has both \"\(stop)\" and \"\(text)\"; say with `stop` which of them ends a name")
            }
        }
        do {
            vocabulary = try Vocabulary(characters.map { try Self.character($0.text) }, as: characters.map(\.text))
        } catch let error as ListError {
            throw InterchangeError("\(error)")
        }
        (self.start, self.stop) = (start, stop)
        ids = characters.map(\.number) + [startID, stopID]
    }

    /// - Parameter entries: Sorted by their numbers.
    private static func checkNumbers(_ entries: [(text: String, number: Int)]) throws {
        for (before, entry) in zip(entries, entries.dropFirst()) where before.number == entry.number {
            throw InterchangeError("\"\(before.text)\" and \"\(entry.text)\" have the same number \(entry.number)")
        }
        if let first = entries.first, first.number < 0 {
            throw InterchangeError("\"\(first.text)\" has the number \(first.number); numbers count from 0")
        }
        var texts: Set<String> = []
        for entry in entries where !texts.insert(entry.text).inserted {
            throw InterchangeError("has \"\(entry.text)\" twice, maybe in two normal forms")
        }
    }

    private static func character(_ text: String) throws -> Character {
        let composed = NameList.composed(text)
        guard composed.count == 1, let character = composed.first else {
            throw InterchangeError(
                "\"\(text)\" is not one character; if it begins or ends names, say so with `start` or `stop`; labels and "
                    + "tokens of several characters cannot be imported")
        }
        guard NameRule.isCharacter(composed, ofRunningText: false) else {
            throw InterchangeError(
                NameRule.isOneLine(composed)
                    ? "has a character of more than \(NameRule.longestCharacter) Unicode scalars"
                    : "has a line break among the characters, which no name has")
        }
        return character
    }

    /// The file's bytes, in the order of the numbers, all of it ASCII.
    package var json: Data {
        let texts = zip(ids, texts).sorted { $0.0 < $1.0 }
        return Data("{\(texts.map { "\(Self.literal($1)): \($0)" }.joined(separator: ", "))}".utf8)
    }

    /// A JSON string.
    private static func literal(_ text: String) -> String {
        let escaped = text.utf16.map { unit in
            switch unit {
            case 0x22, 0x5C: "\\" + String(UnicodeScalar(UInt8(unit)))
            case 0x20..<0x7F: String(UnicodeScalar(UInt8(unit)))
            default: String(format: "\\u%04x", Int(unit))
            }
        }
        return "\"\(escaped.joined())\""
    }
}

extension Vocabulary {
    /// The characters of another program, which wrote them as these texts: code points if every text is one and, beside
    /// others or in normal form C, some of them are no characters that a reader sees.
    fileprivate init(_ characters: [Character], as texts: [String]) throws {
        let areCodePoints =
            texts.allSatisfy { $0.unicodeScalars.count == 1 }
            && (!characters.allSatisfy { $0.unicodeScalars.count == 1 } || Self.someJoin(texts))
        self =
            try areCodePoints
            ? Vocabulary(texts.map { Character($0.unicodeScalars.first!) }, unit: .codePoints) : Vocabulary(characters)
    }

    /// Whether some two of these code points, one after the other, are a single character.
    ///
    /// Code points that join with the same probes are alike, so that one of each kind is tried with one of each other
    /// kind.
    private static func someJoin(_ codePoints: [String]) -> Bool {
        // A letter, signs before, behind and over letters, the parts of Hangul syllables, a flag's half, and parts of
        // emoji.
        let probes = [
            "a", "\u{600}", "\u{301}", "\u{903}", "\u{1100}", "\u{1161}", "\u{11A8}", "\u{AC00}", "\u{AC01}",
            "\u{1F1E6}",
            "\u{1F600}", "\u{1F3FB}", "\u{200D}",
        ]
        var kinds: [[Bool]: String] = [:]
        for text in codePoints {
            let kind = probes.map { ($0 + text).count == 1 } + probes.map { (text + $0).count == 1 }
            kinds[kind] = kinds[kind] ?? text
        }
        return kinds.values.contains { a in kinds.values.contains { (a + $0).count == 1 } }
    }
}
