import ArgumentParser
import Foundation
import RNNReport
import RNNSwift

struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a network on a list of names.",
        discussion: """
            By default, 10% of the distinct names are held out for validation (none of fewer than 500, if they start \
            from the base model), and MODEL is the model with the lowest validation loss.

            A name is one line of UTF-8 without control characters. A character is an extended grapheme cluster: what \
            a reader sees as one character. Byte order marks at the beginning of a line are ignored.

            The default training depends on the list. One of fewer than 5000 distinct names starts from a model of \
            names in general that comes with the program, the base model (--init base: two layers of 128 GRU cells), \
            unless the network or the tokens are given, or the list is a built-in one. A longer list gets two layers of 96 GRU cells, running text two layers of \
            128 GRU cells. Explicit options override each part; --preset and --from replace it.

            Examples:
              rnnc train -o companies.safetensors
              rnnc train names.txt -o names.safetensors
              rnnc train players.csv --column last -o last.safetensors --hidden 64
              rnnc train players.csv --columns first,last --sample-columns suffix -o players.safetensors
              rnnc train people.csv --columns first,last --labels gender -o people.safetensors
              rnnc train names.txt -o names.safetensors --preset keras-lstm --epochs 60
              rnnc train names.txt -o names.safetensors --resume
              rnnc train names.txt -o names.safetensors --ensemble 5
              rnnc train names.txt -o small.safetensors --teacher names.safetensors
              rnnc train a.txt b.csv.gz more/ -o names.safetensors    several files and folders as one list
              rnnc train --text shakespeare.txt -o shakespeare.safetensors --cell lstm --hidden 128
              sort -u *.txt | rnnc train - -o names.safetensors --max-time 30s
            """
    )

    @Argument(help: ListOptions.argumentHelp, completion: .list) var lists = ["@companies"]

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Model file to write; - for standard output.", valueName: "model"),
        completion: .model)
    var output: String

    @Option(
        help: ArgumentHelp(
            "Preset of options: best (lowest loss; trains for a minute or two), book ('Data Science from Scratch'), "
                + "scratch, keras-rnn or keras-lstm (the book's successors in NumPy and Keras). Explicit options "
                + "override the preset.",
            valueName: "name"))
    var preset: TrainingOptions.Preset?

    @Option(
        help: ArgumentHelp(
            "Model to fine-tune: training starts with its weights and uses its architecture. Characters that it does "
                + "not know get new weights.", valueName: "model"), completion: .model)
    var from: String?

    @Option(
        help: ArgumentHelp(
            "Seed of the random numbers. The same seed, list and options give the same model.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup(title: "Ensembles and distillation") var ensembles: EnsembleOptions
    @OptionGroup(title: "List format") var reading: ListOptions
    @OptionGroup(title: "Labels") var labels: LabelOptions
    @OptionGroup(title: "Records") var records: RecordOptions
    @OptionGroup(title: "Running text") var text: TextOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Network") var tokenization: TokenizationOptions
    @OptionGroup(title: "Optimization") var optimization: OptimizationOptions
    @OptionGroup(title: "Optimization") var step: StepOptions
    @OptionGroup(title: "Schedule") var schedule: ScheduleOptions
    @OptionGroup(title: "Schedule") var course: CourseOptions
    @OptionGroup(title: "Evaluation") var measuring: MeasuringOptions
    @OptionGroup(title: "Progress") var logging: ProgressOptions
    @OptionGroup(title: "Checkpoints") var checkpoints: CheckpointOptions
    @OptionGroup(title: "Model file") var modelFile: ModelFileOptions
    @OptionGroup(title: "Hardware") var machine: MachineOptions

    @Flag(name: .shortAndLong, help: "Print no progress on standard error.")
    var quiet = false

    @Flag(help: "Print one JSON object per epoch on standard output.")
    var json = false

    mutating func validate() throws {
        output = outputPath(output)
        measuring.history = measuring.history.map(outputPath)
        let options = try options
        for given in given {
            let obstacle = given.text == "no" ? nil : given.setting.obstacle(options)
            try check(obstacle == nil, "--\(given.setting.name) \(obstacle ?? "").")
        }
        try check(options.conflict == nil, "\(options.conflict ?? "").")
        try network.checkLayers()
        try check(
            tokenization.labelDropout == nil || labels.labels != nil, "--label-dropout requires --labels.")
        try check(labels.labels == nil || !text.text, "--labels cannot be combined with --text.")
        try check(
            tokenization.labelDropout == nil || !records.areFor(lists, reading),
            "--label-dropout cannot be combined with records: the probability of a record is a sum over labels, so that "
                + "no column is read without them.")
        try step.checkCombinations(options)
        try measuring.checkCombinations(options)
        try checkText()
        try records.check(lists, reading)
        try check(
            from == nil || network.given.isEmpty,
            "--from uses the architecture of its model; remove --cell, --hidden, --layers and --init.")
        try check(
            !records.areFor(lists, reading) || !checkpoints.resume && checkpoints.checkpointEvery == nil && from == nil,
            "--resume, --checkpoint-every and --from do not support records; use --column to learn a single column.")
        try checkEnsembles()
        let checkpoint = CheckpointFile.path(of: output)
        try checkNotOverwritten(
            lists + [measuring.validationFile, measuring.testFile, from, ensembles.teacher].compactMap { $0 },
            by: [output, checkpoint, measuring.history].compactMap { $0 })
        let standard = [(output, "--output"), (measuring.history ?? "", "--history")].filter { isStandardOutput($0.0) }
        try check(
            standard.isEmpty || standard.count == 1 && !json,
            "Only one of \((standard.map(\.1) + (json ? ["--json"] : [])).joined(separator: ", ")) can go to standard output."
        )
        try check(
            !isHistory(checkpoint), "--history and the checkpoint are the same file; choose another name for --history."
        )
        func isHistory(_ file: String) -> Bool { measuring.history.map { isSameFile($0, file) || $0 == file } ?? false }
        try check(!isHistory(output), "--history and --output are the same file.")
    }

    /// The options without the list of --validation-file, and without what depends on the size of the list.
    var options: TrainingOptions {
        get throws {
            let defaults =
                usesListSize
                ? TrainingOptions(distinctNames: .max, fromBase: mayStartFromBase)
                : preset.map { TrainingOptions($0, text: text.text) }
                    ?? (text.text && from == nil ? .runningText : TrainingOptions())
            return try options(from: defaults)
        }
    }

    /// The options for a list: the defaults for its size (unless there is a preset or a model to fine-tune), and the
    /// explicit options.
    func options(for list: NameList) throws -> TrainingOptions {
        try usesListSize || isBestFromBase(list)
            ? options(from: TrainingOptions(for: list, fromBase: mayStartFromBase)) : options
    }

    /// Whether the best that is known for a list is to start from the base model.
    private func isBestFromBase(_ list: NameList) -> Bool {
        preset == .best && given.isEmpty && mayStartFromBase
            && list.distinctCount(upTo: TrainingOptions.shortList) < TrainingOptions.shortList
    }

    /// Whether the size of the list selects defaults.
    var usesListSize: Bool { preset == nil && from == nil && !text.text && optimization.update != "character" }

    var mayStartFromBase: Bool { network.mayStartFromBase(lists, tokenization) }

    /// The given settings.
    private var given: [GivenSetting] {
        let groups: [any SettingOptions] = [
            network, tokenization, labels, optimization, step, schedule, course, measuring, modelFile, text,
            ensembles,
        ]
        return groups.flatMap(\.given)
    }

    private func options(from base: TrainingOptions) throws -> TrainingOptions {
        var options = base
        if usesListSize, network.`init` == "base" { options.architecture = Model.base.architecture }
        try options.apply(given)
        options.schedule.maximumSeconds = course.maxTime?.value
        measuring.apply(to: &options)
        options.seed = seed
        options.threads = machine.threads
        options.kernels = machine.kernels
        return options
    }

    func run() throws {
        if records.areFor(lists, reading) { return try trainRecords() }
        var trainer = try makeTrainer()
        let test = try readTest()
        let progress = Progress(quiet: quiet)
        let standardOutput = StandardOutput()
        try OutputKind.model.checkWritable(output)
        let file = CheckpointFile(of: output, progress)
        try check(file != nil || !checkpoints.resume, "--resume requires a model file; --output is not one.")
        Interruption.catchSignals()
        if let count = ensembles.ensemble {
            return try trainEnsemble(EnsembleTrainer(trainer, count: count), file, test, progress, standardOutput)
        }
        let checkpoint = try checkpoints.resume ? file?.read(for: &trainer) : nil
        if checkpoint == nil {
            file?.warn()
            trainer = try trainer.fitted()
        }
        if checkpoints.interval != nil { try file?.checkWritable() }
        let history = try measuring.history.map {
            try openHistory($0, after: checkpoint?.epochs ?? 0)
        }
        announce(trainer, progress)

        let reporter = EpochReporter(
            trainer, progress, logging, json: json ? standardOutput : nil, history: history, from: checkpoint)
        var outcome = trainer.train(
            from: checkpoint, onEpoch: reporter.report,
            shouldStop: {
                reporter.tick()
                return Interruption.isRequested || reporter.failure != nil
            },
            checkpoints: file == nil ? nil : checkpoints.interval, onCheckpoint: { file?.tryToWrite($0) },
            partialEpochs: reporter.partialEpochs, onPartialEpoch: reporter.report)
        reporter.finish()
        var failure = reporter.failure
        do {
            if let state = outcome.checkpoint { try file?.write(state) }
        } catch {
            failure = failure ?? error
        }
        if let failure {
            // Saves the model even if writing the checkpoint or the events has failed.
            if outcome.model.record.bestEpoch > 0 { try outcome.model.save(to: output, precision: modelFile.precision) }
            throw failure
        }
        if outcome.ending != .interrupted, outcome.model.record.bestEpoch > 0 {
            outcome.model = measure(outcome.model, on: test, progress)
        }
        try save(outcome, file, progress, standardOutput)
        if outcome.ending == .interrupted { throw ExitCode(Interruption.exitStatus) }
        if outcome.ending == .diverged { throw ExitCode.failure }
    }

    /// The file of --history. An existing file of another kind is not replaced.
    func openHistory(_ path: String, after epochs: Int = 0) throws -> HistoryFile {
        if epochs == 0 { try OutputKind.history.checkWritable(path) }
        let file = try HistoryFile(path, format: measuring.historyFormat ?? .rnnc, after: epochs)
        if file.missingRows > 0 {
            Progress(quiet: false).line(
                "Warning: \(path) lacks \(file.missingRows) of the \(epochs) epochs before the checkpoint")
        }
        return file
    }

    private func makeTrainer() throws -> Trainer {
        if let list = lists.first(where: { FileKind(of: $0) == .model }) {
            let model = shellCommand(["generate", list])
            throw CommandFailure(
                "\(list) is a model, not a list; to generate names: \(model); to fine-tune it on a list, use "
                    + "--from \(list)")
        }
        if text.text {
            let options = try options
            let base = try from.map { try TextModel(contentsOf: $0, kernels: options.kernels) }
            let text = try RunningText(
                contentsOf: lists, allowingControlCharacters: reading.allowControlCharacters)
            return try Trainer(text, options: options, from: base)
        }
        let base = try from.map { try readModel($0, kernels: machine.kernels) }
        let names = try readNames()
        var options = try options(for: names)
        if let file = measuring.validationFile {
            options.data.validation = .list(
                try reading.read(file, optionalLabels: names.labels?.labels.names ?? [], quiet: quiet))
        }
        guard let teacher = try readTeacher() else { return try Trainer(consume names, options: options, from: base) }
        return try makeTrainer(consume names, options, base, teacher)
    }

    /// Reads the list. Reports if it looks like running text, but learns it as requested.
    private func readNames() throws -> NameList {
        do {
            let wanted = labels.names
            let names = try reading.read(lists, labels: wanted, quiet: quiet)
            if looksLikeRunningText(names.names) {
                Progress(quiet: quiet).line(
                    "\(names.source) looks like running text, but each line is learned as a name; use --text to learn it as text"
                )
            }
            return names
        } catch let error as ListError {
            guard case .tooLong = error, [.runningText, .list].contains(FileKind(of: lists[0])) else { throw error }
            throw CommandFailure("\(error); use --text for running text")
        }
    }
}

extension ParsableArguments {
    /// Throws a usage error unless the condition holds.
    package func check(_ condition: Bool, _ message: @autoclosure () -> String) throws {
        guard condition else { throw ValidationError(withOptionNames(message())) }
    }
}

extension TrainingOptions.Preset: ExpressibleByArgument {}
