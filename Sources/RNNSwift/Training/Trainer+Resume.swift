extension Trainer {
    /// Whether ``train(from:onEpoch:shouldStop:checkpoints:onCheckpoint:partialEpochs:onPartialEpoch:)`` can resume
    /// from a checkpoint. The list must be the same, and all options that change the result.
    ///
    /// - Throws: ``CheckpointError``.
    public func check(_ checkpoint: Checkpoint) throws {
        let before = checkpoint.settings
        let differences = settings.compactMap { setting -> String? in
            let value = before[setting.name] ?? Self.valuesOfOld[setting.name]
            guard value != setting.value else { return nil }
            guard setting.name.hasPrefix("--") else { return "\(setting.name) differs" }
            return "\(setting.name) was \(value ?? "not there"), now \(setting.value)"
        }
        guard differences.isEmpty else { throw CheckpointError.ofAnotherTraining(differences) }

        let state = data.makePasses(network, Parameters(network.layout), options, WorkerPool(threads: 1)).state
        let (position, record) = (checkpoint.position, checkpoint.best.record)
        let counts = 0..<1 << 53
        guard checkpoint.best.architecture == network.architecture, checkpoint.best.vocabulary == vocabulary,
            checkpoint.parameters.count == network.layout.count,
            checkpoint.moments.mapValues(\.count) == state.mapValues(\.count),
            counts.contains(record.epochs), (0...record.epochs).contains(record.bestEpoch),
            (record.bestEpoch > 0) == (position.bestScore != nil),
            (0..<data.stepsAnEpoch(options)).contains(position.steps),
            counts.contains(position.predictions), (position.predictions > 0) == (position.steps > 0),
            counts.contains(position.optimizerSteps), (0..<options.usedPatience).contains(position.plateau.waited),
            (LearningRateSchedule.smallestShare...1).contains(position.plateau.share), position.seconds >= 0
        else { throw CheckpointError.inconsistent }
    }

    /// Values of settings in checkpoints written before the settings existed.
    private static let valuesOfOld = [
        "--dropout": "0.0", "--ema": "no", "--weight-dropout": "0.0", "--warmup": "0.0", "--patience": "no",
        "the model to fine-tune": "none",
    ]

    /// Everything that the result depends on: options by the names that they have on the command line, and what was
    /// read.
    package var settings: [(name: String, value: String)] {
        var settings = data.settings(options)
        func add(_ name: String, _ value: some Any) { settings.append(("--" + name, "\(value)")) }
        settings.append(("the model to fine-tune", base?.fingerprint ?? "none"))
        add("cell", options.architecture.cell.rawValue)
        add("hidden", options.architecture.hidden.map(String.init).joined(separator: ","))
        add("init", options.initialization.rawValue)
        add("optimizer", options.optimizer.rawValue)
        switch options.optimizer {
        case .adam, .adamw:
            add("beta1", options.beta1)
            add("beta2", options.beta2)
            add("epsilon", options.usedEpsilon)
        case .rmsprop:
            add("rho", options.rho)
            add("epsilon", options.usedEpsilon)
        case .momentum, .heavyBall, .nesterov: add("momentum", options.momentum)
        case .sgd: break
        }
        add("weight-decay", options.usedWeightDecay)
        add("clip", options.clip.map { "\($0)" } ?? "no")
        add("learning-rate", options.firstLearningRate)
        add("schedule", options.schedule.rawValue)
        switch options.schedule {
        case .step: add("steps", options.learningRateSteps.map(\.description).joined(separator: ","))
        case .cosine, .oneCycle: add("epochs", mostEpochs)
        case .plateau, .constant: break
        }
        add("patience", options.usedPatience == .max ? "no" : "\(options.usedPatience)")
        add("warmup", options.warmup)
        add("dropout", options.dropout)
        if options.dropout > 0 { add("variational-dropout", options.variationalDropout ? "yes" : "no") }
        add("weight-dropout", options.weightDropout)
        add("ema", options.averaging.map { "\($0)" } ?? "no")
        if counts.heldOut == 0 { add("measure-training", options.measuresTraining ? "yes" : "no") }
        add("best-by", options.bestBy.rawValue)
        add("seed", options.seed)
        add("isa", options.kernels.name)
        return settings
    }

    package var settingsByName: [String: String] { settings.reduce(into: [:]) { $0[$1.name] = $1.value } }
}

extension TrainingOptions.LearningRateStep: CustomStringConvertible {
    /// As `--steps` has it.
    public var description: String {
        switch rate {
        case .absolute(let rate): "\(epochs):\(rate)"
        case .times(let factor): "\(epochs):x\(factor)"
        }
    }
}
