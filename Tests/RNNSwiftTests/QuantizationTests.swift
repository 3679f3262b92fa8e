import RNNSwift
import Testing

/// Models that compute with 8-bit weights and hidden states.
@Suite struct QuantizationTests {
    private static let cells: [Architecture.Cell] = [.lstm, .gru]
    private let names: NameList

    init() throws {
        names = try NameList(randomNames(400, letters: 6, longest: 9, seed: 5).filter { !$0.isEmpty })
    }

    private func model(
        _ cell: Architecture.Cell, hidden: [Int] = [40, 33], kernels: Kernels = .best, seed: UInt64 = 3
    ) throws -> Model {
        try randomModel("abcdef", cell: cell, hidden: hidden, seed: seed, kernels: kernels, spread: 3)
    }

    /// The loss differs from that of the original by less than 0.01 nats per character.
    @Test(arguments: cells, Kernels.available) func theLossIsClose(_ cell: Architecture.Cell, _ kernels: Kernels) throws
    {
        let model = try model(cell, kernels: kernels)
        let quantized = try model.quantized()
        #expect(quantized.isQuantized && !model.isQuantized)
        let (exact, close) = (model.evaluate(on: names), quantized.evaluate(on: names))
        #expect(close.nats != exact.nats && abs(close.nats - exact.nats) < 0.01, "\(close.nats) \(exact.nats)")
        // Steps of names side by side instead of a prefix tree, with other roundings of the gates.
        let read = ModelEnsemble(quantized).evaluate(on: names)
        #expect(abs(read.nats - close.nats) < 0.002, "\(read.nats) \(close.nats)")
        // Products are the same in all tables, activations nearly.
        let best = try self.model(cell).quantized().evaluate(on: names)
        #expect(abs(best.nats - close.nats) < 0.002, "\(best.nats) \(close.nats)")
    }

    @Test(arguments: cells) func resultsDoNotDependOnThreads(_ cell: Architecture.Cell) throws {
        let model = try model(cell).quantized()
        #expect(model.evaluate(on: names, threads: 1).nats == model.evaluate(on: names, threads: 3).nats)
        var options = GenerationOptions()
        options.threads = 1
        let one = try model.generate(count: 3000, options: options)
        options.threads = 3
        #expect(try model.generate(count: 3000, options: options) == one)
        #expect(one != (try self.model(cell).generate(count: 3000, options: options)), "it has other probabilities")
    }

    @Test func simpleRNNsAreRefused() throws {
        let model = try model(.rnn)
        #expect(throws: QuantizationError.simpleRNN) { try model.quantized() }
    }

    /// A file has the original weights.
    @Test func aFileIsThatOfTheOriginal() throws {
        let model = try model(.gru)
        #expect(try model.quantized().serialized() == model.serialized())
    }

    @Test func quantizedModelsFormEnsembles() throws {
        let (a, b) = (try model(.lstm), try model(.gru, hidden: [20], seed: 4))
        let exact = try ModelEnsemble([a, b]).evaluate(on: names).nats
        for models in [[try a.quantized(), b], [try a.quantized(), try b.quantized()]] {
            let nats = try ModelEnsemble(models).evaluate(on: names).nats
            #expect(nats != exact && abs(nats - exact) < 0.01, "\(nats) \(exact)")
        }
    }
}
