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
    ///   - onEpoch: Called after each epoch.
    ///   - shouldStop: Asked before each step, or now and then where a step is a character; the best model so far is then returned.
    public func train(onEpoch: (Epoch) -> Void, shouldStop: () -> Bool = { false }) -> Outcome {
        let clock = Stopwatch()
        let workers = WorkerPool(threads: options.threads)
        let method = makeMethod(workers)
        let onTraining =
            options.measuresTraining ? Evaluator(training, network: network, workers: workers) : nil
        let onHeldOut = heldOut.map { Evaluator($0, network: network, workers: workers) }
        let limit = options.epochs ?? (stopsByItself ? .max : Self.defaultEpochs)
        var schedule = LearningRateSchedule(
            options.schedule, learningRate: record.learningRate, steps: options.learningRateSteps,
            patience: options.patience, epochs: limit)
        var epochs = makeEpochs()
        let stepsAnEpoch = Double(epochs.steps)
        let best = method.weights.parameters.copy()
        var bestScore = Double.infinity
        var record = record

        func outcome(_ ending: Ending) -> Outcome {
            Outcome(
                model: Model(
                    network: network, vocabulary: vocabulary, parameters: best, record: record,
                    trainingNames: trainingNames),
                ending: ending, seconds: clock.seconds)
        }
        for number in 1...max(limit, 1) {
            let epochClock = Stopwatch()
            let learningRate = schedule.learningRate(after: Double(number - 1))
            var ending: Ending?
            var steps = 0
            let (sum, predictions) = epochs.next { batch in
                if shouldStop() {
                    ending = .interrupted
                } else if let maximum = options.maximumSeconds, clock.seconds > maximum {
                    ending = .time
                }
                guard ending == nil else { return nil }
                let progress = Double(number - 1) + Double(steps) / stepsAnEpoch
                steps += 1
                return method.run(
                    self.training, selection: batch, learningRate: schedule.learningRate(after: progress))
            }
            // Part of an epoch is worth nothing, unless it is all there is.
            if let ending, record.epochs > 0 || predictions == 0 { return outcome(ending) }
            let loss = sum / Double(predictions)
            let speed = Double(predictions) / epochClock.seconds
            let validation = onHeldOut?.evaluate(method.weights)
            let training = onTraining?.evaluate(method.weights)
            let measured = validation ?? training
            guard loss.isFinite, measured?.nats.isFinite ?? true, method.weights.parameters.all.isFinite else {
                return outcome(.diverged)
            }

            let score = measured.map(options.bestBy.score) ?? loss
            let isBetter = score < bestScore
            bestScore = min(score, bestScore)
            record.epochs = number
            if isBetter || measured == nil {
                best.all.copy(from: method.weights.parameters.all)
                record.bestEpoch = number
                record.loss = loss
                record.validationLoss = validation?.nats
                record.accuracy = measured?.accuracy
            }
            let isFinished = schedule.observe(better: isBetter)
            onEpoch(
                Epoch(
                    number: number, loss: loss, predictions: predictions, validation: validation, training: training,
                    learningRate: learningRate, seconds: clock.seconds, charactersPerSecond: speed,
                    isBest: record.bestEpoch == number, sample: sample(method.weights, epoch: number)))
            if let ending { return outcome(ending) }
            if isFinished { return outcome(.converged) }
        }
        return outcome(.epochs)
    }

    private func makeMethod(_ workers: WorkerPool) -> any TrainingMethod {
        let parameters = network.initialParameters(options.initialization, seed: options.seed)
        return switch options.update {
        case .batch:
            TrainingStep(
                network, parameters: parameters,
                optimizer: options.makeOptimizer(parameterCount: network.layout.count), clip: options.clip,
                workers: workers)
        case .character:
            OnlineTraining(
                network, parameters: parameters, momentum: options.optimizer.hasMomentum ? options.momentum : 0,
                averages: options.optimizer != .heavyBall)
        }
    }

    private func makeEpochs() -> Epochs {
        switch options.update {
        case .batch:
            Epochs(
                training, namesPerEpoch: options.namesPerEpoch, batchSize: options.batchSize, seed: options.seed)
        case .character:
            Epochs(
                training, namesPerEpoch: options.namesPerEpoch, batchSize: OnlineTraining.namesPerRun, sorted: false,
                seed: options.seed)
        }
    }

    private func sample(_ weights: PackedParameters, epoch: Int) -> String {
        let sampler = Sampler(
            Mixture(network, weights, vocabulary: vocabulary),
            maximumLength: GenerationOptions.defaultMaximumLength, seed: options.seed, expected: 1)
        return sampler.text(ofName: UInt64(epoch))
    }
}
