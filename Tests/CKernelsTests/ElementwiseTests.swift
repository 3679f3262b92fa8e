import CKernels
import Foundation
import Testing

/// The kernels that take one array after the other: all lengths around a vector's, in place, at special values. How
/// exact `tanh`, `sigmoid`, `exp` and `log` are over their whole range is the subject of `AccuracyTests`.
@Suite struct ElementwiseTests {
    static let lengths = Array(0...34) + [63, 64, 65, 127, 257, 1031]

    @Test(arguments: Table.all, MathFunction.all)
    func `arrays of every length, in place and not`(_ table: Table, function: MathFunction) {
        var report = Report()
        for n in Self.lengths { report += Self.function(table, function, n) }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all, MathFunction.all)
    func `special values`(_ table: Table, function: MathFunction) {
        let x: [Float] = [
            0, -0.0, .infinity, -.infinity, .nan, -.nan, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
            .leastNormalMagnitude, -.leastNormalMagnitude, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
            Float.leastNormalMagnitude.nextDown, -Float.leastNormalMagnitude.nextDown, 1, -1, 1e-20, 1e20, -1e20,
        ]
        for (x, y) in zip(x, function.apply(table, x)) {
            #expect(function.accepts(y, at: x, from: table), "\(table.name) \(function.name)(\(x)) = \(y)")
        }
    }

    @Test(arguments: Table.all)
    func `add and scale are one rounding`(_ table: Table) {
        var report = Report()
        for n in Self.lengths { report += Self.arithmetic(table, n) }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `sum of squares`(_ table: Table) {
        var report = Report()
        for n in Self.lengths + [100_003] { report += Self.sumOfSquares(table, n) }
        #expect(report.isClean, "\(report)")
    }
}

// MARK: - Comparisons

extension ElementwiseTests {
    static func function(_ table: Table, _ function: MathFunction, _ n: Int) -> Report {
        var random = SplitMix64(seed: n)
        var report = Report()
        let x = Matrix(1, n, in: -20...20, using: &random)
        var first: Matrix?
        for layout in Layout.all {
            for inPlace in [false, true] {
                let what = "\(function.name) of \(n)\(inPlace ? " in place" : "")"
                let source = x.copy(in: layout), y = inPlace ? source : Matrix(1, n, layout.placement)
                function.kernel(table)(n, source.base, y.base)
                for i in 0..<n {
                    report.require(
                        function.accepts(y[0, i], at: x[0, i], from: table), "\(what): \(x[0, i]) gives \(y[0, i])")
                }
                report.require(y.isIntact, "\(what): written outside")
                report.repeats(y, &first, what)
            }
        }
        return report
    }

    static func arithmetic(_ table: Table, _ n: Int) -> Report {
        var random = SplitMix64(seed: n)
        var report = Report()
        let special: [Float] = [.infinity, -.infinity, .nan, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -0.0]
        func someValues() -> Matrix {
            Matrix(1, n) { _, i in
                i % 7 == 6 ? special.randomElement(using: &random)! : Float.random(in: -1...1, using: &random)
            }
        }
        let x = someValues(), y = someValues(), a: Float = 0.3
        for layout in Layout.all {
            let sum = y.copy(in: layout), product = y.copy(in: layout), twice = y.copy(in: layout)
            let x = x.copy(in: layout)
            table.kernels.add(n, x.base, sum.base)
            report.compare(sum, Matrix(1, n) { y[$0, $1] + x[$0, $1] }, "add \(n)")
            table.kernels.add(n, twice.base, twice.base)
            report.compare(twice, y.map { $0 + $0 }, "add \(n) to itself")
            table.kernels.scale(n, a, product.base)
            report.compare(product, y.map { $0 * a }, "scale \(n)")
        }
        return report
    }

    static func sumOfSquares(_ table: Table, _ n: Int) -> Report {
        var random = SplitMix64(seed: n)
        var report = Report()
        let x = Matrix(1, n, in: -1...1, using: &random)
        let expected = x.elements.reduce(0) { $0 + Double($1) * Double($1) }
        var first: Double?
        for layout in Layout.all {
            let x = x.copy(in: layout)
            let sum = table.kernels.sum_of_squares(n, x.base)
            report.compare(sum, expected, within: Tolerance.sum(terms: n, scale: expected), "sum of \(n) squares")
            report.require(sum == first ?? sum, "sum of \(n) squares: not the same bits again")
            first = sum
        }
        return report
    }
}
