extension TrainingRecord {
    /// Takes down what was asked for.
    package mutating func note(_ options: TrainingOptions) {
        initialization = options.initialization.rawValue
        optimizer = options.optimizer.rawValue
        learningRate = options.firstLearningRate
        schedule = options.schedule.rawValue
        update = options.update.rawValue
        batchSize = options.update == .batch ? options.batchSize : 1
        namesPerEpoch = options.namesPerEpoch
        dropout = options.dropout > 0 ? options.dropout : nil
        variationalDropout = options.dropout > 0 ? options.variationalDropout : nil
        weightDropout = options.weightDropout > 0 ? options.weightDropout : nil
        averaging = options.averaging
        warmup = options.warmup > 0 ? options.warmup : nil
        bestBy = options.bestBy.rawValue
        seed = options.seed
    }
}
