import Foundation

/// The speed of this machine, workload by workload, and how near it is to what the processor can do.
///
/// Characters per second are predicted characters, including STOP. Floating-point operations are counted as if every
/// character of every name were computed, so a fraction of the peak above 1 is possible, because common prefixes are
/// computed once. The peak is that of the machine's best kernels on as many threads, measured before each repeat.
public struct Benchmark: Sendable {
    public struct Result: Encodable, Sendable {
        public let workload: String
        public let list: String
        public let threads: Int
        public let isa: String
        /// The processor that OpenBLAS has chosen its kernels for; nil for other kernels.
        public let core: String?
        /// Medians over the repeats.
        public let charactersPerSecond: Double
        public let gflops: Double
        public let peakGflops: Double
        public let fractionOfPeak: Double
        public let repeats: Int
        /// The fastest repeat less the slowest, as a share of the median.
        public let spread: Double

        enum CodingKeys: String, CodingKey {
            case workload, list, threads, isa, core, gflops, repeats, spread
            case charactersPerSecond = "characters_per_second"
            case peakGflops = "peak_gflops"
            case fractionOfPeak = "fraction_of_peak"
        }
    }

    /// Measured instead of the workload's own architecture, where given.
    public var architecture: Architecture?
    /// Names per batch, at least 1, instead of those of the workload.
    public var batchSize: Int?
    public var kernels = Kernels.best
    public var threads = 1
    public var repeats = 9
    /// Seconds of one repeat.
    public var duration = 0.3
    package let list: NameList
    private let text: String

    /// - Parameters:
    ///   - list: Names to train on; by default the words of the built-in players' names in the letters a to z.
    ///   - textFile: Running text to train on; by default the names of three built-in lists.
    /// - Throws: ``FileError``; ``ListError/malformed(source:reason:)`` if the text is too short.
    public init(list: NameList? = nil, textFile: String? = nil) throws {
        self.list = try list ?? Self.defaultList
        if let textFile {
            text = String(decoding: try FileAccess.read(textFile), as: UTF8.self)
        } else {
            // These lists do not change, so that measurements are comparable.
            let lists: [NameList.BuiltIn] = [.companies, .players, .dinosaurs]
            text = try lists.flatMap { try NameList($0).names }.joined(separator: "\n")
        }
        guard text.count >= Self.shortestText else {
            throw ListError.malformed(
                source: textFile ?? "the text", reason: "running text needs \(Self.shortestText) characters or more")
        }
    }

