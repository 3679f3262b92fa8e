import Foundation
import Testing

@testable import RNNSwift

@Suite struct GenerationTests {
    /// How often each name comes, against its exact probability, on a model of two characters: chi-square over all names
    /// that are expected at least ten times, and one bin for the rest.
    @Test(arguments: Kernels.available, [(Architecture.Cell.rnn, 1.0), (.rnn, 0.5), (.lstm, 1), (.gru, 1)])
    func frequenciesAreProbabilities(_ kernels: Kernels, _ setting: (cell: Architecture.Cell, temperature: Double))
        throws
    {
        let (cell, temperature) = setting
        let model = try randomModel("ab", cell: cell, hidden: [6, 5], kernels: kernels, spread: 4)
        let (samples, longest) = (20_000, 3)
        var options = GenerationOptions()
        options.maximumLength = longest
        options.temperature = temperature
        var counts: [String: Double] = [:]
        for name in try model.generate(samples, options) { counts[name, default: 0] += 1 }

        // START is never drawn, and empty names are left out.
        func next(_ prefix: String) throws -> [Double] {
            let logits = try model.logits(for: prefix).last!
            var weights = logits.map { exp(Double($0) / temperature) }
            weights[model.vocabulary.start] = 0
            let sum = weights.reduce(0, +)
            return weights.map { $0 / sum }
        }
        var expected: [String: Double] = [:]
        func visit(_ prefix: String, _ probability: Double) throws {
            guard prefix.count < longest else {
                expected[prefix] = probability
                return
            }
            let next = try next(prefix)
            expected[prefix] = probability * next[model.vocabulary.stop]
            for (token, character) in model.vocabulary.characters.enumerated() {
                try visit(prefix + String(character), probability * next[token])
            }
        }
        try visit("", 1)
        let kept = 1 - expected.removeValue(forKey: "")!

        var (chiSquare, bins) = (0.0, -1)
        var (restExpected, restCount) = (0.0, 0.0)
        for (name, probability) in expected {
            let mean = probability / kept * Double(samples)
            if mean >= 10 {
                chiSquare += pow(counts[name, default: 0] - mean, 2) / mean
                bins += 1
            } else {
                restExpected += mean
                restCount += counts[name, default: 0]
            }
        }
        if restExpected > 0 {
            chiSquare += pow(restCount - restExpected, 2) / restExpected
            bins += 1
        }
        // The seed is fixed, so this passes always or never; by chance alone it would fail once in ten thousand seeds.
        let limit = Double(bins) * pow(1 - 2 / (9 * Double(bins)) + 3.72 * sqrt(2 / (9 * Double(bins))), 3)
        #expect(bins >= 4 && chiSquare < limit, "\(chiSquare) for \(bins) degrees of freedom")
        #expect(counts.keys.allSatisfy { expected[$0] != nil })
    }

    @Test func namesDependOnTheirNumberOnly() throws {
        let model = try randomModel("abcdef")
        var options = GenerationOptions()
        options.seed = 7
        let all = try model.generate(2500, options)
        for threads in [2, 5] {
            options.threads = threads
            #expect(try model.generate(2500, options) == all)
        }
        #expect(try Array(all.prefix(3)) == model.generate(3, options))
        options.seed = 8
        #expect(try model.generate(2500, options) != all)
    }

    @Test func optionsHold() throws {
        let model = try randomModel("abé")
        var options = GenerationOptions()
        options.maximumLength = 4
        options.prefix = "ae\u{301}"
        options.unique = true
        options.excluded = ["aé", "aéb"]
        let names = try model.generate(1000, options)
        #expect(names.allSatisfy { $0.hasPrefix("aé") && $0.count <= 4 })
        #expect(Set(names).count == names.count && Set(names).isDisjoint(with: options.excluded))
        // Of the 1 + 3 + 9 names there are, two are excluded: the search ends by itself.
        #expect(names.count == 11)
        // A name that reaches the limit keeps its last character.
        #expect(names.contains { $0.count == 4 })
    }

    @Test func impossiblePrefixes() throws {
        let model = try randomModel("ab")
        var options = GenerationOptions()
        options.prefix = "ax"
        #expect(throws: GenerationError.unknownCharacter("x")) { try model.generate(1, options) }
        options.prefix = "abab"
        options.maximumLength = 3
        #expect(throws: GenerationError.prefixTooLong(limit: 3)) { try model.generate(1, options) }
        #expect(throws: GenerationError.unknownCharacter("c")) { try model.logits(for: "abc") }
    }

    @Test func streamsAreIndependent() {
        var (a, b) = (SplitMix64(seed: 1, stream: .generation), SplitMix64(seed: 1, stream: .generation, index: 1))
        var c = SplitMix64(seed: 1, stream: .shuffling)
        let draws = (0..<100).flatMap { _ in [a.next(), b.next(), c.next()] }
        #expect(Set(draws).count == draws.count)
        var mean = 0.0
        for _ in 0..<10_000 { mean += a.uniform() / 10_000 }
        #expect(abs(mean - 0.5) < 0.012)  // four standard errors
    }
}
