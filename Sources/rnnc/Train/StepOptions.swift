import ArgumentParser
import RNNReport
import RNNSwift

/// Options of optimization and regularization.
struct StepOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "When to update the weights: after each batch of names (batch) or after each character, as in 'Data "
                + "Science from Scratch' (character). (default: batch)", valueName: "unit"))
    var update: TrainingOptions.Update?

    @Option(
        help: ArgumentHelp(
            "Length of backpropagation through time, in characters: full (the whole name), or 1 (the current character "
                + "only). (default: full, or 1 with --update character)",
            valueName: "characters"))
    var bptt: Truncation?

    @Option(
        help: ArgumentHelp(
            "Names per batch. (default: 256, or 32 for fewer than 500 distinct names)", valueName: "names"))
    var batchSize: Int?

    @Option(
        help: ArgumentHelp(
            "Optimizer: adam, adamw, rmsprop (as in Keras), momentum (as in 'Data Science from Scratch'), heavy-ball, "
                + "nesterov or sgd. (default: adam, or momentum with --update character)", valueName: "optimizer"))
    var optimizer: TrainingOptions.OptimizerKind?

    @Option(
        help: ArgumentHelp(
            "For momentum, heavy-ball and nesterov: momentum coefficient, at least 0 and less than 1. (default: 0.9)",
            valueName: "number"))
    var momentum: Double?

    @Option(
        help: ArgumentHelp(
            "For adam and adamw: decay rate of the first-moment estimate, at least 0 and less than 1. (default: 0.9)",
            valueName: "number"))
    var beta1: Double?

    @Option(
        help: ArgumentHelp(
            "For adam and adamw: decay rate of the second-moment estimate, at least 0 and less than 1. (default: "
                + "0.999)",
            valueName: "number"))
    var beta2: Double?

    @Option(
        help: ArgumentHelp(
            "For rmsprop: decay rate of the mean squared gradient, at least 0 and less than 1. (default: 0.9)",
            valueName: "number"))
    var rho: Double?

    @Option(
        help: ArgumentHelp(
            "Constant for numerical stability, 1e-30 to 1e30: for adam and adamw added to the square root (default: "
                + "1e-8), for rmsprop added under it (default: 1e-7).",
            valueName: "number"))
    var epsilon: Double?

    @Option(
        help: ArgumentHelp(
            "Coefficient of decoupled weight decay, at least 0; not for adam. Each step subtracts the learning rate "
                + "times this coefficient times the weights. (default: 0, or 0.01 for adamw)",
            valueName: "number"))
    var weightDecay: Double?

    @Option(
        help: ArgumentHelp(
            "Maximum norm of the gradient, above 0; a longer gradient is scaled down to it. (default: no clipping)",
            valueName: "norm"))
    var clip: Double?

    @Option(
        help: ArgumentHelp(
            "Dropout probability of the outputs of each recurrent layer, at least 0 and less than 1. Recurrent "
                + "connections are not dropped. (default: 0, or 0.5 for fewer than 500 distinct names)",
            valueName: "probability"))
    var dropout: Double?

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Use the same dropout mask for every character of a name, instead of a new mask per character. "
                + "(default: no)"))
    var variationalDropout: Bool?

    @Option(
        help: ArgumentHelp(
            "Dropout probability of the recurrent weights, at least 0 and less than 1, with one mask per step. "
                + "(default: 0)",
            valueName: "probability"))
    var weightDropout: Double?

    @Option(
        help: ArgumentHelp(
            "Decay rate of an exponential moving average of the weights, such as 0.999; 0 disables it. The averaged "
                + "weights are the ones that are evaluated and saved. (default: no averaging)", valueName: "decay"))
    var ema: Double?

    mutating func validate() throws {
        try check(batchSize ?? 1 > 0, "--batch-size must be at least 1.")
        // Checked as floats, too: fractions must be less than 1, and other numbers neither 0 nor infinite when rounded.
        for (name, share) in [
            ("momentum", momentum), ("beta1", beta1), ("beta2", beta2), ("rho", rho), ("dropout", dropout),
            ("weight-dropout", weightDropout), ("ema", ema),
        ] {
            try check((0..<1).contains(Float(share ?? 0)), "--\(name) must be at least 0 and less than 1.")
        }
        try check(epsilon.map { (1e-30...1e30).contains($0) } ?? true, "--epsilon must be 1e-30 to 1e30.")
        try check(weightDecay.map { $0 >= 0 && $0.isFinite } ?? true, "--weight-decay must be at least 0.")
        try check(clip.map { $0 > 0 && $0.isFinite } ?? true, "--clip must be greater than 0.")
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

    /// Throws if the given options cannot be combined with each other and the preset.
    func checkCombinations(_ options: TrainingOptions) throws {
        let kind = options.optimizer
        let isAdam = kind == .adam || kind == .adamw
        try check(
            momentum == nil || kind.hasMomentum, "--momentum requires --optimizer momentum, heavy-ball or nesterov.")
        try check(beta1 == nil || isAdam, "--beta1 requires --optimizer adam or adamw.")
        try check(beta2 == nil || isAdam, "--beta2 requires --optimizer adam or adamw.")
        try check(rho == nil || kind == .rmsprop, "--rho requires --optimizer rmsprop.")
        try check(
            epsilon == nil || isAdam || kind == .rmsprop, "--epsilon requires --optimizer adam, adamw or rmsprop.")
        try check(
            weightDecay == nil || kind != .adam,
            "--weight-decay does not support --optimizer adam; use adamw, which is adam with weight decay.")
        try check(
            variationalDropout != true || options.dropout > 0,
            "--variational-dropout requires --dropout, such as --dropout 0.2.")
        switch options.update {
        case .batch:
            try check(bptt ?? .full == .full, "--bptt \(bptt?.description ?? "") requires --update character.")
        case .character:
            try check(options.architecture.cell == .rnn, "--update character requires --cell rnn.")
            try check(
                kind.worksByCharacter, "--update character requires --optimizer momentum, heavy-ball or sgd.")
            try check(bptt ?? .steps(1) == .steps(1), "--update character requires --bptt 1.")
            try check(batchSize == nil, "--batch-size and --update character cannot be combined.")
            try check(clip == nil, "--clip and --update character cannot be combined.")
            try check(weightDecay ?? 0 == 0, "--weight-decay and --update character cannot be combined.")
            try check(options.dropout == 0, "--dropout and --update character cannot be combined.")
            try check(options.weightDropout == 0, "--weight-dropout and --update character cannot be combined.")
            try check(options.averaging == nil, "--ema and --update character cannot be combined.")
        }
    }
}

/// Length of backpropagation through time: "full" or a number of steps.
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
