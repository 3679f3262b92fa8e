import ArgumentParser
import Foundation
import RNNReport
import RNNSwift

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write an HTML page with charts of models and their training histories.",
        discussion: """
            The page contains its charts; it needs no network and no scripts. --chart writes a single chart as SVG, or \
            as PNG if the output ends in .png. PNG needs the program rsvg-convert (Debian: librsvg2-bin).

            Examples:
              rnnc report names.safetensors --list names.txt -o report.html
              rnnc report a.safetensors b.safetensors --history a.csv --history b.csv --list @companies -o report.html
              rnnc report shakespeare.safetensors --list other.txt -o report.html       a model of running text
              rnnc report --history firstnames_history.txt --chart sampled -o sampled.svg
            """
    )

    @Argument(help: "Models made by rnnc train. May be omitted if there is a --history.", completion: .model)
    var models: [String] = []

    @Option(
        help: ArgumentHelp(
            "CSV history written by rnnc train --history, Keras or the NumPy program. The first belongs to the "
                + "first model, the second to the second, and so on; further ones are drawn without a model. May be "
                + "repeated.",
            valueName: "file"), completion: .file())
    var history: [String] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("HTML page or chart to write; - for standard output.", valueName: "file"),
        completion: .file())
    var output: String

    @Option(
        help: ArgumentHelp(
            "List that the models were trained on, for comparison; for models of running text, the text to evaluate "
                + "them on.", valueName: "list"),
        completion: .list)
    var list: String?

    @OptionGroup(title: "List format") var reading: ListOptions

    @Option(
        help: ArgumentHelp(
            "With --list: names of the same kind that the models were not trained on, to measure memorization. Names "
                + "that are also in --list are omitted. (default: the names held out for validation)",
            valueName: "list"),
        completion: .list)
    var heldOut: String?

    @Option(
        help: ArgumentHelp(
            "List of names that were planted in the training list. The page has the rank of each among random names of "
                + "the same pattern: as long, with letters and digits of the same kinds.",
            valueName: "list"),
        completion: .list)
    var canaries: String?

    @Option(
        help: ArgumentHelp(
            "Chart to write as SVG or PNG, instead of a page: "
                + RNNReport.Report.Chart.allCases.map(\.rawValue).joined(separator: ", ")
                + ".",
            valueName: "chart"))
    var chart: RNNReport.Report.Chart?

    @Option(
        name: .customShort("n"),
        help: ArgumentHelp(
            "Number of names to generate per model, 1 to 10000000, or of characters of the sample of a model of running "
                + "text. (default: 10000 names, 1000 characters)", valueName: "count"))
    var count: Int?

    @Option(help: ArgumentHelp("Seed of the random numbers. The same seed gives the same names.", valueName: "number"))
    var seed: UInt64 = 1

    @Flag(
        help: ArgumentHelp(
            "Group models that differ only in their seed: a table shows their means and standard deviations, and the "
                + "curves are means."))
    var seeds = false

    @Flag(help: "Omit generation times, so that the same input gives the same bytes.")
    var noTiming = false

    @OptionGroup var machine: MachineOptions

    @Flag(name: .shortAndLong, help: "Print no remarks on standard error.")
    var quiet = false

    mutating func validate() throws {
        output = outputPath(output)
        guard !models.isEmpty || !history.isEmpty else { throw ValidationError("Give a model or a --history.") }
        let isPicture = ["svg", "png"].contains((output as NSString).pathExtension.lowercased())
        guard chart != nil || !isPicture else {
            throw ValidationError(
                "\(output) is the name of a picture; give --chart, or write the page to a file that ends in .html.")
        }
        guard (1...10_000_000).contains(count ?? 1) else { throw ValidationError("-n must be 1 to 10000000.") }
        guard canaries == nil || !models.isEmpty else { throw ValidationError("--canaries requires a model.") }
        guard canaries == nil || chart == nil else {
            throw ValidationError("--canaries and --chart cannot be combined: planted names are a table of the page.")
        }
        guard heldOut == nil || list != nil else { throw ValidationError("--held-out requires --list.") }
        guard heldOut == nil || chart == nil else {
            throw ValidationError("--held-out and --chart cannot be combined: memorization is a table of the page.")
        }
        try checkNotOverwritten(models + history + [list, heldOut, canaries].compactMap { $0 }, by: [output])
    }

    func run() throws {
        if isPNG { _ = try Rasterizer.program(for: output) }
        try (chart == nil ? OutputKind.page : isPNG ? .picture : .chart).checkWritable(output)
        var options = RNNReport.Report.Options()
        (options.seed, options.threads, options.timing) = (seed, machine.threads, !noTiming)
        (options.count, options.textLength) = (count ?? options.count, count ?? options.textLength)
        options.groupsSeeds = seeds
        let files = try readModelFiles(models, kernels: machine.kernels)
        let isText = !files.text.isEmpty
        guard !isText || reading.isDefault else {
            throw CommandFailure(
                "\(models[0]) is a model of running text; remove --format, --column, --key and the table options")
        }
        guard !isText || heldOut == nil && canaries == nil else {
            throw CommandFailure("\(models[0]) is a model of running text; remove --held-out and --canaries")
        }
        options.measuresMemorization = chart == nil
        if let heldOut { options.heldOut = try reading.read(heldOut, quiet: quiet) }
        if let canaries { options.canaries = try readCanaries(canaries) }
        var labels: [String] = []
        for label in files.names.flatMap(\.vocabulary.labels.names) where !labels.contains(label) {
            labels.append(label)
        }
        let report = try RNNReport.Report(
            runs(isText ? files.text : files.names),
            list: isText ? nil : list.map { try reading.read($0, optionalLabels: labels, quiet: quiet) },
            text: isText ? list.map(readText) : nil, options: options)
        let text = try chart.map(report.svg) ?? report.html()
        if isPNG {
            try FileAccess.replace(output, with: Rasterizer.png(text))
        } else {
            try report.write(text, to: output)
        }
        let progress = Progress(quiet: quiet)
        for remark in report.remarks { progress.line(remark) }
        if FileAccess.isPlain(output) { progress.line("\(output): \(text.utf8.count / 1000) kB") }
    }

    /// The distinct names of a list, in its order.
    private func readCanaries(_ path: String) throws -> [String] {
        var seen: Set<String> = []
        return try NameList(contentsOf: path, allowingControlCharacters: reading.allowControlCharacters).names.filter {
            seen.insert($0).inserted
        }
    }

    private var isPNG: Bool { (output as NSString).pathExtension.lowercased() == "png" }

    private func readText(_ path: String) throws -> RunningText {
        try RunningText(contentsOf: path, allowingControlCharacters: reading.allowControlCharacters)
    }

    /// Models and histories, paired in order.
    private func runs(_ read: [ModelGroup]) throws -> [RNNReport.Report.Run] {
        let paths = (0..<max(models.count, history.count)).map {
            models.indices.contains($0) ? models[$0] : history[$0]
        }
        return try Self.labels(paths).enumerated().map { index, label in
            let group = index < read.count ? read[index] : nil
            let history = try index < history.count ? History(contentsOf: history[index]) : nil
            if let ensemble = group?.file {
                return RNNReport.Report.Run(label, ensemble: ensemble, history: history)
            }
            let model = group?.single
            return RNNReport.Report.Run(
                label, model: model, history: history ?? model.flatMap { History($0.record) })
        }
    }

    /// Labels of files: names without folder and extension if they are distinct, otherwise paths, numbered if they are
    /// equal.
    static func labels(_ paths: [String]) -> [String] {
        let short = paths.map { (($0 as NSString).lastPathComponent as NSString).deletingPathExtension }
        var seen: [String: Int] = [:]
        return zip(paths, short).map { path, name in
            let label = short.count { $0 == name } > 1 ? path : name
            seen[label, default: 0] += 1
            return seen[label]! > 1 ? "\(label) (\(seen[label]!))" : label
        }
    }
}

extension RNNReport.Report.Chart: ExpressibleByArgument {}
