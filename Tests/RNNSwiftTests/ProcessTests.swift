import Foundation
import RNNSwift
import Synchronization
import Testing

/// The same results, whatever the number of processes.
@Suite struct ProcessTests {
    /// Groups on one host and on several.
    private static let groups = [
        [[0, 1]], [[0], [1, 2]], [[0, 2], [1, 3]], [[0, 1, 2, 3, 4, 5, 6]], [[0], [1], [2], [3], [4, 5, 6, 7]],
    ]

    private func options(_ cell: Architecture.Cell) -> TrainingOptions {
        var options = TrainingOptions()
        options.architecture = .init(cell: cell, hidden: [17, 24])
        options.optimizer = .adamw(weightDecay: 0.1)
        options.optimizer.clip = 0.01
        options.regularization = .init(
            dropout: 0.2, variationalDropout: true, weightDropout: 0.3, averaging: 0.9)
        options.data.batchSize = 512
        options.schedule.epochs = 3
        options.threads = 1
        return options
    }

    @Test(arguments: Architecture.Cell.allCases) func names(_ cell: Architecture.Cell) throws {
        let list = try NameList(randomNames(1500, letters: 4, longest: 7, seed: 12))
        for runs in [1, 3] {
            var options = options(cell)
            options.data.runs = runs
            let alone = try Trainer(list, options: options).train().serialized()
            for hosts in Self.groups {
                let together = try LocalProcesses.run(hosts) {
                    try Trainer(list, options: options).train().serialized()
                }
                #expect(together == alone, "\(hosts)")
            }
        }
    }

    @Test(arguments: Architecture.Cell.allCases) func text(_ cell: Architecture.Cell) throws {
        var generator = SplitMix64(seed: 5, stream: .shuffling)
        let letters = Array("abcdefgh ")
        let text = try RunningText(String((0..<6000).map { _ in letters[Int(generator.next() % 9)] }))
        let options = options(cell)
        let alone = try Trainer(text, options: options).train().serialized()
        for hosts in Self.groups {
            let together = try LocalProcesses.run(hosts) {
                try Trainer(text, options: options).train().serialized()
            }
            #expect(together == alone, "\(hosts)")
        }
    }

    /// Large layers, whose steps threads share.
    @Test func sharedSteps() throws {
        var generator = SplitMix64(seed: 5, stream: .shuffling)
        let letters = Array("abcdefgh ")
        let text = try RunningText(String((0..<2000).map { _ in letters[Int(generator.next() % 9)] }))
        var options = options(.lstm)
        options.architecture = .init(cell: .lstm, hidden: [370])
        options.regularization = .init()
        (options.data.streams, options.data.sequenceLength, options.schedule.epochs) = (100, 5, 1)
        let trainer = try Trainer(text, options: options)
        #expect(trainer.network.sharesSteps(streams: 100) && trainer.shards == 2)
        let alone = try trainer.train().serialized()
        for (hosts, threads) in [([[0, 1]], 1), ([[0], [1], [2]], 2)] {
            options.threads = threads
            let together = try LocalProcesses.run(hosts) {
                try Trainer(text, options: options).train().serialized()
            }
            #expect(together == alone)
        }
    }

    /// A training that was stopped continues in any number of processes.
    @Test(arguments: [true, false]) func resuming(isText: Bool) throws {
        var options = options(.lstm)
        options.data.streams = 30
        let list = try NameList(randomNames(1500, letters: 4, longest: 7, seed: 12))
        let text = try RunningText(list.names.joined(separator: "\n"))
        func trainer() throws -> Trainer {
            try isText ? Trainer(text, options: options) : Trainer(list, options: options)
        }
        let alone = try trainer().train().serialized()
        for (first, second) in [([[0, 1, 2]], [[0]]), ([[0]], [[0], [1, 2, 3]]), ([[0, 1]], [[0, 1, 2, 3, 4]])] {
            let checkpoint = try LocalProcesses.run(first) {
                var steps = 0
                let outcome = try trainer().train(
                    onEpoch: { _ in },
                    shouldStop: {
                        steps += 1
                        return steps > 8
                    })
                return try #require(outcome.checkpoint)
            }
            let together = try LocalProcesses.run(second) {
                try trainer().train(from: checkpoint, onEpoch: { _ in }).model.serialized()
            }
            #expect(together == alone)
        }
    }

    @Test func aValidationList() throws {
        var options = options(.gru)
        options.data.validation = .list(try NameList(["anna", "bob", "zoe"]))
        options.measuresTraining = true
        options.data.labelDropout = 0
        let list = try NameList(randomNames(900, letters: 4, longest: 7, seed: 3))
        let alone = try Trainer(list, options: options).train().serialized()
        let together = try LocalProcesses.run([[0, 2], [1]]) {
            try Trainer(list, options: options).train().serialized()
        }
        #expect(together == alone)
    }

