extension TrainingSetting {
    /// All settings, in the order in which they are applied: an optimizer before the settings that depend on it.
    public static let all: [TrainingSetting] =
        network + contents + optimization + regularization + batches + schedules + runningText + measuring + modelFile

    /// The lists that start from the base model, and those that do not because another network, other weights or other
    /// tokens were asked for, or because they are built in.
    private static let fromBase = "for fewer than \(TrainingOptions.shortList) distinct names from the base model"
    private static let short = "for fewer than \(TrainingOptions.shortList) others"

    private static let network: [TrainingSetting] = [
        TrainingSetting(
            "cell", \.architecture.cell, .choice(), valueName: "cell",
            help: ("Recurrent cell", ""), default: "gru, or rnn with `update` character",
            recording: .never),
        TrainingSetting(
            "hidden", \.architecture.hidden, .layers, valueName: "units",
            help: ("Hidden units: one number for all layers, or one per layer joined by x, such as 64x32", ""),

            default: "128 with `initialization` base and for running text, 64 \(short), 32 with `update` character, "
                + "otherwise 96",
            recording: .never,
            apply: { options, units in
                let layers = units.count == 1 ? options.architecture.hidden.count : 1
                options.architecture.hidden = Array(repeating: units, count: layers).flatMap(\.self)
            }),
        TrainingSetting(
            "layers", \.architecture.layers, .whole(1...Architecture.deepestNetwork), valueName: "count",
            help: ("Number of recurrent layers", ""), default: "2, or 1 \(short), but with `update` character",
            recording: .never
        ),
        TrainingSetting(
            "init", \.initialization, property: "initialization", label: "initialization",

            .choice([
                .book: "'Data Science from Scratch'", .orthogonal: "keras with larger weights of tokens",
                .base: "the weights of a model of names that comes with rnnc",
            ]), valueName: "scheme",
            help: ("Weight initialization scheme", ""),
            default:
                "base for fewer than \(TrainingOptions.shortList) distinct names, if no list is built in and no other "
                + "network or tokens are given; pytorch \(short) and with `update` character; otherwise orthogonal",
            recording: .always,
            recordKey: "initialization"),
    ]

    /// "0.005 for adam and adamw, 0.002 for rmsprop, …".
    private static let defaultLearningRates: String = {
        let kinds = TrainingOptions.Optimizer.Kind.allCases
        let rates = kinds.map(\.defaultLearningRate).reduce(into: [Double]()) { if !$0.contains($1) { $0.append($1) } }
        return rates.map { rate in
            "\(rate) for \(kinds.filter { $0.defaultLearningRate == rate }.map(\.rawValue).list("and"))"
        }.joined(separator: ", ")
    }()

