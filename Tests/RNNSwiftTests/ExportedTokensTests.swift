import Foundation
import RNNExchange
import RNNSwift
import Testing

/// Exports of models with labels and with tokens of several characters.
@Suite struct ExportedTokensTests {
    private static let count = 4000

    /// A random model that begins with a value of each label often enough for an exported program.
    private static func model(_ kind: TokenGenerationTests.Kind) throws -> Model {
        try TokenGenerationTests.model(kind, spread: 1)
    }

    /// Whether lines are names of a model. Labels are drawn, so that names come with their probability; names that can
    /// be split into tokens in several ways come a little more often.
    private func check(_ lines: [String], _ kind: TokenGenerationTests.Kind) throws {
        let model = try Self.model(kind)
        // The program in C gives up after 1,000 attempts, which is one name in sixty here.
        #expect(lines.count > Self.count * 9 / 10 && model.scores(for: lines).allSatisfy { $0.logProbability.isFinite })
        guard kind == .labels else { return }
        var means: [String: Double] = [:]
        for (name, probability) in try TokenGenerationTests.exact(model) { means[name.name, default: 0] += probability }
        let short = lines.filter { $0.count <= TokenGenerationTests.longest }
        let total = means.values.reduce(0, +)
        #expect(chiSquareFits(short, means.mapValues { $0 / total * Double(short.count) }))
    }

    @Test(arguments: TokenGenerationTests.Kind.allCases) func namesOfC(_ kind: TokenGenerationTests.Kind) throws {
        let folder = try TemporaryFolder()
        try CSource.write(Self.model(kind)).write(to: folder.url.appending(path: "names.c"))
        let driver = """
            #include <stdio.h>
            #include "names.c"
            int main(void) {
                static names_state state;
                uint32_t random = 12345;
                char name[200];
                for (int i = 0; i < \(Self.count); i++) {
                    names_generate(&state, 1, &random, name, sizeof name);
                    printf("%s\\n", name);
                }
                printf("%d %d\\n", names_token("abc"), names_token("x"));
            }
            """
        try Data(driver.utf8).write(to: folder.url.appending(path: "main.c"))
        let output = try folder.shell("\(CSourceTests.compileQuickly) main.c -lm -o main && ./main")
        let lines = output.split(separator: "\n").map(String.init)
        try check(Array(lines.dropLast()), kind)
        let texts = try Self.model(kind).vocabulary.texts
        let longest = texts.indices.filter { "abc".hasPrefix(texts[$0]) }.max { texts[$0].count < texts[$1].count }!
        #expect(lines.last == "\(longest) -1")
    }

    @Test(.enabled(if: WebPageTests.hasNode, "there is no node"), arguments: TokenGenerationTests.Kind.allCases)
    func namesOfPages(_ kind: TokenGenerationTests.Kind) throws {
        let page = try WebPageTests.page(Self.model(kind))
        let program = try WebPageTests.part(page, from: "<script>", to: "const element")
        let driver = """
            function draw(count, wishes) {
              const rules = rulesFor({begin: [], suffix: "", words: [], shortest: 1, longest: 30, onlyNew: false, ...wishes});
              for (let found = 0; found < count;) {
                // A name comes once in a search.
                const search = new Search(rules, 1);
                let name = null;
                while (name === null) name = search.draw();
                console.log(name);
                found++;
              }
            }
            draw(\(Self.count), {});
            draw(30, {begin: characters("ab"), longest: 5, suffix: "c"});
            """
        let folder = try TemporaryFolder()
        try Data((program + driver).utf8).write(to: folder.url.appending(path: "page.js"))
        let lines = try folder.shell("node page.js").split(separator: "\n").map(String.init)
        try check(Array(lines.prefix(Self.count)), kind)
        let wished = lines.dropFirst(Self.count)
        #expect(
            wished.count == 30 && wished.allSatisfy { $0.hasPrefix("ab") && $0.hasSuffix("c") && $0.count <= 5 },
            "\(wished)")
    }

    @Test(arguments: TokenGenerationTests.Kind.allCases) func stateDicts(_ kind: TokenGenerationTests.Kind) throws {
        let model = try Self.model(kind)
        let folder = try TemporaryFolder()
        try model.export(as: .safetensors, to: folder.path("state.safetensors"), vocabulary: folder.path("v.json"))
        let imported = try Model.importing(folder.path("state.safetensors"))
        #expect(imported.model.vocabulary == model.vocabulary)
        #expect(imported.model.scores(for: ["abab", "cc"]) == model.scores(for: ["abab", "cc"]))
        let numbers = try JSONDecoder().decode(
            [String: Int].self, from: Data(contentsOf: folder.url.appending(path: "v.json")))
        #expect(numbers.count == model.vocabulary.count && numbers["^"] == model.vocabulary.start)
    }
}
