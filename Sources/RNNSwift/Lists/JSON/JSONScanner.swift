/// Reads JSON (RFC 8259) from its beginning to its end, value by value, and knows where it is.
///
/// Nothing is built that is not asked for, and no string is changed: half of a surrogate pair is an error, U+FEFF and
/// U+0000 are characters like others.
package struct JSONScanner {
    /// A text that is not JSON, or not the JSON that is wanted. The description is one line with the place.
    package struct Failure: Error, CustomStringConvertible {
        package let line: Int
        /// In characters, from 1.
        package let column: Int
        package let reason: String
        package var place: String { "line \(line), column \(column)" }
        package var description: String { "\(place): \(reason)" }
    }

    package enum Kind { case object, array, string, number, constant, end }

    /// Deeper nesting is refused.
    package static let deepest = 512

    private let bytes: [UInt8]
    private let firstLine: Int
    private var position = 0
    private var depth = 0

    /// - Parameters:
    ///   - bytes: In UTF-8; a byte order mark before the first value is skipped.
    ///   - firstLine: The number of their first line.
    package init(_ bytes: [UInt8], firstLine: Int = 1) {
        self.bytes = bytes
        self.firstLine = firstLine
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// A failure at the value that comes next.
    package mutating func failure(_ reason: String) -> Failure {
        skipBlanks()
        return failure(reason, at: position)
    }

    /// The place of the value that comes next, for a failure that is found later.
    package mutating func mark() -> Int {
        skipBlanks()
        return position
    }

    package func failure(_ reason: String, at position: Int) -> Failure {
        let before = bytes[..<min(position, bytes.count)]
        var (line, start) = (firstLine, 0)
        for index in before.indices where bytes[index] == 0x0A || bytes[index] == 0x0D {
            if bytes[index] == 0x0A, index > 0, bytes[index - 1] == 0x0D {} else { line += 1 }
            start = index + 1
        }
        let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
        return Failure(line: line, column: column, reason: reason)
    }

    private func malformed(_ reason: String) -> Failure { malformed(reason, at: position) }

    private func malformed(_ reason: String, at position: Int) -> Failure {
        failure("not valid JSON: \(position < bytes.count ? reason : "the text ends too early")", at: position)
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    /// What comes next.
    package mutating func peek() throws -> Kind {
        skipBlanks()
        guard position < bytes.count else { return .end }
        switch bytes[position] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "-"), 0x30...0x39: return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return .constant
        default: throw malformed("unexpected \(here)")
        }
    }

    private var here: String {
        guard position < bytes.count else { return "end" }
        let text = String(decoding: bytes[position..<min(position + 16, bytes.count)], as: UTF8.self)
        guard let character = text.first,
            !character.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { return "control character" }
        return "'\(character)'"
    }

    /// Calls `body` before each element of an array; it has to read or skip the element.
    package mutating func forEachElement(_ body: (inout JSONScanner) throws -> Void) throws {
        try enter(UInt8(ascii: "["))
        defer { depth -= 1 }
        if take(UInt8(ascii: "]")) { return }
        while true {
            try body(&self)
            if take(UInt8(ascii: "]")) { return }
            guard take(UInt8(ascii: ",")) else { throw malformed("expected ',' or ']' but found \(here)") }
        }
    }

    /// Calls `body` with the key of each member of an object; it has to read or skip the value.
    package mutating func forEachMember(_ body: (inout JSONScanner, _ key: String) throws -> Void) throws {
        try enter(UInt8(ascii: "{"))
        defer { depth -= 1 }
        if take(UInt8(ascii: "}")) { return }
        while true {
            guard try peek() == .string else { throw malformed("expected a key but found \(here)") }
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw malformed("expected ':' but found \(here)") }
            try body(&self, key)
            if take(UInt8(ascii: "}")) { return }
            guard take(UInt8(ascii: ",")) else { throw malformed("expected ',' or '}' but found \(here)") }
        }
    }

    /// Passes over a value.
    package mutating func skip() throws {
        switch try peek() {
        case .object: try forEachMember { scanner, _ in try scanner.skip() }
        case .array: try forEachElement { try $0.skip() }
        case .string: _ = try string()
        case .number, .constant: _ = try literal()
        case .end: throw malformed("")
        }
    }

    /// A number or a constant as it is written.
    package mutating func literal() throws -> String {
        skipBlanks()
        let start = position
        while position < bytes.count, Self.isLiteral(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard Self.isNumber(bytes[start..<position]) || ["true", "false", "null"].contains(text) else {
            throw failure("not valid JSON: unexpected '\(text.prefix(40))'", at: start)
        }
        return text
    }

    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        func digits() -> Int {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let isZero = rest.first == 0x30
        let whole = digits()
        guard whole > 0, !isZero || whole == 1 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if let exponent = rest.first, exponent | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == 0x2B || byte == 0x2D || byte == 0x2E
    }

    /// Reads the string that comes next.
    package mutating func string() throws -> String {
        skipBlanks()
        guard position < bytes.count, bytes[position] == 0x22 else {
            throw malformed("expected a string but found \(here)")
        }
        position += 1
        let start = position
        while position < bytes.count, bytes[position] != 0x22, bytes[position] != 0x5C, bytes[position] >= 0x20 {
            position += 1
        }
        if position < bytes.count, bytes[position] == 0x22 {
            position += 1
            return try text(bytes[start..<position - 1], at: start)
        }
        position = start
        var text: [UInt8] = []
        while position < bytes.count {
            switch bytes[position] {
            case 0x22:
                position += 1
                return try self.text(text[...], at: start)
            case 0x5C: text += Array(String(try escape()).utf8)
            case ..<0x20: throw malformed("a control character in a string; write it with a backslash")
            default:
                text.append(bytes[position])
                position += 1
            }
        }
        throw failure("not valid JSON: a string that does not end", at: start - 1)
    }

    private func text(_ bytes: ArraySlice<UInt8>, at start: Int) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw failure("a string that is not UTF-8", at: start)
        }
        return text
    }

    private mutating func escape() throws -> Unicode.Scalar {
        let start = position
        guard position + 1 < bytes.count else { throw malformed("", at: bytes.count) }
        let kind = bytes[position + 1]
        position += 2
        switch kind {
        case 0x22, 0x5C, 0x2F: return Unicode.Scalar(kind)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default:
            throw failure("not valid JSON: there is no escape \\\(String(decoding: [kind], as: UTF8.self))", at: start)
        }
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, position + 1 < bytes.count, bytes[position] == 0x5C, bytes[position + 1] == UInt8(ascii: "u")
        {
            position += 2
            let second = try hexadecimal()
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar((first - 0xD800) << 10 + (second - 0xDC00) + 0x10000)
            {
                return scalar
            }
        }
        throw failure(
            "\\u\(String(first, radix: 16)) is half of a surrogate pair, and no character without the other half",
            at: start)
    }

    private mutating func hexadecimal() throws -> UInt32 {
        let digits = bytes[position..<min(position + 4, bytes.count)]
        guard digits.count == 4, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
            digits.first != 0x2B,
            digits.first != 0x2D
        else { throw malformed("after \\u come four hexadecimal digits") }
        position += 4
        return code
    }

    private mutating func enter(_ bracket: UInt8) throws {
        guard take(bracket) else {
            throw malformed("expected '\(Character(Unicode.Scalar(bracket)))' but found \(here)")
        }
        depth += 1
        guard depth <= Self.deepest else {
            throw failure("not valid JSON: nested more than \(Self.deepest) deep", at: position)
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }
}
