extension Trainer {
    /// A trainer of the names of another, which are in memory once, in the same two parts. Other processes do not help
    /// it.
    ///
    /// - Parameter options: With the seed and the validation of the other one's.
    /// - Throws: ``TrainingError/tooLarge(parameters:bytes:)``.
    package init(sharing other: Trainer, options: TrainingOptions) throws {
        precondition(options.seed == other.options.seed, "trainers that share names have the same seed")
        self.options = options
        (vocabulary, data, trainingNames, base) = (other.vocabulary, other.data, other.trainingNames, other.base)
        (omitted, teacher) = (other.omitted, other.teacher)
        (shared, isAlone) = (other.shared, true)
        network = try Self.makeNetwork(
            options, vocabulary, shards: { $0.shards(names: options.data.batchSize) })
        var record = other.record
        record.note(options, data.subject)
        self.record = record
    }
}
