import ArgumentParser
import Foundation
import RNNReport
import RNNSwift

struct Sweep: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train networks with many settings, and find the best setting.",
        discussion: """
            Options with several values, separated by commas, make a grid. Every combination is trained, one per \
            thread. Training runs in rounds (successive halving): after each round the better half continues for twice \
            as many epochs in all, until three are left, which are trained to the end. FOLDER receives \
            best.safetensors, results.csv and report.html.

            Examples:
              rnnc sweep @dinosaurs --hidden 8,32,64,128 --cell rnn,lstm,gru
              rnnc sweep names.txt -o sizes --hidden 32,64,128,64x32 --learning-rate 0.002,0.005,0.01 --keep-all
              rnnc sweep names.txt -o wide --random 40 --cell rnn,lstm,gru --hidden 16,32,64,128 --layers 1,2,3 \\
                --batch-size 64,128,256,512 --learning-rate 0.001,0.002,0.005,0.01,0.02
              rnnc sweep names.txt -o sizes --resume …   resume after Ctrl-C or a crash
            """
    )

    @Argument(help: ListOptions.argumentHelp, completion: .list) var lists = ["@companies"]

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Folder for the results.", valueName: "folder"), completion: .directory)
    var output = "sweep"

    @OptionGroup(title: "Network: one value of each, or several separated by commas") var network: NetworkOptions
    @OptionGroup(title: "Network: one value of each, or several separated by commas")
    var tokenization: TokenizationOptions
    @OptionGroup(title: "Optimization: one value of each, or several") var optimization: OptimizationOptions
    @OptionGroup(title: "Schedule: one value of each, or several") var schedule: ScheduleOptions

    @Option(
        help: ArgumentHelp(
            "Number of settings to train, drawn at random from the grid. (default: all)", valueName: "count"))
    var random: Int?

    @Option(
        help: ArgumentHelp(
            "Epochs of the first round. The better half of the settings then continues for as many more. (default: "
                + "as many as 200 steps take)", valueName: "epochs"))
    var firstRound: Int?

    @Flag(help: "Train every setting to the end.")
    var keepAll = false

    @Option(
        help: ArgumentHelp(
            "Maximum number of epochs (passes over the list) per setting. (default: as in rnnc train)",
            valueName: "count"))
    var epochs: Int?

    @Option(
        help: ArgumentHelp(
            "Maximum total time, such as 30s, 2m or 1h. Time before --resume is not counted. (default: no limit)",
            valueName: "time"))
    var maxTime: Seconds?

    @Flag(
        help: ArgumentHelp(
            "Resume the sweep in FOLDER. The list and the options must be the same; only --max-time, --threads and the "
                + "output options may change. Without a sweep in FOLDER, a new one starts."))
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Fraction of the distinct names to hold out for validation, at least 0 and less than 1; 0 disables it. "
                + "All settings use the same names. (default: 0.1)",
            valueName: "fraction"))
    var validation: Double?

    @Option(
        help: ArgumentHelp("List to validate on, instead of names held out from LIST.", valueName: "list"),
        completion: .list)
    var validationFile: String?

    @Option(
        help: ArgumentHelp(
            "Seed of the random numbers. Several seeds, such as 1,2,3, train each setting once per seed and compare "
                + "settings by their means. (default: 1)", valueName: "seeds"))
    var seed: Seeds?

    @OptionGroup(title: "List format") var reading: ListOptions
    @OptionGroup(title: "Labels") var labels: LabelOptions
    @OptionGroup(title: "Hardware") var machine: MachineOptions

    @Flag(name: .shortAndLong, help: "Print no progress on standard error.")
    var quiet = false

    @Flag(help: "Print one JSON object per setting on standard output, and one at the end.")
    var json = false

    mutating func validate() throws {
        try check(random ?? 1 > 0, "--random must be at least 1.")
        try check(firstRound ?? 1 > 0, "--first-round must be at least 1.")
        try check(epochs ?? 1 > 0, "--epochs must be at least 1.")
        try check((0..<1).contains(validation ?? 0), "--validation must be at least 0 and less than 1.")
        try check(validation == nil || validationFile == nil, "--validation and --validation-file cannot be combined.")
        try check(
            !lists.contains("@players") || reading.column != nil,
            "@players has several columns; choose one with --column first, last or suffix.")
        try check(!output.isEmpty && output != "-", "--output requires the name of a folder.")
        do {
            try check(
                grid().settings.count > 1 || random == 1,
                "There is nothing to compare; give an option several values, such as --hidden 8,32,64.")
        } catch let error where error is SweepError || error is SettingError {
            throw ValidationError(withOptionNames("\(error)."))
        }
    }

    private func grid(_ list: NameList? = nil) throws -> SweepGrid {
        let given = network.given + tokenization.given + optimization.given + schedule.given
        var axes = try given.map { try SweepAxis($0.setting.name, $0.text) }
        if let seed, seed.values.count > 1 {
            axes.append(try SweepAxis("seed", seed.values.map(String.init).joined(separator: ",")))
        }
        return try SweepGrid(axes, random: random, base: training(for: list))
    }

    /// The names held out if nothing else is said, also of lists of which `rnnc train` holds out none: something has to
    /// tell which setting is the best.
    private static let heldOut = 0.1

    /// Options of `rnnc train` for the list, except the list of --validation-file.
    private func training(for list: NameList?) throws -> TrainingOptions {
        var training =
            list.map { TrainingOptions(for: $0, fromBase: network.mayStartFromBase(lists, tokenization)) }
            ?? TrainingOptions()
        if network.`init` == "base" { training.architecture = Model.base.architecture }
        try training.apply(labels.given)
        let share = validation ?? Self.heldOut
        training.data.validation = share > 0 ? .share(share) : .none
        training.schedule.epochs = epochs
        training.seed = seed?.values[0] ?? 1
        training.kernels = machine.kernels
        return training
    }

    func run() throws {
        var options = RNNSwift.Sweep.Options()
        let names = try reading.read(lists, labels: labels.names, quiet: quiet)
        options.training = try training(for: names)
        if let validationFile {
            options.training.data.validation = .list(
                try reading.read(validationFile, optionalLabels: labels.names, quiet: quiet))
        }
        (options.keepsAll, options.firstRound) = (keepAll, firstRound)
        let grid = try grid(names)
        let sweep = try RNNSwift.Sweep(consume names, grid, options: options)
        let progress = Progress(quiet: quiet)
        let folder = try SweepFolder(output)
        if !folder.isUsed {
            for file in [folder.best, folder.results, folder.report] where access(file, F_OK) == 0 {
                throw CommandFailure("\(file) exists and does not belong to a sweep; choose another folder with -o")
            }
            try folder.begin(sweep)
        } else if !resume {
            throw CommandFailure(
                "\(output) already contains a sweep; use --resume to continue it, or -o to choose another folder")
        }
        let before = try folder.progress(of: sweep)
        Interruption.catchSignals()
        announce(sweep, progress)
        let (epochs, finished) = (before.reduce(0) { $0 + $1.course.count }, before.count { $0.ending != nil })
        if epochs > 0 {
            progress.line(
                "resuming the sweep in \(output) after \(epochs) epochs in total; \(finished) settings are finished")
        }

        let reporter = SweepReporter(sweep, progress, json: json)
        defer { reporter.finish() }
        let deadline = maxTime.map { ContinuousClock.now + .seconds($0.value) }
        let (ending, results) = try sweep.run(
            in: folder, threads: machine.threads,
            shouldStop: {
                Interruption.isRequested || deadline.map { $0 < .now } ?? false || reporter.failure != nil
            },
            onEvent: reporter.report)
        reporter.finish()
        try folder.write(SweepTable.csv(sweep, results), to: folder.results)
        try folder.write(sweep.report(results, command: command(sweep, results)), to: folder.report)
        if let failure = reporter.failure { throw failure }
        try tell(sweep, results, ending, folder, progress)
    }

    private func announce(_ sweep: RNNSwift.Sweep, _ progress: Progress) {
        let (training, heldOut) = sweep.counts
        progress.line(
            "\(training) names to learn, \(heldOut) held out, \(sweep.characters) characters; "
                + "\(sweep.grid.settings.count) \(sweep.grid.seeds.count > 1 ? "trainings" : "settings"), \(machine.threads) at once, \(machine.kernels.name) kernels"
        )
        if heldOut == 0 {
            progress.line("no names are held out; settings are compared by their training loss")
        }
    }

    private func tell(
        _ sweep: RNNSwift.Sweep, _ results: [SweepResult], _ ending: RNNSwift.Sweep.Ending, _ folder: SweepFolder,
        _ progress: Progress
    ) throws {
        let isInterrupted = ending == .stopped && Interruption.isRequested
        let standardOutput = StandardOutput()
        if json {
            let name = ending == .done ? "done" : isInterrupted ? "interrupted" : "time"
            try standardOutput.json(SweepDoneEvent(name, results, sweep.grid, model: folder.best))
        } else if !isInterrupted {
            for line in SweepTable(sweep, results).lines() { try standardOutput.line(line) }
            if let command = command(sweep, results) {
                try standardOutput.line("")
                try standardOutput.line("to train the best setting again: \(command)")
            }
        }
        try standardOutput.flush()
        let finished = results.count { $0.isFinished }
        switch ending {
        case .done where results.allSatisfy({ $0.state == .diverged }):
            throw CommandFailure("all settings diverged; try a lower --learning-rate, or --clip 1")
        case .done:
            progress.line(
                "\(folder.best) is the best model; \(folder.report) has the curves, \(folder.results) the table")
        case .stopped:
            progress.line(
                "\(isInterrupted ? "interrupted" : "time limit reached"): \(finished) of \(results.count) settings are finished; "
                    + "resume with: \(resumingCommand)")
        }
        if isInterrupted { throw ExitCode(Interruption.exitStatus) }
    }

    /// The command that trains the best setting again; nil if no setting has a model.
    private func command(_ sweep: RNNSwift.Sweep, _ results: [SweepResult]) -> String? {
        let best = SweepResult.ranked(results)[0]
        guard best.progress.best != nil, best.state != .diverged else { return nil }
        var arguments = ["train"] + lists + ["-o", "best.safetensors"]
        func add(_ name: String, _ value: Any?) {
            if let value { arguments += ["--" + name, "\(value)"] }
        }
        for (axis, value) in zip(sweep.grid.axes, sweep.grid.settings[best.index].values) {
            if let value, value.text != "none" { add(axis.name, value.text) }
        }
        add("epochs", epochs)
        add("validation", validation ?? (validationFile == nil ? Self.heldOut : nil))
        add("validation-file", validationFile)
        if let labels = labels.labels { add("labels", labels.names.joined(separator: ",")) }
        add("min-count", labels.minCount)
        if sweep.counts.heldOut == 0 { arguments.append("--measure-training") }
        if let seed, seed.values.count == 1, seed.values[0] != 1 { add("seed", seed.values[0]) }
        add("format", reading.format?.rawValue)
        add("column", reading.column)
        if reading.key != "name" { add("key", reading.key) }
        add("delimiter", reading.table.delimiter.map { "\($0.character)" })
        if let row = reading.table.firstRow { arguments.append(row == .noHeader ? "--no-header" : "--header-row") }
        if reading.allowControlCharacters { arguments.append("--allow-control-characters") }
        add("isa", machine.isa)
        return shellCommand(arguments)
    }
}

/// One seed or several different ones, such as "1" or "1,2,3".
struct Seeds: ExpressibleByArgument {
    let values: [UInt64]

    init?(argument: String) {
        let values = argument.split(separator: ",", omittingEmptySubsequences: false).map { UInt64($0) }
        guard !values.contains(nil), Set(values).count == values.count else { return nil }
        self.values = values.compactMap(\.self)
    }
}
