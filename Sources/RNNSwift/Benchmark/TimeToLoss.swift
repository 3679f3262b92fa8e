extension Benchmark {
    /// Time until the validation loss falls below a number of nats per character.
    public struct TimeToLoss: Encodable, Sendable {
        public let workload: String
        public let list: String
        public let threads: Int
        public let isa: String
        /// Target validation loss, in nats per character.
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

    /// The settings found to reach a loss soonest on makemore's split of names.txt: the lower the loss, the larger the
    /// network, until it has to be kept from memorizing the names.
    private struct Mark {
        let nats: Double
        let cell: Architecture.Cell
        let units: Int
        let batch: Int
        var runs = 2
        let rate: Double
        let epochs: Int
        var dropout = 0.0
        var weightDropout = 0.0
        var weightDecay = 0.0

        var settings: String {
            "\(cell) 2x\(units), batch \(batch)\(runs > 1 ? ", runs of \(runs)" : ""), "
                + "\(weightDecay > 0 ? "AdamW" : "Adam") \(rate), cosine, \(epochs) epochs"
                + (dropout > 0 ? ", dropout \(dropout)" : "")
                + (weightDropout > 0 ? ", weight dropout \(weightDropout)" : "")
                + (weightDecay > 0 ? ", weight decay \(weightDecay)" : "")
        }

        func apply(to options: inout TrainingOptions) {
            options.architecture = Architecture(cell: cell, hidden: [units, units])
            options.data.batchSize = batch
            options.data.runs = runs
            options.optimizer.kind = weightDecay > 0 ? .adamw : .adam
            options.optimizer.weightDecay = weightDecay
            options.schedule.learningRate = rate
            options.schedule.kind = .cosine
            options.schedule.epochs = epochs
            options.regularization.dropout = dropout
            options.regularization.weightDropout = weightDropout
        }
    }

    private static let marks = [
        Mark(nats: 2.20, cell: .rnn, units: 32, batch: 64, rate: 0.02, epochs: 1),
        Mark(nats: 2.10, cell: .rnn, units: 32, batch: 128, runs: 1, rate: 0.02, epochs: 5),
        Mark(nats: 2.00, cell: .gru, units: 48, batch: 64, rate: 0.01, epochs: 7),
        Mark(
            nats: 1.92, cell: .gru, units: 128, batch: 128, rate: 0.01, epochs: 16, dropout: 0.2, weightDropout: 0.1,
            weightDecay: 0.05),
    ]

    /// Trains once for each mark and repeat; the time counts from the encoded list to the first epoch below the mark,
    /// validation included.
    ///
    /// - Parameters:
    ///   - validation: Names to measure the loss on; by default a tenth of the list is held out.
    ///   - report: Called for each training.
    /// - Throws: What ``Trainer/init(_:options:from:teacher:)`` throws.
    public func timesToLoss(validation: NameList? = nil, _ report: (TimeToLoss) throws -> Void) throws {
        for mark in Self.marks {
            var options = TrainingOptions()
            mark.apply(to: &options)
            if let validation { options.data.validation = .list(validation) }
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
                    settings: mark.settings, seconds: median.isFinite ? median : nil,
                    loss: losses.sorted()[repeats / 2], repeats: repeats))
        }
    }
}
