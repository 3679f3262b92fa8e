import Foundation

extension Trainer {
    /// Trains and returns the best model.
    ///
    /// - Throws: ``TrainingError/diverged`` if the loss is no finite number from the start.
    public func train() throws -> Model {
        let outcome = train(onEpoch: { _ in })
        guard outcome.model.record.bestEpoch > 0 else { throw TrainingError.diverged }
        return outcome.model
    }

    /// Trains.
    ///
    /// - Parameters:
    ///   - checkpoint: What to go on from, which ``check(_:)`` has accepted; nil to begin.
    ///   - onEpoch: Called after each epoch.
    ///   - shouldStop: Asked before each step, or now and then where a step is a character; the best model so far is then returned.
    ///   - checkpoints: How often `onCheckpoint` is called; by default never.
    ///   - onCheckpoint: Called between two steps, unless the weights are no longer finite numbers.
    public func train(
        from checkpoint: Checkpoint? = nil, onEpoch: (Epoch) -> Void, shouldStop: () -> Bool = { false },
        checkpoints: Checkpoint.Interval? = nil, onCheckpoint: (Checkpoint) -> Void = { _ in }
    ) -> Outcome {
        let clock = Stopwatch(before: checkpoint?.seconds ?? 0)
        let workers = WorkerPool(threads: options.threads)
        let method = makeMethod(workers, from: checkpoint)
        let onTraining =
            options.measuresTraining ? Evaluator(training, network: network, workers: workers) : nil
        let onHeldOut = heldOut.map { Evaluator($0, network: network, workers: workers) }
        var schedule = LearningRateSchedule(
            options.schedule, learningRate: record.learningRate, steps: options.learningRateSteps,
            patience: options.patience, epochs: mostEpochs)
        let best = (checkpoint?.best.weights ?? method.weights).parameters.copy()
        var record = checkpoint?.best.record ?? self.record
        var position = checkpoint?.position ?? .init()
        schedule.plateau = position.plateau
        var epochs = makeEpochs(after: record.epochs)
        let stepsAnEpoch = Double(epochs.steps)
        var last = (seconds: clock.seconds, epochs: record.epochs)  // of the last checkpoint

        func model() -> Model {
            Model(
                network: network, vocabulary: vocabulary, parameters: best, record: record,
                trainingNames: trainingNames)
        }
        func state() -> Checkpoint? {
            guard position.loss.isFinite, method.weights.parameters.all.isFinite else { return nil }
            position.plateau = schedule.plateau
            position.optimizerSteps = method.optimizerSteps
            position.seconds = clock.seconds
            return Checkpoint(
                settings: settingsByName, position: position, best: model(),
                parameters: method.weights.parameters.all.values, moments: method.moments.mapValues(\.values))
        }
        func outcome(_ ending: Ending, _ state: Checkpoint? = nil) -> Outcome {
            Outcome(model: model(), ending: ending, seconds: clock.seconds, checkpoint: state)
        }
        while record.epochs < mostEpochs {
            let epochClock = Stopwatch()
            let learningRate = schedule.learningRate(after: Double(record.epochs))
            let done = position  // of this epoch, by the training that it goes on from
            var skipped = 0
            var ending: Ending?
            _ = epochs.next { batch in
                if skipped < done.steps {
                    skipped += 1
                    return (0, 0)
                }
                if shouldStop() {
                    ending = .interrupted
                } else if let maximum = options.maximumSeconds, clock.seconds - clock.before > maximum {
                    ending = .time
                } else if !position.loss.isFinite {
                    ending = .diverged
                }
                guard ending == nil else { return nil }
                let isDue =
                    switch checkpoints {
                    case .seconds(let seconds): clock.seconds - last.seconds >= seconds
                    case .epochs(let count): record.epochs - last.epochs >= count
                    case nil: false
                    }
                if isDue {
                    if let current = state() { onCheckpoint(current) }
                    last = (clock.seconds, record.epochs)
                }
                let progress = Double(record.epochs) + Double(position.steps) / stepsAnEpoch
                let result = method.run(
                    self.training, selection: batch, learningRate: schedule.learningRate(after: progress))
                position.steps += 1
                position.loss += result.loss
                position.predictions += result.predictions
                return result
            }
            let hasBegun = record.epochs > 0 || position.steps > 0
            let stopped = ending == nil || ending == .diverged || !hasBegun ? nil : state()
            // The model after a part of an epoch is worth nothing, unless it is all there is.
            if let ending, record.epochs > 0 || position.steps == 0 { return outcome(ending, stopped) }
            let loss = position.loss / Double(position.predictions)
            let speed = Double(position.predictions - done.predictions) / epochClock.seconds
            let validation = onHeldOut?.evaluate(method.weights)
            let training = onTraining?.evaluate(method.weights)
            let measured = validation ?? training
            guard loss < largestLoss, measured?.nats.isFinite ?? true, method.weights.parameters.all.isFinite else {
                return outcome(.diverged)
            }

            let score = measured.map(options.bestBy.score) ?? loss
            let isBetter = score < position.bestScore ?? .infinity
            record.epochs += 1
            if isBetter || measured == nil {
                best.all.copy(from: method.weights.parameters.all)
                record.bestEpoch = record.epochs
                record.loss = loss
                record.validationLoss = validation?.nats
                record.accuracy = measured?.accuracy
            }
            onEpoch(
                Epoch(
                    number: record.epochs, loss: loss, predictions: position.predictions, validation: validation,
                    training: training, learningRate: learningRate, seconds: clock.seconds, charactersPerSecond: speed,
                    isBest: record.bestEpoch == record.epochs, sample: sample(method.weights, epoch: record.epochs)))
            if let ending { return outcome(ending, stopped) }
            position = .init(bestScore: isBetter ? score : position.bestScore)
            if schedule.observe(better: isBetter) { return outcome(.converged) }
        }
        return outcome(.epochs)
    }

