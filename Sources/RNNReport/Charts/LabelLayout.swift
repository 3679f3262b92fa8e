import RNNSwift

/// Labels one below another that must not cover each other.
package enum LabelLayout {
    /// Moves heights apart as little as needed so that they keep a distance, and within a range if they fit in it.
    package static func spread(_ wanted: [Double], distance: Double, within range: ClosedRange<Double>) -> [Double] {
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        var heights = order.map { wanted[$0] }
        // Down from the top, then up from the bottom where that went too far.
        var free = range.lowerBound
        for i in heights.indices {
            heights[i] = max(heights[i], free)
            free = heights[i] + distance
        }
        free = range.upperBound
        for i in heights.indices.reversed() {
            heights[i] = min(heights[i], free)
            free = heights[i] - distance
        }
        var result = wanted
        for (place, index) in order.enumerated() { result[index] = heights[place] }
        return result
    }
}
