import CKernels

extension rnnk_rows {
    /// The rows that others continue: the first ones.
    package var continued: Int { Int(start[depths]) }
}

/// The recurrences over packed rows. `initial` contains the initial states of the first rows, one per row; without it
/// they are zero. Nothing is propagated back into them.
extension Kernels {
    /// SimpleRNN: inputs' part of the pre-activations in, hidden states out.
    func rnnForward(
        _ rows: rnnk_rows, _ recurrent: PackedMatrix, initial: Matrix?, states: Matrix, work: Buffer<Float>
    ) {
        let units = states.columns
        precondition(
            states.rows == rows.rows && recurrent.rows == units && recurrent.columns == units, "the shapes do not match"
        )
        precondition(initial.map { $0.rows == rows.states && $0.columns == units } ?? true, "the shapes do not match")
        work.reserve((rows.continued + rows.states) * units)
        withUnsafePointer(to: rows) { rows in
            table.pointee.rnn_forward(rows, units, recurrent.base, initial.input, states.output, work.base)
        }
    }

    /// Gradient of the hidden states in, gradient of the pre-activations out; the gradient of the recurrent weights is
    /// added to `weights`.
    func rnnBackward(
        _ rows: rnnk_rows, _ recurrentTransposed: PackedMatrix, initial: Matrix?, states: Matrix, gradient: Matrix,
        weights: Matrix, work: Buffer<Float>
    ) {
        let units = states.columns
        precondition(
            states.rows == rows.rows && gradient.rows == rows.rows && gradient.columns == units,
            "the shapes do not match")
        precondition(
            recurrentTransposed.rows == units && recurrentTransposed.columns == units, "the shapes do not match")
        precondition(weights.rows == units && weights.columns == units, "the shapes do not match")
        precondition(initial.map { $0.rows == rows.states && $0.columns == units } ?? true, "the shapes do not match")
        work.reserve((rows.continued + rows.states) * units)
        withUnsafePointer(to: rows) { rows in
            table.pointee.rnn_backward(
                rows, units, recurrentTransposed.base, initial.input, states.input, gradient.output, weights.output,
                work.base)
        }
    }

    /// LSTM: inputs' part of the pre-activations in `gates`, the gates out; cell and hidden states out. A row of
    /// `initial` is a hidden state and a cell state side by side.
    func lstmForward(
        _ rows: rnnk_rows, _ recurrent: PackedMatrix, initial: Matrix?, gates: Matrix, cells: Matrix, states: Matrix,
        work: Buffer<Float>
    ) {
        let units = states.columns
        precondition(
            states.rows == rows.rows && cells.rows == rows.rows && gates.rows == rows.rows, "the shapes do not match")
        precondition(cells.columns == units && gates.columns == 4 * units, "the shapes do not match")
        precondition(recurrent.rows == units && recurrent.columns == 4 * units, "the shapes do not match")
        precondition(
            initial.map { $0.rows == rows.states && $0.columns == 2 * units } ?? true, "the shapes do not match")
        work.reserve((rows.continued + rows.states) * 4 * units)
        let cell = initial?.trailing(columns: units)
        withUnsafePointer(to: rows) { rows in
            switch recurrent.precision {
            case .float:
                table.pointee.lstm_forward(
                    rows, units, recurrent.base, initial.input, cell.input, gates.output, cells.output, states.output,
                    work.base)
            case .int8:
                table.pointee.int8_lstm_forward(
                    rows, units, recurrent.base, initial.input, cell.input, gates.output, cells.output, states.output,
                    work.base)
            }
        }
    }

