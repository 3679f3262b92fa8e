import Foundation
import RNNExchange
import RNNSwift
import Testing

/// Models of running text exported as C, web pages, state dicts and ONNX.
@Suite struct ExportedTextTests {
    static let hasNode = WebPageTests.hasNode
    static let compilers = ["gcc", "clang"].filter { name in
        (try? TemporaryFolder().shell("command -v \(name)")) != nil
    }

    /// A random model of characters, some of which join: a combining accent after a line feed is a character, and so is
    /// half a flag.
    static func model(
        _ characters: String = "ab é\u{1F1E9}\n\u{301}^$#", cell: Architecture.Cell = .gru
    ) throws -> TextModel {
        try text(of: randomModel(characters, cell: cell, hidden: [7, 5], spread: 3))
    }

    private static func text(of random: Model) -> TextModel {
        var record = TrainingRecord()
        record.list = "play.txt"
        record.text = .init(characters: 1234, heldOut: 123, sequenceLength: 9)
        return TextModel(
            Model(
                network: random.network, vocabulary: random.vocabulary, parameters: random.weights.parameters,
                record: record))
    }

    /// What the model writes at temperature 0.
    private static func mostProbable(_ model: TextModel, length: Int, prefix: String = "") throws -> String {
        var options = GenerationOptions.learned
        options.temperature = 0
        return try String(model.generate(length: length, prefix: prefix, options: options).dropFirst(prefix.count))
    }

    /// Probabilities of the first character of a text.
    private static func first(_ model: TextModel, count: Double) throws -> [String: Double] {
        let (vocabulary, lockstep) = (model.model.vocabulary, Lockstep(ModelEnsemble(model.model), rows: 1))
        lockstep.reset()
        lockstep.tokens[0] = try #require(vocabulary.token(of: "\n"))
        lockstep.step(rows: 1)
        let shares = vocabulary.texts.indices.map { exp(Double(lockstep.logits[0, $0])) }
        let sum = shares.reduce(0, +)
        return Dictionary(uniqueKeysWithValues: zip(vocabulary.texts, shares.map { $0 / sum * count }))
    }

    // MARK: - C

    private static let driver = """
        #include <stdio.h>
        #include "text.c"
        int main(void) {
            static text_state state;
            static char text[100000];
            uint32_t random = 12345;
            const size_t length = text_generate(&state, 0, &random, text, 200);
            printf("%zu\\n%s%c", length, text, 0);
            text_generate(&state, 1, &random, text, sizeof text);
            printf("%s%c", text, 0);
            for (int i = 0; i < 4000; i++) {
                text_generate(&state, 1, &random, text, 100);
                printf("%s%c", text, 0);
            }
            printf("%zu %zu", text_generate(&state, 1, &random, text, 1), text_generate(&state, 1, &random, text, 0));
        }
        """

    private static func run(_ model: TextModel, _ precision: CSource.Precision, compiler: String) throws -> [String] {
        let folder = try TemporaryFolder()
        try CSource.write(model.model, precision: precision).write(to: folder.url.appending(path: "text.c"))
        try Data(driver.utf8).write(to: folder.url.appending(path: "main.c"))
        _ = try folder.shell("\(compiler) -std=c11 -O1 -Wall -Wextra -Wpedantic -Werror main.c -lm -o main")
        return try folder.shell("./main").split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
    }

