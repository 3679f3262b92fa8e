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
    /// The hidden units.
    var units: Int { get }
    /// The gates of a cell: how many products with the input, and with the last state, it takes.
    var gates: Int { get }
    /// Whether the forward pass leaves one more float for each unit than its gates and its hidden state.
    var keepsCandidates: Bool { get }
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

/// The memory of one layer for one pass.
package final class LayerSpace {
    private let stateBuffer = Buffer<Float>()
    private let gateBuffer = Buffer<Float>()
    private let candidateBuffer = Buffer<Float>()
    private let gradientBuffer = Buffer<Float>()
    private let initialBuffer = Buffer<Float>()
    private let maskBuffer = Buffer<Float>()
    private let droppedBuffer = Buffer<Float>()
    let work = Buffer<Float>()
    private let stepStart = Buffer<Int32>(count: 1)
    private let stepParent = Buffer<Int32>()

    /// [rows, units] The hidden states.
    package private(set) var states: Matrix {
        get { hidden }
        set { hidden = newValue }
    }
    // Stored apart, as in `Buffer`.
    private var hidden: Matrix
    /// [rows, gates units] The gates, for cells that have more than one; in the backward pass the gradient of what they
    /// are the activations of.
    private(set) var gates: Matrix
    /// [rows, units] LSTM: cell states. GRU: the recurrent part of the candidates.
    private(set) var candidates: Matrix
    /// [rows, units] What dropout has left of the hidden states, and the factors that it took; nil without dropout.
    private var dropped: (states: Matrix, mask: Matrix)?
    /// [rows, units] The gradient of the hidden states.
    private(set) var gradient: Matrix
    /// [states, state columns] The states that the first rows continue; nil for zeros.
    private(set) var initial: Matrix?

    /// [rows, units] What the layer hands up.
    package var output: Matrix { dropped?.states ?? states }

    package init() {
        hidden = stateBuffer.activations(rows: 0, columns: 0)
        (gates, candidates, gradient) = (hidden, hidden, hidden)
    }

    func prepare(for layer: some RecurrentLayer, rows: Int, withGradient: Bool) {
        states = stateBuffer.activations(rows: rows, columns: layer.units)
        if layer.gates > 1 { gates = gateBuffer.activations(rows: rows, columns: layer.gates * layer.units) }
        if layer.keepsCandidates { candidates = candidateBuffer.activations(rows: rows, columns: layer.units) }
        if withGradient { gradient = gradientBuffer.activations(rows: rows, columns: layer.units) }
    }

    /// After the forward pass: drops units of what the layer hands up, if there are masks.
    func drop(_ masks: inout Dropout.Masks?, _ rows: PackedRows) {
        guard masks != nil else {
            dropped = nil
            return
        }
        let mask = maskBuffer.activations(rows: states.rows, columns: states.columns)
        let left = droppedBuffer.activations(rows: states.rows, columns: states.columns)
        masks?.draw(rows, into: mask)
        left.setProduct(states, mask)
        dropped = (left, mask)
    }

    /// Turns the gradient of what the layer has handed up into that of its states.
    func dropGradient() {
        if let dropped { gradient.setProduct(gradient, dropped.mask) }
    }

    /// Gates and candidates for a step of `rows` sequences whose states the caller keeps.
    func prepareStep(for layer: some RecurrentLayer, rows: Int) -> rnnk_rows {
        gates = gateBuffer.activations(rows: rows, columns: layer.gates * layer.units)
        if layer.keepsCandidates { candidates = candidateBuffer.activations(rows: rows, columns: layer.units) }
        if stepParent.capacity < rows {
            stepParent.reserve(rows)
            for row in 0..<stepParent.capacity { stepParent[row] = Int32(-1 - row) }
        }
        return rnnk_rows(rows: rows, states: rows, depths: 0, start: stepStart.base, parent: stepParent.base)
    }

    /// Sequences begin: `count` initial states of zeros.
    func resetInitial(for layer: some RecurrentLayer, count: Int) {
        initial = initialBuffer.activations(rows: count, columns: layer.stateColumns)
        for row in 0..<count { initial?.fillRow(row, with: 0) }
    }

    /// The initial states, row by row, with the gaps between rows.
    var carried: Vector? { initial.map { initialBuffer.vector(count: $0.rows * $0.stride) } }

    /// Carries states over: the states of the last rows become the initial ones.
    func carry(for layer: some RecurrentLayer) {
        guard let initial else { return }
        let units = layer.units
        initial.leading(columns: units).copy(from: states.trailing(rows: initial.rows))
        if layer.stateColumns > units {
            initial.trailing(columns: units).copy(from: candidates.trailing(rows: initial.rows))
        }
    }
}
