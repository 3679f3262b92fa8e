/// What trains the settings of a sweep, one after the other: this process, or another one.
protocol SettingTraining: Sendable {
    /// Trains, as ``Trainer/train(from:onEpoch:shouldStop:checkpoints:onCheckpoint:partialEpochs:onPartialEpoch:)``
    /// does, but no more than a number of epochs in all.
    func train(
        _ trainer: Trainer, from checkpoint: Checkpoint?, epochs: Int, onEpoch: (SweepProgress.Epoch) -> Void,
        shouldStop: () -> Bool, onCheckpoint: (Checkpoint) -> Void
    ) throws -> Trainer.Outcome
}

/// Training in this process.
struct LocalSettings: SettingTraining {
    /// How often a training that takes long keeps its state.
    private static let checkpoints = Checkpoint.Interval.seconds(30)

    func train(
        _ trainer: Trainer, from checkpoint: Checkpoint?, epochs: Int, onEpoch: (SweepProgress.Epoch) -> Void,
        shouldStop: () -> Bool, onCheckpoint: (Checkpoint) -> Void
    ) -> Trainer.Outcome {
        var done = checkpoint?.epochs ?? 0
        return trainer.train(
            from: checkpoint,
            onEpoch: { epoch in
                done = epoch.number
                guard let measured = epoch.measured else { return }
                onEpoch(
                    SweepProgress.Epoch(
                        loss: epoch.loss, validationLoss: measured.nats, accuracy: measured.accuracy.argmax,
                        seconds: epoch.seconds))
            }, shouldStop: { done >= epochs || shouldStop() }, checkpoints: Self.checkpoints, onCheckpoint: onCheckpoint
        )
    }
}
