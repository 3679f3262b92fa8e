extension Benchmark {
    /// The latency of one step of one sequence, as a program has it that embeds the C library.
    public struct SingleStep: Encodable, Sendable {
        public let workload: String
        public let cell: String
        public let units: [Int]
        public let classes: Int
        public let isa: String
        /// Medians over the repeats.
        public let nanoseconds: Double
        /// Time to read as many bytes as the weights of the step have, from the cache that they fit in.
        public let boundNanoseconds: Double
        public let weightBytes: Int
        public let repeats: Int
        /// The slowest repeat less the fastest, as a share of the median.
        public let spread: Double

        /// The bound as a share of the measured time.
        public var fractionOfBound: Double { boundNanoseconds / nanoseconds }

        enum CodingKeys: String, CodingKey {
            case workload, cell, units, classes, isa, nanoseconds, repeats, spread
            case boundNanoseconds = "bound_nanoseconds"
            case weightBytes = "weight_bytes"
        }
    }

    public static let singleStepName = "step"

    /// The tokens of names in the letters a to z, START and STOP.
    private static let stepClasses = 28

    /// Steps of one sequence through networks of one layer of 8 to 64 units, or through that of `architecture`.
    ///
    /// - Parameter report: Called for each network.
    /// - Throws: What `report` throws; an error if there is not enough memory for the network.
    public func singleSteps(_ report: (SingleStep) throws -> Void) throws {
        if let architecture {
            return try report(singleStep(architecture))
        }
        for cell in Architecture.Cell.allCases {
            for units in [8, 16, 24, 32, 48, 64] {
                try report(singleStep(Architecture(cell: cell, hidden: [units])))
            }
        }
    }

    private func singleStep(_ architecture: Architecture) throws -> SingleStep {
        try Network(architecture, vocabularySize: Self.stepClasses, kernels: kernels)
            .checkMemory(gradients: 1, averages: false)
        let network = StreamNetwork(
            cell: architecture.cell, units: architecture.hidden, classes: Self.stepClasses, kernels: kernels)
        let copies = max(1, Self.readAtOnce / network.weightBytes)  // so that calls do not count
        let weights = Buffer<Float>(count: copies * network.weightBytes / MemoryLayout<Float>.stride)
        var (steps, bounds): ([Double], [Double]) = ([], [])
        for _ in 0..<repeats {
            let (step, bound) = alternate({ network.run(steps: $0) }, { read(weights, times: $0) })
            steps.append(step)
            bounds.append(bound / Double(copies))
        }
        steps.sort()
        bounds.sort()
        return SingleStep(
            workload: Self.singleStepName, cell: architecture.cell.rawValue, units: architecture.hidden,
            classes: Self.stepClasses, isa: kernels.name, nanoseconds: steps[repeats / 2] * 1e9,
            boundNanoseconds: bounds[repeats / 2] * 1e9, weightBytes: network.weightBytes, repeats: repeats,
            spread: (steps.last! - steps[0]) / steps[repeats / 2])
    }

    /// Seconds per turn of two loops that run alternately for a tenth of the duration: medians of short pieces, which
    /// other programs on the machine disturb less than a long one.
    private func alternate(_ one: (Int) -> Void, _ other: (Int) -> Void) -> (Double, Double) {
        let turns = 500
        var times: [(Double, Double)] = []
        let clock = Stopwatch()
        repeat {
            let begin = Stopwatch()
            one(turns)
            let middle = begin.seconds
            other(turns)
            times.append((middle, begin.seconds - middle))
        } while clock.seconds < duration / 10
        let middle = times.count / 2
        return (
            times.map(\.0).sorted()[middle] / Double(turns), times.map(\.1).sorted()[middle] / Double(turns)
        )
    }

    /// Bytes: half of a small L1 cache.
    private static let readAtOnce = 16384

    /// Reads the weights in pieces, forth and back like the steps, so that what was read last is read first.
    private func read(_ weights: Buffer<Float>, times: Int) {
        let piece = Self.readAtOnce / MemoryLayout<Float>.stride
        let pieces = (weights.capacity + piece - 1) / piece
        var sum: Float = 0
        for turn in 0..<times {
            for i in 0..<pieces {
                let first = (turn % 2 == 0 ? i : pieces - 1 - i) * piece
                sum += kernels.readLoop(count: min(piece, weights.capacity - first), weights.base + first)
            }
        }
        precondition(sum == 0, "the weights are zeros")
    }
}
