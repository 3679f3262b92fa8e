import CKernels
import Foundation
import NetworkCheck
import RNNSwift
import Testing

/// Numbers at the ends of their ranges: what comes of them is finite and right.
@Suite struct NumberTests {
    /// Networks in C: see network_check.h.
    @Test(arguments: Kernels.available) func networksInC(_ kernels: Kernels) {
        #expect(network_check_numbers(kernels.table) == 0)
    }

    /// A model with the same logits after each prefix: those of its characters, of START and of STOP.
    private func model(_ characters: String, logits: [Float], _ kernels: Kernels = .best) throws -> Model {
        let vocabulary = try Vocabulary(Array(characters))
        let network = Network(
            Architecture(cell: .rnn, hidden: [2]), vocabularySize: vocabulary.count, kernels: kernels)
        let parameters = Parameters(network.layout)
        let bias = parameters.matrix(network.layout.slice(named: "out.bias"))
        for (token, logit) in logits.enumerated() { bias[0, token] = logit }
        return Model(network: network, vocabulary: vocabulary, parameters: parameters, record: TrainingRecord())
    }

    /// The same network as a model of running text.
    private func text(_ model: Model) -> TextModel {
        var record = TrainingRecord()
        record.text = .init(characters: 1, heldOut: 0, sequenceLength: 1)
        return TextModel(Model(model, record: record))
    }

