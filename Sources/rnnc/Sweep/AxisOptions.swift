import ArgumentParser
import RNNSwift

/// Axes of a sweep: one value or several for each option of `rnnc train`.
struct AxisOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Recurrent cells: rnn, lstm, gru. (default: rnn)", valueName: "cells"),
        completion: .values(of: Architecture.Cell.self))
    var cell: String?

    @Option(
        help: ArgumentHelp(
            "Hidden units: one number for all layers, or one per layer joined by x, such as 8,32,64x32. (default: 32)",
            valueName: "sizes"))
    var hidden: String?

    @Option(help: ArgumentHelp("Numbers of recurrent layers. (default: 2)", valueName: "counts"))
    var layers: String?

    @Option(
        help: ArgumentHelp(
            "Weight initialization schemes: pytorch, book, keras. (default: pytorch)", valueName: "schemes"))
    var `init`: String?

    @Option(
        help: ArgumentHelp(
            "Optimizers: adam, adamw, rmsprop, momentum, heavy-ball, nesterov, sgd. (default: adam)",
            valueName: "optimizers"),
        completion: .values(of: TrainingOptions.OptimizerKind.self))
    var optimizer: String?

    @Option(help: ArgumentHelp("Initial learning rates. (default: as in rnnc train)", valueName: "rates"))
    var learningRate: String?

    @Option(
        help: ArgumentHelp(
            "For momentum, heavy-ball and nesterov: momentum coefficients. (default: 0.9)", valueName: "numbers"))
    var momentum: String?

    @Option(
        help: ArgumentHelp(
            "For all optimizers except adam: coefficients of weight decay. (default: as in rnnc train)",
            valueName: "numbers"))
    var weightDecay: String?

    @Option(
        help: ArgumentHelp(
            "Maximum norms of the gradient, or none, such as none,1. (default: none)", valueName: "norms"))
    var clip: String?

    @Option(
        help: ArgumentHelp("Dropout probabilities of the layers' outputs. (default: 0)", valueName: "probabilities"))
    var dropout: String?

    @Option(
        help: ArgumentHelp("Dropout probabilities of the recurrent weights. (default: 0)", valueName: "probabilities"))
    var weightDropout: String?

    @Option(
        help: ArgumentHelp(
            "Decay rates of an exponential moving average of the weights, or none, such as none,0.99. (default: none)",
            valueName: "decays"))
    var ema: String?

    @Option(help: ArgumentHelp("Names per batch. (default: 256)", valueName: "names"))
    var batchSize: String?

    @Option(
        help: ArgumentHelp(
            "Learning rate schedules: plateau, constant, cosine, one-cycle. (default: plateau)", valueName: "schedules"),
        completion: .values(of: TrainingOptions.Schedule.self))
    var schedule: String?

    @Option(
        help: ArgumentHelp(
            "Epochs without improvement before plateau halves the learning rate, or before another schedule stops "
                + "training. (default: as in rnnc train)", valueName: "epochs"))
    var patience: String?

    @Option(help: ArgumentHelp("Epochs of linear warm-up of the learning rate. (default: 0)", valueName: "epochs"))
    var warmup: String?

    /// The axes of the options that were given.
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
