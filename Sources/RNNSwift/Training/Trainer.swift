import Foundation

/// Trains a network on a list of names.
///
/// The list is passed over again and again, in a fresh order each time, a batch of names or a character a step. After each pass (epoch) the
/// loss on the held-out names decides: the best parameters so far are kept, the learning rate is halved when the loss no
/// longer falls, and the training ends when that no longer helps.
///
/// The same list, options and kernels give the same model, bit for bit, whatever the number of threads.
public struct Trainer {
    public let options: TrainingOptions
    public let vocabulary: Vocabulary
    private let network: Network
    private let training: EncodedNames
    private let heldOut: EncodedNames?
    private let record: TrainingRecord

    /// Epochs without a limit of the caller's when nothing says when to stop.
    public static let defaultEpochs = 200

    /// What happened in one pass over the list.
    public struct Epoch: Sendable {
        /// From 1.
        public let number: Int
        /// The mean loss over the epoch, in nats a character; of each batch or character before its step.
        public let loss: Double
        /// The model after the epoch on the held-out names; nil if there are none.
        public let validation: Evaluation?
        /// At the beginning of the epoch.
        public let learningRate: Double
        /// Since the training began.
        public let seconds: Double
        /// Trained characters a second in this epoch, STOP included.
        public let charactersPerSecond: Double
        /// Whether the training would return this model if it ended now.
        public let isBest: Bool
        /// A name that the model invents at this point.
        public let sample: String
    }

    /// Why a training ended.
    public enum Ending: String, Sendable {
        /// The loss no longer falls.
        case converged
        /// The epochs that were asked for are done.
        case epochs
        /// The time that was asked for is over.
        case time
        /// The caller wanted it.
        case interrupted
        /// The loss is no longer a finite number.
        case diverged
    }

    public struct Outcome: Sendable {
        /// The best model by validation loss; without validation, the last one.
        public let model: Model
        public let ending: Ending
        public let seconds: Double
    }

    /// - Throws: ``ListError`` if the list, or its held-out part, cannot be used; ``TrainingError/tooLarge(parameters:)``,
    ///   ``TrainingError/notByCharacter(_:_:)``.
    public init(_ list: consuming NameList, options: TrainingOptions = .init()) throws {
        precondition(options.batchSize > 0 && options.threads > 0 && options.patience > 0)
        guard options.update == .batch || (options.architecture.cell == .rnn && options.optimizer != .adam) else {
            throw TrainingError.notByCharacter(options.architecture.cell, options.optimizer)
        }
        self.options = options
        if case .list(let validation) = options.validation {
            vocabulary = try Vocabulary(ofUTF8: [list.names.utf8, validation.names.utf8].joined())
        } else {
            vocabulary = try Vocabulary(ofUTF8: list.names.utf8)
        }
        network = Network(options.architecture, vocabularySize: vocabulary.count, kernels: options.kernels)
        // Parameters and two packed forms, two moments, the best ones, the model's own three, a gradient for each shard.
        let copies = UInt64(9 + TrainingStep.shards(batchSize: options.batchSize))
        guard copies * 4 * UInt64(network.layout.count) < ProcessInfo.processInfo.physicalMemory else {
            throw TrainingError.tooLarge(parameters: network.layout.parameterCount)
        }
        var record = TrainingRecord()
        record.list = list.source
        record.longestName = list.longest

        // The list is consumed: once encoded, its text is no longer in memory.
        let texts = (consume list).names
        let names = EncodedNames(consume texts, vocabulary: vocabulary)
        switch options.validation {
        case .share(let share):
            let (training, heldOut) = names.split(holdingOut: share, seed: options.seed)
            self.training = training
            self.heldOut = heldOut.count > 0 ? heldOut : nil
        case .list(let validation):
            training = names
            heldOut = EncodedNames(validation.names, vocabulary: vocabulary)
        case .none:
            training = names
            heldOut = nil
        }

        record.names = training.occurrences.count
        record.distinctNames = training.count
        record.heldOutNames = heldOut?.count ?? 0
        record.optimizer = options.optimizer.rawValue
        record.learningRate = options.firstLearningRate
        record.schedule = options.schedule.rawValue
        record.update = options.update.rawValue
        record.batchSize = options.update == .batch ? options.batchSize : 1
        record.seed = options.seed
        self.record = record
    }

