import Foundation

extension Trainer {
    /// Trains and returns the best model. A training with a time limit is fitted to it, see ``fitted(networks:)``.
    ///
    /// - Throws: ``TrainingError/diverged`` if the loss is no finite number from the start.
    public func train() throws -> Model {
        let outcome = try fitted().train(onEpoch: { _ in })
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
        let run = TrainingRun(self, from: checkpoint)
        var saved = (seconds: run.seconds, epochs: run.record.epochs)  // when the last checkpoint was written
        var shown = run.seconds  // when an epoch was last shown, whole or in part

        /// Makes the steps of an epoch. Returns why they ended before the last one; nil if they did not.
        func makeSteps() -> Ending? {
            while run.hasSteps {
                if let ending = shouldStop() ? .interrupted : run.ending { return ending }
                let isDue =
                    switch checkpoints {
                    case .seconds(let seconds): run.seconds - saved.seconds >= seconds
                    case .epochs(let count): run.record.epochs - saved.epochs >= count
                    case nil: false
                    }
                if isDue {
                    if let state = run.checkpoint() { onCheckpoint(state) }
                    saved = (run.seconds, run.record.epochs)
                }
                run.step()
                if let partialEpochs, run.seconds - shown >= partialEpochs, let epoch = run.partialEpoch() {
                    onPartialEpoch(epoch)
                    shown = run.seconds
                }
            }
            return nil
        }
        while !run.isDone {
            run.beginEpoch()
            let ending = makeSteps()
            let isResumable = ending != nil && ending != .diverged && run.hasBegun
            let state = isResumable ? run.checkpoint() : nil
            // The model after a part of an epoch is worth nothing, unless it is all there is.
            if let ending, !run.isInFirstEpoch { return run.outcome(ending, state) }
            guard let epoch = run.finishEpoch() else { return run.outcome(.diverged) }
            onEpoch(epoch)
            shown = run.seconds
            if let ending { return run.outcome(ending, state) }
            if run.hasConverged() { return run.outcome(.converged) }
        }
        return run.outcome(.epochs)
    }

    /// All the epochs that there will be; the largest number if the training ends by itself.
    public var mostEpochs: Int { options.schedule.epochs ?? (stopsByItself ? .max : Self.defaultEpochs) }

    /// The passes of a training, with the parameters and the state that it begins with.
    ///
    /// - Parameter group: The processes that make the same passes.
    func makePasses(
        _ workers: WorkerPool, from checkpoint: Checkpoint?, _ group: (any ProcessGroup)?
    ) -> any TrainingPasses {
        let parameters = network.initialParameters(options.initialization, seed: options.seed)
        if let base = base ?? (options.initialization == .base ? .base : nil) {
            parameters.takeOver(base, vocabulary: vocabulary)
        }
        if let checkpoint { parameters.all.copy(from: checkpoint.parameters) }
        group?.spread([parameters.all])
        let passes = data.makePasses(network, parameters, options, workers, group)
        if let checkpoint {
            passes.method.optimizerSteps = checkpoint.position.optimizerSteps
            for (name, vector) in passes.state { vector.copy(from: checkpoint.moments[name]!) }
        }
        group?.spread(passes.stateVectors)
        return passes
    }
}
