/// A curve as one line of text: ▇▅▃▂▂▁
///
/// - Parameters:
///   - values: From left to right; of more than `columns` of them, neighbors are averaged.
///   - columns: Maximum number of characters.
package func sparkline(_ values: [Double], columns: Int) -> String {
    let values = values.filter(\.isFinite)
    guard columns > 0, let least = values.min(), let most = values.max() else { return "" }
    let count = min(values.count, columns)
    let levels = Array("▁▂▃▄▅▆▇█")
    return String(
        (0..<count).map { column in
            let bucket = values[values.count * column / count..<values.count * (column + 1) / count]
            let mean = bucket.reduce(0, +) / Double(bucket.count)
            guard most > least else { return levels[0] }
            return levels[min(Int((mean - least) / (most - least) * Double(levels.count)), levels.count - 1)]
        })
}
