import ArgumentParser
import Foundation
import RNNSwift

/// The end of `rnnc train`: the model file, and what is said of it.
extension Train {
    private static let diverged = "training diverged (the loss is not a finite number, or far above that of guessing)"

    func save(
        _ outcome: Trainer.Outcome, _ file: CheckpointFile?, _ progress: Progress, _ standardOutput: StandardOutput
    ) throws {
        // Saves something usable in any case, but does not replace an existing file with it.
        if outcome.ending == .diverged, outcome.model.record.bestEpoch == 0, file != nil, access(output, F_OK) != 0 {
            try outcome.model.save(to: output, precision: modelFile.precision)
            throw CommandFailure(
                "\(Self.diverged) in the first epoch; try a lower --learning-rate. \(output) holds the initial weights, "
                    + (from.map { "those of \($0)." } ?? "which are untrained."))
        }
        try checkThatThereIsAModel(outcome)
        let record = outcome.model.record
        try outcome.model.save(to: output, precision: modelFile.precision)
        let isStopped = outcome.checkpoint != nil && file != nil
        let isDone = outcome.ending == .converged || outcome.ending == .epochs
        if isDone { file?.remove() }
        let resuming = isStopped ? "; resume with: \(resumingCommand)" : ""
        let loss = loss(of: record)
        let time = outcome.seconds.formatted(outcome.seconds < 10 ? 1 : 0)
        switch outcome.ending {
        case .diverged: tellOfDivergence(record)
        case .interrupted:
            progress.line(
                "interrupted; \(output) holds the best model so far, from epoch \(record.bestEpoch), \(loss)\(resuming)"
            )
        default:
            progress.line(
                "\(output): best epoch \(record.bestEpoch) of \(record.epochs), \(loss), in \(time) s"
                    + (isStopped ? resuming : advice(text.text ? "--length 500" : "-n 20")))
        }
        if json {
            try standardOutput.json(DoneEvent(outcome, model: output))
            try standardOutput.flush()
        }
    }

    /// Advice to generate with the model, if it is in a file.
    func advice(_ options: String) -> String {
        FileAccess.isPlain(output) ? "; now try: rnnc generate \(output) \(options)" : ""
    }

    /// Throws unless there is something to save.
    func checkThatThereIsAModel(_ outcome: Trainer.Outcome, field: String? = nil) throws {
        guard outcome.model.record.bestEpoch == 0 else { return }
        let field = field.map { "\($0): " } ?? ""
        switch outcome.ending {
        case .interrupted:
            Progress(quiet: false).line(
                field + "interrupted before the first epoch was done; there is no model to save")
            throw ExitCode(Interruption.exitStatus)
        case .diverged:
            throw CommandFailure(
                field + "\(Self.diverged) in the first epoch, so there is no model to save; try a lower --learning-rate"
            )
        default:
            throw CommandFailure(field + "stopped before the first epoch was done; there is no model to save")
        }
    }

    /// Prints the reason for exit status 1, so --quiet does not apply.
    func tellOfDivergence(_ record: TrainingRecord, field: String? = nil) {
        Progress(quiet: false).line(
            "Error: \(field.map { "\($0): " } ?? "")\(Self.diverged) after epoch \(record.epochs); "
                + "try a lower --learning-rate, or --clip. \(output) holds the best model before it diverged.")
    }

    func loss(of record: TrainingRecord) -> String {
        record.validationLoss.map { "validation loss \($0.formatted(4))" } ?? "loss \(record.loss.formatted(4))"
    }
}
