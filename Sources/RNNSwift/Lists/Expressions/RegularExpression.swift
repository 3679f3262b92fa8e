/// A regular expression over characters, as a tree.
///
///     a        the character itself              [abc] [a-z] [^a-z]   one of these, none of these
///     .        any character                     \d \w \s  \D \W \S   digits, word characters, white space; the others
///     \.       a character that means something  xy  x|y  (x)  (?:x)  one after the other, one of both, grouped
///     ^ $      the beginning, the end            x* x+ x? x{m} x{m,} x{m,n}   repeated
///
/// As with grep, an expression matches a name if it matches any part of it; `^` and `$` tie it to an end.
package indirect enum RegularExpression: Hashable, Sendable {
    /// Nothing, which is always there.
    case empty
    case characters(CharacterClass)
    case sequence([RegularExpression])
    case alternatives([RegularExpression])
    /// Repetition with bounds; nil for no upper bound.
    case repeated(RegularExpression, Int, Int?)
    case beginning
    case end

    /// Characters as they are.
    package init(literal characters: [Character]) {
        self = .sequence(characters.map { .characters(CharacterClass(items: [.character($0)])) })
    }

    /// Characters that stand for themselves in the expression.
    var literals: Set<Character> {
        switch self {
        case .empty, .beginning, .end: []
        case .characters(let set):
            set.isNegated ? [] : Set(set.items.compactMap { if case .character(let c) = $0 { c } else { nil } })
        case .sequence(let parts), .alternatives(let parts): parts.reduce(into: []) { $0.formUnion($1.literals) }
        case .repeated(let part, _, _): part.literals
        }
    }
}

/// What is wrong with a regular expression, and where, in one line.
public struct RegularExpressionError: Error, Equatable, CustomStringConvertible {
    public let pattern: String
    /// The character at which it was found, from 1.
    public let position: Int
    public let reason: String

    public var description: String { "the regular expression \"\(pattern)\", character \(position): \(reason)" }
}

extension RegularExpression {
    /// The characters that a pattern may have.
    static let longestPattern = 1000
    /// How often a part may be repeated by number.
    static let mostRepetitions = 1000
    /// Groups in groups.
    static let deepestNesting = 100

    /// Reads a pattern.
    ///
    /// - Parameter vocabulary: Cuts the pattern into characters; without one they are grapheme clusters.
    /// - Throws: ``RegularExpressionError``.
    package init(_ pattern: String, _ vocabulary: Vocabulary? = nil) throws {
        var parser = RegularExpressionParser(pattern, vocabulary)
        self = try parser.parse()
    }
}

/// Reads a pattern by recursive descent:
///
///     alternatives = sequence { "|" sequence }
///     sequence     = { atom [ "*" | "+" | "?" | "{" m [ "," [ n ] ] "}" ] }
///     atom         = "^" | "$" | "." | "(" alternatives ")" | "[" … "]" | "\" character | character
struct RegularExpressionParser {
    private let pattern: String
    private let characters: [Character]
    private var position = 0
    private var depth = 0

    init(_ pattern: String, _ vocabulary: Vocabulary? = nil) {
        self.pattern = pattern
        let text = NameList.composed(pattern)
        characters = vocabulary?.split(text) ?? Array(text)
    }

    mutating func parse() throws -> RegularExpression {
        guard characters.count <= RegularExpression.longestPattern else {
            position = RegularExpression.longestPattern
            throw error("it is longer than \(RegularExpression.longestPattern) characters")
        }
        let expression = try alternatives()
        guard position == characters.count else { throw error("this ) closes no group") }
        return expression
    }

    private var next: Character? { position < characters.count ? characters[position] : nil }

    private func error(_ reason: String, at place: Int? = nil) -> RegularExpressionError {
        RegularExpressionError(pattern: pattern, position: (place ?? position) + 1, reason: reason)
    }

    private mutating func skip(_ character: Character) -> Bool {
        guard next == character else { return false }
        position += 1
        return true
    }

