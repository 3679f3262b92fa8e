import Foundation

/// The text of a page before it is parsed: character references are decoded as browsers do, which libxml2 does not.
///
/// `&#146;` is a character of windows-1252, names of the first versions of HTML need no semicolon (`&uuml`), and all
/// 2,125 names of HTML 5 are known. Decoded text is written as characters; text that would be markup is written as
/// numeric references. Scripts, styles, comments and CDATA sections of XML stay unchanged.
struct PageText {
    /// Maximum number of attributes of an element: the time of parsing is quadratic in it.
    static let mostAttributes = 1_000

    private let isXML: Bool
    private let watch: () throws -> Void
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var result: [UInt8] = []

    /// - Parameters:
    ///   - isXML: Otherwise the page is HTML.
    ///   - watch: Called from time to time; what it throws ends the work.
    static func decoded(_ text: Data, isXML: Bool, watch: @escaping () throws -> Void) throws -> [UInt8] {
        try text.withUnsafeBytes { bytes in
            var page = PageText(bytes: bytes.bindMemory(to: UInt8.self), isXML: isXML, watch: watch)
            try page.read()
            return page.result
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, isXML: Bool, watch: @escaping () throws -> Void) {
        (self.bytes, self.isXML, self.watch) = (bytes, isXML, watch)
        result.reserveCapacity(bytes.count + bytes.count / 8)
    }

    private mutating func read() throws {
        var steps = 0
        while position < bytes.count {
            steps += 1
            if steps % 4096 == 0 { try watch() }
            switch bytes[position] {
            case UInt8(ascii: "&"): readReference(inAttribute: false)
            case UInt8(ascii: "<"): try readMarkup()
            default: copy { $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "<") }
            }
        }
    }

    // MARK: Copying

    private mutating func copy(while isTaken: (UInt8) -> Bool) {
        let start = position
        while position < bytes.count, isTaken(bytes[position]) { position += 1 }
        result.append(contentsOf: bytes[start..<position])
    }

    private mutating func copy(to end: Int) {
        result.append(contentsOf: bytes[position..<end])
        position = end
    }

    /// Copies to the end of a text that is searched for, or to the end of the page.
    private mutating func copy(through text: StaticString, searchingFrom start: Int) {
        let length = text.utf8CodeUnitCount
        var end = start
        while end + length <= bytes.count, memcmp(bytes.baseAddress! + end, text.utf8Start, length) != 0 { end += 1 }
        copy(to: end + length <= bytes.count ? end + length : bytes.count)
    }

    private func isNext(_ text: StaticString, at start: Int) -> Bool {
        start + text.utf8CodeUnitCount <= bytes.count
            && memcmp(bytes.baseAddress! + start, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    // MARK: Markup

    private mutating func readMarkup() throws {
        let next = position + 1 < bytes.count ? bytes[position + 1] : 0
        if isNext("<!--", at: position) {
            // In HTML <!--> is a comment.
            copy(through: "-->", searchingFrom: position + (isXML ? 4 : 2))
        } else if isXML, isNext("<![CDATA[", at: position) {
            copy(through: "]]>", searchingFrom: position + 9)
        } else if isXML, next == UInt8(ascii: "?") {
            copy(through: "?>", searchingFrom: position + 2)
        } else if isXML, isNext("<!DOCTYPE", at: position) {
            copyDoctype()
        } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || next == UInt8(ascii: "/") {
            copy { $0 != UInt8(ascii: ">") }
        } else if next.isLetter || isXML && (next >= 0x80 || next == UInt8(ascii: "_") || next == UInt8(ascii: ":")) {
            try readTag()
        } else {
            result.append(contentsOf: "&lt;".utf8)
            position += 1
        }
    }

    /// Copies the document type declaration; its entities are ignored.
    private mutating func copyDoctype() {
        var depth = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "[") { depth += 1 }
            if byte == UInt8(ascii: "]") { depth -= 1 }
            copy(to: position + 1)
            if byte == UInt8(ascii: ">"), depth <= 0 { return }
        }
    }

    private mutating func readTag() throws {
        let start = position + 1
        copy(to: start)
        copy { !$0.isBlank && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }
        let name = bytes[start..<position]
        var count = 0
        while position < bytes.count {
            copy { $0.isBlank || $0 == UInt8(ascii: "/") }
            guard position < bytes.count, bytes[position] != UInt8(ascii: ">") else { break }
            count += 1
            guard count <= Self.mostAttributes else {
                throw CommandFailure(
                    "line \(line): an element has more than \(Self.mostAttributes) attributes")
            }
            readAttribute()
        }
        if position < bytes.count { copy(to: position + 1) }
        if !isXML { copyRawText(of: name) }
    }

    private var line: Int { bytes[..<position].count { $0 == 0x0A } + 1 }