    /// Logits that are all the same: each of the five tokens has the probability 1/5, whatever they are.
    @Test(arguments: Kernels.available, [0, 0x1p-149, 1e30, -1e30, 8e37, 3.4e38] as [Float])
    func equalLogits(_ kernels: Kernels, _ logit: Float) throws {
        let model = try model("abc", logits: [Float](repeating: logit, count: 5), kernels)
        let (names, nats) = (["a", "cab", "bb"], log(5.0))
        let means = try ModelEnsemble.Mean.allCases.map { try ModelEnsemble([model, model], mean: $0) }
        let ensembles = [ModelEnsemble(model)] + means
        for ensemble in ensembles {
            for (name, score) in zip(names, ensemble.scores(for: names)) {
                #expect(score.nats.count == name.count + 1 && score.nats.allSatisfy { abs($0 - nats) < 1e-6 })
            }
        }
        for name in names { #expect(try abs(model.logProbability(of: name) + nats * Double(name.count + 1)) < 1e-6) }
        let evaluation = model.evaluate(on: try NameList(names))
        #expect(abs(evaluation.nats - nats) < 1e-6 && abs(evaluation.accuracy.sampled - 0.2) < 1e-6)
        #expect(abs(text(model).scores(of: try RunningText("abcb")).natsPerCharacter - nats) < 1e-6)
        let classes = ModelEnsemble.classify(names, among: [("x", 0.5, ensembles[0]), ("y", 0.5, ensembles[0])])
        #expect(classes.allSatisfy { $0.probabilities == [0.5, 0.5] })
        var options = GenerationOptions.learned
        options.maximumLength = 2
        let best = try model.mostProbableNames(count: 5, options: options)
        #expect(best.map(\.name) == ["a", "b", "c", "aa", "ab"])
        #expect(try Set(model.generate(count: 200, options: options)).count == 12)
    }

    /// One character is certain, and STOP all but impossible: names end nevertheless.
    @Test(arguments: Kernels.available, [1e4, 1e10, 1e30, 1.5e38] as [Float])
    func opposedLogits(_ kernels: Kernels, _ logit: Float) throws {
        let model = try model("abc", logits: [logit, 0, -logit, 0, -logit], kernels)
        var options = GenerationOptions.learned
        options.maximumLength = 4
        let best = try model.mostProbableNames(count: 9, options: options)
        #expect(best.prefix(4).map(\.name) == ["a", "aa", "aaa", "aaaa"])
        #expect(best.dropFirst(4).allSatisfy { $0.name.count { $0 == "b" } == 1 && !$0.name.contains("c") })
        #expect(best.allSatisfy { $0.logProbability.isFinite && $0.logProbability <= -2 * Double(logit) })
        options.prefix = "cb"
        #expect(try model.mostProbableNames(count: 3, options: options).map(\.name) == ["cb", "cba", "cbaa"])
    }

    /// Weights of all sizes, subnormal ones and those that saturate each gate, against the reference.
    @Test(arguments: Kernels.available, Architecture.Cell.allCases)
    func weights(_ kernels: Kernels, _ cell: Architecture.Cell) throws {
        let reference = try #require(Kernels(named: "reference"))
        for spread in [0x1p-146, 0x1p-130, 1e-30, 1e8, 1e30] as [Float] {
            let models = try [kernels, reference].map {
                try randomModel("abc", cell: cell, hidden: [6, 5], kernels: $0, spread: spread)
            }
            let logits = try models.map { try $0.logits(for: "abcabcab").flatMap { $0.map { Double($0) } } }
            #expect(relativeDifference(logits[0], logits[1]) < 1e-5, "\(spread)")
            let scores = models.map { $0.scores(for: ["abc"])[0].logProbability }
            #expect(abs(scores[0] - scores[1]) <= 1e-5 * max(abs(scores[1]), 1), "\(spread)")
            let names = try NameList(["abc", "ca", "b"])
            let nats = models.map { $0.evaluate(on: names).nats }
            #expect(abs(nats[0] - nats[1]) <= 1e-5 * max(abs(nats[1]), 1), "\(spread)")
        }
    }

    /// A layer of equal units is one unit, however wide it is. (Sums of 4,096 equal terms are rounded in one
    /// direction.)
    @Test(arguments: [1, 4096]) func widths(_ width: Int) throws {
        let vocabulary = try Vocabulary(["a"])
        let network = Network(Architecture(cell: .rnn, hidden: [width]), vocabularySize: 3, kernels: .best)
        let parameters = Parameters(network.layout)
        for (name, value) in [
            ("rnn.weight_ih_l0", 0.5), ("rnn.weight_hh_l0", 1 / Float(width)), ("out.weight", 2 / Float(width)),
        ] {
            let slice = network.layout.slice(named: name)
            parameters.all[slice.offset..<slice.offset + slice.rows * slice.columns].fill(value)
        }
        let model = Model(network: network, vocabulary: vocabulary, parameters: parameters, record: TrainingRecord())
        var state = 0.0
        for logits in try model.logits(for: "aaa") {
            state = tanh(0.5 + state)
            #expect(logits.allSatisfy { abs(Double($0) - 2 * state) < 1e-4 }, "\(logits), not \(2 * state)")
        }
    }

    @Test func oneCharacter() throws {
        var options = TrainingOptions()
        options.architecture = Architecture(hidden: [1])
        options.schedule.epochs = 2
        let names = try NameList(["a", "aa", "aaa", "aa"])
        let model = try Trainer(names, options: options).train()
        #expect(model.vocabulary.characters == ["a"] && model.evaluate(on: names).nats.isFinite)
        #expect(try model.generate(count: 20).allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 == "a" } })
        #expect(try model.mostProbableNames(count: 3).count == 3)
    }

    @Test func manyCharacters() throws {
        let characters = (0..<60_000).map { Character(Unicode.Scalar(UInt32(0x20000 + $0))!) }
        let model = try model(String(characters), logits: [Float](repeating: 0, count: 60_001) + [11])
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).safetensors").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try model.save(to: path)
        let read = try Model(contentsOf: path)
        #expect(read.vocabulary == model.vocabulary)
        let score = read.scores(for: [String([characters[0], characters[59_999]])])[0]
        let total = log(60_001 + exp(11.0))
        #expect(zip(score.nats, [total, total, total - 11]).allSatisfy { abs($0 - $1) < 1e-5 })
        let names = try read.generate(count: 5, options: .learned)
        #expect(names.count == 5 && names.allSatisfy { (1...50).contains($0.count) })
    }

    @Test func longNames() throws {
        let model = try randomModel("ab", cell: .gru, hidden: [3])
        let name = String(repeating: "aab", count: 33_334)
        let score = model.scores(for: [name])[0]
        #expect(score.nats.count == 100_003 && score.nats.allSatisfy { $0.isFinite && $0 > 0 })
        let expected = try model.logProbability(of: name)
        #expect(abs(score.logProbability - expected) < 1e-6 * abs(expected))
        let (text, whole) = (text(model), try RunningText(name))
        let nats = text.scores(of: whole).natsPerCharacter
        #expect(abs(text.evaluate(on: whole).nats - nats) < 1e-4 * nats)
    }
}
