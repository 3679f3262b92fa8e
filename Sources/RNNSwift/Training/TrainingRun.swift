import Foundation

/// A training under way: how far it is, and what can be done next. ``Trainer`` decides when.
///
///     beginEpoch()  step() … step()  finishEpoch()      checkpoint() and outcome(_:) at any time between
final class TrainingRun {
    private let trainer: Trainer
    private let passes: any TrainingPasses
    /// The part of other processes; nil if there are none.
    private let shared: SharedTraining?
    private let evaluateTraining: ((PackedParameters) -> Evaluation)?
    private let evaluateHeldOut: ((PackedParameters) -> Evaluation)?
    private let clock: Stopwatch
    private var schedule: LearningRateSchedule
    /// The parameters of the best model so far.
    private let best: Parameters
    /// The record of the best model so far, with the number of finished epochs.
    private(set) var record: TrainingRecord
    private var position: Checkpoint.Position
    /// What the epoch under way began with.
    private var epoch = (clock: Stopwatch(), predictions: 0, learningRate: 0.0)
    /// Whether the last epoch brought a better model.
    private var isBetter = false

    /// - Parameter checkpoint: Checkpoint to resume from, accepted by ``Trainer/check(_:)``; nil to start.
    init(_ trainer: Trainer, from checkpoint: Checkpoint?) {
        let (options, network) = (trainer.options, trainer.network)
        self.trainer = trainer
        clock = Stopwatch(before: checkpoint?.seconds ?? 0)
        let workers = WorkerPool(threads: options.threads)
        let data = trainer.isAlone ? nil : trainer.shared
        let group = data?.group
        shared = data.map { SharedTraining(trainer, $0, optimizerSteps: checkpoint?.position.optimizerSteps ?? 0) }
        passes = trainer.makePasses(workers, from: checkpoint, group)
        evaluateTraining =
            options.measuresTraining ? trainer.data.makeEvaluation(of: .training, network, workers, group) : nil
        evaluateHeldOut = trainer.data.makeEvaluation(of: .heldOut, network, workers, group)
        best = (checkpoint?.best.weights ?? passes.method.weights).parameters.copy()
        record = checkpoint?.best.record ?? trainer.record
        position = checkpoint?.position ?? .init()
        schedule = LearningRateSchedule(
            options.schedule.kind, learningRate: options.firstLearningRate, steps: options.schedule.steps,
            patience: options.usedPatience, warmup: options.schedule.warmup, epochs: trainer.mostEpochs)
        schedule.plateau = position.plateau
    }

    /// Whether all epochs are done.
    var isDone: Bool { record.epochs >= trainer.mostEpochs }
    /// Whether the epoch under way has steps left.
    var hasSteps: Bool { position.steps < passes.steps }
    /// Whether a step was made, in this epoch or before.
    var hasBegun: Bool { record.epochs > 0 || position.steps > 0 }
    /// Whether the first epoch is under way, and has made a step.
    var isInFirstEpoch: Bool { record.epochs == 0 && position.steps > 0 }
    /// Training time in seconds, with that before the checkpoint.
    var seconds: Double { clock.seconds }

    /// Why the training must end before its next step; nil if it need not.
    var ending: Trainer.Ending? {
        if let maximum = trainer.options.schedule.maximumSeconds, clock.seconds - clock.before > maximum {
            return .time
        }
        return position.loss.isFinite ? nil : .diverged
    }

    func beginEpoch() {
        epoch = (Stopwatch(), position.predictions, schedule.learningRate(after: Double(record.epochs)))
        shared?.begin(pass: record.epochs, passes.method.weights.parameters)
        passes.begin(pass: record.epochs)
    }

    func step() {
        let progress = Double(record.epochs) + Double(position.steps) / Double(passes.steps)
        let learningRate = schedule.learningRate(after: progress)
        shared?.make(step: position.steps, learningRate: learningRate)
        passes.begin(step: position.steps)
        let result = passes.finish(learningRate: learningRate)
        position.steps += 1
        position.loss += result.loss
        position.predictions += result.predictions
    }

