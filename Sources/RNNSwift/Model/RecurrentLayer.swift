import CKernels

/// What a recurrent layer reads: the first one tokens, each of which selects a row of its weights, the others the
/// states of the layer below.
package enum LayerInput {
    case tokens(TokenRows)
    case states(Matrix)
}

/// One recurrent layer of a network: its kind of cell, its weights, and its two passes over packed rows.
///
/// A layer keeps no state of its own: the results of the forward pass that the backward pass needs are in a
/// ``LayerSpace``.
package protocol RecurrentLayer: Sendable {
    var shape: LayerShape { get }
    /// The hidden units.
    var units: Int { get }
    /// The floats of the state that goes from step to step; the hidden state comes first.
    var stateColumns: Int { get }

    /// The layer number `index` of a network, over `inputs` units or tokens; its weights are added to the layouts.
    init(
        index: Int, inputs: Int, units: Int, parameters: inout ParameterLayout, packed: inout PackedParameters.Layout)

    /// Fills `space` from the inputs of all rows.
    func forward(_ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace)

    /// From the gradient of the hidden states, `space.gradient`: adds the gradients of the weights to `gradient`, and,
    /// unless the input is tokens, writes the gradient of the input.
    func backward(
        _ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace,
        gradient: Parameters, inputGradient: Matrix?)

    /// One step of many independent sequences: from `state` to `next`, a row each.
    func step(_ input: LayerInput, _ weights: PackedParameters, state: Matrix, next: Matrix, _ space: LayerSpace)
}

/// The sizes of a recurrent layer. A step asks for them several times, so they are kept as numbers.
package struct LayerShape: Sendable, BitwiseCopyable {
    package let units: Int
    package let gates: Int
    let states: Int
    let keepsCandidates: Bool

    init(_ cell: Architecture.Cell, units: Int) {
        let traits = cell.traits
        self.units = units
        gates = traits.gates
        states = traits.states.count
        keepsCandidates = traits.keepsCandidates
    }
}

extension RecurrentLayer {
    package var units: Int { shape.units }
    package var gates: Int { shape.gates }
    package var stateColumns: Int { shape.states * shape.units }
}
