import RNNSwift

/// The parts of a person's name, as in lists of baseball players: `Ken Griffey Jr.+ (1989-2010)`.
package struct PlayerName: Equatable {
    package var first = ""
    package var last = ""
    /// "Jr.", "Sr.", "II", "III", "IV", or nothing.
    package var suffix = ""

    /// Parses a name, and drops a `+` for the hall of fame and years in parentheses after it.
    ///
    /// The last name is the last word, with the particles before it: "Elly | De La Cruz". It never begins with the
    /// first word, so "La Schelle | Tarver"; but a single word is a last name. A few last names of several words are
    /// known as such.
    package init(_ text: String) {
        var text = text[...]
        if text.last == ")", let open = text.lastIndex(of: "("),
            text[open...].dropFirst().dropLast().allSatisfy({ $0.isNumber || "-– ".contains($0) })
        {
            text = text[..<open]
        }
        while let last = text.last, last == "+" || last.isWhitespace { text.removeLast() }
        var words = text.split(whereSeparator: \.isWhitespace)
        if words.count > 1, let last = words.last, Self.suffixes.contains(String(last)) {
            suffix = String(words.removeLast())
        }
        let begin =
            words.indices.dropFirst().first {
                Self.particles.contains(words[$0].lowercased()) || Self.isCompound(words[$0...])
            }
            ?? max(words.count - 1, 0)
        first = words[..<begin].joined(separator: " ")
        last = words[begin...].joined(separator: " ")
    }

    private static func isCompound(_ words: ArraySlice<Substring>) -> Bool {
        compounds.contains(words.joined(separator: " ").lowercased())
    }

    private static let suffixes: Set = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"]

    private static let particles: Set = [
        "da", "dal", "de", "del", "della", "den", "der", "des", "di", "dos", "du", "la", "las", "le", "lo", "los",
        "st.",
        "ste.", "ten", "ter", "van", "vande", "vanden", "vander", "von",
    ]

    private static let compounds: Set = [
        "montes de oca", "ponce de leon", "ponce de león", "santo domingo", "woods richardson", "yellow horse",
    ]

    /// The header of a table of names.
    package static let columns = "first,last,suffix"

    /// A row of a table of names.
    package var row: String { [first, last, suffix].map { SpreadsheetCell.field($0) }.joined(separator: ",") }
}