    private mutating func readAttribute() {
        // A name may begin with an equals sign, or be one.
        copy(to: position + 1)
        copy { !$0.isBlank && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "=") }
        copy(while: \.isBlank)
        guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return }
        copy(to: position + 1)
        copy(while: \.isBlank)
        guard position < bytes.count else { return }
        let quote = bytes[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return readValue { $0.isBlank || $0 == UInt8(ascii: ">") }
        }
        copy(to: position + 1)
        readValue { $0 == quote }
        if position < bytes.count { copy(to: position + 1) }
    }

    private mutating func readValue(_ isEnd: (UInt8) -> Bool) {
        while position < bytes.count, !isEnd(bytes[position]) {
            if bytes[position] == UInt8(ascii: "&") {
                readReference(inAttribute: true)
            } else {
                copy { !isEnd($0) && $0 != UInt8(ascii: "&") }
            }
        }
    }

    /// Copies the raw text after the tag of a script or a similar element, up to its end tag.
    private mutating func copyRawText(of name: Slice<UnsafeBufferPointer<UInt8>>) {
        let name = Array(name.map { $0 | 0x20 })
        guard Self.rawElements.contains(name) else { return }
        var end = position
        while end < bytes.count {
            if bytes[end] == UInt8(ascii: "<"), end + 2 + name.count <= bytes.count,
                bytes[end + 1] == UInt8(ascii: "/"),
                bytes[(end + 2)..<(end + 2 + name.count)].elementsEqual(name, by: { $0 | 0x20 == $1 })
            {
                break
            }
            end += 1
        }
        copy(to: end)
    }

    private static let rawElements = ["script", "style", "xmp", "iframe", "noembed", "noframes"].map { Array($0.utf8) }

    // MARK: References

    /// Reads a character reference.
    private mutating func readReference(inAttribute: Bool) {
        position += 1
        if position < bytes.count, bytes[position] == UInt8(ascii: "#") {
            if let (scalar, end) = number() {
                position = end
                return write(String(scalar))
            }
        } else if let (text, end) = name(inAttribute: inAttribute) {
            position = end
            return write(text)
        }
        result.append(contentsOf: "&amp;".utf8)
    }

    /// The character of a numeric reference, and the end of the reference.
    private func number() -> (Unicode.Scalar, end: Int)? {
        var end = position + 1
        let isHexadecimal = end < bytes.count && bytes[end] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { end += 1 }
        let start = end
        var code: UInt32 = 0
        while end < bytes.count, let digit = bytes[end].digit, digit < (isHexadecimal ? 16 : 10) {
            code = min(code * (isHexadecimal ? 16 : 10) + digit, 0x110000)
            end += 1
        }
        guard end > start else { return nil }
        if end < bytes.count, bytes[end] == UInt8(ascii: ";") { end += 1 }
        if (0x80...0x9F).contains(code) { code = Self.windows1252[Int(code) - 0x80] }
        return (code == 0 ? "\u{FFFD}" : Unicode.Scalar(code) ?? "\u{FFFD}", end)
    }

    /// The text of a named reference, and the end of the reference.
    private func name(inAttribute: Bool) -> (String, end: Int)? {
        var end = position
        while end < bytes.count, end < position + 40, bytes[end].isLetter || (0x30...0x39).contains(bytes[end]) {
            end += 1
        }
        let run = bytes[position..<end]
        if end < bytes.count, bytes[end] == UInt8(ascii: ";"),
            let text = EntityNames.all[String(decoding: run, as: UTF8.self)]
        {
            return (text, end + 1)
        }
        guard !isXML else { return nil }
        for length in stride(from: min(run.count, EntityNames.longestOld), to: 1, by: -1) {
            let name = String(decoding: run.prefix(length), as: UTF8.self)
            guard EntityNames.old.contains(name), let text = EntityNames.all[name] else { continue }
            // A URL such as ?a=1&copy=2 contains no reference.
            let next = position + length < bytes.count ? bytes[position + length] : 0
            let isWord = next == UInt8(ascii: "=") || next.isLetter || (0x30...0x39).contains(next)
            return inAttribute && isWord ? nil : (text, position + length)
        }
        return nil
    }

    private mutating func write(_ text: String) {
        for scalar in text.unicodeScalars {
            if scalar.isASCII, !scalar.properties.isAlphabetic {
                result.append(contentsOf: "&#\(scalar.value);".utf8)
            } else {
                result.append(contentsOf: String(scalar).utf8)
            }
        }
    }

    /// The characters of windows-1252 from 128 to 159; numbers without a character stay unchanged.
    private static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153,
        0x9D,
        0x017E, 0x0178,
    ]
}

extension UInt8 {
    fileprivate var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }

    fileprivate var digit: UInt32? {
        switch self {
        case 0x30...0x39: UInt32(self) - 0x30
        case 0x41...0x46, 0x61...0x66: UInt32(self | 0x20) - 0x61 + 10
        default: nil
        }
    }
}
