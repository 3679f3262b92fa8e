import RNNSwift

/// Tells of the epochs of a training as they pass: on standard error, as JSON on standard output, in the history.
final class EpochReporter {
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

    /// - Parameter before: The seconds of the training before it was resumed.
    init(
        field: String? = nil, _ options: TrainingOptions, _ progress: Progress, json: StandardOutput?,
        history: HistoryFile?, before: Double = 0
    ) {
        self.before = before
        (self.field, self.options, self.progress) = (field, options, progress)
        (self.json, self.history) = (json, history)
    }

    func report(_ epoch: Trainer.Epoch) {
        epochs += 1
        progress.live(describe(epoch, options, before: before))
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
}
