/// One step of training on a batch of names: gradient, optimizer, weights packed anew.
///
/// The batch is cut into shards of consecutive names by its size alone. Each shard has a prefix tree and a gradient of its own;
/// the gradients are added in the order of the shards. So the result does not depend on the number of threads.
final class TrainingStep {
    /// Small enough that two cores share a batch of 256, large enough that little of the common prefixes is lost.
    private static let namesPerShard = 128
    /// Each has a gradient of its own, so memory sets a limit.
    private static let mostShards = 16

    static func shards(batchSize: Int) -> Int { min(max(1, batchSize / namesPerShard), mostShards) }

    let network: Network
    let weights: PackedParameters
    private var optimizer: any Optimizer
    private let workers: WorkerPool
    private let workspaces: PerThread<Workspace>
    private var gradients: [Parameters] = []

    /// The gradient that the last step followed.
    var gradient: Parameters { gradients[0] }

    init(_ network: Network, parameters: Parameters, optimizer: any Optimizer, workers: WorkerPool) {
        self.network = network
        self.optimizer = optimizer
        self.workers = workers
        weights = network.pack(parameters)
        workspaces = PerThread(count: workers.threads) { Workspace(network) }
    }

    /// Trains on `selection`, positions in `names` in ascending order. Returns the summed loss before the step, in nats, and
    /// the number of predictions.
    func run(
        _ names: EncodedNames, selection: ArraySlice<Int32>, learningRate: Double
    ) -> (loss: Double, predictions: Int) {
        let (loss, predictions) = computeGradient(names, selection: selection)
        optimizer.update(weights.parameters.all, along: gradient.all, learningRate: learningRate)
        weights.update()
        return (loss, predictions)
    }

    /// Leaves the gradient of the mean loss in `gradient`.
    func computeGradient(_ names: EncodedNames, selection: ArraySlice<Int32>) -> (loss: Double, predictions: Int) {
        let predictions = selection.reduce(0) { $0 + names.length(Int($1)) + 1 }
        let shards = Self.shards(batchSize: selection.count)
        while gradients.count < shards { gradients.append(Parameters(network.layout)) }
        let losses = PerThread(count: shards) { 0.0 }
        let scale = Float(1 / Double(predictions))
        let (network, weights, workspaces, gradients) = (network, weights, workspaces, gradients)
        workers.forEach(shards) { shard, thread in
            let workspace = workspaces[thread]
            let begin = selection.startIndex + selection.count * shard / shards
            let end = selection.startIndex + selection.count * (shard + 1) / shards
            workspace.rows.build(names, selection: selection[begin..<end])
            gradients[shard].all.fill(0)
            losses[shard] = network.addGradient(weights, workspace, scale: scale, to: gradients[shard])
        }
        for shard in 1..<shards { network.kernels.add(gradients[shard].all, to: gradient.all) }
        return (losses.values.reduce(0, +), predictions)
    }
}
