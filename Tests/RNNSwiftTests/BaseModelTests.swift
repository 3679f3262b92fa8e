import Foundation
import RNNSwift
import Testing

/// The model that short lists start from.
@Suite struct BaseModelTests {
    private let names = ["Ada", "Åsa", "Łucja", "中"]

    @Test func itIsAPlainModelOfCharacters() {
        let base = Model.base
        #expect(base.vocabulary.isPlain && base.trainingNames == nil)
        #expect(base.architecture.cell == .gru)
        for character in "AZaz' -éñøłß" { #expect(base.vocabulary.characters.contains(character)) }
    }

    /// Before its first step, a network that starts from the base model gives the logits of that model for the
    /// characters that both know.
    @Test func knownCharactersHaveItsWeights() throws {
        let base = Model.base
        let trainer = try Trainer(NameList(names), options: TrainingOptions(distinctNames: 4))
        let vocabulary = trainer.vocabulary
        #expect(Set(vocabulary.characters) == Set(names.joined()), "only the characters of the list")
        let parameters = trainer.network.initialParameters(seed: 1)
        parameters.takeOver(base, vocabulary: vocabulary)
        let model = Model(network: trainer.network, vocabulary: vocabulary, parameters: parameters, record: .init())
        for (all, own) in zip(try base.logits(for: "Åsa"), try model.logits(for: "Åsa")) {
            for (token, character) in vocabulary.characters.enumerated() {
                guard let number = base.vocabulary.characters.firstIndex(of: character) else { continue }
                #expect(abs(own[token] - all[number]) < 1e-5)
            }
            #expect(abs(own[vocabulary.stop] - all[base.vocabulary.stop]) < 1e-5)
        }
    }

    @Test func modelsRecordThatTheyStartFromIt() throws {
        var options = TrainingOptions(distinctNames: 4)
        options.schedule.epochs = 1
        let model = try Trainer(NameList(names), options: options).train()
        #expect(model.record.settings["initialization"]?.description == "base")
        #expect(model.record.previousLists == nil && model.trainingNames?.count == 4)
        #expect(try Trainer(NameList(names), options: options).train().serialized() == model.serialized())
    }

    @Test func otherNetworksAreRefused() throws {
        func conflict(_ change: (inout TrainingOptions) -> Void) -> String? {
            TrainingOptions(distinctNames: 4).with(change).conflict
        }
        let wanted = "`initialization` base requires `cell` gru and `hidden` "
        #expect(conflict { $0.architecture.cell = .lstm }?.hasPrefix(wanted) == true)
        #expect(conflict { $0.architecture.hidden = [8] }?.hasPrefix(wanted) == true)
        #expect(conflict { $0.data.tokens = .words } == "`initialization` base requires `tokens` characters")
        #expect(conflict { _ in } == nil)
    }
}

extension TrainingOptions {
    fileprivate func with(_ change: (inout TrainingOptions) -> Void) -> TrainingOptions {
        var options = self
        change(&options)
        return options
    }
}
