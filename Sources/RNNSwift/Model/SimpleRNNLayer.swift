/// Elman's recurrence: `h_t = tanh(x_t W + h_{t-1} U + b)`.
///
/// PyTorch's nn.RNN has two biases, whose sum is all that matters; here it is one.
struct SimpleRNNLayer: RecurrentLayer {
    let units: Int
    private let inputWeights: ParameterLayout.Slice
    private let recurrentWeights: ParameterLayout.Slice
    private let bias: ParameterLayout.Slice
    private let input: PackedParameters.Slice
    private let inputTransposed: PackedParameters.Slice
    private let recurrent: PackedParameters.Slice
    private let recurrentTransposed: PackedParameters.Slice

    var activationColumns: Int { units }
    var stateColumns: Int { units }

    /// The layer number `index` of a network, over `inputs` units or tokens.
    init(
        index: Int, inputs: Int, units: Int, parameters: inout ParameterLayout, packed: inout PackedParameters.Layout
    ) {
        self.units = units
        let bound = 1 / Double(units).squareRoot()
        inputWeights = parameters.addWeights(
            "rnn.weight_ih_l\(index)", rows: inputs, columns: units, initialBound: bound)
        recurrentWeights = parameters.addWeights(
            "rnn.weight_hh_l\(index)", rows: units, columns: units, initialBound: bound)
        bias = parameters.addBias(
            "rnn.bias_ih_l\(index)", twin: "rnn.bias_hh_l\(index)", count: units, initialBound: bound)
        input = packed.add(inputWeights)
        inputTransposed = packed.add(inputWeights, transposed: true)
        recurrent = packed.add(recurrentWeights)
        recurrentTransposed = packed.add(recurrentWeights, transposed: true)
    }

    /// `x W + b`
    private func project(_ input: LayerInput, _ weights: PackedParameters, into result: Matrix) {
        let parameters = weights.parameters
        switch input {
        case .tokens(let tokens):
            weights.kernels.gather(
                parameters.matrix(inputWeights), tokens: tokens, bias: parameters.vector(bias), into: result)
        case .states(let below):
            weights.kernels.multiply(below, weights[self.input], bias: parameters.vector(bias), into: result)
        }
    }

    func forward(_ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace) {
        project(input, weights, into: space.activations)
        weights.kernels.rnnForward(rows, weights[recurrent], states: space.activations, work: space.work)
    }

    func backward(
        _ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace,
        gradient: Parameters, inputGradient: Matrix?
    ) {
        let kernels = weights.kernels
        let da = space.gradient
        kernels.rnnBackward(
            rows, weights[recurrentTransposed], states: space.activations, gradient: da,
            weights: gradient.matrix(recurrentWeights), work: space.work)
        kernels.accumulateColumnSums(da, into: gradient.vector(bias))
        switch input {
        case .tokens(let tokens):
            kernels.scatterAdd(da, tokens: tokens, into: gradient.matrix(inputWeights))
        case .states(let below):
            kernels.accumulateOuter(below, da, into: gradient.matrix(inputWeights))
            if let inputGradient { kernels.multiply(da, weights[inputTransposed], into: inputGradient) }
        }
    }

    func step(_ input: LayerInput, _ weights: PackedParameters, state: Matrix, next: Matrix) {
        project(input, weights, into: next)
        weights.kernels.multiply(state, weights[recurrent], accumulating: true, tanh: true, into: next)
    }
}
