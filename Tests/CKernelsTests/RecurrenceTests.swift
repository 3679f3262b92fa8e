import CKernels
import Testing

/// `rnn_forward` and `rnn_backward`.
///
/// A recurrence multiplies rounding errors from depth to depth, so two correct kernels may end up far apart. What is
/// compared is therefore every single step: the reference computes it from the states (backward: gradients) that the
/// table under test itself gave to the rows around. If no step is off by more than rounding, the whole is right.
@Suite struct RecurrenceTests {
    @Test(arguments: Table.all, [1, 5, 8, 16, 17, 31, 32, 33, 64, 100])
    func `every step agrees with the reference`(_ table: Table, H: Int) {
        var report = Report()
        for rows in PackedRows.all {
            report += Self.recurrence(table, rows, H: H, initialState: false)
            report += Self.recurrence(table, rows, H: H, initialState: true)
        }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `a recurrence without units`(_ table: Table) {
        let report = Self.recurrence(table, .sequences([3, 1]), H: 0, initialState: true)
        #expect(report.isClean, "\(report)")
    }
}

// MARK: - Comparisons

extension RecurrenceTests {
    static func recurrence(_ table: Table, _ rows: PackedRows, H: Int, initialState: Bool) -> Report {
        var random = SplitMix64(seed: rows.count << 20 | H)
        var report = Report()
        let bound = 1.5 / Float(max(1, H)).squareRoot()
        let problem = Problem(
            rows: rows,
            z: Matrix(rows.count, H, in: -1...1, using: &random),
            U: Matrix(H, H, in: -bound...bound, using: &random),
            h0: initialState ? Matrix(rows.states, H, in: -1...1, using: &random) : nil)
        let dh = Matrix(rows.count, H, in: -1...1, using: &random)
        let dU = Matrix(H, H, in: -1...1, using: &random)
        let what = "\(rows.testDescription), H \(H), h0 \(initialState)"

        var first: (h: Matrix?, da: Matrix?, dU: Matrix?)
        for layout in Layout.all {
            let h = problem.forward(table, layout, &report)
            report.repeats(h, &first.h, "h, \(what)")
            problem.checkForward(h, &report, what)

            let (da, dU1) = problem.backward(table, h, dh, dU, layout, &report)
            report.repeats(da, &first.da, "da, \(what)")
            report.repeats(dU1, &first.dU, "dU, \(what)")
            problem.checkBackward(h, dh, da, dU, dU1, &report, what)
        }
        return report
    }

    /// The inputs of a recurrence, and one step of it by products of the reference.
    struct Problem {
        let rows: PackedRows
        let z: Matrix
        let U: Matrix
        let h0: Matrix?
        var H: Int { U.rows }

        func forward(_ table: Table, _ layout: Layout, _ report: inout Report) -> Matrix {
            let (h, h0, packed) = (z.copy(in: layout), h0?.copy(in: layout), table.pack(U))
            let work = Matrix(1, rows.workRows(initialState: h0 != nil) * H)
            var c = rows.c
            table.kernels.rnn_forward(&c, H, packed.base, h0?.base, h0?.ld ?? 0, h.base, h.ld, work.base)
            report.require(work.isIntact, "written outside work, \(rows.testDescription), H \(H)")
            return h
        }

        func backward(
            _ table: Table, _ h: Matrix, _ dh: Matrix, _ dU: Matrix, _ layout: Layout, _ report: inout Report
        ) -> (da: Matrix, dU: Matrix) {
            let (da, dU, h0) = (dh.copy(in: layout), dU.copy(in: layout), h0?.copy(in: layout))
            let packed = table.pack(U, transposed: true)
            let work = Matrix(1, rows.workRows(initialState: h0 != nil) * H)
            var c = rows.c
            table.kernels.rnn_backward(
                &c, H, packed.base, h0?.base, h0?.ld ?? 0, h.base, h.ld, da.base, da.ld, dU.base, dU.ld, work.base)
            report.require(work.isIntact, "written outside work, \(rows.testDescription), H \(H)")
            return (da, dU)
        }

        /// The state that each row continues; zeros where there is none.
        private func previous(_ h: Matrix) -> Matrix {
            Matrix(rows.count, H) { r, j in
                rows.parent(of: r).map { h[$0, j] } ?? h0.map { $0[rows.state(of: r)!, j] } ?? 0
            }
        }

        /// h = tanh(z + h_previous U)
        func checkForward(_ h: Matrix, _ report: inout Report, _ what: String) {
            let previous = previous(h), expected = z.copy(), scale = z.map(abs)
            Self.addProduct(previous, U, to: expected, RNNK_ACCUMULATE | RNNK_TANH)
            Self.addProduct(previous.map(abs), U.map(abs), to: scale)
            report.compare(h, expected, "h, \(what)") { r, j in
                Tolerance.tanh(
                    of: Tolerance.sum(terms: H, scale: Double(scale[r, j])), result: Double(expected[r, j]))
            }
        }

        /// da = (dh + sum over children of da U^T)(1 - h^2),  dU += sum over rows of h_previous^T da
        func checkBackward(
            _ h: Matrix, _ dh: Matrix, _ da: Matrix, _ dU: Matrix, _ dU1: Matrix, _ report: inout Report, _ what: String
        ) {
            let reaching = throughTime(da, U, dh), scale = throughTime(da.map(abs), U.map(abs), dh.map(abs))
            var children = Array(repeating: 0, count: rows.count)
            for r in 0..<rows.count { if let parent = rows.parent(of: r) { children[parent] += 1 } }
            let expected = Matrix(rows.count, H) { r, j in
                Float(Double(reaching[r, j]) * (1 - Double(h[r, j]) * Double(h[r, j])))
            }
            report.compare(da, expected, "da, \(what)") { r, j in
                let sum = Tolerance.sum(terms: H + 2 * children[r], scale: Double(scale[r, j]))
                return Tolerance.throughTanh(of: sum, gradient: Double(reaching[r, j]), state: Double(h[r, j]))
            }

            let previous = previous(h), expectedU = dU.copy(), scaleU = dU.map(abs)
            Self.addOuter(previous, da, to: expectedU)
            Self.addOuter(previous.map(abs), da.map(abs), to: scaleU)
            report.compare(dU1, expectedU, "dU, \(what)") { i, j in
                Tolerance.sum(terms: 2 * rows.count, scale: Double(scaleU[i, j]))
            }
        }

        /// dh + sum over children of da U^T
        private func throughTime(_ da: Matrix, _ U: Matrix, _ dh: Matrix) -> Matrix {
            let sum = dh.copy(), products = Matrix(rows.count, H) { _, _ in 0 }
            let transposed = Matrix(H, H) { i, j in U[j, i] }
            Self.addProduct(da, transposed, to: products)
            for r in 0..<rows.count {
                guard let parent = rows.parent(of: r) else { continue }
                Table.reference.kernels.add(H, products.base + r * H, sum.base + parent * sum.ld)
            }
            return sum
        }

        private static func addProduct(_ A: Matrix, _ B: Matrix, to C: Matrix, _ flags: Int = RNNK_ACCUMULATE) {
            let packed = Table.reference.pack(B)
            Table.reference.kernels.gemm(
                A.rows, B.columns, B.rows, A.base, A.ld, packed.base, nil, Int32(flags), C.base, C.ld)
        }

        private static func addOuter(_ A: Matrix, _ B: Matrix, to C: Matrix) {
            Table.reference.kernels.outer(
                A.rows, A.columns, B.columns, A.base, A.ld, B.base, B.ld, C.base, C.ld)
        }
    }
}
