import Foundation
import RNNSwift
import Testing

/// The same training, whatever the number of threads.
@Suite struct ThreadTests {
    /// More threads than processors, and more than shards: real ones, and imagined ones.
    private func makePools() -> [WorkerPool] {
        [1, 2, 3, 4, 7, 8].map { WorkerPool(threads: $0) } + [2, 7, 16, 64].map { WorkerPool(projecting: $0) }
    }

    private func makeStep(_ cell: Architecture.Cell, vocabularySize: Int, _ workers: WorkerPool) -> TrainingStep {
        let network = Network(
            Architecture(cell: cell, hidden: [17, 40]), vocabularySize: vocabularySize, kernels: .best)
        var options = TrainingOptions()
        options.optimizer = .adamw(weightDecay: 0.1)
        options.optimizer.clip = 0.01
        options.regularization = .init(
            dropout: 0.2, variationalDropout: true, weightDropout: 0.3, averaging: 0.9)
        return TrainingStep(network, network.initialParameters(seed: 1), options, workers)
    }

    @Test(arguments: Architecture.Cell.allCases) func names(_ cell: Architecture.Cell) throws {
        let names = EncodedNames(
            randomNames(1500, letters: 4, longest: 7, seed: 12), vocabulary: try Vocabulary(Array("abcd")))
        let results = makePools().map { workers in
            let step = makeStep(cell, vocabularySize: 6, workers)
            #expect(step.network.shards(names: 1024) == 16)
            var epochs = Epochs(names, batchSize: 1024, seed: 1)
            for _ in 0..<2 { _ = epochs.next { step.run(names, selection: $0, learningRate: 0.1) } }
            return step.result().parameters.all.values
        }
        let distinct = Set(results).count
        #expect(distinct == 1)
        let areFinite = results[0].allSatisfy(\.isFinite)
        #expect(areFinite)
    }

    @Test(arguments: Architecture.Cell.allCases) func text(_ cell: Architecture.Cell) {
        var generator = SplitMix64(seed: 5, stream: .shuffling)
        let tokens = (0..<4000).map { _ in UInt16(generator.next() % 9) }
        let text = TextStreams(tokens, streams: 100, sequenceLength: 13)
        let results = makePools().map { workers in
            let step = makeStep(cell, vocabularySize: 9, workers)
            #expect(step.network.shards(streams: 100) == 16)
            for piece in 0..<text.pieces { _ = step.run(text, piece: piece, learningRate: 0.1) }
            return step.result().parameters.all.values
        }
        let distinct = Set(results).count
        #expect(distinct == 1)
        let areFinite = results[0].allSatisfy(\.isFinite)
        #expect(areFinite)
    }

    /// Threads share the steps of large networks: the result is that of one thread that runs whole recurrences.
    @Test(arguments: Architecture.Cell.allCases) func steps(_ cell: Architecture.Cell) {
        var generator = SplitMix64(seed: 5, stream: .shuffling)
        let tokens = (0..<400).map { _ in UInt16(generator.next() % 9) }
        let text = TextStreams(tokens, streams: 7, sequenceLength: 13)
        for kernels in Kernels.available where kernels.hasIndependentRows {
            let network = Network(Architecture(cell: cell, hidden: [33, 70]), vocabularySize: 9, kernels: kernels)
            let weights = network.pack(network.initialParameters(seed: 1))
            func run(_ workers: WorkerPool?) -> (losses: [Double], gradient: [Float], states: [[Double]]) {
                let workspace = Workspace(network, sharedBy: workers)
                let gradient = Parameters(network.layout)
                network.resetStates(workspace, count: 7)
                let losses = (0..<3).map { piece in
                    workspace.rows.build(text, piece: piece, streams: 0..<7)
                    let masks = Dropout(probability: 0.2, isVariational: false, seed: 1).masks(step: piece)
                    defer { network.carryStates(workspace) }
                    return network.addGradient(weights, workspace, scale: 0.1, dropout: masks, to: gradient)
                }
                return (losses, gradient.all.values, workspace.layers.map { $0.states.elements })
            }
            let alone = run(nil)
            let shared = makePools().map { run($0) }
            for other in shared {
                let isSame = other == shared[0]  // named, so that a failure does not print them all
                #expect(isSame, "\(kernels.name)")
                #expect(zip(other.losses, alone.losses).allSatisfy { abs($0 / $1 - 1) < 1e-5 })
                let difference = relativeDifference(
                    other.gradient.map { Double($0) }, alone.gradient.map { Double($0) })
                #expect(difference < 1e-5, "\(kernels.name)")
            }
        }
    }

    /// Large networks have fewer shards, whose gradients need memory.
    @Test func shards() {
        func network(_ cell: Architecture.Cell, _ units: Int) -> Network {
            Network(Architecture(cell: cell, hidden: [units]), vocabularySize: 65, kernels: .best)
        }
        #expect(
            [1, 64, 127, 128, 192, 256, 1_000_000].map { network(.rnn, 32).shards(names: $0) } == [
                1, 1, 1, 2, 2, 4, 64,
            ])
        #expect(
            [1, 11, 12, 20, 50, 64, 1000].map { network(.lstm, 128).shards(streams: $0) } == [1, 1, 2, 2, 8, 8, 64])
        guard Kernels.best.hasIndependentRows else { return }
        #expect([1, 50, 96, 1000].map { network(.lstm, 512).shards(streams: $0) } == [1, 1, 2, 16])
        #expect([1, 50].map { network(.lstm, 512).sharesSteps(streams: $0) } == [true, true])
        #expect([1, 8, 11, 12].map { network(.lstm, 128).sharesSteps(streams: $0) } == [false, true, true, false])
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
