import Foundation
import RNNExchange
import RNNSwift
import Testing

/// Ensembles in one file: their training, their file, and what they predict.
@Suite struct EnsembleModelTests {
    private func options(_ change: (inout TrainingOptions) -> Void = { _ in }) -> TrainingOptions {
        var options = TrainingOptions()
        options.architecture = Architecture(cell: .gru, hidden: [9, 5])
        options.data.batchSize = 130
        options.schedule.epochs = 2
        options.schedule.learningRate = 0.02
        options.seed = 7
        options.threads = 1
        change(&options)
        return options
    }

    private func trainer(_ count: Int = 3, _ change: (inout TrainingOptions) -> Void = { _ in }) throws
        -> EnsembleTrainer
    {
        EnsembleTrainer(try Trainer(NameList(.dinosaurs), options: options(change)), count: count)
    }

    /// The networks are those that their seeds alone make, on the same names.
    @Test func networks() throws {
        let ensemble = try trainer().train()
        #expect(ensemble.members.map(\.record.seed) == [7, 8, 9])
        #expect(ensemble.members.map(\.record.splitSeed) == [nil, 7, 7])
        let alone = try Trainer(NameList(.dinosaurs), options: options()).train()
        #expect(try ensemble.members[0].serialized() == alone.serialized())
        let third = try Trainer(
            NameList(.dinosaurs),
            options: options {
                $0.seed = 9
                $0.data.splitSeed = 7
            }
        ).train()
        #expect(try ensemble.members[2].serialized() == third.serialized())
        // The held-out names can be found again.
        let memorization = try Memorization(of: third, list: NameList(.dinosaurs))
        #expect(memorization.limitation == nil && memorization.heldOut?.names == third.record.heldOutNames)
    }

    @Test func theFile() throws {
        let ensemble = try trainer().train()
        let bytes = try ensemble.serialized()
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "e.safetensors").path
        try ensemble.save(to: path)
        let read = try EnsembleModel(contentsOf: path)
        #expect(try read.serialized() == bytes)
        #expect(read.mean == ensemble.mean && read.validation == ensemble.validation && read.members.count == 3)
        #expect(try read.members.map { try $0.serialized() } == ensemble.members.map { try $0.serialized() })
        #expect(throws: FormatError.self) { try Model(contentsOf: path) }
        #expect(throws: FormatError.self) { try TextModel(contentsOf: path) }

