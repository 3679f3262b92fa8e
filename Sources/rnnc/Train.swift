import ArgumentParser
import Foundation
import RNNSwift

struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a network on a list of names.",
        discussion: """
            A tenth of the distinct names is held out; the model that predicts them best is what MODEL holds at the end. \
            The training ends by itself when the loss on them no longer falls.

            Examples:
              rnnc train -o companies.safetensors
              rnnc train names.txt -o names.safetensors
              rnnc train players.csv --column last -o players.safetensors --hidden 64
              sort -u *.txt | rnnc train - -o names.safetensors --max-time 30s
            """
    )

    @Argument(help: "A file, - for standard input, or a built-in list: @companies, @players, @dinosaurs.")
    var list = "@companies"

    @Option(name: .shortAndLong, help: ArgumentHelp("Where the model goes.", valueName: "model"))
    var output: String

    @OptionGroup(title: "Reading the list") var reading: ListOptions

    @Option(
        help: ArgumentHelp(
            "The share of the distinct names that is held out, 0 for none. (default: 0.1)", valueName: "share"))
    var validation: Double?

    @Option(help: ArgumentHelp("A list to hold against the model instead.", valueName: "list"))
    var validationFile: String?

    @Option(help: "The kind of the recurrent cells: rnn, lstm or gru.")
    var cell = Architecture.Cell.rnn

    @Option(
        help: ArgumentHelp(
            "Hidden units: one number for all layers, or one a layer, such as 64,32.", valueName: "units"))
    var hidden = HiddenUnits(units: [32])

    @Option(help: ArgumentHelp("Recurrent layers. (default: 2)", valueName: "count"))
    var layers: Int?

    @Option(
        help: ArgumentHelp(
            "What the weights are updated after: batch, a batch of names, or character, as in 'Data Science from Scratch'.",
            valueName: "what"))
    var update = TrainingOptions.Update.batch

    @Option(
        help: ArgumentHelp(
            "How far the gradient goes back in time: full, or 1, not at all. (default: full, with --update character 1)",
            valueName: "steps"))
    var bptt: Truncation?

    @Option(
        name: .customLong("optimizer"),
        help: ArgumentHelp(
            "adam, momentum or sgd. (default: adam, with --update character momentum)", valueName: "optimizer"))
    var chosenOptimizer: TrainingOptions.OptimizerKind?

    @Option(
        help: ArgumentHelp(
            "The first learning rate. (default: 0.005 for adam, 0.5 for the others; 0.01 with --update character)",
            valueName: "rate"))
    var learningRate: Double?

    @Option(
        help:
            "The course of the learning rate: plateau (halved when patience ends), constant, or cosine (to 0 at the last epoch)."
    )
    var schedule = TrainingOptions.Schedule.plateau

    @Option(help: ArgumentHelp("For the optimizer momentum. (default: 0.9)", valueName: "share"))
    var momentum: Double?

    @Option(help: ArgumentHelp("Names a step. (default: 256)", valueName: "names"))
    var batchSize: Int?

    @Option(
        help: ArgumentHelp(
            "At most so many passes over the list. (default: no limit for plateau; 200 if nothing says when to stop)",
            valueName: "count"))
    var epochs: Int?

    @Option(help: ArgumentHelp("At most so long: 30s, 2m, 1h. (default: no limit)", valueName: "time"))
    var maxTime: Seconds?

    @Option(
        help: ArgumentHelp(
            "For the schedule plateau: epochs without a lower validation loss. (default: 8)", valueName: "epochs"))
    var patience: Int?

    @Option(help: ArgumentHelp("Write one row an epoch to this CSV file.", valueName: "file"))
    var history: String?

    @Option(help: ArgumentHelp("The same seed gives the same model.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup var machine: MachineOptions

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    @Flag(help: "One JSON object an epoch on standard output.")
    var json = false

    mutating func validate() throws {
        func check(_ condition: Bool, _ message: String) throws {
            guard condition else { throw ValidationError(message) }
        }
        try check(
            (1...Architecture.deepestNetwork).contains(layers ?? units.count),
            "--layers must be 1 to \(Architecture.deepestNetwork).")
        try check(Architecture.isValid(units), "--hidden must be 1 to \(Architecture.widestLayer).")
        try check(
            layers ?? units.count == units.count,
            "--hidden names \(units.count) layers, --layers \(layers ?? 0).")
        try check((0..<1).contains(validation ?? 0), "--validation must be at least 0 and less than 1.")
        try check(validation == nil || validationFile == nil, "--validation and --validation-file exclude each other.")
        try check(batchSize ?? 1 > 0, "--batch-size must be at least 1.")
        try check(epochs ?? 1 > 0, "--epochs must be at least 1.")
        try check(patience ?? 1 > 0, "--patience must be at least 1.")
        try check(patience == nil || schedule == .plateau, "--patience is for --schedule plateau.")
        try check(learningRate.map { $0 > 0 && $0.isFinite } ?? true, "--learning-rate must be above 0.")
        try check((0..<1).contains(momentum ?? 0), "--momentum must be at least 0 and less than 1.")
        try check(momentum == nil || optimizer == .momentum, "--momentum is for --optimizer momentum.")
        switch update {
        case .batch:
            try check(bptt ?? .full == .full, "--bptt \(bptt?.description ?? "") needs --update character.")
        case .character:
            try check(cell == .rnn, "--update character is for --cell rnn.")
            try check(optimizer != .adam, "--update character is for --optimizer momentum or sgd.")
            try check(bptt ?? .steps(1) == .steps(1), "--update character goes with --bptt 1 only.")
            try check(batchSize == nil, "--batch-size and --update character exclude each other.")
        }
        try checkNotOverwritten([list, validationFile].compactMap { $0 }, by: [output, history].compactMap { $0 })
        try check(
            history.map { !isSameFile($0, output) && $0 != output } ?? true, "--history and --output are one file.")
    }

    private var optimizer: TrainingOptions.OptimizerKind {
        chosenOptimizer ?? (update == .character ? .momentum : .adam)
    }

    private var units: [Int] {
        hidden.units.count > 1 ? hidden.units : Array(repeating: hidden.units[0], count: max(layers ?? 2, 0))
    }

    private var options: TrainingOptions {
        get throws {
            var options = TrainingOptions()
            options.architecture = Architecture(cell: cell, hidden: units)
            if let validationFile {
                options.validation = .list(try reading.read(validationFile))
            } else {
                let share = validation ?? 0.1
                options.validation = share > 0 ? .share(share) : .none
            }
            options.update = update
            options.optimizer = optimizer
            options.learningRate = learningRate
            options.schedule = schedule
            if let momentum { options.momentum = momentum }
            if let batchSize { options.batchSize = batchSize }
            options.epochs = epochs
            options.maximumSeconds = maxTime?.value
            if let patience { options.patience = patience }
            options.seed = seed
            options.threads = machine.threads
            options.kernels = machine.kernels
            return options
        }
    }

    func run() throws {
        let trainer = try Trainer(reading.read(list), options: options)
        let progress = Progress(quiet: quiet)
        let standardOutput = StandardOutput()
        try Model.checkWritable(output)
        let historyFile = try history.map { try HistoryFile($0) }
        let (training, heldOut) = trainer.counts
        Interruption.catchSignals()
        progress.line(
            "\(training) names to learn, \(heldOut) held out, \(trainer.vocabulary.characters.count) characters; "
                + "\(cell.rawValue) \(units.map(String.init).joined(separator: ",")), \(machine.kernels.name) kernels")

        if heldOut == 0 && validation != 0 {
            progress.line(
                "too few names to hold any out: nothing says when to stop, so the training runs "
                    + "\(epochs ?? Trainer.defaultEpochs) epochs")
        }

        var failure: (any Error)?
        let outcome = trainer.train(
            onEpoch: { epoch in
                progress.live(describe(epoch))
                do {
                    if json {
                        try standardOutput.json(EpochEvent(epoch))
                        try standardOutput.flush()
                    }
                    try historyFile?.append(epoch)
                } catch {
                    failure = failure ?? error
                }
            },
            shouldStop: { Interruption.isRequested || failure != nil })
        if let failure {
            // What was learned is worth keeping, whatever has become of the reader of the events.
            if outcome.model.record.bestEpoch > 0 { try outcome.model.save(to: output) }
            throw failure
        }
        try save(outcome, progress, standardOutput)
        if outcome.ending == .interrupted { throw ExitCode(Interruption.exitStatus) }
        if outcome.ending == .diverged { throw ExitCode.failure }
    }

    private func save(_ outcome: Trainer.Outcome, _ progress: Progress, _ standardOutput: StandardOutput) throws {
        let record = outcome.model.record
        guard record.bestEpoch > 0 else {
            switch outcome.ending {
            case .interrupted:
                Progress(quiet: false).line("interrupted before the first epoch was done; there is no model to save")
                throw ExitCode(Interruption.exitStatus)
            case .diverged:
                throw CommandFailure("the loss is not a finite number in the first epoch; try a lower --learning-rate")
            default:
                throw CommandFailure("stopped before the first epoch was done; there is no model to save")
            }
        }
        try outcome.model.save(to: output)
        let loss =
            record.validationLoss.map { "validation loss \($0.formatted(4))" } ?? "loss \(record.loss.formatted(4))"
        let time = outcome.seconds.formatted(outcome.seconds < 10 ? 1 : 0)
        switch outcome.ending {
        case .diverged:
            // The one line that says why the exit status is 1, so not subject to --quiet.
            Progress(quiet: false).line(
                "Error: the loss is no longer a finite number after epoch \(record.epochs); try a lower --learning-rate. "
                    + "\(output) holds the best model before that.")
        case .interrupted:
            progress.line("interrupted; \(output) holds the best model so far, of epoch \(record.bestEpoch), \(loss)")
        default:
            progress.line(
                "\(output): the best of \(record.epochs) epochs is number \(record.bestEpoch), \(loss), in \(time) s; "
                    + "now try: rnnc generate \(output) -n 20")
        }
        if json {
            try standardOutput.json(DoneEvent(outcome, model: output))
            try standardOutput.flush()
        }
    }

    private func describe(_ epoch: Trainer.Epoch) -> String {
        var parts = ["epoch \(epoch.number)", "loss \(epoch.loss.formatted(4))"]
        if let validation = epoch.validation {
            parts.append("validation \(validation.nats.formatted(4))\(epoch.isBest ? "*" : " ")")
            let share = validation.accuracy.argmax / validation.maximum.argmax
            parts.append("accuracy \(validation.accuracy.argmax.percent) (\(share.percent) of maximum)")
        }
        parts.append("\((epoch.charactersPerSecond / 1e6).formatted(2)) M/s")
        let left = [
            epochs.map { Double($0 - epoch.number) * epoch.seconds / Double(epoch.number) },
            maxTime.map { $0.value - epoch.seconds },
        ]
        if let left = left.compactMap({ $0 }).min() { parts.append("\(Swift.max(left, 0).formatted(0)) s left") }
        return (parts + [epoch.sample]).joined(separator: "  ")
    }
}

/// "32" or "64,32".
struct HiddenUnits: ExpressibleByArgument {
    let units: [Int]

    init(units: [Int]) { self.units = units }

    init?(argument: String) {
        let units = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard !units.contains(nil) else { return nil }
        self.units = units.compactMap { $0 }
    }

    var defaultValueDescription: String { units.map(String.init).joined(separator: ",") }
}

/// "full" or a number of steps.
enum Truncation: ExpressibleByArgument, Equatable, CustomStringConvertible {
    case full
    case steps(Int)

    init?(argument: String) {
        if argument == "full" {
            self = .full
        } else if let steps = Int(argument), steps > 0 {
            self = .steps(steps)
        } else {
            return nil
        }
    }

    var description: String {
        switch self {
        case .full: "full"
        case .steps(let steps): "\(steps)"
        }
    }
}

extension Architecture.Cell: ExpressibleByArgument {}
extension TrainingOptions.OptimizerKind: ExpressibleByArgument {}
extension TrainingOptions.Schedule: ExpressibleByArgument {}
extension TrainingOptions.Update: ExpressibleByArgument {}
