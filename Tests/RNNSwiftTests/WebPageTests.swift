import Foundation
import RNNExchange
import RNNSwift
import Testing

/// Models exported as web pages. (A page in use, in a browser: Tests/Interoperability/check_html.py.)
@Suite struct WebPageTests {
    static let hasNode = (try? TemporaryFolder().shell("node --version")) != nil

    /// The text between two others.
    static func part(_ page: String, from begin: String, to end: String) throws -> String {
        let start = try #require(page.range(of: begin)).upperBound
        return String(page[start..<(try #require(page.range(of: end, range: start..<page.endIndex)).lowerBound)])
    }

    static func page(_ model: Model) throws -> String { String(decoding: try WebPage.write(model), as: UTF8.self) }

    static func literal(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    /// What runs the networks of a page.
    enum Engine: CaseIterable {
        /// The WebAssembly module.
        case module
        /// JavaScript, in a browser without WebAssembly.
        case plain
    }

    /// The value of an expression after the page's own program, all of it that needs no browser, in node.
    static func evaluate<Value: Decodable>(
        _ expression: String, _ statements: String = "", on page: String, engine: Engine = .module
    ) throws -> Value {
        let script = try part(page, from: "<script>", to: "const element")
        let (prepare, expected) =
            engine == .module ? ("", "NativeEngine") : ("delete globalThis.WebAssembly;", "Object")
        let folder = try TemporaryFolder()
        // Random numbers with a seed (mulberry32), so that a test passes always or never.
        let random = """
            let seed = 1;
            Math.random = () => {
              let z = seed += 0x6D2B79F5;
              z = Math.imul(z ^ z >>> 15, z | 1);
              z ^= z + Math.imul(z ^ z >>> 7, z | 61);
              return ((z ^ z >>> 14) >>> 0) / 4294967296;
            };
            """
        let check =
            "await ready; if (engine && engine.constructor.name !== '\(expected)') throw Error('another engine');"
        let program = [prepare, script, check, random, statements, "console.log(JSON.stringify(\(expression)))"]
        try Data(program.joined(separator: "\n").utf8).write(to: folder.url.appending(path: "page.mjs"))
        return try JSONDecoder().decode(Value.self, from: Data(folder.shell("node page.mjs").utf8))
    }

    @Test(.enabled(if: hasNode, "there is no node"), arguments: Architecture.Cell.allCases, Engine.allCases)
    func logits(_ cell: Architecture.Cell, _ engine: Engine) throws {
        let model = try randomModel("aé👩🏽‍🚀<&\"\\", cell: cell, hidden: [6, 3])
        let names = ["", "a", "é<&", "👩🏽‍🚀a\"\\👩🏽‍🚀"]
        let actual: [[[Double]]] = try Self.evaluate(
            "\(Self.literal(names)).map(logits)", on: Self.page(model), engine: engine)
        try #require(actual.count == names.count)
        for (name, rows) in zip(names, actual) {
            let expected = try model.logits(for: name).joined().map { Double($0) }
            #expect(relativeDifference(rows.flatMap { $0 }, expected) < 1e-5, "\(name)")
        }
    }

    /// Whatever characters there are, they stay inside the script's string; nothing is loaded from elsewhere.
    @Test func isSelfContained() throws {
        let random = try randomModel("</script>!-", hidden: [2])
        var record = TrainingRecord()
        record.list = "lists/a<b>&c.txt"
        let model = Model(
            network: random.network, vocabulary: random.vocabulary, parameters: random.weights.parameters,
            record: record)
        let page = try Self.page(model)
        #expect(page.ranges(of: "</script>").count == 1 && page.ranges(of: "<script>").count == 1)
        #expect(page.contains("<title>A&lt;b&gt;&amp;c</title>"))
        for text in ["http:", "https:", "src=", "href=", "url("] { #expect(!page.contains(text), "\(text)") }
    }

    // MARK: - Names that are new

    /// A model that knows its training names.
    private static func model(_ characters: [Character], knowing names: [String]) throws -> Model {
        let vocabulary = try Vocabulary(characters)
        let network = Network(
            Architecture(cell: .rnn, hidden: [6]), vocabularySize: vocabulary.count, kernels: .best)
        let parameters = network.initialParameters(seed: 3)
        for i in 0..<parameters.all.count { parameters.all[i] *= 5 }
        return Model(
            network: network, vocabulary: vocabulary, parameters: parameters, record: TrainingRecord(),
            trainingNames: NameHashes(names.map { NameList.normalize($0).utf8 }))
    }

    @Test(.enabled(if: hasNode, "there is no node")) func hashesAreThoseOfTheModel() throws {
        let listed = [
            "", "a", "Anna", "e\u{301}", "Ж", "가", "क्ष", "👩🏽‍🚀", "\u{212B}", "x y", String(repeating: "z", count: 999),
        ]
        let others = ["b", "anna", "e", "ж", "👩", "zz", "x  y"]
        let page = String(
            decoding: try WebPage.write(
                Self.model(["a", "b"], knowing: listed), PageOptions(excluded: ["excluded", "Ü"])), as: UTF8.self)
        let names = listed + others + ["excluded", "U\u{308}"]
        let hashes: [String] = try Self.evaluate("\(Self.literal(names)).map(name => String(hash(name)))", on: page)
        #expect(hashes == names.map { String(NameList.normalize($0).utf8.fnv1a) })
        let known: [Bool] = try Self.evaluate("\(Self.literal(names)).map(isKnown)", on: page)
        #expect(known == names.map { !others.contains($0) })
        let unknown: [Bool] = try Self.evaluate("[known === null, isKnown(\"a\")]", on: Self.page(randomModel("ab")))
        #expect(unknown == [true, false], "a model that does not carry its names")
    }

    // MARK: - The search

    struct Wish: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rules: String
        var temperature = 1.0
        let isWanted: @Sendable (String) -> Bool
    }

    static let wishes = [
        Wish(testDescription: "any name", rules: "") { _ in true },
        Wish(testDescription: "new", rules: "onlyNew: true", temperature: 0.5) { !["b", "ab", "cab"].contains($0) },
        Wish(testDescription: "suffix and lengths", rules: "suffix: 'ab', shortest: 3, longest: 4") {
            $0.hasSuffix("ab") && (3...4).contains($0.count)
        },
        Wish(testDescription: "words to avoid", rules: "words: ['BA', 'cc']", temperature: 1.5) {
            !$0.contains("ba") && !$0.contains("cc")
        },
        Wish(testDescription: "all together", rules: "begin: ['a'], suffix: 'c', words: ['bb'], onlyNew: true") {
            $0.hasPrefix("a") && $0.hasSuffix("c") && !$0.contains("bb") && $0 != "abc"
        },
    ]

    /// Names come in proportion to their probabilities, the second ones among those that are left; and in the end all
    /// of them.
    @Test(.enabled(if: hasNode, "there is no node"), arguments: wishes, Engine.allCases)
    func namesAreDrawnExactly(_ wish: Wish, _ engine: Engine) throws {
        let model = try Self.model(["a", "b", "c"], knowing: ["b", "ab", "cab", "abc"])
        let isWanted: (String) -> Bool = { wish.isWanted($0) && ($0 != "abc" || !wish.rules.contains("onlyNew")) }
        var options = GenerationOptions()
        options.temperature = wish.temperature
        let means = try ExactNames(model, longest: 4, options).means(1, where: isWanted)
        struct Drawn: Decodable {
            let first, second: [String]
            let all: [String?]
        }
        let drawn: Drawn = try Self.evaluate(
            "{first: pairs.map(pair => pair[0]), second: pairs.map(pair => pair[1]), all: every}",
            """
            const rules = rulesFor({begin: [], suffix: "", words: [], shortest: 1, longest: 4, onlyNew: false, \(wish.rules)});
            const search = () => new Search(rules, \(wish.temperature));
            const next = search => { for (;;) { const name = search.draw(); if (name !== null) return name; } };
            const pairs = Array.from({length: 4000}, search).map(search => [next(search), next(search)]);
            const every = [], whole = search();
            for (let tries = 0; tries < 10000 && !whole.isExhausted; tries++) every.push(whole.draw());
            """, on: Self.page(model), engine: engine)
        #expect(chiSquareFits(drawn.first, means.mapValues { $0 * 4000 }))
        var second: [String: Double] = [:]
        for (first, share) in means {
            for (name, other) in means where name != first { second[name, default: 0] += share * other / (1 - share) }
        }
        #expect(chiSquareFits(drawn.second, second.mapValues { $0 * 4000 }))
        let names = drawn.all.compactMap { $0 }
        #expect(names.count == Set(names).count && names.allSatisfy { means[$0] != nil })
        // The search ends when less than 1e-12 is left.
        let missing = means.filter { !names.contains($0.key) }.values.reduce(0, +)
        #expect(missing < 1e-9, "\(names.count) of \(means.count)")
    }

    /// The module draws many names side by side, and gives them in the order in which they began: short ones, which end
    /// sooner, are not too many among the first ones.
    @Test(.enabled(if: hasNode, "there is no node"), arguments: ["", "b"])
    func namesAreTakenInTheOrderOfTheirBeginnings(_ beginning: String) throws {
        let model = try Self.model(["a", "b", "c"], knowing: [])
        var options = GenerationOptions()
        options.temperature = 1.3
        let means = try ExactNames(model, longest: 6, options).means(1) { $0.hasPrefix(beginning) }
        let names: [String] = try Self.evaluate(
            "names",
            """
            const names = [], beginning = characters("\(beginning)").map(character => token.get(character));
            for (let round = 0; round < 200; round++) {
              engine.draws.begin({}, beginning, 6, 1.3);
              for (let i = 0; i < 100; i++) {
                const ids = engine.draws.take();
                if (ids) names.push("\(beginning)" + Array.from(ids, id => model.characters[id]).join(""));
              }
            }
            """, on: Self.page(model))
        #expect(names.count > 5000)
        #expect(chiSquareFits(names, means.mapValues { $0 * Double(names.count) }))
    }

    /// Joined tokens that would be other characters are not names: a model of letters and a combining accent.
    @Test(.enabled(if: hasNode, "there is no node"), arguments: Engine.allCases)
    func namesSplitIntoTheirTokens(_ engine: Engine) throws {
        let model = try Self.model("e\u{301}🇩🇪".unicodeScalars.map(Character.init), knowing: [])
        let all: [String?] = try Self.evaluate(
            "every",
            """
            const rules = rulesFor({begin: [], suffix: "", words: [], shortest: 1, longest: 3, onlyNew: false});
            const search = new Search(rules, 1), every = [];
            for (let tries = 0; tries < 10000 && !search.isExhausted; tries++) every.push(search.draw());
            """, on: Self.page(model), engine: engine)
        let names = all.compactMap { $0 }
        #expect(names.contains("eee"))
        #expect(!names.contains("ee\u{301}") && !names.contains("🇩🇪"))
    }
}