    private mutating func alternatives() throws -> RegularExpression {
        var parts = [try sequence()]
        while skip("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .alternatives(parts)
    }

    private mutating func sequence() throws -> RegularExpression {
        var parts: [RegularExpression] = []
        while let character = next, character != "|", character != ")" {
            let begin = position
            let atom = try atom()
            guard let (least, most) = try repetitions() else {
                parts.append(atom)
                continue
            }
            guard characters[begin] != "^", characters[begin] != "$" else {
                throw error("^ and $ cannot be repeated", at: begin)
            }
            parts.append(.repeated(atom, least, most))
            if let again = next, "*+?{".contains(again) {
                throw error("\(again) cannot follow another repetition; use a group")
            }
        }
        return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func repetitions() throws -> (Int, Int?)? {
        if skip("*") { return (0, nil) }
        if skip("+") { return (1, nil) }
        if skip("?") { return (0, 1) }
        let begin = position
        guard skip("{") else { return nil }
        let least = try number(at: begin)
        var most: Int? = least
        if skip(",") { most = next == "}" ? nil : try number(at: begin) }
        guard skip("}") else { throw error("a repetition is {3}, {3,} or {3,5}; a brace itself is \\{", at: begin) }
        if let most, most < least { throw error("{\(least),\(most)} is from more to fewer", at: begin) }
        return (least, most)
    }

    private mutating func number(at begin: Int) throws -> Int {
        var digits = ""
        while let digit = next, ("0"..."9").contains(digit), digits.count < 9 {
            digits.append(digit)
            position += 1
        }
        guard let number = Int(digits) else {
            throw error("a repetition is {3}, {3,} or {3,5}; a brace itself is \\{", at: begin)
        }
        guard number <= RegularExpression.mostRepetitions else {
            throw error("more than \(RegularExpression.mostRepetitions) repetitions", at: begin)
        }
        return number
    }

    private mutating func atom() throws -> RegularExpression {
        let begin = position
        let character = characters[position]
        position += 1
        switch character {
        case "^": return .beginning
        case "$": return .end
        case ".": return .characters(.any)
        case "(": return try group(from: begin)
        case "[": return .characters(try set(from: begin))
        case "\\": return .characters(CharacterClass(items: [try escape(from: begin)]))
        case "*", "+", "?", "{": throw error("there is nothing that \(character) could repeat", at: begin)
        default: return .characters(CharacterClass(items: [.character(character)]))
        }
    }

    private mutating func group(from begin: Int) throws -> RegularExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= RegularExpression.deepestNesting else {
            throw error("more than \(RegularExpression.deepestNesting) groups in each other", at: begin)
        }
        if skip("?") {
            guard skip(":") else { throw error("the only group that begins with ? is (?:…)", at: begin) }
        }
        let expression = try alternatives()
        guard skip(")") else { throw error("this group is not closed", at: begin) }
        return expression
    }

    private mutating func escape(from begin: Int) throws -> CharacterClass.Item {
        guard let character = next else { throw error("a backslash at the end", at: begin) }
        position += 1
        switch character {
        case "d": return .category(.digit, isNegated: false)
        case "D": return .category(.digit, isNegated: true)
        case "w": return .category(.word, isNegated: false)
        case "W": return .category(.word, isNegated: true)
        case "s": return .category(.space, isNegated: false)
        case "S": return .category(.space, isNegated: true)
        case "t": return .character("\t")
        default:
            guard !character.isLetter, !character.isNumber else {
                throw error("\\\(character) is not known; there are \\d \\w \\s \\D \\W \\S \\t", at: begin)
            }
            return .character(character)
        }
    }

    /// What follows a `[`.
    private mutating func set(from begin: Int) throws -> CharacterClass {
        var set = CharacterClass(items: [], isNegated: skip("^"))
        var isFirst = true
        while isFirst || next != "]" {
            isFirst = false
            let start = position
            let low = try member(from: begin)
            // A hyphen before the end stands for itself.
            guard next == "-", position + 1 < characters.count, characters[position + 1] != "]" else {
                set.items.append(low)
                continue
            }
            position += 1
            let high = try member(from: begin)
            guard case .character(let first) = low, case .character(let last) = high,
                first.unicodeScalars.count == 1, last.unicodeScalars.count == 1
            else { throw error("a range goes from one single character to another", at: start) }
            let (lower, upper) = (first.unicodeScalars.first!, last.unicodeScalars.first!)
            guard lower <= upper else { throw error("\(first)-\(last) is an empty range", at: start) }
            set.items.append(.range(lower...upper))
        }
        position += 1
        return set
    }

    private mutating func member(from begin: Int) throws -> CharacterClass.Item {
        guard let character = next else { throw error("this [ is not closed", at: begin) }
        let start = position
        position += 1
        return character == "\\" ? try escape(from: start) : .character(character)
    }
}
