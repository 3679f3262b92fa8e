import Foundation

/// The speed of this machine, workload by workload, and how near it is to what the processor can do.
///
/// Characters a second counts predicted characters, STOP included. Floating-point operations are counted as if every character
/// of every name were computed, so a share of the peak above one is possible: common prefixes are computed once. The peak is
/// that of the machine's best kernels on as many threads, measured before each repeat.
public struct Benchmark: Sendable {
    public enum Workload: String, CaseIterable, Sendable {
        /// Training, two SimpleRNN layers of 32, batches of 32 names, Adam.
        case names32
        /// The same with batches of 256.
        case names256
        /// The same with layers of 128, batches of 256.
        case names128h
        /// Generating names one after another, one at a time, with two SimpleRNN layers of 32.
        case generate1
        /// Generating many names at once.
        case generate

        var architecture: Architecture { Architecture(hidden: self == .names128h ? [128, 128] : [32, 32]) }
        var batchSize: Int { self == .names32 ? 32 : 256 }
    }

    public struct Result: Encodable, Sendable {
        public let workload: String
        public let list: String
        public let threads: Int
        public let isa: String
        /// Medians over the repeats.
        public let charactersPerSecond: Double
        public let gflops: Double
        public let peakGflops: Double
        public let fractionOfPeak: Double
        public let repeats: Int
        /// The fastest repeat less the slowest, as a share of the median.
        public let spread: Double

        enum CodingKeys: String, CodingKey {
            case workload, list, threads, isa, gflops, repeats, spread
            case charactersPerSecond = "characters_per_second"
            case peakGflops = "peak_gflops"
            case fractionOfPeak = "fraction_of_peak"
        }
    }

    public var kernels = Kernels.best
    public var threads = 1
    public var repeats = 9
    /// Seconds of one repeat.
    public var duration = 0.3
    private let list: NameList

    /// - Parameter list: Names to train on; by default the words of the built-in players' names in the letters a to z.
    public init(list: NameList? = nil) throws {
        self.list = try list ?? Self.defaultList
    }

    private static var defaultList: NameList {
        get throws {
            let words = try NameList(.players).names.flatMap { name in
                name.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
                    .split { !("a"..."z").contains($0) }.map(String.init)
            }
            return try NameList(Set(words).sorted(), source: "words of @players")
        }
    }

    public func run(_ workload: Workload) throws -> Result {
        let names = EncodedNames(list.names, vocabulary: try Vocabulary(of: list.names))
        let workers = WorkerPool(threads: threads)
        let network = Network(workload.architecture, vocabularySize: names.vocabulary.count, kernels: kernels)
        let work =
            switch workload {
            case .names32, .names256, .names128h: training(workload, network, names, workers)
            case .generate1, .generate: generation(workload, network, names, workers)
            }
        _ = peak(workers)  // the workers awake
        _ = work()  // caches, pages, and the memory that grows on first use
        var (speeds, peaks): ([Double], [Double]) = ([], [])
        for _ in 0..<repeats {
            peaks.append(peak(workers))
            let clock = Stopwatch()
            var characters = 0
            repeat { characters += work() } while clock.seconds < duration
            speeds.append(Double(characters) / clock.seconds)
        }
        speeds.sort()
        peaks.sort()
        let (speed, peak) = (speeds[repeats / 2], peaks[repeats / 2])
        let passes = workload == .generate || workload == .generate1 ? 1.0 : 3.0
        let rate = speed * passes * network.forwardOperations
        return Result(
            workload: workload.rawValue, list: list.source, threads: threads, isa: kernels.name,
            charactersPerSecond: speed, gflops: rate / 1e9, peakGflops: peak / 1e9, fractionOfPeak: rate / peak,
            repeats: repeats, spread: (speeds.last! - speeds[0]) / speed)
    }

    /// One epoch a call; returns the characters trained.
    private func training(_ workload: Workload, _ network: Network, _ names: EncodedNames, _ workers: WorkerPool) -> ()
        -> Int
    {
        let adam = Adam(parameterCount: network.layout.count, kernels: kernels)
        let step = TrainingStep(
            network, parameters: network.initialParameters(seed: 1), optimizer: adam, workers: workers)
        var epochs = Epochs(names, batchSize: workload.batchSize, seed: 1)
        return {
            epochs.next { step.run(names, selection: $0, learningRate: 0.001) }.predictions
        }
    }

    /// A thousand names a call, of a network that was trained a little; returns their characters.
    private func generation(_ workload: Workload, _ network: Network, _ names: EncodedNames, _ workers: WorkerPool) -> (
    ) -> Int {
        let adam = Adam(parameterCount: network.layout.count, kernels: kernels)
        let step = TrainingStep(
            network, parameters: network.initialParameters(seed: 1), optimizer: adam, workers: workers)
        var epochs = Epochs(names, batchSize: 256, seed: 1)
        for _ in 0..<3 { _ = epochs.next { step.run(names, selection: $0, learningRate: 0.01) } }
        let sampler = Sampler(
            network: network, vocabulary: names.vocabulary, weights: step.weights, temperature: 1, prefix: [],
            maximumLength: GenerationOptions.defaultMaximumLength, seed: 1)
        let threads = threads
        var next: UInt64 = 0
        return {
            let first = next
            if workload == .generate1 {
                next += 200
                return (first..<next).reduce(0) { $0 + sampler.names($1..<$1 + 1)[0].count + 1 }
            }
            next += 1024 * UInt64(threads)
            let characters = PerThread(count: threads) { 0 }
            workers.forEach(threads) { piece, _ in
                let begin = first + UInt64(piece) * 1024
                characters[piece] = sampler.names(begin..<begin + 1024).reduce(0) { $0 + $1.count + 1 }
            }
            return characters.values.reduce(0, +)
        }
    }

    /// Floating-point operations a second of all threads in a loop that touches no memory.
    private func peak(_ workers: WorkerPool) -> Double {
        let iterations = 10_000_000  // some 20 ms
        let clock = Stopwatch()
        let operations = PerThread(count: threads) { 0.0 }
        workers.forEach(threads) { piece, _ in
            operations[piece] = Kernels.best.multiplyAddLoop(iterations: iterations)
        }
        return operations.values.reduce(0, +) / clock.seconds
    }
}

extension Network {
    /// The floating-point operations of a forward step of one row: two for each weight of a matrix that is not read by rows.
    var forwardOperations: Double {
        let hidden = architecture.hidden
        let recurrent = hidden.reduce(0) { $0 + $1 * $1 }
        let between = zip(hidden, hidden.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        return 2 * Double(recurrent + between + hidden.last! * vocabularySize)
    }
}
