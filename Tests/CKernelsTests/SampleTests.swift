import CKernels
import Foundation
import Testing

/// `cumulate` and `draw`: the inverse of the cumulative distribution, evaluated on a grid of numbers instead of random ones.
@Suite struct SampleTests {
    static let classes = [1, 2, 7, 8, 9, 16, 17, 31, 64, 101]
    static let inverseTemperatures: [Float] = [0.1, 0.5, 1, 2, 20]

    /// Every uniform number draws the reference's class, but for those that fall within rounding of a boundary.
    @Test(arguments: Table.all)
    func `inverts the cumulative distribution`(_ table: Table) {
        var report = Report()
        for V in Self.classes {
            for inverseTemperature in Self.inverseTemperatures {
                for magnitude: Float in [1, 10, 1000] {
                    report += Self.inversion(table, V: V, inverseTemperature, magnitude)
                }
            }
        }
        #expect(report.isClean, "\(report)")
    }

    /// The classes at both ends, where rounding might end up, are the impossible ones.
    @Test(arguments: Table.all)
    func `never draws a logit of -infinity`(_ table: Table) {
        for V in Self.classes {
            for possible in 0..<V {
                for others in Set([possible, V / 2]) {
                    let z = (0..<V).map { $0 == possible || $0 == others ? Float($0 % 3) : -.infinity }
                    let uniforms = [0, .leastNonzeroMagnitude, 0x1p-60, 0.5, 1 - 0x1p-24, 1 - 0x1p-30, 1 - 0x1p-53]
                    for v in Self.draw(table, rows: uniforms.map { _ in z }, 1, uniforms) {
                        #expect(v == possible || v == others, "V \(V)")
                    }
                }
            }
        }
    }

    /// N equidistant uniform numbers draw a class of probability p N p times, give or take one at either boundary.
    @Test(arguments: Table.all)
    func `classes come as often as is probable`(_ table: Table) {
        let N = 20_000, V = 29
        var random = SplitMix64(seed: 5)
        let z = (0..<V).map { _ in Float.random(in: -3...3, using: &random) }
        let distribution = Distribution(z, inverseTemperature: 0.8)
        let uniforms = (0..<N).map { (Double($0) + 0.5) / Double(N) }
        var counts = Array(repeating: 0, count: V)
        for v in Self.draw(table, rows: uniforms.map { _ in z }, 0.8, uniforms) { counts[v] += 1 }
        for v in 0..<V {
            let expected = Double(N) * distribution.p[v]
            #expect(abs(Double(counts[v]) - expected) <= 1 + 2 * Double(N) * distribution.rounding, "class \(v)")
        }
    }

    /// Whole numbers leave nothing to rounding: all tables draw the same.
    @Test(arguments: Table.all)
    func `drawing is exact`(_ table: Table) {
        var report = Report()
        for V in Self.classes { report += Self.drawing(table, V: V) }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `draws nothing for no rows`(_ table: Table) {
        #expect(Self.draw(table, rows: [], 1, []).isEmpty)
    }
}

// MARK: - Comparisons

extension SampleTests {
    /// softmax(z / temperature), in double.
    struct Distribution {
        let p: [Double]
        let cumulative: [Double]
        /// How far another implementation's boundaries may be from `cumulative`.
        let rounding: Double

        init(_ z: [Float], inverseTemperature: Float) {
            let max = Double(z.max()!), a = Double(inverseTemperature)
            let exponents = z.map { (Double($0) - max) * a }
            let weights = exponents.map(exp), total = weights.reduce(0, +)
            p = weights.map { $0 / total }
            cumulative = p.reduce(into: []) { $0.append(($0.last ?? 0) + $1) }
            let magnitude = z.reduce(0) { $1.isFinite ? Swift.max($0, abs(Double($1))) : $0 } * a
            rounding = Tolerance.cumulative(V: z.count, exponents: exponents, magnitude: magnitude, p: p)
        }

        /// Whether u may draw class v.
        func allows(_ v: Int, at u: Double) -> Bool {
            p.indices.contains(v) && u >= (v == 0 ? 0 : cumulative[v - 1]) - rounding && u < cumulative[v] + rounding
        }
    }

    /// What stands between two rows of sums.
    static let gap: Int32 = -7

