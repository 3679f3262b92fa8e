import Foundation
import RNNSwift
import Testing

@Suite struct DynamicEvaluationTests {
    private let text: RunningText

    init() throws {
        text = try RunningText(String(repeating: "to be, or not to be: ", count: 40), source: "text")
    }

    private func model() throws -> TextModel {
        var options = TrainingOptions()
        options.architecture = Architecture(cell: .gru, hidden: [12, 8])
        options.schedule.epochs = 2
        (options.data.streams, options.data.sequenceLength, options.threads) = (4, 10, 1)
        return TextModel(try Trainer(text, options: options).train())
    }

    /// Without steps that matter, the loss is that of the model, which reads the text in one stream.
    @Test func withoutStepsTheLossIsThatOfTheModel() throws {
        let model = try model()
        var method = DynamicEvaluation()
        (method.learningRate, method.sequenceLength) = (1e-12, 7)
        let result = model.evaluate(on: text, adapting: method)
        let plain = model.evaluate(on: text)
        #expect(result.predictions == plain.predictions && result.unknownCharacters == 0)
        #expect(abs(result.nats - plain.nats) < 1e-4, "\(result.nats), \(plain.nats)")
    }

    @Test func learnsFromWhatItHasRead() throws {
        let model = try model()
        let before = try model.model.serialized()
        var method = DynamicEvaluation()
        method.learningRate = 0.005
        let result = model.evaluate(on: text, adapting: method)
        #expect(result.nats < model.evaluate(on: text).nats - 0.2, "\(result.nats)")
        #expect(result.nats == model.evaluate(on: text, adapting: method).nats)
        #expect(try model.model.serialized() == before, "the model is as it was")
        // Pulled back all the way after each step, it learns nothing.
        method.decay = 1
        let returned = model.evaluate(on: text, adapting: method)
        #expect(abs(returned.nats - model.evaluate(on: text).nats) < 1e-4)
    }

    @Test func theModelThatHasLearned() throws {
        let model = try model()
        var method = DynamicEvaluation()
        method.learningRate = 0.005
        let adapted = model.adapted(to: text, by: method)
        #expect(adapted.evaluate(on: text).nats < model.evaluate(on: text).nats - 0.2)
        let nothing = try model.adapted(to: RunningText("ЖЖЖt", source: "text"))
        #expect(try nothing.model.serialized() == model.model.serialized())
    }

    @Test func charactersThatItDoesNotKnowAreLeftOut() throws {
        let model = try model()
        let result = try model.evaluate(
            on: RunningText("to be Ж or", source: "text"), adapting: DynamicEvaluation())
        #expect(result.unknownCharacters == 1 && result.predictions == 8)
        let nothing = try model.evaluate(on: RunningText("ЖЖЖt", source: "text"), adapting: DynamicEvaluation())
        #expect(nothing.predictions == 0 && nothing.nats == 0)
    }
}
