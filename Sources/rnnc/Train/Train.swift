import ArgumentParser
import Foundation
import RNNSwift

struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a network on a list of names.",
        discussion: """
            A tenth of the distinct names is held out; the model that predicts them best is what MODEL holds at the end. \
            The training ends by itself when the loss on them no longer falls.

            A name is one line of UTF-8 without control characters; a character is what a reader sees as one. Byte order marks at \
            the beginnings of lines, as joined files have them, are dropped.

            Examples:
              rnnc train -o companies.safetensors
              rnnc train names.txt -o names.safetensors
              rnnc train players.csv --column last -o last.safetensors --hidden 64
              rnnc train players.csv --columns first,last --sample-columns suffix -o players.safetensors
              rnnc train names.txt -o names.safetensors --preset keras-lstm --epochs 60
              rnnc train names.txt -o names.safetensors --resume
              rnnc train --text shakespeare.txt -o shakespeare.safetensors --cell lstm --hidden 128
              sort -u *.txt | rnnc train - -o names.safetensors --max-time 30s
            """
    )

    @Argument(help: "A file, - for standard input, or a built-in list: @companies, @players, @dinosaurs.")
    var list = "@companies"

    @Option(name: .shortAndLong, help: ArgumentHelp("Where the model goes; - for standard output.", valueName: "model"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "Known settings: best (the lowest loss, in a minute or two), book ('Data Science from Scratch'), scratch, keras-rnn "
                + "or keras-lstm (its successors in NumPy and Keras). Options that are given come before them.",
            valueName: "name"))
    var preset: TrainingOptions.Preset?

    @Option(
        help: ArgumentHelp(
            "Fine-tune: begin with the weights of this model, whose network is taken, too. New characters of the list get fresh "
                + "weights.", valueName: "model"))
    var from: String?

    @Option(help: ArgumentHelp("The same seed gives the same model.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup(title: "Reading the list") var reading: ListOptions
    @OptionGroup(title: "Reading records") var records: RecordOptions
    @OptionGroup(title: "Running text") var text: TextOptions
    @OptionGroup(title: "The network") var network: NetworkOptions
    @OptionGroup(title: "A step") var step: StepOptions
    @OptionGroup(title: "The course") var course: CourseOptions
    @OptionGroup(title: "Measuring") var measuring: MeasuringOptions
    @OptionGroup(title: "Checkpoints") var checkpoints: CheckpointOptions
    @OptionGroup(title: "The machine") var machine: MachineOptions

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    @Flag(help: "One JSON object an epoch on standard output.")
    var json = false

    mutating func validate() throws {
        output = outputPath(output)
        measuring.history = measuring.history.map(outputPath)
        let options = options
        try step.checkCombinations(options)
        try course.checkCombinations(options)
        try measuring.checkCombinations(options)
        try checkText()
        try records.check(list, reading)
        try check(
            from == nil || network.isDefault,
            "--from has the network of that model: --cell, --hidden, --layers and --init do not go with it.")
        try check(
            !records.areFor(list, reading) || !checkpoints.resume && checkpoints.checkpointEvery == nil && from == nil,
            "--resume, --checkpoint-every and --from are not for records; --column learns one column.")
        let checkpoint = CheckpointFile.path(of: output)
        try checkNotOverwritten(
            [list, measuring.validationFile, from].compactMap { $0 },
            by: [output, checkpoint, measuring.history].compactMap { $0 })
        let standard = [(output, "--output"), (measuring.history ?? "", "--history")].filter { isStandardOutput($0.0) }
        try check(
            standard.isEmpty || standard.count == 1 && !json,
            "Only one of \((standard.map(\.1) + (json ? ["--json"] : [])).joined(separator: ", ")) can go to standard output."
        )
        try check(!isHistory(checkpoint), "--history is where the checkpoint goes.")
        func isHistory(_ file: String) -> Bool { measuring.history.map { isSameFile($0, file) || $0 == file } ?? false }
        try check(!isHistory(output), "--history and --output are one file.")
    }

    /// All but the list of --validation-file.
    var options: TrainingOptions {
        var options = preset.map { TrainingOptions($0) } ?? TrainingOptions()
        network.apply(to: &options)
        step.apply(to: &options)
        course.apply(to: &options)
        measuring.apply(to: &options)
        text.apply(to: &options)
        options.seed = seed
        options.threads = machine.threads
        options.kernels = machine.kernels
        return options
    }

    func run() throws {
        var options = options
        if records.areFor(list, reading) { return try trainRecords(options) }
        if let file = measuring.validationFile { options.validation = .list(try reading.read(file, quiet: quiet)) }
        let trainer = try makeTrainer(options)
        let progress = Progress(quiet: quiet)
        let standardOutput = StandardOutput()
        try OutputKind.model.checkWritable(output)
        let file = CheckpointFile(of: output, progress)
        try check(file != nil || !checkpoints.resume, "--resume needs a model that goes to a file.")
        Interruption.catchSignals()
        let checkpoint = try checkpoints.resume ? file?.read(for: trainer) : nil
        if checkpoint == nil { file?.warn() }
        if checkpoints.interval != nil { try file?.checkWritable() }
        let history = try measuring.history.map {
            try HistoryFile($0, format: measuring.historyFormat ?? .rnnc, after: checkpoint?.epochs ?? 0)
        }
        announce(trainer, progress)

        let reporter = EpochReporter(
            trainer, progress, json: json ? standardOutput : nil, history: history, from: checkpoint)
        let outcome = trainer.train(
            from: checkpoint, onEpoch: reporter.report,
            shouldStop: {
                reporter.tick()
                return Interruption.isRequested || reporter.failure != nil
            },
            checkpoints: file == nil ? nil : checkpoints.interval, onCheckpoint: { file?.tryToWrite($0) })
        reporter.finish()
        var failure = reporter.failure
        do {
            if let state = outcome.checkpoint { try file?.write(state) }
        } catch {
            failure = failure ?? error
        }
        if let failure {
            // What was learned is worth keeping, whatever has become of the checkpoint or of the reader of the events.
            if outcome.model.record.bestEpoch > 0 { try outcome.model.save(to: output) }
            throw failure
        }
        try save(outcome, file, progress, standardOutput)
        if outcome.ending == .interrupted { throw ExitCode(Interruption.exitStatus) }
        if outcome.ending == .diverged { throw ExitCode.failure }
    }

    private func makeTrainer(_ options: TrainingOptions) throws -> Trainer {
        if text.text {
            let base = try from.map { try TextModel(contentsOf: $0, kernels: options.kernels) }
            let text = try RunningText(
                contentsOf: list, allowingControlCharacters: reading.allowControlCharacters)
            return try Trainer(text, options: options, from: base)
        }
        let base = try from.map { try Model(contentsOf: $0, kernels: options.kernels) }
        return try Trainer(reading.read(list, quiet: quiet), options: options, from: base)
    }

    /// Fewer are soon learned by heart: of 100, with nothing held out, the default network recreates a fifth, of 50 three fourths.
    private static let fewNames = 200
    private static let diverged = "the loss is not a finite number, or far above that of guessing,"

    func announce(_ trainer: Trainer, _ progress: Progress, field: String? = nil) {
        let (training, heldOut) = trainer.counts
        let architecture = trainer.options.architecture
        progress.line(
            (field.map { "\($0): " } ?? "")
                + "\(training) \(text.text ? "characters of text" : "names") to learn, \(heldOut) held out, \(trainer.vocabulary.characters.count) characters; "
                + "\(architecture.cell.rawValue) \(architecture.hidden.map(String.init).joined(separator: ",")), "
                + "\(machine.kernels.name) kernels")
        if let from {
            let (new, characters) = (trainer.newCharacters, trainer.vocabulary.characters.count)
            let known = characters - new.count
            progress.line(
                "goes on from \(from), which knows \(known) characters"
                    + (new.isEmpty ? "" : "; fresh weights for \(new.count) more: \(String(new))"))
        }
        if !text.text, training < Self.fewNames {
            let consequence =
                heldOut == 0
                ? "with none held out, a network learns them by heart (rnnc report shows the share recreated)"
                : "a network sees little of their manner"
            progress.line("\(training) names are few: \(consequence); --from, a model of a longer list, helps")
        }
        if !text.text, case .share = trainer.options.validation, heldOut == 0 {
            progress.line(
                "too few names to hold any out: nothing says when to stop, so the training runs "
                    + "\(trainer.options.epochs ?? Trainer.defaultEpochs) epochs")
        }
    }

    private func save(
        _ outcome: Trainer.Outcome, _ file: CheckpointFile?, _ progress: Progress, _ standardOutput: StandardOutput
    ) throws {
        // Something usable is to be there in any case, but nothing of value is to be lost for it.
        if outcome.ending == .diverged, outcome.model.record.bestEpoch == 0, file != nil, access(output, F_OK) != 0 {
            try outcome.model.save(to: output)
            throw CommandFailure(
                "\(Self.diverged) in the first epoch; try a lower --learning-rate. \(output) holds the weights before that, "
                    + (from.map { "those of \($0)." } ?? "which have learned nothing."))
        }
        try checkThatThereIsAModel(outcome)
        let record = outcome.model.record
        try outcome.model.save(to: output)
        let isStopped = outcome.checkpoint != nil && file != nil
        let isDone = outcome.ending == .converged || outcome.ending == .epochs
        if isDone { file?.remove() }
        let resuming = isStopped ? "; go on with: \(resumingCommand)" : ""
        let loss = loss(of: record)
        let time = outcome.seconds.formatted(outcome.seconds < 10 ? 1 : 0)
        switch outcome.ending {
        case .diverged: tellOfDivergence(record)
        case .interrupted:
            progress.line(
                "interrupted; \(output) holds the best model so far, of epoch \(record.bestEpoch), \(loss)\(resuming)")
        default:
            progress.line(
                "\(output): the best of \(record.epochs) epochs is number \(record.bestEpoch), \(loss), in \(time) s"
                    + (isStopped ? resuming : advice(text.text ? "--length 500" : "-n 20")))
        }
        if json {
            try standardOutput.json(DoneEvent(outcome, model: output))
            try standardOutput.flush()
        }
    }

    /// The command that uses the model, if it is in a file.
    func advice(_ options: String) -> String {
        FileAccess.isPlain(output) ? "; now try: rnnc generate \(output) \(options)" : ""
    }

    /// Throws unless there is something to save.
    func checkThatThereIsAModel(_ outcome: Trainer.Outcome, field: String? = nil) throws {
        guard outcome.model.record.bestEpoch == 0 else { return }
        let field = field.map { "\($0): " } ?? ""
        switch outcome.ending {
        case .interrupted:
            Progress(quiet: false).line(
                field + "interrupted before the first epoch was done; there is no model to save")
            throw ExitCode(Interruption.exitStatus)
        case .diverged:
            throw CommandFailure(
                field + "\(Self.diverged) in the first epoch, so there is no model to save; try a lower --learning-rate"
            )
        default:
            throw CommandFailure(field + "stopped before the first epoch was done; there is no model to save")
        }
    }

    /// The one line that says why the exit status is 1, so not subject to --quiet.
    func tellOfDivergence(_ record: TrainingRecord, field: String? = nil) {
        Progress(quiet: false).line(
            "Error: \(field.map { "\($0): " } ?? "")\(Self.diverged) after epoch \(record.epochs); "
                + "try a lower --learning-rate, or --clip. \(output) holds the best model before that.")
    }

    func loss(of record: TrainingRecord) -> String {
        record.validationLoss.map { "validation loss \($0.formatted(4))" } ?? "loss \(record.loss.formatted(4))"
    }
}

extension ParsableArguments {
    /// Wrong usage unless the condition holds.
    func check(_ condition: Bool, _ message: @autoclosure () -> String) throws {
        guard condition else { throw ValidationError(message()) }
    }
}

extension TrainingOptions.Preset: ExpressibleByArgument {}
