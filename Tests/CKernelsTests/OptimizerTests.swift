import CKernels
import Testing

/// `sgd`, `momentum`, `nesterov`, `rmsprop` and `adam` against their formulas in double.
@Suite struct OptimizerTests {
    private static let lengths = [0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 64, 257]

    @Test(arguments: Table.all)
    func `sgd is its formula`(_ table: Table) {
        var report = Report()
        for n in Self.lengths { report += Self.sgd(table, n) }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `momentum is its formula`(_ table: Table) {
        var report = Report()
        for n in Self.lengths {
            for m: Float in [0, 0.25, 0.9, 0.999] { report += Self.momentum(table, n, m) }
        }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `nesterov is its formula`(_ table: Table) {
        var report = Report()
        for n in Self.lengths {
            for m: Float in [0, 0.25, 0.9, 0.999] { report += Self.nesterov(table, n, m) }
        }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `rmsprop is its formula`(_ table: Table) {
        var report = Report()
        for n in Self.lengths {
            for rho: Float in [0, 0.25, 0.9, 0.999] { report += Self.rmsprop(table, n, rho) }
        }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `adam is its formula`(_ table: Table) {
        var report = Report()
        for n in Self.lengths {
            for t in [1, 2, 10, 10_000] { report += Self.adam(table, n, t) }
        }
        #expect(report.isClean, "\(report)")
    }

    /// Moments of a weight without gradient decay through the subnormal numbers to zero, and nothing else happens.
    @Test(arguments: Table.all)
    func `vanishing moments`(_ table: Table) {
        let n = 19, g = Matrix(1, n) { _, _ in 0 }, p = Matrix(1, n) { _, i in Float(i + 1) }
        let u = Matrix(1, n) { _, i in 3e-38 / Float(1 << i) }, v = u.copy()
        for _ in 0..<40 {
            let before = u.elements
            table.kernels.momentum(n, 0.1, 0.9, g.base, u.base, p.base)
            for (u, old) in zip(u.elements, before) { #expect(abs(Double(u) - 0.9 * Double(old)) <= Tolerance.flush) }
        }
        for _ in 0..<40 { table.kernels.adam(n, 0, 1, 0.9, 0.99, 1e-8, g.base, u.base, v.base, p.base) }
        #expect(u.elements.allSatisfy { 0 <= Double($0) && Double($0) <= Tolerance.flush })
        #expect(p.elements == (1...n).map(Float.init))
    }

    /// A kernel may flush subnormal numbers by the processor's mode, but has to put the mode back.
    @Test(arguments: Table.all)
    func `leaves the floating-point mode as it was`(_ table: Table) {
        let g = Matrix(vector: [1, .leastNormalMagnitude]), m = g.copy(), v = g.copy(), p = g.copy()
        table.kernels.sgd(2, 0.1, g.base, p.base)
        table.kernels.momentum(2, 0.1, 0.9, g.base, m.base, p.base)
        table.kernels.nesterov(2, 0.1, 0.9, g.base, m.base, p.base)
        table.kernels.rmsprop(2, 0.1, 0.9, 1e-7, g.base, v.base, p.base)
        table.kernels.adam(2, 0.1, 1, 0.9, 0.99, 1e-8, g.base, m.base, v.base, p.base)
        #expect(g[0, 1] / 2 > 0)
    }
}

// MARK: - Comparisons

extension OptimizerTests {
    /// Gradients of all magnitudes that occur, zeros among them.
    private static func gradients(_ n: Int, using random: inout SplitMix64) -> Matrix {
        let magnitudes: [Float] = [1, 1e-3, 1e-12, 1e-22, 1e-36, 0, 100]
        return Matrix(1, n) { _, i in magnitudes[i % 7] * Float.random(in: -1...1, using: &random) }
    }

    static func sgd(_ table: Table, _ n: Int) -> Report {
        var random = SplitMix64(seed: n)
        var report = Report()
        let g = gradients(n, using: &random), p = Matrix(1, n, in: -1...1, using: &random), lr: Float = 0.03
        let expected = Matrix(1, n) { Float(Double(p[$0, $1]) - Double(lr) * Double(g[$0, $1])) }
        var first: Matrix?
        for layout in Layout.all {
            let result = p.copy(in: layout), g = g.copy(in: layout)
            table.kernels.sgd(n, lr, g.base, result.base)
            report.compare(result, expected, "sgd \(n)") {
                Tolerance.step(from: Double(p[$0, $1]), rate: Double(lr), direction: Double(g[$0, $1]))
            }
            report.repeats(result, &first, "sgd \(n)")
        }
        return report
    }

    static func momentum(_ table: Table, _ n: Int, _ m: Float) -> Report {
        var random = SplitMix64(seed: n)
        var report = Report()
        let g = gradients(n, using: &random), u = gradients(n, using: &random)
        let p = Matrix(1, n, in: -1...1, using: &random), lr: Float = 0.03
        var first: (u: Matrix?, p: Matrix?)
        for layout in Layout.all {
            let (g1, u1, p1) = (g.copy(in: layout), u.copy(in: layout), p.copy(in: layout))
            table.kernels.momentum(n, lr, m, g1.base, u1.base, p1.base)
            for i in 0..<n {
                let (gi, ui, pi) = (Double(g[0, i]), Double(u[0, i]), Double(p[0, i]))
                let moment = Double(m) * ui + (1 - Double(m)) * gi
                let error = Tolerance.moment(decay: Double(m), old: ui, fresh: gi)
                report.compare(Double(u1[0, i]), moment, within: error, "momentum \(m): u[\(i)] of \(n)")
                report.compare(
                    Double(p1[0, i]), pi - Double(lr) * moment,
                    within: Tolerance.step(from: pi, rate: Double(lr), direction: moment, error: error),
                    "momentum \(m): p[\(i)] of \(n)")
            }
            report.require(u1.isIntact && p1.isIntact, "momentum \(n): written outside")
            report.repeats(u1, &first.u, "momentum \(n)")
            report.repeats(p1, &first.p, "momentum \(n)")
        }
        return report
    }

    static func nesterov(_ table: Table, _ n: Int, _ m: Float) -> Report {
        var random = SplitMix64(seed: n)
        var report = Report()
        let g = gradients(n, using: &random), u = gradients(n, using: &random)
        let p = Matrix(1, n, in: -1...1, using: &random), lr: Float = 0.03, decay = Double(m)
        var first: (u: Matrix?, p: Matrix?)
        for layout in Layout.all {
            let (g1, u1, p1) = (g.copy(in: layout), u.copy(in: layout), p.copy(in: layout))
            table.kernels.nesterov(n, lr, m, g1.base, u1.base, p1.base)
            for i in 0..<n {
                let (gi, ui, pi) = (Double(g[0, i]), Double(u[0, i]), Double(p[0, i]))
                let moment = decay * ui + gi, ahead = gi + decay * moment
                let error = Tolerance.velocity(decay: decay, old: ui, fresh: gi)
                let aheadError = decay * error + Tolerance.velocity(decay: decay, old: moment, fresh: gi)
                report.compare(Double(u1[0, i]), moment, within: error, "nesterov \(m): u[\(i)] of \(n)")
                report.compare(
                    Double(p1[0, i]), pi - Double(lr) * ahead,
                    within: Tolerance.step(from: pi, rate: Double(lr), direction: ahead, error: aheadError),
                    "nesterov \(m): p[\(i)] of \(n)")
            }
            report.require(u1.isIntact && p1.isIntact, "nesterov \(n): written outside")
            report.repeats(u1, &first.u, "nesterov \(n)")
            report.repeats(p1, &first.p, "nesterov \(n)")
        }
        return report
    }

    static func rmsprop(_ table: Table, _ n: Int, _ rho: Float) -> Report {
        var random = SplitMix64(seed: n)
        var report = Report()
        let g = gradients(n, using: &random), v = gradients(n, using: &random).map { 1.3 * $0 * $0 }
        let p = Matrix(1, n, in: -1...1, using: &random), lr: Float = 0.003, epsilon: Float = 1e-7
        var first: (v: Matrix?, p: Matrix?)
        for layout in Layout.all {
            let (g1, v1, p1) = (g.copy(in: layout), v.copy(in: layout), p.copy(in: layout))
            table.kernels.rmsprop(n, lr, rho, epsilon, g1.base, v1.base, p1.base)
            for i in 0..<n {
                let (gi, vi, pi) = (Double(g[0, i]), Double(v[0, i]), Double(p[0, i]))
                let square = Double(rho) * vi + (1 - Double(rho)) * gi * gi
                let error = Tolerance.moment(decay: Double(rho), old: vi, fresh: gi * gi)
                let direction = gi / (square + Double(epsilon)).squareRoot()
                report.compare(Double(v1[0, i]), square, within: error, "rmsprop \(rho): v[\(i)] of \(n)")
                report.compare(
                    Double(p1[0, i]), pi - Double(lr) * direction,
                    within: Tolerance.step(
                        from: pi, rate: Double(lr), direction: direction,
                        error: Tolerance.rmspropDirection(g: gi, v: square, vError: error, epsilon: Double(epsilon))),
                    "rmsprop \(rho): p[\(i)] of \(n)")
            }
            report.require(v1.isIntact && p1.isIntact, "rmsprop \(n): written outside")
            report.repeats(v1, &first.v, "rmsprop \(n)")
            report.repeats(p1, &first.p, "rmsprop \(n)")
        }
        return report
    }

    /// The t-th update, from moments as t - 1 updates may leave them.
    static func adam(_ table: Table, _ n: Int, _ t: Int) -> Report {
        var random = SplitMix64(seed: n << 20 | t)
        var report = Report()
        let g = gradients(n, using: &random)
        let m = t == 1 ? Matrix(1, n) { _, _ in 0 } : gradients(n, using: &random)
        let v = m.map { 1.3 * $0 * $0 }, p = Matrix(1, n, in: -1...1, using: &random)
        let (beta1, beta2, epsilon): (Float, Float, Float) = (0.9, 0.999, 1e-8)
        func decayed(_ beta: Float) -> Double { 1 - (0..<t).reduce(1.0) { power, _ in power * Double(beta) } }
        let step = Float(0.002 / decayed(beta1)), correction = Float(1 / decayed(beta2).squareRoot())

        var first: (m: Matrix?, v: Matrix?, p: Matrix?)
        for layout in Layout.all {
            let (g1, m1, v1, p1) = (g.copy(in: layout), m.copy(in: layout), v.copy(in: layout), p.copy(in: layout))
            table.kernels.adam(n, step, correction, beta1, beta2, epsilon, g1.base, m1.base, v1.base, p1.base)
            for i in 0..<n {
                let (gi, mi, vi, pi) = (Double(g[0, i]), Double(m[0, i]), Double(v[0, i]), Double(p[0, i]))
                let mean = Double(beta1) * mi + (1 - Double(beta1)) * gi
                let square = Double(beta2) * vi + (1 - Double(beta2)) * gi * gi
                let meanError = Tolerance.moment(decay: Double(beta1), old: mi, fresh: gi)
                let squareError = Tolerance.moment(decay: Double(beta2), old: vi, fresh: gi * gi)
                let direction = mean / (square.squareRoot() * Double(correction) + Double(epsilon))
                let error = Tolerance.adamDirection(
                    m: mean, mError: meanError, v: square, vError: squareError, correction: Double(correction),
                    epsilon: Double(epsilon))
                report.compare(Double(m1[0, i]), mean, within: meanError, "adam \(t): m[\(i)] of \(n)")
                report.compare(Double(v1[0, i]), square, within: squareError, "adam \(t): v[\(i)] of \(n)")
                report.compare(
                    Double(p1[0, i]), pi - Double(step) * direction,
                    within: Tolerance.step(from: pi, rate: Double(step), direction: direction, error: error),
                    "adam \(t): p[\(i)] of \(n)")
            }
            report.require(m1.isIntact && v1.isIntact && p1.isIntact, "adam \(n): written outside")
            report.repeats(m1, &first.m, "adam \(n)")
            report.repeats(v1, &first.v, "adam \(n)")
            report.repeats(p1, &first.p, "adam \(n)")
        }
        return report
    }
}
