import RNNSwift

/// The display of a running training on a terminal.
///
///     epoch 12 of 60  ██████░░░░░░░░░░░░░░░░░░░░░░░░  0:12  0:48 left  2.31 M characters per second
///     loss 2.0512  validation 2.0701  best 2.0689 after epoch 11  █▅▄▃▂▂▁▁▁▁▁
///     accuracy 33.1%, 66.7% of the maximum  sampled 24.1%, 57.7%
///     maria  jeston  kalie  brin
package struct TrainDisplay {
    /// Facts known before the first epoch.
    package struct Plan {
        /// The field that is trained, for a list of records.
        package var field: String?
        /// Total number of epochs, if the options limit it.
        package var epochs: Int?
        package var stepsPerEpoch: Int
        package var maximumSeconds: Double?
        /// Epochs and seconds of the training before it was resumed.
        package var before: (epochs: Int, seconds: Double) = (0, 0)

        package init(
            field: String? = nil, epochs: Int? = nil, stepsPerEpoch: Int, maximumSeconds: Double? = nil,
            before: (epochs: Int, seconds: Double) = (0, 0)
        ) {
            (self.field, self.epochs, self.stepsPerEpoch) = (field, epochs, stepsPerEpoch)
            (self.maximumSeconds, self.before) = (maximumSeconds, before)
        }
    }

    private static let mostSamples = 12

    package let plan: Plan
    private var last: Trainer.Epoch?
    /// Loss so far of an unfinished, long epoch.
    private var partialLoss: Double?
    private var best: (loss: Double, epoch: Int)?
    private var losses: [Double] = []
    private var samples: [String] = []

    package init(_ plan: Plan) { self.plan = plan }

    package mutating func append(_ epoch: Trainer.Epoch) {
        last = epoch
        partialLoss = nil
        let loss = epoch.measured?.nats ?? epoch.loss
        losses.append(loss)
        if epoch.isBest { best = (loss, epoch.number) }
        show(epoch.sample)
    }

    /// Reports progress of a long epoch.
    package mutating func append(_ epoch: Trainer.PartialEpoch) {
        partialLoss = epoch.loss
        show(epoch.sample)
    }

    private mutating func show(_ sample: String) {
        if !sample.isEmpty { samples.append(sample) }
        samples.removeFirst(max(samples.count - Self.mostSamples, 0))
    }

    /// - Parameters:
    ///   - step: Steps done of the epoch that is under way.
    ///   - seconds: Since the training began, with those before it was resumed.
    package func lines(step: Int, seconds: Double, columns: Int) -> [StyledLine] {
        let course = course(step: step, seconds: seconds, columns: columns)
        guard let last else {
            return [course, names].flatMap { StyledLine.lines(of: $0, columns: columns) }
        }
        return [course, results(last, columns: columns), accuracies(last), names].flatMap {
            StyledLine.lines(of: $0, columns: columns)
        }
    }

    private func course(step: Int, seconds: Double, columns: Int) -> [StyledLine] {
        let done = last?.number ?? plan.before.epochs
        let part = min(Double(step) / Double(max(plan.stepsPerEpoch, 1)), 1)
        var title = StyledLine(plan.field.map { "\($0): " } ?? "")
        title.append("epoch \(min(done + 1, plan.epochs ?? .max))", .bold)
        if let epochs = plan.epochs { title.append(" of \(epochs)") }
        var left = plan.maximumSeconds.map { $0 - (seconds - plan.before.seconds) }
        var share = part
        if let epochs = plan.epochs {
            share = min((Double(done) + part) / Double(epochs), 1)
            let own = Double(done - plan.before.epochs) + part
            if own > 0 {
                let rest = (Double(epochs - done) - part) * (seconds - plan.before.seconds) / own
                left = min(left ?? .infinity, rest)
            }
        }
        let width = min(30, columns)
        let full = Int((share * Double(width)).rounded(.down))
        var bar = StyledLine(String(repeating: "█", count: full))
        bar.append(String(repeating: "░", count: width - full), .dim)
        let late = last.flatMap(lateness).map { StyledLine($0) }
        let speed = last.map { StyledLine("\(($0.charactersPerSecond / 1e6).formatted(2)) M characters per second") }
        return [
            title, bar, partialLoss.map { StyledLine("loss so far \($0.formatted(4))") },
            StyledLine(clock(seconds), .dim), left.map { StyledLine("\(clock(max($0, 0))) left") }, speed, late,
        ].compactMap(\.self)
    }

    private func results(_ epoch: Trainer.Epoch, columns: Int) -> [StyledLine] {
        var items = [StyledLine("loss \(epoch.loss.formatted(4))")]
        if let measured = epoch.measured {
            let name = epoch.validation == nil ? "after epoch" : "validation"
            items.append(StyledLine("\(name) \(measured.nats.formatted(4))", epoch.isBest ? .good : .plain))
            if measured.names == 0 { items.append(StyledLine("\(measured.bits.formatted(3)) bits")) }
        }
        if let best, !epoch.isBest {
            items.append(StyledLine("best \(best.loss.formatted(4)) after epoch \(best.epoch)"))
        }
        return items + [StyledLine(sparkline(losses, columns: min(30, columns)), .bold)]
    }

    private func accuracies(_ epoch: Trainer.Epoch) -> [StyledLine] {
        guard let measured = epoch.measured else { return [] }
        let (accuracy, maximum) = (measured.accuracy, measured.maximum)
        guard measured.names > 0 else { return [StyledLine("accuracy \(accuracy.argmax.percent)")] }
        return [
            StyledLine(
                "accuracy \(accuracy.argmax.percent), \((accuracy.argmax / maximum.argmax).percent) of the maximum"),
            StyledLine("sampled \(accuracy.sampled.percent), \((accuracy.sampled / maximum.sampled).percent)"),
        ]
    }

    /// Samples, the latest first.
    private var names: [StyledLine] { samples.reversed().map { StyledLine($0, .dim) } }
}

/// Seconds as a clock shows them: 0:07, 12:34, 1:02:03.
package func clock(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds, 0), 1e9).rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
}
