import Foundation
import RNNSwift
import Testing

@Suite struct EnsembleTests {
    private func logProbabilities(_ model: Model, _ name: String) throws -> [Double] {
        let row = try model.logits(for: name).last!.map { Double($0) }
        let total = log(row.reduce(0) { $0 + exp($1) })
        return row.map { $0 - total }
    }

    /// The score of a name, from the definition: each model reads what it knows, and what one does not know has no say
    /// of it.
    @Test func logitsAreMixed() throws {
        let a = try randomModel("abé", cell: .lstm, hidden: [6], seed: 1, spread: 3)
        let b = try randomModel("bcé", cell: .gru, hidden: [4, 7], seed: 2, spread: 3)
        let ensemble = try ModelEnsemble([a, b], shares: [1.5, 0.5])
        #expect(ensemble.vocabulary.characters == Array("abcé"))
        for name in ["abc", "cab", "éé", "bbbcaca", "a", "c"] {
            var expected: [Double] = []
            for (length, target) in (Array(name).map { Character?($0) } + [nil]).enumerated() {
                let prefix = name.prefix(length)
                let models: [(Model, Double, [Double])] = try [(a, 0.75), (b, 0.25)].map { model, share in
                    let known = String(prefix.filter { model.vocabulary.token(of: $0) != nil })
                    return (model, share, try logProbabilities(model, known))
                }
                var logits: [Character?: Double] = [:]
                for character in Array("abcé").map({ Character?($0) }) + [nil] {
                    var (sum, say) = (0.0, 0.0)
                    for (model, share, values) in models {
                        let token = character.map { model.vocabulary.token(of: $0) } ?? model.vocabulary.stop
                        guard let token else { continue }
                        sum += share * values[token]
                        say += share
                    }
                    logits[character] = sum / say + log(say)
                }
                let starts = models.reduce(0) { $0 + $1.1 * $1.2[$1.0.vocabulary.start] }
                let total = log(logits.values.reduce(exp(starts)) { $0 + exp($1) })
                expected.append(total - logits[target]!)
            }
            let nats = ensemble.scores(for: [name])[0].nats
            #expect(nats.count == expected.count && zip(nats, expected).allSatisfy { abs($0 - $1) < 1e-4 }, "\(name)")
        }
    }

    /// A model mixed with itself is the model.
    @Test func theSameModelTwice() throws {
        let model = try randomModel("abc", hidden: [6, 5], spread: 4)
        let twice = try ModelEnsemble([model, model], shares: [0.3, 0.7])
        let exact = try ExactNames(model, longest: 4)
        var options = GenerationOptions.learned
        options.maximumLength = 4
        #expect(try chiSquareFits(twice.generate(count: 20_000, options: options), exact.means(20_000)))
        #expect(
            try twice.mostProbableNames(count: 50, options: options).map(\.name)
                == model.mostProbableNames(count: 50, options: options).map(\.name))
        options.suffix = "cb"
        options.alwaysSteers = true
        #expect(
            try chiSquareFits(twice.generate(count: 5000, options: options), exact.means(5000) { $0.hasSuffix("cb") }))
    }

    @Test func mixturesAreReproducible() throws {
        let a = try randomModel("abcd", hidden: [8], seed: 1)
        let b = try randomModel("cdef", hidden: [9], seed: 2)
        let ensemble = try ModelEnsemble([a, b])
        var options = GenerationOptions.learned
        let names = try ensemble.generate(count: 2000, options: options)
        #expect(names.contains { $0.contains("a") && $0.contains("f") })
        options.threads = 3
        #expect(try ensemble.generate(count: 2000, options: options) == names)
    }

    @Test func wrongShares() throws {
        let model = try randomModel("ab")
        #expect(throws: ModelEnsemble.EnsembleError.self) { try ModelEnsemble([model, model], shares: [1]) }
        #expect(throws: ModelEnsemble.EnsembleError.self) { try ModelEnsemble([model, model], shares: [1, 0]) }
        #expect(throws: ModelEnsemble.EnsembleError.self) { try ModelEnsemble([model, model], shares: [1, .nan]) }
        #expect(throws: ModelEnsemble.EnsembleError.self) { try ModelEnsemble([]) }
    }
}
