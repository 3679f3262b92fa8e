import CKernels
import Testing

/// The forward and backward kernels of SimpleRNN, LSTM and GRU.
///
/// A recurrence multiplies rounding errors from depth to depth, so two correct kernels may end up far apart. What is
/// compared is therefore every single step: products come from the reference, of the states (backward: gradients) that the
/// table under test itself gave to the rows around. If no step is off by more than rounding, the whole is right.
@Suite struct RecurrenceTests {
    @Test(arguments: Table.all, [1, 5, 8, 16, 17, 31, 32, 33, 64, 100])
    func `every step agrees with the reference`(_ table: Table, H: Int) {
        var report = Report()
        for cell in Cell.allCases {
            for rows in PackedRows.all {
                report += Self.recurrence(table, cell, rows, H: H, initialState: false)
                report += Self.recurrence(table, cell, rows, H: H, initialState: true)
            }
        }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all, Cell.allCases)
    func `a recurrence without units`(_ table: Table, cell: Cell) {
        let report = Self.recurrence(table, cell, .sequences([3, 1]), H: 0, initialState: true)
        #expect(report.isClean, "\(report)")
    }
}

// MARK: - Comparisons

extension RecurrenceTests {
    static func recurrence(_ table: Table, _ cell: Cell, _ rows: PackedRows, H: Int, initialState: Bool) -> Report {
        var random = SplitMix64(seed: rows.count << 20 | H)
        var report = Report()
        let problem = Recurrence(cell, rows, H: H, initialState: initialState, using: &random)
        let dh = Matrix(rows.count, H, in: -1...1, using: &random)
        let dU = Matrix(H, problem.N, in: -1...1, using: &random)
        let what = "\(cell), \(rows.testDescription), H \(H), h0 \(initialState)"

        var first: [Matrix?] = Array(repeating: nil, count: 6)
        for (n, layout) in Layout.all.enumerated() {
            let states = problem.forward(table, layout, &report)
            let gradients = problem.backward(table, states, dh: dh, dU: dU, layout, &report)
            for (i, (name, matrix)) in (states.all + gradients.all).enumerated() {
                report.require(matrix.isIntact, "\(name), \(what): written outside the matrix")
                report.repeats(matrix, &first[i], "\(name), \(what)")
            }
            guard n == 0 else { continue }  // the others are the same
            let check = Check(problem, states, gradients, what: what)
            check.forward(&report)
            check.backward(dh, dU, &report)
        }
        return report
    }

    /// One step forward and back, from what the table under test gave to the rows around.
    private struct Check {
        let problem: Recurrence
        let states: Recurrence.States
        let gradients: Recurrence.Gradients
        let what: String
        /// [R, H] the hidden and cell states that rows continue.
        let previous, previousCell: Matrix
        /// The rows that continue a row.
        let children: [[Int]]

        private var rows: PackedRows { problem.rows }
        private var H: Int { problem.H }

        init(
            _ problem: Recurrence, _ states: Recurrence.States, _ gradients: Recurrence.Gradients, what: String
        ) {
            self.problem = problem
            self.states = states
            self.gradients = gradients
            self.what = what
            previous = problem.previous(states.h, problem.h0)
            previousCell = problem.cell == .lstm ? problem.previous(states.extra, problem.c0) : Matrix(0, 0)
            var children = Array(repeating: [Int](), count: problem.rows.count)
            for r in 0..<children.count { problem.rows.parent(of: r).map { children[$0].append(r) } }
            self.children = children
        }

        private func gate(_ k: Int, _ r: Int, _ j: Int) -> Approximate { Approximate(states.gates[r, k * H + j]) }
        private func storedGate(_ k: Int, _ r: Int, _ j: Int) -> Approximate { .stored(states.gates[r, k * H + j]) }

        // MARK: Forward

        func forward(_ report: inout Report) {
            let products = Matrix(rows.count, problem.N) { _, _ in 0 }, scale = products.copy()
            Self.addProduct(previous, problem.U, to: products)
            Self.addProduct(previous.map(abs), problem.U.map(abs), to: scale)
            /// h_previous U
            func product(_ r: Int, _ n: Int) -> Approximate {
                let scale = Double(scale[r, n]) + abs(Double(problem.z[r, n]))  // it may be added to z term by term
                return Approximate(Double(products[r, n]), within: Tolerance.sum(terms: H, scale: scale))
            }
            func preactivation(_ k: Int, _ r: Int, _ j: Int) -> Approximate {
                Approximate(problem.z[r, k * H + j]) + product(r, k * H + j)
            }
            switch problem.cell {
            case .rnn:
                report.compare(states.h, "h, \(what)") { r, j in preactivation(0, r, j).tanh }
            case .lstm:
                report.compare(states.gates, "gates, \(what)") { r, n in
                    let a = preactivation(n / H, r, n % H)
                    return n / H == 2 ? a.tanh : a.sigmoid
                }
                report.compare(states.extra, "c, \(what)") { r, j in
                    storedGate(0, r, j) * storedGate(2, r, j)
                        + storedGate(1, r, j) * Approximate(previousCell[r, j])
                }
                report.compare(states.h, "h, \(what)") { r, j in
                    storedGate(3, r, j) * Approximate.stored(states.extra[r, j]).tanh
                }
            case .gru:
                report.compare(states.extra, "q, \(what)") { r, j in
                    product(r, 2 * H + j) + Approximate(problem.bias[0, j])
                }
                report.compare(states.gates, "gates, \(what)") { r, n in
                    guard n >= 2 * H else { return preactivation(n / H, r, n % H).sigmoid }
                    let (j, a) = (n - 2 * H, Approximate(problem.z[r, n]))
                    return (a + storedGate(0, r, j) * .stored(states.extra[r, j])).tanh
                }
                report.compare(states.h, "h, \(what)") { r, j in
                    let (z, n) = (storedGate(1, r, j), storedGate(2, r, j))
                    return n - z * n + z * Approximate(previous[r, j])
                }
            }
        }

