import RNNSwift

/// Shares by category: columns for the list, and a mark for each run.
struct ColumnChart {
    struct Series {
        let label: String
        let style: Int
        let shares: [Double]
    }

    /// One a category. Where there are too many, some are left out.
    let categories: [String]
    let title: String
    /// The list's shares, if there is one.
    var columns: (label: String, shares: [Double])?
    let series: [Series]
    /// Whether the categories are numbers, so that a line may join their marks.
    let isContinuous: Bool
    var width = Drawing.width

    func drawing() -> Drawing {
        let entries: [(Legend.Sample, String)] =
            (columns.map { [(.box("list", opacity: 1), $0.label)] } ?? []) + series.map { (.mark($0.style), $0.label) }
        let (samples, head) = Legend(entries: entries).elements(width: width)
        let values = (columns?.shares ?? []) + series.flatMap(\.shares)
        let y = Axis.percent("share", values, fromZero: true)
        let x = Axis(title: title, domain: 0...Double(max(categories.count, 1)), isLogarithmic: false, ticks: [])
        let frame = Frame(x: x, y: y, width: width, height: 290 + head, head: head)
        var drawing = Drawing(width: width, height: 290 + head, summary: summary)
        drawing.elements = samples + frame.elements(marksX: false) + columnElements(frame)
        drawing.elements += series.enumerated().flatMap { seriesElements($0.element, number: $0.offset, frame) }
        drawing.elements += categoryElements(frame) + hintElements(frame)
        return drawing
    }

    private func columnElements(_ frame: Frame) -> [String] {
        guard let columns else { return [] }
        let step = frame.xScale(1) - frame.xScale(0)
        return columns.shares.enumerated().compactMap { index, share in
            guard share > 0 else { return nil }
            let top = frame.yScale(share)
            return Drawing.shape(
                Drawing.rectangle(frame.xScale(Double(index)) + step * 0.1, top, step * 0.8, frame.bottom - top),
                className: "list")
        }
    }

    private func seriesElements(_ series: Series, number: Int, _ frame: Frame) -> [String] {
        let color = Palette.colorClass(series.style)
        let step = frame.xScale(1) - frame.xScale(0)
        // Without a line the marks of several runs stand side by side.
        let shift =
            isContinuous || self.series.count < 2
            ? 0 : step * 0.6 * (Double(number) / Double(self.series.count - 1) - 0.5)
        let points = series.shares.enumerated().map { index, share in
            (x: frame.xScale(Double(index) + 0.5) + shift, y: frame.yScale(share))
        }
        var elements: [String] = []
        if isContinuous, points.count > 1 {
            let path = "M" + points.map { Markup.point($0.x, $0.y) }.joined(separator: "L")
            elements.append(Drawing.path(path, className: color, dash: Palette.dash(series.style), width: 1.6))
        }
        let radius = min(3.6, max(step * 0.3, 1.5))
        return elements
            + points.map {
                Drawing.shape(
                    Palette.mark(series.style, x: $0.x, y: $0.y, radius: radius), className: color)
            }
    }

    private func categoryElements(_ frame: Frame) -> [String] {
        let widest = categories.map { TextFit.width($0) }.max() ?? 0
        let step = frame.xScale(1) - frame.xScale(0)
        let every = max(1, Int(((widest + 4) / step).rounded(.up)))
        return stride(from: 0, to: categories.count, by: every).map { index in
            Drawing.text(
                categories[index], x: frame.xScale(Double(index) + 0.5), y: frame.bottom + 16, anchor: .middle,
                className: "ink")
        }
    }

    /// Invisible columns that tell the shares of their category when a pointer rests on them.
    private func hintElements(_ frame: Frame) -> [String] {
        categories.indices.map { index in
            let (left, right) = (frame.xScale(Double(index)), frame.xScale(Double(index + 1)))
            let shares = sides.map { "\($0.label): \(Figures.percent($0.shares[index]))" }
            return Drawing.hint(
                ([categories[index]] + shares).joined(separator: " · "), x: left, y: frame.top, width: right - left,
                height: frame.bottom - frame.top)
        }
    }

    private var sides: [(label: String, shares: [Double])] {
        (columns.map { [($0.label, $0.shares)] } ?? []) + series.map { ($0.label, $0.shares) }
    }

    private var summary: String {
        sides.map { label, shares in
            let top = shares.indices.sorted { (shares[$1], $0) < (shares[$0], $1) }.prefix(5)
            let most = top.map { "\(categories[$0]) (\(Figures.percent(shares[$0])))" }
            return "\(label): most at \(most.joined(separator: ", "))."
        }.joined(separator: " ")
    }
}
