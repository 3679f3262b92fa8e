/// The gradient of a step as the sum over its shards, which are here or in other processes.
///
/// Each process has the gradients of its own shards, adds them as far as it can, and sends what it has. For few
/// parameters it sends everything to all others, and each process adds the same; that takes one message each way. For
/// many, each process adds up a range of the parameters, and sends that sum to the others: less is sent, one after the
/// other. Either way all have the same sum in the end, bit for bit.
///
/// Bytes that a process sends in a step, for n parameters, R processes that have a partial sum each: 4 n (R - 1), or
/// 8 n (R - 1) / R.
///
/// Threads write to the gradients of different shards.
package final class GradientSum: @unchecked Sendable {
    /// The bytes that are on their way while a message goes through a network, about: 0.2 ms at 1 Gbit/s, 20 µs at 10.
    static let bytesOfLatency = 1 << 15

    private let kernels: Kernels
    private let layout: ParameterLayout
    private let pieces: [Range<Int>]
    private let group: (any ProcessGroup)?
    /// By number of shards: those of the last batch of a pass may be fewer.
    private var trees: [Int: ShardTree] = [:]
    private(set) var tree = ShardTree(shards: 0, processes: 1)
    /// The gradients of this process's shards.
    private var own: [Parameters] = []
    private let losses = Buffer<Double>()
    /// What other processes send, one vector after the other.
    private let received = Buffer<Float>()
    /// Where the gradient or the sum of each shard begins; nil where it is not here.
    private var places: [Vector?] = []
    /// Losses of all shards, in the coordinator.
    private let allLosses = Buffer<Double>()

    package init(_ network: Network, pieces: [Range<Int>], _ group: (any ProcessGroup)?) {
        (kernels, layout, self.pieces, self.group) = (network.kernels, network.layout, pieces, group)
    }

    private var rank: Int { group?.rank ?? 0 }

    /// The shards of this process.
    package var range: Range<Int> { tree.range(of: rank) }

    /// Makes room for the gradients of a step.
    package func begin(shards: Int) {
        guard shards != tree.shards else { return }
        if trees[shards] == nil { trees[shards] = ShardTree(shards: shards, processes: group?.count ?? 1) }
        tree = trees[shards]!
        while own.count < range.count { own.append(Parameters(layout)) }
        losses.reserve(max(range.count, 1))
        places = (0..<shards).map { range.contains($0) ? gradient($0).all : nil }
    }

    /// The gradient of a shard of this process.
    package func gradient(_ shard: Int) -> Parameters { own[shard - range.lowerBound] }

    /// Keeps the loss of a shard of this process.
    func setLoss(_ loss: Double, shard: Int) { losses[shard - range.lowerBound] = loss }

    /// Vectors by shard, some of which are still to be added.
    package struct Sums: Sendable {
        fileprivate let kernels: Kernels
        fileprivate let vectors: [Vector?]
        fileprivate let sums: [ShardTree.Sum]

        /// Adds what is in a range of the parameters, and returns the result.
        package func add(_ range: Range<Int>) -> Vector {
            for sum in sums { kernels.add(vectors[sum.from]![range], to: vectors[sum.into]![range]) }
            return total(range)
        }

        /// The result in a range where everything is added.
        package func total(_ range: Range<Int>) -> Vector { vectors[0]![range] }
    }

    /// Exchanges what processes have to tell each other. What is then left to add is to be added in each of the pieces.
    package func exchange(_ workers: WorkerPool) -> Sums {
        guard let group, group.count > 1 else {
            return Sums(kernels: kernels, vectors: places, sums: tree.own[0])
        }
        if !tree.partials[rank].isEmpty {
            let (sums, vectors, kernels, pieces) = (tree.own[rank], places, kernels, pieces)
            workers.forEach(pieces.count) { piece, _ in
                let range = pieces[piece]
                for sum in sums { kernels.add(vectors[sum.from]![range], to: vectors[sum.into]![range]) }
            }
        }
        if isDivided { exchangeRanges(group, workers) } else { exchangeAll(group) }
        return Sums(kernels: kernels, vectors: places, sums: isDivided ? [] : tree.common)
    }

    /// The summed loss of all shards, after their exchange; in other processes than the coordinator that of their own.
    var loss: Double {
        guard let group, group.count > 1, group.isCoordinator else {
            return range.indices.reduce(0) { $0 + losses[$1 - range.lowerBound] }
        }
        return (0..<tree.shards).reduce(0) { $0 + allLosses[$1] }
    }

    /// Whether each process adds up a range.
    private var isDivided: Bool {
        let senders = tree.partials.count { !$0.isEmpty }
        return GradientSum.isDivided(parameters: layout.count, processes: tree.processes, senders: senders)
    }

    /// Divides if that saves more time than a second message takes.
    package static func isDivided(parameters: Int, processes: Int, senders: Int) -> Bool {
        let whole = 4 * parameters * max(senders - 1, 1)
        let divided = 4 * parameters * (senders + processes) / processes
        return whole > divided + bytesOfLatency
    }

    private func message(_ rank: Int, _ vector: Vector) -> Message { Message(rank: rank, vector.bytes) }

    /// The losses of all shards to the coordinator.
    private func lossMessages(_ group: any ProcessGroup) -> (sending: [Message], receiving: [Message]) {
        func message(_ rank: Int, _ base: UnsafeMutablePointer<Double>, _ count: Int) -> [Message] {
            let bytes = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(start: base, count: count))
            return count > 0 ? [Message(rank: rank, bytes)] : []
        }
        guard group.isCoordinator else { return (message(0, losses.base, range.count), []) }
        allLosses.reserve(tree.shards)
        for shard in range { allLosses[shard] = losses[shard - range.lowerBound] }
        return (
            [],
            group.others.flatMap {
                message($0, allLosses.base + tree.range(of: $0).lowerBound, tree.range(of: $0).count)
            }
        )
    }

    /// Everything from all to all.
    private func exchangeAll(_ group: any ProcessGroup) {
        var (sending, receiving) = lossMessages(group)
        let shards = tree.partials.enumerated().flatMap { $0.offset == rank ? [] : $0.element }
        let count = layout.count
        received.reserve((shards.count + 1) * count)
        for (index, shard) in shards.enumerated() { places[shard] = received.vector(at: index * count, count: count) }
        if places[0] == nil { places[0] = received.vector(at: shards.count * count, count: count) }
        for other in group.others {
            sending += tree.partials[rank].map { message(other, places[$0]!) }
            receiving += tree.partials[other].map { message(other, places[$0]!) }
        }
        group.exchange(sending: sending, receiving: receiving)
    }

    /// To each process its range of the parameters from all others, and the sum in this range from it to all.
    private func exchangeRanges(_ group: any ProcessGroup, _ workers: WorkerPool) {
        var (sending, receiving) = lossMessages(group)
        let (ranges, pieces) = ((0..<group.count).map { self.pieces(of: $0) }, pieces)
        func span(_ rank: Int) -> Range<Int> {
            guard let first = ranges[rank].first, let last = ranges[rank].last else { return 0..<0 }
            return pieces[first].lowerBound..<pieces[last].upperBound
        }
        let own = span(rank)
        let shards = tree.partials.enumerated().flatMap { $0.offset == rank ? [] : $0.element }
        let isTotalHere = places[0] != nil
        received.reserve((isTotalHere ? 0 : layout.count) + shards.count * own.count)
        // The sum of all, and vectors that have only the own range: they begin where the others would.
        var end = 0
        if !isTotalHere {
            places[0] = received.vector(at: 0, count: layout.count)
            end = layout.count
        }
        for shard in shards where places[shard] == nil {
            places[shard] = Vector(base: received.base + end - own.lowerBound, count: own.upperBound)
            end += own.count
        }
        for other in group.others {
            let range = span(other)
            if !range.isEmpty { sending += tree.partials[rank].map { message(other, places[$0]![range]) } }
            if !own.isEmpty { receiving += tree.partials[other].map { message(other, places[$0]![own]) } }
        }
        group.exchange(sending: sending, receiving: receiving)

        let (sums, vectors, kernels) = (tree.common, places, kernels)
        let mine = ranges[rank]
        workers.forEach(mine.count) { index, _ in
            let range = pieces[mine[mine.startIndex + index]]
            for sum in sums { kernels.add(vectors[sum.from]![range], to: vectors[sum.into]![range]) }
        }
        let total = places[0]!
        group.exchange(
            sending: own.isEmpty ? [] : group.others.map { message($0, total[own]) },
            receiving: group.others.filter { !span($0).isEmpty }.map { message($0, total[span($0)]) })
    }

    /// The pieces that a process adds up: whole pieces, about as many parameters as the others.
    private func pieces(of process: Int) -> Range<Int> {
        func first(_ process: Int) -> Int {
            let wanted = layout.count * process / tree.processes
            return pieces.firstIndex { $0.lowerBound + $0.count / 2 >= wanted } ?? pieces.count
        }
        return process == 0
            ? 0..<first(1) : first(process)..<(process + 1 == tree.processes ? pieces.count : first(process + 1))
    }
}
