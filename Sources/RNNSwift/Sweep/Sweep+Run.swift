import Foundation
import Synchronization

extension Sweep {
    /// What happens while a sweep runs.
    public enum Event: Sendable {
        /// A round begins: its number, the number of rounds, the settings in it, and the epochs after which it ends, if
        /// it has such an end.
        case round(Int, of: Int, settings: Int, epochs: Int?)
        /// A setting has done an epoch.
        case epoch(Int)
        /// A setting is finished. `before`: it was finished before the sweep was resumed.
        case finished(Int, before: Bool)
    }

    public enum Ending: Sendable {
        case done
        /// The caller stopped the sweep. It can be resumed.
        case stopped
    }

    /// Trains the settings, or resumes the sweep in the folder.
    ///
    /// - Parameters:
    ///   - folder: Where a sweep was begun.
    ///   - threads: At least 1; nothing but the time depends on it.
    ///   - shouldStop: Asked before each step of each training, by any thread.
    ///   - onEvent: Called with what has become of every setting, by one thread at a time.
    /// - Throws: ``FileError``, ``SweepError``.
    public func run(
        in folder: SweepFolder, threads: Int = Processors.cores,
        shouldStop: @escaping @Sendable () -> Bool = { false },
        onEvent: @escaping @Sendable (Event, [SweepResult]) -> Void = { _, _ in }
    ) throws -> (ending: Ending, results: [SweepResult]) {
        precondition(threads > 0, "there must be at least one thread")
        let run = SweepRun(self, folder, try folder.progress(of: self), shouldStop: shouldStop, onEvent: onEvent)
        let isDone = try run.run(threads: threads)
        return (isDone ? .done : .stopped, run.results)
    }
}

/// A sweep under way.
private final class SweepRun: Sendable {
    private struct State {
        var results: [SweepResult]
        /// Settings of the round that no thread has started yet, the last one first.
        var waiting: [Int] = []
        var failure: (any Error)?
        /// What `best.safetensors` holds.
        var best: (loss: Double, setting: Int)

        init(_ results: [SweepResult]) {
            self.results = results
            let first = SweepResult.ranked(results)[0]
            best = (first.progress.best?.validationLoss ?? .infinity, first.index)
        }
    }

    private let sweep: Sweep
    private let folder: SweepFolder
    private let shouldStop: @Sendable () -> Bool
    private let onEvent: @Sendable (Sweep.Event, [SweepResult]) -> Void
    private let state: Mutex<State>

    init(
        _ sweep: Sweep, _ folder: SweepFolder, _ progress: [SweepProgress], shouldStop: @escaping @Sendable () -> Bool,
        onEvent: @escaping @Sendable (Sweep.Event, [SweepResult]) -> Void
    ) {
        (self.sweep, self.folder, self.shouldStop, self.onEvent) = (sweep, folder, shouldStop, onEvent)
        state = Mutex(
            State(
                progress.enumerated().map { index, progress in
                    SweepResult(
                        index: index, parameters: sweep.parameters[index], state: .waiting, progress: progress)
                }))
    }

    var results: [SweepResult] { state.withLock { $0.results } }

    /// Returns whether all is done.
    func run(threads: Int) throws -> Bool {
        let rounds = sweep.rounds.rounds
        for round in rounds.indices {
            let epochs = rounds[round].epochs
            let waiting = try state.withLock { state in try begin(round, &state) }
            if !waiting.isEmpty { train(waiting, epochs: epochs, threads: threads) }
            if let failure = state.withLock({ $0.failure }) { throw failure }
            let progress = results.map(\.progress)
            guard
                sweep.rounds.entrants(of: round, progress).allSatisfy({ sweep.rounds.isDone(progress[$0], in: round) })
            else { return false }
        }
        return true
    }

    /// Gives up those that are not in a round. Returns those that have something to do in it.
    private func begin(_ round: Int, _ state: inout State) throws -> [Int] {
        let entrants = sweep.rounds.entrants(of: round, state.results.map(\.progress))
        for setting in state.results.indices where !state.results[setting].isFinished {
            let progress = state.results[setting].progress
            if progress.ending != nil {
                finish(setting, &state, before: true)
            } else if !entrants.contains(setting) {
                let wasGivenUp = progress.checkpoint == nil
                state.results[setting].progress = try folder.giveUp(progress, setting: setting)
                finish(setting, &state, before: wasGivenUp)
            }
        }
        let waiting = entrants.filter { !sweep.rounds.isDone(state.results[$0].progress, in: round) }
        guard !waiting.isEmpty else { return [] }
        let (rounds, epochs) = (sweep.rounds.rounds.count, sweep.rounds.rounds[round].epochs)
        onEvent(
            .round(round + 1, of: rounds, settings: entrants.count, epochs: epochs < .max ? epochs : nil),
            state.results)
        // What takes long comes first, so that no thread is left with it at the end.
        return waiting.sorted { (sweep.parameters[$1], $0) < (sweep.parameters[$0], $1) }
    }