    /// Small networks are summed by all processes, large ones by ranges; each sends what the plan says.
    @Test(arguments: [(8, 2, false), (64, 2, false), (8, 5, false), (160, 5, true)])
    func messages(_ units: Int, _ processes: Int, isDivided: Bool) throws {
        let network = Network(.init(cell: .lstm, hidden: [units]), vocabularySize: 30, kernels: .best)
        let count = network.layout.count
        #expect(GradientSum.isDivided(parameters: count, processes: processes, senders: processes) == isDivided)
        let members = LocalProcesses.make(hosts: [Array(0..<processes)])
        let shards = 40
        let sums = Mutex([[Float]?](repeating: nil, count: processes))
        let ended = DispatchGroup()
        for member in members {
            ended.enter()
            Thread.detachNewThread {
                let workers = WorkerPool(threads: 1)
                let pieces = network.layout.pieces()
                let sum = GradientSum(network, pieces: pieces, member)
                sum.begin(shards: shards)
                for shard in sum.range {
                    for index in 0..<count {
                        sum.gradient(shard).all[index] = 1 / Float(shard * 31 + index % 17 + 1)
                    }
                }
                let result = sum.exchange(workers)
                for piece in pieces { _ = result.add(piece) }
                sums.withLock { $0[member.rank] = result.total(0..<count).values }
                ended.leave()
            }
        }
        ended.wait()
        let results = sums.withLock { $0 }
        // 40 shards in a binary tree, by hand.
        var expected: [[Float]] = (0..<shards).map { shard in
            (0..<count).map { 1 / Float(shard * 31 + $0 % 17 + 1) }
        }
        var distance = 1
        while distance < shards {
            for shard in stride(from: 0, to: shards - distance, by: 2 * distance) {
                for index in 0..<count { expected[shard][index] += expected[shard + distance][index] }
            }
            distance *= 2
        }
        for result in results { #expect(result == expected[0]) }
        // 40 shards are 16 + 4 and 4 + 8 + 8 in two processes, 8 in each of five.
        let vectors = ShardTree(shards: shards, processes: processes).partials.joined().count
        #expect(vectors == 5)
        let losses = 8 * (shards - shards / processes)
        let sent = members.reduce(0) { $0 + $1.sent }
        #expect(sent == 4 * count * (processes - 1) * (isDivided ? 2 : vectors) + losses)
    }

    @Test func evaluation() throws {
        let list = try NameList(randomNames(9000, letters: 4, longest: 9, seed: 12))
        let models = try [1, 2].map { seed in
            var options = options(.gru)
            (options.seed, options.schedule.epochs) = (UInt64(seed), 1)
            return try Trainer(list, options: options).train()
        }
        let ensemble = try ModelEnsemble(models, shares: [0.3, 0.7])
        let alone = (models[0].evaluate(on: list, threads: 2), ensemble.evaluate(on: list))
        let together = LocalProcesses.run([[0, 1], [2]]) {
            (models[0].evaluate(on: list, threads: 2), ensemble.evaluate(on: list))
        }
        #expect(alone == together)
    }

    @Test func textEvaluation() throws {
        var generator = SplitMix64(seed: 5, stream: .shuffling)
        let letters = Array("abcdefgh ")
        let text = try RunningText(String((0..<300_000).map { _ in letters[Int(generator.next() % 9)] }))
        var options = options(.rnn)
        options.schedule.epochs = 1
        let model = TextModel(try Trainer(text, options: options).train())
        let alone = model.evaluate(on: text)
        #expect(LocalProcesses.run([[0, 1, 2]]) { model.evaluate(on: text) } == alone)
    }

    @Test func generation() throws {
        let list = try NameList(randomNames(2000, letters: 5, longest: 7, seed: 12))
        let model = try Trainer(list, options: options(.gru)).train()
        var options = GenerationOptions()
        for (novel, contained) in [(false, []), (true, []), (true, ["ab"])] {
            (options.novel, options.contained, options.unique) = (novel, contained, novel)
            let alone = try model.generate(count: 6000, options: options)
            options.threads = 2
            let together = try LocalProcesses.run([[0, 1], [2]]) { try model.generate(count: 6000, options: options) }
            #expect(alone == together)
            options.threads = 1
        }
    }

    @Test func sweep() throws {
        let list = try NameList(randomNames(600, letters: 4, longest: 7, seed: 12))
        let grid = try SweepGrid([
            SweepAxis("cell", "rnn,gru"), SweepAxis("hidden", "8,12"), SweepAxis("learning-rate", "0.01,0.02"),
            SweepAxis("seed", "1,2"),
        ])
        var options = Sweep.Options()
        options.training.schedule.epochs = 4
        options.firstRound = 1
        func run(_ name: String) throws -> (best: Data, results: [[Double]]) {
            let path = FileManager.default.temporaryDirectory.appending(path: "rnnc-\(UUID())-\(name)").path
            defer { try? FileManager.default.removeItem(atPath: path) }
            let sweep = try Sweep(list, grid, options: options)
            let folder = try SweepFolder(path)
            try folder.begin(sweep)
            let results = try sweep.run(in: folder, threads: 2).results
            let losses = results.map { $0.progress.course.map(\.validationLoss) }
            return (try Data(contentsOf: URL(filePath: folder.best)), losses)
        }
        let alone = try run("alone")
        let together = try LocalProcesses.run([[0, 1, 2]]) { try run("together") }
        #expect(alone.results == together.results)
        #expect(alone.best == together.best)
    }
}
