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
    ///   - checkpoint: Checkpoint to resume from, accepted by ``check(_:)``; nil to start.
    ///   - onEpoch: Called after each epoch.
    ///   - shouldStop: Asked before each step, or now and then where a step is a character; the best model so far is
    ///     then returned.
    ///   - checkpoints: How often `onCheckpoint` is called; by default never.
    ///   - onCheckpoint: Called between two steps, unless the weights are no longer finite numbers.
    ///   - partialEpochs: Seconds between two calls of `onPartialEpoch`; by default it is never called.
    ///   - onPartialEpoch: Called between two steps of an epoch. The model does not depend on it.
    public func train(
        from checkpoint: Checkpoint? = nil, onEpoch: (Epoch) -> Void, shouldStop: () -> Bool = { false },
        checkpoints: Checkpoint.Interval? = nil, onCheckpoint: (Checkpoint) -> Void = { _ in },
        partialEpochs: Double? = nil, onPartialEpoch: (PartialEpoch) -> Void = { _ in }
    ) -> Outcome {
        let clock = Stopwatch(before: checkpoint?.seconds ?? 0)
        let workers = WorkerPool(threads: options.threads)
        let passes = makePasses(workers, from: checkpoint)
        let method = passes.method
        let evaluateTraining =
            options.measuresTraining ? data.makeEvaluation(of: .training, network, workers) : nil
        let evaluateHeldOut = data.makeEvaluation(of: .heldOut, network, workers)
        var schedule = LearningRateSchedule(
            options.schedule, learningRate: record.learningRate, steps: options.learningRateSteps,
            patience: options.usedPatience, warmup: options.warmup, epochs: mostEpochs)
        let best = (checkpoint?.best.weights ?? method.weights).parameters.copy()
        var record = checkpoint?.best.record ?? self.record
        var position = checkpoint?.position ?? .init()
        schedule.plateau = position.plateau
        var last = (seconds: clock.seconds, epochs: record.epochs)  // of the last checkpoint
        var shown = clock.seconds  // when an epoch was last seen, whole or in part

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
                parameters: method.weights.parameters.all.values, moments: passes.state.mapValues(\.values))
        }
        func outcome(_ ending: Ending, _ state: Checkpoint? = nil) -> Outcome {
            Outcome(model: model(), ending: ending, seconds: clock.seconds, checkpoint: state)
        }
        while record.epochs < mostEpochs {
            let epochClock = Stopwatch()
            let learningRate = schedule.learningRate(after: Double(record.epochs))
            let done = position  // steps of this epoch that the checkpoint contains
            var ending: Ending?
            passes.begin(pass: record.epochs)
            while position.steps < passes.steps {
                if shouldStop() {
                    ending = .interrupted
                } else if let maximum = options.maximumSeconds, clock.seconds - clock.before > maximum {
                    ending = .time
                } else if !position.loss.isFinite {
                    ending = .diverged
                }
                guard ending == nil else { break }
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
                let progress = Double(record.epochs) + Double(position.steps) / Double(passes.steps)
                let result = passes.run(
                    step: position.steps, learningRate: schedule.learningRate(after: progress))
                position.steps += 1
                position.loss += result.loss
                position.predictions += result.predictions
                if let partialEpochs, position.steps < passes.steps, position.loss.isFinite,
                    clock.seconds - shown >= partialEpochs, method.weights.parameters.all.isFinite
                {
                    onPartialEpoch(partialEpoch(position, of: passes, record, seconds: clock.seconds))
                    shown = clock.seconds
                }
            }
            let hasBegun = record.epochs > 0 || position.steps > 0
            let stopped = ending == nil || ending == .diverged || !hasBegun ? nil : state()
            // The model after a part of an epoch is worth nothing, unless it is all there is.
            if let ending, record.epochs > 0 || position.steps == 0 { return outcome(ending, stopped) }
            let loss = position.loss / Double(position.predictions)
            let speed = Double(position.predictions - done.predictions) / epochClock.seconds
            let result = method.result()
            let validation = evaluateHeldOut?(result)
            let training = evaluateTraining?(result)
            let measured = validation ?? training
            guard loss < largestLoss, measured?.nats.isFinite ?? true, method.weights.parameters.all.isFinite,
                result.parameters.all.isFinite
            else {
                return outcome(.diverged)
            }

            let score = measured.map(options.bestBy.score) ?? loss
            let isBetter = score < position.bestScore ?? .infinity
            record.epochs += 1
            var curve = record.curve ?? LearningCurve()
            curve.append(record.epochs, loss: loss, validation: validation?.nats, accuracy: measured?.accuracy.argmax)
            record.curve = curve
            if isBetter || measured == nil {
                best.all.copy(from: result.parameters.all)
                record.bestEpoch = record.epochs
                record.loss = loss
                record.validationLoss = validation?.nats
                record.accuracy = measured?.accuracy
            }
            onEpoch(
                Epoch(
                    number: record.epochs, loss: loss, predictions: position.predictions, validation: validation,
                    training: training, learningRate: learningRate, seconds: clock.seconds, charactersPerSecond: speed,
                    isBest: record.bestEpoch == record.epochs,
                    sample: data.sample(network, result, seed: options.seed, epoch: record.epochs)))
            shown = clock.seconds
            if let ending { return outcome(ending, stopped) }
            position = .init(bestScore: isBetter ? score : position.bestScore)
            if schedule.observe(better: isBetter) { return outcome(.converged) }
        }
        return outcome(.epochs)
    }

    private func partialEpoch(
        _ position: Checkpoint.Position, of passes: any TrainingPasses, _ record: TrainingRecord, seconds: Double
    ) -> PartialEpoch {
        let index = (record.epochs + 1) << 32 + position.steps  // another name than that after the epoch
        return PartialEpoch(
            number: record.epochs + 1, step: position.steps, steps: passes.steps,
            loss: position.loss / Double(max(position.predictions, 1)), seconds: seconds,
            sample: data.sample(network, passes.method.result(), seed: options.seed, epoch: index))
    }

    /// All the epochs that there will be; the largest number if the training ends by itself.
    public var mostEpochs: Int { options.epochs ?? (stopsByItself ? .max : Self.defaultEpochs) }

    /// A mean loss that no training comes back from: ten times that of guessing.
    private var largestLoss: Double { 10 * log(Double(vocabulary.count)) }

    private func makePasses(_ workers: WorkerPool, from checkpoint: Checkpoint?) -> any TrainingPasses {
        let parameters = network.initialParameters(options.initialization, seed: options.seed)
        if let base { parameters.takeOver(base, vocabulary: vocabulary) }
        if let checkpoint { parameters.all.copy(from: checkpoint.parameters) }
        let passes = data.makePasses(network, parameters, options, workers)
        if let checkpoint {
            passes.method.optimizerSteps = checkpoint.position.optimizerSteps
            for (name, vector) in passes.state { vector.copy(from: checkpoint.moments[name]!) }
        }
        return passes
    }
}