    /// All the epochs that there will be, as far as that is known.
    var mostEpochs: Int { options.epochs ?? (stopsByItself ? .max : Self.defaultEpochs) }

    /// A mean loss that no training comes back from: ten times that of guessing.
    private var largestLoss: Double { 10 * log(Double(vocabulary.count)) }

    private func makeMethod(_ workers: WorkerPool, from checkpoint: Checkpoint?) -> any TrainingMethod {
        let parameters = network.initialParameters(options.initialization, seed: options.seed)
        if let checkpoint { parameters.all.copy(from: checkpoint.parameters) }
        let method: any TrainingMethod
        switch options.update {
        case .batch:
            method = TrainingStep(
                network, parameters: parameters,
                optimizer: options.makeOptimizer(parameterCount: network.layout.count), clip: options.clip,
                workers: workers)
        case .character:
            method = OnlineTraining(
                network, parameters: parameters, momentum: options.optimizer.hasMomentum ? options.momentum : 0,
                averages: options.optimizer != .heavyBall)
        }
        if let checkpoint {
            method.optimizerSteps = checkpoint.position.optimizerSteps
            for (name, moment) in method.moments { moment.copy(from: checkpoint.moments[name]!) }
        }
        return method
    }

    /// - Parameter passes: Those that are done.
    func makeEpochs(after passes: Int) -> Epochs {
        switch options.update {
        case .batch:
            Epochs(
                training, namesPerEpoch: options.namesPerEpoch, batchSize: options.batchSize, seed: options.seed,
                firstPass: passes)
        case .character:
            Epochs(
                training, namesPerEpoch: options.namesPerEpoch, batchSize: OnlineTraining.namesPerRun, sorted: false,
                seed: options.seed, firstPass: passes)
        }
    }

    private func sample(_ weights: PackedParameters, epoch: Int) -> String {
        let sampler = Sampler(
            Mixture(network, weights, vocabulary: vocabulary),
            maximumLength: GenerationOptions.defaultMaximumLength, seed: options.seed, expected: 1)
        return sampler.text(ofName: UInt64(epoch))
    }
}
