import Foundation
import RNNSwift
import Testing

/// The same training, whatever the number of threads.
@Suite struct ThreadTests {
    /// More threads than processors, and more than shards: real ones, and imagined ones.
    private static let pools: [WorkerPool] =
        [1, 2, 3, 4, 7, 8].map { WorkerPool(threads: $0) } + [2, 7, 16, 64].map { WorkerPool(projecting: $0) }

    private func makeStep(_ cell: Architecture.Cell, vocabularySize: Int, _ workers: WorkerPool) -> TrainingStep {
        let network = Network(
            Architecture(cell: cell, hidden: [17, 40]), vocabularySize: vocabularySize, kernels: .best)
        return TrainingStep(
            network, parameters: network.initialParameters(seed: 1),
            optimizer: Adam(parameterCount: network.layout.count, kernels: .best), clip: 0.01,
            dropout: Dropout(probability: 0.2, isVariational: true, seed: 1),
            weightDropout: Dropout(probability: 0.3, isVariational: false, seed: 1), averaging: 0.9, workers: workers)
    }

    @Test(arguments: Architecture.Cell.allCases) func names(_ cell: Architecture.Cell) throws {
        let names = EncodedNames(
            randomNames(1500, letters: 4, longest: 7, seed: 12), vocabulary: try Vocabulary(Array("abcd")))
        let results = Self.pools.map { workers in
            let step = makeStep(cell, vocabularySize: 6, workers)
            #expect(step.network.shards(names: 1024) == 16)
            var epochs = Epochs(names, batchSize: 1024, seed: 1)
            for _ in 0..<2 { _ = epochs.next { step.run(names, selection: $0, learningRate: 0.1) } }
            return step.result().parameters.all.values
        }
        #expect(Set(results).count == 1 && results[0].allSatisfy(\.isFinite))
    }

    @Test(arguments: Architecture.Cell.allCases) func text(_ cell: Architecture.Cell) {
        var generator = SplitMix64(seed: 5, stream: .shuffling)
        let tokens = (0..<4000).map { _ in UInt16(generator.next() % 9) }
        let text = TextStreams(tokens, streams: 100, sequenceLength: 13)
        let results = Self.pools.map { workers in
            let step = makeStep(cell, vocabularySize: 9, workers)
            #expect(step.network.shards(streams: 100) == 16)
            for piece in 0..<text.pieces { _ = step.run(text, piece: piece, learningRate: 0.1) }
            return step.result().parameters.all.values
        }
        #expect(Set(results).count == 1 && results[0].allSatisfy(\.isFinite))
    }

    /// Large networks have fewer shards, whose gradients need memory.
    @Test func shards() {
        func network(_ cell: Architecture.Cell, _ units: Int) -> Network {
            Network(Architecture(cell: cell, hidden: [units]), vocabularySize: 65, kernels: .best)
        }
        #expect([1, 64, 127, 128, 256, 1_000_000].map { network(.rnn, 32).shards(names: $0) } == [1, 1, 1, 2, 4, 64])
        #expect([1, 11, 12, 50, 64, 1000].map { network(.lstm, 128).shards(streams: $0) } == [1, 1, 2, 8, 10, 64])
        #expect([49, 50, 64, 1000].map { network(.lstm, 512).shards(streams: $0) } == [1, 2, 2, 16])
        #expect(network(.lstm, 512).shards(names: 256) == 2)
    }

    /// A pool of imagined threads does all the work, and measures it.
    @Test func projection() throws {
        let workers = WorkerPool(projecting: 3)
        nonisolated(unsafe) var done = [Int](repeating: -1, count: 8)
        workers.forEach(8) { piece, thread in done[piece] = thread }
        #expect(done == [0, 1, 2, 0, 1, 2, 0, 1])
        let projection = try #require(workers.projection)
        #expect(projection.divisions == 1 && projection.work >= projection.longest && projection.longest > 0)
        workers.forEach(1) { _, _ in }
        #expect(projection.divisions == 1)
        projection.reset()
        #expect(projection.work == 0 && projection.longest == 0 && projection.divisions == 0)
    }

    @Test func processors() {
        #expect((1...ProcessInfo.processInfo.activeProcessorCount).contains(Processors.cores))
        let status = "Name:\trnnc\nCpus_allowed:\tff\nCpus_allowed_list:\t0-2,5,8-9\nMems_allowed_list:\t0\n"
        #expect(Processors.allowedProcessors(status) == [0, 1, 2, 5, 8, 9])
        for text in ["", "Cpus_allowed_list:\t3-1", "Cpus_allowed_list:\tx"] {
            #expect(Processors.allowedProcessors(text) == nil, "\(text)")
        }
        #expect(Processors.processors(ofQuota: "150000 100000\n") == 2)
        #expect(Processors.processors(ofQuota: "50000 100000\n") == 1)
        for text in ["max 100000\n", "", "1", "0 100000", "100000 0", "-1 100000", "nan 1", "inf 1", "1e300 1"] {
            #expect(Processors.processors(ofQuota: text) == nil, "\(text)")
        }
    }
}
