import Foundation
import RNNSwift
import Testing

/// What is generated from lists in any script has a probability, and is read back as it was.
@Suite struct ScriptTests {
    private func model(_ script: Script) throws -> (list: NameList, model: Model) {
        let list = try NameList(script.names)
        var options = TrainingOptions()
        options.architecture = Architecture(cell: .gru, hidden: [16])
        options.schedule.epochs = 4
        return (list, try Trainer(list, options: options).train())
    }

    @Test(arguments: Script.allCases) func generatedNamesAreNames(_ script: Script) throws {
        let (list, model) = try model(script)
        #expect((50...200).contains(list.names.count), "\(list.names.count)")
        var options = GenerationOptions.learned
        options.maximumLength = 20
        let names = try model.generate(count: 2000, options: options)
        #expect(names.count == 2000)
        #expect(
            model.scores(for: names).allSatisfy { $0.logProbability.isFinite && $0.nats.count == $0.name.count + 1 })

        let file = FileManager.default.temporaryDirectory.appending(path: "rnnc-\(UUID().uuidString).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(names.map { $0 + "\n" }.joined().utf8).write(to: file)
        for read in [try NameList(contentsOf: file.path), try NameList(names)] {
            #expect(zip(read.names, names).allSatisfy { $0.utf8.elementsEqual($1.utf8) })
            #expect(read.names.count == names.count)
            #expect(try Vocabulary(of: read.names).characters.allSatisfy { model.vocabulary.token(of: $0) != nil })
        }
        let unique = try model.mostProbableNames(count: 50, options: options)
        #expect(unique.allSatisfy { $0.logProbability.isFinite })
    }

    /// Without the condition some names would have no probability: the tests above can fail.
    @Test(arguments: Script.allCases) func joinedNamesAreDrawn(_ script: Script) throws {
        let model = try model(script).model
        let drafts = NameSampler(
            ModelEnsemble(model), TokenSampling(temperature: 1), maximumLength: 20, seed: 1, expected: 2000
        )
        .makeDrafts()
        drafts.draw(0..<2000)
        let joined = (0..<2000).count {
            drafts.names.count(of: $0) > 0 && !model.vocabulary.reads(Array(drafts.names.tokens(of: $0).values))
        }
        if let joins = script.joins { #expect((joined > 0) == joins, "\(joined)") }
    }
}