    @Test(arguments: Architecture.Cell.allCases, compilers)
    func cProgramsWriteText(_ cell: Architecture.Cell, _ compiler: String) throws {
        let model = try Self.model(cell: cell)
        let texts = try Self.run(model, .float, compiler: compiler)
        try #require(texts.count == 4003)
        let text = texts[0].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)[1]
        #expect(texts[0].hasPrefix("\(text.utf8.count)\n") && (190..<200).contains(text.utf8.count))
        #expect(try Self.mostProbable(model, length: 200).hasPrefix(text))
        // A buffer is filled with characters of the model, which do not join.
        #expect((99_000..<100_000).contains(texts[1].utf8.count))
        let read = try model.model.vocabulary.tokens(of: RunningText(texts[1], allowingControlCharacters: true))
        #expect(read.unknown == 0)
        #expect(texts[1].unicodeScalars.contains("\u{301}") && texts[1].contains("\u{1F1E9}"))
        #expect(try chiSquareFits(texts[2..<4002].map { String($0.prefix(1)) }, Self.first(model, count: 4000)))
        #expect(texts[4002] == "0 0")
        #expect(try Self.run(model, .int8, compiler: compiler).count == 4003)
    }

    @Test func cProgramsOfLongerTokens() throws {
        let list = ["to be prefix", "or not\n", "PREFIX to"]
        let vocabulary = try Vocabulary(ofUTF8: list.map(\.utf8), tokens: .words)
        let model = try Self.text(of: randomModel(vocabulary, cell: .rnn, hidden: [6], spread: 3))
        let texts = try Self.run(model, .float, compiler: "cc")
        let text = texts[0].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)[1]
        #expect(try text.count > 100 && Self.mostProbable(model, length: 200).hasPrefix(text))
        #expect(texts[1].contains("prefix") && texts[1].contains("PREFIX"))
    }

    // MARK: - Web pages

    @Test(.enabled(if: hasNode, "there is no node"), arguments: Architecture.Cell.allCases)
    func pagesWriteText(_ cell: Architecture.Cell) throws {
        let model = try Self.model(cell: cell)
        let page = try WebPageTests.page(model.model)
        let prefix = try WebPageTests.literal("ab\né")
        let text: String = try WebPageTests.evaluate(
            "Array.from({length: 100}, () => writer.next()).join(\"\")",
            "const writer = new Writer(characters(\(prefix)).map(part => token.get(part)), 0);", on: page)
        #expect(try text == Self.mostProbable(model, length: 100, prefix: "ab\né"))
        let drawn: [String] = try WebPageTests.evaluate(
            "Array.from({length: 4000}, () => new Writer([], 1).next())", on: page)
        #expect(try chiSquareFits(drawn, Self.first(model, count: 4000)))
        let long: String = try WebPageTests.evaluate(
            "Array.from({length: 5000}, () => writer.next()).join(\"\")", "const writer = new Writer([], 1);", on: page)
        #expect(long.count == 5000 && long.allSatisfy { model.model.vocabulary.token(of: $0) != nil })
    }

    @Test func pagesAreSelfContained() throws {
        let page = try WebPageTests.page(Self.model("</script>!-\n").model)
        #expect(page.ranges(of: "</script>").count == 1 && page.ranges(of: "<script>").count == 1)
        #expect(page.contains("<title>Play</title>") && page.contains("having learned 1234 characters"))
        for text in ["http:", "https:", "src=", "href=", "url(", "favorites"] {
            #expect(!page.contains(text), "\(text)")
        }
        for id in ["beginning", "temperature", "length", "go", "stop", "text", "status", "degree", "controls"] {
            #expect(page.contains("id=\"\(id)\"") && page.contains("element(\"\(id)\")") || id == "go", "\(id)")
        }
        guard Self.hasNode else { return }
        let folder = try TemporaryFolder()
        try Data(WebPageTests.part(page, from: "<script>", to: "</script>").utf8)
            .write(to: folder.url.appending(path: "page.js"))
        _ = try folder.shell("node --check page.js")
    }

    /// The controls, on elements that are objects of a few properties: a text of a length, one that is stopped, and one
    /// whose beginning the model does not know.
    @Test(.enabled(if: hasNode, "there is no node")) func pagesWriteUntilTheyAreStopped() throws {
        let page = try WebPageTests.page(Self.model().model)
        let folder = try TemporaryFolder()
        let script = """
            const made = {};
            globalThis.document = {getElementById: id => made[id] ??= {value: "", valueAsNumber: NaN, hidden: true,
              textContent: "", append(text) { this.textContent += text; }, focus() {},
              addEventListener(type, listener) { this[type] = listener; }}};
            \(try WebPageTests.part(page, from: "<script>", to: "</script>"))
            (async () => {
              const answers = [];
              const ask = async (beginning, length, stop) => {
                element("beginning").value = beginning;
                element("length").valueAsNumber = length;
                element("temperature").valueAsNumber = 1;
                const writing = write();
                if (stop) setTimeout(() => element("stop").click(), 120);
                await writing;
                answers.push(element("text").textContent, element("status").textContent, String(element("stop").hidden));
              };
              await ask("ab", 30, false);
              await ask("", 1e6, true);
              await ask("x", 30, false);
              console.log(JSON.stringify(answers));
            })();
            """
        try Data(script.utf8).write(to: folder.url.appending(path: "page.js"))
        let answers = try JSONDecoder().decode([String].self, from: Data(folder.shell("node page.js").utf8))
        try #require(answers.count == 9)
        #expect(answers[0].hasPrefix("ab") && answers[0].count == 32 && answers[1] == "30 characters.")
        #expect(answers[4].hasSuffix("characters, stopped.") && answers[4].hasPrefix("\(answers[3].count) "))
        #expect((1..<1_000_000).contains(answers[3].count))
        #expect(answers[7] == "The model knows no “x”." && [2, 5, 8].allSatisfy { answers[$0] == "true" })
    }

    // MARK: - State dicts and graphs

    @Test func stateDictsGiveTheModelBack() throws {
        let model = try Self.model()
        let folder = try TemporaryFolder()
        let (path, vocabulary) = (folder.url.appending(path: "s").path, folder.url.appending(path: "v.json").path)
        try model.export(as: .safetensors, to: path, vocabulary: vocabulary)
        let back = try Model.importing(path).model
        #expect(back.record.text == model.model.record.text && back.vocabulary == model.model.vocabulary)
        let file = folder.url.appending(path: "m").path
        try back.save(to: file)
        #expect(try TextModel(contentsOf: file).generate(length: 99) == model.generate(length: 99))
        // Both are characters of the text, and so are the usual texts of START and STOP.
        let numbers = try JSONDecoder().decode([String: Int].self, from: Data(contentsOf: URL(filePath: vocabulary)))
        #expect(numbers["<start>"] == model.model.vocabulary.start && numbers["<stop>"] == model.model.vocabulary.stop)
        #expect(numbers["\n"] == model.model.vocabulary.token(of: "\n"))
    }

    @Test func graphsSayWhatIsReadFirst() throws {
        let model = try Self.model().model
        let file = try Onnx_ModelProto(serializedBytes: ONNXModel.write(model))
        let metadata = Dictionary(uniqueKeysWithValues: file.metadataProps.map { ($0.key, $0.value) })
        #expect(metadata["first"] == "\(try #require(model.vocabulary.token(of: "\n")))" && file.graph.name == "text")
        let names = try Onnx_ModelProto(serializedBytes: ONNXModel.write(randomModel("ab")))
        #expect(!names.metadataProps.contains { $0.key == "first" } && names.graph.name == "names")
    }
}
