import CKernels
import Foundation
import Testing

/// The oracle is not trusted blindly: here the reference is compared with formulas written once more, in double, and
/// its gradients with central differences of them. (`tanh`, `sigmoid`, `exp`, `log` and the optimizers are compared with formulas
/// in double for every table.)
@Suite struct ReferenceTests {
    private let kernels = Table.reference.kernels

    @Test func `products`() {
        var random = SplitMix64(seed: 1)
        let (M, N, K) = (3, 4, 5)
        let A = Matrix(M, K, in: -1...1, using: &random), B = Matrix(K, N, in: -1...1, using: &random)
        let bias = Matrix(1, N, in: -1...1, using: &random), C = Matrix(M, N, in: -1...1, using: &random)
        let Bt = Matrix(N, K) { n, k in B[k, n] }
        for packed in [Table.reference.pack(B), Table.reference.pack(Bt, transposed: true)] {
            let plain = C.copy(), accumulated = C.copy(), activated = C.copy()
            kernels.gemm(M, N, K, A.base, K, packed.base, nil, 0, plain.base, N)
            kernels.gemm(M, N, K, A.base, K, packed.base, nil, Int32(RNNK_ACCUMULATE), accumulated.base, N)
            kernels.gemm(
                M, N, K, A.base, K, packed.base, bias.base, Int32(RNNK_ACCUMULATE | RNNK_TANH), activated.base, N)
            for m in 0..<M {
                for n in 0..<N {
                    let AB = (0..<K).reduce(0) { $0 + Double(A[m, $1]) * Double(B[$1, n]) }
                    #expect(isRounded(plain[m, n], from: AB))
                    #expect(isRounded(accumulated[m, n], from: AB + Double(C[m, n])))
                    #expect(isRounded(activated[m, n], from: tanh(AB + Double(bias[0, n]) + Double(C[m, n]))))
                }
            }
        }
        let outer = C.copy(), sums = bias.copy(), rows = Matrix(K, M) { k, m in A[m, k] }
        kernels.outer(K, M, N, rows.base, M, B.base, N, outer.base, N)
        kernels.column_sums(K, N, B.base, N, sums.base)
        for n in 0..<N {
            #expect(isRounded(sums[0, n], from: (0..<K).reduce(Double(bias[0, n])) { $0 + Double(B[$1, n]) }))
            for m in 0..<M {
                let AB = (0..<K).reduce(Double(C[m, n])) { $0 + Double(A[m, $1]) * Double(B[$1, n]) }
                #expect(isRounded(outer[m, n], from: AB))
            }
        }
    }

    @Test func `one-hot rows`() {
        let table = Matrix(3, 2) { r, c in Float(10 * r + c) }, bias = Matrix(vector: [0.5, 0.25])
        let index = Guarded<Int32>([2, 0, 2, 1]), out = Matrix(4, 2)
        kernels.gather(4, 2, table.base, 2, index.base, nil, out.base, 2)
        #expect(out.elements == [20, 21, 0, 1, 20, 21, 10, 11])
        kernels.gather(4, 2, table.base, 2, index.base, bias.base, out.base, 2)
        #expect(out.elements == [20.5, 21.25, 0.5, 1.25, 20.5, 21.25, 10.5, 11.25])
        kernels.scatter_add(4, 2, out.base, 2, index.base, table.base, 2)
        #expect(table.elements == [0.5, 2.25, 20.5, 22.25, 61, 63.5])
    }

    /// Every row's state by walking to its root and back, and the gradient of sum(dh * h) by central differences.
    @Test(arguments: Cell.allCases, [false, true])
    func `recurrence`(_ cell: Cell, initialState: Bool) {
        for rows in [PackedRows.trees(roots: 2, depths: 4, width: 6, seed: 7), .sequences([4, 3, 1])] {
            var random = SplitMix64(seed: 3)
            var report = Report()
            let problem = Recurrence(cell, rows, H: 3, initialState: initialState, using: &random)
            let dh = Matrix(rows.count, 3, in: -1...1, using: &random)
            let dU = Matrix(3, problem.N, in: -1...1, using: &random)
            let walk = Walk(problem)
            let (z, U) = (walk.z, walk.U), dh64 = dh.elements.map(Double.init)

            let states = problem.forward(.reference, Layout.all[0], &report)
            for (h, expected) in zip(states.h.elements, (0..<rows.count).flatMap { walk.state($0, z, U).h }) {
                #expect(abs(Double(h) - expected) <= Tolerance.walk)
            }

            let gradients = problem.backward(.reference, states, dh: dh, dU: dU, Layout.all[0], &report)
            let byZ = centralDifferences(z) { walk.loss(dh64, $0, U) }
            let byU = centralDifferences(U) { walk.loss(dh64, z, $0) }
            for (dz, expected) in zip(gradients.dz.elements, byZ) {
                #expect(abs(Double(dz) - expected) <= Tolerance.walk)
            }
            for ((sum, before), expected) in zip(zip(gradients.dU.elements, dU.elements), byU) {
                #expect(abs(Double(sum) - Double(before) - expected) <= Tolerance.walk)
            }
            #expect(report.isClean, "\(report)")
            guard cell == .gru else { continue }
            let byBias = centralDifferences(walk.bias) { walk.loss(dh64, z, U, $0) }
            for (j, expected) in byBias.enumerated() {
                let sum = (0..<rows.count).reduce(0) { $0 + Double(gradients.dq[$1, j]) }
                #expect(abs(sum - expected) <= Tolerance.walk)
            }
        }
    }

