import RNNSwift

/// Horizontal bars from zero, one per row, with the value at the end of each bar.
struct BarChart {
    struct Row {
        let label: String
        /// Index of a run, or nil for the list.
        let style: Int?
        /// One after another in one bar, ever paler.
        let parts: [Double]
        let value: String
        /// Only an outline.
        var isHollow = false
    }

    /// What no row can pass, as a dashed line across all of them.
    var limit: (label: String, value: Double)?
    /// The least length of the axis.
    var reach = 0.0
    let rows: [Row]
    var heading: String?
    /// What the parts are, if there are several.
    var partLabels: [String] = []

    private static let rowHeight = 24.0
    static let opacities = [1, 0.5, 0.2]

    func drawing() -> Drawing {
        let width = Drawing.width
        let labels = rows.map { TextFit.fit($0.label, width: 130) }
        let left = 10 + (labels.map { TextFit.width($0) }.max() ?? 0)
        let right = width - 10 - (rows.map { TextFit.width($0.value) }.max() ?? 0)
        let totals = rows.map { $0.parts.reduce(0, +) }
        let most = max(reach, limit?.value ?? 0, totals.filter(\.isFinite).max() ?? 0)
        let scale = Scale(0...(most > 0 ? most : 1), from: left, to: right)
        let legend = Legend(
            entries: partLabels.enumerated().map { (.box("ink", opacity: Self.opacities[$0.offset]), $0.element) })
        let (samples, legendHeight) = legend.elements(width: width)
        var drawing = Drawing(height: 0, summary: summary)
        drawing.elements = samples
        var y = legendHeight
        if let heading {
            drawing.elements.append(
                Drawing.text(TextFit.fit(heading, width: width), x: 0, y: y + 13, className: "ink strong"))
            y += 24
        }
        if limit != nil { y += 18 }
        let top = y
        var texts: [String] = []
        for (row, label) in zip(rows, labels) {
            let color = row.style.map(Palette.colorClass) ?? "list"
            texts.append(Drawing.text(label, x: left - 8, y: y + 16, anchor: .end, className: "ink"))
            var x = left
            for (part, opacity) in zip(row.parts, Self.opacities) where part.isFinite && part > 0 {
                let end = scale(part) - left + x
                let shape = Drawing.rectangle(x, y + 4, max(end - x, 0.5), 16)
                drawing.elements.append(
                    row.isHollow
                        ? Drawing.path(shape, className: color, width: 1.5)
                        : Drawing.shape(shape, className: color, opacity: opacity, hint: "\(row.label): \(row.value)"))
                x = end
            }
            // Beside the bar, and beside the limit.
            let end = max(x, limit.map { scale($0.value) } ?? 0)
            texts.append(Drawing.text(row.value, x: end + 6, y: y + 16, className: "ink"))
            y += Self.rowHeight
        }
        drawing.elements += texts
        drawing.elements.append(Drawing.line(left, top, left, y, className: "muted"))
        if let limit {
            let place = scale(limit.value)
            drawing.elements.append(Drawing.line(place, top - 2, place, y, className: "ink", dash: "4 3", width: 1.3))
            let half = TextFit.width(limit.label) / 2
            drawing.elements.append(
                Drawing.text(
                    limit.label, x: min(place, width - half), y: top - 6, anchor: .middle, className: "ink", size: 11))
        }
        drawing.height = y + 4
        return drawing
    }

    private var summary: String {
        let start = [heading.map { "\($0)." }, partLabels.isEmpty ? nil : partLabels.joined(separator: ", ") + "."]
        let rows = rows.map { "\($0.label): \($0.value)." }
        return (start.compactMap { $0 } + rows + [limit.map { "\($0.label)." }].compactMap { $0 }).joined(
            separator: " ")
    }
}
