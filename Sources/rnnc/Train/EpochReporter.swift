import RNNSwift

/// Tells of the epochs of a training as they pass: on standard error, as JSON on standard output, in the history.
final class EpochReporter {
    /// The time between two drawings.
    private static let interval = Duration.milliseconds(100)

    /// Of a list of records, the field that is trained.
    private let field: String?
    private let options: TrainingOptions
    private let progress: Progress
    /// Where JSON goes, if any does.
    private let json: StandardOutput?
    private let history: HistoryFile?
    private let before: Double
    private(set) var epochs = 0
    /// What went wrong; from then on nothing more is told, but on standard error.
    private(set) var failure: (any Error)?

    /// On a terminal.
    private var display: TrainDisplay?
    private let start = ContinuousClock.now
    private var drawn = ContinuousClock.now
    /// Of the epoch that is under way.
    private var steps: Int

    /// - Parameter checkpoint: What the training goes on from.
    init(
        field: String? = nil, _ trainer: Trainer, _ progress: Progress, json: StandardOutput?, history: HistoryFile?,
        from checkpoint: Checkpoint? = nil
    ) {
        before = checkpoint?.seconds ?? 0
        steps = checkpoint?.steps ?? 0
        options = trainer.options
        (self.field, self.progress, self.json, self.history) = (field, progress, json, history)
        if !progress.quiet, LiveRegion.standardError.isLive {
            display = TrainDisplay(
                .init(
                    field: field, epochs: trainer.mostEpochs < .max ? trainer.mostEpochs : nil,
                    stepsPerEpoch: trainer.stepsPerEpoch, maximumSeconds: options.maximumSeconds,
                    before: (checkpoint?.epochs ?? 0, before)))
        }
    }

    /// The next step begins.
    func tick() {
        guard display != nil else { return }
        if .now - drawn > Self.interval { draw() }
        steps += 1
    }

    private func draw() {
        guard let display else { return }
        drawn = .now
        let region = LiveRegion.standardError
        region.draw(
            display.lines(step: steps, seconds: before + (drawn - start) / .seconds(1), columns: region.size.columns))
    }

    func report(_ epoch: Trainer.Epoch) {
        epochs += 1
        if display == nil {
            progress.line(describe(epoch, options, before: before))
        } else {
            display?.append(epoch)
            steps = 0
        }
        guard failure == nil else { return }
        do {
            if let json {
                try json.json(EpochEvent(epoch, field: field))
                try json.flush()
            }
            try history?.append(epoch)
        } catch {
            failure = error
        }
    }

    /// The training is over; what a terminal shows of its end stays.
    func finish() {
        draw()
        LiveRegion.standardError.finish()
    }
}
