import Foundation
import RNNSwift
import Testing

/// Characters that may join others are generated only where they do not.
@Suite struct BoundaryTests {
    /// Characters some of which join: letters and signs, flags, families, jamo, conjuncts, white space.
    static let alphabets: [[Character]] = [
        ["e", "é", "\u{301}", "a"], ["ह", "हि", "\u{93F}", "न"], ["🇩", "🇪", "🇩🇪", "a"],
        ["👩", "\u{200D}", "👧", "👩\u{200D}👧"], ["\u{1112}", "\u{1161}", "\u{11AB}", "하", "한"],
        ["क", "क्", "ष", "\u{94D}"], ["a", " ", "ḅ", "\u{3000}"], ["ก", "ำ", "\u{E48}", "นำ"],
    ]

    private func model(_ alphabet: [Character], spread: Float = 3, _ record: TrainingRecord = .init()) throws -> Model {
        let vocabulary = try Vocabulary(alphabet)
        let network = Network(Architecture(cell: .gru, hidden: [6]), vocabularySize: vocabulary.count, kernels: .best)
        let parameters = network.initialParameters(seed: 5)
        for i in 0..<parameters.all.count { parameters.all[i] *= spread }
        // Names end soon, so that many fit.
        parameters.matrix(network.layout.slice(named: "out.bias"))[0, vocabulary.stop] = 1
        return Model(network: network, vocabulary: vocabulary, parameters: parameters, record: record)
    }

    /// Names come in proportion to their probability among those that split into the characters that were drawn.
    @Test(arguments: alphabets.indices) func namesAreConditional(_ index: Int) throws {
        let model = try model(Self.alphabets[index])
        var cases = [GenerationOptions.learned, .learned, .learned, .learned]
        (cases[1].temperature, cases[1].topK) = (1.6, 3)
        cases[2].prefix = String(Self.alphabets[index][0])
        cases[3].minimumLength = 2
        for var options in cases {
            options.maximumLength = 4
            for steers in options.minimumLength > 1 ? [false, true] : [false] {
                options.alwaysSteers = steers
                let least = options.minimumLength
                let exact = try ExactNames(model, longest: 4, options).means(1000) { $0.count >= least }
                let names = try model.generate(count: 1000, options: options)
                #expect(names.count == 1000 && chiSquareFits(names, exact), "\(options)")
            }
        }
    }

    /// The check above fails for names that are only trimmed, or drawn given that each step does not join.
    @Test func otherDistributionsDoNotFit() throws {
        let model = try model(Self.alphabets[1])
        var options = GenerationOptions.learned
        options.maximumLength = 4
        let exact = try ExactNames(model, longest: 4, options)
        var masked: [String: Double] = [:]
        func visit(_ name: [Character], _ probability: Double) throws {
            let logits = try model.logits(for: String(name)).last!.map { Double($0) }
            let vocabulary = model.vocabulary
            let open = (0..<vocabulary.start).filter {
                name.isEmpty || !vocabulary.joins(vocabulary.token(of: name.last!)!, $0)
            }
            let sum = (open + [vocabulary.stop]).reduce(0) { $0 + exp(logits[$1]) }
            if !name.isEmpty { masked[String(name)] = probability * exp(logits[vocabulary.stop]) / sum }
            guard name.count < 4 else { return }
            for token in open {
                try visit(name + [vocabulary.characters[token]], probability * exp(logits[token]) / sum)
            }
        }
        try visit([], 1)
        let names = try model.generate(count: 20_000, options: options)
        let total = masked.values.reduce(0, +)
        #expect(chiSquareFits(names, exact.means(20_000)))
        #expect(!chiSquareFits(names, masked.mapValues { $0 / total * 20_000 }))
    }

    /// The most probable names are those among all that split, in order.
    @Test(arguments: alphabets.indices) func bestNamesSplit(_ index: Int) throws {
        let model = try model(Self.alphabets[index])
        var options = GenerationOptions.learned
        options.maximumLength = 4
        let expected = try ExactNames(model, longest: 4, options).probabilities
        let best = try model.mostProbableNames(count: 1000, options: options)
        #expect(Set(best.map(\.name)) == Set(expected.keys) && best.count == expected.count)
        #expect(best.allSatisfy { $0.logProbability.isFinite })
        #expect(zip(best, best.dropFirst()).allSatisfy { $0.logProbability >= $1.logProbability })
    }

    /// Names of ensembles have a probability.
    @Test func mixturesSplit() throws {
        let ensemble = try ModelEnsemble([model(Self.alphabets[1]), model(["ह", "\u{93F}", "म", "\u{94D}", "य"])])
        let names = try ensemble.generate(count: 2000)
        #expect(names.count == 2000 && ensemble.scores(for: names).allSatisfy { $0.logProbability.isFinite })
    }

