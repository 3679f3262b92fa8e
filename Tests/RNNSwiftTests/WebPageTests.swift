import Foundation
import Testing

@testable import RNNSwift

/// Models exported as web pages. (A page in use, in a browser: Tests/Interoperability/check_html.py.)
@Suite struct WebPageTests {
    static let hasNode = (try? TemporaryFolder().shell("node --version")) != nil

    /// The text between two others.
    static func part(_ page: String, from begin: String, to end: String) throws -> String {
        let start = try #require(page.range(of: begin)).upperBound
        return String(page[start..<(try #require(page.range(of: end, range: start..<page.endIndex)).lowerBound)])
    }

    static func page(_ model: Model) throws -> String { String(decoding: try WebPage.write(model), as: UTF8.self) }

    @Test(.enabled(if: hasNode, "there is no node"), arguments: Architecture.Cell.allCases)
    func logits(_ cell: Architecture.Cell) throws {
        let model = try randomModel("aé👩🏽‍🚀<&\"\\", cell: cell, hidden: [6, 3])
        let script = try Self.part(Self.page(model), from: "<script>", to: "const element")
        let names = ["", "a", "é<&", "👩🏽‍🚀a\"\\👩🏽‍🚀"]
        let folder = try TemporaryFolder()
        let list = String(decoding: try JSONEncoder().encode(names), as: UTF8.self)
        try Data("\(script);console.log(JSON.stringify(\(list).map(logits)))".utf8)
            .write(to: folder.url.appending(path: "page.js"))
        let actual = try JSONDecoder().decode([[[Double]]].self, from: Data(folder.shell("node page.js").utf8))
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
}
