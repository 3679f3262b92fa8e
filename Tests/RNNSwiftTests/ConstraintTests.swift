import Foundation
import RNNSwift
import Testing

@Suite struct ConstraintTests {
    struct Case: Sendable {
        let set: @Sendable (inout GenerationOptions) -> Void
        let isWanted: @Sendable (String) -> Bool
    }

    static let cases: [Case] = [
        Case(set: { $0.suffix = "ab" }, isWanted: { $0.hasSuffix("ab") }),
        Case(set: { $0.contained = ["cc"] }, isWanted: { $0.contains("cc") }),
        Case(
            set: { $0.contained = ["a", "bc"] }, isWanted: { $0.contains("a") && $0.contains("bc") }),
        Case(
            set: { $0.patterns = ["^[ab].*c$"] },
            isWanted: { "ab".contains($0.first!) && $0.last! == "c" && $0.count > 1 }),
        Case(set: { $0.minimumLength = 4 }, isWanted: { $0.count >= 4 }),
        Case(
            set: { ($0.prefix, $0.suffix, $0.minimumLength) = ("ca", "b", 4) },
            isWanted: { $0.hasPrefix("ca") && $0.hasSuffix("b") && $0.count >= 4 }),
        Case(
            set: { ($0.patterns, $0.temperature, $0.topP) = (["(a|b)c", "^.{3,5}$"], 1.4, 0.9) },
            isWanted: { ($0.contains("ac") || $0.contains("bc")) && $0.count >= 3 }),
    ]

    private func options(_ test: Case, always: Bool) -> GenerationOptions {
        var options = GenerationOptions.learned
        options.maximumLength = 5
        options.alwaysSteers = always
        test.set(&options)
        return options
    }

    /// A name comes in proportion to its probability among those that fit, steered or not.
    @Test(arguments: cases.indices, [false, true]) func frequenciesAreProbabilities(_ index: Int, always: Bool) throws {
        let test = Self.cases[index]
        let model = try randomModel("abc", hidden: [6, 5], spread: 5)
        let options = options(test, always: always)
        let names = try model.generate(count: 10_000, options: options)
        #expect(names.count == 10_000 && names.allSatisfy(test.isWanted))
        #expect(try chiSquareFits(names, ExactNames(model, longest: 5, options).means(10_000, where: test.isWanted)))
    }

