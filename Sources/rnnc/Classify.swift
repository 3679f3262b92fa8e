import ArgumentParser
import Foundation
import RNNSwift

struct Classify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print how probable each value of a label is for a name.",
        discussion: """
            The model was trained with --labels. The probability of a value is exact by Bayes' rule: that of the value \
            and the name, in proportion to the others. With --against, each value has a model of its own instead.

            The output has three columns, separated by tabs: the most probable value, its probability, and the name. For \
            a table that has the column of the label, accuracy, log loss and a confusion table are printed instead. A \
            model of records classifies the rows of a table that has the columns of its fields.

            Examples:
              rnnc classify people.safetensors --label gender anna otto
              rnnc classify people.safetensors --label gender --given country=IS anna
              rnnc classify people.safetensors --label gender test.csv --column name
              rnnc classify records.safetensors --label gender test.csv
              rnnc classify girls.safetensors --against boys.safetensors robin
            """
    )

    @Argument(
        help: ArgumentHelp(
            "One or more models made by rnnc train (the leading arguments that are model files), or that of a "
                + "built-in list, such as @names, which classify as an "
                + "ensemble; then names, or a list, or - for a list on standard input, which is also read if nothing is "
                + "given.", valueName: "model ... name"), completion: .model)
    var arguments: [String]

    @Option(
        help: ArgumentHelp(
            "Label whose value is wanted, and column of it in a table. Required without --against.",
            valueName: "label"))
    var label: String?

    @Option(
        help: ArgumentHelp(
            "Model of another value: each model stands for the value that its file is named after. Can be repeated. "
                + "(default: none)", valueName: "model"), completion: .model)
    var against: [String] = []

    @Option(
        help: ArgumentHelp(
            "With --against: shares of the values, such as 0.5,0.5, that of the first model first. (default: as many "
                + "names as each was trained on)", valueName: "shares"))
    var prior: Shares?

    @Option(
        help: ArgumentHelp(
            "Probability below which no value is reported, 0 to 1.", valueName: "probability"))
    var threshold = 0.0

    @Flag(help: "Also consider that the value is missing, if it was for some names of the training list.")
    var withMissing = false

    @OptionGroup var meanOptions: MeanOptions
    @OptionGroup var givenOptions: GivenOptions
    @OptionGroup(title: "List format") var reading: ListOptions
    @OptionGroup var machine: MachineOptions

    @Flag(name: .shortAndLong, help: "Print no remarks on standard error.")
    var quiet = false

    @Flag(
        help: #"Print one JSON object per name: {"name":…,"label":…,"values":{…},"best":…}; or one for a table."#)
    var json = false

    private struct Line: Encodable {
        let name: String
        /// Texts of the fields of a record; nil for a name.
        let fields: [String: String]?
        let label: String?
        /// Nil if the model does not know all characters.
        let values: [String: Double]?
        /// Nil below the threshold.
        let best: String?

        enum CodingKeys: String, CodingKey { case name, fields, label, values, best }

        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(name, forKey: .name)
            try fields.encodeIfPresent(self.fields, forKey: .fields)
            try fields.encodeIfPresent(label, forKey: .label)
            try fields.encode(values, forKey: .values)
            try fields.encode(best, forKey: .best)
        }
    }

    private struct Quality: Encodable {
        let quality: ClassificationQuality
        let decided: Int

        enum CodingKeys: String, CodingKey { case decided }

        func encode(to encoder: any Encoder) throws {
            try quality.encode(to: encoder)
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(decided, forKey: .decided)
        }
    }

    var models: [String] {
        leadingModels(of: arguments)
    }

    var names: [String] { Array(arguments.dropFirst(models.count)) }

    mutating func validate() throws {
        guard label != nil || !against.isEmpty else {
            throw ValidationError("Give the label with --label, or a model of another value with --against.")
        }
        guard (0...1).contains(threshold) else { throw ValidationError("--threshold must be 0 to 1.") }
        guard against.isEmpty || models.count == 1 else {
            throw ValidationError("--against compares single models; give one model before it.")
        }
        guard against.isEmpty || givenOptions.given.isEmpty && !withMissing else {
            throw ValidationError("--given and --with-missing cannot be combined with --against.")
        }
        if let prior {
            guard !against.isEmpty else { throw ValidationError("--prior requires --against.") }
            guard prior.values.count == against.count + 1 else {
                throw ValidationError("--prior has \(prior.values.count) shares for \(against.count + 1) models.")
            }
        }
    }

    func run() throws {
        if models.count + against.count == 1,
            case .records(let model) = try readModelFile(models[0], kernels: machine.kernels)
        {
            return try classifyRecords(model)
        }
        let list = try readList()
        let results = try classify(Array(list.names))
        try write(results, labels: list.labels, of: "name") { try write($0, to: $1) }
    }

    /// Writes the results, or how good they are if the list has the label.
    ///
    /// - Parameters:
    ///   - kind: What is classified, for the reader.
    ///   - write: Writes a result.
    func write(
        _ results: [Classification], labels: NameLabels?, of kind: String,
        _ write: (Classification, StandardOutput) throws -> Void
    ) throws {
        let output = StandardOutput()
        if let labels {
            try writeQuality(results, truth: results.indices.map { labels[$0][0] }, of: kind, to: output)
        } else {
            _ = try StandardOutput.untilReaderLeaves { output in
                for result in results { try write(result, output) }
            }
        }
        try output.flush()
        let unknown = results.filter { $0.probabilities == nil }
        if let first = unknown.first {
            let parts = first.unknownParts.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
            Progress(quiet: quiet).line(
                "not classified: \(unknown.count) of \(results.count) \(kind)s, the first of which is "
                    + "\"\(first.name.printableOnOneLine)\": the model does not know \(parts)")
        }
    }

    private func classify(_ names: [String]) throws -> [Classification] {
        let paths = models + against
        let files = try readModelFiles(paths, kernels: machine.kernels)
        guard files.text.isEmpty else {
            throw CommandFailure("\(paths[0]) is a model of running text; names are classified by models of names")
        }
        let models = files.names
        try meanOptions.check(models, paths)
        guard against.isEmpty else {
            let shares =
                prior?.values
                ?? models.map { Double(max($0.networks[0].record.names + $0.networks[0].record.heldOutNames, 1)) }
            let values = paths.map { (($0 as NSString).lastPathComponent as NSString).deletingPathExtension }
            guard Set(values).count == values.count else {
                throw CommandFailure("two models have the same file name, which is the value that they stand for")
            }
            return ModelEnsemble.classify(
                names, among: zip(values, zip(shares, models)).map { ($0, $1.0, $1.1.ensemble(meanOptions.mean)) },
                threads: machine.threads)
        }
        return try models.ensemble(nil, meanOptions.mean).classify(
            names, label: label ?? "", given: givenOptions.values, includingMissing: withMissing,
            threads: machine.threads)
    }

    private func readList() throws -> NameList {
        guard isList else {
            return try NameList(
                names, source: "the names given", allowingControlCharacters: reading.allowControlCharacters)
        }
        return try reading.read(names.first ?? "-", optionalLabels: label.map { [$0] } ?? [], quiet: quiet)
    }

    /// Whether a list follows the models, or nothing, instead of names.
    var isList: Bool {
        guard let first = names.first else { return true }
        var status = stat()
        return names.count == 1 && (first == "-" || first.hasPrefix("@") || stat(first, &status) == 0)
    }

    func write(_ result: Classification, fields: [String: String]? = nil, to output: StandardOutput) throws {
        let best = result.best.flatMap { $0.probability >= threshold ? $0 : nil }
        if json {
            let values = result.probabilities.map {
                Dictionary(uniqueKeysWithValues: zip(result.values.map { Labels.shown($0) }, $0))
            }
            try output.json(
                Line(
                    name: result.name, fields: fields, label: label, values: values,
                    best: best.map { Labels.shown($0.value) }))
        } else {
            let probability = result.best.map { $0.probability.formatted(4) } ?? ""
            try output.line("\(best.map { Labels.shown($0.value) } ?? "?")\t\(probability)\t\(result.name)")
        }
    }

    private func writeQuality(
        _ results: [Classification], truth: [String], of kind: String, to output: StandardOutput
    ) throws {
        let decided = results.indices.filter { results[$0].best.map { $0.probability >= threshold } ?? true }
        let quality = ClassificationQuality(decided.map { results[$0] }, truth: decided.map { truth[$0] })
        guard !decided.isEmpty || results.isEmpty else {
            throw CommandFailure("no \(kind) has a value of \(label ?? "") that is so probable; lower --threshold")
        }
        guard quality.names > 0 else {
            throw CommandFailure("no \(kind) was classified whose value of \(label ?? "") the model knows")
        }
        if json { return try output.json(Quality(quality: quality, decided: quality.names)) }
        try output.row("\(kind)s", "\(quality.names) classified")
        if quality.omitted > 0 {
            try output.row("omitted", "\(quality.omitted) \(kind)s with unknown characters or without a known value")
        }
        if threshold > 0 {
            try output.row("undecided", "\(results.count - decided.count) \(kind)s below the threshold")
        }
        try output.row("accuracy", quality.accuracy.formatted(4))
        try output.row("log loss", "\(quality.logLoss.formatted(4)) nats per \(kind)")
        let values = quality.values.map { Labels.shown($0) }
        try output.line("\nConfusion: true values in rows, the most probable ones in columns")
        let width = max(values.map(\.count).max() ?? 0, 8)
        func row(_ head: String, _ cells: [String]) -> String {
            head.padded(to: width) + cells.map { "  " + $0.padded(to: width, atStart: true) }.joined()
        }
        try output.line(row("", values))
        for (value, counts) in zip(values, quality.confusion) {
            try output.line(row(value, counts.map(String.init)))
        }
    }
}

extension String {
    fileprivate func padded(to width: Int, atStart: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(width - count, 0))
        return atStart ? spaces + self : self + spaces
    }
}
