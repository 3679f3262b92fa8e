import Foundation
import RNNExchange
import RNNSwift
import Testing

@Suite struct SamplingTests {
    static let settings: [@Sendable (inout GenerationOptions) -> Void] = [
        { _ in }, { $0.temperature = 0.6 }, { $0.temperature = 1.8 }, { $0.topK = 3 }, { $0.topK = 100 },
        { $0.topP = 0.7 }, { $0.topP = 1 }, { $0.topP = 0.3 }, { $0.minP = 0.2 }, { $0.minP = 0.02 },
        { ($0.topK, $0.topP) = (4, 0.8) }, { ($0.topK, $0.minP) = (4, 0.15) }, { ($0.topP, $0.minP) = (0.9, 0.1) },
        { ($0.temperature, $0.topK, $0.topP, $0.minP) = (1.5, 5, 0.9, 0.1) }, { ($0.topK, $0.minP) = (2, 1) },
    ]

    /// How often each name comes, against its exact probability, for every filter and some together.
    @Test(arguments: settings.indices) func frequenciesAreProbabilities(_ index: Int) throws {
        let model = try randomModel("abcdef", hidden: [6, 5], spread: 3)
        var options = GenerationOptions.learned
        Self.settings[index](&options)
        options.maximumLength = 3
        let exact = try ExactNames(model, longest: 3, options)
        if index == 14 {  // one character, always
            #expect(
                try Set(model.generate(count: 100, options: options))
                    == Set(exact.probabilities.filter { $0.value > 0 }.keys))
            return
        }
        #expect(try chiSquareFits(model.generate(count: 20_000, options: options), exact.means(20_000)))
    }

    /// The check notices a sampler that draws otherwise.
    @Test func otherDistributionsDoNotFit() throws {
        let model = try randomModel("abcdef", hidden: [6, 5], spread: 3)
        var options = GenerationOptions.learned
        options.maximumLength = 3
        let names = try model.generate(count: 20_000, options: options)
        #expect(try chiSquareFits(names, ExactNames(model, longest: 3, options).means(20_000)))
        for change: @Sendable (inout GenerationOptions) -> Void in [
            { $0.temperature = 1.2 }, { $0.topK = 4 }, { $0.topP = 0.9 }, { $0.minP = 0.2 },
        ] {
            var other = options
            change(&other)
            #expect(try !chiSquareFits(names, ExactNames(model, longest: 3, other).means(20_000)))
            #expect(
                try !chiSquareFits(
                    model.generate(count: 20_000, options: other), ExactNames(model, longest: 3, options).means(20_000))
            )
        }
        // A fifth of the most frequent name is missing.
        let exact = try ExactNames(model, longest: 3, options)
        let most = exact.probabilities.max { $0.value < $1.value }!.key
        let thinned = names.enumerated().filter { $1 != most || $0 % 5 != 0 }.map(\.element)
        #expect(!chiSquareFits(thinned, exact.means(thinned.count)))
    }

    @Test func temperatureZeroIsTheMostProbableCharacter() throws {
        let model = try randomModel("abcdef", hidden: [6, 5], seed: 11, spread: 3)
        var options = GenerationOptions.learned
        options.temperature = 0
        options.prefix = "b"
        let name = try #require(try model.generate(count: 1, options: options).first)
        #expect(try model.generate(count: 50, options: options) == Array(repeating: name, count: 50))
        let rows = try model.logits(for: name).dropFirst()
        let best = rows.map { row in row.indices.filter { $0 != model.vocabulary.start }.max { row[$0] < row[$1] }! }
        #expect(best == name.dropFirst().map { model.vocabulary.token(of: $0)! } + [model.vocabulary.stop])
        options.temperature = 1
        options.topK = 1
        #expect(try model.generate(count: 20, options: options) == Array(repeating: name, count: 20))
    }

    /// What is written down elsewhere follows the one constant.
    @Test func theDefaultTemperatureIsTheSameEverywhere() throws {
        let temperature = GenerationOptions.defaultTemperature
        #expect(GenerationOptions().temperature == temperature && TokenSampling().temperature == temperature)
        let model = try randomModel("abc")
        let source = String(decoding: CSource.write(model), as: UTF8.self)
        #expect(source.contains("names_generate(&state, \(temperature)f, &random"))
        let page = try String(decoding: WebPage.write(model), as: UTF8.self)
        #expect(page.contains("const pageTemperature = \(temperature);"))
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        let example = try String(contentsOf: root.appending(path: "Examples/c/names.c"), encoding: .utf8)
        #expect(example.contains("rnnk_network_sample(writer, \(temperature)f,"))
        let readme = try String(contentsOf: root.appending(path: "Documentation/Guides/Generation.md"), encoding: .utf8)
        #expect(readme.contains("The default temperature is \(temperature)"))
    }

    /// The filter on whole-number distributions, ties among them, against sorting.
    @Test func filtersKeepTheLargest() {
        var random = SplitMix64(seed: 2, stream: .shuffling)
        for _ in 0..<5000 {
            let classes = Int.random(in: 1...40, using: &random)
            let most = [3, 1000, 1 << 24][Int.random(in: 0..<3, using: &random)]
            var weights = (0..<classes).map { _ in Int.random(in: 0...most, using: &random) }
            weights[Int.random(in: 0..<classes, using: &random)] += 1
            var sampling = TokenSampling()
            if Bool.random(using: &random) { sampling.topK = Int.random(in: 1...45, using: &random) }
            if Bool.random(using: &random) { sampling.topP = Double.random(in: 0.01...1, using: &random) }
            if Bool.random(using: &random) { sampling.minP = Double.random(in: 0...1, using: &random) }

            let buffer = Buffer<Int32>()
            let distributions = buffer.distributions(rows: 2, classes: classes)
            func weight(_ row: Int, _ index: Int) -> Int {
                Int(distributions.base[row * distributions.stride + index])
                    - (index > 0 ? Int(distributions.base[row * distributions.stride + index - 1]) : 0)
            }
            for row in 0..<2 {
                var sum = 0
                for index in 0..<classes {
                    sum += weights[index]
                    distributions.base[row * distributions.stride + index] = Int32(sum)
                }
            }
            distributions.keep(sampling, rows: 1, space: Buffer())

            var kept = weights.indices.filter { weights[$0] > 0 }.sorted { (weights[$1], $0) < (weights[$0], $1) }
            kept = Array(kept.prefix(sampling.topK ?? classes))
            let mass = Double(kept.reduce(0) { $0 + weights[$1] })
            var sum = 0.0
            kept = Array(
                kept.prefix { index in
                    defer { sum += Double(weights[index]) }
                    return sum < (mass * (sampling.topP ?? 2)).rounded(.up)
                })
            let least = (sampling.minP ?? 0) * Double(weights[kept[0]])
            kept.removeAll { Double(weights[$0]) < least }
            #expect(
                weights.indices.map { weight(0, $0) } == weights.indices.map { kept.contains($0) ? weights[$0] : 0 })
            #expect(weights.indices.map { weight(1, $0) } == weights)  // not asked for
        }
    }
}