    /// Other cells and kernels, and characters that are not ASCII, give the same result.
    @Test(arguments: Kernels.available, Architecture.Cell.allCases)
    func everyKernelAndCell(_ kernels: Kernels, _ cell: Architecture.Cell) throws {
        let model = try randomModel("aéЖ", cell: cell, hidden: [5], kernels: kernels, spread: 5)
        var options = GenerationOptions.learned
        options.maximumLength = 4
        options.alwaysSteers = true
        options.patterns = ["^[aЖ].*é"]
        let names = try model.generate(count: 4000, options: options)
        #expect(
            try chiSquareFits(
                names,
                ExactNames(model, longest: 4, options).means(4000) { $0.first != "é" && $0.contains("é") }))
    }

    /// Long names in a model that ends nearly all names early, where estimates are bad and the look-ahead is tempered.
    @Test func longNames() throws {
        let model = try randomModel("abc", hidden: [6, 5], spread: 12)
        var options = GenerationOptions.learned
        (options.minimumLength, options.maximumLength) = (6, 8)
        options.alwaysSteers = true
        let names = try model.generate(count: 20_000, options: options)
        #expect(names.count == 20_000 && names.allSatisfy { (6...8).contains($0.count) })
        let means = try ExactNames(model, longest: 8, options).means(20_000) { $0.count >= 6 }
        #expect(chiSquareFits(names, means))
        // Prefixes with small weights are given up, and those that stay have larger ones: the mean weight is the same.
        let ensemble = ModelEnsemble(model)
        let beginning = try NameBeginning(options, ensemble.vocabulary, maximumLength: 8)
        let constraint = try #require(try Constraint(options, ensemble.vocabulary, beginning, maximumLength: 8))
        var plan = try #require(Steering(constraint, ensemble, options, prefix: []).plan)
        func mean() -> (mean: Double, deviation: Double, ended: Int) {
            let drafts = SteeredDrafts(plan)
            drafts.draw(0..<20_000)
            let weights = (0..<20_000).map { exp(drafts.logWeight(of: $0)) }
            let mean = weights.reduce(0, +) / 20_000
            let variance = weights.reduce(0) { $0 + pow($1 - mean, 2) } / 20_000
            return (mean, sqrt(variance / 20_000), weights.count { $0 > 0 })
        }
        let some = mean()
        plan.leastWeights = []
        let all = mean()
        #expect(some.ended < all.ended / 2)
        #expect(abs(some.mean - all.mean) < 4 * (some.deviation + all.deviation))
    }

    /// Without their weights, steered names do not fit: the check can fail, and weights are needed.
    @Test func proposalsAloneDoNotFit() throws {
        let model = try randomModel("abc", hidden: [6, 5], spread: 5)
        let options = options(Self.cases[1], always: true)
        let ensemble = ModelEnsemble(model)
        let beginning = try NameBeginning(options, ensemble.vocabulary, maximumLength: 5)
        let constraint = try #require(
            try Constraint(options, ensemble.vocabulary, beginning, maximumLength: 5))
        var plan = try #require(Steering(constraint, ensemble, options, prefix: []).plan)
        plan.leastWeights = []
        let drafts = SteeredDrafts(plan)
        drafts.draw(0..<10_000)
        let proposed = (0..<10_000).map { ensemble.vocabulary.text(of: drafts.names.tokens(of: $0).values) }
        let exact = try ExactNames(model, longest: 5, options)
        #expect(!chiSquareFits(proposed, exact.means(10_000, where: Self.cases[1].isWanted)))
        // The weights are what they should be: the mean is the probability of the constraint, over that of the root.
        let weights = (0..<10_000).map { exp(drafts.logWeight(of: $0)) }
        let mean = weights.reduce(0, +) / 10_000
        let deviation = sqrt(weights.reduce(0) { $0 + pow($1 - mean, 2) } / 10_000 / 10_000)
        let whole = exact.probabilities.filter { Self.cases[1].isWanted($0.key) }.values.reduce(0, +)
        #expect(abs(mean - whole) < 4 * deviation)
    }

    @Test(arguments: [false, true]) func namesDependOnTheirNumberOnly(always: Bool) throws {
        let model = try randomModel("abcdef", hidden: [8, 32])
        var options = GenerationOptions.learned
        options.contained = ["fa"]
        options.alwaysSteers = always
        options.unique = true
        options.seed = 7
        let all = try model.generate(count: 1500, options: options)
        #expect(Set(all).count == 1500)
        for threads in [2, 5] {
            options.threads = threads
            #expect(try model.generate(count: 1500, options: options) == all)
        }
        #expect(try Array(all.prefix(20)) == model.generate(count: 20, options: options))
        options.seed = 8
        #expect(try model.generate(count: 1500, options: options) != all)
    }

    /// What a model hardly ever says is found as well.
    @Test func rareConstraints() throws {
        let model = try randomModel("abcdefgh", hidden: [16], spread: 12)
        for pattern in ["^hgfedcba", "aaaaaaaa$", "^(a|bb)(hh|gg){4}$"] {
            var options = GenerationOptions.learned
            options.patterns = [pattern]
            let names = try model.generate(count: 50, options: options)
            let expression = try NSRegularExpression(pattern: pattern)
            #expect(names.count == 50)
            #expect(
                names.allSatisfy {
                    expression.firstMatch(in: $0, range: NSRange(location: 0, length: $0.count)) != nil
                })
        }
    }

    /// Names are trimmed and composed; the constraints hold for what comes out.
    @Test(arguments: [false, true]) func constraintsHoldForTheText(always: Bool) throws {
        let model = try randomModel("ae \u{301}é", hidden: [6], spread: 2)
        var options = GenerationOptions.learned
        options.maximumLength = 6
        options.alwaysSteers = always
        options.suffix = "e"
        options.contained = ["a"]
        options.minimumLength = 3
        let names = try model.generate(count: 2000, options: options)
        #expect(names.count == 2000)
        for name in names {
            #expect(NameList.normalize(name) == name && (3...6).contains(name.count))
            #expect(name.last == "e" && name.contains { $0 == "a" })
        }
    }

    @Test func impossibleConstraints() throws {
        let model = try randomModel("ab c")
        func error(_ set: (inout GenerationOptions) -> Void) -> String {
            var options = GenerationOptions.learned
            set(&options)
            do {
                _ = try model.generate(count: 1, options: options)
                return "none"
            } catch {
                return "\(error)"
            }
        }
        #expect(error { $0.suffix = "x" } == "the model does not know the character \"x\"")
        #expect(error { $0.contained = ["ax"] }.contains("\"x\""))
        #expect(error { $0.patterns = ["xy"] }.contains("does not know \"x\", \"y\""))
        #expect(error { $0.patterns = ["a$b"] } == "no name matches \"a$b\"")
        #expect(error { ($0.prefix, $0.patterns) = ("b", ["^a"]) }.contains("begins with \"b\""))
        #expect(error { $0.patterns = ["^a", "^b"] }.contains("matches \"^b\""))
        #expect(error { ($0.suffix, $0.maximumLength) = ("abab", 3) }.contains("1 to 3 characters"))
        #expect(error { ($0.minimumLength, $0.maximumLength) = (5, 4) }.contains("at least 5 and at most 4"))
        #expect(error { $0.suffix = " " }.contains("white space"))
        #expect(error { $0.patterns = ["(a|b)*a(a|b){900}$"] }.contains("too complex"))
        #expect(error { ($0.minimumLength, $0.suffix) = (60, "a") } == "none")  // the maximum gives way
    }
}
