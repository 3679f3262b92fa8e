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
        guard ensembles.ensemble != nil else { return }
        try check(
            !records.areFor(lists, reading),
            "--ensemble does not support records; use --column to learn a single column.")
    }
}
