import Foundation
import RNNReport
import RNNSwift
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Pages and charts: well-formed, complete, the same for the same input, and of limited size.
@Suite struct ReportTests {
    private let names = ["anna", "anna", "otto", "nora", "<b>&\"", "a\u{7}b", "שלום", "👩🏽‍🚀é"]

    private func model(_ names: [String], hidden: Int = 8) throws -> Model {
        var options = TrainingOptions()
        options.architecture = Architecture(hidden: [hidden])
        options.schedule.epochs = 2
        options.data.validation = .none
        options.threads = 1
        return try Trainer(NameList(names, allowingControlCharacters: true), options: options).train()
    }

    private func history(epochs: Int, _ value: (Int) -> String = { "\(1.0 / Double($0))" }) throws -> History {
        let rows = (1...epochs).map { "\($0),\($0),\(value($0)),\(value($0)),0.5,0.25,0.75" }
        let header = "epoch,seconds,loss,validation_loss,accuracy,sampled_accuracy,maximum_accuracy"
        return try History(Data(([header] + rows).joined(separator: "\n").utf8), source: "h")
    }

    private func options(_ count: Int = 200) -> Report.Options {
        var options = Report.Options()
        options.count = count
        return options
    }

    /// The elements of a document; the test fails if it is not well-formed.
    private final class Elements: NSObject, XMLParserDelegate {
        var names: [String: Int] = [:]
        var ids: [String] = []
        var references: [String] = []
        var text = ""
        private var strange: [String] = []

        init(_ document: String) throws {
            super.init()
            let parser = XMLParser(data: Data(document.utf8))
            parser.delegate = self
            try #require(parser.parse(), "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
            #expect(strange.isEmpty, "numbers that are none")
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            names[name, default: 0] += 1
            if let id = attributes["id"] { ids.append(id) }
            references += (attributes["aria-labelledby"] ?? "").split(separator: " ").map(String.init)
            // Collected, since an expectation an attribute would take a minute.
            strange += attributes.values.filter { $0.contains("nan") || $0.contains("inf") }
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
    }

    @Test func aPageHasEverything() throws {
        let list = try NameList(names, source: "<list> & \"more\"", allowingControlCharacters: true)
        let runs = [
            Report.Run("a <&> \"b\"", model: try model(names), history: try history(epochs: 5)),
            Report.Run("\u{202E}evil\u{0}", model: try model(["anna", "nora"], hidden: 4)),
            Report.Run("alone", history: try history(epochs: 1)),
        ]
        let report = try Report(runs, list: list, options: options())
        let page = report.html()
        let elements = try Elements(page)
        #expect(Set(elements.ids).count == elements.ids.count, "ids are unique")
        #expect(Set(elements.references).isSubset(of: elements.ids))
        for chart in Report.Chart.allCases where chart != .summedLoss {
            #expect(elements.ids.contains(chart.rawValue), "\(chart)")
        }
        #expect(elements.names["h1"] == 1 && elements.names["h2"]! >= 5 && elements.names["table"] == 4)
        #expect(elements.names["title"]! > elements.names["figure"]!, "titles for screen readers")
        #expect(elements.names["desc"]! >= elements.names["figure"]!)
        #expect(elements.names["script"] == nil && elements.names["img"] == nil && elements.names["link"] == nil)
        #expect(
            !page.contains("http://") || page.components(separatedBy: "http").count == 2, "nothing but the name space")
        #expect(!page.contains("src=") && !page.contains("url(") && !page.contains("@import"))
        #expect(!page.contains("\u{202E}") && !page.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
        #expect(elements.text.contains("a <&> \"b\""))
        #expect(page.contains("Report on a &lt;&amp;&gt;"))
        // The second model knows nothing of ot, <b>, …
        #expect(report.remarks.contains { $0.contains("does not know") })
    }

