import Foundation
import RNNSwift
import Testing

/// Trainings and models are used from several tasks at once, and stopped by canceling a task.
@Suite struct ConcurrencyTests {
    private func trainer(seed: UInt64 = 1, epochs: Int = 3) throws -> Trainer {
        var options = TrainingOptions()
        options.architecture.hidden = [8]
        options.data.batchSize = 64
        options.schedule = .constant(epochs: epochs)
        (options.seed, options.threads) = (seed, 2)
        return try Trainer(NameList(.dinosaurs), options: options)
    }

    @Test func tasksTrainAtOnce() async throws {
        let seeds: [UInt64] = [1, 2, 3, 4]
        let alone = try seeds.map { seed in
            try trainer(seed: seed).train(onEpoch: { _ in }).model.serialized()
        }
        let together = try await withThrowingTaskGroup(of: (UInt64, Data).self) { group in
            for seed in seeds {
                group.addTask { (seed, try await self.trainer(seed: seed).train().serialized()) }
            }
            return try await group.reduce(into: [UInt64: Data]()) { $0[$1.0] = $1.1 }
        }
        #expect(seeds.map { together[$0] } == alone)
    }

    @Test func tasksGenerateAtOnce() async throws {
        let model = try await trainer().train()
        var options = GenerationOptions()
        options.threads = 2
        let alone = try model.generate(count: 500, options: options)
        let scores = model.scores(for: alone)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { [options] in
                    let names = try model.generate(count: 500, options: options)
                    #expect(names == alone)
                    #expect(model.scores(for: alone) == scores)
                    let best = try model.mostProbableNames(count: 5)
                    #expect(best.count == 5)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func epochsAreASequence() async throws {
        let run = try trainer().start()
        var numbers: [Int] = []
        for await epoch in run.epochs { numbers.append(epoch.number) }
        #expect(numbers == [1, 2, 3])
        let outcome = await run.outcome
        #expect(outcome.ending == .epochs)
        let expected = try trainer().train(onEpoch: { _ in }).model.serialized()
        #expect(try outcome.model.serialized() == expected)
    }

    /// A run that is stopped has a checkpoint, from which it continues as if it had not been.
    @Test func runsAreStoppedAndResumed() async throws {
        let endless = try trainer(epochs: 1_000_000)
        let run = endless.start()
        for await epoch in run.epochs where epoch.number == 2 { run.stop() }
        let outcome = await run.outcome
        let checkpoint = try #require(outcome.checkpoint)
        #expect(outcome.ending == .interrupted && checkpoint.epochs >= 2)
        let trainer = try trainer(epochs: checkpoint.epochs + 2)
        try trainer.check(checkpoint)
        let resumed = await trainer.start(from: checkpoint).outcome
        let whole = trainer.train(onEpoch: { _ in }).model
        #expect(try resumed.model.serialized() == whole.serialized())
    }

    @Test func cancelingATaskEndsItsTraining() async throws {
        let endless = try trainer(epochs: 1_000_000)
        let training = Task { try await endless.train() }
        training.cancel()
        await #expect(throws: CancellationError.self) { _ = try await training.value }

        let run = endless.start()
        let watching = Task {
            for await _ in run.epochs {}
        }
        watching.cancel()
        #expect(await run.outcome.ending == .interrupted)
    }
}
