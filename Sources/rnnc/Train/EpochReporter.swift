import RNNReport
import RNNSwift

/// Reports each epoch of a training on standard error, as JSON on standard output, and in the history.
final class EpochReporter {
    /// Form of the output on standard error.
    enum Form {
        /// Several lines that are redrawn.
        case display
        /// One line that is overwritten.
        case line
        /// One line per epoch, or per several epochs.
        case lines
    }

    /// Minimum time between two drawings.
    private static let interval = Duration.milliseconds(100)
    /// Default interval at which a display shows a sample of an unfinished epoch, in seconds.
    static let sampleInterval = 10.0

    /// The field that is trained, for a list of records.
    private let field: String?
    /// The number of the network that is trained, for an ensemble.
    private let member: Int?
    private let options: TrainingOptions
    private let progress: Progress
    /// Nil for no output on standard error.
    private let form: Form?
    private let logEvery: Int
    /// Interval of reports on unfinished epochs, in seconds; nil for none.
    let partialEpochs: Double?
    /// Destination of JSON, if it was requested.
    private let json: StandardOutput?
    /// Whether unfinished epochs are reported as JSON.
    private let hasPartialEvents: Bool
    private let history: HistoryFile?
    private let before: Double
    private let stepsPerEpoch: Int
    private(set) var epochs = 0
    /// The first error. After it, only standard error is written to.
    private(set) var failure: (any Error)?

    private var display: TrainDisplay?
    /// The last epoch, and whether it was printed.
    private var last: (text: String, isPrinted: Bool)?
    private let start = ContinuousClock.now
    private var drawn = ContinuousClock.now
    /// Steps done in the current epoch.
    private var steps: Int

    /// - Parameters:
    ///   - field: What the display says is trained.
    ///   - member: The number of the network, for an ensemble.
    ///   - checkpoint: What the training continues from.
    init(
        field: String? = nil, member: Int? = nil, _ trainer: Trainer, _ progress: Progress, _ logging: ProgressOptions,
        json: StandardOutput?, history: HistoryFile?, from checkpoint: Checkpoint? = nil
    ) {
        before = checkpoint?.seconds ?? 0
        steps = checkpoint?.steps ?? 0
        options = trainer.options
        stepsPerEpoch = trainer.stepsPerEpoch
        (self.field, self.member) = (member == nil ? field : nil, member)
        (self.progress, self.json, self.history) = (progress, json, history)
        form = logging.form(quiet: progress.quiet)
        logEvery = logging.logEvery ?? 1
        hasPartialEvents = logging.sampleEvery != nil
        partialEpochs = logging.partialEpochs(quiet: progress.quiet)
        guard form == .display else { return }
        display = TrainDisplay(
            .init(
                field: field, epochs: trainer.mostEpochs < .max ? trainer.mostEpochs : nil,
                stepsPerEpoch: trainer.stepsPerEpoch, maximumSeconds: options.schedule.maximumSeconds,
                before: (checkpoint?.epochs ?? 0, before)))
    }

    /// Called at the beginning of each step.
    func tick() {
        guard form == .display || form == .line else { return }
        if .now - drawn > Self.interval { draw() }
        steps += 1
    }

    private func draw() {
        drawn = .now
        let region = LiveRegion.standardError
        if let display {
            region.draw(
                display.lines(
                    step: steps, seconds: before + (drawn - start) / .seconds(1), columns: region.size.columns))
        } else if form == .line {
            let part = Double(steps) / Double(max(stepsPerEpoch, 1))
            let underWay = stepsPerEpoch > 1 && steps > 0 ? "  (next \(min(part, 1).percent))" : ""
            if let last { region.drawOver(StyledLine(last.text + underWay)) }
        }
    }

    func report(_ epoch: Trainer.Epoch) {
        epochs += 1
        steps = 0
        switch form {
        case .display: display?.append(epoch)
        case .line:
            last = (describe(epoch, options, before: before), true)
            if epochs == 1 || .now - drawn > Self.interval { draw() }
        case .lines:
            let isDue = epoch.number % logEvery == 0
            last = (describe(epoch, options, before: before), isDue)
            if isDue, let last { progress.line(last.text) }
        case nil: break
        }
        emit(EpochEvent(epoch, field: field, member: member))
        guard failure == nil else { return }
        do {
            try history?.append(epoch)
        } catch {
            failure = error
        }
    }

    func report(_ epoch: Trainer.PartialEpoch) {
        switch form {
        case .display:
            display?.append(epoch)
            draw()
        case .line:
            last = (describe(epoch), true)
            draw()
        case .lines: progress.line(describe(epoch))
        case nil: break
        }
        if hasPartialEvents { emit(PartialEpochEvent(epoch, field: field, member: member)) }
    }

    private func emit(_ event: some Encodable) {
        guard let json, failure == nil else { return }
        do {
            try json.json(event)
            try json.flush()
        } catch {
            failure = error
        }
    }

    /// Called at the end of training; the last drawing stays on the terminal.
    func finish() {
        steps = 0
        if let last, !last.isPrinted { progress.line(last.text) }
        draw()
        LiveRegion.standardError.finish()
    }
}