    private static let optimization: [TrainingSetting] = [
        TrainingSetting(
            "update", \.data.update, .choice([.character: "as in 'Data Science from Scratch'"]), valueName: "unit",
            help: ("Unit after which the weights are updated", ""), default: "batch", subject: .names,
            recording: .always,
            apply: { options, update in
                options.data.update = update
                if update == .character && options.optimizer.kind == .adam { options.optimizer.kind = .momentum }
            }),
        TrainingSetting(
            "optimizer", \.optimizer.kind,
            .choice([.rmsprop: "as in Keras", .momentum: "as in 'Data Science from Scratch'"]),
            valueName: "optimizer", help: ("Optimizer", ""), default: "adam, or momentum with `update` character",
            recording: .always,
            apply: { options, optimizer in
                options.optimizer.kind = optimizer
                options.optimizer.epsilon = nil  // a preset's is for the preset's optimizer
            }),
        TrainingSetting(
            "learning-rate", \.schedule.learningRate, .optional(.positive), valueName: "rate",
            help: ("Initial learning rate", ""),
            default: defaultLearningRates + "; without `from`, adam has 0.01, 0.005 \(fromBase), "
                + "or 0.003 for running text; 0.01 with `update` character",
            recording: .always, used: \.firstLearningRate),
        TrainingSetting(
            "momentum", \.optimizer.momentum, .fraction, valueName: "number", only: [.momentum, .heavyBall, .nesterov],
            help: ("Momentum coefficient", ""), default: "0.9"),
        TrainingSetting(
            "beta1", \.optimizer.beta1, .fraction, valueName: "number", only: [.adam, .adamw],
            help: ("Decay rate of the first-moment estimate", ""), default: "0.9"),
        TrainingSetting(
            "beta2", \.optimizer.beta2, .fraction, valueName: "number", only: [.adam, .adamw],
            help: ("Decay rate of the second-moment estimate", ""), default: "0.999"),
        TrainingSetting(
            "rho", \.optimizer.rho, .fraction, valueName: "number", only: [.rmsprop],
            help: ("Decay rate of the mean squared gradient", ""), default: "0.9"),
        TrainingSetting(
            "epsilon", \.optimizer.epsilon, .optional(.between("1e-30", "1e30")), valueName: "number",
            only: [.adam, .adamw, .rmsprop],
            help: (
                "Constant for numerical stability", "Adam adds it to the square root, RMSprop under the square root."
            ), default: "1e-8, or 1e-7 for rmsprop", used: \.optimizer.usedEpsilon),
        TrainingSetting(
            "weight-decay", \.optimizer.weightDecay, .optional(.nonNegative), valueName: "number",
            help: (
                "Coefficient of decoupled weight decay",
                "Each step subtracts the learning rate times this coefficient times the weights. Not for adam."
            ), default: "0, or 0.01 for adamw", isForBatches: true, valueOfOldFiles: "0",
            used: \.optimizer.usedWeightDecay,
            requirement: { options in
                options.optimizer.kind == .adam
                    ? "does not support `optimizer` adam; use adamw, which is adam with weight decay" : nil
            }),
        TrainingSetting(
            "clip", \.optimizer.clip, .orNone(.positive), valueName: "norm",
            help: ("Maximum norm of the gradient", "A longer gradient is scaled down to it."), default: "none",
            isForBatches: true, none: "no"),
    ]

    private static let regularization: [TrainingSetting] = [
        TrainingSetting(
            "dropout", \.regularization.dropout, .fraction, valueName: "probability",
            help: (
                "Dropout probability of the outputs of each recurrent layer", "Recurrent connections are not dropped."
            ),
            default: "0.1, 0.2 to 0.4 \(fromBase), 0.5 \(short), or 0 for running text, with `update` character and "
                + "with `from`",
            isForBatches: true, valueOfOldFiles: "0"),
        TrainingSetting(
            "variational-dropout", \.regularization.variationalDropout, .flag, valueName: "yes/no",
            help: ("Use the same dropout mask for every character of a name, instead of a new mask per character", ""),
            default: "no", isAxis: false, recording: .always,
            requirement: { $0.regularization.dropout > 0 ? nil : "requires `dropout`, such as `dropout` 0.2" }),
        TrainingSetting(
            "weight-dropout", \.regularization.weightDropout, .fraction, valueName: "probability",
            help: ("Dropout probability of the recurrent weights, with one mask per step", ""),
            default: "0, or 0.1 to 0.3 \(fromBase)",
            isForBatches: true, valueOfOldFiles: "0"),
        TrainingSetting(
            "ema", \.regularization.averaging, property: "averaging", label: "average of weights", .orNone(.fraction),
            valueName: "decay",
            help: (
                "Decay rate of an exponential moving average of the weights, such as 0.999",
                "The averaged weights are the ones that are evaluated and saved."
            ), default: "none", isForBatches: true, valueOfOldFiles: "no", none: "no",
            apply: { $0.regularization.averaging = $1 == 0 ? nil : $1 }),
    ]