        // Damaged files are refused.
        var file = try ensemble.file()
        file.tensors["1.out.bias"] = nil
        #expect(throws: FormatError.self) { try EnsembleModel(file, kernels: .best) }
        for (key, value) in [
            ("rnnc.ensemble", "{}"), ("rnnc.ensemble", #"{"mean":"geometric","networks":0}"#),
            ("rnnc.ensemble", #"{"mean":"geometric","networks":4}"#), ("rnnc.format", "1"), ("rnnc.training.2", "[]"),
            ("rnnc.ensemble", #"{"mean":"harmonic","networks":3}"#),
        ] {
            var file = try ensemble.file()
            file.metadata[key] = value
            #expect(throws: FormatError.self, "\(key) \(value)") { try EnsembleModel(file, kernels: .best) }
        }
    }

    /// The probabilities of a name by definition.
    private func logits(_ models: [Model], _ mean: ModelEnsemble.Mean, _ prefix: String) throws -> [Float] {
        let predictions = try models.map { model -> [Double] in
            let row = try model.logits(for: prefix).last!.map { Double($0) }
            let total = log(row.reduce(0) { $0 + exp($1) })
            return row.map { $0 - total }
        }
        return predictions[0].indices.map { token in
            let all = predictions.map { $0[token] }
            let share = 1 / Double(all.count)
            return mean == .geometric
                ? Float(all.reduce(0) { $0 + share * $1 }) : Float(log(all.reduce(0) { $0 + share * exp($1) }))
        }
    }

    @Test(arguments: ModelEnsemble.Mean.allCases) func means(_ mean: ModelEnsemble.Mean) throws {
        let models = try (1...3).map { try randomModel("abc", cell: .lstm, hidden: [6], seed: $0, spread: 5) }
        let ensemble = ModelEnsemble(EnsembleModel(models, mean: mean))
        let exact = try ExactNames(models[0].vocabulary, longest: 4) { try logits(models, mean, $0) }
        // Scores, evaluations and generated names.
        for (name, probability) in exact.probabilities.sorted(by: { $0.key < $1.key }).prefix(60) {
            var (expected, prefix) = (0.0, "")
            for target in Array(name).map({ Character?($0) }) + [nil] {
                let row = try logits(models, mean, prefix).map { Double($0) }
                let token = target.map { models[0].vocabulary.token(of: $0)! } ?? models[0].vocabulary.stop
                expected += row[token] - log(row.reduce(0) { $0 + exp($1) })
                if let target { prefix.append(target) }
            }
            let score = ensemble.scores(for: [name])[0].logProbability
            #expect(abs(score - expected) < 1e-4 && probability > 0, "\(name)")
            let evaluation = ensemble.evaluate(on: try NameList([name]))
            #expect(abs(evaluation.nats * Double(name.count + 1) + expected) < 1e-4, "\(name)")
        }
        var options = GenerationOptions.learned
        options.maximumLength = 4
        options.seed = 5
        let names = try ensemble.generate(count: 20_000, options: options)
        #expect(chiSquareFits(names, exact.means(20_000)))
        let other: ModelEnsemble.Mean = mean == .arithmetic ? .geometric : .arithmetic
        let wrong = try ExactNames(models[0].vocabulary, longest: 4) { try logits(models, other, $0) }
        #expect(!chiSquareFits(names, wrong.means(20_000)), "the test tells the means apart")
        options.suffix = "cb"
        options.alwaysSteers = true
        let steered = try ensemble.generate(count: 5000, options: options)
        #expect(chiSquareFits(steered, exact.means(5000) { $0.hasSuffix("cb") }))
        // The most probable names, in order.
        var most = GenerationOptions.learned
        most.maximumLength = 4
        let best = try ensemble.mostProbableNames(count: 20, options: most)
        let all = ensemble.scores(for: exact.probabilities.keys.sorted())
        let expected = all.sorted { ($1.logProbability, $0.name) < ($0.logProbability, $1.name) }.prefix(20)
        #expect(best.map(\.name) == expected.map(\.name))
    }

    /// The losses in the file are those of the held-out names, of which no network knows anything.
    @Test func losses() throws {
        let ensemble = try trainer().train()
        let losses = try #require(ensemble.validation)
        let worst = try #require(ensemble.members.compactMap(\.record.validationLoss).max())
        #expect(losses.arithmetic < worst && losses.geometric < worst && ensemble.mean == losses.best)
        let memorization = try Memorization(
            of: ensemble.summary, as: ModelEnsemble(ensemble), list: NameList(.dinosaurs), heldOut: nil, seed: 1,
            threads: 1)
        #expect(memorization.limitation == nil)
        #expect(abs((memorization.heldOut?.nats ?? 0) - losses[losses.best]) < 1e-9)
        let none = try trainer(2) { $0.data.validation = .none }.train()
        #expect(none.validation == nil && none.mean == .geometric)
    }

    /// Stopped anywhere, in any network, and resumed by any number of threads.
    @Test func resuming() throws {
        let whole = try trainer().train().serialized()
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "c").path
        let perNetwork = try trainer().first.stepsPerEpoch * 2
        for stop in [1, perNetwork - 1, perNetwork, perNetwork + 1, perNetwork + 5, 3 * perNetwork - 1] {
            var steps = 0
            let outcome = try trainer().train(
                observer: .init(),
                shouldStop: {
                    steps += 1
                    return steps > stop
                })
            #expect(outcome.ending == .interrupted)
            let checkpoint = try #require(outcome.checkpoint)
            try checkpoint.save(to: path)
            let read = try EnsembleCheckpoint(contentsOf: path)
            let resumed = try trainer { $0.threads = 2 }
            try resumed.check(read)
            let end = resumed.train(from: read, observer: .init())
            #expect(try end.model?.serialized() == whole, "after \(stop) steps")
            #expect(throws: CheckpointError.self) { try trainer(4).check(read) }
            #expect(throws: CheckpointError.self) { try trainer { $0.seed = 8 }.check(read) }
            #expect(throws: FormatError.self) { try Checkpoint(contentsOf: path) }
            // The networks so far are a model.
            if stop > perNetwork { #expect(try EnsembleModel(contentsOf: path).members.count >= 1) }
        }
    }

    @Test func theTimeOfAllNetworks() throws {
        let outcome = try trainer(2) {
            $0.schedule.maximumSeconds = 0.05
            $0.schedule.epochs = 100_000
        }.train(observer: .init())
        #expect(outcome.ending == .time && outcome.checkpoint?.finished.isEmpty == true)
    }

    @Test func severalProcesses() throws {
        let alone = try trainer().train().serialized()
        for hosts in [[[0, 1]], [[0], [1, 2]]] {
            #expect(try LocalProcesses.run(hosts) { try trainer().train().serialized() } == alone)
        }
        let ensemble = ModelEnsemble(try trainer().train(), mean: .arithmetic)
        let list = try NameList(.dinosaurs)
        let names = try ensemble.generate(count: 300)
        let nats = ensemble.evaluate(on: list).nats
        let together = try LocalProcesses.run([[0], [1]]) {
            (try ensemble.generate(count: 300), ensemble.evaluate(on: list).nats)
        }
        #expect(together.0 == names && together.1 == nats)
    }

    @Test func runningText() throws {
        let text = try RunningText(try NameList(.dinosaurs).names.joined(separator: "\n"))
        let trainer = try Trainer(text, options: options { $0.data.streams = 20 })
        let ensemble = try EnsembleTrainer(trainer, count: 2).train()
        #expect(ensemble.isText && ensemble.validation != nil && ensemble.members[1].record.splitSeed == nil)
        var sample = ""
        try ModelEnsemble(ensemble).generateText(length: 50) { sample.append($0) }
        #expect(sample.count == 50)
    }

    @Test(arguments: ModelEnsemble.Mean.allCases) func onnx(_ mean: ModelEnsemble.Mean) throws {
        let models = try (1...2).map { try randomModel("abc", hidden: [4], seed: $0) }
        let graph = try Onnx_ModelProto(serializedBytes: ONNXModel.write(models, mean: mean)).graph
        let end = mean == .geometric ? ["LogSoftmax", "Mul", "Sum"] : ["Softmax", "Mul", "Sum", "Log"]
        #expect(graph.node.suffix(end.count).map(\.opType) == end)
    }
}
