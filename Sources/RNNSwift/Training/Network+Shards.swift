/// How many shards a batch is cut into: a matter of the batch and the network alone, never of the threads.
///
/// More shards keep more threads busy, and their activations stay in the caches of a core. But each needs memory for a
/// gradient, names of different shards share no prefixes, and each shard reads all weights again.
extension Network {
    package func shards(names: Int) -> Int { shards(names, perShard: weightsFitCache ? 64 : 128) }

    package func shards(streams: Int) -> Int {
        // Shared steps are made shard by shard, for other processes to have some.
        shards(streams, perShard: sharesSteps(streams: streams) ? 48 : weightsFitCache ? 6 : 25)
    }

    /// Whether threads share each step of running text, instead of its streams. Then each has some of the weights in
    /// its cache, for all streams, and the gradient is in memory once. So it is for large weights, and for few streams
    /// if the product of a step takes much longer than waiting for each other, a microsecond.
    package func sharesSteps(streams: Int) -> Bool {
        guard kernels.hasIndependentRows else { return false }
        if !weightsFitCache { return true }
        return streams < 12 && layers.allSatisfy { streams * $0.gates * $0.units * $0.units >= 1 << 19 }
    }

    /// A multiple of 8, or else of 2, so that 2, 4 or 8 threads get the same number.
    private func shards(_ count: Int, perShard: Int) -> Int {
        let shards = min(count / perShard, mostShards)
        return shards >= 8 ? shards / 8 * 8 : max(shards / 2 * 2, 1)
    }

    /// Whether the recurrent weights of a layer stay in the second cache of a core while few rows are multiplied with
    /// them, 2 MB.
    private var weightsFitCache: Bool { layers.allSatisfy { $0.gates * $0.units * $0.units <= 1 << 19 } }

    /// 64, or as many as have gradients of 64 MB in all, but at least 16.
    private var mostShards: Int { min(max((1 << 24) / layout.count, 16), 64) }
}