    private static let contents: [TrainingSetting] = [
        TrainingSetting(
            "tokens", \.data.tokens, .tokenization, valueName: "kind",
            help: (
                "Units that names or texts are split into: characters; words; smiles (atoms and bonds of molecules); "
                    + "bpe:N (byte-pair encoding, N tokens learned from the list); regex:PATTERN (the longest matches of "
                    + "a regular expression); file:PATH (the tokens in a file, one per line)", ""
            ), default: "characters", valueOfOldFiles: "characters"),
        TrainingSetting(
            "label-dropout", \.data.labelDropout, .fraction, valueName: "probability",
            help: (
                "Probability that a name is read without its labels, drawn anew for each epoch",
                "The model then works with and without labels."
            ), default: "0", subject: .names, isForBatches: true, valueOfOldFiles: "0"),
        TrainingSetting(
            "teacher-weight", \.data.teacherWeight, .optional(.share), valueName: "weight",
            help: (
                "Weight of the predictions of `teacher` in the targets",
                "The rest is the weight of the continuations in the list."
            ), default: "\(TrainingOptions.DataOptions.defaultTeacherWeight)", subject: .names, isAxis: false,
            isForBatches: true, valueOfOldFiles: "none"),
        TrainingSetting(
            "min-count", \.data.minimumLabelCount, property: "minimumLabelCount", .counts, valueName: "count",
            help: (
                "Occurrences below which values of a label become one value, \(NameLabels.rareValue)", ""
            ), default: "1", subject: .names, isAxis: false, valueOfOldFiles: "1"),
    ]

    private static let batches: [TrainingSetting] = [
        TrainingSetting(
            "batch-size", \.data.batchSize, .counts, valueName: "names", help: ("Names per batch", ""),
            default: "128, 32 for fewer than \(TrainingOptions.shortList) distinct names, or 256 with `from`",
            subject: .names, recording: .always,
            requirement: { $0.data.update == .batch ? nil : byCharacter }),
        TrainingSetting(
            "runs", \.data.runs, .counts, valueName: "names",
            help: (
                "Names per run",
                "A batch consists of runs of names that follow each other in the sorted list, cut anew for each epoch. "
                    + "Longer runs share more prefixes, which makes an epoch faster."
            ), default: "1", subject: .names, valueOfOldFiles: "1",
            requirement: { $0.data.update == .batch ? nil : byCharacter }),
        TrainingSetting(
            "names-per-epoch", \.data.namesPerEpoch, .optional(.counts), valueName: "count",
            help: ("Number of names per epoch, drawn at random anew for each epoch", ""), default: "the whole list",
            subject: .names, none: "all"),
    ]

    private static let schedules: [TrainingSetting] = [
        TrainingSetting(
            "schedule", \.schedule.kind,
            .choice([
                .plateau: "halve the rate after `patience` epochs without improvement",
                .cosine: "anneal to 0 at the last epoch", .step: "rates at given epochs",
                .oneCycle:
                    "rise from 1/25 of the rate during the first 30% of the epochs, then fall to 1/250,000 of it",
            ]), valueName: "schedule", help: ("Learning rate schedule", ""),
            default: "cosine, or plateau \(short), with `update` character and with `from`", recording: .always),
        TrainingSetting(
            "steps", \.schedule.steps, .learningRateSteps, valueName: "steps",
            help: (
                "For `schedule` step: learning rates and the epochs after which they apply, as EPOCH:RATE or "
                    + "EPOCH:xFACTOR (a multiple of the initial rate), separated by commas, such as "
                    + "10:0.005,25:0.002 or 200:x0.1", ""
            ), default: "none", isAxis: false,
            requirement: { $0.schedule.kind == .step ? nil : "requires `schedule` step" }),
        TrainingSetting(
            "patience", \.schedule.patience, .optional(.counts), valueName: "epochs",
            help: (
                "Epochs without improvement before `schedule` plateau halves the learning rate, or before any other "
                    + "schedule stops training", ""
            ), default: "8 for plateau, or 4 \(short), but with `update` character; no limit for other schedules",
            valueOfOldFiles: "no",
            none: "no", used: { $0.usedPatience == .max ? nil : $0.usedPatience }),
        TrainingSetting(
            "warmup", \.schedule.warmup, .nonNegative, valueName: "epochs",
            help: (
                "Length of the linear warm-up from 0 to the scheduled learning rate, in epochs",
                "Fractions such as 0.5 are allowed. With `schedule` one-cycle, the length of the rise."
            ), default: "0", valueOfOldFiles: "0"),
        TrainingSetting(
            "epochs", \.schedule.epochs, .optional(.counts), valueName: "count",
            help: ("Maximum number of epochs (passes over the list)", ""),
            default: "by the length of the list for the default schedule; no limit if `schedule` plateau or `patience` "
                + "stops training; otherwise 200", isAxis: false,
            recording: .never),
    ]