    /// Enough for a piece of each stream of every workload.
    private static let shortestText = 10_000

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
        let workers = WorkerPool(threads: threads)
        let (network, work) = try work(workload, workers)
        _ = peak(workers)  // the workers awake
        _ = work()  // caches, pages, and the memory that grows on first use
        var (speeds, peaks): ([Double], [Double]) = ([], [])
        for _ in 0..<repeats {
            peaks.append(peak(workers))
            let (characters, seconds) = measure(work)
            speeds.append(Double(characters) / seconds)
        }
        speeds.sort()
        peaks.sort()
        let (speed, peak) = (speeds[repeats / 2], peaks[repeats / 2])
        let rate = speed * workload.passes * network.forwardOperations
        return Result(
            workload: workload.rawValue, list: list.source, threads: threads, isa: kernels.name,
            core: kernels.openBLASCore, charactersPerSecond: speed, gflops: rate / 1e9, peakGflops: peak / 1e9,
            fractionOfPeak: rate / peak, repeats: repeats, spread: (speeds.last! - speeds[0]) / speed)
    }

    /// A network, and a piece of work with it; returns the characters that it took.
    typealias Work = (network: Network, work: () -> Int)

    func work(_ workload: Workload, _ workers: WorkerPool) throws -> Work {
        switch workload.kind {
        case .online: try onlineTraining(workload)
        case .names(let size): try training(workload, batchSize: batchSize ?? size, workers)
        case .text(let streams, let length):
            try training(workload, streams: streams, sequenceLength: length, workers)
        case .generation(let atOnce): try generation(workload, atOnce: atOnce, workers)
        }
    }

    /// Repeats a piece of work for the duration of a repeat.
    func measure(_ work: () -> Int) -> (characters: Int, seconds: Double) {
        let clock = Stopwatch()
        var characters = 0
        repeat { characters += work() } while clock.seconds < duration
        return (characters, clock.seconds)
    }

    private func makeStep(_ workload: Workload, vocabularySize: Int, _ workers: WorkerPool) throws -> TrainingStep {
        let network = Network(architecture ?? workload.architecture, vocabularySize: vocabularySize, kernels: kernels)
        try network.checkMemory(gradients: 1, averages: false)
        return TrainingStep(
            network, parameters: network.initialParameters(seed: 1),
            optimizer: Adam(parameterCount: network.layout.count, kernels: kernels), workers: workers)
    }

    /// One epoch a call.
    private func training(_ workload: Workload, batchSize: Int, _ workers: WorkerPool) throws -> Work {
        let names = EncodedNames(list, vocabulary: try Vocabulary(of: list.names))
        let step = try makeStep(workload, vocabularySize: names.vocabulary.count, workers)
        var epochs = Epochs(names, batchSize: batchSize, seed: 1)
        return (step.network, { epochs.next { step.run(names, selection: $0, learningRate: 0.001) } })
    }

    /// The vocabulary of the workload `book`, where the list's own is not larger.
    private static let bookVocabulary = 66

    /// One epoch a call.
    private func onlineTraining(_ workload: Workload) throws -> Work {
        let names = EncodedNames(list, vocabulary: try Vocabulary(of: list.names))
        let network = Network(
            architecture ?? workload.architecture,
            vocabularySize: max(names.vocabulary.count, Self.bookVocabulary), kernels: kernels)
        try network.checkMemory(gradients: 1, averages: false)
        let training = OnlineTraining(network, parameters: network.initialParameters(seed: 1), momentum: 0.9)
        var epochs = Epochs(names, batchSize: OnlineTraining.namesPerRun, sorted: false, seed: 1)
        return (network, { epochs.next { training.run(names, selection: $0, learningRate: 0.01) } })
    }

    /// The tokens of the vocabulary that workloads on running text have, whatever the text: rarer characters share
    /// tokens.
    private static let textVocabulary = 65

    /// One piece of each stream a call.
    private func training(
        _ workload: Workload, streams: Int, sequenceLength: Int, _ workers: WorkerPool
    ) throws -> Work {
        var tokens: [Character: UInt16] = [:]
        let encoded = text.map { character in
            let token = tokens[character] ?? UInt16(tokens.count % Self.textVocabulary)
            tokens[character] = token
            return token
        }
        let text = TextStreams(encoded, streams: streams, sequenceLength: sequenceLength)
        let step = try makeStep(workload, vocabularySize: Self.textVocabulary, workers)
        var piece = 0
        return (
            step.network,
            {
                defer { piece = (piece + 1) % text.pieces }
                return step.run(text, piece: piece, learningRate: 0.001).predictions
            }
        )
    }

    /// Generates a few thousand names per thread and call, as lines of UTF-8, with a briefly trained network.
    private func generation(_ workload: Workload, atOnce: Int, _ workers: WorkerPool) throws -> Work {
        let names = EncodedNames(list, vocabulary: try Vocabulary(of: list.names))
        let step = try makeStep(workload, vocabularySize: names.vocabulary.count, workers)
        var epochs = Epochs(names, batchSize: 256, seed: 1)
        for _ in 0..<3 { _ = epochs.next { step.run(names, selection: $0, learningRate: 0.01) } }
        let sampler = NameSampler(
            ModelEnsemble(step.network, step.weights, vocabulary: names.vocabulary),
            maximumLength: GenerationOptions.defaultMaximumLength, seed: 1, expected: 1 << 20)
        let threads = workers.threads
        let writers = PerThread(count: threads) { NameWriter(sampler.makeDrafts(), names.vocabulary) }
        let share = UInt64(max(atOnce, 1000))
        var next: UInt64 = 0
        return (
            step.network,
            {
                let first = next
                next += share * UInt64(threads)
                let characters = PerThread(count: threads) { 0 }
                workers.forEach(threads) { piece, _ in
                    let begin = first + UInt64(piece) * share
                    for name in stride(from: begin, to: begin + share, by: atOnce) {
                        writers[piece].write(name..<name + UInt64(atOnce))
                        characters[piece] += writers[piece].characters
                    }
                }
                return characters.values.reduce(0, +)
            }
        )
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
    /// The floating-point operations of a forward step of one row: two for each weight of a matrix that is not read by
    /// rows.
    var forwardOperations: Double {
        var products = 0
        var inputs = 0  // one-hot: a row is read, nothing is multiplied
        for layer in layers {
            products += layer.gates * layer.units * (inputs + layer.units)
            inputs = layer.units
        }
        return 2 * Double(products + inputs * vocabularySize)
    }
}
