import ArgumentParser
import RNNSwift

/// The course of a training: its learning rates, its epochs, its end.
struct CourseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The first learning rate. (default: 0.005 for adam and adamw, 0.002 for rmsprop, 0.5 for momentum and sgd, 0.05 "
                + "for heavy-ball and nesterov; 0.01 with --update character, and for adam with fewer than 500 distinct names)",
            valueName: "rate"))
    var learningRate: Double?

    @Option(
        help: ArgumentHelp(
            "The course of the learning rate: plateau (halved when patience ends), constant, cosine (to 0 at the last epoch), "
                + "one-cycle (from a 25th up to the rate in the first three tenths of the epochs, then down to a 250,000th) or "
                + "step (by --steps). (default: plateau)", valueName: "course"))
    var schedule: TrainingOptions.Schedule?

    @Option(
        help: ArgumentHelp(
            "For --schedule step: another rate after so many epochs, 10:0.005,25:0.002, or so many times the first one, "
                + "200:x0.1.", valueName: "steps"))
    var steps: LearningRateSteps?

    @Option(
        help: ArgumentHelp(
            "Epochs without a better model after which the schedule plateau halves the rate (default: 8, for fewer than 500 distinct names 4), and every other one "
                + "ends the training (default: never).", valueName: "epochs"))
    var patience: Int?

    @Option(
        help: ArgumentHelp(
            "Epochs, such as 0.5, in which the rate grows from 0 to what the schedule has; of one-cycle, how long it rises. "
                + "(default: 0)", valueName: "epochs"))
    var warmup: Double?

    @Option(
        help: ArgumentHelp(
            "At most so many passes over the list. (default: no limit for plateau and with --patience; 200 if nothing says when to stop)",
            valueName: "count"))
    var epochs: Int?

    @Option(
        help: ArgumentHelp(
            "So many names, drawn afresh each time, make an epoch. (default: the whole list)", valueName: "names"))
    var namesPerEpoch: Int?

    @Option(
        help: ArgumentHelp(
            "At most so long, not counting what came before --resume: 30s, 2m, 1h. (default: no limit)",
            valueName: "time"))
    var maxTime: Seconds?

    mutating func validate() throws {
        try check(
            learningRate.map { $0 > 0 && $0.isFinite } ?? true, "--learning-rate must be above 0.")
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

    /// Whether the options that were given go with what all of them together, and a preset, come to.
    func checkCombinations(_ options: TrainingOptions) throws {
        try check(steps == nil || options.schedule == .step, "--steps is for --schedule step.")
        try check(
            options.schedule != .step || !options.learningRateSteps.isEmpty,
            "--schedule step needs --steps, such as --steps 10:0.005,25:0.002.")
        if let epochs = options.epochs {
            try check(options.warmup < Double(epochs), "--warmup must be less than --epochs.")
        }
    }
}

/// "10:0.005,25:0.002", "200:x0.1": epochs in ascending order.
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
