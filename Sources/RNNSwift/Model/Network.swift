/// A stack of recurrent layers and a linear output layer, with softmax cross-entropy as its loss.
///
/// It holds the structure only: where parameters stand and which kernels run. Parameters, gradients and memory for a
/// pass are passed in, so that any number of threads can use one network.
package struct Network: Sendable {
    package let architecture: Architecture
    /// Tokens: the width of the input and of the output.
    package let vocabularySize: Int
    package let kernels: Kernels
    package let layout: ParameterLayout
    let packedLayout: PackedParameters.Layout
    package let layers: [any RecurrentLayer]
    private let outputWeights: ParameterLayout.Slice
    private let outputBias: ParameterLayout.Slice
    private let output: PackedParameters.Slice
    private let outputTransposed: PackedParameters.Slice

    /// With 8-bit numbers it has no gradient.
    package var precision: Precision { packedLayout.precision }

    package init(
        _ architecture: Architecture, vocabularySize: Int, kernels: Kernels, precision: Precision = .float
    ) {
        self.architecture = architecture
        self.vocabularySize = vocabularySize
        self.kernels = kernels
        var layout = ParameterLayout()
        var packed = PackedParameters.Layout(kernels: kernels, precision: precision)
        var layers: [any RecurrentLayer] = []
        var inputs = vocabularySize
        for (index, units) in architecture.hidden.enumerated() {
            layers.append(
                architecture.cell.traits.layer.init(
                    index: index, inputs: inputs, units: units, parameters: &layout, packed: &packed))
            inputs = units
        }
        outputWeights = layout.addWeights(
            "out.weight", rows: inputs, columns: vocabularySize, role: .output, units: inputs)
        outputBias = layout.addBias("out.bias", count: vocabularySize, role: .outputBias, units: inputs)
        output = packed.add(outputWeights)
        outputTransposed = packed.add(outputWeights, transposed: true)
        self.layout = layout
        self.layers = layers
        packedLayout = packed
    }

    /// Initial parameters.
    package func initialParameters(_ initialization: Initialization = .pytorch, seed: UInt64) -> Parameters {
        let parameters = Parameters(layout)
        parameters.initialize(initialization, seed: seed)
        return parameters
    }

    /// Parameters packed for the kernels.
    package func pack(_ parameters: Parameters) -> PackedParameters {
        PackedParameters(parameters, layout: packedLayout)
    }

    /// The logits of all rows, [rows, vocabulary], valid until the workspace is used again.
    package func forward(
        _ weights: PackedParameters, _ workspace: Workspace, withGradient: Bool = false, dropout: Dropout.Masks? = nil
    ) -> Matrix {
        let rows = workspace.rows
        var masks = dropout
        var input = LayerInput.tokens(rows.tokens)
        for (layer, space) in zip(layers, workspace.layers) {
            space.prepare(for: layer, rows: rows.count, withGradient: withGradient)
            layer.forward(rows, input, weights, space)
            space.drop(&masks, rows)
            input = .states(space.output)
        }
        let logits = workspace.logits.activations(rows: rows.count, columns: vocabularySize)
        guard case .states(let top) = input else { preconditionFailure("a network has at least one layer") }
        project(top, weights, into: logits, workers: workspace.workers)
        return logits
    }

    /// `h W + b` of the output layer.
    @inline(__always)
    func project(_ states: Matrix, _ weights: PackedParameters, into logits: Matrix, workers: WorkerPool? = nil) {
        kernels.multiply(
            states, weights[output], bias: weights.parameters.vector(outputBias), into: logits, workers: workers)
    }

    /// The sequences of the rows begin with states of zeros.
    package func resetStates(_ workspace: Workspace, count: Int) {
        for (layer, space) in zip(layers, workspace.layers) { space.carried.reset(for: layer, count: count) }
    }

    /// Carries the last states of the rows over as the initial states of the next rows.
    package func carryStates(_ workspace: Workspace) {
        for space in workspace.layers { space.carry() }
    }

    /// Adds `scale` times the gradient of the summed loss of all rows to `gradient`; returns the loss, in nats, not
    /// scaled.
    ///
    /// - Parameter dropout: What is dropped on the way.
    package func addGradient(
        _ weights: PackedParameters, _ workspace: Workspace, scale: Float, dropout: Dropout.Masks? = nil,
        to gradient: Parameters
    ) -> Double {
        precondition(precision == .float, "a quantized network has no gradient")
        let rows = workspace.rows
        guard rows.count > 0 else { return 0 }
        let logits = forward(weights, workspace, withGradient: true, dropout: dropout)
        let workers = workspace.workers
        // Logits then hold their gradient.
        let loss = kernels.softmaxCrossEntropy(rows, scale: scale, logits: logits, workers: workers)

        let topSpace = workspace.layers.last!
        kernels.accumulateOuter(
            topSpace.output, logits, into: gradient.matrix(outputWeights), workers: workers)
        kernels.accumulateColumnSums(logits, into: gradient.vector(outputBias), workers: workers)
        kernels.multiply(logits, weights[outputTransposed], into: topSpace.gradient, workers: workers)
        for index in layers.indices.reversed() {
            let below = index > 0 ? workspace.layers[index - 1] : nil
            workspace.layers[index].dropGradient()
            layers[index].backward(
                rows,
                below.map { .states($0.output) } ?? .tokens(rows.tokens),
                weights, workspace.layers[index], gradient: gradient, inputGradient: below?.gradient)
        }
        return loss
    }
}

/// The memory of one pass over one batch: reused from batch to batch, and used by one thread at a time, which others
/// may help.
package final class Workspace: @unchecked Sendable {
    package let rows = PackedRows()
    package let layers: [LayerSpace]
    package let logits = Buffer<Float>()
    /// Threads that share the pass, if any do.
    let workers: WorkerPool?

    package init(_ network: Network, sharedBy workers: WorkerPool? = nil) {
        layers = network.layers.map { _ in LayerSpace(workers: workers) }
        self.workers = workers
    }
}
