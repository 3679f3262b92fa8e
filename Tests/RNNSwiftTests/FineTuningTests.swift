import Foundation
import RNNSwift
import Testing

@Suite struct FineTuningTests {
    private func options(epochs: Int = 2, learningRate: Double = 0.01) -> TrainingOptions {
        var options = TrainingOptions()
        options.schedule.epochs = epochs
        options.data.batchSize = 32
        options.schedule.learningRate = learningRate
        options.threads = 1
        options.data.validation = .none
        return options
    }

    private let names = ["anna", "otto", "emma", "nora", "olaf", "ada", "idil"]

    @Test func theVocabularyKeepsItsTokens() throws {
        let extended = try Vocabulary(["z", "a"]).extended(by: Vocabulary(["q", "a", "b"]))
        #expect(extended.characters == ["z", "a", "b", "q"])
    }

    /// Before its first step a fine-tuned network gives the logits of its model, for the characters that the model
    /// knows.
    @Test(arguments: Architecture.Cell.allCases) func beginsWithTheModel(_ cell: Architecture.Cell) throws {
        let model = try randomModel("abno", cell: cell)
        let vocabulary = try model.vocabulary.extended(by: Vocabulary(["é", "a"]))
        let network = Network(model.architecture, vocabularySize: vocabulary.count, kernels: .best)
        let parameters = network.initialParameters(seed: 5)
        let fresh = parameters.copy()
        parameters.takeOver(model, vocabulary: vocabulary)
        let base = Model(network: network, vocabulary: vocabulary, parameters: parameters, record: .init())
        let (old, new) = try (model.logits(for: "banno"), base.logits(for: "banno"))
        let tokens = [0, 1, 2, 3, 5, 6]  // START and STOP come after the new character
        for (before, after) in zip(old, new) {
            for (token, value) in zip(tokens, before) { #expect(abs(after[token] - value) < 1e-5) }
        }
        // What the model says nothing of is as it was drawn.
        let (bias, weights) = (network.layout.slice(named: "out.bias"), network.layout.slices[0])
        #expect(parameters.elements(bias)[4] == fresh.elements(bias)[4])
        #expect(parameters.matrix(weights)[4, 0] == fresh.matrix(weights)[4, 0])
        #expect(parameters.matrix(weights)[5, 0] != fresh.matrix(weights)[5, 0])
    }

    @Test func takesTheArchitectureAndRemembersTheLists() throws {
        let base = try Trainer(NameList(names, source: "first"), options: options()).train()
        var changed = options()
        changed.architecture = Architecture(cell: .gru, hidden: [4])
        let trainer = try Trainer(NameList(["zoë", "anna"], source: "second"), options: changed, from: base)
        #expect(trainer.newTokens == ["z", "ë"])
        let model = try trainer.train()
        #expect(model.architecture == base.architecture)
        #expect(model.record.list == "second" && model.record.previousLists == ["first"])
        let hashes = try #require(model.trainingNames)
        #expect((names + ["zoë"]).allSatisfy { hashes.contains($0) } && !hashes.contains("otta"))
        #expect(hashes.count == names.count + 1)
        let again = try Trainer(NameList(["bo"], source: "third"), options: options(), from: model)
        #expect(again.record.previousLists == ["first", "second"])
    }

    /// A rate of next to nothing leaves the model as it was.
    @Test func aTinyRateChangesLittle() throws {
        let base = try Trainer(NameList(names), options: options(epochs: 40)).train()
        let tuned = try Trainer(NameList(names), options: options(learningRate: 1e-9), from: base).train()
        let list = try NameList(names)
        let (before, after) = (base.evaluate(on: list), tuned.evaluate(on: list))
        #expect(abs(before.nats - after.nats) < 1e-3)
        let fresh = try Trainer(NameList(names), options: options(learningRate: 1e-9)).train()
        #expect(fresh.evaluate(on: list).nats > before.nats + 0.5)
    }

    @Test func resumesOnlyWithTheSameModel() throws {
        let list = try NameList(.dinosaurs)
        let (base, other) = (try randomModel("abcdefgh"), try randomModel("abcdefgh", seed: 4))
        var states: [Checkpoint] = []
        let trainer = try Trainer(list, options: options(), from: base)
        let whole = trainer.train(onEpoch: { _ in }, checkpoints: .epochs(1), onCheckpoint: { states.append($0) }).model
        let state = try #require(states.first)
        try trainer.check(state)
        #expect(try trainer.train(from: state, onEpoch: { _ in }).model.serialized() == whole.serialized())
        for model in [other, nil] {
            var options = options()
            options.architecture = base.architecture
            let trainer = try Trainer(list, options: options, from: model)
            #expect(throws: CheckpointError.self) { try trainer.check(state) }
        }
    }
}
