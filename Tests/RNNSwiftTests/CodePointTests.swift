import Foundation
import RNNExchange
import RNNSwift
import Testing

/// Vocabularies of programs that cut names into code points.
@Suite struct CodePointTests {
    static let alphabets: [[Unicode.Scalar]] = [
        ["ह", "\u{93F}", "न", "\u{94D}"], ["e", "\u{301}", "a", "é"],
        ["\u{1112}", "\u{1161}", "\u{11AB}"],
        ["\u{958}", "\u{915}", "\u{93C}"], ["👩", "\u{200D}", "👧", " "],
    ]

    private func model(_ alphabet: [Unicode.Scalar], seed: UInt64 = 5) throws -> Model {
        let vocabulary = try Vocabulary(alphabet.map { Character($0) }, unit: .codePoints)
        let network = Network(
            Architecture(cell: .gru, hidden: [6]), vocabularySize: vocabulary.count, kernels: .best)
        let parameters = network.initialParameters(seed: seed)
        for i in 0..<parameters.all.count { parameters.all[i] *= 3 }
        return Model(
            network: network, vocabulary: vocabulary, parameters: parameters, record: TrainingRecord())
    }

    private func foreign(_ keys: [String]) throws -> Vocabulary {
        let numbers = Dictionary(
            uniqueKeysWithValues: (["^", "$"] + keys).enumerated().map { ($1, $0) })
        return try ForeignVocabulary(json: JSONEncoder().encode(numbers)).vocabulary
    }

    /// Code points are taken for such where some of them are no characters, and only there.
    @Test func vocabulariesAreRecognized() throws {
        for alphabet in Self.alphabets {
            let vocabulary = try foreign(alphabet.map { String(Character($0)) })
            #expect(vocabulary.unit == .codePoints)
            #expect(vocabulary.characters.map { Array($0.unicodeScalars) } == alphabet.map { [$0] })
        }
        for keys in [
            ["a", "b", "é"], ["हि", "न", "\u{93F}"], ["가", "한"], ["中", "文", " ", "-"], ["👩‍👧", "👩"],
        ] {
            #expect(try foreign(keys).unit == .clusters)
        }
    }

