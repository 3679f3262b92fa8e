import RNNSwift

extension Report {
    /// What histories are drawn of.
    enum Course {
        case argmax, sampled, loss, summedLoss

        /// What each run's main line shows, the first of these that it has.
        fileprivate var main: [History.Measure] {
            switch self {
            case .argmax: [.validationAccuracy, .trainingAccuracy]
            case .sampled: [.sampledAccuracy]
            case .loss: [.validationLoss, .trainingLoss]
            case .summedLoss: [.summedLoss]
            }
        }

        /// Limits of the run itself, and of the list.
        fileprivate var ownLimit: History.Measure? {
            switch self {
            case .argmax: .maximumAccuracy
            case .sampled: .maximumSampledAccuracy
            case .loss: .floor
            case .summedLoss: nil
            }
        }

        fileprivate func limit(_ maxima: PrefixStatistics) -> Double? {
            switch self {
            case .argmax: maxima.maximumArgmax
            case .sampled: maxima.maximumSampled
            case .loss: maxima.floorNats
            case .summedLoss: nil
            }
        }

        fileprivate var title: String {
            switch self {
            case .argmax: "Accuracy"
            case .sampled: "Sampled accuracy"
            case .loss: "Loss"
            case .summedLoss: "Summed loss"
            }
        }

        fileprivate var note: String {
            switch self {
            case .argmax: "The share of characters that the most probable guess gets right."
            case .sampled: "The share of characters that a guess drawn from the model's distribution gets right."
            case .loss: "The mean of -ln p of every character, in nats."
            case .summedLoss:
                "Summed over an epoch, as in the history; it grows with the number of characters in an epoch."
            }
        }
    }

    func historyFigure(_ course: Course, overTime: Bool) -> Figure? {
        var lines: [LineChart.Line] = []
        var drawn: [(result: Result, measure: History.Measure)] = []
        for result in drawnResults {
            guard let history = result.run.history, !overTime || history.hasTimes,
                let main = course.main.first(where: history.has)
            else { continue }
            drawn.append((result, main))
            for measure in course.main where history.has(measure) {
                let points = history.epochs.compactMap { epoch -> Curve.Point? in
                    // A logarithmic axis has no 0.
                    guard let x = overTime ? epoch.seconds : Double(epoch.number), x > 0 else { return nil }
                    return (x, epoch.values[measure] ?? .nan)
                }
                lines.append(
                    LineChart.Line(
                        label: result.run.label, style: result.style, curve: Curve(points: points),
                        isFaint: measure != main))
            }
        }
        guard lines.contains(where: { !$0.curve.finite.isEmpty }) else { return nil }
        let limits = limits(course, drawn)
        let isAccuracy = course == .argmax || course == .sampled
        let values = lines.flatMap { $0.curve.finite.map(\.y) } + limits.flatMap(\.values)
        let xs = lines.map { $0.curve.finite.map(\.x) }
        let chart = LineChart(
            x: overTime
                ? .time(xs.flatMap { $0 }, ends: xs.compactMap(\.last)) : .epochs(xs.flatMap { $0 }),
            y: isAccuracy
                ? .percent("of all characters", values)
                : .numbers(course == .loss ? "nats per character" : "nats per epoch", Self.withoutExplosions(values)),
            lines: lines, limits: limits,
            tellX: { overTime ? Figures.time($0) : "epoch \(Int($0))" },
            tellY: { isAccuracy ? Figures.percent($0) : Figures.loss($0) })
        var note = course.note
        let onTraining = drawn.filter { $0.measure == .trainingAccuracy || $0.measure == .trainingLoss }
        if lines.contains(where: \.isFaint) { note += " Thick: on held-out names. Dotted: on the training names." }
        if !onTraining.isEmpty, course != .summedLoss {
            note += " \(onTraining.map(\.result.run.label).joined(separator: ", ")): on the training names."
        }
        let lacking = results.filter { result in
            result.run.history != nil && !drawn.contains { $0.result.style == result.style }
        }
        if !lacking.isEmpty { note += " Not recorded: \(lacking.map(\.run.label).joined(separator: ", "))." }
        return Figure(
            title: course.title + (overTime ? " by time" : " by epoch"), note: note, panels: [chart.drawing()])
    }

    /// The theoretical limits of the runs on their held-out names, where the histories tell them, and else that of the
    /// list.
    private func limits(
        _ course: Course, _ drawn: [(result: Result, measure: History.Measure)]
    ) -> [LineChart.Limit] {
        let what = course == .loss ? ("minimum", "minima") : ("maximum", "maxima")
        let own = drawn.map { result, _ in
            course.ownLimit.flatMap { result.run.history?.values($0).last { $0?.isFinite == true } } ?? nil
        }
        var limits: [LineChart.Limit] = []
        let values = Set(own.compactMap { $0 }).sorted()
        if !values.isEmpty {
            let isHeldOut = drawn.contains { $0.result.run.history?.has(.validationLoss) ?? false }
            let whose = isHeldOut ? "held-out names" : "training names"
            limits.append(.init(label: "\(values.count == 1 ? what.0 : what.1), \(whose)", values: values))
        }
        // With labels, which tell more of what comes next, the limit is another one.
        let hasLabels = drawn.contains { !($0.result.run.model?.vocabulary.labels.isEmpty ?? true) }
        if own.contains(nil), !hasLabels, let original, let value = course.limit(original.maxima) {
            limits.append(.init(label: "\(what.0) on \(original.source)", values: [value]))
        }
        return limits
    }

    /// The values without those so large, as of a training that diverges, that nothing else could be told apart.
    private static func withoutExplosions(_ values: [Double]) -> [Double] {
        let sorted = values.sorted()
        let limit = 5 * abs(sorted[sorted.count / 2])
        return limit > 0 ? values.filter { $0 <= limit } : values
    }
}
