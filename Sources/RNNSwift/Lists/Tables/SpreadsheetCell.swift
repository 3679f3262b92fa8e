import Foundation

/// A cell of a CSV file that a spreadsheet program may open.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return may be run as a formula there. Such a text
/// gets an apostrophe before it, unless it is a number; so does one that begins with apostrophes and then one of these,
/// so that taking one apostrophe away gives every text back. Tables are read that way.
package enum SpreadsheetCell {
    /// A text as a field of a CSV file: guarded, and in quotation marks where that is needed.
    ///
    /// - Parameter isQuoted: Whether quotation marks are written in any case.
    package static func field(_ text: String, delimiter: Character = ",", isQuoted: Bool = false) -> String {
        let text = Array(guarded(text).utf8)
        let needsQuotes =
            isQuoted || text.first == 0x20 || text.last == 0x20
            || text.contains { $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == delimiter.asciiValue }
        guard needsQuotes else { return String(decoding: text, as: UTF8.self) }
        // By bytes: a quotation mark may have a combining character after it.
        let doubled = text.flatMap { $0 == 0x22 ? [$0, $0] : [$0] }
        return String(decoding: [0x22] + doubled + [0x22], as: UTF8.self)
    }

    /// A text that no spreadsheet program takes for a formula.
    static func guarded(_ text: String) -> String {
        let isFormula = isFormula(text.utf8) && !isNumber(text)
        return isFormula || isGuarded(text.utf8) ? "'" + text : text
    }

    /// Whether a text begins with apostrophes and then with what begins a formula.
    static func isGuarded(_ text: some Collection<UInt8>) -> Bool {
        text.first == 0x27 && isFormula(text.drop { $0 == 0x27 })
    }

    /// What stands for a text, without the apostrophe that guards it.
    package static func unguarded(_ text: String) -> String {
        isGuarded(text.utf8) ? String(text.unicodeScalars.dropFirst()) : text
    }

    private static func isFormula(_ text: some Collection<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        return first == 0x3D || first == 0x2B || first == 0x2D || first == 0x40 || first == 0x09 || first == 0x0D
    }

    private static func isNumber(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }
            && Double(text) != nil
    }
}
