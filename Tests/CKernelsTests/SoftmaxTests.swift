import CKernels
import Foundation
import Testing

/// `softmax_cross_entropy` and `log_softmax`.
@Suite struct SoftmaxTests {
    static let classes = [1, 2, 7, 8, 9, 15, 16, 17, 31, 64, 101]
    /// Logits up to this size: as at the start of training, as at its end, and where most exponentials vanish.
    static let magnitudes: [Float] = [1, 30, 1e4]

    @Test(arguments: Table.all)
    func `softmax_cross_entropy agrees with the reference`(_ table: Table) {
        var report = Report()
        for V in Self.classes {
            for R in [1, 3, 65, 131] {
                for magnitude in Self.magnitudes {
                    report += Self.crossEntropy(table, R: R, V: V, magnitude: magnitude)
                }
            }
        }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `log_softmax agrees with the reference`(_ table: Table) {
        var report = Report()
        for V in Self.classes {
            for R in [0, 1, 3] {
                for magnitude in Self.magnitudes {
                    report += Self.logSoftmax(table, R: R, V: V, magnitude: magnitude)
                }
            }
        }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `sizes may be zero`(_ table: Table) {
        let none = Guarded<Int32>([]), noCounts = Guarded<Float>([])
        for (R, V) in [(0, 0), (0, 5), (3, 0)] {
            let first = Guarded(Array(repeating: Int32(0), count: R + 1)), y = Matrix(R, V, padding: 2)
            #expect(
                table.kernels.softmax_cross_entropy(R, V, first.base, none.base, noCounts.base, 1, y.base, 2) == 0,
                "R \(R), V \(V)")
            table.kernels.log_softmax(R, V, y.base, 2)
            #expect(y.isIntact)
        }
    }

    /// An impossible class has no gradient; being asked for it is an infinite loss, and the gradient stays finite.
    @Test(arguments: Table.all)
    func `a target of logit -infinity`(_ table: Table) {
        let y = Matrix(vector: [1, -.infinity, 1])
        let first = Guarded<Int32>([0, 1]), target = Guarded<Int32>([1]), count = Guarded<Float>([1])
        let loss = table.kernels.softmax_cross_entropy(1, 3, first.base, target.base, count.base, 1, y.base, 3)
        #expect(loss == .infinity)
        #expect(y.elements == [0.5, -1, 0.5])
    }
}

// MARK: - Comparisons

extension SoftmaxTests {
    /// Logits of which a few are -infinity, but never the first of a row.
    private static func logits(_ R: Int, _ V: Int, _ magnitude: Float, using random: inout SplitMix64) -> Matrix {
        Matrix(R, V) { _, v in
            let z = Float.random(in: -magnitude...magnitude, using: &random)
            return v > 0 && Int.random(in: 0..<10, using: &random) == 0 ? -.infinity : z
        }
    }

    /// Counted sparse targets, as in `rnnk.h`.
    struct Targets {
        let first: Guarded<Int32>
        let target: Guarded<Int32>
        let count: Guarded<Float>

        /// A few of each row's possible classes, in any order; now and then none.
        init(for z: Matrix, using random: inout SplitMix64) {
            var first = [Int32(0)], target: [Int32] = [], count: [Float] = []
            for r in 0..<z.rows {
                let possible = (0..<z.columns).filter { z[r, $0] > -.infinity }.shuffled(using: &random)
                for v in possible.prefix(Int.random(in: 0...5, using: &random)) {
                    target.append(Int32(v))
                    count.append(Float.random(in: 0.5...4, using: &random))
                }
                first.append(Int32(target.count))
            }
            (self.first, self.target, self.count) = (Guarded(first), Guarded(target), Guarded(count))
        }

        /// Counts of row r for all classes.
        func counts(row r: Int, V: Int) -> [Double] {
            var counts = Array(repeating: 0.0, count: V)
            for i in first.base[r]..<first.base[r + 1] {
                counts[Int(target.base[Int(i)])] = Double(count.base[Int(i)])
            }
            return counts
        }

        func crossEntropy(_ table: Table, scale: Float, _ y: Matrix) -> Double {
            table.kernels.softmax_cross_entropy(
                y.rows, y.columns, first.base, target.base, count.base, scale, y.base, y.ld)
        }
    }

    static func crossEntropy(_ table: Table, R: Int, V: Int, magnitude: Float) -> Report {
        var random = SplitMix64(seed: R << 20 | V)
        var report = Report()
        let z = logits(R, V, magnitude, using: &random)
        let targets = Targets(for: z, using: &random)
        let counts = (0..<R).map { targets.counts(row: $0, V: V) }
        let scale = 1 / Float(R), what = "softmax_cross_entropy \(R) x \(V), logits to \(magnitude)"

        let expected = z.copy(), logs = z.copy()
        let expectedLoss = targets.crossEntropy(.reference, scale: scale, expected)
        Table.reference.kernels.log_softmax(R, V, logs.base, logs.ld)
        let total = counts.map { $0.reduce(0, +) }
        let lossError =
            total.reduce(0, +) * (Tolerance.logSumExp(V: V, magnitude: Double(magnitude)))
            + Tolerance.sum(terms: R + targets.count.count, scale: expectedLoss)

        var first: Matrix?, firstLoss: Double?
        for layout in Layout.all {
            let y = z.copy(in: layout)
            let loss = targets.crossEntropy(table, scale: scale, y)
            report.compare(loss, expectedLoss, within: lossError, "loss, \(what)")
            report.require(loss == firstLoss ?? loss, "\(what): not the same loss again")
            firstLoss = loss
            report.compare(y, expected, what) { r, v in
                Tolerance.softmaxGradient(
                    V: V, magnitude: Double(magnitude), p: exp(Double(logs[r, v])), count: counts[r][v],
                    total: total[r], scale: Double(scale))
            }
            report.repeats(y, &first, what)
        }
        return report
    }

    static func logSoftmax(_ table: Table, R: Int, V: Int, magnitude: Float) -> Report {
        var random = SplitMix64(seed: R << 20 | V)
        var report = Report()
        let z = logits(R, V, magnitude, using: &random), expected = z.copy()
        Table.reference.kernels.log_softmax(R, V, expected.base, expected.ld)
        let what = "log_softmax \(R) x \(V), logits to \(magnitude)"
        var first: Matrix?
        for layout in Layout.all {
            let y = z.copy(in: layout)
            table.kernels.log_softmax(R, V, y.base, y.ld)
            report.compare(y, expected, what) { _, _ in
                Tolerance.logSumExp(V: V, magnitude: Double(magnitude))
            }
            report.repeats(y, &first, what)
        }
        return report
    }
}
