extension Trainer {
    /// A trainer of the names of another, which are in memory once, in the same two parts. Other processes do not help
    /// it.
    ///
    /// - Parameter options: With the seed and the validation of the other one's.
    /// - Throws: ``TrainingError/tooLarge(parameters:bytes:)``.
    package init(sharing other: Trainer, options: TrainingOptions) throws {
        precondition(options.seed == other.options.seed, "trainers that share names have the same seed")
        self = other
        isAlone = true
        try adopt(options)
    }

    /// Takes over other options, for the same data.
    mutating func adopt(_ options: TrainingOptions) throws {
        network = try Self.makeNetwork(options, vocabulary, shards: { shards(of: $0, options) })
        self.options = options.spanning(stepsAnEpoch: data.stepsAnEpoch(options))
        record.note(options, data.subject)
    }
}
