/// The training of an ensemble between two steps: the networks that are done, and the checkpoint of the one that is
/// under way.
public struct EnsembleCheckpoint: Sendable {
    /// All networks that there will be.
    public let count: Int
    public let finished: [Model]
    public let current: Checkpoint
    /// How long the networks took that are done.
    package let finishedSeconds: Double

    package init(count: Int, finished: [Model], current: Checkpoint, finishedSeconds: Double) {
        (self.count, self.finished, self.current) = (count, finished, current)
        self.finishedSeconds = finishedSeconds
    }

    /// The networks that are finished, or the first one, if an epoch of it is.
    var usable: [Model] { finished.isEmpty && current.best.record.bestEpoch > 0 ? [current.best] : finished }
}

extension EnsembleTrainer {
    /// Whether ``train(from:observer:shouldStop:checkpoints:onCheckpoint:)`` can resume from a checkpoint: see
    /// ``Trainer/check(_:)``.
    ///
    /// - Throws: ``CheckpointError``.
    public func check(_ checkpoint: EnsembleCheckpoint) throws {
        guard checkpoint.count == count else {
            throw CheckpointError.ofAnotherTraining(["`ensemble` was \(checkpoint.count), now \(count)"])
        }
        guard checkpoint.finished.count < count,
            checkpoint.finished.enumerated().allSatisfy({ index, model in
                model.record.seed == seed(index) && model.architecture == first.network.architecture
                    && model.vocabulary == first.vocabulary
            })
        else { throw CheckpointError.inconsistent }
        try trainer(checkpoint.finished.count).check(checkpoint.current)
    }
}