    /// n equidistant numbers from 0 on, and two that a float would round to 1.
    static func uniforms(_ n: Int) -> [Double] {
        let grid: [Double] = (0..<n).map { Double($0) / Double(n) }
        return grid + [1 - 0x1p-26, 1 - 0x1p-53]
    }

    /// Draws from rows of logits of one size.
    static func draw(
        _ table: Table, rows: [[Float]], _ inverseTemperature: Float, _ uniforms: [Double],
        in layout: Layout = Layout.all[0]
    ) -> [Int] {
        let V = rows.first?.count ?? 0
        let z = Matrix(rows.count, V, padding: layout.padding, layout.placement) { rows[$0][$1] }
        let work = Matrix(1, V), index = Guarded<Int32>(count: rows.count)
        let random = Guarded(uniforms.map { UInt32($0 * 0x1p32) }), ldc = V + layout.padding
        let cumulative = Guarded<Int32>(count: max(rows.count * ldc - layout.padding, 0))
        for i in 0..<cumulative.count { cumulative.base[i] = Self.gap }
        table.kernels.cumulate(
            rows.count, V, z.base, z.ld, inverseTemperature, cumulative.base, ldc, work.base)
        table.kernels.draw(rows.count, V, cumulative.base, ldc, random.base, index.base)
        let gaps = (0..<cumulative.count).filter { $0 % ldc >= V }
        let isIntact = cumulative.isIntact && gaps.allSatisfy { cumulative.base[$0] == Self.gap }
        return work.isIntact && index.isIntact && isIntact ? index.elements.map(Int.init) : []
    }

    /// Draws at, before and after every boundary of sums some of which are equal.
    static func drawing(_ table: Table, V: Int) -> Report {
        var random = SplitMix64(seed: V)
        var report = Report()
        var sum: Int32 = 0
        let sums = (0..<V).map { v in
            if v % 3 != 1 { sum += Int32.random(in: 1...1000, using: &random) }
            return sum
        }
        let numbers = sums.flatMap { sum in
            let boundary = (Int(sum) << 32) / Int(sums[V - 1])
            return [boundary - 1, boundary, boundary + 1].compactMap(UInt32.init(exactly:))
        }
        for layout in Layout.all {
            let ldc = V + layout.padding
            let cumulative = Guarded<Int32>(count: numbers.count * ldc - layout.padding)
            for r in numbers.indices { for v in 0..<V { cumulative.base[r * ldc + v] = sums[v] } }
            let draws = [Table.reference, table].map { table in
                let random = Guarded(numbers), index = Guarded<Int32>(count: numbers.count)
                table.kernels.draw(numbers.count, V, cumulative.base, ldc, random.base, index.base)
                report.require(index.isIntact, "draw from \(V): written outside")
                return index.elements
            }
            for (i, number) in numbers.enumerated() {
                report.require(draws[0][i] == draws[1][i], "draw from \(V): \(number) draws \(draws[1][i])")
                let v = Int(draws[0][i])
                report.require(v == 0 || sums[v] > sums[v - 1], "draw from \(V): \(v) has no weight")
            }
        }
        return report
    }

    static func inversion(_ table: Table, V: Int, _ inverseTemperature: Float, _ magnitude: Float) -> Report {
        var random = SplitMix64(seed: V)
        var report = Report()
        let z = (0..<V).map { v in
            v % 5 == 4 ? -.infinity : Float.random(in: -magnitude...magnitude, using: &random)
        }
        let distribution = Distribution(z, inverseTemperature: inverseTemperature)
        let uniforms = uniforms(211)
        let what = "sample from \(V) logits to \(magnitude), inverse temperature \(inverseTemperature)"
        let rows = uniforms.map { _ in z }
        let reference = draw(.reference, rows: rows, inverseTemperature, uniforms)
        for layout in Layout.all {
            let drawn = draw(table, rows: rows, inverseTemperature, uniforms, in: layout)
            report.require(drawn.count == uniforms.count, "\(what): written outside")
            for ((u, v), expected) in zip(zip(uniforms, drawn), reference) {
                report.require(
                    v == expected || distribution.allows(v, at: u), "\(what): \(u) draws \(v), expected \(expected)")
            }
            report.require(zip(drawn, drawn.dropFirst()).allSatisfy(<=), "\(what): not monotone")
            report.require(
                drawn == draw(table, rows: rows, inverseTemperature, uniforms), "\(what): not the same classes again")
        }
        return report
    }
}
