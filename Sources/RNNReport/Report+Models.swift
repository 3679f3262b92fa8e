import Foundation
import RNNSwift

/// The charts of models.
extension Report {
    var generating: [(result: Result, generated: Generated)] {
        results.compactMap { result in result.generated.map { (result, $0) } }
    }

    package var evaluated: [(result: Result, evaluation: Evaluation)] {
        results.compactMap { result in result.evaluation.map { (result, $0) } }
    }

    /// The limits on the list of the evaluated runs. For a model with labels, which tell more of what comes next, they
    /// are others.
    private func limits(_ own: (Evaluation) -> Double, of list: Double) -> [Double] {
        evaluated.map { $0.evaluation.labelNats > 0 ? own($0.evaluation) : list }
    }

    /// Accuracies on the list, beside what it allows.
    var maximumFigure: Figure? {
        guard let original, !evaluated.isEmpty else { return nil }
        func panel(_ heading: String, _ kind: KeyPath<Accuracy, Double>, maximum: Double) -> Drawing {
            let maximum = limits({ $0.maximum[keyPath: kind] }, of: maximum).max() ?? maximum
            let rows = evaluated.map { result, evaluation in
                let (share, limit) = (evaluation.accuracy[keyPath: kind], evaluation.maximum[keyPath: kind])
                return BarChart.Row(
                    label: result.run.label, style: result.style, parts: [share],
                    value: "\(Figures.percent(share, 2)), \(Figures.percent(share / limit)) of it")
            }
            return BarChart(limit: ("maximum \(Figures.percent(maximum, 2))", maximum), rows: rows, heading: heading)
                .drawing()
        }
        return Figure(
            title: "Accuracy and its theoretical maximum",
            note: "On all of \(original.source), exactly. The dashed line is what no model can pass that guesses each "
                + "character from the ones before it, because equal prefixes have different continuations.",
            panels: [
                panel("The most probable character", \.argmax, maximum: original.maxima.maximumArgmax),
                panel(
                    "A character drawn by its probability", \.sampled, maximum: original.maxima.maximumSampled),
            ], isWide: true)
    }

    /// The loss on the list, beside its entropy.
    var minimumFigure: Figure? {
        guard let original, !evaluated.isEmpty else { return nil }
        let floor = limits(\.floorNats, of: original.maxima.floorNats).min() ?? original.maxima.floorNats
        let rows = evaluated.map { result, evaluation in
            BarChart.Row(
                label: result.run.label, style: result.style, parts: [evaluation.nats],
                value: Figures.loss(evaluation.nats))
        }
        return Figure(
            title: "Loss and its theoretical minimum",
            note:
                "Nats per character on all of \(original.source), exactly. No model can be below the dashed line, the entropy of "
                + "the next character after each beginning.",
            panels: [BarChart(limit: ("minimum \(Figures.loss(floor))", floor), rows: rows).drawing()])
    }

    var recreatedFigure: Figure? {
        guard let original, !evaluated.isEmpty else { return nil }
        let rows = evaluated.map { result, evaluation in
            BarChart.Row(
                label: result.run.label, style: result.style, parts: [evaluation.recreated],
                value: Figures.percent(evaluation.recreated, 2))
        }
        return Figure(
            title: "Share recreated",
            note:
                "The probability that a generated name is in \(original.source), summed over all of its names, not "
                + "sampled."
                + (evaluated.contains { $0.evaluation.labelNats > 0 }
                    ? " With labels, that it is there with the labels that it is generated with." : ""),
            panels: [BarChart(reach: 1, rows: rows).drawing()])
    }

    var duplicatesFigure: Figure? {
        guard !generating.isEmpty else { return nil }
        let rows = generating.map { result, generated in
            let (count, distinct) = (generated.statistics.count, generated.statistics.distinct)
            let known = original.map { original in
                generated.statistics.occurrences.keys.lazy.filter { original.statistics.occurrences[$0] != nil }.count
            }
            let firsts = known.map { [distinct - $0, $0] } ?? [distinct]
            return BarChart.Row(
                label: result.run.label, style: result.style,
                parts: (firsts + [count - distinct]).map { Double($0) / Double(count) },
                value: "\(Figures.percent(Double(count - distinct) / Double(count))) repeated")
        }
        let parts = original == nil ? ["the first time", "again"] : ["new", "in the list", "again"]
        return Figure(
            title: "Duplicates",
            note: "Fractions of \(Figures.count(options.count)) generated names: those generated for the first time"
                + (original == nil ? "" : ", new or from the list,") + " and those generated again.",
            panels: [BarChart(reach: 1, rows: rows, partLabels: parts).drawing()])
    }

    var timeFigure: Figure? {
        guard options.timing, !generating.isEmpty else { return nil }
        let rows = generating.map { result, generated in
            let speed = Double(generated.statistics.count) / max(generated.seconds, 1e-9)
            return BarChart.Row(
                label: result.run.label, style: result.style, parts: [generated.seconds],
                value: "\(Figures.time(generated.seconds)), \(Figures.count(Int(speed / 100) * 100)) a second")
        }
        return Figure(
            title: "Time to generate",
            note: "\(Figures.count(options.count)) names, measured once while this report was made, on "
                + "\(options.threads.counted("thread")).",
            panels: [BarChart(rows: rows).drawing()], isMeasured: true)
    }