    /// Each character of running text is drawn given that it does not join the one before it.
    @Test(arguments: alphabets.indices) func textIsConditional(_ index: Int) throws {
        var record = TrainingRecord()
        record.text = .init(characters: 100, heldOut: 0, sequenceLength: 10)
        let model = try model(Self.alphabets[index], spread: 2, record)
        let vocabulary = model.vocabulary
        let prefix = String(vocabulary.characters[0])
        func probabilities(_ logits: [Float]) -> [Double] {
            let joins = (0..<vocabulary.start).map { vocabulary.joins(0, $0) }
            let weights = (0..<vocabulary.start).map { joins[$0] ? 0 : exp(Double(logits[$0])) }
            return weights.map { $0 / weights.reduce(0, +) }
        }
        let next = probabilities(try model.logits(for: prefix).last!)
        var means: [String: Double] = [:]
        for token in 0..<vocabulary.start { means[prefix + String(vocabulary.characters[token])] = 500 * next[token] }
        var texts: [String] = []
        for seed in 0..<500 {
            var options = GenerationOptions.learned
            options.seed = UInt64(seed)
            texts.append(try TextModel(model).generate(length: 1, prefix: prefix, options: options))
        }
        #expect(chiSquareFits(texts, means))
        var options = GenerationOptions.learned
        for temperature in [0, 1, 3.0] {
            options.temperature = temperature
            var characters: [Character] = []
            let text = try TextModel(model).generate(length: 300, options: options)
            try TextModel(model).generate(length: 300, options: options) { characters.append($0) }
            #expect(
                Array(text) == characters && NameList.composed(text).unicodeScalars.elementsEqual(text.unicodeScalars))
        }
    }

    /// The pairs of a sequence decide whether it splits.
    @Test func pairsDecide() throws {
        let others = [
            "\r", "\u{200C}", "\u{FE0F}", "❤️", "❤", "🏳️\u{200D}🌈", "🏽", "👍🏽", "क्षा", "र्", "\u{1100}", "가", "각",
            "\u{11A8}", "\u{11A7}", "ά", "\u{345}", "\u{327}", "\u{308}", "ü", "u", "\u{600}", "١", "\u{9BE}", "ে", "ো",
            "\u{0D4E}", "ക", "ം", "🇫🇷", "🇫", "\u{E0067}", "🏴", "1️⃣", "1", "\u{20E3}", "か", "が", "\u{3099}", "\u{1F9B0}",
            "\u{F71}", "\u{F72}", "\u{0F73}", "ཀ", "\u{103A}", "မ", "္", "င်္", "ᬓ", "᬴", "\u{1B35}", "\u{1B3A}",
        ]
        var characters: [Character] = []
        for character in Self.alphabets.flatMap({ $0 }) + others.map({ Character($0) })
        where !character.isWhitespace && !characters.contains(character)
            && String(character).precomposedStringWithCanonicalMapping.unicodeScalars.elementsEqual(
                character.unicodeScalars)
        { characters.append(character) }
        let vocabulary = try Vocabulary(characters)
        var random = SplitMix64(seed: 1, stream: .shuffling)
        var splits = 0
        for _ in 0..<20_000 {
            var tokens: [Int] = []
            for _ in 0..<Int.random(in: 2...9, using: &random) {
                let token = Int.random(in: 0..<characters.count, using: &random)
                // Pairs that join are so frequent that most longer sequences would have one.
                if let last = tokens.last, vocabulary.joins(last, token), Bool.random(using: &random) { continue }
                tokens.append(token)
            }
            let name = NameList.composed(vocabulary.text(of: tokens))
            let isWhole = Array(name) == tokens.map { characters[$0] }
            #expect(zip(tokens, tokens.dropFirst()).allSatisfy { !vocabulary.joins($0, $1) } == isWhole, "\(tokens)")
            if isWhole { splits += 1 }
        }
        #expect(splits > 3000 && splits < 17_000)
    }

    /// No two characters that stand alone join.
    @Test func charactersThatStandAlone() {
        var random = SplitMix64(seed: 1, stream: .shuffling)
        var scalars = (0..<0x11_0000).compactMap { Unicode.Scalar(UInt32($0)) }.filter(\.standsAlone)
        #expect(scalars.count > 40_000)
        for _ in 0..<3 {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            #expect(String(text).count == scalars.count)
            #expect(String(text).precomposedStringWithCanonicalMapping.unicodeScalars.elementsEqual(scalars))
            scalars.shuffle(using: &random)
        }
        #expect(scalars.allSatisfy { $0 == " " || !Character($0).isWhitespace })
    }
}
