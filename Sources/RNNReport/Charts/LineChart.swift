import RNNSwift

/// Lines over a common x axis, each labeled at its end, with horizontal lines for what cannot be exceeded.
struct LineChart {
    struct Line {
        let label: String
        /// Index of a color of ``Palette``.
        let style: Int
        let curve: Curve
        /// A companion of another line: thin, without marks and label.
        var isFaint = false
        /// One of many behind the others: thin and gray, without marks and label.
        var isBackground = false
    }

    /// One line, or several of a kind under one label.
    struct Limit {
        let label: String
        let values: [Double]
    }

    private static let height = 300.0
    /// Points that a pointer can ask for.
    private static let hints = 40

    let x: Axis
    let y: Axis
    let lines: [Line]
    let limits: [Limit]
    /// Format of a value.
    let tellX: (Double) -> String
    let tellY: (Double) -> String

    private var labelled: [Line] { lines.filter { !$0.isFaint && !$0.isBackground && !$0.curve.finite.isEmpty } }

    func drawing() -> Drawing {
        let labels = labelled.map { TextFit.fit($0.label, width: 116) }
        let frame = Frame(
            x: x, y: y, width: Drawing.width, height: Self.height,
            tail: 14 + (labels.map { TextFit.width($0) }.max() ?? 0))
        var drawing = Drawing(height: Self.height, summary: summary)
        drawing.elements = frame.elements()
        for line in lines.filter(\.isBackground) + lines.filter(\.isFaint)
            + lines.filter({ !$0.isFaint && !$0.isBackground })
        {
            drawing.elements += elements(of: line, in: frame)
        }
        drawing.elements += limitElements(frame)
        drawing.elements += labelElements(labels, frame)
        drawing.elements += hintElements(frame)
        return drawing
    }

    private func elements(of line: Line, in frame: Frame) -> [String] {
        let (color, pieces) = (Palette.colorClass(line.style), line.curve.pieces(within: y.domain))
        var elements: [String] = []
        var path = ""
        for piece in pieces {
            let points = Curve.thinned(piece, columns: 120, scale: frame.xScale)
            path += "M" + points.map { Markup.point(frame.xScale($0.x), frame.yScale($0.y)) }.joined(separator: "L")
        }
        if line.isBackground {
            return path.isEmpty ? [] : [Drawing.path(path, className: "list", width: 1, opacity: 0.7)]
        }
        if !path.isEmpty {
            elements.append(
                Drawing.path(
                    path, className: color, dash: line.isFaint ? "1.5 2" : Palette.dash(line.style),
                    width: line.isFaint ? 1.2 : 2, opacity: line.isFaint ? 0.75 : 1))
        }
        guard !line.isFaint else { return elements }
        for point in marks(pieces.flatMap { $0 }, frame, style: line.style) {
            let (px, py) = (frame.xScale(point.x), frame.yScale(point.y))
            elements.append(Drawing.shape(Palette.mark(line.style, x: px, y: py, radius: 3.4), className: color))
        }
        return elements
    }

    /// Some points of a line, every 60 pixels or so, at other places for each run, and the last one.
    private func marks(_ points: [Curve.Point], _ frame: Frame, style: Int) -> [Curve.Point] {
        var next = frame.left + Double(style * 17 % 60)
        var marks: [Curve.Point] = []
        for point in points where frame.xScale(point.x) >= next {
            marks.append(point)
            while next <= frame.xScale(point.x) { next += 60 }
        }
        if let last = points.last {
            if let mark = marks.last, frame.xScale(last.x) - frame.xScale(mark.x) < 14 { marks.removeLast() }
            marks.append(last)
        }
        return marks
    }

    private func limitElements(_ frame: Frame) -> [String] {
        let lines = limits.flatMap(\.values).map { value in
            Drawing.line(
                frame.left, frame.yScale(value), frame.right, frame.yScale(value), className: "ink", dash: "6 4",
                width: 1.3)
        }
        // Above the lines, or below them where they are at the top.
        let wanted = limits.map { limit -> Double in
            let heights = limit.values.map { frame.yScale($0) }
            let (top, bottom) = (heights.min() ?? 0, heights.max() ?? 0)
            return top - 6 < frame.top + 8 ? bottom + 15 : top - 6
        }
        let places = LabelLayout.spread(wanted, distance: 15, within: frame.top...frame.bottom - 4)
        let texts = zip(limits, places).map { limit, place in
            let value = tell(limit)
            let label = TextFit.fit(
                limit.label, width: frame.right - frame.left - 12 - TextFit.width(value, size: 11), size: 11)
            return Drawing.text("\(label) \(value)", x: frame.left + 4, y: place, className: "ink halo", size: 11)
        }
        return lines + texts
    }

    /// A limit's value, or the range of its values.
    private func tell(_ limit: Limit) -> String {
        let (low, high) = (tellY(limit.values.min() ?? 0), tellY(limit.values.max() ?? 0))
        return low == high ? low : "\(low) to \(high)"
    }

    private func labelElements(_ labels: [String], _ frame: Frame) -> [String] {
        let ends = labelled.map { line in
            let last = line.curve.finite.last!
            return (
                x: frame.xScale(last.x), y: frame.yScale(min(max(last.y, y.domain.lowerBound), y.domain.upperBound))
            )
        }
        let heights = LabelLayout.spread(
            ends.map { $0.y + 4 }, distance: 14, within: frame.top + 4...max(frame.bottom, frame.top + 4))
        return labelled.indices.flatMap { i in
            let color = Palette.colorClass(labelled[i].style)
            let place = (x: frame.right + 9, y: heights[i])
            let text = Drawing.text(labels[i], x: place.x, y: place.y, className: color + " strong")
            // A line that ends early, or whose label had to move, is tied to it.
            guard frame.right - ends[i].x > 6 || abs(place.y - 4 - ends[i].y) > 6 else { return [text] }
            let leader = "M\(Markup.point(ends[i].x + 5, ends[i].y))L\(Markup.point(place.x - 2, place.y - 4))"
            return [Drawing.path(leader, className: color, width: 0.8, opacity: 0.5), text]
        }
    }

    /// Invisible columns that tell their values when a pointer rests on them.
    private func hintElements(_ frame: Frame) -> [String] {
        let width = (frame.right - frame.left) / Double(Self.hints)
        let columns = lines.filter { !$0.isFaint && !$0.isBackground }.map { line in
            (
                line.label,
                Dictionary(line.curve.finite.map { (Int((frame.xScale($0.x) - frame.left) / width), $0) }) { $1 }
            )
        }
        return (0...Self.hints).compactMap { column in
            let points = columns.compactMap { label, points in points[column].map { (label, $0) } }
            guard !points.isEmpty else { return nil }
            let text = points.map { "\($0): \(tellY($1.y)) at \(tellX($1.x))" }.joined(separator: " · ")
            return Drawing.hint(
                text, x: frame.left + width * Double(column), y: frame.top, width: width,
                height: frame.bottom - frame.top)
        }
    }

    private var summary: String {
        let lines = labelled.map { line -> String in
            let points = line.curve.finite
            let values = points.map(\.y)
            return "\(line.label): \(points.count) points, first \(tellY(values[0])), last \(tellY(values.last!)), "
                + "from \(tellY(values.min()!)) to \(tellY(values.max()!)), until \(tellX(points.last!.x))."
        }
        let limits = limits.map { "\($0.label): \(tell($0))." }
        return (lines + limits).joined(separator: " ")
    }
}
