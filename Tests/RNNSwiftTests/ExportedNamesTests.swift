import Foundation
import RNNExchange
import RNNSwift
import Testing

/// What exported programs write has a probability, too.
@Suite struct ExportedNamesTests {
    /// Number of names that each program draws.
    private let count = isExhaustive ? 2000 : 400

    private func model(_ script: Script) throws -> Model {
        var options = TrainingOptions()
        options.architecture = Architecture(cell: .gru, hidden: [16])
        options.schedule.epochs = 4
        return try Trainer(NameList(script.names), options: options).train()
    }

    /// Whether every line is a name of the model, as a list reads it.
    private func check(_ lines: [String], _ model: Model) throws {
        #expect(lines.count == count)
        #expect(try Array(NameList(lines).names).count == count, "none is empty")
        for line in lines {
            #expect(NameList.normalize(line).utf8.elementsEqual(line.utf8), "\(line)")
            #expect(line.allSatisfy { model.vocabulary.token(of: $0) != nil }, "\(line)")
        }
        #expect(model.scores(for: lines).allSatisfy { $0.logProbability.isFinite })
    }

    /// The table says of every pair, and of the ends of names, what the texts say.
    @Test(arguments: Script.allCases) func tablesAreTexts(_ script: Script) throws {
        let vocabulary = try Vocabulary(
            Set(
                Vocabulary(of: script.names).characters + Array("aé ©\u{AE}각가뷁") + [
                    "\u{600}", "\u{3000}", "\u{11AF}", "ᄒ",
                ]
            )
            .sorted())
        let boundaries = TokenBoundaries(vocabulary)
        for a in vocabulary.characters.indices {
            let isName = vocabulary.name(of: [a]) != nil
            #expect(
                boundaries.forbids(vocabulary.start, a) != isName && boundaries.forbids(a, vocabulary.stop) != isName)
            for b in vocabulary.characters.indices {
                #expect(boundaries.forbids(a, b) == vocabulary.joins(a, b), "\(a) \(b)")
            }
        }
        #expect(boundaries.forbids(vocabulary.start, vocabulary.stop))
        #expect(boundaries.isForbidden.count < 60 && boundaries.isForbidden[0].count < 60)
    }

    @Test(arguments: Script.allCases) func namesOfC(_ script: Script) throws {
        let model = try model(script)
        for precision in [CSource.Precision.float, .int8] {
            let folder = try TemporaryFolder()
            try CSource.write(model, precision: precision).write(to: folder.url.appending(path: "names.c"))
            let driver = """
                #include <stdio.h>
                #include "names.c"
                int main(void) {
                    static names_state state;
                    uint32_t random = 12345;
                    char name[200];
                    for (int i = 0; i < \(count); i++) {
                        names_generate(&state, 1, &random, name, sizeof name);
                        printf("%s\\n", name);
                    }
                }
                """
            try Data(driver.utf8).write(to: folder.url.appending(path: "main.c"))
            let output = try folder.shell("\(CSourceTests.compileQuickly) main.c -lm -o main && ./main")
            try check(output.split(separator: "\n").map(String.init), model)
        }
    }

    @Test(.enabled(if: WebPageTests.hasNode, "there is no node"), arguments: Script.allCases)
    func namesOfPages(_ script: Script) throws {
        let model = try model(script)
        let program = try WebPageTests.part(WebPageTests.page(model), from: "<script>", to: "const element")
        let folder = try TemporaryFolder()
        let known = model.vocabulary.characters.filter { $0.isLetter }.sorted().suffix(3).map { String($0) }
        let words = Array(script.names.prefix(20)) + known
        let list = String(decoding: try JSONEncoder().encode(words), as: UTF8.self)
        let driver = """
            const rules = rulesFor({begin: [], suffix: "", words: [], shortest: 1, longest: 30, onlyNew: false});
            for (let found = 0, search = new Search(rules, 1); found < \(count);) {
              const name = search.draw();
              if (name !== null) { console.log(name); found++; }
              if (search.isExhausted) search = new Search(rules, 1);
            }
            const split = \(list).map(characters);
            console.log(JSON.stringify(split));
            globalThis.Intl = undefined;
            console.log(JSON.stringify(\(list).map(characters)) === JSON.stringify(split));
            """
        try Data((program + driver).utf8).write(to: folder.url.appending(path: "page.js"))
        let lines = try folder.shell("node page.js").split(separator: "\n").map(String.init)
        try check(Array(lines.dropLast(2)), model)
        let split = try JSONDecoder().decode([[String]].self, from: Data(lines[count].utf8))
        #expect(split == words.map { NameList.composed($0).map { String($0) } })
        #expect(lines[count + 1] == "true", "without Intl.Segmenter")
    }
}
