import CKernels

/// The kinds of recurrent layers.
enum Cell: String, CaseIterable, Sendable {
    case rnn, lstm, gru

    /// Gates that stand side by side in a row of pre-activations.
    var gates: Int {
        switch self {
        case .rnn: 1
        case .lstm: 4
        case .gru: 3
        }
    }
}

/// The inputs of a recurrence, and calls of its kernels. R rows, H units, G gates.
struct Recurrence {
    let cell: Cell
    let rows: PackedRows
    /// [R, G H] everything of the pre-activations that is not recurrent.
    let z: Matrix
    /// [H, G H]
    let U: Matrix
    /// [H] the recurrent bias of the GRU's n.
    let bias: Matrix
    /// [S, H] initial hidden and, for the LSTM, cell states.
    let h0, c0: Matrix?

    var H: Int { U.rows }
    var N: Int { U.columns }

    init(_ cell: Cell, _ rows: PackedRows, H: Int, initialState: Bool, using random: inout SplitMix64) {
        let bound = 1.5 / Float(max(1, H)).squareRoot()
        self.cell = cell
        self.rows = rows
        z = Matrix(rows.count, cell.gates * H, in: -1...1, using: &random)
        U = Matrix(H, cell.gates * H, in: -bound...bound, using: &random)
        bias = Matrix(1, H, in: -1...1, using: &random)
        h0 = initialState ? Matrix(rows.states, H, in: -1...1, using: &random) : nil
        c0 = initialState && cell == .lstm ? Matrix(rows.states, H, in: -2...2, using: &random) : nil
    }

    /// What a forward pass leaves: gates as they end up (none for the SimpleRNN), hidden states, and the LSTM's cells or
    /// the GRU's q.
    struct States {
        var gates, h, extra: Matrix

        var all: [(String, Matrix)] { [("gates", gates), ("h", h), ("c or q", extra)] }

        func copy(in layout: Layout) -> States {
            States(gates: gates.copy(in: layout), h: h.copy(in: layout), extra: extra.copy(in: layout))
        }
    }

    /// What a backward pass leaves: the gradients of the pre-activations, of the GRU's q, and of U.
    struct Gradients {
        var dz, dq, dU: Matrix

        var all: [(String, Matrix)] { [("dz", dz), ("dq", dq), ("dU", dU)] }
    }

    private func work(_ columns: Int) -> Matrix { Matrix(1, rows.workRows(initialState: h0 != nil) * columns * H) }

    func forward(_ table: Table, _ layout: Layout, _ report: inout Report) -> States {
        let packed = table.pack(U), h0 = h0?.copy(in: layout), c0 = c0?.copy(in: layout)
        let bias = bias.copy(in: layout), work = work(cell.gates)
        let (z, none) = (z.copy(in: layout), Matrix(0, 0))
        let h = cell == .rnn ? z : Matrix(rows.count, H, padding: layout.padding, layout.placement)
        let extra = cell == .rnn ? none : Matrix(rows.count, H, padding: layout.padding, layout.placement)
        var c = rows.c
        switch cell {
        case .rnn:
            table.kernels.rnn_forward(&c, H, packed.base, h0?.base, h0?.ld ?? 0, h.base, h.ld, work.base)
        case .lstm:
            table.kernels.lstm_forward(
                &c, H, packed.base, h0?.base, h0?.ld ?? 0, c0?.base, c0?.ld ?? 0, z.base, z.ld, extra.base, extra.ld,
                h.base, h.ld, work.base)
        case .gru:
            table.kernels.gru_forward(
                &c, H, packed.base, bias.base, h0?.base, h0?.ld ?? 0, z.base, z.ld, extra.base, extra.ld, h.base, h.ld,
                work.base)
        }
        report.require(work.isIntact, "\(cell): written outside work, \(rows.testDescription), H \(H)")
        return States(gates: cell == .rnn ? none : z, h: h, extra: extra)
    }

    func backward(
        _ table: Table, _ states: States, dh: Matrix, dU: Matrix, _ layout: Layout, _ report: inout Report
    ) -> Gradients {
        let packed = table.pack(U, transposed: true), h0 = h0?.copy(in: layout), c0 = c0?.copy(in: layout)
        let states = states.copy(in: layout), (h, extra, gates) = (states.h, states.extra, states.gates)
        let (dh, dU, work) = (dh.copy(in: layout), dU.copy(in: layout), work(cell == .lstm ? 5 : cell.gates))
        var c = rows.c
        switch cell {
        case .rnn:
            table.kernels.rnn_backward(
                &c, H, packed.base, h0?.base, h0?.ld ?? 0, h.base, h.ld, dh.base, dh.ld, dU.base, dU.ld, work.base)
        case .lstm:
            table.kernels.lstm_backward(
                &c, H, packed.base, h0?.base, h0?.ld ?? 0, c0?.base, c0?.ld ?? 0, gates.base, gates.ld, extra.base,
                extra.ld, h.base, h.ld, dh.base, dh.ld, dU.base, dU.ld, work.base)
        case .gru:
            table.kernels.gru_backward(
                &c, H, packed.base, h0?.base, h0?.ld ?? 0, gates.base, gates.ld, extra.base, extra.ld, h.base, h.ld,
                dh.base, dh.ld, dU.base, dU.ld, work.base)
        }
        report.require(
            work.isIntact && dh.isIntact, "\(cell): written outside work or dh, \(rows.testDescription), H \(H)")
        return Gradients(dz: cell == .rnn ? dh : gates, dq: cell == .gru ? extra : Matrix(0, 0), dU: dU)
    }

    /// The state that each row continues; zeros where there is none.
    func previous(_ h: Matrix, _ h0: Matrix?) -> Matrix {
        Matrix(rows.count, H) { r, j in
            rows.parent(of: r).map { h[$0, j] } ?? h0.map { $0[rows.state(of: r)!, j] } ?? 0
        }
    }
}
