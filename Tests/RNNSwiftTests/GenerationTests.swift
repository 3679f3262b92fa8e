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

        let means = expected.mapValues { $0 / kept * Double(samples) }
        #expect(chiSquareFits(counts, means))
        #expect(counts.keys.allSatisfy { expected[$0] != nil })
    }

    /// The first two characters of names that are drawn partly from a table, partly by the network, against their exact
    /// probabilities.
    @Test(arguments: [1.0, 1.7]) func beginningsAreProbabilities(_ temperature: Double) throws {
        let model = try randomModel("abcdefghijklmnop", spread: 6)
        let samples = 50_000
        var options = GenerationOptions()
        options.temperature = temperature
        options.maximumLength = 2
        var counts: [String: Double] = [:]
        for name in try model.generate(samples, options) { counts[name, default: 0] += 1 }

        func next(_ prefix: String) throws -> [Double] {
            var weights = try model.logits(for: prefix).last!.map { exp(Double($0) / temperature) }
            weights[model.vocabulary.start] = 0
            return weights.map { $0 / weights.reduce(0, +) }
        }
        var means: [String: Double] = [:]
        let first = try next(""), kept = Double(samples) / (1 - first[model.vocabulary.stop])
        for (a, p) in zip(model.vocabulary.characters, first) {
            let second = try next(String(a))
            means[String(a)] = kept * p * second[model.vocabulary.stop]
            for (b, q) in zip(model.vocabulary.characters, second) { means[String([a, b])] = kept * p * q }
        }
        #expect(chiSquareFits(counts, means))
    }

    /// Whatever the table of frequent prefixes holds.
    @Test(arguments: Kernels.available, Architecture.Cell.allCases) func theTableDoesNotChangeNames(
        _ kernels: Kernels, cell: Architecture.Cell
    ) throws {
        let model = try randomModel("abcdefgh", cell: cell, hidden: [16, 40], kernels: kernels, spread: 3)
        for temperature in [0.3, 1, 3] {
            func names(expected: Int) -> [[Int]] {
                let sampler = Sampler(
                    model.network, model.weights, vocabulary: model.vocabulary, temperature: temperature, prefix: [2],
                    maximumLength: 12, seed: 5, expected: expected)
                let drafts = sampler.makeDrafts()
                drafts.draw(10..<1010)
                return (0..<1000).map { drafts.tokens(of: $0).values }
            }
            let alone = names(expected: 1)
            #expect(Set(alone).count > 5)
            for expected in [2, 50, 1000, 1_000_000] { #expect(names(expected: expected) == alone) }
        }
    }

    /// Names as lines are the names; a character beyond ASCII, one that combines, and white space among them.
    @Test func linesAreNames() throws {
        let model = try randomModel("ab \t\u{301}é\u{2003}", spread: 3)
        var options = GenerationOptions()
        options.maximumLength = 5
        for unique in [false, true] {
            options.unique = unique
            let names = try model.generate(3000, options)
            #expect(names.allSatisfy { !$0.isEmpty && NameList.normalize($0) == $0 })
            #expect(names.contains { $0.contains("e\u{301}\u{301}") || $0.contains("á") })
            #expect(names.contains { $0.utf8.allSatisfy { $0 < 0x80 } && $0.contains(" ") })
            var lines: [UInt8] = []
            let found = try model.generate(3000, options) { lines += $0 }
            #expect(found == names.count)
            #expect(lines == names.flatMap { Array($0.utf8) + [0x0A] })
        }
    }

    @Test func byteStringSets() {
        var set = ByteStringSet()
        var known: Set<String> = []
        for name in randomNames(5000, letters: 3, longest: 6, seed: 4) {
            let bytes = Array(("x" + name).utf8).dropFirst()
            #expect(set.contains(bytes) == known.contains(name))
            #expect(set.insert(bytes) == known.insert(name).inserted)
        }
        #expect(known.count > 500)
    }

    @Test(arguments: Kernels.available) func namesDependOnTheirNumberOnly(_ kernels: Kernels) throws {
        let model = try randomModel("abcdef", hidden: [8, 32], kernels: kernels)
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

    /// Whether counts are what chance makes of these means: chi-square over all that are expected at least ten times, and one
    /// bin for the rest.
    private func chiSquareFits(_ counts: [String: Double], _ means: [String: Double]) -> Bool {
        var (chiSquare, bins) = (0.0, -1)
        var rest = (mean: 0.0, count: 0.0)
        for (name, mean) in means {
            let count = counts[name, default: 0]
            if mean >= 10 {
                chiSquare += pow(count - mean, 2) / mean
                bins += 1
            } else {
                rest = (rest.mean + mean, rest.count + count)
            }
        }
        if rest.mean > 0 {
            chiSquare += pow(rest.count - rest.mean, 2) / rest.mean
            bins += 1
        }
        // The seed is fixed, so this passes always or never; by chance alone it would fail once in ten thousand seeds.
        let limit = Double(bins) * pow(1 - 2 / (9 * Double(bins)) + 3.72 * sqrt(2 / (9 * Double(bins))), 3)
        return bins >= 4 && chiSquare < limit
    }
}
