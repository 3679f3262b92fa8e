import Foundation

/// An encoding of Unicode other than UTF-8, as a file's beginning shows it.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case utf32LittleEndian = "UTF-32LE"
    case utf32BigEndian = "UTF-32BE"

    private static let marks: [(encoding: Self, bytes: [UInt8])] = [
        // The mark of UTF-16 is the beginning of that of UTF-32.
        (.utf32LittleEndian, [0xFF, 0xFE, 0, 0]), (.utf32BigEndian, [0, 0, 0xFE, 0xFF]),
        (.utf16LittleEndian, [0xFF, 0xFE]), (.utf16BigEndian, [0xFE, 0xFF]),
    ]

    /// Whether a file begins with the byte order mark of one of them.
    static func isMarked(_ head: some Collection<UInt8>) -> Bool { marks.contains { head.starts(with: $0.bytes) } }

    /// What a file that is not the text it should be is encoded in, by its byte order mark or by its first bytes; nil
    /// if they fit no other encoding.
    package init?(guessing head: some Collection<UInt8>) {
        let head = Array(head.prefix(4096))
        if let mark = Self.marks.first(where: { head.starts(with: $0.bytes) }) {
            self = mark.encoding
            return
        }
        let fits = Self.allCases.compactMap { encoding in encoding.fit(head).map { (encoding, $0) } }
        guard let best = fits.max(by: { $0.1 < $1.1 }) else { return nil }
        self = best.0
    }

    private var unit: Int { self == .utf16LittleEndian || self == .utf16BigEndian ? 2 : 4 }
    private var isBigEndian: Bool { self == .utf16BigEndian || self == .utf32BigEndian }

    /// How well bytes are text in this encoding; nil if they are none, or rather text in one of ASCII's kind.
    private func fit(_ head: [UInt8]) -> Int? {
        let units = stride(from: 0, to: head.count - unit + 1, by: unit).map { begin in
            head[begin..<begin + unit].enumerated().reduce(UInt32(0)) {
                $0 | UInt32($1.element) << UInt32(8 * (isBigEndian ? unit - 1 - $1.offset : $1.offset))
            }
        }
        guard !units.isEmpty, units.allSatisfy(isText) else { return nil }
        // Text has a line break, a space or a letter of ASCII or Latin-1 somewhere.
        let common = units.count { $0 < 0x100 }
        guard common > 0 else { return nil }
        // Four bytes that are a scalar are no accident. Two are: most pairs of ASCII letters are an ideograph.
        if unit == 4 { return .max }
        let ascii = head.count { (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x0D }
        guard 10 * ascii < 7 * head.count else { return nil }
        // Text is of one script or two, and of what is common to all.
        var scripts: [UInt32: Int] = [:]
        for unit in units where unit >= 0x100 && unit >> 8 != 0x20 { scripts[Self.script(unit), default: 0] += 1 }
        let others = scripts.values.sorted(by: >)
        guard 10 * others.dropFirst(2).reduce(0, +) <= units.count else { return nil }
        return 2 * common + (others.first ?? 0)
    }

    private func isText(_ unit: UInt32) -> Bool {
        switch unit {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: false
        // Halves of UTF-16, which pairs are made of, and private use, which no text of two-byte units has.
        case 0xD800..<0xE000: self.unit == 2
        case 0xE000..<0xF900: self.unit == 4
        default: unit < 0x110000
        }
    }

    /// A number that the scripts of most names have for themselves.
    private static func script(_ unit: UInt32) -> UInt32 {
        switch unit >> 8 {
        case 0x30..<0xA0, 0xF9...0xFA, 0xFF: 0x4E  // kana, ideographs, full-width forms
        case 0xAC..<0xD8, 0x11: 0xAC  // Hangul
        case 0xD8..<0xE0, 0x26...0x27, 0xFE: 0xD8  // emoji
        case 0x01...0x02, 0x1E: 0x01  // Latin
        case 0x06...0x08, 0xFB: 0x06  // Arabic, Hebrew
        case let row: row
        }
    }

    /// A command that converts a file.
    func conversion(of source: String, isMarked: Bool) -> String {
        let name = isMarked ? String(rawValue.dropLast(2)) : rawValue
        let isFile = !source.hasPrefix("standard input")
        return "iconv -f \(name) -t UTF-8" + (isFile ? " \(source) > utf8.txt" : "")
    }
}
