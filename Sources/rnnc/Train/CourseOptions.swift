import ArgumentParser
import RNNSwift

/// Options of the schedule: learning rates, epochs, and the end of training.
struct CourseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Initial learning rate, above 0. (default: 0.005 for adam and adamw, 0.002 for rmsprop, 0.5 for momentum "
                + "and sgd, 0.05 for heavy-ball and nesterov; 0.01 with --update character, and for adam with fewer "
                + "than 500 distinct names)",
            valueName: "rate"))
    var learningRate: Double?

    @Option(
        help: ArgumentHelp(
            "Learning rate schedule: plateau (halve the rate after --patience epochs without improvement), constant, "
                + "cosine (anneal to 0 at the last epoch), one-cycle (rise from 1/25 of the rate during the first 30% "
                + "of the epochs, then fall to 1/250,000 of it) or step (see --steps). (default: plateau)",
            valueName: "schedule"))
    var schedule: TrainingOptions.Schedule?

    @Option(
        help: ArgumentHelp(
            "For --schedule step: learning rates and the epochs after which they apply, as EPOCH:RATE or EPOCH:xFACTOR "
                + "(a multiple of the initial rate), separated by commas: 10:0.005,25:0.002 or 200:x0.1.",
            valueName: "steps"))
    var steps: LearningRateSteps?

    @Option(
        help: ArgumentHelp(
            "Epochs without improvement before --schedule plateau halves the learning rate (default: 8, or 4 for fewer "
                + "than 500 distinct names), or before any other schedule stops training (default: no limit).",
            valueName: "epochs"))
    var patience: Int?

    @Option(
        help: ArgumentHelp(
            "Length of the linear warm-up from 0 to the scheduled learning rate, in epochs; fractions such as 0.5 are "
                + "allowed. With --schedule one-cycle, the length of the rise. (default: 0)", valueName: "epochs"))
    var warmup: Double?

    @Option(
        help: ArgumentHelp(
            "Maximum number of epochs (passes over the list). (default: no limit if --schedule plateau or "
                + "--patience stops training, otherwise 200)",
            valueName: "count"))
    var epochs: Int?

    @Option(
        help: ArgumentHelp(
            "Number of names per epoch, drawn at random anew for each epoch. (default: the whole list)",
            valueName: "count"))
    var namesPerEpoch: Int?

    @Option(
        help: ArgumentHelp(
            "Maximum training time, such as 30s, 2m or 1h. Time before --resume is not counted. (default: no limit)",
            valueName: "time"))
    var maxTime: Seconds?

    mutating func validate() throws {
        try check(
            learningRate.map { $0 > 0 && $0.isFinite } ?? true, "--learning-rate must be greater than 0.")
        try check(patience ?? 1 > 0, "--patience must be at least 1.")
        try check(warmup.map { $0 >= 0 && $0.isFinite } ?? true, "--warmup must be at least 0.")
        try check(epochs ?? 1 > 0, "--epochs must be at least 1.")
        try check(namesPerEpoch ?? 1 > 0, "--names-per-epoch must be at least 1.")
    }

    func apply(to options: inout TrainingOptions) {
        if let learningRate { options.learningRate = learningRate }
        if let schedule { options.schedule = schedule }
        if let steps { options.learningRateSteps = steps.values }
        if let patience { options.patience = patience }
        if let warmup { options.warmup = warmup }
        if let epochs { options.epochs = epochs }
        if epochs != nil { options.fewestSteps = 0 }  // a preset's is for the preset's epochs
        if let namesPerEpoch { options.namesPerEpoch = namesPerEpoch }
        if let maxTime { options.maximumSeconds = maxTime.value }
    }

    /// Throws if the given options cannot be combined with each other and the preset.
    func checkCombinations(_ options: TrainingOptions) throws {
        try check(steps == nil || options.schedule == .step, "--steps requires --schedule step.")
        try check(
            options.schedule != .step || !options.learningRateSteps.isEmpty,
            "--schedule step requires --steps, such as --steps 10:0.005,25:0.002.")
        if let epochs = options.epochs {
            try check(options.warmup < Double(epochs), "--warmup must be less than --epochs.")
        }
    }
}

/// Learning rates after given epochs, in ascending order: "10:0.005,25:0.002", "200:x0.1".
struct LearningRateSteps: ExpressibleByArgument {
    let values: [TrainingOptions.LearningRateStep]

    init?(argument: String) {
        var values: [TrainingOptions.LearningRateStep] = []
        for text in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let epochs = Int(parts[0]), epochs > values.last?.epochs ?? 0 else { return nil }
            let isFactor = parts[1].hasPrefix("x")
            guard let rate = Double(isFactor ? parts[1].dropFirst() : parts[1]), rate > 0, rate.isFinite else {
                return nil
            }
            values.append(.init(after: epochs, isFactor ? .times(rate) : .absolute(rate)))
        }
        self.values = values
    }
}

extension TrainingOptions.Schedule: ExpressibleByArgument {}
