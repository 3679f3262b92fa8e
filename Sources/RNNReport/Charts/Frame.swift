import RNNSwift

/// The area of a chart with two axes: grid, marks and titles around it.
struct Frame {
    let x: Axis
    let y: Axis
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let xScale: Scale
    let yScale: Scale

    /// - Parameters:
    ///   - head: Room for a legend above the title of the y axis.
    ///   - tail: Room to the right of the plot.
    init(x: Axis, y: Axis, width: Double, height: Double, head: Double = 0, tail: Double = 12) {
        (self.x, self.y) = (x, y)
        left = 8 + (y.ticks.map { TextFit.width($0.label) }.max() ?? 0)
        right = width - tail
        top = 24 + head
        bottom = height - 38
        xScale = x.scale(from: left, to: right)
        yScale = y.scale(from: bottom, to: top)
    }

    /// The grid, and everything outside of the plot.
    ///
    /// - Parameter marksX: False where a chart writes what is below its x axis itself.
    package func elements(marksX: Bool = true) -> [String] {
        var elements: [String] = []
        for (value, label) in y.ticks {
            let height = yScale(value)
            elements.append(Drawing.line(left, height, right, height, className: "grid"))
            elements.append(Drawing.text(label, x: left - 6, y: height + 4, anchor: .end))
        }
        if marksX {
            var free = -Double.infinity
            for (value, label) in x.ticks {
                let place = xScale(value)
                elements.append(Drawing.line(place, bottom, place, bottom + 4, className: "muted"))
                // A label that would run into the one before, or out of the chart, is left out.
                let half = TextFit.width(label) / 2
                if place - half > free, place + half < right + 14 {
                    elements.append(Drawing.text(label, x: place, y: bottom + 17, anchor: .middle))
                    free = place + half + 6
                }
            }
        }
        elements.append(Drawing.line(left, bottom, right, bottom, className: "muted"))
        elements.append(Drawing.text(y.title, x: 0, y: top - 12))
        elements.append(Drawing.text(x.title, x: right, y: bottom + 33, anchor: .end))
        return elements
    }
}
