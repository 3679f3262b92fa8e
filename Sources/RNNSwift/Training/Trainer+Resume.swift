extension Trainer {
    /// Whether ``train(from:onEpoch:shouldStop:checkpoints:onCheckpoint:partialEpochs:onPartialEpoch:)`` can resume
    /// from a checkpoint. The list must be the same, and all options that change the result.
    ///
    /// - Throws: ``CheckpointError``.
    public func check(_ checkpoint: Checkpoint) throws {
        let differences = settings.compactMap { name, value -> String? in
            let setting = TrainingSetting.named(name)
            let before = checkpoint.setting(name) ?? setting?.valueOfOldFiles ?? Self.valueOfOldFiles(name)
            guard !TrainingSetting.areEqual(before ?? "", value) else { return nil }
            if name.hasPrefix("the ") { return "\(name) differs" }
            return "`\(setting?.property ?? name)` was \(before ?? "not there"), now \(value)"
        }
        guard differences.isEmpty else { throw CheckpointError.ofAnotherTraining(differences) }

        let state = data.makePasses(network, Parameters(network.layout), options, WorkerPool(threads: 1), nil).state
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
            (LearningRateSchedule.smallestShare...1).contains(position.plateau.share),
            TrainingRecord.possibleSeconds.contains(position.seconds)
        else { throw CheckpointError.inconsistent }
    }

    /// Everything that the result depends on, by name: the list, the seed, the settings, and the kernels.
    package var settings: [(name: String, value: String)] {
        var options = options
        options.schedule.epochs = options.schedule.kind.spansAllEpochs ? mostEpochs : nil
        var settings = data.settings(options)
        settings.append((Self.fineTuned, base?.fingerprint ?? "none"))
        settings.append((Self.teaching, teacher?.fingerprint ?? "none"))
        for setting in TrainingSetting.all {
            guard setting.subject == .both || setting.subject == data.subject, setting.obstacle(options) == nil,
                setting.name != "layers", setting.name != "epochs" || options.schedule.epochs != nil,
                setting.name != "measure-training" || counts.heldOut == 0
            else { continue }
            settings.append((setting.name, setting.text(options)))
        }
        settings.append(("seed", "\(options.seed)"))
        settings.append((Self.split, options.ownSplitSeed.map { "\($0)" } ?? Self.ofTheSeed))
        settings.append(("isa", options.kernels.name))
        return settings
    }

    private static let fineTuned = "the model to fine-tune"
    private static let teaching = "the teacher"
    private static let split = "the seed of the held-out names"
    /// The value of `split` where the seed of the training holds names out.
    private static let ofTheSeed = "seed"

    /// The value that checkpoints imply which were written before the setting existed.
    private static func valueOfOldFiles(_ name: String) -> String? {
        switch name {
        case fineTuned, teaching: "none"
        case split: ofTheSeed
        default: nil
        }
    }
}
