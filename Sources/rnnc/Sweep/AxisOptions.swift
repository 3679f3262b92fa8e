import ArgumentParser
import RNNSwift

/// What a sweep compares: for each option of `rnnc train`, one value or several.
struct AxisOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Kinds of cells: rnn, lstm, gru. (default: rnn)", valueName: "cells"),
        completion: .values(of: Architecture.Cell.self))
    var cell: String?

    @Option(
        help: ArgumentHelp(
            "Hidden units: 8,32,64; one number is for all layers, 64x32 is one a layer. (default: 32)",
            valueName: "sizes"))
    var hidden: String?

    @Option(help: ArgumentHelp("Numbers of recurrent layers. (default: 2)", valueName: "counts"))
    var layers: String?

    @Option(help: ArgumentHelp("First weights: pytorch, book, keras. (default: pytorch)", valueName: "ways"))
    var `init`: String?

    @Option(
        help: ArgumentHelp(
            "Of adam, adamw, rmsprop, momentum, heavy-ball, nesterov, sgd. (default: adam)", valueName: "optimizers"),
        completion: .values(of: TrainingOptions.OptimizerKind.self))
    var optimizer: String?

    @Option(help: ArgumentHelp("First learning rates. (default: as of rnnc train)", valueName: "rates"))
    var learningRate: String?

    @Option(help: ArgumentHelp("For momentum, heavy-ball and nesterov. (default: 0.9)", valueName: "shares"))
    var momentum: String?

    @Option(help: ArgumentHelp("For all optimizers but adam. (default: as of rnnc train)", valueName: "decays"))
    var weightDecay: String?

    @Option(help: ArgumentHelp("Norms that gradients are scaled down to, or none. (default: none)", valueName: "norms"))
    var clip: String?

    @Option(help: ArgumentHelp("Shares of the layers' outputs that a step drops. (default: 0)", valueName: "shares"))
    var dropout: String?

    @Option(help: ArgumentHelp("Shares of the recurrent weights likewise. (default: 0)", valueName: "shares"))
    var weightDropout: String?

    @Option(
        help: ArgumentHelp(
            "Decays of an average of the weights, or none, such as none,0.99. (default: none)", valueName: "decays"))
    var ema: String?

    @Option(help: ArgumentHelp("Names a step. (default: 256)", valueName: "names"))
    var batchSize: String?

    @Option(
        help: ArgumentHelp("Of plateau, constant, cosine, one-cycle. (default: plateau)", valueName: "courses"),
        completion: .values(of: TrainingOptions.Schedule.self))
    var schedule: String?

    @Option(
        help: ArgumentHelp(
            "Epochs without a better model after which plateau halves the rate, and other schedules end. (default: as of rnnc "
                + "train)", valueName: "epochs"))
    var patience: String?

    @Option(help: ArgumentHelp("Epochs in which the rate grows. (default: 0)", valueName: "epochs"))
    var warmup: String?

    /// Those that were given.
    func axes() throws -> [SweepAxis] {
        let given = [
            ("cell", cell), ("hidden", hidden), ("layers", layers), ("init", `init`), ("optimizer", optimizer),
            ("learning-rate", learningRate), ("momentum", momentum), ("weight-decay", weightDecay), ("clip", clip),
            ("dropout", dropout), ("weight-dropout", weightDropout), ("ema", ema), ("batch-size", batchSize),
            ("schedule", schedule),
            ("patience", patience), ("warmup", warmup),
        ]
        return try given.compactMap { name, list in try list.map { try SweepAxis(name, $0) } }
    }
}
