import Foundation

/// Training in another process of a group, which trains a setting at a time.
struct RemoteSettings: SettingTraining {
    /// What the other process is to do.
    struct Task: Codable {
        let plan: Trainer.Plan
        let hasCheckpoint: Bool
        let epochs: Int
    }

    /// What it sends.
    enum Report: Int {
        /// A ``SweepProgress/Epoch``; a checkpoint's file.
        case epoch, checkpoint
        /// The file of the best model, then, if the training can be resumed, a checkpoint; last how it ended.
        case model, end
    }

    struct End: Codable {
        let ending: String
        let seconds: Double
    }

    /// Time between two looks for a report, in microseconds.
    private static let interval: UInt32 = 2000

    private let group: any ProcessGroup
    private let rank: Int
    /// Held while messages are exchanged, by one thread at a time.
    private let lock: NSLock

    /// The other processes of the group that helps this thread.
    static func all() -> [RemoteSettings] {
        guard let group = Processes.current else { return [] }
        let lock = NSLock()
        return group.others.map { RemoteSettings(group: group, rank: $0, lock: lock) }
    }

    func train(
        _ trainer: Trainer, from checkpoint: Checkpoint?, epochs: Int, onEpoch: (SweepProgress.Epoch) -> Void,
        shouldStop: () -> Bool, onCheckpoint: (Checkpoint) -> Void
    ) throws -> Trainer.Outcome {
        let task = try JSONEncoder().encode(Task(plan: trainer.plan, hasCheckpoint: checkpoint != nil, epochs: epochs))
        let state = try checkpoint?.serialized()
        lock.withLock {
            group.send([Order(.setting)], to: rank)
            group.send(0, task, to: rank)
            if let state { group.send(0, state, to: rank) }
        }
        var isToldToStop = false
        var (model, last): (Model?, Checkpoint?)
        while true {
            if !isToldToStop, shouldStop() {
                isToldToStop = true
                lock.withLock { group.send([Order(.stop)], to: rank) }
            }
            guard let (kind, data) = poll() else {
                usleep(Self.interval)
                continue
            }
            switch Report(rawValue: kind) {
            case .epoch: onEpoch(try JSONDecoder().decode(SweepProgress.Epoch.self, from: data))
            case .checkpoint:
                last = try Checkpoint(data, kernels: trainer.options.kernels).told(trainer)
                if model == nil, let last { onCheckpoint(last) }
            case .model: (model, last) = (try Model(Safetensors(data), kernels: trainer.options.kernels), nil)
            case .end:
                let end = try JSONDecoder().decode(End.self, from: data)
                guard let model, let ending = Trainer.Ending(rawValue: end.ending) else {
                    preconditionFailure("a training ended without a model")
                }
                return Trainer.Outcome(
                    model: model.told(trainer), ending: ending, seconds: end.seconds, checkpoint: last)
            case nil: preconditionFailure("an unknown report")
            }
        }
    }

    private func poll() -> (kind: Int, data: Data)? {
        lock.withLock { group.hasMessage(from: rank) ? group.receivePacket(from: rank) : nil }
    }
}

extension Model {
    /// The model with the hashes of its training names, which other processes do not have.
    fileprivate func told(_ trainer: Trainer) -> Model {
        Model(
            network: trainer.network, vocabulary: trainer.vocabulary, parameters: weights.parameters, record: record,
            trainingNames: trainer.trainingNames)
    }
}

extension Checkpoint {
    fileprivate func told(_ trainer: Trainer) -> Checkpoint {
        Checkpoint(
            settings: settings, position: position, best: best.told(trainer), parameters: parameters, moments: moments)
    }
}

/// The training of a setting, seen from the process that trains it.
struct SettingHelp {
    private let group: any ProcessGroup
    private let trainer: Trainer
    private let checkpoint: Checkpoint?
    private let epochs: Int

    /// - Parameter data: What the coordinator has shared, by number.
    init(_ group: any ProcessGroup, _ data: [Int: any TrainingData]) {
        self.group = group
        let task = group.receivePacket(from: 0).data
        do {
            let task = try JSONDecoder().decode(RemoteSettings.Task.self, from: task)
            trainer = Trainer(task.plan, data, in: group)
            epochs = task.epochs
            checkpoint =
                task.hasCheckpoint
                ? try Checkpoint(group.receivePacket(from: 0).data, kernels: trainer.options.kernels) : nil
        } catch {
            group.abort("\(group.name(of: group.rank)) does not understand the coordinator: \(error)")
        }
    }

    func train() {
        func report(_ kind: RemoteSettings.Report, _ data: () throws -> Data) {
            do { group.send(kind.rawValue, try data(), to: 0) } catch {
                group.abort("\(group.name(of: group.rank)) cannot report on a training: \(error)")
            }
        }
        let outcome = LocalSettings().train(
            trainer, from: checkpoint, epochs: epochs,
            onEpoch: { epoch in report(.epoch) { try JSONEncoder().encode(epoch) } },
            shouldStop: { group.hasMessage(from: 0) && group.nextOrder(patiently: false).kind == .stop },
            onCheckpoint: { state in report(.checkpoint) { try state.serialized() } })
        report(.model) { try outcome.model.serialized() }
        if let state = outcome.checkpoint { report(.checkpoint) { try state.serialized() } }
        report(.end) {
            try JSONEncoder().encode(
                RemoteSettings.End(ending: outcome.ending.rawValue, seconds: outcome.seconds))
        }
    }
}
