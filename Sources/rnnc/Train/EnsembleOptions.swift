import ArgumentParser
import RNNSwift

/// Options of ensembles.
struct EnsembleOptions: SettingOptions {
    static let most = 100

    @Option(
        help: ArgumentHelp(
            "Number of networks to train one after another, 2 to \(most), from --seed and the numbers that follow it. MODEL "
                + "holds them all; other commands use it as one model, whose prediction is the mean of theirs. All hold "
                + "out the same names. (default: a single network)", valueName: "count"))
    var ensemble: Int?

    @Option(
        help: ArgumentHelp(
            "Model, or ensemble, to learn from as well (distillation): the targets are a mean of the continuations in LIST "
                + "and of what this model predicts. It must know all tokens of LIST, and have the same labels. "
                + "(default: none)", valueName: "model"), completion: .model)
    var teacher: String?

    @Option(setting: "teacher-weight") var teacherWeight: String?

    mutating func validate() throws {
        try check((2...Self.most).contains(ensemble ?? 2), "--ensemble must be 2 to \(Self.most).")
    }
}

/// Mean of the predictions of several networks.
struct MeanOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Mean of the predictions of several networks in each step: arithmetic (of the probabilities) or geometric (of "
                + "the logarithms). (default: geometric for several models; for a single ensemble of train --ensemble, "
                + "the mean with the lower validation loss)", valueName: "mean"))
    var mean: ModelEnsemble.Mean?
}

extension ModelEnsemble.Mean: ExpressibleByArgument {}

extension Train {
    func checkEnsembles() throws {
        if ensembles.teacher == nil {
            try check(ensembles.teacherWeight == nil, "--teacher-weight requires --teacher.")
        } else {
            try check(!text.text, "--teacher cannot be combined with --text.")
            try check(
                !records.areFor(lists, reading),
                "--teacher does not support records; use --column to learn a single column.")
            try check(options.data.update == .batch, "--teacher cannot be combined with --update character.")
        }
        guard ensembles.ensemble != nil else { return }
        try check(
            !records.areFor(lists, reading),
            "--ensemble does not support records; use --column to learn a single column.")
    }

    /// The model of --teacher.
    func readTeacher() throws -> ModelGroup? {
        guard let path = ensembles.teacher else { return nil }
        guard let teacher = try readModelFiles([path], kernels: machine.kernels).names.first else {
            throw CommandFailure("\(path) is a model of running text; --teacher requires a model of names")
        }
        return teacher
    }

    /// The trainer of a network that learns from another model, with the names held out that this model does not know.
    func makeTrainer(
        _ names: consuming NameList, _ options: TrainingOptions, _ base: Model?, _ teacher: ModelGroup
    ) throws -> Trainer {
        var options = options
        let record = teacher.networks[0].record
        options.holdOut(as: record)
        let trainer = try Trainer(consume names, options: options, from: base, teacher: teacher.ensemble(nil))
        let progress = Progress(quiet: quiet)
        let path = ensembles.teacher ?? ""
        if trainer.holdsOut(as: record) {
            progress.line("the names held out are those that \(path) was not trained on, either")
        } else if case .share = trainer.options.data.validation, trainer.counts.heldOut > 0 {
            progress.line(
                "the validation loss may be too low: \(path) may know names that are held out here, because it was trained "
                    + "on another list or held out other names")
        }
        return trainer
    }
}
