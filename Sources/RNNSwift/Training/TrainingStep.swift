/// One step of training: gradient, optimizer, weights packed anew.
///
/// A batch is cut into shards (see ``Network/shards(names:)``): names into shards of consecutive names, each with a
/// prefix tree of its own, running text by its streams. Each shard has a gradient of its own. They are added in a
/// binary tree over the numbers of the shards: 0 and 1, 2 and 3, …, then 0 and 2, …. So the result does not depend on
/// who computes which shard. In the steady state nothing is allocated and nothing locks.
package final class TrainingStep {
    package let network: Network
    package let weights: PackedParameters
    private(set) var optimizer: any OptimizerRule
    private let clip: Double?
    private let dropout: Dropout?
    private let weightDropout: WeightDropout?
    private let average: AverageWeights?
    private let workers: WorkerPool
    /// By thread for names; by shard for running text, whose states are carried over.
    private var workspaces: [Workspace] = []
    private var gradients: [Parameters] = []
    /// By shard.
    private let losses = Buffer<Double>()
    /// Ranges of the parameters, for several threads.
    private let pieces: [Range<Int>]
    /// Matrices that several pieces make up: packed when all of these are updated.
    private let divided: [PackedParameters.Slice]
    /// Sums of squares of the gradient, by piece, for clipping.
    private let squares: Buffer<Double>

    var moments: [String: Vector] {
        guard let average else { return optimizer.moments }
        return optimizer.moments.merging([AverageWeights.momentName: average.weights.parameters.all]) { first, _ in
            first
        }
    }
    var optimizerSteps: Int {
        get { optimizer.steps }
        set { optimizer.steps = newValue }
    }

    /// The gradient that the last step followed.
    package var gradient: Parameters { gradients[0] }

    /// - Parameters:
    ///   - clip: The gradient is scaled down to this norm where it is longer.
    ///   - averaging: The decay of the average of the weights.
    package init(
        _ network: Network, parameters: Parameters, optimizer: any OptimizerRule, clip: Double? = nil,
        dropout: Dropout? = nil, weightDropout: Dropout? = nil, averaging: Double? = nil, workers: WorkerPool
    ) {
        self.network = network
        self.optimizer = optimizer
        self.clip = clip
        self.dropout = dropout
        self.weightDropout = weightDropout.map { WeightDropout(network, $0) }
        average = averaging.map { AverageWeights(network, of: parameters, decay: $0) }
        self.workers = workers
        weights = network.pack(parameters)
        pieces = network.layout.pieces()
        divided = weights.slices(besides: pieces)
        squares = Buffer(count: pieces.count)
    }

    /// With the optimizer and the clipping of the options.
    package convenience init(
        _ network: Network, _ parameters: Parameters, _ options: TrainingOptions, _ workers: WorkerPool
    ) {
        self.init(
            network, parameters: parameters, optimizer: options.makeOptimizer(parameterCount: network.layout.count),
            clip: options.optimizer.clip, dropout: options.makeDropout(), weightDropout: options.makeWeightDropout(),
            averaging: options.regularization.averaging, workers: workers)
    }

    package func result() -> PackedParameters {
        guard let average else {
            if weightDropout != nil { weights.update(workers: workers) }
            return weights
        }
        average.weights.update(workers: workers)
        return average.weights
    }

    /// Trains on `selection`, positions in `names` in ascending order. Returns the summed loss before the step, in
    /// nats, and the number of predictions.
    package func run(
        _ names: EncodedNames, selection: ArraySlice<Int32>, learningRate: Double
    ) -> (loss: Double, predictions: Int) {
        let result = computeGradient(names, selection: selection)
        follow(learningRate: learningRate, shards: network.shards(names: selection.count))
        return result
    }

    /// Trains on the next piece of each stream of `text`, after the states that the last one ended in. Returns as
    /// above.
    package func run(_ text: TextStreams, piece: Int, learningRate: Double) -> (loss: Double, predictions: Int) {
        let shards = network.shards(streams: text.streams)
        prepare(workspaces: shards, shards: shards, sharing: network.sharesSteps(streams: text.streams))
        let predictions = text.streams * text.length(ofPiece: piece)
        let scale = Float(1 / Double(predictions))
        let (step, weights) = begin()
        distribute(shards, of: text) { [network, workspaces, gradients, losses, dropout, weightDropout] shard in
            let (begin, end) = (text.streams * shard / shards, text.streams * (shard + 1) / shards)
            let workspace = workspaces[shard]
            workspace.rows.build(text, piece: piece, streams: begin..<end)
            if piece == 0 { network.resetStates(workspace, count: end - begin) }
            gradients[shard].all.fill(0)
            losses[shard] = network.addGradient(
                weights, workspace, scale: scale, dropout: dropout?.masks(step: step, shard: shard),
                to: gradients[shard])
            weightDropout?.drop(gradients[shard])
            network.carryStates(workspace)
        }
        follow(learningRate: learningRate, shards: shards)
        return (loss(shards: shards), predictions)
    }

    /// The carried states of the streams of `text`, by shard and layer.
    func carriedStates(of text: TextStreams) -> [String: Vector] {
        let shards = network.shards(streams: text.streams)
        prepare(workspaces: shards, shards: shards, sharing: network.sharesSteps(streams: text.streams))
        var states: [String: Vector] = [:]
        for shard in 0..<shards {
            let count = text.streams * (shard + 1) / shards - text.streams * shard / shards
            network.resetStates(workspaces[shard], count: count)
            for (index, layer) in workspaces[shard].layers.enumerated() {
                states["states.\(shard).\(index)"] = layer.carried.vector
            }
        }
        return states
    }

    /// Leaves the gradient of the mean loss in `gradients`, to be added up.
    private func computeGradient(
        _ names: EncodedNames, selection: ArraySlice<Int32>
    ) -> (loss: Double, predictions: Int) {
        let predictions = selection.reduce(0) { $0 + names.length(Int($1)) + 1 }
        let shards = network.shards(names: selection.count)
        prepare(workspaces: workers.threads, shards: shards)
        let scale = Float(1 / Double(predictions))
        let (step, weights) = begin()
        workers.forEach(shards) { [network, workspaces, gradients, losses, dropout, weightDropout] shard, thread in
            let begin = selection.startIndex + selection.count * shard / shards
            let end = selection.startIndex + selection.count * (shard + 1) / shards
            let workspace = workspaces[thread]
            workspace.rows.build(names, selection: selection[begin..<end])
            gradients[shard].all.fill(0)
            losses[shard] = network.addGradient(
                weights, workspace, scale: scale, dropout: dropout?.masks(step: step, shard: shard),
                to: gradients[shard])
            weightDropout?.drop(gradients[shard])
        }
        return (loss(shards: shards), predictions)
    }

    /// The number of the step that begins, from 0, and the weights that it is made with.
    private func begin() -> (step: Int, weights: PackedParameters) {
        let step = optimizer.steps
        guard let weightDropout else { return (step, weights) }
        weightDropout.begin(step: step, weights.parameters, workers: packers)
        return (step, weightDropout.weights)
    }

    /// The workers that pack weights; nil if packing on one thread is faster.
    private var packers: WorkerPool? { pieces.count > 1 ? workers : nil }

    /// The shards of running text, divided among threads; or all on this one, if threads share its steps.
    private func distribute(_ shards: Int, of text: TextStreams, _ body: @Sendable (_ shard: Int) -> Void) {
        if network.sharesSteps(streams: text.streams) {
            for shard in 0..<shards { body(shard) }
        } else {
            workers.forEach(shards) { shard, _ in body(shard) }
        }
    }

    private func prepare(workspaces count: Int, shards: Int, sharing: Bool = false) {
        while workspaces.count < count {
            workspaces.append(Workspace(network, sharedBy: sharing ? workers : nil))
        }
        while gradients.count < shards { gradients.append(Parameters(network.layout)) }
        losses.reserve(shards)
    }

    private func loss(shards: Int) -> Double { (0..<shards).reduce(0) { $0 + losses[$1] } }

    /// Adds up the shards' gradients and follows their sum.
    private func follow(learningRate: Double, shards: Int) {
        optimizer.advance(learningRate: learningRate)
        let (network, weights, gradients, optimizer, squares) = (network, weights, gradients, optimizer, squares)
        let (pieces, average, packs) = (pieces, average, weightDropout == nil)
        @Sendable func sum(_ piece: Int) -> Vector {
            let range = pieces[piece]
            var distance = 1
            while distance < shards {
                for shard in stride(from: 0, to: shards - distance, by: 2 * distance) {
                    network.kernels.add(gradients[shard + distance].all[range], to: gradients[shard].all[range])
                }
                distance *= 2
            }
            return gradients[0].all[range]
        }
        @Sendable func update(_ piece: Int, along gradient: Vector) {
            let range = pieces[piece]
            optimizer.update(weights.parameters.all[range], along: gradient, at: range.lowerBound)
            average?.follow(weights, range, steps: optimizer.steps)
            if packs { weights.update(in: range) }
        }
        if let clip {
            workers.forEach(pieces.count) { piece, _ in squares[piece] = network.kernels.sumOfSquares(sum(piece)) }
            let norm = pieces.indices.reduce(0) { $0 + squares[$1] }.squareRoot()
            let factor = Self.clippingFactor(clip, norm: norm)
            workers.forEach(pieces.count) { piece, _ in
                let gradient = gradients[0].all[pieces[piece]]
                if factor < 1 { network.kernels.scale(gradient, by: Float(factor)) }
                update(piece, along: gradient)
            }
        } else {
            workers.forEach(pieces.count) { piece, _ in update(piece, along: sum(piece)) }
        }
        if packs { weights.update(divided, workers: workers) }
    }

    /// What brings a gradient of this norm to the norm `clip`, if it is longer; as PyTorch's `clip_grad_norm_`.
    package static func clippingFactor(_ clip: Double, norm: Double) -> Double { min(1, clip / (norm + 1e-6)) }
}
