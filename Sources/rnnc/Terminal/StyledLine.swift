/// A line of text for a terminal, in styled parts, with its width in columns.
package struct StyledLine: Equatable {
    package enum Style: Equatable {
        case plain, bold, dim, good

        /// Select Graphic Rendition, ECMA-48.
        fileprivate var code: String {
            switch self {
            case .plain: ""
            case .bold: "\u{1B}[1m"
            case .dim: "\u{1B}[2m"
            case .good: "\u{1B}[32m"
            }
        }
    }

    private struct Span: Equatable {
        var text: String
        var style: Style
    }

    private var spans: [Span] = []
    package private(set) var columns = 0

    /// - Parameter text: Control characters are escaped, and characters of width 0 are removed.
    package init(_ text: String = "", _ style: Style = .plain) { append(text, style) }

    package mutating func append(_ text: String, _ style: Style = .plain) {
        let text = text.printable.filter { $0.columns > 0 }
        guard !text.isEmpty else { return }
        spans.append(Span(text: text, style: style))
        columns += text.columns
    }

    package mutating func append(_ line: StyledLine) {
        spans += line.spans
        columns += line.columns
    }

    package var text: String { spans.map(\.text).joined() }

    /// The text for a terminal, with escape sequences if it is colored.
    package func encoded(colored: Bool) -> String {
        guard colored else { return text }
        return spans.map { $0.style == .plain ? $0.text : "\($0.style.code)\($0.text)\u{1B}[0m" }.joined()
    }

    /// The beginning of the line that fits into `limit` columns.
    package func cut(to limit: Int) -> StyledLine {
        guard columns > limit else { return self }
        var result = StyledLine()
        for span in spans {
            var text = ""
            var room = limit - result.columns
            for character in span.text {
                room -= character.columns
                guard room >= 0 else {
                    result.append(text, span.style)
                    return result
                }
                text.append(character)
            }
            result.append(text, span.style)
        }
        return result
    }

    /// Puts items side by side, two spaces between them, on as few lines of `columns` columns as possible.
    package static func lines(of items: [StyledLine], columns: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        for item in items where item.columns > 0 {
            if let last = lines.last, last.columns + 2 + item.columns <= columns {
                lines[lines.count - 1].append("  ")
                lines[lines.count - 1].append(item)
            } else {
                lines.append(item.cut(to: columns))
            }
        }
        return lines
    }
}

extension String {
    /// Width on a terminal, in columns.
    package var columns: Int { reduce(0) { $0 + $1.columns } }
}

extension Character {
    /// Width on a terminal, in columns: 2 for characters that Unicode Standard Annex 11 calls wide and for emoji, 0 for
    /// controls.
    package var columns: Int {
        guard let first = unicodeScalars.first, first.properties.generalCategory != .control else { return 0 }
        if first.value < 0x300 { return 1 }
        if [.format, .nonspacingMark].contains(first.properties.generalCategory) { return 0 }
        let isWide = Self.wide.contains { $0.contains(first.value) }
        return isWide || first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") ? 2 : 1
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
        0x20000...0x3FFFD,
    ]
}
