import Foundation

/// The tokens of another program: which number each character has, START and STOP among them under a text of their own.
///
/// As a file it is JSON: `{"^": 0, "T": 1, "i": 2, "$": 3}`, each of the numbers from 0 on once.
public struct ForeignVocabulary: Sendable, Equatable {
    /// What stands for START, and for STOP, in the other program; they may be one.
    public let start: String
    public let stop: String
    /// The characters, in the order of their numbers.
    let vocabulary: Vocabulary
    /// The numbers of the characters, of START and of STOP, in the order of our tokens.
    let ids: [Int]

    /// The number of tokens.
    var count: Int { start == stop ? ids.count - 1 : ids.count }

    /// The numbers by which this program knows the tokens: the characters', START, STOP.
    ///
    /// - Parameters:
    ///   - start: By default "^".
    ///   - stop: By default "$", or "#" if that is a character of names.
    /// - Throws: ``InterchangeError`` if one of them is a character of the vocabulary.
    init(_ vocabulary: Vocabulary, start: String? = nil, stop: String? = nil) throws {
        self.vocabulary = vocabulary
        ids = Array(0..<vocabulary.count)
        func isTaken(_ text: String) -> Bool { vocabulary.characters.contains { String($0) == text } }
        self.start = start ?? "^"
        self.stop = stop ?? (isTaken("$") ? "#" : "$")
        for (text, role, option) in [(self.start, "START", "--start"), (self.stop, "STOP", "--stop")] {
            guard !text.isEmpty, !isTaken(text) else {
                throw InterchangeError(
                    "\"\(text)\" cannot stand for \(role), as it is \(text.isEmpty ? "nothing" : "a character of names"); "
                        + "say something else with \(option)")
            }
        }
        guard self.start != self.stop else { throw InterchangeError("--start and --stop are both \"\(self.start)\"") }
    }

    /// Reads a vocabulary.
    ///
    /// - Parameters:
    ///   - start: By default "^".
    ///   - stop: By default "#" if there is one, else "$": a program that ends names with "$" has no use for "#" unless names
    ///     have it, while one that ends them with "#" may do so because names have "$".
    /// - Throws: ``InterchangeError``.
    init(json: Data, start: String? = nil, stop: String? = nil) throws {
        let numbers: [String: Int]
        do {
            numbers = try JSONDecoder().decode([String: Int].self, from: json)
        } catch DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty {
            throw InterchangeError("\"\(context.codingPath[0].stringValue)\" does not have a whole number")
        } catch {
            throw InterchangeError("must be a JSON object of characters and their numbers: {\"^\": 0, \"a\": 1, …}")
        }
        let entries = numbers.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        for (expected, entry) in entries.enumerated() where entry.value != expected {
            guard entry.value >= 0, entry.value < expected else {
                throw InterchangeError(
                    "no character has the number \(expected), but \"\(entry.key)\" has \(entry.value); "
                        + "they must be 0 to \(entries.count - 1)")
            }
            throw InterchangeError(
                "\"\(entries[expected - 1].key)\" and \"\(entry.key)\" have the same number \(entry.value)")
        }
        func id(_ given: String?, _ choices: [String], _ role: String, _ option: String) throws -> (String, Int) {
            for text in given.map({ [$0] }) ?? choices {
                if let id = numbers[text] { return (text, id) }
            }
            let missing = (given.map { [$0] } ?? choices).map { "\"\($0)\"" }.joined(separator: " or ")
            throw InterchangeError("has no \(missing), so what \(role)? Say it with \(option)")
        }
        let (start, startID) = try id(start, ["^"], "is read before a name", "--start")
        let (stop, stopID) = try id(stop, ["#", "$"], "ends a name", "--stop")
        let others = entries.filter { $0.key != start && $0.key != stop }
        let characters = try others.map { entry in
            let text = NameList.composed(entry.key)
            guard text.count == 1, let character = text.first else {
                throw InterchangeError(
                    "\"\(entry.key)\" is not one character; if it begins or ends names, say --start or --stop")
            }
            guard NameRule.isCharacter(text, ofRunningText: false) else {
                throw InterchangeError(
                    NameRule.isOneLine(text)
                        ? "has a character of more than \(NameRule.longestCharacter) Unicode scalars"
                        : "has a line break among the characters, which no name has")
            }
            return character
        }
        do {
            vocabulary = try Vocabulary(characters, as: others.map(\.key))
        } catch let error as ListError {
            throw InterchangeError("\(error)")
        }
        (self.start, self.stop) = (start, stop)
        ids = others.map(\.value) + [startID, stopID]
    }

    /// The file's bytes, in the order of the numbers, all of it ASCII.
    var json: Data {
        let texts = zip(ids, vocabulary.characters.map { String($0) } + [start, stop]).sorted { $0.0 < $1.0 }
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
    /// The characters of another program, which wrote them as these texts: code points if every text is one and, beside others
    /// or in normal form C, some of them are no characters that a reader sees.
    fileprivate init(_ characters: [Character], as texts: [String]) throws {
        let clusters = try Vocabulary(characters)
        let boundaries = TokenBoundaries(clusters)
        let tokens = characters.indices
        let areCharacters =
            !texts.allSatisfy { $0.unicodeScalars.count == 1 }
            || tokens.allSatisfy { a in
                characters[a].unicodeScalars.count == 1 && !tokens.contains { boundaries.forbids(a, $0) }
            }
        self =
            areCharacters
            ? clusters : try Vocabulary(texts.map { Character($0.unicodeScalars.first!) }, unit: .codePoints)
    }
}
