import Foundation

extension Selector {
    /// A syntax error in a selector, with its position.
    package struct SyntaxError: Error, Equatable, CustomStringConvertible {
        /// Position in characters, from 1.
        package let position: Int
        package let reason: String

        package var description: String { "character \(position): \(reason)" }
    }

    /// Reads a selector.
    ///
    /// Types, `*`, `#id`, `.class`, `[attribute]` with `= ~= |= ^= $= *=` and the flag `i`, `:first-child`,
    /// `:last-child`, `:only-child`, `:nth-child(…)`, `:not(…)` of these without combinators; related by a blank, `>`,
    /// `+` and `~`; several with commas.
    ///
    /// - Throws: ``SyntaxError``.
    package init(_ text: String) throws(SyntaxError) {
        var parser = SelectorParser(text)
        self.init(chains: try parser.chains())
    }
}

/// Reads a selector character by character, as in the grammar of Selectors Level 4.
private struct SelectorParser {
    typealias SyntaxError = Selector.SyntaxError

    private let text: [Unicode.Scalar]
    private var next = 0

    init(_ text: String) { self.text = Array(text.unicodeScalars) }

    private var current: Unicode.Scalar? { next < text.count ? text[next] : nil }

    private func failure(_ reason: String, at position: Int? = nil) -> SyntaxError {
        SyntaxError(position: (position ?? next) + 1, reason: reason)
    }

    /// Description of the current character, for a message.
    private var here: String { current.map { "'\($0)'" } ?? "the end" }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        next += 1
        return true
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws(SyntaxError) {
        guard take(scalar) else { throw failure("expected '\(scalar)' but found \(here)") }
    }

    /// Skips white space. Returns whether there was any.
    @discardableResult private mutating func skipBlanks() -> Bool {
        let start = next
        while let scalar = current, scalar.isBlank { next += 1 }
        return next > start
    }

    mutating func chains() throws(SyntaxError) -> [[Selector.Step]] {
        var chains: [[Selector.Step]] = []
        repeat {
            skipBlanks()
            chains.append(try chain())
            guard chains.lazy.map(\.count).reduce(0, +) <= Selector.longest else {
                throw failure("the selector is too long: more than \(Selector.longest) parts")
            }
        } while take(",")
        guard next == text.count else { throw failure("unexpected \(here)") }
        return chains
    }

    private mutating func chain() throws(SyntaxError) -> [Selector.Step] {
        var steps = [Selector.Step(combinator: nil, compound: try compound())]
        while true {
            let isApart = skipBlanks()
            let combinator: Selector.Combinator
            if take(">") {
                combinator = .child
            } else if take("+") {
                combinator = .nextSibling
            } else if take("~") {
                combinator = .laterSibling
            } else if isApart, current != nil, current != "," {
                combinator = .descendant
            } else {
                return steps
            }
            skipBlanks()
            steps.append(Selector.Step(combinator: combinator, compound: try compound()))
        }
    }

    private mutating func compound() throws(SyntaxError) -> Selector.Compound {
        let start = next
        var compound = Selector.Compound()
        if !take("*"), isNameNext { compound.element = try name().lowercased() }
        while let scalar = current {
            switch scalar {
            case "#":
                next += 1
                compound.conditions.append(
                    .attribute(name: "id", .equals, value: try name(), ignoresCase: false))
            case ".":
                next += 1
                compound.conditions.append(
                    .attribute(name: "class", .hasWord, value: try name(), ignoresCase: false))
            case "[": compound.conditions.append(try attribute())
            case ":": compound.conditions += try pseudoClass()
            case "|": throw failure("namespaces are not supported")
            default:
                guard next > start else { throw failure("expected an element, '.', '#', '[' or ':' but found \(here)") }
                return compound
            }
        }
        guard next > start else { throw failure("expected an element, '.', '#', '[' or ':' but found \(here)") }
        return compound
    }

    private mutating func attribute() throws(SyntaxError) -> Selector.Condition {
        try expect("[")
        skipBlanks()
        let attribute = try name().lowercased()
        skipBlanks()
        if take("]") { return .attribute(name: attribute, .exists, value: "", ignoresCase: false) }
        let comparisons: [Unicode.Scalar: Selector.Condition.Comparison] = [
            "~": .hasWord, "|": .isLanguage, "^": .begins, "$": .ends, "*": .contains,
        ]
        var comparison = Selector.Condition.Comparison.equals
        if let scalar = current, let special = comparisons[scalar] {
            next += 1
            comparison = special
        }
        try expect("=")
        skipBlanks()
        let value = current == "\"" || current == "'" ? try string() : try name()
        skipBlanks()
        let ignoresCase = take("i") || take("I")
        if !ignoresCase { _ = take("s") || take("S") }
        skipBlanks()
        try expect("]")
        return .attribute(name: attribute, comparison, value: value, ignoresCase: ignoresCase)
    }

