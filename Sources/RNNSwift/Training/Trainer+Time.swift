/// Trainings that fit in a time.
extension Trainer {
    /// Share of the time that is planned for: other programs may slow down the machine.
    private static let plannedShare = 0.95
    /// Seconds for which the speed of a network is measured.
    private static let trialSeconds = 0.5
    /// Time to evaluate a character, as a multiple of the time to learn it.
    private static let evaluationCost = 0.4

    /// The same training with as many epochs as fit in ``TrainingOptions/Schedule/maximumSeconds``, so that a rate that
    /// falls until the last epoch has fallen when the time is over. ``TrainingOptions/Preset/best`` also chooses its
    /// network by the time. `train()` does this by itself.
    ///
    /// Some steps are made to measure how long an epoch takes, for half a second for each network in question. The
    /// result depends on the speed of the machine; training with the same options and the same number of epochs does
    /// not. Without a maximum, with given epochs, and with schedules that do not depend on the last epoch, this is the
    /// same trainer.
    ///
    /// - Parameter networks: Number of networks of an ensemble that share the time.
    public func fitted(networks: Int = 1) throws -> Trainer {
        guard hasOpenSchedule, let maximum = options.schedule.maximumSeconds else { return self }
        let seconds = maximum / Double(networks)
        let choices = networkChoices
        guard !choices.isEmpty else { return fitted(epochs: min(epochs(within: seconds), mostEpochs)) }
        for choice in choices {
            let trainer = try with(choice)
            let epochs = trainer.epochs(within: seconds)
            guard choice.epochs.lowerBound <= epochs || choice.hidden == choices.last?.hidden else { continue }
            return trainer.fitted(epochs: min(epochs, choice.epochs.upperBound))
        }
        return self
    }

    /// The training that a checkpoint is of, if it was fitted to a time: with its network and its number of epochs.
    public func fitted(like checkpoint: Checkpoint) throws -> Trainer {
        guard hasOpenSchedule, let epochs = checkpoint.setting("epochs").flatMap(Int.init), epochs > 0 else {
            return self
        }
        let hidden = checkpoint.best.architecture.hidden
        let choice = networkChoices.first { $0.hidden == hidden }
        return try (choice.map(with) ?? self).fitted(epochs: epochs)
    }

    /// Whether the time can decide where the schedule ends.
    private var hasOpenSchedule: Bool { hasOpenEpochs && options.schedule.kind.spansAllEpochs }

    /// The networks of a preset, unless the caller has another one, or weights that belong to a network.
    private var networkChoices: [TrainingOptions.NetworkChoice] {
        options.chosenNetwork == nil || base != nil || options.initialization == .base
            ? [] : options.listDefaults.networks
    }

    private func with(_ choice: TrainingOptions.NetworkChoice) throws -> Trainer {
        var (trainer, options) = (self, options)
        options.choose(choice)
        try trainer.adopt(options)
        return trainer
    }

    private func fitted(epochs: Int) -> Trainer {
        var trainer = self
        trainer.options.schedule.epochs = epochs
        trainer.isFittedToTime = options.schedule.maximumSeconds != nil
        return trainer
    }

    /// The number of epochs, at least 1, for which there is time.
    private func epochs(within seconds: Double) -> Int {
        let run = TrainingRun(self, from: nil)
        let beginning = Stopwatch()
        run.beginEpoch()
        let beginSeconds = beginning.seconds
        run.step()  // allocates memory
        let clock = Stopwatch()
        var steps = 0
        while run.hasSteps, clock.seconds < Self.trialSeconds {
            run.step()
            steps += 1
        }
        _ = run.outcome(.interrupted)
        let stepSeconds = steps > 0 ? clock.seconds / Double(steps) : beginning.seconds
        let heldOut = Double(counts.heldOut) / Double(counts.training)
        let epochSeconds = beginSeconds + stepSeconds * Double(stepsPerEpoch) * (1 + Self.evaluationCost * heldOut)
        return max(Int((seconds * Self.plannedShare / epochSeconds).rounded(.down)), 1)
    }
}
