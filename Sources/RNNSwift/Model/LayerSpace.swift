import CKernels

/// The memory of one layer for one pass: what the forward pass leaves for the backward pass.
package final class LayerSpace {
    private let stateBuffer = Buffer<Float>()
    private let gateBuffer = Buffer<Float>()
    private let candidateBuffer = Buffer<Float>()
    private let gradientBuffer = Buffer<Float>()
    let work = Buffer<Float>()
    /// Threads that share the pass, if any do.
    let workers: WorkerPool?
    /// States that sequences continue from.
    var carried = CarriedStates()
    /// Dropout of what the layer hands up.
    private var dropout = LayerDropout()
    private let steps = StepRows()

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
    /// [rows, units] The gradient of the hidden states.
    private(set) var gradient: Matrix

    /// [states, state columns] The states that the first rows continue; nil for zeros.
    var initial: Matrix? { carried.states }
    /// The threads that share each step of sequences side by side, and what these begin with; nil if one thread runs
    /// the recurrence.
    var shared: (workers: WorkerPool, initial: Matrix)? {
        guard let workers, let initial else { return nil }
        return (workers, initial)
    }
    /// [rows, units] What the layer hands up.
    package var output: Matrix { dropout.left ?? states }

    package init(workers: WorkerPool? = nil) {
        self.workers = workers
        hidden = stateBuffer.activations(rows: 0, columns: 0)
        (gates, candidates, gradient) = (hidden, hidden, hidden)
    }

    /// Makes room for a pass over a number of rows.
    func prepare(for layer: some RecurrentLayer, rows: Int, withGradient: Bool) {
        states = stateBuffer.activations(rows: rows, columns: layer.units)
        if layer.gates > 1 { gates = gateBuffer.activations(rows: rows, columns: layer.gates * layer.units) }
        prepareCandidates(for: layer, rows: rows)
        if withGradient { gradient = gradientBuffer.activations(rows: rows, columns: layer.units) }
    }

    /// Makes room for a step of `rows` sequences whose states the caller keeps.
    func prepareStep(for layer: some RecurrentLayer, rows: Int) -> rnnk_rows {
        gates = gateBuffer.activations(rows: rows, columns: layer.gates * layer.units)
        prepareCandidates(for: layer, rows: rows)
        return steps.rows(rows)
    }

    private func prepareCandidates(for layer: some RecurrentLayer, rows: Int) {
        guard layer.shape.keepsCandidates else { return }
        candidates = candidateBuffer.activations(rows: rows, columns: layer.units)
    }

    /// After the forward pass: drops units of what the layer hands up, if there are masks.
    func drop(_ masks: inout Dropout.Masks?, _ rows: PackedRows) { dropout.apply(&masks, to: states, rows) }

    /// Turns the gradient of what the layer has handed up into that of its states.
    func dropGradient() { dropout.apply(to: gradient) }

    /// Carries states over: the states of the last rows become the initial ones.
    func carry() { carried.replace(states: states, others: candidates) }
}

/// States of a layer that sequences continue from, in running text.
struct CarriedStates {
    private let buffer = Buffer<Float>()
    private var units = 0
    /// [states, state columns] The hidden states, and beside them the cell's other states; nil if sequences begin with
    /// zeros.
    private(set) var states: Matrix?

    /// Sequences begin: `count` states of zeros.
    mutating func reset(for layer: some RecurrentLayer, count: Int) {
        units = layer.units
        let states = buffer.activations(rows: count, columns: layer.stateColumns)
        for row in 0..<count { states.fillRow(row, with: 0) }
        self.states = states
    }

    /// The states row by row, with the gaps between rows.
    var vector: Vector? { states.map { buffer.vector(count: $0.rows * $0.stride) } }

    /// Takes the states of the last rows.
    ///
    /// - Parameter others: The cell's other states, if it has any.
    func replace(states last: Matrix, others: Matrix) {
        guard let states else { return }
        states.leading(columns: units).copy(from: last.trailing(rows: states.rows))
        if states.columns > units {
            states.trailing(columns: units).copy(from: others.trailing(rows: states.rows))
        }
    }
}

/// Dropout of the states that a layer hands up.
struct LayerDropout {
    private let maskBuffer = Buffer<Float>()
    private let leftBuffer = Buffer<Float>()
    /// [rows, units] What was left of the states, and the factors that it took; nil without dropout.
    private var dropped: (left: Matrix, mask: Matrix)?

    /// [rows, units] What dropout has left; nil without dropout.
    var left: Matrix? { dropped?.left }

    /// Drops units of the states, if there are masks.
    mutating func apply(_ masks: inout Dropout.Masks?, to states: Matrix, _ rows: PackedRows) {
        guard masks != nil else {
            dropped = nil
            return
        }
        let mask = maskBuffer.activations(rows: states.rows, columns: states.columns)
        let left = leftBuffer.activations(rows: states.rows, columns: states.columns)
        masks?.draw(rows, into: mask)
        left.setProduct(states, mask)
        dropped = (left, mask)
    }

    /// Drops the same units of a gradient.
    func apply(to gradient: Matrix) {
        if let dropped { gradient.setProduct(gradient, dropped.mask) }
    }
}

/// Packed rows of one step of many sequences: row i continues state i.
private struct StepRows {
    private let start = Buffer<Int32>(count: 1)
    private let parent = Buffer<Int32>()

    func rows(_ count: Int) -> rnnk_rows {
        if parent.capacity < count {
            parent.reserve(count)
            for row in 0..<parent.capacity { parent[row] = Int32(-1 - row) }
        }
        return rnnk_rows(rows: count, states: count, depths: 0, start: start.base, parent: parent.base)
    }
}
