/// Elman's recurrence: `h_t = tanh(x_t W + h_{t-1} U + b)`.
///
/// PyTorch's nn.RNN has two biases, whose sum is all that matters; here it is one.
struct SimpleRNNLayer: RecurrentLayer {
    let shape: LayerShape
    private let projection: InputProjection
    private let recurrent: RecurrentWeights

    init(
        index: Int, inputs: Int, units: Int, parameters: inout ParameterLayout, packed: inout PackedParameters.Layout
    ) {
        shape = LayerShape(.rnn, units: units)
        projection = InputProjection(
            index: index, inputs: inputs, columns: units, units: units, parameters: &parameters, packed: &packed)
        recurrent = RecurrentWeights(
            index: index, columns: units, units: units, parameters: &parameters, packed: &packed)
    }

    func forward(_ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace) {
        projection.forward(input, weights, into: space.states, workers: space.workers)
        if let (workers, initial) = space.shared {
            weights.kernels.rnnForward(
                weights[recurrent.packed], initial: initial, states: space.states, workers: workers)
        } else {
            weights.kernels.rnnForward(
                rows.layout, weights[recurrent.packed], initial: space.initial, states: space.states, work: space.work)
        }
    }

    func backward(
        _ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace,
        gradient: Parameters, inputGradient: Matrix?
    ) {
        if let (workers, initial) = space.shared {
            weights.kernels.rnnBackward(
                weights[recurrent.packedTransposed], initial: initial, states: space.states,
                gradient: space.gradient, weights: gradient.matrix(recurrent.weights), workers: workers)
        } else {
            weights.kernels.rnnBackward(
                rows.layout, weights[recurrent.packedTransposed], initial: space.initial, states: space.states,
                gradient: space.gradient, weights: gradient.matrix(recurrent.weights), work: space.work)
        }
        projection.backward(
            space.gradient, input, weights, gradient: gradient, inputGradient: inputGradient, workers: space.workers)
    }

    func step(_ input: LayerInput, _ weights: PackedParameters, state: Matrix, next: Matrix, _ space: LayerSpace) {
        projection.forward(input, weights, into: next)
        weights.kernels.multiply(state, weights[recurrent.packed], accumulating: true, tanh: true, into: next)
    }
}
