import Synchronization

/// A training in which the processes of a group make each step together, seen from the coordinator: it decides what is
/// done next, and tells the others. ``TrainingHelp`` is their side.
final class SharedTraining {
    /// What the other processes have to know beside the data and the parameters.
    struct Plan: Codable {
        /// Number of the data that was shared.
        let data: Int
        let architecture: Architecture
        /// The settings, as texts by name.
        let settings: [String: String]
        let seed: UInt64
        let threads: Int
        let kernels: String
        let optimizerSteps: Int
    }

    private let group: any ProcessGroup

    /// Tells the other processes of a training.
    ///
    /// - Parameter optimizerSteps: Steps that were made before.
    init(_ trainer: Trainer, _ data: SharedData, optimizerSteps: Int) {
        group = data.group
        group.give(Order(.train))
        _ = group.broadcast(
            Plan(
                data: data.number, architecture: trainer.network.architecture,
                settings: Dictionary(uniqueKeysWithValues: trainer.options.effectiveSettings(trainer.data.subject)),
                seed: trainer.options.seed, threads: trainer.options.threads, kernels: trainer.options.kernels.name,
                optimizerSteps: optimizerSteps))
    }

    func end() { group.give(Order(.endTraining)) }

    /// All processes begin a pass, after comparing their weights.
    func begin(pass: Int, _ weights: Parameters) {
        group.give(Order(.beginPass, pass))
        group.compareWeights(weights)
    }

    /// All processes make a step. They have begun it already, if it follows the last one.
    func make(step: Int, learningRate: Double) { group.give(Order(.step, step, value: learningRate)) }

    func evaluate(_ part: TrainingPart) { group.give(Order(.evaluatePart, part.rawValue)) }

    /// Collects the states of the streams of a text, which each process has for its shards.
    func collectStates(_ passes: any TrainingPasses) {
        guard !passes.carried.isEmpty else { return }
        group.give(Order(.carriedStates))
        group.collectStates(passes)
    }
}

/// Data that the processes of a group have in common.
struct SharedData: Sendable {
    private static let numbers = Atomic(0)

    let group: any ProcessGroup
    let number: Int

    /// Shares data with the processes that help this one, if any do. (A step for each character cannot be shared.)
    static func share<Data: TrainingData>(
        _ data: consuming Data, _ options: TrainingOptions
    ) -> (Data, SharedData?) {
        guard let group = Processes.current, group.count > 1, options.data.update == .batch else { return (data, nil) }
        let number = numbers.add(1, ordering: .relaxed).newValue
        group.give(Order(Data.order, number))
        return (data.share(in: group), SharedData(group: group, number: number))
    }
}

extension ProcessGroup {
    /// Checks that the weights of all processes are the same, bit for bit.
    func compareWeights(_ weights: Parameters) {
        let hash = weights.all.hash
        let hashes = gather([hash], counts: [Int](repeating: 1, count: count))
        if let other = hashes.firstIndex(where: { $0 != hash }) {
            abort(
                "\(name(of: other)) has computed other weights than \(name(of: 0)); use hosts with the same processors and "
                    + "libraries, or --isa avx2 on all of them")
        }
    }

    /// Copies parameters and what goes from step to step from the coordinator to all others.
    func spread(_ vectors: [Vector]) {
        for vector in vectors where vector.count > 0 {
            broadcast(
                UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(start: vector.base, count: vector.count)))
        }
    }

    func collectStates(_ passes: any TrainingPasses) {
        for (process, name) in passes.owners(of: count) where process != 0 {
            guard let vector = passes.carried[name], rank == 0 || rank == process else { continue }
            let message = Message(
                rank: rank == 0 ? process : 0,
                UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(start: vector.base, count: vector.count)))
            if rank == 0 { exchange(receiving: [message]) } else { exchange(sending: [message]) }
        }
    }
}

extension TrainingPasses {
    /// The vectors of `state`, in an order that is the same in all processes.
    var stateVectors: [Vector] { state.sorted { $0.key < $1.key }.map(\.value) }
}

extension TrainingOptions {
    /// The settings that have an effect, as texts.
    func effectiveSettings(_ subject: TrainingSetting.Subject) -> [(name: String, value: String)] {
        TrainingSetting.all.compactMap { setting in
            guard setting.subject == .both || setting.subject == subject, setting.obstacle(self) == nil,
                setting.value(self) != nil
            else { return nil }
            return (setting.name, setting.text(self))
        }
    }

    /// Options with these settings.
    init(settings: [String: String]) throws {
        self.init()
        for setting in TrainingSetting.all {
            if let text = settings[setting.name] { try setting.apply(text, to: &self) }
        }
    }
}
