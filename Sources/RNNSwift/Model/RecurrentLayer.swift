/// What a recurrent layer reads: the first one tokens, each of which selects a row of its weights, the others the states of
/// the layer below.
enum LayerInput {
    case tokens(TokenRows)
    case states(Matrix)
}

/// One recurrent layer of a network: its kind of cell, its weights, and its two passes over packed rows.
///
/// A layer keeps no state of its own. What the forward pass leaves for the backward pass is in the activations, of
/// `activationColumns` columns a row, of which the first `units` are the states that the next layer reads.
protocol RecurrentLayer: Sendable {
    /// The hidden units.
    var units: Int { get }
    /// The floats that the forward pass keeps for each row.
    var activationColumns: Int { get }
    /// The floats of the state that goes from step to step.
    var stateColumns: Int { get }

    /// Fills `activations` from the inputs of all rows.
    func forward(_ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace)

    /// Turns the gradient of the states in `space.gradient` into that of the pre-activations, adds the gradients of the
    /// weights to `gradient`, and, unless the input is tokens, writes the gradient of the input.
    func backward(
        _ rows: PackedRows, _ input: LayerInput, _ weights: PackedParameters, _ space: LayerSpace,
        gradient: Parameters, inputGradient: Matrix?)

    /// One step of many independent sequences: from `state` to `next`, a row each.
    func step(_ input: LayerInput, _ weights: PackedParameters, state: Matrix, next: Matrix)
}

extension RecurrentLayer {
    /// The part of a matrix of activations, or of states, that the layer above reads.
    func states(in activations: Matrix) -> Matrix { activations.leading(columns: units) }
}

/// The memory of one layer for one pass.
final class LayerSpace {
    private let activationBuffer = Buffer<Float>()
    private let gradientBuffer = Buffer<Float>()
    let work = Buffer<Float>()
    private(set) var activations: Matrix
    private(set) var gradient: Matrix

    init() {
        activations = activationBuffer.activations(rows: 0, columns: 0)
        gradient = activations
    }

    func prepare(for layer: some RecurrentLayer, rows: Int, withGradient: Bool) {
        activations = activationBuffer.activations(rows: rows, columns: layer.activationColumns)
        if withGradient { gradient = gradientBuffer.activations(rows: rows, columns: layer.units) }
    }
}
