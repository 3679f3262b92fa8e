extension JSONScanner {
    /// Reads the string that comes next.
    package mutating func string() throws -> String {
        try skipBlanks()
        guard position < bytes.count, bytes[position] == 0x22 else {
            throw malformed("expected a string but found \(here)")
        }
        position += 1
        let start = position
        while try hasByte(), bytes[position] != 0x22, bytes[position] != 0x5C, bytes[position] >= 0x20 {
            position += 1
        }
        if position < bytes.count, bytes[position] == 0x22 {
            position += 1
            return try text(bytes[start..<position - 1], at: start)
        }
        position = start
        var text: [UInt8] = []
        while try hasByte() {
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
        try load(12)  // two halves of a surrogate pair
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
}
