import CKernels
import Foundation
import Testing

/// The comparisons themselves, tested with something broken: each must find it.
@Suite struct CheckerTests {
    @Test func `a comparison sees one wrong element`() {
        let expected = Matrix(3, 4) { Float($0 + $1) }
        for (r, c) in [(0, 0), (1, 3), (2, 3)] {
            for wrong in [expected[r, c] + 1e-5, .nan, .infinity] {
                var report = Report()
                let value = expected.copy()
                value[r, c] = wrong
                report.compare(value, expected, "wrong") { _, _ in 1e-6 }
                #expect(report.failures == 1)
            }
        }
        var nothing = Report()
        #expect(!nothing.isClean, "comparing nothing is not a success")
        nothing.compare(expected, expected, "right")
        #expect(nothing.isClean)
    }

    /// One float written beside a row, behind the matrix or before it, even if it is the margin's own kind of value.
    @Test func `margins see every write`() {
        for layout in [Layout(padding: 2, placement: .start(offset: 1)), Layout(padding: 2, placement: .end)] {
            for offset in [4, 5, 10, -1, 16] where layout.isAccessible(offset) {
                for value in [0, Float(bitPattern: 0x7F80_0001), .nan] {
                    let matrix = Matrix(3, 4, padding: 2, layout.placement) { _, _ in 0 }
                    #expect(matrix.isIntact)
                    matrix.base[offset] = value
                    #expect(!matrix.isIntact, "offset \(offset)")
                }
            }
        }
    }

    /// The kernel sums one element more than there is.
    @Test func `reading behind the last element ends the process`() async {
        await #expect(processExitsWith: .failure) {
            let x = Matrix(vector: [1, 2, 3, 4, 5])
            _ = Table.reference.kernels.sum_of_squares(6, x.base)
        }
    }

    /// A defect, and the comparison that has to see it.
    struct Defect: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let table: Table
        let comparison: @Sendable (Table) -> Report

        init<Kernel>(
            _ description: String, _ kernel: WritableKeyPath<rnnk_kernels, Kernel>, _ broken: Kernel,
            seenBy comparison: @escaping @Sendable (Table) -> Report
        ) {
            testDescription = description
            table = .reference.replacing(kernel, by: broken)
            self.comparison = comparison
        }
    }

    @Test(arguments: defects)
    func `broken kernels are found`(_ defect: Defect) {
        #expect(defect.comparison(.reference).isClean)
        let report = defect.comparison(defect.table)
        #expect(report.compared > 0 && report.failures > 0)
    }
}

extension Layout {
    /// Whether the float at this offset from the base of a 3 x (4 + 2) matrix may be written at all.
    fileprivate func isAccessible(_ offset: Int) -> Bool {
        if case .end = placement { offset < 16 } else { true }
    }
}

/// Functions of C capture nothing: a broken kernel finds the right one through this.
private var right: rnnk_kernels { rnnk_kernels_named("reference")!.pointee }

