import Foundation
import RNNSwift
import Testing

/// The models of built-in lists.
@Suite struct BuiltInModelTests {
    @Test(arguments: NameList.BuiltIn.allCases) func everyListHasAModel(_ list: NameList.BuiltIn) throws {
        let names = try NameList(list)
        switch try ModelFile(list) {
        case .names(let model):
            #expect(model.record.list == "@\(list.rawValue)")
            #expect(model.trainingNames?.count == Set(names.names).count)
            var novel = GenerationOptions()
            novel.novel = true
            let generated = try model.generate(count: 20, options: novel)
            #expect(generated.count == 20 && Set(generated).isDisjoint(with: names.names))
            // Much better than guessing, on the names that it was trained on.
            let evaluation = try model.evaluate(on: names)
            #expect(evaluation.nats < 2.4, "\(evaluation.nats)")
        case .records(let model):
            #expect(model.trainingRecords?.count == Set(names.names).count)
            #expect(try model.generate(count: 20).count == 20)
        case .text: Issue.record("a list is no text")
        }
    }

    @Test func modelsAreFoundByTheNamesOfTheirLists() throws {
        #expect(try Model(contentsOf: "@dinosaurs").record.list == "@dinosaurs")
        #expect(throws: ListError.unknownBuiltIn("@nothing")) { try ModelFile(contentsOf: "@nothing") }
    }
}