    /// The gates in, the gradient of their pre-activations out. `gradient` is that of the hidden states, and is used
    /// up; the gradient of the recurrent weights is added to `weights`.
    func lstmBackward(
        _ rows: rnnk_rows, _ recurrentTransposed: PackedMatrix, initial: Matrix?, gates: Matrix, cells: Matrix,
        states: Matrix, gradient: Matrix, weights: Matrix, work: Buffer<Float>
    ) {
        let units = states.columns
        precondition(
            states.rows == rows.rows && cells.rows == rows.rows && gates.rows == rows.rows, "the shapes do not match")
        precondition(cells.columns == units && gates.columns == 4 * units, "the shapes do not match")
        precondition(gradient.rows == rows.rows && gradient.columns == units, "the shapes do not match")
        precondition(
            recurrentTransposed.rows == 4 * units && recurrentTransposed.columns == units, "the shapes do not match")
        precondition(weights.rows == units && weights.columns == 4 * units, "the shapes do not match")
        precondition(
            initial.map { $0.rows == rows.states && $0.columns == 2 * units } ?? true, "the shapes do not match")
        work.reserve((rows.continued + rows.states) * 5 * units)
        let cell = initial?.trailing(columns: units)
        withUnsafePointer(to: rows) { rows in
            table.pointee.lstm_backward(
                rows, units, recurrentTransposed.base, initial.input, cell.input, gates.output, cells.input,
                states.input, gradient.output, weights.output, work.base)
        }
    }

    /// GRU: inputs' part of the pre-activations in `gates`, the gates out; the recurrent part of the candidates, and
    /// the hidden states out. `bias` belongs to that recurrent part.
    func gruForward(
        _ rows: rnnk_rows, _ recurrent: PackedMatrix, bias: Vector, initial: Matrix?, gates: Matrix, candidates: Matrix,
        states: Matrix, work: Buffer<Float>
    ) {
        let units = states.columns
        precondition(
            states.rows == rows.rows && candidates.rows == rows.rows && gates.rows == rows.rows,
            "the shapes do not match")
        precondition(
            candidates.columns == units && gates.columns == 3 * units && bias.count == units, "the shapes do not match")
        precondition(recurrent.rows == units && recurrent.columns == 3 * units, "the shapes do not match")
        precondition(initial.map { $0.rows == rows.states && $0.columns == units } ?? true, "the shapes do not match")
        work.reserve((rows.continued + rows.states) * 3 * units)
        withUnsafePointer(to: rows) { rows in
            switch recurrent.precision {
            case .float:
                table.pointee.gru_forward(
                    rows, units, recurrent.base, bias.base, initial.input, gates.output, candidates.output,
                    states.output, work.base)
            case .int8:
                table.pointee.int8_gru_forward(
                    rows, units, recurrent.base, bias.base, initial.input, gates.output, candidates.output,
                    states.output, work.base)
            }
        }
    }

    /// The gates in, the gradient of their pre-activations out; the recurrent part of the candidates in, its gradient
    /// out. `gradient` is that of the hidden states, and is used up; the gradient of the recurrent weights is added to
    /// `weights`.
    func gruBackward(
        _ rows: rnnk_rows, _ recurrentTransposed: PackedMatrix, initial: Matrix?, gates: Matrix, candidates: Matrix,
        states: Matrix, gradient: Matrix, weights: Matrix, work: Buffer<Float>
    ) {
        let units = states.columns
        precondition(
            states.rows == rows.rows && candidates.rows == rows.rows && gates.rows == rows.rows,
            "the shapes do not match")
        precondition(candidates.columns == units && gates.columns == 3 * units, "the shapes do not match")
        precondition(gradient.rows == rows.rows && gradient.columns == units, "the shapes do not match")
        precondition(
            recurrentTransposed.rows == 3 * units && recurrentTransposed.columns == units, "the shapes do not match")
        precondition(weights.rows == units && weights.columns == 3 * units, "the shapes do not match")
        precondition(initial.map { $0.rows == rows.states && $0.columns == units } ?? true, "the shapes do not match")
        work.reserve((rows.continued + rows.states) * 3 * units)
        withUnsafePointer(to: rows) { rows in
            table.pointee.gru_backward(
                rows, units, recurrentTransposed.base, initial.input, gates.output, candidates.output, states.input,
                gradient.output, weights.output, work.base)
        }
    }
}