    private static let runningText: [TrainingSetting] = [
        TrainingSetting(
            "streams", \.data.streams, .counts, valueName: "count",
            help: ("Number of parallel streams of a text per batch", ""), default: "16, or 50 with `from`",
            subject: .text,
            isAxis: false, recording: .always, recordKey: "batch_size"),
        TrainingSetting(
            "sequence-length", \.data.sequenceLength, .counts, valueName: "characters",
            help: (
                "Characters of each stream per batch, which is also the length of truncated backpropagation through "
                    + "time", ""
            ), default: "50", subject: .text, isAxis: false, recording: .never),
    ]

    private static let measuring: [TrainingSetting] = [
        TrainingSetting(
            "measure-training", \.measuresTraining, property: "measuresTraining", .flag, valueName: "yes/no",
            help: (
                "Also evaluate the model on the names it is trained on",
                "Without validation names, this evaluation selects the best model."
            ), default: "no", isAxis: false, recording: .never),
        TrainingSetting(
            "best-by", \.bestBy,
            .choice([.accuracy: "of the most probable character", .sampledAccuracy: "expected accuracy of sampling"]),
            valueName: "measure", help: ("Measure that selects the best model", ""), default: "loss",
            isAxis: false, recording: .always),
    ]

    private static let modelFile: [TrainingSetting] = [
        TrainingSetting(
            "hashes", \.data.storesHashes, property: "storesHashes", .flag, valueName: "yes/no",
            help: (
                "Store hashes of the training names in the model",
                "`novel` and the names that are marked as known require them. Whoever has the model can check whether a "
                    + "name that he guesses was in the list."
            ), default: "yes", subject: .names, isAxis: false, valueOfOldFiles: "yes")
    ]
}

extension Architecture {
    /// Number of layers. Setting another number makes all layers as wide as the first.
    fileprivate var layers: Int {
        get { hidden.count }
        set { if newValue != hidden.count { hidden = Array(repeating: hidden[0], count: newValue) } }
    }
}

extension Array: RecordedValue where Element: RecordedElement {
    var recorded: RecordedSettings.Value? { .text(map(\.recordedText).joined(separator: ",")) }
}

/// An element of an array that records hold, as text.
protocol RecordedElement: Sendable {
    var recordedText: String { get }
}

extension Int: RecordedElement {
    var recordedText: String { "\(self)" }
}

extension SettingValues where Value == [Int] {
    /// Units of each layer: "32", "64x32" or "64,32".
    fileprivate static let layers = SettingValues(
        expectation: "1 to \(Architecture.widestLayer), or one such number per layer, such as 64x32",
        inSentence: ", from 1 to \(Architecture.widestLayer)"
    ) { text in
        let units = text.split(omittingEmptySubsequences: false) { $0 == "x" || $0 == "," }.map { Int($0) }
        let sizes = units.compactMap(\.self)
        return sizes.count == units.count && Architecture.isValid(sizes) ? sizes : nil
    }
}

extension SettingValues where Value == [TrainingOptions.Schedule.Step] {
    /// Steps in ascending order: "10:0.005,25:0.002", "200:x0.1".
    fileprivate static let learningRateSteps = SettingValues(
        expectation: "EPOCH:RATE or EPOCH:xFACTOR in ascending order of epochs, separated by commas", inSentence: ""
    ) { text in
        var steps: Value = []
        for step in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let step = Value.Element(step), step.epochs > steps.last?.epochs ?? 0 else { return nil }
            steps.append(step)
        }
        return steps
    }
}