    var lengthsFigure: Figure? {
        guard !generating.isEmpty else { return nil }
        let all = generating.map(\.generated.statistics) + (original.map { [$0.statistics] } ?? [])
        // To the length that a thousandth of the names of no side exceeds.
        let last =
            all.map { statistics in
                var seen = 0
                return statistics.lengths.sorted { $0.key < $1.key }.first {
                    seen += $0.value
                    return Double(seen) >= 0.999 * Double(statistics.count)
                }?.key ?? 1
            }.max() ?? 1
        let first = all.compactMap { $0.lengths.keys.min() }.min() ?? 1
        // Many lengths in steps.
        let step = last - first < 40 ? 1 : Int(Ticks.step(Double(last - first + 1) / 40).rounded(.up))
        let groups = stride(from: step == 1 ? first : first - first % step, through: last, by: step).map {
            $0...$0 + step - 1
        }
        func shares(_ statistics: NameStatistics) -> [Double] {
            groups.map { $0.reduce(0) { $0 + statistics.share(ofLength: $1) } }
        }
        let chart = ColumnChart(
            categories: groups.map { step == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" },
            title: "characters", columns: original.map { (Self.listLabel($0), shares($0.statistics)) },
            series: generating.map { result, generated in
                .init(label: result.run.label, style: result.style, shares: shares(generated.statistics))
            }, isContinuous: true)
        return Figure(
            title: "Lengths of names", note: "The fraction of names by number of characters.", panels: [chart.drawing()]
        )
    }

    var meanLengthFigure: Figure? {
        guard !generating.isEmpty else { return nil }
        func row(_ label: String, _ style: Int?, _ statistics: NameStatistics) -> BarChart.Row {
            let (mean, median) = (statistics.meanLength, statistics.medianLength)
            return BarChart.Row(
                label: label, style: style, parts: [mean],
                value:
                    "\(Figures.decimal(mean, 2)), median \(Figures.decimal(median, median == median.rounded() ? 0 : 1))"
            )
        }
        let rows =
            (original.map { [row($0.source, nil, $0.statistics)] } ?? [])
            + generating.map { row($0.result.run.label, $0.result.style, $0.generated.statistics) }
        return Figure(
            title: "Mean and median length", note: "Characters per name; the bars are the means.",
            panels: [BarChart(rows: rows).drawing()])
    }

    var lettersFigure: Figure? {
        guard !generating.isEmpty else { return nil }
        let all = generating.map(\.generated.statistics)
        var weights = original?.statistics.characters ?? [:]
        if original == nil {
            for statistics in all { weights.merge(statistics.characters) { $0 + $1 } }
        }
        let sorted = weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let shown = Array(sorted.prefix(36))
        func chart(_ characters: ArraySlice<Character>, width: Double) -> Drawing {
            ColumnChart(
                categories: characters.map { $0 == " " ? "␣" : String($0) }, title: "character",
                columns: original.map { original in
                    (Self.listLabel(original), characters.map { original.statistics.share(of: $0) })
                },
                series: generating.map { result, generated in
                    .init(
                        label: result.run.label, style: result.style,
                        shares: characters.map { generated.statistics.share(of: $0) })
                }, isContinuous: false, width: width
            ).drawing()
        }
        let half = min(shown.count, 18)
        let rest = sorted.count > shown.count ? "The \(shown.count) most frequent of \(sorted.count) characters." : ""
        return Figure(
            title: "Letter frequencies", note: "The share of each character among all characters of the names. \(rest)",
            panels: [chart(shown[...], width: 920)],
            narrow: [chart(shown[..<half], width: Drawing.width)]
                + (half < shown.count ? [chart(shown[half...], width: Drawing.width)] : []),
            isWide: true)
    }

    var namesFigure: Figure? {
        guard !generating.isEmpty else { return nil }
        let list = original.flatMap { $0.hasFrequencies ? $0 : nil }
        let sides =
            (list.map { [($0.source, $0.statistics, nil as Int?)] } ?? [])
            + generating.map { ($0.result.run.label, $0.generated.statistics, $0.result.style) }
        let panels = sides.map { ($0, $1, $2, $1.mostFrequent(15)) }
        func share(_ times: Int, _ statistics: NameStatistics) -> Double { Double(times) / Double(statistics.count) }
        // One scale for all of them.
        let reach = panels.map { share($3.first?.times ?? 0, $1) }.max() ?? 0
        let drawings = panels.map { heading, statistics, style, names in
            let rows = names.map { name, times in
                let share = share(times, statistics)
                return BarChart.Row(
                    label: name, style: style, parts: [share], value: Figures.percent(share, 2),
                    isHollow: style != nil && original.map { $0.statistics.occurrences[name] == nil } ?? false)
            }
            return BarChart(reach: reach, rows: rows, heading: heading).drawing()
        }
        return Figure(
            title: "Most frequent names",
            note: "The share of all names." + (original == nil ? "" : " An outline: the name is not in the list."),
            panels: drawings, isWide: drawings.count > 1)
    }

    private static func listLabel(_ original: Original) -> String {
        "\(TextFit.fit(original.source, width: 200)), the list"
    }
}
