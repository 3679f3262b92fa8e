import ArgumentParser
import Foundation
import RNNSwift

struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Generate new names.",
        discussion: """
            Names are written to standard output, one per line. If the options leave too few names to find, the names \
            found are printed and the exit status is 1. With -n 0, names are generated until the reader closes the \
            pipe, which is not an error. Names whose characters would combine with each other when written (such as a \
            letter and a combining accent) are omitted.

            Examples:
              rnnc generate companies.safetensors -n 20 --novel
              rnnc generate names.safetensors --prefix mar --suffix a --min-length 6
              rnnc generate names.safetensors --matching '^[aeiou].*x$' --top-p 0.9
              rnnc generate names.safetensors --best -n 100 --novel
              rnnc generate dinosaurs.safetensors companies.safetensors --mix 0.7,0.3
              rnnc generate names.safetensors -n 1000 --seed 7 --json
              rnnc generate people.safetensors --given gender=f,country=IS
              rnnc generate people.safetensors --with-labels
              rnnc generate shakespeare.safetensors --length 2000 --prefix 'ROMEO:'
              rnnc generate shakespeare.safetensors --adapt sonnets.txt
            """
    )

    @Argument(
        help:
            "Model made by rnnc train, or that of a built-in list, such as @names; or several, which generate as an ensemble.",
        completion: .model)
    var models: [String]

    @Option(
        name: .customShort("n"),
        help: ArgumentHelp(
            "Number of names to generate; 0 for no limit. With --interactive, those shown at once. (default: 20, with "
                + "--interactive 10)", valueName: "count"))
    var number: Int?

    @Option(
        help: ArgumentHelp(
            "For a model of running text: number of characters to generate after those of --prefix; 0 for no limit. "
                + "(default: 1000)", valueName: "characters"))
    var length: Int?

    @Option(
        help: ArgumentHelp(
            "For a model of running text: text before which the generated text ends. (default: none)",
            valueName: "text"))
    var stop: String?

    @Option(
        help: ArgumentHelp(
            "For a model of running text: file with a text from which the model learns before it generates, as in rnnc "
                + "evaluate --adapt. The model file is not changed. (default: none)", valueName: "file"),
        completion: .file())
    var adapt: String?

    @Option(
        help: ArgumentHelp(
            "Weights of several models in their ensemble, such as 0.7,0.3. (default: equal)", valueName: "weights"))
    var mix: Shares?

    @OptionGroup var meanOptions: MeanOptions

    @OptionGroup(title: "Sampling, applied in this order") var sampling: SamplingOptions
    @OptionGroup(title: "Constraints") var constraints: ConstraintOptions
    @OptionGroup(title: "Labels") var givenOptions: GivenOptions
    @OptionGroup(title: "Labels") var labelOutput: LabelOutputOptions
    @OptionGroup(title: "Exclusions") var novelty: NoveltyOptions
    @Option(
        name: .customLong("case"),
        help: ArgumentHelp(
            "Letter case in which names are written: title (the first letter of each word in upper case, the others in "
                + "lower case), upper, lower, or keep (as they are drawn). --unique, --novel and --not-in compare names "
                + "as they are written with the names of the list as they are there; the constraints are for names as "
                + "they are drawn.", valueName: "case"))
    var letterCase = LetterCase.keep

    @OptionGroup(title: "List format") var reading: ListOptions

    @Flag(
        help: ArgumentHelp(
            "Print the most probable names in order, found by an exact search, instead of random names. --best 100 is "
                + "short for --best -n 100."))
    var best = false

    @Option(
        help: ArgumentHelp(
            "Maximum search time of --best, such as 5s, 2m or 1h. When it is over, the names found are printed and the "
                + "exit status is 1. (default: no limit)", valueName: "time"))
    var maxTime: Seconds?

    @Flag(
        help: ArgumentHelp(
            "Read the beginnings of names from the terminal, show the most probable names (random ones with :random), "
                + "and save favorites."))
    var interactive = false

    @Option(
        help: ArgumentHelp("File to which --interactive saves favorites, one name per line.", valueName: "file"),
        completion: .file())
    var favorites = "favorites.txt"

    @Option(
        help: ArgumentHelp(
            "Seed of the random numbers. The same seed gives the same names. (default: a new seed per run, reported by "
                + "--json and --verbose)",
            valueName: "number"))
    var seed: UInt64?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "File to write when all names are found; - for standard output. (default: -)",
            valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup var machine: MachineOptions
    @OptionGroup var precision: PrecisionOptions

    @Flag(help: #"Print one JSON object per line: {"name":…,"logprob":…,"novel":…,"seed":…}."#)
    var json = false

    @Flag(name: .shortAndLong, help: "Print the seed on standard error.")
    var verbose = false

    var count: Int {
        get { number ?? 20 }
        set { number = newValue }
    }

    private struct Name: Encodable {
        let name: String
        let logprob: Double
        /// Nil if the model does not contain its training names.
        let novel: Bool?
        /// Values of the model's labels; nil without labels.
        let labels: [String: String]?
        /// Nil if nothing was drawn.
        let seed: UInt64?
    }

    mutating func validate() throws {
        seed = seed ?? Self.freshSeed()
        // `--best 100`: the last argument is a number and not a file.
        if best, models.count > 1, let number = Int(models.last!), !FileManager.default.fileExists(atPath: models.last!)
        {
            count = number
            models.removeLast()
        }
        guard stop != "" else { throw ValidationError("--stop must not be empty.") }
        guard adapt == nil || !precision.int8 else { throw ValidationError(Evaluate.adaptWithInt8) }
        guard length ?? 0 >= 0 else { throw ValidationError("--length must be at least 0.") }
        guard count >= 0 else { throw ValidationError("-n must be at least 0.") }
        if models.count > 1, models[1...].contains(where: { Double($0) != nil }) {
            throw ValidationError("\(models[1]) is not a model; use -n for the number of names.")
        }
        if let mix, mix.values.count != models.count {
            throw ValidationError("--mix has \(mix.values.count) weights for \(models.count) models.")
        }
        guard !best || !sampling.isGiven else {
            throw ValidationError("--best does not sample; remove --temperature, --top-k, --top-p and --min-p.")
        }
        guard !interactive || !labelOutput.withLabels else {
            throw ValidationError("--interactive cannot be combined with --with-labels.")
        }
        guard !best || count > 0 else { throw ValidationError("--best requires -n of at least 1.") }
        guard !interactive || (1...1000).contains(count) else {
            throw ValidationError("--interactive requires -n of 1 to 1000, the names shown at once.")
        }
        guard best || maxTime == nil else { throw ValidationError("--max-time requires --best.") }
        guard sampling.temperature > 0 || !constraints.isGiven else {
            throw ValidationError(
                "--temperature 0 gives a single name; for the most probable name under constraints, use --best -n 1.")
        }
        guard !interactive || !json && !best && output == nil && letterCase == .keep else {
            throw ValidationError("--interactive cannot be combined with --best, --json, --case or --output.")
        }
        if let output, output != "-" {
            guard number != 0, length != 0 else {
                throw ValidationError(
                    "--output requires a limit: -n or --length greater than 0.")
            }
            let inputs = models + novelty.notIn + constraints.notContainingAny + [adapt].compactMap(\.self)
            try checkNotOverwritten(inputs, by: [output])
        }
    }

    /// Seed of a run without `--seed`: random, and short enough to be typed.
    private static func freshSeed() -> UInt64 { UInt64.random(in: 1...999_999_999) }

    /// The seed to draw with; set by `validate`.
    var drawingSeed: UInt64 { seed ?? 1 }

    func run() throws {
        if let output, output != "-" { try (json ? OutputKind.json : .list).checkWritable(output) }
        if verbose, !best { Progress(quiet: false).line("seed \(drawingSeed)") }
        if models.count == 1,
            case .records(let model) = try readModelFile(models[0], kernels: machine.kernels, int8: precision.int8)
        {
            try checkIsNotText()
            if model.labels == nil { try checkNoLabels() }
            return try generateRecords(model)
        }
        let files = try readModelFiles(models, kernels: machine.kernels, int8: precision.int8)
        try meanOptions.check(files.names + files.text, models)
        guard !files.text.isEmpty else {
            try checkIsNotText()
            return try generate(files.names.ensemble(mix?.values, meanOptions.mean))
        }
        try checkNoLabels()
        try generateText(adapted(files.text).ensemble(mix?.values, meanOptions.mean))
    }

    private func checkIsNotText() throws {
        let given = [
            length == nil ? nil : "--length", stop == nil ? nil : "--stop", adapt == nil ? nil : "--adapt",
        ].compactMap { $0 }
        guard given.isEmpty else {
            throw CommandFailure(
                "\(models[0]) is not a model of running text; remove \(given.joined(separator: ", "))"
                    + (length == nil ? "" : " (-n is the number of names)"))
        }
    }

    private func checkNoLabels() throws {
        let given = (givenOptions.given.isEmpty ? [] : ["--given"]) + (labelOutput.withLabels ? ["--with-labels"] : [])
        guard given.isEmpty else {
            throw CommandFailure("\(models[0]) has no labels; remove \(given.joined(separator: " and "))")
        }
    }

    private func generate(_ ensemble: ModelEnsemble) throws {
        var options = GenerationOptions()
        sampling.apply(to: &options)
        try constraints.apply(to: &options)
        try novelty.apply(to: &options) { try reading.read($0, quiet: false).names }
        options.given = givenOptions.values
        options.seed = drawingSeed
        options.threads = machine.threads
        options.letterCase = letterCase
        if labelOutput.withLabels, ensemble.vocabulary.labels.isEmpty {
            throw CommandFailure("\(models[0]) has no labels; train a model with --labels")
        }

        if interactive {
            try Session(ensemble, options, namesAtOnce: number, favorites: favorites).run()
            return
        }
        if best { return try writeBest(ensemble, options) }
        let found = try StandardOutput.write(to: output) { try write(ensemble, options, to: $0) }
        try checkEnough(found)
    }

    /// - Parameter found: Number of names found; nil if the reader closed the pipe.
    func checkEnough(_ found: Int?) throws {
        guard let found, found < count || count == 0 else { return }
        let advice = relaxable.isEmpty ? "" : "relax \(relaxable.joined(separator: ", ")), or "
        throw CommandFailure(
            (count == 0 ? "no more names were found after \(found)" : "only \(found) of \(count) names were found")
                + (best ? advice.isEmpty ? "" : "; \(advice.dropLast(5))" : "; \(advice)raise --temperature"))
    }

    /// Writes names, and returns how many were found.
    private func write(_ ensemble: ModelEnsemble, _ options: GenerationOptions, to output: StandardOutput) throws -> Int
    {
        let wanted: Int? = count == 0 ? nil : count
        guard json || labelOutput.withLabels else {
            return try ensemble.generate(count: wanted, options: options) { lines in
                try output.lines(lines)
                if wanted == nil { try output.flush() }
            }
        }
        try writeHead(ensemble.vocabulary.labels, to: output)
        return try ensemble.generateLabeled(count: wanted, options: options) { names in
            let scores = json ? ensemble.scores(for: names.map(\.name), threads: machine.threads) : []
            for (index, name) in names.enumerated() {
                try write(name, json ? scores[index].logProbability : 0, ensemble, to: output)
            }
            if wanted == nil { try output.flush() }
        }
    }

    /// The titles of --with-labels.
    func writeHead(_ labels: Labels, to output: StandardOutput) throws {
        guard labelOutput.withLabels, !json else { return }
        let titles = (["name"] + labels.names).map { SpreadsheetCell.field($0, delimiter: "\t") }
        try output.line(titles.joined(separator: "\t"))
    }

    /// Writes a name, given as it was drawn, with its probability.
    func write(
        _ drawn: LabeledName, _ logProbability: Double, _ ensemble: ModelEnsemble, to output: StandardOutput
    ) throws {
        let name = LabeledName(name: letterCase.apply(to: drawn.name), values: drawn.values)
        let labels = ensemble.vocabulary.labels.names
        if json {
            try output.json(
                Name(
                    name: name.name, logprob: logProbability, novel: ensemble.isKnown(name.name).map { !$0 },
                    labels: labels.isEmpty ? nil : Dictionary(uniqueKeysWithValues: zip(labels, name.values)),
                    seed: best ? nil : drawingSeed))
        } else {
            guard labelOutput.withLabels else { return try output.line(name.name) }
            let cells = ([name.name] + name.values).map { SpreadsheetCell.field($0, delimiter: "\t") }
            try output.line(cells.joined(separator: "\t"))
        }
    }

    /// The given options that may be too restrictive.
    private var relaxable: [String] {
        novelty.given + constraints.given + (best ? [] : sampling.given)
    }
}

extension LetterCase: ExpressibleByArgument {}
