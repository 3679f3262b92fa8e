import RNNSwift

/// The points of a line; where a y is no finite number, the line has a gap.
package struct Curve {
    package typealias Point = (x: Double, y: Double)

    package let points: [Point]

    package init(points: [Point]) {
        self.points = points
    }

    /// The finite points.
    package var finite: [Point] { points.filter { $0.x.isFinite && $0.y.isFinite } }

    /// Pieces without gaps. What leaves the range of y is cut off at its ends.
    package func pieces(within range: ClosedRange<Double>) -> [[Point]] {
        var pieces: [[Point]] = [[]]
        func edge(_ inside: Point, _ outside: Point) -> Point {
            let limit = outside.y > range.upperBound ? range.upperBound : range.lowerBound
            let share = (limit - inside.y) / (outside.y - inside.y)
            return (inside.x + share * (outside.x - inside.x), limit)
        }
        var previous: Point?
        for point in points {
            guard point.x.isFinite, point.y.isFinite else {
                previous = nil
                pieces.append([])
                continue
            }
            if range.contains(point.y) {
                if let previous, !range.contains(previous.y) { pieces[pieces.count - 1].append(edge(point, previous)) }
                pieces[pieces.count - 1].append(point)
            } else if let previous, range.contains(previous.y) {
                pieces[pieces.count - 1].append(edge(previous, point))
                pieces.append([])
            }
            previous = point
        }
        return pieces.filter { !$0.isEmpty }
    }

    /// At most four points for each of `columns` columns of a scale: the first, the lowest, the highest and the last
    /// one, in their order. Drawn in that number of pixels, it looks unchanged (Jugel, Jerzak, Hackenbroich and Markl,
    /// "M4", VLDB 2014).
    package static func thinned(_ points: [Point], columns: Int, scale: Scale) -> [Point] {
        guard points.count > 4 * columns else { return points }
        var result: [Point] = []
        var group: [Point] = []
        func close() {
            guard !group.isEmpty else { return }
            let low = group.indices.min { group[$0].y < group[$1].y }!
            let high = group.indices.max { group[$0].y < group[$1].y }!
            result += Set([0, low, high, group.count - 1]).sorted().map { group[$0] }
            group.removeAll(keepingCapacity: true)
        }
        func column(_ point: Point) -> Int {
            Int((scale(point.x) - scale.begin) / (scale.end - scale.begin) * Double(columns))
        }
        for point in points {
            if let first = group.first, column(first) != column(point) { close() }
            group.append(point)
        }
        close()
        return result
    }
}
