import RNNSwift

/// How wide text is, without a font: by the widths of common sans-serif faces, rather too wide than too narrow.
package enum TextFit {
    /// Pixels at a font size in pixels.
    package static func width(_ text: some StringProtocol, size: Double = 12) -> Double {
        text.reduce(0) { $0 + width(of: $1) } * size
    }

    /// The text, or as much of its beginning and its end as fits, and "…" between: names of files often differ at their
    /// ends.
    package static func fit(_ text: String, width limit: Double, size: Double = 12) -> String {
        guard width(text, size: size) > limit else { return text }
        let room = limit - size
        func part(_ characters: some Sequence<Character>, _ room: Double) -> [Character] {
            var used = 0.0
            return characters.prefix {
                used += width(of: $0) * size
                return used <= room
            }
        }
        let end = part(text.reversed(), room / 2)
        let begin = part(text, room - width(String(end), size: size))
        return String(begin) + "…" + String(end.reversed())
    }

    private static func width(of character: Character) -> Double {
        guard let code = character.unicodeScalars.first?.value else { return 0 }
        switch character {
        case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": return 0.32
        case "f", "r", "t", " ", "-", "(", ")", "/": return 0.4
        case "m", "w", "M", "W", "@", "%": return 0.92
        case "A"..."Z": return 0.7
        default: return code < 0x1100 ? 0.6 : 1.05
        }
    }
}