    private mutating func pseudoClass() throws(SyntaxError) -> [Selector.Condition] {
        let start = next
        try expect(":")
        guard current != ":" else { throw failure("pseudo-elements are not supported", at: start) }
        let name = try name().lowercased()
        switch name {
        case "first-child": return [.position(step: 0, offset: 1)]
        case "last-child": return [.last]
        case "only-child": return [.position(step: 0, offset: 1), .last]
        case "nth-child":
            try expect("(")
            let argument = try upToParenthesis()
            guard let (step, offset) = Self.progression(argument) else {
                throw failure(
                    ":nth-child takes a number, odd, even, or something like 2n+1; not '\(argument)'", at: start)
            }
            return [.position(step: step, offset: offset)]
        case "not":
            try expect("(")
            var compounds: [Selector.Compound] = []
            repeat {
                skipBlanks()
                guard text[next...].prefix(5).map({ String($0).lowercased() }).joined() != ":not(" else {
                    throw failure(":not must not be nested in :not")
                }
                compounds.append(try compound())
                skipBlanks()
            } while take(",")
            try expect(")")
            return [.not(compounds)]
        default:
            throw failure(
                "unknown pseudo-class :\(name); supported are :first-child, :last-child, :only-child, :nth-child() and :not()",
                at: start)
        }
    }

    private mutating func upToParenthesis() throws(SyntaxError) -> String {
        let start = next
        while let scalar = current, scalar != ")" {
            guard scalar != "(" else { throw failure("unexpected \(here)") }
            next += 1
        }
        let argument = String(String.UnicodeScalarView(text[start..<next]))
        try expect(")")
        return argument
    }

    /// Parses `an+b`; nil if the text is not of that form, or a number is too large.
    private static func progression(_ text: String) -> (step: Int, offset: Int)? {
        func limited(_ digits: some StringProtocol) -> Int? { Int(digits).flatMap { abs($0) < 1 << 31 ? $0 : nil } }
        let text = text.lowercased().trimmingCharacters(in: .whitespacesAndNewlines)
        if text == "odd" { return (2, 1) }
        if text == "even" { return (2, 0) }
        guard let n = text.firstIndex(of: "n") else { return limited(text).map { (0, $0) } }
        let before = text[..<n]
        // Spaces are allowed around the sign between the parts, but not after the sign of the first part.
        let after = text[text.index(after: n)...].filter { !$0.isWhitespace }
        guard let step = before.isEmpty || before == "+" ? 1 : before == "-" ? -1 : limited(before) else { return nil }
        if after.isEmpty { return (step, 0) }
        guard let sign = after.first, "+-".contains(sign), let offset = limited(after), after.count > 1 else {
            return nil
        }
        return (step, offset)
    }

    /// Whether a name or an escape begins here.
    private var isNameNext: Bool {
        guard let scalar = current else { return false }
        return scalar.isNameStart || scalar == "\\" || scalar == "-"
    }

    /// A name; it may contain any character after a backslash, or as `\` and its number in hexadecimal.
    private mutating func name() throws(SyntaxError) -> String {
        let start = next
        var name = String.UnicodeScalarView()
        while let scalar = current {
            if scalar == "\\" {
                name.append(try escape())
            } else if scalar.isNamePart {
                next += 1
                name.append(scalar)
            } else {
                break
            }
        }
        guard next > start else { throw failure("expected a name but found \(here)") }
        let first = text[start] == "-" && next > start + 1 ? text[start + 1] : text[start]
        guard !("0"..."9").contains(first) else {
            throw failure("a name may not begin with a digit; write \\3\(first) and a blank for it", at: start)
        }
        guard next > start + 1 || text[start] != "-" else { throw failure("expected a name but found '-'", at: start) }
        return String(name)
    }

    private mutating func string() throws(SyntaxError) -> String {
        let start = next
        let quote = text[next]
        next += 1
        var string = String.UnicodeScalarView()
        while let scalar = current, scalar != quote {
            guard scalar != "\n" else { throw failure("a line ends in a string") }
            if scalar == "\\" {
                // A line break after a backslash is ignored.
                if next + 1 < text.count, text[next + 1] == "\n" {
                    next += 2
                } else {
                    string.append(try escape())
                }
            } else {
                string.append(scalar)
                next += 1
            }
        }
        guard take(quote) else { throw failure("this string has no end", at: start) }
        return String(string)
    }

    private mutating func escape() throws(SyntaxError) -> Unicode.Scalar {
        let start = next
        try expect("\\")
        var (code, digits): (UInt32, Int) = (0, 0)
        while digits < 6, let digit = current?.hexadecimal {
            code = code * 16 + digit
            digits += 1
            next += 1
        }
        if digits > 0 {
            if let scalar = current, scalar.isBlank { next += 1 }
            return code == 0 ? "\u{FFFD}" : Unicode.Scalar(code) ?? "\u{FFFD}"
        }
        guard let scalar = current, scalar != "\n" else { throw failure("nothing follows \\", at: start) }
        next += 1
        return scalar
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { UInt8(exactly: value)?.isBlank ?? false }
    fileprivate var isNameStart: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" || value >= 0x80
    }
    fileprivate var isNamePart: Bool { isNameStart || ("0"..."9").contains(self) || self == "-" }
    fileprivate var hexadecimal: UInt32? { isASCII ? Character(self).hexDigitValue.map(UInt32.init) : nil }
}
