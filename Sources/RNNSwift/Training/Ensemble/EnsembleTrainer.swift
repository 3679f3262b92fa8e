/// Trains several networks on the same list, one after another, each from a seed of its own, as an ensemble.
///
///     let ensemble = try EnsembleTrainer(Trainer(list), count: 5).train()
///
/// The seeds are that of the options and those that follow it. All networks hold out the same names, so that the loss
/// of the ensemble is measured on names that no network was trained on. Each network is the one that its trainer alone
/// makes.
public struct EnsembleTrainer: Sendable {
    /// The trainer of the first network.
    public let first: Trainer
    public let count: Int

    /// - Parameters:
    ///   - trainer: The trainer of the first network. Its ``TrainingOptions/Schedule/maximumSeconds`` are for all.
    ///   - count: Number of networks, at least 1.
    public init(_ trainer: Trainer, count: Int) {
        precondition(count > 0, "an ensemble needs at least one network")
        (first, self.count) = (trainer, count)
    }

    /// Reports of a training of an ensemble.
    public struct Observer {
        /// Called before each network with its number, from 0, its trainer, and the checkpoint that it resumes from.
        public var onBegin: (_ member: Int, Trainer, Checkpoint?) -> Void
        public var onEpoch: (Trainer.Epoch) -> Void
        /// Called after each network.
        public var onEnd: (_ member: Int, Trainer.Outcome) -> Void
        /// Seconds between two calls of `onPartialEpoch`; nil for never.
        public var partialEpochs: Double?
        public var onPartialEpoch: (Trainer.PartialEpoch) -> Void

        public init(
            onBegin: @escaping (_ member: Int, Trainer, Checkpoint?) -> Void = { _, _, _ in },
            onEpoch: @escaping (Trainer.Epoch) -> Void = { _ in },
            onEnd: @escaping (_ member: Int, Trainer.Outcome) -> Void = { _, _ in },
            partialEpochs: Double? = nil, onPartialEpoch: @escaping (Trainer.PartialEpoch) -> Void = { _ in }
        ) {
            (self.onBegin, self.onEpoch, self.onEnd) = (onBegin, onEpoch, onEnd)
            (self.partialEpochs, self.onPartialEpoch) = (partialEpochs, onPartialEpoch)
        }
    }

    public struct Outcome: Sendable {
        /// The networks that are finished, or the first one, unfinished; nil if there is none after an epoch.
        public var model: EnsembleModel?
        /// That of the last network that was trained.
        public let ending: Trainer.Ending
        /// Training time in seconds, with that before a checkpoint.
        public let seconds: Double
        /// The checkpoint to resume from, if training was stopped by the caller or the time limit after its first step.
        public let checkpoint: EnsembleCheckpoint?
    }

    func seed(_ member: Int) -> UInt64 { first.options.seed &+ UInt64(member) }

    /// The trainer of a network.
    ///
    /// - Parameter seconds: Seconds of this run that the networks before it took.
    func trainer(_ member: Int, after seconds: Double = 0) -> Trainer {
        guard member > 0 || seconds > 0 else { return first }
        return Trainer(
            first, memberWithSeed: seed(member),
            maximumSeconds: first.options.schedule.maximumSeconds.map { max($0 - seconds, 0) })
    }

    /// Trains all networks. A training with a time limit is fitted to it, see ``Trainer/fitted(networks:)``.
    ///
    /// - Throws: ``TrainingError/diverged`` if the loss of one is no finite number.
    public func train() throws -> EnsembleModel {
        let outcome = try EnsembleTrainer(first.fitted(networks: count), count: count).train(observer: Observer())
        guard let model = outcome.model, outcome.ending != .diverged else { throw TrainingError.diverged }
        return model
    }

    /// Trains all networks.
    ///
    /// - Parameters:
    ///   - checkpoint: Checkpoint to resume from, accepted by ``check(_:)``; nil to start.
    ///   - shouldStop: Asked before each step; the networks so far are then returned.
    ///   - checkpoints: How often `onCheckpoint` is called; by default never.
    public func train(
        from checkpoint: EnsembleCheckpoint? = nil, observer: Observer, shouldStop: () -> Bool = { false },
        checkpoints: Checkpoint.Interval? = nil, onCheckpoint: (EnsembleCheckpoint) -> Void = { _ in }
    ) -> Outcome {
        var finished = checkpoint?.finished ?? []
        var (seconds, own) = (checkpoint?.finishedSeconds ?? 0, 0.0)
        var current = checkpoint?.current
        func state(_ current: Checkpoint) -> EnsembleCheckpoint {
            EnsembleCheckpoint(count: count, finished: finished, current: current, finishedSeconds: seconds)
        }
        while true {
            let member = finished.count
            let trainer = trainer(member, after: own)
            observer.onBegin(member, trainer, current)
            let outcome = trainer.train(
                from: current, onEpoch: observer.onEpoch, shouldStop: shouldStop, checkpoints: checkpoints,
                onCheckpoint: { onCheckpoint(state($0)) }, partialEpochs: observer.partialEpochs,
                onPartialEpoch: observer.onPartialEpoch)
            observer.onEnd(member, outcome)
            if outcome.ending != .converged, outcome.ending != .epochs {
                // Interrupted before a step of a later network, which then begins again.
                let isResumable = outcome.ending != .diverged
                let left = outcome.checkpoint ?? (member > 0 && isResumable ? trainer.firstCheckpoint() : nil)
                // An unfinished network would make the mean of the others worse.
                let isUsable = member == 0 && outcome.model.record.bestEpoch > 0
                return Outcome(
                    model: model(isUsable ? [outcome.model] : finished), ending: outcome.ending,
                    seconds: seconds + outcome.seconds, checkpoint: left.map(state))
            }
            own += outcome.seconds - (current?.seconds ?? 0)
            seconds += outcome.seconds
            finished.append(outcome.model)
            current = nil
            if finished.count == count {
                return Outcome(model: model(finished), ending: outcome.ending, seconds: seconds, checkpoint: nil)
            }
        }
    }

    /// The ensemble, with its losses on the held-out names.
    private func model(_ members: [Model]) -> EnsembleModel? {
        guard !members.isEmpty else { return nil }
        var model = EnsembleModel(members)
        func loss(_ mean: ModelEnsemble.Mean) -> Double? {
            first.data.evaluateHeldOut(ModelEnsemble(model, mean: mean), threads: first.options.threads)?.nats
        }
        // A name may have the probability 0 by networks that have hardly learned anything.
        if let arithmetic = loss(.arithmetic), let geometric = loss(.geometric), (arithmetic + geometric).isFinite {
            let losses = EnsembleModel.Losses(arithmetic: arithmetic, geometric: geometric)
            (model.validation, model.mean) = (losses, losses.best)
        }
        return model
    }
}
