import CKernels
import Testing

/// `gather` and `scatter_add`: one addition an element, in a stated order, so every table gives the reference's bits.
@Suite struct OneHotTests {
    private static let widths = [0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 100]

    @Test(arguments: Table.all)
    func `gather equals the reference`(_ table: Table) {
        var report = Report()
        for N in Self.widths {
            for (R, V) in [(0, 1), (1, 1), (5, 3), (64, 27)] { report += Self.gather(table, R: R, V: V, N: N) }
        }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `scatter_add equals the reference`(_ table: Table) {
        var report = Report()
        for N in Self.widths {
            for (R, V) in [(0, 1), (1, 1), (5, 3), (64, 27)] { report += Self.scatterAdd(table, R: R, V: V, N: N) }
        }
        #expect(report.isClean, "\(report)")
    }
}

// MARK: - Comparisons

extension OneHotTests {
    /// R of V indices, first and last among them where there is room; with R > V some come more than once.
    private static func indices(_ R: Int, of V: Int, using random: inout SplitMix64) -> Guarded<Int32> {
        Guarded((0..<R).map { $0 == 0 ? Int32(V - 1) : $0 == 1 ? 0 : Int32.random(in: 0..<Int32(V), using: &random) })
    }

    static func gather(_ table: Table, R: Int, V: Int, N: Int) -> Report {
        var random = SplitMix64(seed: R << 40 | V << 20 | N)
        var report = Report()
        let index = indices(R, of: V, using: &random)
        let rows = Matrix(V, N, in: -1...1, using: &random)
        let someBias = Matrix(1, N, in: -1...1, using: &random)
        func gather(_ table: Table, _ rows: Matrix, _ bias: Matrix?, _ out: Matrix) -> Matrix {
            table.kernels.gather(R, N, rows.base, rows.ld, index.base, bias?.base, out.base, out.ld)
            return out
        }
        for bias in [nil, someBias] {
            let expected = gather(.reference, rows, bias, Matrix(R, N))
            for layout in Layout.all {
                let out = Matrix(R, N, padding: layout.padding, layout.placement)
                report.compare(
                    gather(table, rows.copy(in: layout), bias?.copy(in: layout), out), expected,
                    "gather \(R) of \(V) x \(N), bias \(bias != nil)")
            }
        }
        return report
    }

    static func scatterAdd(_ table: Table, R: Int, V: Int, N: Int) -> Report {
        var random = SplitMix64(seed: R << 40 | V << 20 | N)
        var report = Report()
        let index = indices(R, of: V, using: &random)
        let A = Matrix(R, N, in: -1...1, using: &random)
        let rows = Matrix(V, N, in: -1...1, using: &random)
        func add(_ table: Table, _ A: Matrix, to rows: Matrix) -> Matrix {
            table.kernels.scatter_add(R, N, A.base, A.ld, index.base, rows.base, rows.ld)
            return rows
        }
        let expected = add(.reference, A, to: rows.copy())
        for layout in Layout.all {
            report.compare(
                add(table, A.copy(in: layout), to: rows.copy(in: layout)), expected, "scatter_add \(R) to \(V) x \(N)")
        }
        return report
    }
}
