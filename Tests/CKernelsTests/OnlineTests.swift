import CKernels
import Testing

/// Online training: whole names, compared with the reference that started from the same parameters.
@Suite struct OnlineTests {
    @Test(
        arguments: Table.all,
        [[1], [7], [8], [16], [17], [32], [33], [64], [70], [32, 32], [5, 17, 8], [33, 9], [1, 40, 100]])
    func `every parameter agrees with the reference`(_ table: Table, hidden: [Int]) {
        var report = Report()
        for V in [1, 2, 7, 8, 28, 66] { report += Self.online(table, V: V, hidden: hidden) }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all, [0, 0.5, 0.999] as [Float])
    func `momenta from none to long`(_ table: Table, m: Float) {
        let report = Self.online(table, V: 20, hidden: [12, 9], m: m)
        #expect(report.isClean, "\(report)")
    }

    /// Exponentials of such logits, unless they are shifted, are no floats.
    @Test(arguments: Table.all, [-150, 150] as [Float])
    func `large logits`(_ table: Table, bias: Float) {
        let report = Self.online(table, V: 20, hidden: [12], bias: bias)
        #expect(report.isClean, "\(report)")
    }

    /// A character that is missing so long that its momentum is gone.
    @Test(arguments: Table.all)
    func `rare characters`(_ table: Table) {
        var names = Array(repeating: [0, 1, 2, 1, 2, 0], count: 900)
        names.insert([4, 3, 4, 3], at: 1)
        names.append([3, 4, 3])
        let report = Self.online(table, V: 5, hidden: [6], names: names, rate: 0.01)
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `names of no steps change nothing`(_ table: Table) {
        let report = Self.online(table, V: 9, hidden: [8, 3], names: [[4], [0]])
        #expect(report.isClean, "\(report)")
    }
}

// MARK: - Comparisons

extension OnlineTests {
    /// Parameters of a network, or what belongs to each of them.
    private struct Parameters {
        let layers: [(W: Matrix, U: Matrix, b: Matrix)]
        let W: Matrix
        let b: Matrix

        init(V: Int, hidden: [Int], _ layout: Layout, _ fill: () -> Float) {
            func matrix(_ rows: Int, _ columns: Int) -> Matrix {
                Matrix(rows, columns, layout.placement) { _, _ in fill() }
            }
            layers = zip([V] + hidden, hidden).map { (matrix($0, $1), matrix($1, $1), matrix(1, $1)) }
            W = matrix(hidden.last!, V)
            b = matrix(1, V)
        }

        var all: [Matrix] { layers.flatMap { [$0.W, $0.U, $0.b] } + [W, b] }

        func withC<Result>(_ body: (UnsafePointer<rnnk_rnn>) -> Result) -> Result {
            let layer = Guarded(
                layers.map { rnnk_rnn_layer(units: $0.U.rows, W: $0.W.base, U: $0.U.base, b: $0.b.base) })
            var network = rnnk_rnn(
                classes: b.columns, layers: layers.count, layer: layer.base, W: W.base, b: b.base)
            return withExtendedLifetime(layer) { body(&network) }
        }
    }

    private struct Result {
        var losses: [Double] = []
        let p: Parameters
        let u: Parameters
    }

    private static func train(
        _ table: Table, V: Int, hidden: [Int], names: [[Int]], rate: Float, m: Float, bias: Float, _ layout: Layout,
        _ report: inout Report
    ) -> Result {
        var random = SplitMix64(seed: V << 8 | hidden[0])
        let bound = 1 / Float(hidden.max()!).squareRoot()  // larger networks would be chaotic
        let p = Parameters(V: V, hidden: hidden, layout) { Float.random(in: -bound...bound, using: &random) }
        let u = Parameters(V: V, hidden: hidden, layout) { Float.random(in: -0.1...0.1, using: &random) }
        if bias != 0 { for i in 0..<V where i % 3 != 1 { p.b[0, i] += bias } }
        var result = Result(p: p, u: u)
        let kernels = table.kernels
        // Whole units of 16 bytes, so that the end of the pages is aligned as by malloc.
        let state = Guarded<SIMD4<Float>>(count: (p.withC(kernels.online_size) + 15) / 16)
        p.withC { p in u.withC { u in kernels.online_start(p, u, rate, m, state.base) } }
        for (index, name) in names.enumerated() {
            let tokens = Guarded(name.map(Int32.init))
            result.losses.append(kernels.online_train(state.base, name.count - 1, tokens.base))
            if index == names.count / 2 {  // the training goes on after it was looked at
                p.withC { p in u.withC { u in kernels.online_finish(state.base, p, u) } }
            }
        }
        p.withC { p in u.withC { u in kernels.online_finish(state.base, p, u) } }
        report.require(state.isIntact, "written outside the state, V \(V), hidden \(hidden)")
        return result
    }

    private static func randomNames(V: Int) -> [[Int]] {
        var random = SplitMix64(seed: V)
        return [5, 1, 12, 0, 2, 70].map { steps in
            // Squares: some characters are rare.
            (0...steps).map { _ in
                let x = Double.random(in: 0..<1, using: &random)
                return Int(x * x * Double(V))
            }
        }
    }

    static func online(
        _ table: Table, V: Int, hidden: [Int], names: [[Int]]? = nil, rate: Float = 0.1, m: Float = 0.9, bias: Float = 0
    ) -> Report {
        var report = Report()
        let names = names ?? randomNames(V: V)
        func train(_ table: Table, _ layout: Layout) -> Result {
            Self.train(
                table, V: V, hidden: hidden, names: names, rate: rate, m: m, bias: bias, layout, &report)
        }
        let expected = train(.reference, Layout.all[0])
        let steps = names.reduce(0) { $0 + $1.count - 1 }
        var first = Array(repeating: Matrix?.none, count: expected.p.all.count * 2)
        for layout in Layout.all where layout.padding != 1 || steps < 1000 {
            let actual = train(table, layout)
            for (i, loss) in actual.losses.enumerated() {
                report.compare(
                    loss, expected.losses[i], within: Tolerance.online(steps: steps) * (1 + expected.losses[i]),
                    "loss of name \(i), V \(V), hidden \(hidden)")
            }
            for (i, (a, b)) in zip(actual.p.all + actual.u.all, expected.p.all + expected.u.all).enumerated() {
                report.compare(a, b, "array \(i), V \(V), hidden \(hidden)") { r, c in
                    Tolerance.online(steps: steps) * (1 + Double(abs(b[r, c])))
                }
                report.repeats(a, &first[i], "array \(i), V \(V), hidden \(hidden)")
            }
        }
        return report
    }
}
