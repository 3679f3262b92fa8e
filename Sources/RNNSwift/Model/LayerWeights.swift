/// The part of a cell that does not recur: `x W + b`, for all of its gates at once.
struct InputProjection: Sendable {
    private let weights: ParameterLayout.Slice
    private let bias: ParameterLayout.Slice
    /// Nil in the first layer, whose inputs are tokens: rows of the weights are read as they are.
    private let packed: (forward: PackedParameters.Slice, backward: PackedParameters.Slice)?

    /// `columns` pre-activations of a layer of `units`.
    ///
    /// - Parameters:
    ///   - sharedBias: Number of columns that have a second, added bias in PyTorch. (default: all)
    ///   - forgetGate: The number of the gate that keeps the cell's state, where there is one.
    init(
        index: Int, inputs: Int, columns: Int, units: Int, sharedBias: Int? = nil, forgetGate: Int? = nil,
        parameters: inout ParameterLayout, packed: inout PackedParameters.Layout
    ) {
        weights = parameters.addWeights(
            "rnn.weight_ih_l\(index)", rows: inputs, columns: columns, role: .input, units: units)
        bias = parameters.addBias(
            [
                .init(name: "rnn.bias_ih_l\(index)", range: 0..<columns, of: columns),
                .init(name: "rnn.bias_hh_l\(index)", range: 0..<(sharedBias ?? columns), of: columns),
            ], count: columns, role: .bias(forgetGate: forgetGate), units: units)
        self.packed = index > 0 ? (packed.add(weights), packed.add(weights, transposed: true)) : nil
    }

    /// `x W + b`
    @inline(__always)
    func forward(
        _ input: LayerInput, _ packed: PackedParameters, into result: Matrix, workers: WorkerPool? = nil
    ) {
        let bias = packed.parameters.vector(bias)
        switch input {
        case .tokens(let tokens):
            packed.kernels.gather(
                packed.parameters.matrix(weights), tokens: tokens, bias: bias, into: result, workers: workers)
        case .states(let below):
            packed.kernels.multiply(
                below, packed[self.packed!.forward], bias: bias, into: result, workers: workers)
        }
    }

    /// From the gradient of the result: adds those of the weights and of the bias to `gradient`, and, unless the input
    /// is tokens, writes that of the input.
    func backward(
        _ dz: Matrix, _ input: LayerInput, _ packed: PackedParameters, gradient: Parameters, inputGradient: Matrix?,
        workers: WorkerPool?
    ) {
        let kernels = packed.kernels
        kernels.accumulateColumnSums(dz, into: gradient.vector(bias), workers: workers)
        switch input {
        case .tokens(let tokens):
            kernels.scatterAdd(dz, tokens: tokens, into: gradient.matrix(weights), workers: workers)
        case .states(let below):
            kernels.accumulateOuter(below, dz, into: gradient.matrix(weights), workers: workers)
            if let inputGradient {
                kernels.multiply(dz, packed[self.packed!.backward], into: inputGradient, workers: workers)
            }
        }
    }
}

/// The weights of the last state, for all gates of a cell side by side: [units, columns].
struct RecurrentWeights: Sendable {
    let weights: ParameterLayout.Slice
    let packed: PackedParameters.Slice
    let packedTransposed: PackedParameters.Slice

    init(
        index: Int, columns: Int, units: Int, parameters: inout ParameterLayout,
        packed layout: inout PackedParameters.Layout
    ) {
        weights = parameters.addWeights(
            "rnn.weight_hh_l\(index)", rows: units, columns: columns, role: .recurrent, units: units)
        packed = layout.add(weights)
        packedTransposed = layout.add(weights, transposed: true)
    }
}