    @Test func memorizationAndPlantedNames() throws {
        let names = (0..<40).map { "an<\($0)" } + ["an<7", "an<7"]
        var training = TrainingOptions()
        training.architecture = Architecture(hidden: [4])
        training.schedule.epochs = 1
        let (list, some) = (try NameList(names), try Trainer(NameList(names), options: training).train())
        var options = options()
        options.canaries = ["an<7", "an<77"]
        let report = try Report(
            [.init("held out", model: some), .init("none <held> out", model: try model(names))], list: list,
            options: options)
        let elements = try Elements(report.html())
        #expect(elements.ids.contains("memorization-section") && elements.names["table"] == 5)
        let measured = try #require(report.results[0].memorization)
        #expect(
            measured.training?.names == 36 && measured.heldOut?.names == 4 && report.results[0].exposures.count == 2)
        let ratio = try #require(measured.ratio)
        for text in [
            String(format: "%.2f ± ", ratio), "none <held> out: no names were held out", "an<77", " of 40", "0 edits",
        ] {
            #expect(elements.text.contains(text), "\(text)")
        }
        options.measuresMemorization = false
        options.canaries = []
        let page = try Report([.init("a", model: some)], list: list, options: options).html()
        #expect(!page.contains("memorization"))
        options.canaries = ["an<x"]
        #expect(throws: UnknownCanary.self) { try Report([.init("a", model: some)], options: options) }
    }

    @Test func everyChartIsAFileOfItsOwn() throws {
        let report = try Report(
            [.init("run & run", model: try model(names), history: try history(epochs: 30))],
            list: NameList(names, allowingControlCharacters: true), options: options())
        for chart in Report.Chart.allCases where chart != .summedLoss {
            let elements = try Elements(report.svg(chart))
            #expect(elements.names["svg"] == 1 && elements.names["style"] == 1, "\(chart)")
            #expect(elements.ids.sorted() == ["d", "t"], "\(chart)")
        }
        #expect(throws: Report.MissingData.self) { try report.svg(.summedLoss) }
        let scratch = try History(
            Data("Epoch,Time,Epoch Loss,Accuracy,Sample Name\n0,1,9,0.5,a\n".utf8), source: "s")
        let both = try Report([.init("s", history: scratch), .init("other", history: try history(epochs: 3))])
        #expect(try Elements(both.svg(.summedLoss)).text.contains("Not recorded: other."))
    }

    @Test func withoutAListTheRestIsDrawn() throws {
        let report = try Report([.init("a", model: try model(names))], options: options())
        let ids = try Elements(report.html()).ids
        for chart in [Report.Chart.lengths, .meanLength, .letters, .names, .duplicates, .time] {
            #expect(ids.contains(chart.rawValue), "\(chart)")
        }
        for chart in [Report.Chart.maximum, .minimum, .recreated, .frequencies, .loss] {
            #expect(!ids.contains(chart.rawValue), "\(chart)")
            #expect(throws: Report.MissingData.self) { try report.svg(chart) }
        }
        #expect(report.remarks.contains { $0.hasPrefix("No list") })
    }

    @Test func theSameInputGivesTheSameBytes() throws {
        let list = try NameList(names, allowingControlCharacters: true)
        let runs = [Report.Run("a", model: try model(names), history: try history(epochs: 9))]
        var options = options()
        options.timing = false
        let page = try Report(runs, list: list, options: options).html()
        options.threads = 2
        #expect(try Report(runs, list: list, options: options).html() == page.replacing("1 thread", with: "2 threads"))
        #expect(!page.contains("class=\"measured\""))
        options.seed = 2
        #expect(try Report(runs, list: list, options: options).html() != page)
        // With the time, nothing but what is marked as measured differs.
        options.timing = true
        func unmeasured(_ page: String) -> String {
            let parts = page.components(separatedBy: "<figure id=\"time\" class=\"measured\">")
            #expect(parts.count == 2)
            return parts[0] + parts[1].components(separatedBy: "</figure>").dropFirst().joined(separator: "</figure>")
        }
        let (one, two) = (
            try Report(runs, list: list, options: options), try Report(runs, list: list, options: options)
        )
        #expect(unmeasured(one.html()) == unmeasured(two.html()))
    }

    @Test func lossesThatAreNoNumbers() throws {
        let values = ["2", "nan", "inf", "-inf", "1e300", "", "1.5", "1e-300"]
        let report = try Report([.init("a", history: try history(epochs: 40) { values[$0 % values.count] })])
        let elements = try Elements(report.html())
        #expect(elements.ids.contains("loss") && elements.ids.contains("accuracy-epoch"))
        #expect(report.remarks.contains { $0.contains("gaps") })
        let nothing = try Report([.init("a", history: try history(epochs: 3) { _ in "nan" })])
        #expect(throws: Report.MissingData.self) { try nothing.svg(.loss) }
        _ = try Elements(nothing.html())
    }

    /// However long the training and however large the lists, a page has at most 120 kB and 140 kB more for each run.
    @Test func theSizeIsLimited() throws {
        var generator = SplitMix64(seed: 1, stream: .shuffling)
        let letters = (0..<1200).map { String(Character(Unicode.Scalar(0x4E00 + UInt32($0))!)) }
        let many = (0..<600).map { _ in
            (0..<Int.random(in: 1...60, using: &generator)).map { _ in letters.randomElement(using: &generator)! }
                .joined()
        }
        let long = try history(epochs: 5000) { "\(2 + sin(Double($0 * $0)))" }
        let list = try NameList(many + many.prefix(320) + many.prefix(120))
        let models = [try model(many), try model(many, hidden: 4)]
        let runs = models.map { Report.Run(String(repeating: "long name ", count: 30), model: $0, history: long) }
        let page = try Report(runs, list: list, options: options(500)).html()
        _ = try Elements(page)
        #expect(page.utf8.count < 120_000 + 140_000 * 2, "\(page.utf8.count)")
        let short = try Report(Array(repeating: Report.Run("x", history: try history(epochs: 1000)), count: 20)).html()
        _ = try Elements(short)
        #expect(short.utf8.count < 120_000 + 140_000 * 20, "\(short.utf8.count)")
    }

    @Test func exactFiguresStandInThePage() throws {
        let (list, model) = (try NameList(names, allowingControlCharacters: true), try model(names))
        let evaluation = model.evaluate(on: list)
        let page = try Report([.init("a", model: model)], list: list, options: options()).html()
        for value in [
            evaluation.accuracy.argmax, evaluation.accuracy.sampled, evaluation.maximum.argmax, evaluation.recreated,
        ] {
            #expect(page.contains(Figures.percent(value, 2)), "\(value)")
        }
        #expect(page.contains(Figures.loss(evaluation.nats)) && page.contains(Figures.loss(evaluation.floorNats)))
        let generated = try model.generate(
            count: 200,
            options: {
                var options = GenerationOptions.learned; options.seed = 1; return options
            }())
        #expect(page.contains("<bdi>\(Markup.escape(generated[0]))</bdi>"))
        #expect(page.contains(">\(Set(generated).count)<"), "distinct names")
    }
}
