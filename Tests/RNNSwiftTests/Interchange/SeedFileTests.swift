import Foundation
import RNNExchange
import RNNSwift
import Testing

/// The files that the seeds' owner shipped, and what they are known to score on the 22,734 first names.
@Suite(.enabled(if: Shared.isPresent, Shared.absence)) struct SeedFileTests {
    private struct Shuffled: Decodable { let firstnames: [String] }

    private func firstNames() throws -> NameList {
        let data = try Data(contentsOf: URL(filePath: Shared.path("data/baseball_shuffled.json")))
        let names = try JSONDecoder().decode(Shuffled.self, from: data).firstnames
        return try NameList(names.map { String($0.dropFirst().dropLast()) })  // ^Tim$
    }

    @Test(arguments: [
        ("firstnames_weights.txt", 0.5690, 0.4473, 1.4193, 0.6339),
        ("firstnames_RNN_32_full.keras", 0.5908, 0.4793, 1.3243, 0.7264),
        ("firstnames_LSTM_full.keras", 0.5977, 0.4880, 1.2916, 0.7668),
    ])
    func figures(_ file: String, _ argmax: Double, _ sampled: Double, _ nats: Double, _ recreated: Double) throws {
        let imported = try Model.importing(
            Shared.path("seeds/\(file)"), vocabulary: Shared.path("seeds/baseball_vocab.json"))
        #expect(imported.vocabulary.start == "^" && imported.vocabulary.stop == "$")
        #expect(imported.model.vocabulary.characters.count == 64)
        #expect(imported.model.record.importedFrom?.hasPrefix(file) == true)
        let list = try firstNames()
        let result = imported.model.evaluate(on: list)
        #expect(result.names == 22_734 && result.predictions == 127_119 && result.unknownCharacters == 0)
        for (value, expected) in [
            (result.accuracy.argmax, argmax), (result.accuracy.sampled, sampled), (result.nats, nats),
            (result.recreated, recreated),
        ] {
            #expect(abs(value - expected) <= 0.5e-4, "\(value), not \(expected)")
        }
    }

    /// Written and read again, the weights are the same numbers, and those that were shipped.
    @Test func weightsThereAndBack() throws {
        let path = Shared.path("seeds/firstnames_weights.txt")
        let model = try Model.importing(path, vocabulary: Shared.path("seeds/baseball_vocab.json")).model
        let json = try WeightsJSON.write(model)
        let vocabulary = try ForeignVocabulary(model.vocabulary).json
        let read = try imported(json, vocabulary: String(decoding: vocabulary, as: UTF8.self))
        #expect(read.tensors() == model.tensors())

        let shipped = try WeightsJSON.read(Data(contentsOf: URL(filePath: path)))
        let written = try WeightsJSON.read(json)
        for (a, b) in zip(shipped.layers, written.layers) {
            #expect(a.recurrent.values == b.recurrent.values && a.inputBias == b.inputBias)
        }
        #expect(shipped.layers[1].inputs.values == written.layers[1].inputs.values)
        #expect(shipped.output.values.sorted() == written.output.values.sorted())  // tokens have other numbers
        #expect(shipped.layers[0].inputs.values.sorted() == written.layers[0].inputs.values.sorted())
    }
}
