import Foundation
import RNNSwift
import Testing

@Suite struct GenerationTests {
    /// How often each name comes, against its exact probability.
    @Test(arguments: Kernels.available, [(Architecture.Cell.rnn, 1.0), (.rnn, 0.5), (.lstm, 1), (.gru, 1)])
    func frequenciesAreProbabilities(_ kernels: Kernels, _ setting: (cell: Architecture.Cell, temperature: Double))
        throws
    {
        let model = try randomModel("ab", cell: setting.cell, hidden: [6, 5], kernels: kernels, spread: 4)
        var options = GenerationOptions.learned
        options.maximumLength = 3
        options.temperature = setting.temperature
        #expect(
            try chiSquareFits(
                model.generate(count: 20_000, options: options), ExactNames(model, longest: 3, options).means(20_000)))
    }

    /// Names that are drawn partly from a table, partly by the network.
    @Test(arguments: [1.0, 1.7]) func beginningsAreProbabilities(_ temperature: Double) throws {
        let model = try randomModel("abcdefghijklmnop", spread: 6)
        var options = GenerationOptions.learned
        options.temperature = temperature
        options.maximumLength = 2
        #expect(
            try chiSquareFits(
                model.generate(count: 50_000, options: options), ExactNames(model, longest: 2, options).means(50_000)))
    }

    /// Whatever the table of frequent prefixes holds.
    @Test(arguments: Kernels.available, Architecture.Cell.allCases) func theTableDoesNotChangeNames(
        _ kernels: Kernels, cell: Architecture.Cell
    ) throws {
        let model = try randomModel("abcdefgh", cell: cell, hidden: [16, 40], kernels: kernels, spread: 3)
        for temperature in [0.3, 1, 3] {
            func names(expected: Int) -> [[Int]] {
                let sampler = NameSampler(
                    ModelEnsemble(model), TokenSampling(temperature: temperature), prefix: [2], maximumLength: 12,
                    seed: 5,
                    expected: expected)
                let drafts = sampler.makeDrafts()
                drafts.draw(10..<1010)
                return (0..<1000).map { drafts.names.tokens(of: $0).values }
            }
            let alone = names(expected: 1)
            #expect(Set(alone).count > 5)
            for expected in [2, 50, 1000, 1_000_000] { #expect(names(expected: expected) == alone) }
        }
    }

    /// Names as lines are the names; a character beyond ASCII, one that combines, and white space among them.
    @Test func linesAreNames() throws {
        let model = try randomModel("ab \t\u{301}é\u{2003}", spread: 3)
        var options = GenerationOptions.learned
        for unique in [false, true] {
            options.unique = unique
            let names = try model.generate(count: 800, options: options)
            #expect(names.allSatisfy { !$0.isEmpty && NameList.normalize($0) == $0 })
            #expect(names.allSatisfy { $0.allSatisfy { model.vocabulary.token(of: $0) != nil } })
            #expect(names.contains { $0.first == "\u{301}" && $0.contains("é") })
            #expect(names.contains { $0.utf8.allSatisfy { $0 < 0x80 } && $0.contains(" ") })
            var lines: [UInt8] = []
            let found = try model.generate(count: 800, options: options) { lines += $0 }
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
        var options = GenerationOptions.learned
        options.seed = 7
        let all = try model.generate(count: 2500, options: options)
        for threads in [2, 5] {
            options.threads = threads
            #expect(try model.generate(count: 2500, options: options) == all)
        }
        #expect(try Array(all.prefix(3)) == model.generate(count: 3, options: options))
        options.seed = 8
        #expect(try model.generate(count: 2500, options: options) != all)
    }

    @Test func optionsHold() throws {
        let model = try randomModel("abé")
        var options = GenerationOptions.learned
        options.maximumLength = 4
        options.prefix = "ae\u{301}"
        options.unique = true
        options.excluded = ["aé", "aéb"]
        let names = try model.generate(count: 1000, options: options)
        #expect(names.allSatisfy { $0.hasPrefix("aé") && $0.count <= 4 })
        #expect(Set(names).count == names.count && Set(names).isDisjoint(with: options.excluded))
        // There are 1 + 3 + 9 names, and two are excluded: the search ends by itself.
        #expect(names.count == 11)
        // A name of the greatest length has ended there.
        #expect(names.contains { $0.count == 4 })
    }

    @Test func impossiblePrefixes() throws {
        let model = try randomModel("ab")
        var options = GenerationOptions.learned
        options.prefix = "ax"
        #expect(throws: GenerationError.unknownCharacter("x")) { try model.generate(count: 1, options: options) }
        options.prefix = "abab"
        options.maximumLength = 3
        #expect(throws: GenerationError.prefixTooLong(limit: 3)) { try model.generate(count: 1, options: options) }
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