    /// Names trained on, names held out, both distinct.
    public var counts: (training: Int, heldOut: Int) { (training.count, heldOut?.count ?? 0) }

    /// Whether the training ends without a limit on its epochs.
    public var stopsByItself: Bool { options.schedule == .plateau && heldOut != nil }

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
        let evaluator = heldOut.map { Evaluator($0, network: network, workers: workers) }
        let limit = options.epochs ?? (stopsByItself ? .max : Self.defaultEpochs)
        var schedule = LearningRateSchedule(
            options.schedule, learningRate: record.learningRate, patience: options.patience, epochs: limit)
        var epochs =
            switch options.update {
            case .batch: Epochs(training, batchSize: options.batchSize, seed: options.seed)
            case .character:
                Epochs(training, batchSize: OnlineTraining.namesPerRun, sorted: false, seed: options.seed)
            }
        let stepsAnEpoch = Double(epochs.steps)
        let best = method.weights.parameters.copy()
        var record = record

        func outcome(_ ending: Ending) -> Outcome {
            Outcome(
                model: Model(network: network, vocabulary: vocabulary, parameters: best, record: record),
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
                    training, selection: batch, learningRate: schedule.learningRate(after: progress))
            }
            // Part of an epoch is worth nothing, unless it is all there is.
            if let ending, record.epochs > 0 || predictions == 0 { return outcome(ending) }
            let loss = sum / Double(predictions)
            let speed = Double(predictions) / epochClock.seconds
            let validation = evaluator?.evaluate(method.weights)
            guard loss.isFinite, validation?.nats.isFinite ?? true, method.weights.parameters.all.isFinite else {
                return outcome(.diverged)
            }

            let verdict = schedule.observe(validation?.nats ?? loss)
            record.epochs = number
            if verdict == .best || evaluator == nil {
                best.all.copy(from: method.weights.parameters.all)
                record.bestEpoch = number
                record.loss = loss
                record.validationLoss = validation?.nats
            }
            onEpoch(
                Epoch(
                    number: number, loss: loss, validation: validation, learningRate: learningRate,
                    seconds: clock.seconds, charactersPerSecond: speed, isBest: record.bestEpoch == number,
                    sample: sample(method.weights, epoch: number)))
            if let ending { return outcome(ending) }
            if verdict == .finished { return outcome(.converged) }
        }
        return outcome(.epochs)
    }

    private func makeMethod(_ workers: WorkerPool) -> any TrainingMethod {
        let parameters = network.initialParameters(seed: options.seed)
        return switch options.update {
        case .batch:
            TrainingStep(network, parameters: parameters, optimizer: makeOptimizer(network), workers: workers)
        case .character:
            OnlineTraining(
                network, parameters: parameters, momentum: options.optimizer == .momentum ? options.momentum : 0)
        }
    }

    private func makeOptimizer(_ network: Network) -> any Optimizer {
        let (count, kernels) = (network.layout.count, options.kernels)
        return switch options.optimizer {
        case .adam: Adam(parameterCount: count, kernels: kernels)
        case .momentum: Momentum(parameterCount: count, momentum: options.momentum, kernels: kernels)
        case .sgd: SGD(kernels: kernels)
        }
    }

    private func sample(_ weights: PackedParameters, epoch: Int) -> String {
        let sampler = Sampler(
            network, weights, vocabulary: vocabulary,
            maximumLength: GenerationOptions.defaultMaximumLength, seed: options.seed, expected: 1)
        return sampler.text(ofName: UInt64(epoch))
    }
}