    @Test func namesAreSplit() throws {
        func split(_ alphabet: String, _ name: String) throws -> [UInt32] {
            try Vocabulary(alphabet.unicodeScalars.map { Character($0) }, unit: .codePoints).split(
                NameList.composed(name)
            )
            .map { $0.unicodeScalars.first!.value }
        }
        #expect(try split("हिन", "हिन") == [0x939, 0x93F, 0x928])
        #expect(try split("he\u{301}", "hé") == [0x68, 0x65, 0x301], "normal form D")
        #expect(try split("hé\u{301}e", "hé") == [0x68, 0xE9])
        #expect(try split("\u{958}क", "\u{958}क") == [0x958, 0x915], "kept apart in normal form C")
        #expect(
            try split("\u{1112}\u{1161}\u{11AB}", "한하") == [0x1112, 0x1161, 0x11AB, 0x1112, 0x1161])
        #expect(try split("a", "aé") == [0x61, 0xE9])
    }

    /// Names come in proportion to their probability among those that are read as the code points that were drawn.
    @Test(arguments: alphabets.indices) func namesAreConditional(_ index: Int) throws {
        let model = try model(Self.alphabets[index])
        let (vocabulary, ensemble) = (model.vocabulary, ModelEnsemble(model))
        var means: [String: Double] = [:]
        func visit(_ tokens: [Int], _ probability: Double) {
            let lockstep = Lockstep(ensemble, rows: 1)
            lockstep.reset(row: 0)
            for token in [vocabulary.start] + tokens {
                lockstep.tokens[0] = token
                lockstep.step(rows: 1)
            }
            var weights = (0..<vocabulary.count).map { exp(Double(lockstep.logits[0, $0])) }
            weights[vocabulary.start] = 0
            let sum = weights.reduce(0, +)
            let name = NameList.normalize(String(tokens.map { vocabulary.characters[$0] }))
            if !tokens.isEmpty, vocabulary.split(name) == tokens.map({ vocabulary.characters[$0] }) {
                means[name] = probability * weights[vocabulary.stop] / sum
            }
            guard tokens.count < 3 else { return }
            for token in 0..<vocabulary.start {
                visit(tokens + [token], probability * weights[token] / sum)
            }
        }
        visit([], 1)
        let total = means.values.reduce(0, +)
        var options = GenerationOptions.learned
        options.maximumLength = 3
        let names = try model.generate(count: 1500, options: options)
        #expect(names.count == 1500 && chiSquareFits(names, means.mapValues { $0 / total * 1500 }))
        #expect(
            model.scores(for: names).allSatisfy {
                $0.logProbability.isFinite && $0.nats.count == $0.parts.count + 1
            })
        #expect(try Array(NameList(names).names) == names)
        let best = try model.mostProbableNames(count: 1000, options: options).map(\.name)
        #expect(Set(best) == Set(means.keys) && best.count == means.count)
    }

    /// Constraints count and name code points.
    @Test func constraints() throws {
        let model = try model(Self.alphabets[0])
        var options = GenerationOptions.learned
        (options.prefix, options.suffix, options.patterns) = ("ह", "न", ["^..?न", "ि"])
        (options.excludedTexts, options.excludedPatterns) = (["नन"], ["^.{5}$"])
        (options.minimumLength, options.maximumLength) = (3, 7)
        let names = try model.generate(count: 200, options: options)
        #expect(names.count == 200)
        for name in names {
            let scalars = Array(name.unicodeScalars)
            #expect(scalars.first == "ह" && scalars.last == "न" && scalars.contains("\u{93F}"), "\(name)")
            #expect(
                (3...7).contains(scalars.count) && scalars.count != 5 && scalars[1...2].contains("न"),
                "\(name)")
            #expect(!zip(scalars, scalars.dropFirst()).contains { $0 == "न" && $1 == "न" }, "\(name)")
        }
    }

    /// Files, state dicts and fine-tuning keep what a character is.
    @Test func modelsRememberTheirUnit() throws {
        let model = try model(Self.alphabets[0])
        let folder = try TemporaryFolder()
        try model.save(to: folder.path("model.safetensors"))
        let read = try Model(contentsOf: folder.path("model.safetensors"))
        #expect(read.vocabulary == model.vocabulary && read.vocabulary.unit == .codePoints)
        try model.export(as: .safetensors, to: folder.path("state.safetensors"))
        let imported = try Model.importing(folder.path("state.safetensors")).model
        #expect(imported.vocabulary == model.vocabulary)
        #expect(imported.scores(for: ["हिन"]) == model.scores(for: ["हिन"]))

        let list = try NameList(["हिन", "नाम", "हन", "किन"])
        var options = TrainingOptions()
        (options.schedule.epochs, options.data.validation, options.threads) = (2, .none, 1)
        let tuned = try Trainer(list, options: options, from: model).train()
        #expect(tuned.vocabulary.unit == .codePoints)
        #expect(
            tuned.vocabulary.characters.dropFirst(4).map { $0.unicodeScalars.first! } == [
                "क", "म", "\u{93E}",
            ])
        #expect(tuned.evaluate(on: list).unknownCharacters == 0 && tuned.evaluate(on: list).names == 4)
        #expect(tuned.scores(for: Array(list.names)).allSatisfy { $0.logProbability.isFinite })
        #expect(list.names.allSatisfy { ModelEnsemble(tuned).isKnown($0) == true })
        #expect(throws: ModelEnsemble.EnsembleError.self) { try ModelEnsemble([model, randomModel("ab")]) }
        #expect(try ModelEnsemble([model, tuned]).generate(count: 20).count == 20)
    }

    /// Exported programs write names, too, or say why they cannot.
    @Test(arguments: [0, 2, 3]) func exportedPrograms(_ index: Int) throws {
        let model = try model(Self.alphabets[index])
        let folder = try TemporaryFolder()
        try model.export(as: .c, to: folder.path("names.c"))
        let driver = """
            #include <stdio.h>
            #include "names.c"
            int main(void) {
                static names_state state;
                uint32_t random = 12345;
                char name[200];
                for (int i = 0; i < 300; i++) {
                    names_generate(&state, 1, &random, name, sizeof name);
                    printf("%s\\n", name);
                }
            }
            """
        try Data(driver.utf8).write(to: folder.url.appending(path: "main.c"))
        let names = try folder.shell("\(CSourceTests.compile) main.c -lm -o main && ./main").split(
            separator: "\n")
        #expect(names.count == 300)
        #expect(model.scores(for: names.map(String.init)).allSatisfy { $0.logProbability.isFinite })
        guard WebPageTests.hasNode else { return }
        let program = try WebPageTests.part(
            WebPageTests.page(model), from: "<script>", to: "const element")
        let words = model.vocabulary.characters.map { String($0) } + ["हिनह", "한하", "क़"]
        let list = String(decoding: try JSONEncoder().encode(words), as: UTF8.self)
        let script = """
            const rules = rulesFor(
              {begin: [], suffix: "", words: [], shortest: 1, longest: 30, onlyNew: false});
            for (let found = 0, search = new Search(rules, 1); found < 300;) {
              const name = search.draw();
              if (name !== null) { console.log(name); found++; }
              if (search.isExhausted) search = new Search(rules, 1);
            }
            console.log(JSON.stringify(\(list).map(characters)));
            """
        try Data((program + script).utf8).write(to: folder.url.appending(path: "page.js"))
        let lines = try folder.shell("node page.js").split(separator: "\n").map(String.init)
        #expect(lines.count == 301)
        #expect(model.scores(for: Array(lines.dropLast())).allSatisfy { $0.logProbability.isFinite })
        let split = try JSONDecoder().decode([[String]].self, from: Data(lines[300].utf8))
        for (word, parts) in zip(words, split)
        where model.vocabulary.split(NameList.composed(word)).allSatisfy({
            model.vocabulary.token(of: $0) != nil
        }) {
            let expected = model.vocabulary.split(NameList.composed(word)).map {
                Array(String($0).unicodeScalars)
            }
            #expect(parts.map { Array($0.unicodeScalars) } == expected, "\(word)")
        }
    }

    /// Signs that compose over others in between are beyond pairs.
    @Test func pairsMayNotSuffice() throws {
        let folder = try TemporaryFolder()
        let model = try model(["a", "á", "\u{327}", "\u{301}"])
        #expect(throws: InterchangeError.self) { try model.export(as: .c, to: folder.path("names.c")) }
        try model.export(as: .onnx, to: folder.path("names.onnx"))
    }

    @Test(.enabled(if: Shared.isPresent, Shared.absence)) func modelOfAnotherProgram() throws {
        let imported = try Model.importing(
            Shared.path("cases/hindi.safetensors"), vocabulary: Shared.path("cases/hindi_vocabulary.json")
        )
        let model = imported.model
        #expect(model.vocabulary.unit == .codePoints && model.vocabulary.characters.count == 17)
        let names = try model.generate(count: 2000)
        #expect(names.count == 2000 && model.scores(for: names).allSatisfy { $0.logProbability.isFinite })
        #expect(try Array(NameList(names).names) == names)
    }
}