    private func finish(_ setting: Int, _ state: inout State, before: Bool = false) {
        state.results[setting].state =
            switch state.results[setting].progress.ending {
            case .converged: .converged
            case .diverged: .diverged
            case .epochs: .done
            case .time, .interrupted, nil: .stopped
            }
        onEvent(.finished(setting, before: before), state.results)
    }

    /// Trains settings until each has completed a number of epochs, or is finished.
    private func train(_ settings: [Int], epochs: Int, threads: Int) {
        state.withLock { $0.waiting = settings.reversed() }
        // Each of the other processes trains one at a time.
        let others: [any SettingTraining] = RemoteSettings.all()
        let workers = min(threads, max(settings.count - others.count, 1))
        let idle = Mutex([any SettingTraining](repeating: LocalSettings(), count: workers) + others)
        runOnThreads(min(workers + others.count, settings.count)) { [self] in
            let place = idle.withLock { $0.removeLast() }
            while let setting = state.withLock({ $0.failure == nil ? $0.waiting.popLast() : nil }), !shouldStop() {
                do {
                    try train(setting, in: place, epochs: epochs, threads: threads / workers)
                } catch {
                    state.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
    }

    private func train(_ setting: Int, in place: any SettingTraining, epochs: Int, threads: Int) throws {
        let trainer = try sweep.trainer(setting, threads: threads)
        var progress = state.withLock { state in
            state.results[setting].state = .training
            return state.results[setting].progress
        }
        let checkpoint = try folder.checkpoint(progress, for: trainer)
        if checkpoint == nil { progress = SweepProgress() }
        var kept = progress
        var failure: (any Error)?
        func keep(_ checkpoint: Checkpoint) throws {
            progress.course.removeSubrange(checkpoint.epochs...)  // an epoch that was cut short is no epoch
            progress.seconds = checkpoint.seconds
            try keepIfBest(checkpoint.best, setting, progress)
            progress = try folder.save(progress, checkpoint, setting: setting)
            kept = progress
        }

        let outcome = try place.train(
            trainer, from: checkpoint, epochs: epochs,
            onEpoch: { epoch in
                progress.course.append(epoch)
                progress.seconds = epoch.seconds
                publish(progress, setting)
            },
            shouldStop: {
                failure != nil || shouldStop()
                    || state.withLock { $0.failure != nil }
            },
            onCheckpoint: { checkpoint in
                do { try keep(checkpoint) } catch { failure = error }
            })
        if let failure { throw failure }
        if outcome.ending == .interrupted {
            // Without a checkpoint there is nothing beyond the one before.
            if let checkpoint = outcome.checkpoint { try keep(checkpoint) } else { progress = kept }
        } else {
            progress.seconds = outcome.seconds
            try keepIfBest(outcome.model, setting, progress)
            progress.ending = outcome.ending
            progress = try folder.save(progress, nil, setting: setting)
        }
        state.withLock { state in
            state.results[setting].progress = progress
            state.results[setting].state = .waiting
            if progress.ending != nil { finish(setting, &state) }
        }
    }

    /// A setting has done an epoch, which may be cut short.
    private func publish(_ progress: SweepProgress, _ setting: Int) {
        state.withLock { state in
            state.results[setting].progress = progress
            if !shouldStop() { onEvent(.epoch(setting), state.results) }
        }
    }

    /// Writes a model if none was better.
    private func keepIfBest(_ model: Model, _ setting: Int, _ progress: SweepProgress) throws {
        guard let loss = progress.best?.validationLoss else { return }
        try state.withLock { state in
            // The setting that is the best already writes its file again: it may be one that was never told of.
            guard (loss, setting) <= (state.best.loss, state.best.setting) else { return }
            try model.save(to: folder.best)
            state.best = (loss, setting)
        }
    }
}
