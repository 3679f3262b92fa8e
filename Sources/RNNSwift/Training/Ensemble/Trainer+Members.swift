extension Trainer {
    /// A trainer of another network of an ensemble: the same data in the same two parts, and another seed. Other
    /// processes help it as they help this one.
    ///
    /// - Parameter seconds: Limit of its training time in seconds.
    init(_ other: Trainer, memberWithSeed seed: UInt64, maximumSeconds seconds: Double?) {
        self = other
        options.data.splitSeed = options.data.splitSeed ?? options.seed
        options.seed = seed
        options.schedule.maximumSeconds = seconds
        record.note(options, data.subject)
    }

    /// The state before the first step.
    func firstCheckpoint() -> Checkpoint? {
        let run = TrainingRun(self, from: nil)
        let checkpoint = run.checkpoint()
        _ = run.outcome(.interrupted)
        return checkpoint
    }
}
