import Foundation
import RNNSwift
import Testing

/// Texts and patterns that are kept out of names.
@Suite struct ExclusionTests {
    struct Case: Sendable {
        let set: @Sendable (inout GenerationOptions) -> Void
        let isWanted: @Sendable (String) -> Bool
    }

    static let cases: [Case] = [
        Case(set: { $0.excludedPatterns = ["^a"] }, isWanted: { !$0.hasPrefix("a") }),
        Case(set: { $0.excludedPatterns = ["bb", "c$"] }, isWanted: { !$0.contains("bb") && !$0.hasSuffix("c") }),
        Case(set: { $0.excludedTexts = ["aB", "ca"] }, isWanted: { !$0.contains("ab") && !$0.contains("ca") }),
        Case(set: { $0.excludedTexts = ["A"] }, isWanted: { !$0.contains("a") }),
        Case(
            set: {
                ($0.excludedTexts, $0.excludedPatterns) = (["bca", "cc", "aaa"], ["^.{3}$"])
                ($0.prefix, $0.suffix) = ("a", "b")
            },
            isWanted: { name in
                !["bca", "cc", "aaa"].contains { name.contains($0) } && name.hasPrefix("a") && name.hasSuffix("b")
                    && name.count != 3
            }),
    ]

    /// A name comes in proportion to its probability among those that are left, steered or not.
    @Test(arguments: cases.indices, [false, true]) func frequenciesAreProbabilities(_ index: Int, always: Bool) throws {
        let model = try randomModel("abc", hidden: [6, 5], spread: 5)
        var options = GenerationOptions.learned
        options.maximumLength = 5
        options.alwaysSteers = always
        Self.cases[index].set(&options)
        let isWanted = Self.cases[index].isWanted
        let exact = try ExactNames(model, longest: 5, options)
        let names = try model.generate(count: 10_000, options: options)
        #expect(names.count == 10_000 && chiSquareFits(names, exact.means(10_000, where: isWanted)))
        let best = try model.mostProbableNames(count: 1000, options: options)
        #expect(Set(best.map(\.name)) == Set(exact.probabilities.keys.filter(isWanted)))
        #expect(zip(best, best.dropFirst()).allSatisfy { $0.logProbability >= $1.logProbability })
    }

    /// The automaton against a search in every text.
    @Test func wordsAreFound() throws {
        var random = SplitMix64(seed: 7, stream: .shuffling)
        for round in 0..<60 {
            let words = Set(randomNames(round + 1, letters: 3, longest: 5, seed: UInt64(round)).filter { !$0.isEmpty })
                .filter { $0.count > 1 || round % 5 == 0 }
            guard !words.isEmpty else { continue }
            let vocabulary = try Vocabulary(Array("abcdABC"))
            let automaton = try Automaton(without: words.map { round % 2 == 0 ? $0.uppercased() : $0 }, vocabulary)
            let trie = try WordTrie(words.map { Array($0) })
            for _ in 0..<300 {
                let count = Int.random(in: 0...9, using: &random)
                let tokens = (0..<count).map { _ in Int.random(in: 0..<7, using: &random) }
                let text = vocabulary.text(of: tokens)
                let has = words.contains { text.lowercased().contains($0) }
                #expect(trie.isIn(text) == has)
                #expect((automaton.state(after: tokens) == nil) == has, "\(text) \(words)")
            }
        }
    }

    /// What an expression does not match, against the expression.
    @Test(arguments: ["a", "^a", "b$", "^(a|bc)*$", "^$", "a.c", "^[^a]", "", "^.*$", "^\\S", "x"])
    func complements(_ pattern: String) throws {
        let vocabulary = try Vocabulary(Array("abc "))
        let automaton = try Automaton(RegularExpression(pattern), vocabulary)
        let complement = automaton.complement
        func accepts(_ automaton: Automaton, _ tokens: [Int]) -> Bool {
            automaton.state(after: tokens).map { automaton.isAccepting[$0] } ?? false
        }
        for number in 0..<1365 {  // all sequences of up to 5 tokens
            var (tokens, rest) = ([Int](), number)
            while rest > 0 {
                tokens.append((rest - 1) % 4)
                rest = (rest - 1) / 4
            }
            #expect(accepts(automaton, tokens) != accepts(complement, tokens))
            let direct = try NondeterministicAutomaton(RegularExpression(pattern)).matches(vocabulary.text(of: tokens))
            #expect(direct == accepts(automaton, tokens))
        }
    }

    /// Case is that of characters, also beyond ASCII; characters are those that a reader sees.
    @Test func casesAndClusters() throws {
        let trie = try WordTrie(["ÄÖ", "Σας", "ह", "straße"].map { Array($0) })
        #expect(trie.isIn("xäöx") && trie.isIn("A\u{308}o\u{308}") && !trie.isIn("äx"))
        #expect(trie.isIn("ΣΑΣ") && trie.isIn("σας") && trie.isIn("STRAßE") && !trie.isIn("strasse"))
        #expect(trie.isIn("कह") && !trie.isIn("हि"))
    }

    /// Thousands of words at once, in long names too, are kept out, and names that remain are found.
    @Test func thousandsOfWords() throws {
        let model = try randomModel("abcdefghijklmnopqrstuvwxyz", hidden: [8])
        let words = Set(randomNames(4000, letters: 26, longest: 9, seed: 3).filter { $0.count > 2 })
        #expect(words.count > 2000)
        var options = GenerationOptions.learned
        options.excludedTexts = words.union(["a", "e"])
        let names = try model.generate(count: 300, options: options)
        #expect(names.count == 300)
        #expect(names.allSatisfy { name in !(words.union(["a", "e"])).contains { name.contains($0) } })
        options.maximumLength = 5000
        #expect(try model.generate(count: 20, options: options).count == 20)
    }

    @Test func impossibleExclusions() throws {
        let model = try randomModel("ab")
        var options = GenerationOptions.learned
        options.excludedTexts = ["a", "B"]
        #expect(throws: GenerationError.impossible("no name of 1 to 50 characters satisfies the options")) {
            try model.generate(count: 1, options: options)
        }
        options.excludedTexts = ["ba"]
        options.prefix = "ba"
        #expect(throws: GenerationError.impossible("no name that begins with \"ba\" is free of \"ba\"")) {
            try model.generate(count: 1, options: options)
        }
        options = .init()
        options.excludedPatterns = [""]
        #expect(throws: GenerationError.impossible("no name fails to match \"\"")) {
            try model.mostProbableNames(count: 1, options: options)
        }
        options.excludedPatterns = ["(a"]
        #expect(throws: RegularExpressionError.self) { try model.generate(count: 1, options: options) }
    }

    /// Records as they are written.
    @Test func recordsAreLeftOut() throws {
        let model = RecordModel(
            fields: [
                .init(name: "first", content: .sampled(TextDistribution(["anna", "otto", "lena", "nora"]))),
                .init(name: "last", content: .sampled(TextDistribution(["berg", "stein", "bach"]))),
            ], separator: " ", rows: 4, trainingRecords: NameHashes([Array("anna berg".utf8)]))
        var options = GenerationOptions.learned
        options.unique = true
        options.excludedTexts = ["A B"]
        options.excludedPatterns = ["stein$"]
        let texts = try model.generate(count: 100, options: options).map(\.text)
        #expect(Set(texts) == ["otto berg", "otto bach"], "\(texts)")
    }
}
