/// Escaping of text for terminals: names, file names and server messages may contain control sequences.
extension StringProtocol {
    /// The text with control characters (except tabs and line feeds) and characters that change the text direction
    /// escaped as `\u001b`.
    ///
    /// Escaped are U+0000 to U+001F, U+007F to U+009F, embeddings, overrides and isolates of direction (U+202A to
    /// U+202E, U+2066 to U+2069), the separators of lines and paragraphs, and byte order marks. All have four digits,
    /// so JSON stays JSON.
    package var printable: String { escaping(keepingLines: true) }

    /// The escaped text on one line: line feeds are escaped, too.
    package var printableOnOneLine: String { escaping(keepingLines: false) }

    private func escaping(keepingLines: Bool) -> String {
        guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF }) else {
            return String(self)
        }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar == "\t" || scalar == "\n" && keepingLines || !scalar.steersTerminals {
                result.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                let zeros = String(repeating: "0", count: 4 - digits.count)
                result.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
            }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Whether the scalar can change the state of a terminal.
    fileprivate var steersTerminals: Bool {
        switch value {
        case 0x00..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
