import Foundation
import RNNSwift

/// Generated against original frequency.
extension Report {
    /// Points of a chart, whatever the size of the list.
    private static let points = 400
    /// Names that are less probable are drawn at the lower edge.
    private static let leastProbability = 1e-8

    var frequenciesFigure: Figure? {
        guard let original, original.hasFrequencies, !evaluated.isEmpty else { return nil }
        let names = original.statistics.mostFrequent(original.statistics.distinct)
        // The most frequent names, and an even selection of the others.
        let head = min(Self.points / 2, names.count)
        let step = max((names.count - head - 1) / (Self.points - head) + 1, 1)
        let chosen = Array(names[..<head]) + stride(from: head, to: names.count, by: step).map { names[$0] }
        let bounds = Self.lengthGroups(original.statistics)
        let panels = evaluated.compactMap { result, _ -> (Result, [(x: Double, y: Double, label: String)])? in
            guard let model = result.run.model, let predictor = result.run.predictor else { return nil }
            func logProbability(of name: String) -> Double? {
                guard result.run.ensemble != nil else { return try? model.logProbability(of: name) }
                let score = predictor.scores(for: [name])[0]
                return score.unknownParts.isEmpty ? score.logProbability : nil
            }
            return (
                result,
                chosen.compactMap { name, times in
                    // Not of names with characters that the model does not know.
                    guard let logarithm = logProbability(of: name) else { return nil }
                    return (
                        Double(times) / Double(original.statistics.count), max(exp(logarithm), Self.leastProbability),
                        name
                    )
                }
            )
        }
        let all = panels.flatMap(\.1)
        let x = Axis.logarithmicPercent("share in the list", all.map(\.x))
        let y = Axis.logarithmicPercent("probability that the model generates it", all.map(\.y))
        let drawings = panels.map { result, points in
            let groups = bounds.indices.map { index in
                ScatterChart.Group(
                    label: Self.groupLabel(bounds, index), style: index,
                    points: points.filter { bounds[index].contains($0.label.count) })
            }
            return ScatterChart(heading: result.run.label, x: x, y: y, groups: groups.filter { !$0.points.isEmpty })
                .drawing()
        }
        let which =
            names.count > chosen.count
            ? " \(chosen.count) of \(Figures.count(names.count)) distinct names are shown." : ""
        return Figure(
            title: "Generated against original frequency",
            note:
                "A mark is a name of \(original.source), by its length. On the dashed line the model generates it as often as "
                + "it is in the list; below, more rarely (at the lower edge, with a probability of 10⁻⁸ or less). Computed exactly, not sampled.\(which)",
            panels: drawings, isWide: drawings.count > 1)
    }

    /// Ranges of lengths with about as many names each.
    private static func lengthGroups(_ statistics: NameStatistics) -> [ClosedRange<Int>] {
        let sorted = statistics.lengths.sorted { $0.key < $1.key }
        var groups: [ClosedRange<Int>] = []
        var (begin, seen) = (sorted.first?.key ?? 1, 0)
        for (length, count) in sorted {
            seen += count
            if seen * 4 >= statistics.count * (groups.count + 1), groups.count < 3 {
                groups.append(begin...length)
                begin = length + 1
            }
        }
        if let last = sorted.last?.key, begin <= last { groups.append(begin...last) }
        return groups
    }

    private static func groupLabel(_ groups: [ClosedRange<Int>], _ index: Int) -> String {
        let group = groups[index]
        let range = group.count == 1 ? "\(group.lowerBound)" : "\(group.lowerBound)–\(group.upperBound)"
        return index > 0 ? range : range + (group == 1...1 ? " character" : " characters")
    }
}
