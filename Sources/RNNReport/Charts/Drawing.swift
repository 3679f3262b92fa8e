import RNNSwift

/// A chart that is drawn: elements of SVG on an area, and what they show in words.
struct Drawing {
    static let width = 410.0

    var width = Drawing.width
    var height: Double
    /// What it shows, for those who do not see it.
    var summary: String
    package var elements: [String] = []
}

extension Drawing {
    /// Inside a page, which has the style sheet.
    ///
    /// - Parameter id: Unique in the page.
    func inline(id: String, title: String, className: String = "") -> String {
        let (w, h) = (Markup.number(width), Markup.number(height))
        return """
            <svg viewBox="0 0 \(w) \(h)"\(className.isEmpty ? "" : " class=\"\(className)\"") role="img" \
            aria-labelledby="\(id)-t \(id)-d">
            <title id="\(id)-t">\(Markup.escape(title))</title>
            <desc id="\(id)-d">\(Markup.escape(summary))</desc>
            \(elements.joined(separator: "\n"))
            </svg>
            """
    }

    /// Several drawings one below another, each moved down by what is above it.
    static func stacked(_ drawings: [Drawing]) -> Drawing {
        var result = Drawing(height: 0, summary: drawings.map(\.summary).joined(separator: " "))
        result.width = drawings.map(\.width).max() ?? width
        for drawing in drawings {
            result.elements.append(
                "<g transform=\"translate(0 \(Markup.number(result.height)))\">\n"
                    + drawing.elements.joined(separator: "\n") + "\n</g>")
            result.height += drawing.height
        }
        return result
    }

    /// A file of its own, with title, style sheet and background.
    func file(title: String, note: String) -> String {
        let margin = 16.0
        let lines = Self.wrapped(note, width: width)
        let top = margin + 24 + 16 * Double(lines.count) + 8
        let (w, h) = (Markup.number(width + 2 * margin), Markup.number(height + top + margin))
        let notes = lines.enumerated().map { index, line in
            Self.text(line, x: margin, y: margin + 34 + 16 * Double(index), className: "muted")
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(w) \(h)" width="\(w)" height="\(h)" role="img" \
            aria-labelledby="t d">
            <title id="t">\(Markup.escape(title))</title>
            <desc id="d">\(Markup.escape(summary))</desc>
            <style>\(Palette.styleSheet)</style>
            <rect width="100%" height="100%" class="paper"/>
            <text x="\(Markup.number(margin))" y="\(Markup.number(margin + 12))" class="ink strong" \
            style="font-size:15px">\(Markup.escape(title))</text>
            \(notes.joined(separator: "\n"))
            <g transform="translate(\(Markup.number(margin)) \(Markup.number(top)))">
            \(elements.joined(separator: "\n"))
            </g>
            </svg>

            """
    }

    private static func wrapped(_ text: String, width: Double) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, TextFit.width(last + " " + word) <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}

extension Drawing {
    enum Anchor: String { case start, middle, end }

    static func text(
        _ text: String, x: Double, y: Double, anchor: Anchor = .start, className: String = "muted", size: Double? = nil
    ) -> String {
        let anchor = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        let size = size.map { " style=\"font-size:\(Markup.number($0))px\"" } ?? ""
        return "<text x=\"\(Markup.number(x))\" y=\"\(Markup.number(y))\"\(anchor) class=\"\(className)\"\(size)>"
            + "\(Markup.escape(text))</text>"
    }

    static func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, className: String, dash: String = "", width: Double = 1
    ) -> String {
        path("M\(Markup.point(x1, y1))L\(Markup.point(x2, y2))", className: className, dash: dash, width: width)
    }

    /// A line along a path.
    static func path(
        _ path: String, className: String, dash: String = "", width: Double, opacity: Double = 1
    ) -> String {
        let dash = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
        let opacity = opacity == 1 ? "" : " stroke-opacity=\"\(opacity)\""
        return "<path d=\"\(path)\" class=\"\(className)\" fill=\"none\" stroke=\"currentColor\" "
            + "stroke-width=\"\(width)\" stroke-linejoin=\"round\"\(dash)\(opacity)/>"
    }

    /// A filled shape, with the text for a pointer over it.
    static func shape(_ path: String, className: String, opacity: Double = 1, hint: String? = nil) -> String {
        let opacity = opacity == 1 ? "" : " fill-opacity=\"\(opacity)\""
        let start = "<path d=\"\(path)\" class=\"\(className)\" fill=\"currentColor\"\(opacity)"
        return hint.map { "\(start)><title>\(Markup.escape($0))</title></path>" } ?? "\(start)/>"
    }

    /// An invisible area with a text for a pointer over it.
    static func hint(_ text: String, x: Double, y: Double, width: Double, height: Double) -> String {
        "<path d=\"\(rectangle(x, y, width, height))\" fill-opacity=\"0\"><title>\(Markup.escape(text))</title></path>"
    }

    static func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
        "M\(Markup.point(x, y))h\(Markup.number(width))v\(Markup.number(height))h\(Markup.number(-width))Z"
    }
}
