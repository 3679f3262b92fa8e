import ArgumentParser
import Foundation
import RNNSwift

/// Options of the content of a model file.
struct ModelFileOptions: SettingOptions {
    @Flag(setting: "hashes") var hashes: Bool?

    @Flag(
        help: "Store the weights in half precision, in half the space. The model's losses change in the fourth digit.")
    var half = false

    var precision: WeightPrecision { half ? .half : .single }
}

/// Options of checkpoints: when `rnnc train` writes one, and whether it resumes from one.
struct CheckpointOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Resume the training from MODEL.checkpoint. The result is byte for byte the model of an uninterrupted "
                + "training. The list and the options must be the same; only --epochs, --max-time, --threads, "
                + "--history and the output options may change. Without a checkpoint, training starts from the "
                + "beginning."))
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Interval between checkpoints, which are written to MODEL.checkpoint: a time (30s, 5m), a number of epochs "
                + "(10epochs) or never. Ctrl-C, SIGTERM, SIGHUP and the end of --max-time also write one. The file is "
                + "removed when training completes; until then it can be used as a model. (default: 30s)",
            valueName: "interval"))
    var checkpointEvery: CheckpointInterval?

    var interval: Checkpoint.Interval? { (checkpointEvery ?? CheckpointInterval(value: .seconds(30))).value }
}

/// A time, a number of epochs or never: "30s", "10epochs", "never".
struct CheckpointInterval: ExpressibleByArgument {
    let value: Checkpoint.Interval?

    init(value: Checkpoint.Interval?) { self.value = value }

    init?(argument: String) {
        let digits = argument.prefix { $0.isNumber }
        if argument == "never" {
            value = nil
        } else if let seconds = Seconds(argument: argument) {
            value = .seconds(seconds.value)
        } else if let epochs = Int(digits), epochs > 0, ["epoch", "epochs"].contains(argument.dropFirst(digits.count)) {
            value = .epochs(epochs)
        } else {
            return nil
        }
    }
}

/// The checkpoint file next to a model file.
final class CheckpointFile {
    let path: String
    private let progress: Progress
    /// Whether the existing file belongs to this training.
    private var isOurs = false

    /// Nil if the model is not written to a regular file.
    init?(of model: String, _ progress: Progress) {
        guard FileAccess.isPlain(model) else { return nil }
        path = Self.path(of: model)
        self.progress = progress
    }

    static func path(of model: String) -> String { model + ".checkpoint" }

    /// The checkpoint to resume from; nil if there is none.
    func read(for trainer: inout Trainer) throws -> Checkpoint? {
        try read(
            { try Checkpoint(contentsOf: $0, kernels: trainer.options.kernels) },
            check: {
                trainer = try trainer.fitted(like: $0)
                try trainer.check($0)
            }, describe: Self.describe)
    }

    /// The checkpoint of an ensemble to resume from; nil if there is none.
    func read(for trainer: inout EnsembleTrainer) throws -> EnsembleCheckpoint? {
        try read(
            { try EnsembleCheckpoint(contentsOf: $0, kernels: trainer.first.options.kernels) },
            check: {
                trainer = try EnsembleTrainer(trainer.first.fitted(like: $0.current), count: trainer.count)
                try trainer.check($0)
            }
        ) { "\($0.finished.count) of \($0.count) networks and \(Self.describe($0.current))" }
    }

    private static func describe(_ checkpoint: Checkpoint) -> String {
        "\(checkpoint.epochs) epochs" + (checkpoint.steps > 0 ? " and \(checkpoint.steps) steps" : "")
    }

    private func read<State>(
        _ read: (String) throws -> State, check: (State) throws -> Void, describe: (State) -> String
    ) throws -> State? {
        guard exists else {
            progress.line("no checkpoint at \(path); training starts from the beginning")
            return nil
        }
        let state = try read(path)
        do {
            try check(state)
        } catch {
            throw CommandFailure("cannot resume from \(path): \(error)")
        }
        isOurs = true
        progress.line("resuming from \(path), after \(describe(state))")
        return state
    }

    /// Reports that the training will replace the checkpoint of another training.
    func warn() {
        guard exists else { return }
        progress.line(
            "\(path) is the checkpoint of an unfinished training and will be replaced; --resume continues that training"
        )
    }

    /// Throws if the file could not be written, or is not a file of this program. If there is a folder in
    /// its place, training continues without a checkpoint, and reports that.
    func checkWritable() throws {
        var status = stat()
        guard stat(path, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR else { return }
        try OutputKind.model.checkWritable(path)
    }

    func write(_ checkpoint: Checkpoint) throws { try write(checkpoint.save) }
    func write(_ checkpoint: EnsembleCheckpoint) throws { try write(checkpoint.save) }

    private func write(_ save: (_ path: String) throws -> Void) throws {
        try save(path)
        isOurs = true
    }

    /// Writes the checkpoint. On failure, prints a warning and keeps the older checkpoint.
    func tryToWrite(_ checkpoint: Checkpoint) { tryToWrite(epochs: checkpoint.epochs, checkpoint.save) }
    func tryToWrite(_ checkpoint: EnsembleCheckpoint) {
        tryToWrite(epochs: checkpoint.current.epochs, checkpoint.save)
    }

    private func tryToWrite(epochs: Int, _ save: (_ path: String) throws -> Void) {
        do {
            try write(save)
        } catch {
            Progress(quiet: false).line("Warning: no checkpoint after epoch \(epochs): \(error)")
        }
    }

    /// Removes the checkpoint when training has completed.
    func remove() {
        if isOurs { unlink(path) }
    }

    private var exists: Bool { access(path, F_OK) == 0 }
}

/// The shell command that resumes what this process does.
var resumingCommand: String {
    shellCommand(CommandLine.arguments.dropFirst() + (CommandLine.arguments.contains("--resume") ? [] : ["--resume"]))
}

/// A command line of this program, quoted for a shell.
func shellCommand(_ arguments: [String]) -> String {
    let plain = CharacterSet(charactersIn: "@%+=:,./_-").union(.alphanumerics)
    let quoted = arguments.map { argument in
        argument.isEmpty || !argument.unicodeScalars.allSatisfy(plain.contains)
            ? "'\(argument.replacing("'", with: "'\\''"))'" : argument
    }
    return (["rnnc"] + quoted).joined(separator: " ")
}
