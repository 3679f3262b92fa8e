import Synchronization

/// A training in which the processes of a group make each step together, seen from the coordinator: it decides what is
/// done next, and gives the others orders. ``TrainingHelp`` is their side.
final class SharedTraining {
    private let group: any ProcessGroup
    private var waits: [Double] = []

    /// Begins a training in the other processes.
    ///
    /// - Parameter optimizerSteps: Steps that were made before.
    init(_ trainer: Trainer, _ data: SharedData, optimizerSteps: Int) {
        group = data.group
        group.give(Order(.train, optimizerSteps))
        _ = group.broadcast(trainer.plan)
    }

    func end() { group.give(Order(.endTraining)) }

    /// All processes begin a pass, after comparing their weights.
    func begin(pass: Int, _ weights: Parameters) {
        group.give(Order(.beginPass, pass))
        group.compareWeights(weights)
        waits = group.waits
    }

    /// The process that was waited for longest since the pass began, and its share of a time.
    func late(_ seconds: Double) -> (process: String, share: Double) {
        let waited = zip(group.waits, waits).map { $0 - $1 }
        let rank = waited.indices.max { waited[$0] < waited[$1] } ?? 0
        return (group.name(of: rank), waited[rank] / seconds)
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

    func collectStates(_ passes: any TrainingPasses) {
        for (process, name) in passes.owners(of: count) where process != 0 {
            guard let vector = passes.carried[name], rank == 0 || rank == process else { continue }
            let message = Message(rank: rank == 0 ? process : 0, vector.bytes)
            if rank == 0 { exchange(receiving: [message]) } else { exchange(sending: [message]) }
        }
    }
}

extension TrainingPasses {
    /// The vectors of `state`, in an order that is the same in all processes.
    var stateVectors: [Vector] { state.sorted { $0.key < $1.key }.map(\.value) }
}
