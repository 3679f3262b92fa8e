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
    /// What else the network learns from, the weight of its predictions, and whether they may be those of the list.
    private let teaching: Teaching?
    /// By thread.
    private var teacherSpaces: [Teacher.Space] = []

    /// A teacher, as a step uses it.
    package struct Teaching: Sendable {
        let teacher: Teacher
        let weight: Double
        /// Whether batches consist of names as they are in the list, so that its predictions can be computed before.
        let usesList: Bool

        package init(teacher: Teacher, weight: Double, usesList: Bool) {
            (self.teacher, self.weight, self.usesList) = (teacher, weight, usesList)
        }
    }
    /// Predictions of the step under way, and its text, whose states are to be carried over.
    private var predictions = 0
    private var carrying: TextStreams?
    private let sum: GradientSum
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
    package var gradient: Parameters { sum.gradient(0) }

    /// - Parameters:
    ///   - clip: The gradient is scaled down to this norm where it is longer.
    ///   - averaging: The decay of the average of the weights.
    ///   - teaching: What else is learned, beside the names.
    ///   - processes: The processes that make the same steps, each with some of the shards.
    package init(
        _ network: Network, parameters: Parameters, optimizer: any OptimizerRule, clip: Double? = nil,
        dropout: Dropout? = nil, weightDropout: Dropout? = nil, averaging: Double? = nil, teaching: Teaching? = nil,
        workers: WorkerPool, processes: (any ProcessGroup)? = nil
    ) {
        self.teaching = teaching
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
        sum = GradientSum(network, pieces: pieces, processes)
    }

    /// With the optimizer and the clipping of the options.
    package convenience init(
        _ network: Network, _ parameters: Parameters, _ options: TrainingOptions, teaching: Teaching? = nil,
        _ workers: WorkerPool, _ processes: (any ProcessGroup)? = nil
    ) {
        self.init(
            network, parameters: parameters, optimizer: options.makeOptimizer(parameterCount: network.layout.count),
            clip: options.optimizer.clip, dropout: options.makeDropout(), weightDropout: options.makeWeightDropout(),
            averaging: options.regularization.averaging, teaching: teaching, workers: workers, processes: processes)
    }

    package func result() -> PackedParameters {
        guard let average else {
            if weightDropout != nil { weights.update(workers: workers) }
            return weights
        }
        average.weights.update(workers: workers)
        return average.weights
    }

    /// Computes the gradient of the mean loss on `selection`, positions in `names` in ascending order: this process's
    /// part of it.
    package func begin(_ names: EncodedNames, selection: ArraySlice<Int32>) {
        predictions = selection.reduce(0) { $0 + names.length(Int($1)) + 1 }
        let shards = network.shards(names: selection.count)
        prepare(workspaces: workers.threads, shards: shards)
        let (scale, range) = (Float(1 / Double(predictions)), sum.range)
        let (step, weights) = beginStep()
        let table = teaching.flatMap { $0.usesList ? $0.teacher.predictions(names, workers) : nil }
        workers.forEach(range.count) {
            [network, workspaces, sum, dropout, weightDropout, teaching, teacherSpaces] index, thread in
            let shard = range.lowerBound + index
            let begin = selection.startIndex + selection.count * shard / shards
            let end = selection.startIndex + selection.count * (shard + 1) / shards
            let (workspace, gradient) = (workspaces[thread], sum.gradient(shard))
            workspace.rows.build(names, selection: selection[begin..<end])
            gradient.all.fill(0)
            let soft = teaching.map {
                teacherSpaces[thread].targets(names, selection[begin..<end], table, weight: Float($0.weight))
            }
            let loss = network.addGradient(
                weights, workspace, scale: scale, dropout: dropout?.masks(step: step, shard: shard), soft: soft,
                to: gradient)
            sum.setLoss(loss, shard: shard)
            weightDropout?.drop(gradient)
        }
    }

    /// Computes the gradient of the next piece of each stream of `text`, after the states that the last one ended in.
    package func begin(_ text: TextStreams, piece: Int) {
        let shards = network.shards(streams: text.streams)
        prepare(workspaces: shards, shards: shards, sharing: network.sharesSteps(streams: text.streams))
        predictions = text.streams * text.length(ofPiece: piece)
        let (scale, range) = (Float(1 / Double(predictions)), sum.range)
        let (step, weights) = beginStep()
        distribute(range.count, of: text) { [network, workspaces, sum, dropout, weightDropout] index in
            let shard = range.lowerBound + index
            let (begin, end) = (text.streams * shard / shards, text.streams * (shard + 1) / shards)
            let (workspace, gradient) = (workspaces[shard], sum.gradient(shard))
            workspace.rows.build(text, piece: piece, streams: begin..<end)
            if piece == 0 { network.resetStates(workspace, count: end - begin) }
            gradient.all.fill(0)
            let loss = network.addGradient(
                weights, workspace, scale: scale, dropout: dropout?.masks(step: step, shard: shard), to: gradient)
            sum.setLoss(loss, shard: shard)
            weightDropout?.drop(gradient)
        }
        carrying = text
    }

    /// Follows the gradient that was begun, and carries the states of streams over.
    ///
    /// - Returns: The summed loss before the step, in nats, of which only the coordinator of a group has all, and the
    ///   number of predictions.
    package func finish(learningRate: Double) -> (loss: Double, predictions: Int) {
        if let text = carrying {
            let first = sum.range.lowerBound
            distribute(sum.range.count, of: text) { [network, workspaces] in
                network.carryStates(workspaces[first + $0])
            }
            carrying = nil
        }
        follow(learningRate: learningRate)
        return (sum.loss, predictions)
    }

    /// A whole step on names.
    package func run(
        _ names: EncodedNames, selection: ArraySlice<Int32>, learningRate: Double
    ) -> (loss: Double, predictions: Int) {
        begin(names, selection: selection)
        return finish(learningRate: learningRate)
    }

    /// A whole step on a text.
    package func run(_ text: TextStreams, piece: Int, learningRate: Double) -> (loss: Double, predictions: Int) {
        begin(text, piece: piece)
        return finish(learningRate: learningRate)
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
                states[Self.stateName(shard, layer: index)] = layer.carried.vector
            }
        }
        return states
    }

    private static func stateName(_ shard: Int, layer: Int) -> String { "states.\(shard).\(layer)" }

    /// Which of a number of processes carries which states over.
    func owners(of text: TextStreams, _ processes: Int) -> [(process: Int, name: String)] {
        let tree = ShardTree(shards: network.shards(streams: text.streams), processes: processes)
        return (0..<processes).flatMap { process in
            tree.range(of: process).flatMap { shard in
                network.layers.indices.map { (process, Self.stateName(shard, layer: $0)) }
            }
        }
    }

    /// The number of the step that begins, from 0, and the weights that it is made with.
    private func beginStep() -> (step: Int, weights: PackedParameters) {
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
            if let teaching { teacherSpaces.append(Teacher.Space(teaching.teacher.ensemble, workspaces.last!.rows)) }
        }
        sum.begin(shards: shards)
    }

    /// Adds up the shards' gradients and follows their sum.
    private func follow(learningRate: Double) {
        optimizer.advance(learningRate: learningRate)
        let sums = sum.exchange(workers)
        let (network, weights, optimizer, squares) = (network, weights, optimizer, squares)
        let (pieces, average, packs) = (pieces, average, weightDropout == nil)
        @Sendable func update(_ piece: Int, along gradient: Vector) {
            let range = pieces[piece]
            optimizer.update(weights.parameters.all[range], along: gradient, at: range.lowerBound)
            average?.follow(weights, range, steps: optimizer.steps)
            if packs { weights.update(in: range) }
        }
        if let clip {
            workers.forEach(pieces.count) { piece, _ in
                squares[piece] = network.kernels.sumOfSquares(sums.add(pieces[piece]))
            }
            let norm = pieces.indices.reduce(0) { $0 + squares[$1] }.squareRoot()
            let factor = Self.clippingFactor(clip, norm: norm)
            workers.forEach(pieces.count) { piece, _ in
                let gradient = sums.total(pieces[piece])
                if factor < 1 { network.kernels.scale(gradient, by: Float(factor)) }
                update(piece, along: gradient)
            }
        } else {
            workers.forEach(pieces.count) { piece, _ in update(piece, along: sums.add(pieces[piece])) }
        }
        if packs { weights.update(divided, workers: workers) }
    }

    /// What brings a gradient of this norm to the norm `clip`, if it is longer; as PyTorch's `clip_grad_norm_`.
    package static func clippingFactor(_ clip: Double, norm: Double) -> Double { min(1, clip / (norm + 1e-6)) }
}