    @Test func `softmax and its gradient`() {
        let z: [Float] = [0.5, -1.25, 2, 0.75, -3], V = z.count, scale: Float = 0.5
        let target: [Int32] = [3, 0], count: [Float] = [2, 1.5]
        func loss(_ z: [Double]) -> Double {
            let logSum = log(z.reduce(0) { $0 + exp($1) })
            return zip(target, count).reduce(0) { $0 + Double($1.1) * (logSum - z[Int($1.0)]) }
        }
        let z64 = z.map(Double.init), gradient = centralDifferences(z64, loss)
        let first = Guarded<Int32>([0, 2]), targets = Guarded(target), counts = Guarded(count)
        let y = Matrix(vector: z), logs = Matrix(vector: z)
        let value = kernels.softmax_cross_entropy(1, V, first.base, targets.base, counts.base, scale, y.base, V)
        #expect(abs(value - loss(z64)) <= Tolerance.double)
        kernels.log_softmax(1, V, logs.base, V)
        for v in 0..<V {
            #expect(abs(Double(y[0, v]) - Double(scale) * gradient[v]) <= Tolerance.walk)
            #expect(isRounded(logs[0, v], from: z64[v] - log(z64.reduce(0) { $0 + exp($1) })))
        }
    }

    /// Between the boundaries of the cumulative distribution there is no doubt about the class.
    @Test func `samples`() {
        let z: [Float] = [-.infinity, 1, 0, -2, -.infinity, 3, -.infinity]
        for inverseTemperature: Float in [0.25, 1, 4] {
            let distribution = SampleTests.Distribution(z, inverseTemperature: inverseTemperature)
            let uniforms = SampleTests.uniforms(1009)
            let drawn = SampleTests.draw(.reference, rows: uniforms.map { _ in z }, inverseTemperature, uniforms)
            #expect(drawn.count == uniforms.count)
            for (u, v) in zip(uniforms, drawn) {
                #expect(v == distribution.cumulative.firstIndex { u < $0 - Tolerance.double } ?? 5, "\(u)")
            }
        }
    }
}

extension ReferenceTests {
    /// One rounding to float.
    private func isRounded(_ value: Float, from exact: Double) -> Bool {
        abs(Double(value) - exact) <= Tolerance.rounding(of: exact)
    }

    private func centralDifferences(_ x: [Double], _ f: ([Double]) -> Double) -> [Double] {
        let step = 1e-5
        return x.indices.map { i in
            var (left, right) = (x, x)
            left[i] -= step
            right[i] += step
            return (f(right) - f(left)) / (2 * step)
        }
    }

    /// The recurrences in double, from each row back to its root.
    private struct Walk {
        let problem: Recurrence
        var H: Int { problem.H }
        var N: Int { problem.N }
        var z: [Double] { problem.z.elements.map(Double.init) }
        var U: [Double] { problem.U.elements.map(Double.init) }
        var bias: [Double] { problem.bias.elements.map(Double.init) }

        init(_ problem: Recurrence) { self.problem = problem }

        /// Hidden and cell state of a row.
        func state(_ r: Int, _ z: [Double], _ U: [Double], _ bias: [Double]? = nil) -> (h: [Double], c: [Double]) {
            let bias = bias ?? self.bias
            let previous: (h: [Double], c: [Double])
            if let parent = problem.rows.parent(of: r) {
                previous = state(parent, z, U, bias)
            } else {
                let s = problem.rows.state(of: r)!
                previous = (
                    (0..<H).map { Double(problem.h0?[s, $0] ?? 0) }, (0..<H).map { Double(problem.c0?[s, $0] ?? 0) }
                )
            }
            let product = (0..<N).map { n in (0..<H).reduce(0) { $0 + previous.h[$1] * U[$1 * N + n] } }
            let x = Array(z[r * N..<(r + 1) * N])
            func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

            switch problem.cell {
            case .rnn:
                return ((0..<H).map { tanh(x[$0] + product[$0]) }, [])
            case .lstm:
                let a = zip(x, product).map(+)
                let c = (0..<H).map { sigmoid(a[H + $0]) * previous.c[$0] + sigmoid(a[$0]) * tanh(a[2 * H + $0]) }
                return ((0..<H).map { sigmoid(a[3 * H + $0]) * tanh(c[$0]) }, c)
            case .gru:
                let h = (0..<H).map { j in
                    let r = sigmoid(x[j] + product[j]), z = sigmoid(x[H + j] + product[H + j])
                    let n = tanh(x[2 * H + j] + r * (product[2 * H + j] + bias[j]))
                    return (1 - z) * n + z * previous.h[j]
                }
                return (h, [])
            }
        }

        func loss(_ dh: [Double], _ z: [Double], _ U: [Double], _ bias: [Double]? = nil) -> Double {
            (0..<problem.rows.count).reduce(0) { sum, r in
                zip(state(r, z, U, bias).h, dh[(r * H)...]).reduce(sum) { $0 + $1.0 * $1.1 }
            }
        }
    }
}
