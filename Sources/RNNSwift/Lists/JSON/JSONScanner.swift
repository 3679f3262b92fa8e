import Foundation

/// Reads JSON (RFC 8259) from its beginning to its end, value by value, and knows where it is. Of a file that is read
/// in pieces, only the current element of the outermost array is in memory.
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
    /// What has been read is dropped when it is longer.
    private static let longestPast = 1 << 18

    /// What has been read and not dropped.
    private(set) var bytes: [UInt8]
    /// Reads the next piece, which is empty at the end; nil if everything has been read.
    private var next: (() throws -> Data)?
    /// Where `bytes` begin.
    private var origin: TextPlace
    var position = 0
    private var depth = 0

    /// - Parameters:
    ///   - bytes: In UTF-8; a byte order mark before the first value is skipped.
    ///   - firstLine: The number of their first line.
    package init(_ bytes: [UInt8], firstLine: Int = 1) {
        self.bytes = bytes
        origin = TextPlace(line: firstLine)
        dropByteOrderMark()
    }

    /// - Parameter next: Reads the next piece of a file; the one after the last is empty.
    package init(_ next: @escaping () throws -> Data) throws {
        self.init([])
        self.next = next
        try load(3)
        dropByteOrderMark()
    }

    private mutating func dropByteOrderMark() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    }

    /// Reads pieces until there are at least `count` bytes from the position on, or the end is reached.
    mutating func load(_ count: Int) throws {
        while let next, bytes.count - position < count {
            let piece = try next()
            if piece.isEmpty { self.next = nil } else { bytes += piece }
        }
    }

    /// Whether there is a byte at the position.
    mutating func hasByte() throws -> Bool {
        if position >= bytes.count { try load(1) }
        return position < bytes.count
    }

    /// Drops what has been read. Earlier positions are invalid after that.
    private mutating func dropPast() {
        origin.advance(over: bytes[..<position])
        bytes.removeSubrange(..<position)
        position = 0
    }

    /// A failure at the value that comes next, of which the beginning has been looked at.
    package mutating func failure(_ reason: String) -> Failure {
        skipLoadedBlanks()
        return failure(reason, at: position)
    }

    /// The place of the value that comes next, for a failure that is found later.
    package mutating func mark() throws -> Int {
        try skipBlanks()
        return position
    }

    package func failure(_ reason: String, at position: Int) -> Failure {
        var place = origin
        place.advance(over: bytes[..<min(position, bytes.count)])
        return Failure(line: place.line, column: place.characters + 1, reason: reason)
    }

    /// Where the bytes that have been read are not UTF-8: the line, and the byte of the line, from 1.
    package var invalidUTF8: (line: Int, byte: Int)? {
        var (parser, place) = (UTF8.ForwardParser(), origin)
        var (iterator, index) = (bytes.makeIterator(), 0)
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar):
                place.advance(over: bytes[index..<index + scalar.count])
                index += scalar.count
            case .emptyInput: return nil
            // The rest of the last character may not have been read.
            case .error: return next != nil && index + 4 > bytes.count ? nil : (place.line, place.bytes + 1)
            }
        }
    }

    func malformed(_ reason: String) -> Failure { malformed(reason, at: position) }

    func malformed(_ reason: String, at position: Int) -> Failure {
        failure("not valid JSON: \(position < bytes.count ? reason : "the text ends too early")", at: position)
    }

    mutating func skipBlanks() throws {
        skipLoadedBlanks()
        while next != nil, bytes.count - position < Self.longestExcerpt {
            try load(Self.longestExcerpt)
            skipLoadedBlanks()
        }
    }

    private mutating func skipLoadedBlanks() {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    /// What comes next.
    package mutating func peek() throws -> Kind {
        try skipBlanks()
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

    /// Bytes of the text that messages show.
    private static let longestExcerpt = 16

    var here: String {
        guard position < bytes.count else { return "end" }
        let text = String(decoding: bytes[position..<min(position + Self.longestExcerpt, bytes.count)], as: UTF8.self)
        guard let character = text.first,
            !character.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { return "control character" }
        return "'\(character)'"
    }

    /// Calls `body` before each element of an array; it has to read or skip the element.
    package mutating func forEachElement(_ body: (inout JSONScanner) throws -> Void) throws {
        try enter(UInt8(ascii: "["))
        defer { depth -= 1 }
        if try take(UInt8(ascii: "]")) { return }
        while true {
            if depth == 1, next != nil, position >= Self.longestPast { dropPast() }
            try body(&self)
            if try take(UInt8(ascii: "]")) { return }
            guard try take(UInt8(ascii: ",")) else { throw malformed("expected ',' or ']' but found \(here)") }
        }
    }

    /// Calls `body` with the key of each member of an object; it has to read or skip the value.
    package mutating func forEachMember(_ body: (inout JSONScanner, _ key: String) throws -> Void) throws {
        try enter(UInt8(ascii: "{"))
        defer { depth -= 1 }
        if try take(UInt8(ascii: "}")) { return }
        while true {
            guard try peek() == .string else { throw malformed("expected a key but found \(here)") }
            let key = try string()
            guard try take(UInt8(ascii: ":")) else { throw malformed("expected ':' but found \(here)") }
            try body(&self, key)
            if try take(UInt8(ascii: "}")) { return }
            guard try take(UInt8(ascii: ",")) else { throw malformed("expected ',' or '}' but found \(here)") }
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
        try skipBlanks()
        let start = position
        while try hasByte(), Self.isLiteral(bytes[position]) { position += 1 }
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

    private mutating func enter(_ bracket: UInt8) throws {
        guard try take(bracket) else {
            throw malformed("expected '\(Character(Unicode.Scalar(bracket)))' but found \(here)")
        }
        depth += 1
        guard depth <= Self.deepest else {
            throw failure("not valid JSON: nested more than \(Self.deepest) deep", at: position)
        }
    }

    private mutating func take(_ byte: UInt8) throws -> Bool {
        try skipBlanks()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }
}
