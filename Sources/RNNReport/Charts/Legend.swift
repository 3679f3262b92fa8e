import RNNSwift

/// Samples of colors and marks with what they stand for, in as many lines as they need.
struct Legend {
    enum Sample {
        /// A box in the color of a class.
        case box(String, opacity: Double)
        /// The mark of a run.
        case mark(Int)
        /// The mark of a place in an order.
        case ordinal(Int)
    }

    let entries: [(sample: Sample, label: String)]

    private static let lineHeight = 18.0

    package func elements(width: Double) -> (elements: [String], height: Double) {
        var (x, y) = (0.0, 0.0)
        var elements: [String] = []
        for (sample, label) in entries {
            let label = TextFit.fit(label, width: width - 20)
            let size = 18 + TextFit.width(label)
            if x > 0, x + size > width { (x, y) = (0, y + Self.lineHeight) }
            switch sample {
            case .box(let name, let opacity):
                elements.append(
                    Drawing.shape(Drawing.rectangle(x, y + 3, 12, 10), className: name, opacity: opacity))
            case .mark(let style), .ordinal(let style):
                let mark = Palette.mark(style, x: x + 6, y: y + 8, radius: 4)
                let isOrdinal = if case .ordinal = sample { true } else { false }
                elements.append(Drawing.shape(mark, className: isOrdinal ? "v\(style)" : Palette.colorClass(style)))
            }
            elements.append(Drawing.text(label, x: x + 18, y: y + 12, className: "ink"))
            x += size + 16
        }
        return (elements, entries.isEmpty ? 0 : y + Self.lineHeight + 6)
    }
}