extension CheckerTests {
    static let defects: [Defect] = [
        Defect(
            "gemm without the last product", \.gemm,
            { M, N, K, A, lda, B, bias, flags, C, ldc in
                right.gemm(M, N, K - 1, A, lda, B, bias, flags, C, ldc)
            }
        ) { ProductTests.gemm($0, M: 7, N: 17, K: 257) },
        Defect(
            "gemm without bias", \.gemm,
            { M, N, K, A, lda, B, bias, flags, C, ldc in
                right.gemm(M, N, K, A, lda, B, nil, flags, C, ldc)
            }
        ) { ProductTests.gemm($0, M: 1, N: 1, K: 1) },
        Defect(
            "gemm that writes padding", \.gemm,
            { M, N, K, A, lda, B, bias, flags, C, ldc in
                right.gemm(M, N, K, A, lda, B, bias, flags, C, ldc)
                if ldc > N, M > 1 { C![N] = 0 }
            }
        ) { ProductTests.gemm($0, M: 6, N: 16, K: 3) },
        Defect(
            "gemm that depends on the address", \.gemm,
            { M, N, K, A, lda, B, bias, flags, C, ldc in
                right.gemm(M, N, K, A, lda, B, bias, flags, C, ldc)
                if UInt(bitPattern: C) % 64 != 0 { C![0] = C![0].nextUp }
            }
        ) { ProductTests.gemm($0, M: 6, N: 16, K: 3) },
        Defect(
            "gemm whose rows depend on their number", \.gemm,
            { M, N, K, A, lda, B, bias, flags, C, ldc in
                right.gemm(M, N, K, A, lda, B, bias, flags, C, ldc)
                if M > 6 { C![0] = C![0].nextUp }
            }
        ) { ProductTests.rowByRow($0, M: 7, N: 2, K: 3) },
        Defect(
            "pack that ignores transposed", \.pack,
            { K, N, B, ldb, _, packed in
                for k in 0..<K { for n in 0..<N { packed![k * N + n] = B![min(k, N - 1) * ldb + min(n, K - 1)] } }
            }
        ) { ProductTests.gemm($0, M: 2, N: 3, K: 3) },
        Defect(
            "outer that replaces", \.outer,
            { R, M, N, A, lda, B, ldb, C, ldc in
                for m in 0..<M { for n in 0..<N { C![m * ldc + n] = 0 } }
                right.outer(R, M, N, A, lda, B, ldb, C, ldc)
            }
        ) { ProductTests.outer($0, R: 31, M: 7, N: 9) },
        Defect(
            "column_sums without the last row", \.column_sums,
            { R, N, A, lda, sums in
                right.column_sums(R - 1, N, A, lda, sums)
            }
        ) { ProductTests.columnSums($0, R: 257, N: 9) },
        Defect(
            "gather off by one", \.gather,
            { R, N, table, ldt, index, bias, out, ldo in
                right.gather(R, N, table, ldt, index, bias, out, ldo)
                out![0] = out![0].nextUp
            }
        ) { OneHotTests.gather($0, R: 5, V: 3, N: 8) },
        Defect(
            "scatter_add that loses a duplicate", \.scatter_add,
            { R, N, A, lda, index, table, ldt in
                right.scatter_add(R - 1, N, A, lda, index, table, ldt)
            }
        ) { OneHotTests.scatterAdd($0, R: 5, V: 3, N: 8) },
        Defect(
            "recurrence without initial state", \.rnn_forward,
            { rows, H, U, h0, ldh0, h, ldh, work in
                right.rnn_forward(rows, H, U, nil, ldh0, h, ldh, work)
            }
        ) { RecurrenceTests.recurrence($0, .rnn, .sequences([3, 1]), H: 8, initialState: true) },
        Defect(
            "recurrence that stops early", \.rnn_forward,
            { rows, H, U, h0, ldh0, h, ldh, work in
                var shorter = rows!.pointee
                shorter.rows -= 1
                right.rnn_forward(&shorter, H, U, h0, ldh0, h, ldh, work)
            }
        ) {
            RecurrenceTests.recurrence(
                $0, .rnn, .trees(roots: 1, depths: 5, width: 9, seed: 1), H: 5, initialState: false)
        },
        Defect(
            "backward without initial state", \.rnn_backward,
            { rows, H, U, h0, ldh0, h, ldh, da, ldd, dU, ldu, work in
                right.rnn_backward(rows, H, U, nil, ldh0, h, ldh, da, ldd, dU, ldu, work)
            }
        ) { RecurrenceTests.recurrence($0, .rnn, .sequences([3, 1]), H: 8, initialState: true) },
        Defect(
            "backward that does not go through time", \.rnn_backward,
            { rows, H, U, h0, ldh0, h, ldh, da, ldd, dU, ldu, work in
                for i in 0..<H * H { UnsafeMutablePointer(mutating: U!)[i] = 0 }
                right.rnn_backward(rows, H, U, h0, ldh0, h, ldh, da, ldd, dU, ldu, work)
            }
        ) {
            RecurrenceTests.recurrence(
                $0, .rnn, .trees(roots: 1, depths: 5, width: 9, seed: 1), H: 5, initialState: false)
        },
        Defect(
            "LSTM without initial cell", \.lstm_forward,
            { rows, H, U, h0, ldh0, c0, ldc0, gates, ldg, c, ldc, h, ldh, work in
                let zeros = Matrix(rows!.pointee.states, H) { _, _ in 0 }
                right.lstm_forward(rows, H, U, h0, ldh0, zeros.base, H, gates, ldg, c, ldc, h, ldh, work)
            }
        ) { RecurrenceTests.recurrence($0, .lstm, .sequences([3, 1]), H: 8, initialState: true) },
        Defect(
            "LSTM with f and g exchanged", \.lstm_forward,
            { rows, H, U, h0, ldh0, c0, ldc0, gates, ldg, c, ldc, h, ldh, work in
                right.lstm_forward(rows, H, U, h0, ldh0, c0, ldc0, gates, ldg, c, ldc, h, ldh, work)
                for r in 0..<rows!.pointee.rows {
                    for j in 0..<H { swap(&gates![r * ldg + H + j], &gates![r * ldg + 2 * H + j]) }
                }
            }
        ) { RecurrenceTests.recurrence($0, .lstm, .sequences([3, 1]), H: 8, initialState: false) },
        Defect(
            "LSTM backward whose cells carry nothing", \.lstm_backward,
            { rows, H, U, h0, ldh0, c0, ldc0, gates, ldg, c, ldc, h, ldh, dh, ldd, dU, ldu, work in
                for r in 0..<rows!.pointee.rows { for j in 0..<H { gates![r * ldg + H + j] = 0 } }
                right.lstm_backward(
                    rows, H, U, h0, ldh0, c0, ldc0, gates, ldg, c, ldc, h, ldh, dh, ldd, dU, ldu, work)
            }
        ) {
            RecurrenceTests.recurrence(
                $0, .lstm, .trees(roots: 1, depths: 5, width: 9, seed: 1), H: 5, initialState: false)
        },
        Defect(
            "GRU without recurrent bias", \.gru_forward,
            { rows, H, U, bias, h0, ldh0, gates, ldg, q, ldq, h, ldh, work in
                let zeros = Matrix(1, H) { _, _ in 0 }
                right.gru_forward(rows, H, U, zeros.base, h0, ldh0, gates, ldg, q, ldq, h, ldh, work)
            }
        ) { RecurrenceTests.recurrence($0, .gru, .sequences([3, 1]), H: 8, initialState: true) },
        Defect(
            "GRU backward in which q is not reset", \.gru_backward,
            { rows, H, U, h0, ldh0, gates, ldg, q, ldq, h, ldh, dh, ldd, dU, ldu, work in
                right.gru_backward(rows, H, U, h0, ldh0, gates, ldg, q, ldq, h, ldh, dh, ldd, dU, ldu, work)
                for r in 0..<rows!.pointee.rows {
                    for j in 0..<H { q![r * ldq + j] = gates![r * ldg + 2 * H + j] }
                }
            }
        ) { RecurrenceTests.recurrence($0, .gru, .sequences([3, 1]), H: 8, initialState: false) },
        Defect(
            "GRU backward without initial state", \.gru_backward,
            { rows, H, U, h0, ldh0, gates, ldg, q, ldq, h, ldh, dh, ldd, dU, ldu, work in
                right.gru_backward(rows, H, U, nil, 0, gates, ldg, q, ldq, h, ldh, dh, ldd, dU, ldu, work)
            }
        ) { RecurrenceTests.recurrence($0, .gru, .sequences([3, 1]), H: 8, initialState: true) },
        Defect(
            "cross-entropy with twice the gradient", \.softmax_cross_entropy,
            { R, V, first, target, count, scale, y, ldy in
                right.softmax_cross_entropy(R, V, first, target, count, 2 * scale, y, ldy)
            }
        ) { SoftmaxTests.crossEntropy($0, R: 3, V: 9, magnitude: 1) },
        Defect(
            "cross-entropy of another unit", \.softmax_cross_entropy,
            { R, V, first, target, count, scale, y, ldy in
                1.00001 * right.softmax_cross_entropy(R, V, first, target, count, scale, y, ldy)
            }
        ) { SoftmaxTests.crossEntropy($0, R: 3, V: 9, magnitude: 1) },
        Defect(
            "log_softmax of the first row only", \.log_softmax,
            { R, V, y, ldy in
                right.log_softmax(min(1, R), V, y, ldy)
            }
        ) { SoftmaxTests.logSoftmax($0, R: 3, V: 9, magnitude: 1) },
        Defect(
            "cumulate that ignores the temperature", \.cumulate,
            { R, V, z, ldz, _, cumulative, ldc, work in
                right.cumulate(R, V, z, ldz, 1, cumulative, ldc, work)
            }
        ) { SampleTests.inversion($0, V: 9, 0.5, 10) },
        Defect(
            "draw that is not monotone", \.draw,
            { R, V, cumulative, ldc, random, index in
                right.draw(R, V, cumulative, ldc, random, index)
                index![R - 1] = 0
            }
        ) { SampleTests.inversion($0, V: 9, 0.5, 1) },
        Defect(
            "draw of the class before at a boundary", \.draw,
            { R, V, cumulative, ldc, random, index in
                for r in 0..<R {
                    let before = random![r] - min(random![r], 1)
                    withUnsafePointer(to: before) { right.draw(1, V, cumulative! + r * ldc, ldc, $0, index! + r) }
                }
            }
        ) { SampleTests.drawing($0, V: 9) },
        Defect(
            "tanh off by 5 ULP", \.tanh,
            { n, x, y in
                right.tanh(n, x, y)
                for i in 0..<n where y![i] > 0 { y![i] -= 5 * y![i].ulp }
            }
        ) { ElementwiseTests.function($0, .tanh, 33) },
        Defect(
            "sigmoid through tanh", \.sigmoid,
            { n, x, y in
                for i in 0..<n { y![i] = 0.5 + 0.5 * tanh(0.5 * x![i]) }
            }
        ) { ElementwiseTests.function($0, .sigmoid, 257) },
        Defect(
            "exp that flushes too early", \.exp,
            { n, x, y in
                right.exp(n, x, y)
                for i in 0..<n where y![i] < 1e-8 { y![i] = 0 }
            }
        ) { ElementwiseTests.function($0, .exp, 257) },
        Defect(
            "log that is wrong in place", \.log,
            { n, x, y in
                if x == UnsafePointer(y) { right.exp(n, x, y) } else { right.log(n, x, y) }
            }
        ) { ElementwiseTests.function($0, .log, 9) },
        Defect("add without the tail", \.add, { n, x, y in right.add(n / 8 * 8, x, y) }) {
            ElementwiseTests.arithmetic($0, 17)
        },
        Defect("sum of squares without the tail", \.sum_of_squares, { n, x in right.sum_of_squares(n / 8 * 8, x) }) {
            ElementwiseTests.sumOfSquares($0, 1031)
        },
        Defect("sgd uphill", \.sgd, { n, lr, g, p in right.sgd(n, -lr, g, p) }) { OptimizerTests.sgd($0, 9) },
        Defect(
            "momentum with all of the gradient", \.momentum,
            { n, lr, m, g, u, p in
                right.momentum(n, lr, m, g, u, p)
                for i in 0..<n { u![i] += m * g![i] }
            }
        ) { OptimizerTests.momentum($0, 9, 0.9) },
        Defect(
            "nesterov that does not look ahead", \.nesterov,
            { n, lr, m, g, u, p in
                right.momentum(n, lr / (1 - m), m, g, u, p)
                for i in 0..<n { u![i] /= 1 - m }
            }
        ) { OptimizerTests.nesterov($0, 9, 0.9) },
        Defect(
            "rmsprop with epsilon outside of the root", \.rmsprop,
            { n, lr, rho, epsilon, g, v, p in
                for i in 0..<n {
                    v![i] = rho * v![i] + (1 - rho) * g![i] * g![i]
                    p![i] -= lr * g![i] / (v![i].squareRoot() + epsilon)
                }
            }
        ) { OptimizerTests.rmsprop($0, 9, 0.9) },
        Defect(
            "online training without the last character", \.online_train,
            { state, T, tokens in right.online_train(state, T - min(T, 1), tokens) }
        ) { OnlineTests.online($0, V: 7, hidden: [8, 5]) },
        Defect(
            "online training that forgets the momenta", \.online_start,
            { p, u, lr, m, state in right.online_start(p, nil, lr, m, state) }
        ) { OnlineTests.online($0, V: 7, hidden: [8, 5]) },
        Defect(
            "online training that gives no momenta back", \.online_finish,
            { state, p, u in right.online_finish(state, p, nil) }
        ) { OnlineTests.online($0, V: 7, hidden: [8, 5]) },
        Defect(
            "adam without correction", \.adam,
            { n, step, _, beta1, beta2, epsilon, g, m, v, p in
                right.adam(n, step, 1, beta1, beta2, epsilon, g, m, v, p)
            }
        ) { OptimizerTests.adam($0, 9, 10) },
        Defect(
            "adam with epsilon under the root", \.adam,
            { n, step, correction, beta1, beta2, epsilon, g, m, v, p in
                right.adam(n, step, correction, beta1, beta2, epsilon.squareRoot(), g, m, v, p)
            }
        ) { OptimizerTests.adam($0, 9, 10) },
    ]
}
