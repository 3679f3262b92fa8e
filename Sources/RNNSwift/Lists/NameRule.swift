import Foundation

/// What a name, or running text, may contain: the one rule for all that takes names in and all that reads them again.
///
/// A name is one line: it has neither a line feed nor a carriage return. Everything else can be written to a model and
/// is read again as it was. Lists take less than that: control characters, the separators of lines and paragraphs and
/// byte order marks are signs of a file that is no list, and are refused unless the caller allows them.
package struct NameRule: Sendable {
    /// The most Unicode scalars of one character.
    ///
    /// Unicode's stream-safe text format (UAX 15) has at most 30 marks on a letter, generators of "Zalgo" text set
    /// about a hundred, and the longest emoji have ten scalars.
    package static let longestCharacter = 256

    /// The most bytes of a name: eight for each character of the longest one.
    package static let mostBytes = 8 * NameList.longestName

    var allowsControlCharacters = false
    /// Running text has tabs, line breaks of all kinds and form feeds.
    var isRunningText = false

    func refuses(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x0D: !isRunningText
        case 0x09, 0x0C, 0x2028, 0x2029: !isRunningText && !allowsControlCharacters
        case 0x00..<0x20, 0x7F..<0xA0, 0xFEFF: !allowsControlCharacters
        default: false
        }
    }

    /// Throws if a text has what is refused.
    ///
    /// - Parameters:
    ///   - text: A part of a line, an entry or a field; the error counts the bytes from its beginning.
    ///   - position: Where that was found.
    package func check(_ text: Substring, source: String, position: () -> String) throws {
        if text.utf8.mayHaveControls, let index = text.unicodeScalars.firstIndex(where: refuses) {
            guard text.utf8[index] != 0x0A, text.utf8[index] != 0x0D else {
                throw ListError.malformed(source: source, reason: "\(position()): a name with a line break")
            }
            throw ListError.notText(
                source: source, position: position(), byte: text.byte(at: index),
                what: Self.description(text.unicodeScalars[index]))
        }
    }

    /// Throws if a text in normal form C has a character of too many scalars.
    func checkCharacters(_ text: String, source: String, position: () -> String) throws {
        if let scalars = Self.oversizedCharacter(in: text) {
            throw ListError.longCharacter(source: source, position: position(), scalars: scalars)
        }
    }

    private static func description(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x09: "a tab"
        case 0x2028, 0x2029: "the line separator \(scalar.code)"
        case 0xFEFF: "a byte order mark (\(scalar.code)) inside the text"
        default: "the control character \(scalar.code)"
        }
    }

    /// Whether a text is one character that a model can have in its vocabulary.
    package static func isCharacter(_ text: String, ofRunningText: Bool) -> Bool {
        text.count == 1 && text.unicodeScalars.count <= longestCharacter && (ofRunningText || isOneLine(text))
    }

    /// Whether a text, in normal form C, is a token of several characters that a model can have in its vocabulary.
    package static func isToken(_ text: String, ofRunningText: Bool) -> Bool {
        !text.isEmpty && text.utf8.count <= mostBytes && text.utf8.elementsEqual(NameList.composed(text).utf8)
            && oversizedCharacter(in: text) == nil && (ofRunningText || isOneLine(text))
    }

    /// Whether a text can be a name, or the name of a field, in a model.
    package static func isOneLine(_ text: String) -> Bool { !text.utf8.contains { $0 == 0x0A || $0 == 0x0D } }

    /// Without white space and byte order marks at both ends.
    package static func trimmed(_ text: String) -> Substring {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return text[first..<scalars.index(after: last)]
    }

    /// The scalars of the first character with more than ``longestCharacter`` of them.
    ///
    /// Examines only runs of at least this number of bytes that are not ASCII, and the character before each.
    static func oversizedCharacter(in text: String) -> Int? {
        guard text.utf8.count > longestCharacter else { return nil }
        var begin = text.startIndex
        while let first = text.utf8[begin...].firstIndex(where: { $0 >= 0x80 }) {
            let end = text.utf8[first...].firstIndex { $0 < 0x80 } ?? text.endIndex
            if text.utf8.distance(from: first, to: end) >= longestCharacter {
                let base = first > begin ? text.utf8.index(before: first) : first
                let count = text[base..<end].lazy.map(\.unicodeScalars.count).first { $0 > longestCharacter }
                if let count { return count }
            }
            begin = end
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// White space, or a byte order mark, which `cat` leaves at the beginning of a line.
    fileprivate var isBlank: Bool {
        value <= 0x20 ? value == 0x20 || (0x09...0x0D).contains(value) : value == 0xFEFF || properties.isWhitespace
    }

    /// As Unicode writes it: U+001B.
    package var code: String { "U+" + String(format: "%04X", value) }
}

extension Substring {
    /// The number, from 1, of the byte at an index, counted from the beginning of the string that this is a part of.
    fileprivate func byte(at index: String.Index) -> Int { base.utf8.distance(from: base.startIndex, to: index) + 1 }
}

extension Collection<UInt8> {
    /// Whether UTF-8 may have what ``NameRule/refuses(_:)`` refuses; it has not if this is false.
    fileprivate var mayHaveControls: Bool {
        contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF }
    }
}
