/// Long short-term memory, as PyTorch's nn.LSTM:
///
///     i, f, o = σ, g = tanh of x_t W + h_{t-1} U + b      (gates side by side in the order i, f, g, o)
///     c_t = f c_{t-1} + i g,   h_t = o tanh(c_t)
///
/// PyTorch has two biases, whose sum is all that matters; here it is one. The state is h and c side by side.
struct LSTMLayer: RecurrentLayer {
    let shape: LayerShape
    private let projection: InputProjection
    private let recurrent: RecurrentWeights

    init(
        index: Int, inputs: Int, units: Int, parameters: inout ParameterLayout, packed: inout PackedParameters.Layout
    ) {
        shape = LayerShape(.lstm, units: units)
        projection = InputProjection(
            index: index, inputs: inputs, columns: 4 * units, units: units, forgetGate: 1, parameters: &parameters,
            packed: &packed)
        recurrent = RecurrentWeights(
            index: index, columns: 4 * units, units: units, parameters: &parameters, packed: &packed)
    }

    func forward(_ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace) {
        projection.forward(input, weights, into: space.gates, workers: space.workers)
        if let (workers, initial) = space.shared {
            weights.kernels.lstmForward(
                weights[recurrent.packed], initial: initial, gates: space.gates, cells: space.candidates,
                states: space.states, workers: workers)
        } else {
            weights.kernels.lstmForward(
                rows.layout, weights[recurrent.packed], initial: space.initial, gates: space.gates,
                cells: space.candidates, states: space.states, work: space.work)
        }
    }

    func backward(
        _ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace,
        gradient: Parameters, inputGradient: Matrix?
    ) {
        if let (workers, initial) = space.shared {
            weights.kernels.lstmBackward(
                weights[recurrent.packedTransposed], initial: initial, gates: space.gates, cells: space.candidates,
                states: space.states, gradient: space.gradient, weights: gradient.matrix(recurrent.weights),
                work: space.work, workers: workers)
        } else {
            weights.kernels.lstmBackward(
                rows.layout, weights[recurrent.packedTransposed], initial: space.initial, gates: space.gates,
                cells: space.candidates, states: space.states, gradient: space.gradient,
                weights: gradient.matrix(recurrent.weights), work: space.work)
        }
        projection.backward(
            space.gates, input, weights, gradient: gradient, inputGradient: inputGradient, workers: space.workers)
    }

    func step(_ input: LayerInput, _ weights: PackedParameters, state: Matrix, next: Matrix, _ space: LayerSpace) {
        let rows = space.prepareStep(for: self, rows: state.rows)
        projection.forward(input, weights, into: space.gates)
        weights.kernels.lstmForward(
            rows, weights[recurrent.packed], initial: state, gates: space.gates, cells: next.trailing(columns: units),
            states: next.leading(columns: units), work: space.work)
    }
}