        // MARK: Backward

        func backward(_ dh: Matrix, _ dU: Matrix, _ report: inout Report) {
            /// The gradient of the products: da, but for the GRU's n.
            let dp = Matrix(rows.count, problem.N) { r, n in
                problem.cell == .gru && n >= 2 * H ? gradients.dq[r, n - 2 * H] : gradients.dz[r, n]
            }
            let reaching = reaching(dh, by: dp)
            switch problem.cell {
            case .rnn:
                report.compare(gradients.dz, "da, \(what)") { r, j in
                    reaching[r][j] * Approximate(states.h[r, j]).tanhSlope
                }
            case .lstm: compareLSTM(reaching, &report)
            case .gru: compareGRU(reaching, &report)
            }

            let expected = dU.copy(), scale = dU.map(abs)
            Self.addOuter(previous, dp, to: expected)
            Self.addOuter(previous.map(abs), dp.map(abs), to: scale)
            report.compare(gradients.dU, expected, "dU, \(what)") { i, j in
                Tolerance.sum(terms: 2 * rows.count, scale: Double(scale[i, j]))
            }
        }

        /// dc = dh o (1 - tanh(c)²) + sum over children of dc f
        private func compareLSTM(_ dh: [[Approximate]], _ report: inout Report) {
            /// tanh(c), perhaps found as h / o
            func y(_ r: Int, _ j: Int) -> Approximate { Approximate(states.extra[r, j]).tanh * .stored(1) }
            let dc = fromLastRow { r, j, dc in
                .sum([dh[r][j] * gate(3, r, j) * y(r, j).tanhSlope] + children[r].map { dc[$0][j] * gate(1, $0, j) })
            }
            report.compare(gradients.dz, "dz, \(what)") { r, n in
                let j = n % H, (i, f, g, o) = (gate(0, r, j), gate(1, r, j), gate(2, r, j), gate(3, r, j))
                return switch n / H {
                case 0: dc[r][j] * g * i.sigmoidSlope
                case 1: dc[r][j] * Approximate(previousCell[r, j]) * f.sigmoidSlope
                case 2: dc[r][j] * i * g.tanhSlope
                default: dh[r][j] * y(r, j) * o.sigmoidSlope
                }
            }
        }

        /// What reaches a row beside the products: sum over children of dh z
        private func compareGRU(_ products: [[Approximate]], _ report: inout Report) {
            let dh = fromLastRow { r, j, dh in
                .sum([products[r][j]] + children[r].map { dh[$0][j] * gate(1, $0, j) })
            }
            func dn(_ r: Int, _ j: Int) -> Approximate {
                (dh[r][j] - dh[r][j] * gate(1, r, j)) * gate(2, r, j).tanhSlope
            }
            report.compare(gradients.dz, "da, \(what)") { row, k in
                let j = k % H, (r, z, n) = (gate(0, row, j), gate(1, row, j), gate(2, row, j))
                return switch k / H {
                case 0: dn(row, j) * Approximate(states.extra[row, j]) * r.sigmoidSlope
                case 1: dh[row][j] * (Approximate(previous[row, j]) - n) * z.sigmoidSlope
                default: dn(row, j)
                }
            }
            report.compare(gradients.dq, "dq, \(what)") { r, j in dn(r, j) * gate(0, r, j) }
        }

        /// Values of rows that depend on those of their children.
        private func fromLastRow(
            _ value: (_ r: Int, _ j: Int, _ values: [[Approximate]]) -> Approximate
        ) -> [[Approximate]] {
            var values = Array(repeating: [Approximate](), count: rows.count)
            for r in (0..<rows.count).reversed() { values[r] = (0..<H).map { value(r, $0, values) } }
            return values
        }

        /// dh + sum over children of dp U^T
        private func reaching(_ dh: Matrix, by dp: Matrix) -> [[Approximate]] {
            let sum = throughTime(dp, problem.U, dh), scale = throughTime(dp.map(abs), problem.U.map(abs), dh.map(abs))
            return (0..<rows.count).map { r in
                (0..<H).map { j in
                    let terms = problem.N + 2 * children[r].count
                    return Approximate(
                        Double(sum[r, j]), within: Tolerance.sum(terms: terms, scale: Double(scale[r, j])))
                }
            }
        }

        private func throughTime(_ dp: Matrix, _ U: Matrix, _ dh: Matrix) -> Matrix {
            let sum = dh.copy(), products = Matrix(rows.count, H) { _, _ in 0 }
            Self.addProduct(dp, Matrix(problem.N, H) { n, i in U[i, n] }, to: products)
            for r in 0..<rows.count {
                guard let parent = rows.parent(of: r) else { continue }
                Table.reference.kernels.add(H, products.base + r * H, sum.base + parent * sum.ld)
            }
            return sum
        }

        private static func addProduct(_ A: Matrix, _ B: Matrix, to C: Matrix) {
            let packed = Table.reference.pack(B)
            Table.reference.kernels.gemm(
                A.rows, B.columns, B.rows, A.base, A.ld, packed.base, nil, Int32(RNNK_ACCUMULATE), C.base, C.ld)
        }

        private static func addOuter(_ A: Matrix, _ B: Matrix, to C: Matrix) {
            Table.reference.kernels.outer(
                A.rows, A.columns, B.columns, A.base, A.ld, B.base, B.ld, C.base, C.ld)
        }
    }
}
