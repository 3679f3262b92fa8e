import Foundation
import RNNSwift
import Testing

/// Generation with tokens of several characters and with labels, against the probabilities of all names.
@Suite struct TokenGenerationTests {
    static let longest = 4

    enum Kind: CaseIterable, Sendable { case labels, pairs, both }

    static func model(_ kind: Kind, spread: Float = 4) throws -> Model {
        let labels = Labels([
            .init(name: "gender", values: ["", "f", "m"]), .init(name: "country", values: ["is", "no"]),
        ])
        var vocabulary = try Vocabulary(Array("abc"))
        if kind != .labels {
            let list = ["abab", "abab", "abcab", "cab", "cc", "cc", "cc"]
            vocabulary = try Vocabulary(ofUTF8: list.map(\.utf8), tokens: .bytePairs(7))
        }
        return try randomModel(
            kind == .pairs ? vocabulary : vocabulary.labeled(labels), hidden: [6, 5], spread: spread)
    }

    /// P(labels, name) of all names up to a length.
    ///
    /// - Parameter isDrawn: Whether that is for names that are drawn: START never is.
    static func exact(_ model: Model, isDrawn: Bool = true) throws -> [LabeledName: Double] {
        let (ensemble, vocabulary) = (ModelEnsemble(model), model.vocabulary)
        var names = [""]
        var all: [String] = []
        for _ in 0..<longest {
            names = names.flatMap { name in "abc".map { name + String($0) } }
            all += names
        }
        var probabilities: [LabeledName: Double] = [:]
        for beginning in vocabulary.beginnings(unlabeled: false) {
            for name in all {
                let lockstep = Lockstep(ensemble, rows: 1)
                var (logarithm, last) = (0.0, vocabulary.start)
                for token in try beginning + vocabulary.tokens(of: name) + [vocabulary.stop] {
                    lockstep.tokens[0] = last
                    lockstep.step(rows: 1)
                    if isDrawn { lockstep.logits[0, vocabulary.start] = -.infinity }
                    logarithm += lockstep.logits.logSoftmax(row: 0)[token]
                    last = token
                }
                let values = vocabulary.labelValues(of: beginning) ?? []
                probabilities[LabeledName(name: name, values: values)] = exp(logarithm)
            }
        }
        return probabilities
    }

    struct Case: Sendable {
        let kinds: [Kind]
        let set: @Sendable (inout GenerationOptions) -> Void
        let isWanted: @Sendable (LabeledName) -> Bool
    }

    static let cases: [Case] = [
        Case(kinds: [.labels, .pairs, .both], set: { _ in }, isWanted: { _ in true }),
        Case(kinds: [.labels, .both], set: { $0.given = ["gender": "f"] }, isWanted: { $0.values[0] == "f" }),
        Case(kinds: [.labels, .both], set: { $0.given = ["country": "no"] }, isWanted: { $0.values[1] == "no" }),
        Case(
            kinds: [.labels, .both],
            set: {
                $0.given = ["gender": "(none)", "country": "is"]
                $0.prefix = "ab"
            }, isWanted: { $0.values == ["", "is"] && $0.name.hasPrefix("ab") }),
        Case(kinds: [.pairs, .both], set: { $0.prefix = "a" }, isWanted: { $0.name.hasPrefix("a") }),
        Case(
            kinds: [.labels, .pairs, .both], set: { ($0.suffix, $0.minimumLength) = ("b", 3) },
            isWanted: { $0.name.hasSuffix("b") && $0.name.count >= 3 }),
        Case(
            kinds: [.pairs, .both], set: { ($0.contained, $0.patterns) = (["bc"], ["^.{2,3}$"]) },
            isWanted: { $0.name.contains("bc") && (2...3).contains($0.name.count) }),
        Case(
            kinds: [.pairs, .both], set: { $0.excludedTexts = ["cc"] }, isWanted: { !$0.name.contains("cc") }),
    ]

    private func options(_ test: Case, steered: Bool = false) -> GenerationOptions {
        var options = GenerationOptions.learned
        options.maximumLength = Self.longest
        options.alwaysSteers = steered
        test.set(&options)
        return options
    }

    @Test(arguments: cases.indices, [false, true]) func frequenciesAreProbabilities(_ index: Int, steered: Bool) throws
    {
        let test = Self.cases[index]
        for kind in test.kinds {
            let model = try Self.model(kind)
            var names: [LabeledName] = []
            let found = try ModelEnsemble(model).generateLabeled(count: 8000, options: options(test, steered: steered))
            {
                names += $0
            }
            #expect(found == 8000 && names.count == 8000)
            let wanted = try Self.exact(model).filter { test.isWanted($0.key) }
            let total = wanted.values.reduce(0, +)
            func text(_ name: LabeledName) -> String { (name.values + [name.name]).joined(separator: "/") }
            let means = Dictionary(uniqueKeysWithValues: wanted.map { (text($0.key), $0.value / total * 8000) })
            #expect(chiSquareFits(names.map(text), means), "\(kind)")
        }
    }

    @Test(arguments: cases.indices) func bestAreTheMostProbable(_ index: Int) throws {
        let test = Self.cases[index]
        for kind in test.kinds {
            let model = try Self.model(kind)
            let best = try ModelEnsemble(model).mostProbableNames(count: 12, options: options(test)) { _ in true }
            let wanted = try Self.exact(model, isDrawn: false).filter { test.isWanted($0.key) }
                .sorted { $0.value > $1.value }
            let expected = wanted.prefix(12).map(\.key)
            #expect(zip(best.names, best.values).map { LabeledName(name: $0.name, values: $1) } == expected, "\(kind)")
        }
    }

    @Test func whatCannotBe() throws {
        let ensemble = ModelEnsemble(try Self.model(.both))
        var options = GenerationOptions.learned
        options.given = ["age": "1"]
        #expect(throws: LabelError.self) { try ensemble.generate(count: 1, options: options) }
        options.given = ["gender": "x"]
        #expect(throws: LabelError.self) { try ensemble.generate(count: 1, options: options) }
        options.given = [:]
        options.prefix = "ax"
        #expect(throws: GenerationError.self) { try ensemble.generate(count: 1, options: options) }
        (options.prefix, options.suffix, options.maximumLength) = ("ab", "cc", 3)
        #expect(throws: GenerationError.self) { try ensemble.generate(count: 1, options: options) }
        let plain = try randomModel("abc")
        options = .learned
        options.given = ["gender": "f"]
        #expect(throws: LabelError.self) { try plain.generate(count: 1, options: options) }
    }
}