    /// Evaluates the weights after an epoch, or after a part of the first one, and keeps them if they are the best.
    /// Returns nil if the training has diverged.
    func finishEpoch() -> Trainer.Epoch? {
        let loss = meanLoss
        let tokens = Double(position.predictions - epoch.predictions)
        let speed = tokens * trainer.data.charactersPerToken / epoch.clock.seconds
        let result = passes.method.result()
        if evaluateHeldOut != nil { shared?.evaluate(.heldOut) }
        let validation = evaluateHeldOut?(result)
        if evaluateTraining != nil { shared?.evaluate(.training) }
        let training = evaluateTraining?(result)
        let measured = validation ?? training
        guard loss < largestLoss, measured?.nats.isFinite ?? true, hasFiniteWeights, result.parameters.all.isFinite
        else { return nil }
        let score = measured.map(trainer.options.bestBy.score) ?? loss
        isBetter = score < position.bestScore ?? .infinity
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
        let finished = Trainer.Epoch(
            number: record.epochs, loss: loss, predictions: position.predictions, validation: validation,
            training: training, learningRate: epoch.learningRate, seconds: clock.seconds, charactersPerSecond: speed,
            isBest: record.bestEpoch == record.epochs,
            sample: trainer.data.sample(trainer.network, result, seed: trainer.options.seed, epoch: record.epochs),
            late: shared?.late(epoch.clock.seconds))
        position = .init(bestScore: isBetter ? score : position.bestScore)
        return finished
    }

    /// Advances the schedule after an epoch. Returns whether the training has converged.
    func hasConverged() -> Bool { schedule.observe(better: isBetter) }

    /// The state to resume from; nil if weights are no longer finite numbers.
    func checkpoint() -> Checkpoint? {
        guard position.loss.isFinite, hasFiniteWeights else { return nil }
        position.plateau = schedule.plateau
        position.optimizerSteps = passes.method.optimizerSteps
        position.seconds = clock.seconds
        shared?.collectStates(passes)
        return Checkpoint(
            settings: trainer.settings.reduce(into: [:]) { $0[$1.name] = $1.value }, position: position, best: model,
            parameters: passes.method.weights.parameters.all.values, moments: passes.state.mapValues(\.values))
    }

    /// The epoch under way; nil before its first step, after its last one, and if it has diverged.
    func partialEpoch() -> Trainer.PartialEpoch? {
        guard position.steps > 0, hasSteps, position.loss.isFinite, hasFiniteWeights else { return nil }
        let index = (record.epochs + 1) << 32 + position.steps  // another name than that after the epoch
        return Trainer.PartialEpoch(
            number: record.epochs + 1, step: position.steps, steps: passes.steps,
            loss: meanLoss, seconds: clock.seconds,
            sample: trainer.data.sample(
                trainer.network, passes.method.result(), seed: trainer.options.seed, epoch: index))
    }

    /// Ends the training.
    func outcome(_ ending: Trainer.Ending, _ checkpoint: Checkpoint? = nil) -> Trainer.Outcome {
        shared?.end()
        return Trainer.Outcome(model: model, ending: ending, seconds: clock.seconds, checkpoint: checkpoint)
    }

    private var model: Model {
        Model(
            network: trainer.network, vocabulary: trainer.vocabulary, parameters: best, record: record,
            trainingNames: trainer.trainingNames)
    }

    private var hasFiniteWeights: Bool { passes.method.weights.parameters.all.isFinite }

    /// The mean loss of the steps of the epoch so far, in nats per character.
    private var meanLoss: Double {
        let loss = position.loss / Double(max(position.predictions, 1))
        return trainer.data.charactersPerToken == 1 ? loss : loss / trainer.data.charactersPerToken
    }

    /// A mean loss that no training comes back from: ten times that of guessing.
    private var largestLoss: Double { 10 * log(Double(trainer.vocabulary.count)) }
}
