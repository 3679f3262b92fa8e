import RNNSwift

/// Points on two logarithmic axes of the same kind, with the line on which both are equal.
struct ScatterChart {
    struct Group {
        let label: String
        /// The place in an order, of ``Palette/ordinals``.
        let style: Int
        let points: [(x: Double, y: Double, label: String)]
    }

    let heading: String
    let x: Axis
    let y: Axis
    let groups: [Group]

    func drawing() -> Drawing {
        let (samples, legend) = Legend(entries: groups.map { (.ordinal($0.style), $0.label) }).elements(
            width: Drawing.width)
        let head = legend + 22
        let frame = Frame(x: x, y: y, width: Drawing.width, height: 320 + head, head: head)
        var drawing = Drawing(height: 320 + head, summary: summary)
        drawing.elements = [
            Drawing.text(TextFit.fit(heading, width: Drawing.width), x: 0, y: 13, className: "ink strong"),
            "<g transform=\"translate(0 22)\">" + samples.joined() + "</g>",
        ]
        drawing.elements += frame.elements()
        let (low, high) = (max(x.domain.lowerBound, y.domain.lowerBound), min(x.domain.upperBound, y.domain.upperBound))
        if low < high {
            drawing.elements.append(
                Drawing.line(
                    frame.xScale(low), frame.yScale(low), frame.xScale(high), frame.yScale(high), className: "ink",
                    dash: "6 4", width: 1.3))
        }
        for group in groups {
            drawing.elements.append("<g class=\"v\(group.style)\" fill=\"currentColor\" fill-opacity=\"0.8\">")
            drawing.elements += group.points.map { point in
                let mark = Palette.mark(group.style, x: frame.xScale(point.x), y: frame.yScale(point.y), radius: 2.6)
                let label =
                    "\(TextFit.fit(point.label, width: 300)): list \(Self.share(point.x)), model \(Self.share(point.y))"
                return "<path d=\"\(mark)\"><title>\(Markup.escape(label))</title></path>"
            }
            drawing.elements.append("</g>")
        }
        if low < high {
            // Above the beginning of the line, which rises.
            let (label, size) = ("as often as in the list", 11.0)
            let share = min((TextFit.width(label, size: size) + 8) / (frame.xScale(high) - frame.xScale(low)), 1)
            let end = frame.yScale(low) + share * (frame.yScale(high) - frame.yScale(low))
            drawing.elements.append(
                Drawing.text(label, x: frame.xScale(low) + 4, y: end - 6, className: "ink halo", size: size))
        }
        return drawing
    }

    private static func share(_ value: Double) -> String {
        value >= 1e-6 ? Figures.percent(value, value < 1e-3 ? 4 : 2) : "under 0.0001%"
    }

    private var summary: String {
        "\(heading). "
            + groups.map { group in
                let names = group.points.count.counted("name")
                let above = group.points.filter { $0.y > $0.x }.count
                return "\(group.label): \(names), \(above) of them more often than in the list."
            }.joined(separator: " ")
    }
}
