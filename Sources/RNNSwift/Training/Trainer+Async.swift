import Dispatch
import Synchronization

extension Trainer {
    /// Starts a training on a thread of its own.
    ///
    ///     let run = trainer.start()
    ///     for await epoch in run.epochs { print(epoch.number, epoch.loss) }
    ///     let model = await run.outcome.model
    ///
    /// Any number of trainings may run at the same time; each uses ``TrainingOptions/threads`` threads.
    ///
    /// - Parameter checkpoint: Checkpoint to resume from, accepted by ``check(_:)``; nil to start.
    public func start(from checkpoint: Checkpoint? = nil) -> Run { Run(self, from: checkpoint) }

    /// Trains and returns the best model, while other tasks run. Fitted to a time limit, as without tasks.
    ///
    /// - Throws: ``TrainingError/diverged`` if the loss is no finite number from the start; `CancellationError` soon
    ///   after the task was canceled. To keep what was learned until then, use ``start(from:)``.
    public func train() async throws -> Model {
        let outcome = try await fitted().start().outcome
        try Task.checkCancellation()
        guard outcome.model.record.bestEpoch > 0 else { throw TrainingError.diverged }
        return outcome.model
    }

    /// A training that was started. It ends by itself, by ``stop()``, or when a task is canceled that waits for its
    /// ``outcome`` or its next epoch.
    public final class Run: Sendable {
        /// The epochs, as they are finished; the sequence ends with the training.
        public let epochs: AsyncStream<Epoch>
        private let isStopped: Flag
        private let task: Task<Outcome, Never>

        fileprivate init(_ trainer: Trainer, from checkpoint: Checkpoint?) {
            let (epochs, continuation) = AsyncStream.makeStream(of: Epoch.self)
            let isStopped = Flag()
            continuation.onTermination = { end in
                if case .cancelled = end { isStopped.set() }
            }
            (self.epochs, self.isStopped) = (epochs, isStopped)
            task = Task.detached {
                await withCheckedContinuation { ended in
                    // Not a thread of the tasks' pool: that would keep other tasks from running.
                    DispatchQueue.global().async {
                        let outcome = trainer.train(
                            from: checkpoint, onEpoch: { continuation.yield($0) },
                            shouldStop: { isStopped.isSet })
                        continuation.finish()
                        ended.resume(returning: outcome)
                    }
                }
            }
        }

        /// Ends the training before its next step. The outcome has the best model so far, and a checkpoint.
        public func stop() { isStopped.set() }

        /// What became of the training, when it has ended.
        public var outcome: Outcome {
            get async {
                await withTaskCancellationHandler {
                    await task.value
                } onCancel: {
                    stop()
                }
            }
        }
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .relaxed) }
        func set() { value.store(true, ordering: .relaxed) }
    }
}
