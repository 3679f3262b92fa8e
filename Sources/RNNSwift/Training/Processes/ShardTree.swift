/// Which process computes which shards of a batch, and in which order their gradients are added.
///
/// Shards are the leaves of a binary tree over their numbers: 0 and 1 are added, 2 and 3, …, then 0 and 2, …. Each
/// process has consecutive shards, about as many as the others. What it has all shards of, it adds by itself; the other
/// sums need what several processes have. So the result is the same for any number of processes.
package struct ShardTree: Sendable {
    /// Adds the gradient of one shard, or the sum that has come there, to that of another.
    package struct Sum: Sendable, Equatable {
        let from: Int
        let into: Int
    }

    let shards: Int
    let processes: Int
    /// The sums that a process computes by itself, by process, and those that need several, all in their order.
    let own: [[Sum]]
    let common: [Sum]
    /// The shards where a process's own sums end up, by process, ascending.
    package let partials: [[Int]]

    package init(shards: Int, processes: Int) {
        self.shards = shards
        self.processes = processes
        let ranges = (0..<processes).map { shards * $0 / processes..<shards * ($0 + 1) / processes }
        var own = [[Sum]](repeating: [], count: processes)
        var common: [Sum] = []
        var partials = ranges.map(Array.init)
        var distance = 1
        while distance < shards {
            for shard in stride(from: 0, to: shards - distance, by: 2 * distance) {
                let sum = Sum(from: shard + distance, into: shard)
                let end = min(shard + 2 * distance, shards)
                if let process = ranges.firstIndex(where: { $0.contains(shard) && $0.upperBound >= end }) {
                    own[process].append(sum)
                    partials[process].removeAll { $0 == sum.from }
                } else {
                    common.append(sum)
                }
            }
            distance *= 2
        }
        (self.own, self.common, self.partials) = (own, common, partials)
    }

    /// The shards of a process.
    package func range(of process: Int) -> Range<Int> {
        shards * process / processes..<shards * (process + 1) / processes
    }
}
