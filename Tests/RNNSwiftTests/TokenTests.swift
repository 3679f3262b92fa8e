import Foundation
import RNNSwift
import Testing

@Suite struct TokenTests {
    private func vocabulary(_ texts: [String], _ tokens: String) throws -> Vocabulary {
        try Vocabulary(ofUTF8: texts.map(\.utf8), tokens: try #require(Tokenization(tokens)))
    }

    private func parts(_ text: String, _ vocabulary: Vocabulary) -> [String] {
        vocabulary.parts(of: text).map { $0.token == nil ? "?" + $0.text : $0.text }
    }

    @Test func descriptions() {
        for text in ["characters", "words", "smiles", "bpe:500", "regex:a|b", "file:tokens.txt"] {
            #expect(Tokenization(text)?.description == text)
        }
        for text in ["", "bpe", "bpe:", "bpe:0", "bpe:70000", "bpe:x", "regex:", "file:", "word", "Smiles"] {
            #expect(Tokenization(text) == nil, "\(text)")
        }
    }

    @Test func smiles() throws {
        let molecules = ["CC(=O)Oc1ccc(Cl)cc1Br", "C[C@@H](N)C%12CC%12", "c1cc[nH]c1"]
        let vocabulary = try vocabulary(molecules, "smiles")
        #expect(parts(molecules[0], vocabulary).joined(separator: " ") == "C C ( = O ) O c 1 c c c ( Cl ) c c 1 Br")
        #expect(parts(molecules[1], vocabulary).joined(separator: " ") == "C [C@@H] ( N ) C %12 C C %12")
        #expect(vocabulary.texts.contains("[nH]") && !vocabulary.texts.contains("r"))
        // Neither a bracket atom nor a character that the list has not.
        #expect(parts("C[13C]S", vocabulary) == ["C", "?[", "1", "?3", "C", "?]", "?S"])
    }

    @Test func words() throws {
        let vocabulary = try vocabulary(["Van der Berg", "O'Hara & Söhne"], "words")
        #expect(vocabulary.texts == [" ", "&", "Berg", "O'Hara", "Söhne", "Van", "der"].sorted())
        #expect(parts("der Van", vocabulary) == ["der", " ", "Van"])
        #expect(parts("de Van", vocabulary) == ["?de", " ", "Van"])
    }

    @Test func pairsAreJoinedInTheOrderTheyWereLearned() throws {
        // ab: 5 times, cd: 4 times, then abcd: 3 times, bc never, since ab comes before it.
        let vocabulary = try vocabulary(["abcd", "abcd", "abcd", "ab", "ab", "cd"], "bpe:7")
        #expect(vocabulary.texts == ["a", "b", "c", "d", "ab", "cd", "abcd"])
        #expect(parts("abcdab", vocabulary) == ["abcd", "ab"])
        #expect(parts("bcdxa", vocabulary) == ["b", "cd", "?x", "a"])
        // No pair comes twice.
        #expect(try self.vocabulary(["ab", "cd"], "bpe:50").texts.count == 4)
        #expect(throws: ListError.fewTokens(count: 3, characters: 4)) { try self.vocabulary(["ab", "cd"], "bpe:3") }
    }

    /// Texts without white space are split in a time that is not the square of their length.
    @Test func longTextsWithoutSpaces() throws {
        let text = String(repeating: "abcab", count: 20_000)
        let vocabulary = try vocabulary([text], "bpe:20")
        let parts = vocabulary.parts(of: text)
        #expect(parts.map(\.text).joined() == text && parts.allSatisfy { $0.token != nil && $0.text.count <= 256 })
    }

    @Test func pairsStayWithinWords() throws {
        let texts = [String](repeating: "of the of the", count: 10)
        let vocabulary = try vocabulary(texts, "bpe:40")
        #expect(vocabulary.texts.contains(" the") && vocabulary.texts.contains(" of"))
        #expect(!vocabulary.texts.contains { $0.dropFirst().contains(" ") })
    }

    /// Joins the most frequent pair of all parts, counted anew each time.
    private func slowPairs(_ texts: [String], count: Int) -> [String] {
        var parts = texts.map { $0.map { String($0) } }
        var tokens = Set(parts.joined()).sorted()
        while tokens.count < count {
            var counts: [[String]: Int] = [:]
            for part in parts { for pair in zip(part, part.dropFirst()) { counts[[pair.0, pair.1], default: 0] += 1 } }
            func number(_ token: String) -> Int { tokens.firstIndex(of: token)! }
            let best = counts.max {
                ($0.value, number($1.key[0]), number($1.key[1])) < ($1.value, number($0.key[0]), number($0.key[1]))
            }
            guard let best, best.value > 1 else { break }
            let joined = best.key[0] + best.key[1]
            if !tokens.contains(joined) { tokens.append(joined) }
            parts = parts.map { part in
                var result: [String] = []
                var index = 0
                while index < part.count {
                    let isPair = index + 1 < part.count && part[index] == best.key[0] && part[index + 1] == best.key[1]
                    result.append(isPair ? joined : part[index])
                    index += isPair ? 2 : 1
                }
                return result
            }
        }
        return tokens
    }

    @Test(arguments: 0..<5) func pairsAreTheMostFrequentOnes(seed: UInt64) throws {
        let names = randomNames(120, letters: 3, longest: 9, seed: seed).filter { !$0.isEmpty }
        #expect(try vocabulary(names, "bpe:40").texts == slowPairs(names, count: 40))
    }

    @Test func tokensOfAFile() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "tokens.txt").path
        try "sch\ns\nc\nh\na\n".write(toFile: path, atomically: true, encoding: .utf8)
        let vocabulary = try vocabulary(["ignored"], "file:\(path)")
        #expect(parts("schascx", vocabulary) == ["sch", "a", "s", "c", "?x"])
        try "a\nb\na\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: ListError.self) { try self.vocabulary(["a"], "file:\(path)") }
    }

    @Test func badPatterns() {
        #expect(throws: RegularExpressionError.self) { try vocabulary(["a"], "regex:(a") }
    }

    /// Every text is split into parts whose texts are the text, and known tokens are encoded as these.
    @Test(arguments: ["smiles", "words", "bpe:30", "regex:[ab]+|c.", "regex:x*"])
    func partsMakeTheText(tokens: String) throws {
        let names = randomNames(200, letters: 4, longest: 8, seed: 5) + ["ab c'd Cl", "é x[a]"]
        let vocabulary = try vocabulary(names, tokens)
        var encoded: [UInt16] = []
        for name in names {
            let parts = vocabulary.parts(of: name)
            #expect(parts.map(\.text).joined() == name)
            #expect(vocabulary.encode(name.utf8, into: &encoded))
            #expect(encoded.map(Int.init) == parts.map { $0.token ?? -1 } + [vocabulary.stop])
            #expect(vocabulary.text(of: encoded.map(Int.init)) == name)
        }
    }

    @Test(arguments: ["words", "bpe:40", "smiles", "regex:ab|ba"]) func modelFiles(tokens: String) throws {
        let names = try NameList(randomNames(150, letters: 4, longest: 7, seed: 2))
        var options = TrainingOptions()
        options.data.tokens = try #require(Tokenization(tokens))
        options.schedule.epochs = 2
        let model = try Trainer(names, options: options).train()
        let read = try Model(Safetensors(model.serialized()), kernels: .best)
        #expect(read.vocabulary == model.vocabulary && read.vocabulary.isIdentical(to: model.vocabulary))
        #expect(try read.serialized() == model.serialized())
        let texts = Array(names.names.prefix(20))
        #expect(read.scores(for: texts) == model.scores(for: texts))
        #expect(model.scores(for: texts).allSatisfy { $0.logProbability.isFinite && $0.parts.joined() == $0.name })
    }

    /// Metadata that is no vocabulary is an error.
    @Test(arguments: [
        ("tokens", "bpe:0"), ("tokens", "regex:(a"), ("tokens", "regex:(a|b){1,999}(a|b){1,999}(a|b){1,999}"),
        ("tokens", "characters"), ("merges", "[[0,99]]"), ("merges", "[[0]]"), ("merges", "[[0,70000]]"),
        ("merges", "[[0,1],[0,1]]"), ("merges", "{"), ("labels", "[]"),
        ("labels", #"[{"name":"k","values":["x","x"]}]"#),
        ("labels", #"[{"name":"","values":["x","y"]}]"#), ("labels", #"[{"name":"k","values":[]}]"#),
        ("labels", #"[{"name":"k","values":["x\n","y"]}]"#), ("vocabulary", #"["a","b","c","ab","ab","d"]"#),
        ("vocabulary", #"["a","b","c","","ab","d"]"#), ("vocabulary", #"["a","b","c","e\u0301","ab","d"]"#),
        ("format", "3"),
    ]) func damagedMetadata(key: String, value: String) throws {
        let list = try NameList(
            [("abab", "x"), ("abba", "y"), ("cab", "x")].map { (name: $0.0, values: [$0.1]) }, labels: ["k"])
        var options = TrainingOptions()
        options.data.tokens = .bytePairs(4)
        (options.schedule.epochs, options.data.validation) = (1, .none)
        var file = try Trainer(list, options: options).train().file()
        #expect(throws: Never.self) { try Model(file, kernels: .best) }
        file.metadata["rnnc.\(key)"] = value
        #expect(throws: (any Error).self) { try Model(file, kernels: .best) }
    }

    /// The loss per character of a list is the same sum as that of its names.
    @Test func lossesPerCharacter() throws {
        let texts = randomNames(150, letters: 4, longest: 7, seed: 2).filter { !$0.isEmpty }
        var options = TrainingOptions()
        options.data.tokens = .bytePairs(30)
        options.schedule.epochs = 3
        let list = try NameList(texts)
        let model = try Trainer(list, options: options).train()
        let evaluation = model.evaluate(on: list)
        let total = -model.scores(for: texts).reduce(0) { $0 + $1.logProbability }
        let characters = texts.reduce(0) { $0 + $1.count + 1 }
        #expect(evaluation.characters == characters && evaluation.predictions < characters)
        #expect(abs(evaluation.nats - total / Double(characters)) < 1e-4)
        #expect(abs(evaluation.natsPerToken * Double(evaluation.predictions) - total) < 1e-2)
    }

    @Test func fineTuningExtendsTokens() throws {
        var options = TrainingOptions()
        options.schedule.epochs = 1
        options.data.tokens = .words
        let base = try Trainer(NameList(["red fox", "red cat"]), options: options).train()
        let tuned = try Trainer(NameList(["blue fox"]), from: base)
        #expect(tuned.newTokens == ["blue"] && tuned.vocabulary.texts == base.vocabulary.texts + ["blue"])
        options.data.tokens = .bytePairs(8)
        let pairs = try Trainer(NameList(["abab", "abab", "cab"]), options: options).train()
        let more = try Trainer(NameList(["abxab"]), from: pairs)
        #expect(more.newTokens == ["x"])
        #expect(more.vocabulary.parts(of: "abxab").map(\.text) == ["ab", "x", "ab"])
        options.data.tokens = .words
        #expect(throws: TrainingError.self) { try Trainer(NameList(["ab"]), options: options, from: pairs) }
    }
}
