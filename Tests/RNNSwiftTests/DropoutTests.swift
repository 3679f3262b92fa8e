import RNNSwift
import Testing

@Suite struct DropoutTests {
    private let names: EncodedNames
    private let network: Network
    private let parameters: Parameters
    private let workspace: Workspace

    init() throws {
        names = EncodedNames(
            randomNames(300, letters: 4, longest: 9, seed: 1), vocabulary: try Vocabulary(Array("abcd")))
        network = Network(Architecture(cell: .gru, hidden: [37, 21]), vocabularySize: 6, kernels: .best)
        parameters = network.initialParameters(seed: 2)
        workspace = Workspace(network)
        workspace.rows.build(names, selection: names.occurrences)
    }

    private func mask(_ probability: Double, variational: Bool = false, step: Int = 0, shard: Int = 0) -> Matrix {
        let mask = buffer.activations(rows: workspace.rows.count, columns: 37)
        var masks = Dropout(probability: probability, isVariational: variational, seed: 9).masks(
            step: step, shard: shard)
        masks.draw(workspace.rows, into: mask)
        return mask
    }

    private let buffer = Buffer<Float>()

    /// A factor is 0 as often as it is to be, otherwise 1 / (1 - p), so that its mean is 1.
    @Test(arguments: [0.0001, 0.1, 0.5, 0.9]) func expectation(_ probability: Double) {
        let factors = (0..<30).flatMap { mask(probability, step: $0).elements }
        let values = Set(factors).subtracting([0])
        #expect(values.count == 1 && abs(values.first! * (1 - probability) - 1) < 1e-4 / (1 - probability))
        // Four standard deviations of the mean.
        let tolerance = 4 * (probability / (1 - probability) / Double(factors.count)).squareRoot() + 1e-4
        #expect(abs(factors.reduce(0, +) / Double(factors.count) - 1) < tolerance)
    }

    @Test func extremes() {
        #expect(mask(1e-9).elements.allSatisfy { $0 == 1 })
        #expect(mask(1 - 1e-9).elements.allSatisfy { $0.isFinite })
    }

    @Test func everyStepAndShardHasItsOwn() {
        let first = mask(0.5).elements
        #expect(mask(0.5).elements == first)
        for (step, shard) in [(1, 0), (0, 1), (1, 1)] {
            let other = mask(0.5, step: step, shard: shard).elements
            let same = zip(first, other).count { $0 == $1 }
            #expect((0.45...0.55).contains(Double(same) / Double(first.count)))
        }
        // Rows and units are independent, too.
        let mask = mask(0.5)
        #expect(Set((0..<50).map { row in (0..<37).map { mask[row, $0] } }).count == 50)
        #expect(Set((0..<37).map { unit in (0..<50).map { mask[$0, unit] } }).count == 37)
    }

    @Test func variationalMasksStayTheSameAlongAName() {
        let (mask, rows) = (mask(0.5, variational: true), workspace.rows)
        func row(_ row: Int) -> [Float] { (0..<37).map { mask[row, $0] } }
        var firsts: Set<[Float]> = []
        for r in 0..<rows.count {
            guard rows.parent[r] >= 0, rows.parent[Int(rows.parent[r])] >= 0 else {
                firsts.insert(row(r))
                continue
            }
            #expect(row(r) == row(Int(rows.parent[r])))
        }
        #expect(firsts.count == 5)  // START, and each of four letters
    }

    @Test func variationalMasksOfRunningText() throws {
        let text = TextStreams([UInt16](repeating: 1, count: 61), streams: 3, sequenceLength: 5)
        workspace.rows.build(text, piece: 0, streams: 0..<3)
        let mask = mask(0.5, variational: true)
        func row(_ row: Int) -> [Float] { (0..<37).map { mask[row, $0] } }
        #expect((3..<15).allSatisfy { row($0) == row($0 % 3) } && Set((0..<3).map(row)).count == 3)
    }

    /// The recurrence continues with all units; what goes up has lost some; nothing is left of that in a pass without
    /// dropout.
    @Test func whatIsDropped() {
        let weights = network.pack(parameters)
        let plain = network.forward(weights, workspace).elements
        let states = workspace.layers[0].states.elements
        let dropout = Dropout(probability: 0.5, isVariational: false, seed: 1)
        let dropped = network.forward(weights, workspace, dropout: dropout.masks(step: 0, shard: 0)).elements
        #expect(workspace.layers[0].states.elements == states)
        for layer in workspace.layers {
            let outputs = zip(layer.output.elements, layer.states.elements)
            let zeros = outputs.count { $0 == 0 && $1 != 0 }
            #expect((0.4...0.6).contains(Double(zeros) / Double(layer.states.elements.count)))
            #expect(outputs.allSatisfy { $0 == 0 || $0 == 2 * $1 })
        }
        #expect(dropped != plain)
        #expect(network.forward(weights, workspace).elements == plain)
    }

