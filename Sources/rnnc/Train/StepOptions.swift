import ArgumentParser
import RNNReport
import RNNSwift

/// How `rnnc train` makes a step: after what, by which optimizer.
struct StepOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What the weights are updated after: batch, a batch of names, or character, as in 'Data Science from "
                + "Scratch'. (default: batch)", valueName: "what"))
    var update: TrainingOptions.Update?

    @Option(
        help: ArgumentHelp(
            "How far the gradient goes back in time: full, or 1, not at all. (default: full, with --update character 1)",
            valueName: "steps"))
    var bptt: Truncation?

    @Option(
        help: ArgumentHelp(
            "Names per step. (default: 256, for fewer than 500 distinct names 32)", valueName: "names"))
    var batchSize: Int?

    @Option(
        help: ArgumentHelp(
            "adam, adamw, rmsprop (as in Keras), momentum (as in 'Data Science from Scratch'), heavy-ball, nesterov or sgd. "
                + "(default: adam, with --update character momentum)", valueName: "optimizer"))
    var optimizer: TrainingOptions.OptimizerKind?

    @Option(
        help: ArgumentHelp(
            "For momentum, heavy-ball and nesterov: how much of it is kept a step. (default: 0.9)",
            valueName: "share"))
    var momentum: Double?

    @Option(help: ArgumentHelp("For adam and adamw: likewise the mean gradient. (default: 0.9)", valueName: "share"))
    var beta1: Double?

    @Option(help: ArgumentHelp("For adam and adamw: the mean square. (default: 0.999)", valueName: "share"))
    var beta2: Double?

    @Option(help: ArgumentHelp("For rmsprop: the mean square. (default: 0.9)", valueName: "share"))
    var rho: Double?

    @Option(
        help: ArgumentHelp(
            "For adam and adamw, added to the root (default: 1e-8); for rmsprop, under it (default: 1e-7).",
            valueName: "number"))
    var epsilon: Double?

    @Option(
        help: ArgumentHelp(
            "Decoupled: every step takes this times the learning rate of the weights away. (default: 0, for adamw 0.01)",
            valueName: "decay"))
    var weightDecay: Double?

    @Option(
        help: ArgumentHelp("Scale the gradient down to this norm where it is longer. (default: no)", valueName: "norm"))
    var clip: Double?

    @Option(
        help: ArgumentHelp(
            "The share of each layer's outputs that a step drops on their way to the layer above or to the output layer; the "
                + "recurrence itself is left as it is. (default: 0, for fewer than 500 distinct names 0.5)",
            valueName: "share"))
    var dropout: Double?

    @Flag(
        inversion: .prefixedNo,
        help: "Dropout takes the same outputs at each character of a name, not others each time. (default: no)")
    var variationalDropout: Bool?

    @Option(
        help: ArgumentHelp(
            "The share of the recurrent weights that are 0 for a step, others each time. (default: 0)",
            valueName: "share"))
    var weightDropout: Double?

    @Option(
        help: ArgumentHelp(
            "Measure and keep an exponential moving average of the weights, of which each step keeps this share, such as 0.999. "
                + "(default: no)", valueName: "decay"))
    var ema: Double?

    mutating func validate() throws {
        try check(batchSize ?? 1 > 0, "--batch-size must be at least 1.")
        // As floats, too: shares must be less than 1, and what is not 0 neither 0 nor infinite.
        for (name, share) in [
            ("momentum", momentum), ("beta1", beta1), ("beta2", beta2), ("rho", rho), ("dropout", dropout),
            ("weight-dropout", weightDropout), ("ema", ema),
        ] {
            try check((0..<1).contains(Float(share ?? 0)), "--\(name) must be at least 0 and less than 1.")
        }
        try check(epsilon.map { (1e-30...1e30).contains($0) } ?? true, "--epsilon must be 1e-30 to 1e30.")
        try check(weightDecay.map { $0 >= 0 && $0.isFinite } ?? true, "--weight-decay must be at least 0.")
        try check(clip.map { $0 > 0 && $0.isFinite } ?? true, "--clip must be above 0.")
    }

    func apply(to options: inout TrainingOptions) {
        if let update {
            options.update = update
            if update == .character && options.optimizer == .adam { options.optimizer = .momentum }
        }
        if let optimizer { options.optimizer = optimizer }
        if let batchSize { options.batchSize = batchSize }
        if let momentum { options.momentum = momentum }
        if let beta1 { options.beta1 = beta1 }
        if let beta2 { options.beta2 = beta2 }
        if let rho { options.rho = rho }
        if optimizer != nil { options.epsilon = nil }  // a preset's is for the preset's optimizer
        if let epsilon { options.epsilon = epsilon }
        if let weightDecay { options.weightDecay = weightDecay }
        if let clip { options.clip = clip }
        if let dropout { options.dropout = dropout }
        if let variationalDropout { options.variationalDropout = variationalDropout }
        if let weightDropout { options.weightDropout = weightDropout }
        if let ema { options.averaging = ema > 0 ? ema : nil }
    }

    /// Whether the options that were given go with what all of them together, and a preset, come to.
    func checkCombinations(_ options: TrainingOptions) throws {
        let kind = options.optimizer
        let isAdam = kind == .adam || kind == .adamw
        try check(
            momentum == nil || kind.hasMomentum, "--momentum is for --optimizer momentum, heavy-ball and nesterov.")
        try check(beta1 == nil || isAdam, "--beta1 is for --optimizer adam and adamw.")
        try check(beta2 == nil || isAdam, "--beta2 is for --optimizer adam and adamw.")
        try check(rho == nil || kind == .rmsprop, "--rho is for --optimizer rmsprop.")
        try check(
            epsilon == nil || isAdam || kind == .rmsprop, "--epsilon is for --optimizer adam, adamw and rmsprop.")
        try check(
            weightDecay == nil || kind != .adam, "--weight-decay is not for --optimizer adam; adamw is adam with it.")
        try check(
            variationalDropout != true || options.dropout > 0,
            "--variational-dropout needs --dropout, such as --dropout 0.2.")
        switch options.update {
        case .batch:
            try check(bptt ?? .full == .full, "--bptt \(bptt?.description ?? "") needs --update character.")
        case .character:
            try check(options.architecture.cell == .rnn, "--update character is for --cell rnn.")
            try check(
                kind.worksByCharacter, "--update character is for --optimizer momentum, heavy-ball and sgd.")
            try check(bptt ?? .steps(1) == .steps(1), "--update character goes with --bptt 1 only.")
            try check(batchSize == nil, "--batch-size and --update character exclude each other.")
            try check(clip == nil, "--clip and --update character exclude each other.")
            try check(weightDecay ?? 0 == 0, "--weight-decay and --update character exclude each other.")
            try check(options.dropout == 0, "--dropout and --update character exclude each other.")
            try check(options.weightDropout == 0, "--weight-dropout and --update character exclude each other.")
            try check(options.averaging == nil, "--ema and --update character exclude each other.")
        }
    }
}

/// "full" or a number of steps.
enum Truncation: ExpressibleByArgument, Equatable, CustomStringConvertible {
    case full
    case steps(Int)

    init?(argument: String) {
        if argument.lowercased() == "full" {
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

extension TrainingOptions.OptimizerKind: ExpressibleByArgument {}
extension TrainingOptions.Update: ExpressibleByArgument {}
