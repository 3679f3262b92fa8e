import CKernels
import Testing

/// `pack` and `gemm`, `outer`, `column_sums`: differential, around the tile sizes of every table.
@Suite struct ProductTests {
    @Test(arguments: Table.all, [1, 2, 5, 6, 7, 8, 11, 12, 13, 37])
    func `gemm agrees with the reference`(_ table: Table, M: Int) {
        var report = Report()
        for N in [1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33] {
            for K in [1, 2, 7, 16, 31, 67, 256, 257, 513] { report += Self.gemm(table, M: M, N: N, K: K) }
        }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `gemm of size zero`(_ table: Table) {
        var report = Report()
        for (M, N, K) in [(0, 5, 3), (4, 0, 3), (0, 0, 0), (1, 1, 0), (6, 16, 0), (7, 17, 0)] {
            report += Self.gemm(table, M: M, N: N, K: K)
        }
        #expect(report.isClean, "\(report)")
    }

    /// A table that says so computes a row alone with the same bits as among others.
    @Test(arguments: Table.all.filter(\.kernels.independent_rows))
    func `rows are independent`(_ table: Table) {
        var report = Report()
        for (N, K) in [(1, 5), (17, 33), (28, 32), (128, 300)] { report += Self.rowByRow(table, M: 23, N: N, K: K) }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `outer agrees with the reference`(_ table: Table) {
        var report = Report()
        for R in [0, 1, 2, 31, 64, 257] {
            for M in [0, 1, 5, 6, 7, 13] {
                for N in [0, 1, 7, 8, 9, 15, 16, 17, 33] { report += Self.outer(table, R: R, M: M, N: N) }
            }
        }
        report += Self.outer(table, R: 1031, M: 7, N: 17)
        report += Self.outer(table, R: 131, M: 100, N: 101)
        // avx2 copies blocks of 128 rows and 48 columns where M + N is above 256.
        for (R, M, N) in [(127, 49, 208), (129, 48, 209), (257, 97, 163), (3, 240, 17), (130, 7, 251)] {
            report += Self.outer(table, R: R, M: M, N: N)
        }
        #expect(report.isClean, "\(report)")
    }

    @Test(arguments: Table.all)
    func `column_sums agrees with the reference`(_ table: Table) {
        var report = Report()
        for R in [0, 1, 2, 31, 257] {
            for N in [0, 1, 7, 8, 9, 15, 16, 17, 33, 101] { report += Self.columnSums(table, R: R, N: N) }
        }
        #expect(report.isClean, "\(report)")
    }
}

// MARK: - Comparisons

extension ProductTests {
    /// Products of the first rows, for each number of them, against one row at a time.
    static func rowByRow(_ table: Table, M: Int, N: Int, K: Int) -> Report {
        var random = SplitMix64(seed: M << 40 | N << 20 | K)
        var report = Report()
        let A = Matrix(M, K, in: -1...1, using: &random), B = table.pack(Matrix(K, N, in: -1...1, using: &random))
        let flags = Int32(RNNK_TANH)
        let alone = Matrix(M, N)
        for m in 0..<M {
            table.kernels.gemm(1, N, K, A.base + m * A.ld, A.ld, B.base, nil, flags, alone.base + m * N, N)
        }
        for rows in 1...M {
            let together = Matrix(rows, N)
            table.kernels.gemm(rows, N, K, A.base, A.ld, B.base, nil, flags, together.base, N)
            for m in 0..<rows {
                report.require(
                    (0..<N).allSatisfy { together[m, $0].bitPattern == alone[m, $0].bitPattern },
                    "row \(m) of \(rows) x \(N) x \(K)")
            }
        }
        return report
    }

    /// One shape with all flags, in all layouts, B as it is and transposed.
    static func gemm(_ table: Table, M: Int, N: Int, K: Int) -> Report {
        var random = SplitMix64(seed: M << 40 | N << 20 | K)
        var report = Report()
        let A = Matrix(M, K, in: -1...1, using: &random)
        let B = Matrix(K, N, in: -1...1, using: &random)
        let C = Matrix(M, N, in: -2...2, using: &random)
        let bias = Matrix(1, N, in: -1...1, using: &random)
        let Bt = Matrix(N, K) { n, k in B[k, n] }

        let packed = Table.reference.pack(B)
        let (absA, absC, absBias) = (A.map(abs), C.map(abs), bias.map(abs))
        let absPacked = Table.reference.pack(B.map(abs))
        let arguments = zip(Layout.all, [false, true, false]).map { layout, transposed in
            let B = (transposed ? Bt : B).copy(in: layout)
            return (layout, A.copy(in: layout), table.pack(B, transposed: transposed), bias.copy(in: layout))
        }
        for (flags, hasBias) in [0, accumulate, tanh, accumulate | tanh].flatMap({ [($0, false), ($0, true)] }) {
            let what = "gemm \(M) x \(N) x \(K), flags \(flags), bias \(hasBias)"
            let expected = product(.reference, A, packed, hasBias ? bias : nil, flags, C.copy())
            let scale = product(  // |A| |B| + |bias| + |C|
                .reference, absA, absPacked, hasBias ? absBias : nil, flags & accumulate, absC.copy())
            var first: Matrix?
            for (layout, A, packed, bias) in arguments {
                let result = product(table, A, packed, hasBias ? bias : nil, flags, C.copy(in: layout))
                report.compare(result, expected, what) { m, n in
                    let sum = Tolerance.sum(terms: K, scale: Double(scale[m, n]))
                    return flags & tanh == 0 ? sum : Tolerance.tanh(of: sum, result: Double(expected[m, n]))
                }
                report.repeats(result, &first, what)
            }
        }
        report.require(arguments.allSatisfy(\.2.isIntact), "pack \(K) x \(N): written outside")
        return report
    }

    private static let accumulate = Int32(RNNK_ACCUMULATE)
    private static let tanh = Int32(RNNK_TANH)

    /// C = f(A B + bias [+ C])
    private static func product(
        _ table: Table, _ A: Matrix, _ packed: Matrix, _ bias: Matrix?, _ flags: Int32, _ C: Matrix
    ) -> Matrix {
        table.kernels.gemm(C.rows, C.columns, A.columns, A.base, A.ld, packed.base, bias?.base, flags, C.base, C.ld)
        return C
    }

    static func outer(_ table: Table, R: Int, M: Int, N: Int) -> Report {
        var random = SplitMix64(seed: R << 40 | M << 20 | N)
        var report = Report()
        let A = Matrix(R, M, in: -1...1, using: &random)
        let B = Matrix(R, N, in: -1...1, using: &random)
        let C = Matrix(M, N, in: -2...2, using: &random)
        func add(_ table: Table, _ A: Matrix, _ B: Matrix, to C: Matrix) -> Matrix {
            table.kernels.outer(R, M, N, A.base, A.ld, B.base, B.ld, C.base, C.ld)
            return C
        }
        let expected = add(.reference, A, B, to: C.copy())
        let scale = add(.reference, A.map(abs), B.map(abs), to: C.map(abs))
        var first: Matrix?
        for layout in Layout.all {
            let result = add(table, A.copy(in: layout), B.copy(in: layout), to: C.copy(in: layout))
            report.compare(result, expected, "outer \(R) x \(M) x \(N)") { m, n in
                Tolerance.sum(terms: R, scale: Double(scale[m, n]))
            }
            report.repeats(result, &first, "outer \(R) x \(M) x \(N)")
        }
        return report
    }

    static func columnSums(_ table: Table, R: Int, N: Int) -> Report {
        var random = SplitMix64(seed: R << 20 | N)
        var report = Report()
        let A = Matrix(R, N, in: -1...1, using: &random)
        let sums = Matrix(1, N, in: -2...2, using: &random)
        func add(_ table: Table, _ A: Matrix, to sums: Matrix) -> Matrix {
            table.kernels.column_sums(R, N, A.base, A.ld, sums.base)
            return sums
        }
        let expected = add(.reference, A, to: sums.copy())
        let scale = add(.reference, A.map(abs), to: sums.map(abs))
        var first: Matrix?
        for layout in Layout.all {
            let result = add(table, A.copy(in: layout), to: sums.copy(in: layout))
            report.compare(result, expected, "column_sums \(R) x \(N)") { _, n in
                Tolerance.sum(terms: R, scale: Double(scale[0, n]))
            }
            report.repeats(result, &first, "column_sums \(R) x \(N)")
        }
        return report
    }
}