    /// The gradient of a step with weight dropout is that of a network whose recurrent weights are 0 where it took
    /// them, and twice as large elsewhere; what was taken does not follow it.
    @Test func weightDropout() {
        let step = TrainingStep(
            network, parameters: parameters.copy(), optimizer: SGD(kernels: .best),
            weightDropout: Dropout(probability: 0.5, isVariational: false, seed: 1), workers: WorkerPool(threads: 2))
        _ = step.run(names, selection: Array(names.occurrences)[...], learningRate: 1)
        let twin = WeightDropout(network, Dropout(probability: 0.5, isVariational: false, seed: 1))
        twin.begin(step: 0, parameters, workers: nil)
        let gradient = Parameters(network.layout)
        _ = network.addGradient(
            twin.weights, workspace, scale: Float(1 / Double(workspace.rows.predictions)), to: gradient)
        for slice in network.layout.slices {
            let (before, used) = (parameters.matrix(slice).elements, twin.weights.parameters.matrix(slice).elements)
            let slopes = gradient.matrix(slice).elements
            let isRecurrent = slice.role == .recurrent
            let dropped = used.count { $0 == 0 }
            #expect(isRecurrent ? (0.45...0.55).contains(Double(dropped) / Double(used.count)) : used == before)
            let expected = before.indices.map { index in
                isRecurrent && used[index] == 0 ? before[index] : before[index] - (isRecurrent ? 2 : 1) * slopes[index]
            }
            #expect(
                relativeDifference(step.weights.parameters.matrix(slice).elements, expected) < 1e-5, "\(slice.name)")
        }
        // The next step takes others; what the training has come to has all.
        let first = twin.weights.parameters.all.values
        twin.begin(step: 1, parameters, workers: nil)
        #expect(twin.weights.parameters.all.values != first)
        #expect(step.result().parameters === step.weights.parameters)
        let logits = network.forward(step.result(), workspace).elements
        #expect(logits == network.forward(network.pack(step.weights.parameters), workspace).elements)
    }

    @Test func threadsDoNotMatter() throws {
        func train(threads: Int, dropout: Double, variational: Bool = false, weights: Double = 0) throws -> Model {
            var options = TrainingOptions()
            options.architecture = Architecture(cell: .lstm, hidden: [20, 10])
            (
                options.regularization.dropout, options.regularization.variationalDropout,
                options.regularization.averaging
            ) = (dropout, variational, 0.99)
            (options.schedule.epochs, options.threads, options.schedule.warmup, options.regularization.weightDropout) =
                (2, threads, 0.5, weights)
            return try Trainer(NameList(.dinosaurs), options: options).train()
        }
        let model = try train(threads: 1, dropout: 0.3).serialized()
        #expect(try train(threads: 2, dropout: 0.3).serialized() == model)
        #expect(try train(threads: 3, dropout: 0.3).serialized() == model)
        #expect(try train(threads: 1, dropout: 0.4).serialized() != model)
        #expect(try train(threads: 1, dropout: 0.3, variational: true).serialized() != model)
        #expect(try train(threads: 1, dropout: 0.3).record.settings["dropout"] == .number(0.3))
        let third = try train(threads: 1, dropout: 0.1, weights: 0.5).serialized()
        #expect(try train(threads: 2, dropout: 0.1, weights: 0.5).serialized() == third)
    }
}

@Suite struct AverageWeightsTests {
    @Test func decay() {
        #expect(AverageWeights.decay(0.99, steps: 1) == 2.0 / 11)
        #expect(AverageWeights.decay(0.99, steps: 90) == 0.91)
        #expect(AverageWeights.decay(0.99, steps: 891) == 0.99 && AverageWeights.decay(0.5, steps: 1000) == 0.5)
    }

    /// Against the definition, in double.
    @Test(arguments: [nil, 0.1]) func followsTheWeights(_ clip: Double?) throws {
        let names = EncodedNames(
            randomNames(300, letters: 4, longest: 6, seed: 1), vocabulary: try Vocabulary(Array("abcd")))
        let network = Network(Architecture(cell: .gru, hidden: [40]), vocabularySize: 6, kernels: .best)
        let parameters = network.initialParameters(seed: 2)
        var expected = parameters.all.values.map { Double($0) }
        let step = TrainingStep(
            network, parameters: parameters, optimizer: Momentum(parameterCount: network.layout.count, kernels: .best),
            clip: clip, averaging: 0.8, workers: WorkerPool(threads: 2))
        for number in 1...40 {
            _ = step.run(names, selection: Array(names.occurrences)[...], learningRate: 0.5)
            let decay = min(0.8, Double(1 + number) / Double(10 + number))
            for (index, weight) in step.weights.parameters.all.values.enumerated() {
                expected[index] = decay * expected[index] + (1 - decay) * Double(weight)
            }
        }
        let average = step.result()
        #expect(relativeDifference(average.parameters.all.values.map { Double($0) }, expected) < 1e-6)
        #expect(relativeDifference(step.weights.parameters.all.values.map { Double($0) }, expected) > 1e-3)
        // It is packed, too.
        let (workspace, fresh) = (Workspace(network), Workspace(network))
        for space in [workspace, fresh] { space.rows.build(names, selection: names.occurrences) }
        let logits = network.forward(average, workspace).elements
        #expect(logits == network.forward(network.pack(average.parameters.copy()), fresh).elements)
    }
}
