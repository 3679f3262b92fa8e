import Foundation
import RNNReport
import RNNSwift
import Testing

/// Whole pages, character by character, beside those of `Golden/Pages`: whatever moves, changes its color or says
/// something else has to be looked at. `UPDATE_PAGES=1 make test FILTER=PageTests` writes them anew.
///
/// The reference kernels make the models of these pages, so that every processor draws the same ones.
@Suite struct PageTests {
    private static let names =
        ("anna otto nora ada anton nina tina toni antonia tonio rita dora anita nathan dan darian adrian dina tara "
        + "dorian anna otto nora anna otto anna nora adrian nina tina").split(separator: " ").map(String.init)

    private static var reference: Kernels { get throws { try #require(Kernels(named: "reference")) } }

    private func expect(_ page: String, is name: String) throws {
        // The style is the same on all pages, and is compared on one.
        let page = name == "report.html" ? page : page.replacing(#/(?s)<style>.*</style>/#, with: "")
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden/Pages/\(name)")
        guard ProcessInfo.processInfo.environment["UPDATE_PAGES"] == nil else {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            return try page.write(to: file, atomically: true, encoding: .utf8)
        }
        func lines(_ page: String) -> [Substring] { page.split(separator: "\n", omittingEmptySubsequences: false) }
        let (found, golden) = (lines(page), lines(try String(contentsOf: file, encoding: .utf8)))
        let isSame = found == golden
        let line = zip(found, golden).enumerated().first { $1.0 != $1.1 }
        #expect(isSame, "\(name), line \((line?.offset ?? 0) + 1): \(line.map { "\($1.0)" } ?? "its end")")
    }

    private func model(_ list: NameList, seed: UInt64 = 1) throws -> Model {
        var options = TrainingOptions()
        options.architecture = Architecture(hidden: [6])
        (options.schedule.epochs, options.schedule.learningRate, options.data.batchSize) = (12, 0.02, 4)
        (options.seed, options.threads, options.kernels) = (seed, 1, try Self.reference)
        options.data.validation = .share(0.2)
        return try Trainer(list, options: options).train()
    }

    private func history(epochs: Int, slow: Double = 1) throws -> History {
        let rows = (1...epochs).map { epoch -> String in
            let (time, loss) = (Double(epoch) * slow, 1.5 + 2 / (1 + Double(epoch) / slow))
            return "\(epoch),\(time),\(loss),\(loss + 0.1 + 0.01 * time),\(0.6 - loss / 8),\(0.5 - loss / 8),0.75"
        }
        let header = "epoch,seconds,loss,validation_loss,accuracy,sampled_accuracy,maximum_accuracy"
        return try History(Data(([header] + rows).joined(separator: "\n").utf8), source: "h")
    }

    private var options: Report.Options {
        var options = Report.Options()
        (options.count, options.timing) = (300, false)
        return options
    }

    @Test func report() throws {
        let list = try NameList(Self.names, source: "names.txt")
        var options = options
        options.heldOut = try NameList(["dora", "daria", "tonia", "<i>"], source: "held out.txt")
        options.canaries = ["anita", "dorian"]
        let runs = [
            Report.Run("first", model: try model(list), history: try history(epochs: 40)),
            Report.Run("second <2>", model: try model(list, seed: 2), history: try history(epochs: 25, slow: 3)),
        ]
        try expect(Report(runs, list: list, options: options).html(), is: "report.html")
        (options.heldOut, options.canaries, options.groupsSeeds) = (nil, [], true)
        try expect(Report(runs, list: list, options: options).html(), is: "seeds.html")
    }

    @Test func labels() throws {
        let rows = Self.names.map { (name: $0, values: [$0.hasSuffix("a") ? "f" : "m", $0.count > 4 ? "long" : ""]) }
        let list = try NameList(rows, labels: ["gender", "length"])
        try expect(
            Report([.init("labels", model: try model(list))], list: list, options: options).html(), is: "labels.html")
    }

    /// Sweeps whose settings have come as far as these losses say.
    private func sweep(_ axes: [(String, String)], losses: [[Double]]) throws -> (Sweep, [SweepResult]) {
        let temporary = try TemporaryFolder()
        var options = Sweep.Options()
        options.training.kernels = try Self.reference
        options.training.schedule.epochs = 6
        options.firstRound = 2
        let sweep = try Sweep(
            NameList(Self.names, source: "names.txt"), SweepGrid(axes.map { try SweepAxis($0.0, $0.1) }),
            options: options)
        let folder = try SweepFolder(temporary.url.path)
        try folder.begin(sweep)
        try Data().write(to: URL(fileURLWithPath: folder.best))
        for (setting, losses) in losses.enumerated() {
            let course = losses.enumerated().map { epoch, loss in
                "{\"loss\":\(loss - 0.1),\"validation_loss\":\(loss),\"accuracy\":\(0.6 - loss / 8),\"seconds\":\(epoch + 1)}"
            }
            let ending = losses.count == 6 ? ",\"ending\":\"epochs\"" : ""
            let text = "{\"course\":[\(course.joined(separator: ","))],\"seconds\":\(losses.count)\(ending)}"
            try Data(text.utf8).write(
                to: temporary.url.appending(path: "settings/000\(setting + 1).json"))
        }
        return (sweep, try sweep.run(in: folder, threads: 1).results)
    }

    @Test func sweeps() throws {
        let falling = (0..<6).map { 2.9 - 0.2 * Double($0) }
        let (cells, results) = try sweep(
            [("cell", "rnn,gru"), ("learning-rate", "0.001,0.03")],
            losses: [falling, falling.map { $0 - 0.05 }, [3.1, 3.05], falling.map { $0 * $0 / 3 }])
        #expect(results.map(\.state).contains(.stopped))
        try expect(cells.report(results, command: "rnnc train names.txt -o m"), is: "sweep.html")
        let (seeds, means) = try sweep(
            [("seed", "1,2"), ("hidden", "4,8")],
            losses: [falling, falling.map { $0 - 0.3 }, falling.map { $0 + 0.1 }, falling.map { $0 - 0.25 }])
        try expect(seeds.report(means, command: nil), is: "sweep-seeds.html")
        try expect(SweepTable(seeds, means).lines().joined(separator: "\n"), is: "table-seeds.txt")
    }
}
