/// The gated recurrent unit, as PyTorch's nn.GRU, whose reset gate acts after the recurrent product:
///
///     r, z = σ of x_t W + h_{t-1} U + b                   (gates side by side in the order r, z, n)
///     q = h_{t-1} U_n + b_n,   n = tanh(x_t W_n + b + r q)
///     h_t = (1 - z) n + z h_{t-1}
///
/// PyTorch has two biases for each gate, but only those of n do not come to a sum: here one for all gates, and that of
/// q.
struct GRULayer: RecurrentLayer {
    let shape: LayerShape
    private let projection: InputProjection
    private let recurrent: RecurrentWeights
    private let candidateBias: ParameterLayout.Slice

    init(
        index: Int, inputs: Int, units: Int, parameters: inout ParameterLayout, packed: inout PackedParameters.Layout
    ) {
        shape = LayerShape(.gru, units: units)
        projection = InputProjection(
            index: index, inputs: inputs, columns: 3 * units, units: units, sharedBias: 2 * units,
            parameters: &parameters, packed: &packed)
        recurrent = RecurrentWeights(
            index: index, columns: 3 * units, units: units, parameters: &parameters, packed: &packed)
        candidateBias = parameters.addBias(
            [.init(name: "rnn.bias_hh_l\(index)", range: 2 * units..<3 * units, of: 3 * units)], count: units,
            role: .bias(forgetGate: nil), units: units)
    }

    func forward(_ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace) {
        projection.forward(input, weights, into: space.gates, workers: space.workers)
        let bias = weights.parameters.vector(candidateBias)
        if let (workers, initial) = space.shared {
            weights.kernels.gruForward(
                weights[recurrent.packed], bias: bias, initial: initial, gates: space.gates,
                candidates: space.candidates, states: space.states, work: space.work, workers: workers)
        } else {
            weights.kernels.gruForward(
                rows.layout, weights[recurrent.packed], bias: bias, initial: space.initial, gates: space.gates,
                candidates: space.candidates, states: space.states, work: space.work)
        }
    }

    func backward(
        _ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace,
        gradient: Parameters, inputGradient: Matrix?
    ) {
        let kernels = weights.kernels
        if let (workers, initial) = space.shared {
            kernels.gruBackward(
                weights[recurrent.packedTransposed], initial: initial, gates: space.gates,
                candidates: space.candidates, states: space.states, gradient: space.gradient,
                weights: gradient.matrix(recurrent.weights), work: space.work, workers: workers)
        } else {
            kernels.gruBackward(
                rows.layout, weights[recurrent.packedTransposed], initial: space.initial, gates: space.gates,
                candidates: space.candidates, states: space.states, gradient: space.gradient,
                weights: gradient.matrix(recurrent.weights), work: space.work)
        }
        kernels.accumulateColumnSums(
            space.candidates, into: gradient.vector(candidateBias), workers: space.workers)
        projection.backward(
            space.gates, input, weights, gradient: gradient, inputGradient: inputGradient, workers: space.workers)
    }

    func step(_ input: LayerInput, _ weights: PackedParameters, state: Matrix, next: Matrix, _ space: LayerSpace) {
        let rows = space.prepareStep(for: self, rows: state.rows)
        projection.forward(input, weights, into: space.gates)
        weights.kernels.gruForward(
            rows, weights[recurrent.packed], bias: weights.parameters.vector(candidateBias), initial: state,
            gates: space.gates, candidates: space.candidates, states: next, work: space.work)
    }
}
