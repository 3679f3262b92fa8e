import ArgumentParser
import Foundation
import RNNReport
import RNNSwift

/// `rnnc train --ensemble`: several networks, one after another, into one file.
extension Train {
    func trainEnsemble(
        _ trainer: EnsembleTrainer, _ file: CheckpointFile?, _ test: Test?, _ progress: Progress,
        _ standardOutput: StandardOutput
    ) throws {
        var trainer = trainer
        let checkpoint = try checkpoints.resume ? file?.read(for: &trainer) : nil
        if checkpoint == nil {
            file?.warn()
            trainer = try EnsembleTrainer(trainer.first.fitted(networks: trainer.count), count: trainer.count)
        }
        if checkpoints.interval != nil { try file?.checkWritable() }
        let histories = try openHistories(
            (1...trainer.count).map(String.init),
            after: { $0 == checkpoint?.finished.count ? checkpoint?.current.epochs ?? 0 : 0 },
            from: checkpoint?.finished.count ?? 0)
        announce(trainer.first, progress)

        var reporter: EpochReporter?
        var failure: (any Error)?
        let observer = EnsembleTrainer.Observer(
            onBegin: { member, own, state in
                progress.line("network \(member + 1) of \(trainer.count), seed \(own.options.seed)")
                reporter = EpochReporter(
                    field: "network \(member + 1) of \(trainer.count)", member: member + 1, own, progress, logging,
                    json: json && failure == nil ? standardOutput : nil,
                    history: failure == nil ? histories?[member] : nil, from: state)
            },
            onEpoch: { reporter?.report($0) },
            onEnd: { member, outcome in
                reporter?.finish()
                failure = failure ?? reporter?.failure
                guard json, failure == nil, outcome.model.record.bestEpoch > 0 else { return }
                do {
                    try standardOutput.json(DoneEvent(outcome, model: output, member: member + 1))
                    try standardOutput.flush()
                } catch { failure = error }
            },
            partialEpochs: logging.partialEpochs(quiet: progress.quiet), onPartialEpoch: { reporter?.report($0) })
        var outcome = trainer.train(
            from: checkpoint, observer: observer,
            shouldStop: {
                reporter?.tick()
                return Interruption.isRequested || failure != nil || reporter?.failure != nil
            }, checkpoints: file == nil ? nil : checkpoints.interval, onCheckpoint: { file?.tryToWrite($0) })
        do { if let state = outcome.checkpoint { try file?.write(state) } } catch { failure = failure ?? error }
        if let failure {
            // Saves the model even if writing the checkpoint or the events has failed.
            try outcome.model?.save(to: output, precision: modelFile.precision)
            throw failure
        }
        if outcome.ending != .interrupted { outcome.model = outcome.model.map { measure($0, on: test, progress) } }
        try save(outcome, of: trainer.count, file, progress, standardOutput)
        if outcome.ending == .interrupted { throw ExitCode(Interruption.exitStatus) }
        if outcome.ending == .diverged { throw ExitCode.failure }
    }

    /// The ensemble with the result in its file.
    private func measure(_ model: EnsembleModel, on test: Test?, _ progress: Progress) -> EnsembleModel {
        guard let test else { return model }
        var tested = model
        let result: TrainingRecord.Test?
        switch test {
        case .names(let names):
            let evaluation = ModelEnsemble(model).evaluate(on: names, threads: machine.threads)
            result = .init(evaluation, names.source)
            tell(names.names.count - evaluation.names, leftOutOf: names, progress)
        case .text(let text):
            let evaluation = ModelEnsemble(model).evaluate(on: text, threads: machine.threads)
            result = .init(evaluation, text.source)
        }
        tested.test = result
        if let result { progress.line(describe(result)) }
        return tested
    }

    private func save(
        _ outcome: EnsembleTrainer.Outcome, of count: Int, _ file: CheckpointFile?, _ progress: Progress,
        _ standardOutput: StandardOutput
    ) throws {
        let isStopped = outcome.checkpoint != nil && file != nil
        let resuming = isStopped ? "; resume with: \(resumingCommand)" : ""
        guard let model = outcome.model else {
            if outcome.ending == .interrupted {
                Progress(quiet: false).line(
                    "interrupted before the first epoch was done; there is no model to save\(resuming)")
                return
            }
            throw CommandFailure(
                "network 1: "
                    + (outcome.ending == .diverged
                        ? "\(Self.diverged) in the first epoch, so there is no model to save; try a lower --learning-rate"
                        : "stopped before the first epoch was done; there is no model to save"))
        }
        try model.save(to: output, precision: modelFile.precision)
        if outcome.ending == .converged || outcome.ending == .epochs { file?.remove() }
        let networks = model.members.count < count ? "\(model.members.count) of \(count)" : "\(count)"
        let time = outcome.seconds.formatted(outcome.seconds < 10 ? 1 : 0)
        switch outcome.ending {
        case .diverged:
            Progress(quiet: false).line(
                "Error: \(Self.diverged) in one of the networks; try a lower --learning-rate, or --clip. \(output) holds "
                    + "\(networks) networks from before.")
        case .interrupted:
            progress.line("interrupted; \(output) holds \(networks) networks, \(describeLosses(model))\(resuming)")
        default:
            progress.line(
                "\(output): \(networks) networks, \(describeLosses(model)), in \(time) s"
                    + (isStopped ? resuming : advice(text.text ? "--length 500" : "-n 20")))
        }
        if json {
            try standardOutput.json(EnsembleDoneEvent(outcome, model, path: output))
            try standardOutput.flush()
        }
    }

    /// The losses of the networks and of the ensemble.
    private func describeLosses(_ model: EnsembleModel) -> String {
        let own = model.members.map { ($0.record.validationLoss ?? $0.record.loss).formatted(4) }.joined(
            separator: ", ")
        guard let losses = model.validation else {
            return "losses \(own); their \(model.mean.rawValue) mean was not measured, because no names were held out"
        }
        return "validation losses \(own); arithmetic mean \(losses.arithmetic.formatted(4)), geometric mean "
            + "\(losses.geometric.formatted(4)) (default: \(model.mean.rawValue))"
    }
}

/// Event of `rnnc train --json --ensemble` at the end.
struct EnsembleDoneEvent: Event {
    let event = "done"
    let model: String
    let ending: String
    let networks: Int
    let losses: [Double]
    let validationLosses: [Double]?
    let mean: ModelEnsemble.Mean
    let arithmeticLoss: Double?
    let geometricLoss: Double?
    let testLoss: Double?
    let testAccuracy: Double?
    let seconds: Double

    init(_ outcome: EnsembleTrainer.Outcome, _ ensemble: EnsembleModel, path: String) {
        model = path
        ending = outcome.ending.rawValue
        networks = ensemble.members.count
        losses = ensemble.members.map(\.record.loss)
        let validation = ensemble.members.compactMap(\.record.validationLoss)
        validationLosses = validation.count == networks ? validation : nil
        mean = ensemble.mean
        (arithmeticLoss, geometricLoss) = (ensemble.validation?.arithmetic, ensemble.validation?.geometric)
        (testLoss, testAccuracy) = (ensemble.test?.nats, ensemble.test?.accuracy.argmax)
        seconds = outcome.seconds
    }
}
