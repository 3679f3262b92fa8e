extension Benchmark {
    /// How long it takes until the model predicts names that it has not seen with less than so many nats a character.
    public struct TimeToLoss: Encodable, Sendable {
        public let workload: String
        public let list: String
        public let threads: Int
        public let isa: String
        /// The mark: validation loss, in nats a character.
        public let nats: Double
        /// How the mark was reached.
        public let settings: String
        /// The median over the repeats, each with a seed of its own; nil if most of them ended above the mark.
        public let seconds: Double?
        /// The median of the last loss of each repeat.
        public let loss: Double
        public let repeats: Int
    }

    public static let timeToLossName = "names-to-loss"

    /// The settings found to reach a loss soonest on makemore's split of names.txt: the lower the loss, the larger the network.
    private static let marks:
        [(nats: Double, cell: Architecture.Cell, units: Int, batch: Int, rate: Double, epochs: Int)] = [
            (2.20, .rnn, 32, 32, 0.02, 1),
            (2.10, .rnn, 32, 128, 0.01, 8),
            (2.00, .gru, 64, 64, 0.005, 6),
            (1.92, .gru, 96, 128, 0.006, 13),
        ]

    /// Trains once for each mark and repeat; the time counts from the encoded list to the first epoch below the mark, validation
    /// included.
    ///
    /// - Parameters:
    ///   - validation: Names to measure the loss on; by default a tenth of the list is held out.
    ///   - report: Called for each training.
    /// - Throws: What ``Trainer/init(_:options:from:)-(_,_,Model?)`` throws.
    public func timesToLoss(validation: NameList? = nil, _ report: (TimeToLoss) throws -> Void) throws {
        for mark in Self.marks {
            var options = TrainingOptions()
            options.architecture = Architecture(cell: mark.cell, hidden: [mark.units, mark.units])
            if let validation { options.validation = .list(validation) }
            options.batchSize = mark.batch
            options.learningRate = mark.rate
            options.schedule = .cosine
            options.epochs = mark.epochs
            options.threads = threads
            options.kernels = kernels
            var seconds: [Double] = []
            var losses: [Double] = []
            for seed in 1...UInt64(repeats) {
                options.seed = seed
                var (reached, last) = (Double.infinity, Double.infinity)
                _ = try Trainer(list, options: options).train { epoch in
                    last = epoch.validation?.nats ?? epoch.loss
                    if last < mark.nats { reached = min(reached, epoch.seconds) }
                }
                seconds.append(reached)
                losses.append(last)
            }
            let median = seconds.sorted()[repeats / 2]
            try report(
                TimeToLoss(
                    workload: Self.timeToLossName, list: list.source, threads: threads, isa: kernels.name,
                    nats: mark.nats,
                    settings: "\(mark.cell) 2x\(mark.units), batch \(mark.batch), Adam \(mark.rate), cosine, "
                        + "\(mark.epochs) epochs", seconds: median.isFinite ? median : nil,
                    loss: losses.sorted()[repeats / 2], repeats: repeats))
        }
    }
}
