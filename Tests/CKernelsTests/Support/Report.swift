/// What a comparison found.
///
/// Comparisons return a report instead of failing a test themselves, so that `CheckerTests` can require that broken
/// kernels are found.
struct Report: CustomStringConvertible {
    private(set) var failures = 0
    private(set) var compared = 0
    private var first: [String] = []

    /// Nothing is wrong, and something was looked at.
    var isClean: Bool { failures == 0 && compared > 0 }

    var description: String {
        "\(failures) of \(compared) comparisons failed" + first.map { "\n  \($0)" }.joined()
    }

    mutating func require(_ condition: Bool, _ what: @autoclosure () -> String) {
        compared += 1
        guard !condition else { return }
        failures += 1
        if first.count < 8 { first.append(what()) }
    }

    /// Equal (zeros of either sign are; infinities of one sign are), both NaN, or not farther apart than `tolerance`.
    mutating func compare(
        _ value: Double, _ expected: Double, within tolerance: Double = 0, _ what: @autoclosure () -> String
    ) {
        let same = value == expected || (value.isNaN && expected.isNaN) || abs(value - expected) <= tolerance
        require(same, "\(what()): \(value), expected \(expected) within \(tolerance)")
    }

    mutating func compare(
        _ value: Matrix, _ expected: Matrix, _ what: @autoclosure () -> String,
        within tolerance: (Int, Int) -> Double = { _, _ in 0 }
    ) {
        for r in 0..<expected.rows {
            for c in 0..<expected.columns {
                compare(
                    Double(value[r, c]), Double(expected[r, c]), within: tolerance(r, c), "\(what()) [\(r), \(c)]")
            }
        }
        require(value.isIntact, "\(what()): written outside the matrix")
    }

    mutating func compare(
        _ value: Matrix, _ what: @autoclosure () -> String, expected: (Int, Int) -> Approximate
    ) {
        for r in 0..<value.rows {
            for c in 0..<value.columns {
                let expected = expected(r, c)
                compare(Double(value[r, c]), expected.value, within: expected.error, "\(what()) [\(r), \(c)]")
            }
        }
    }

    /// The same bits as the first time: `first` is nil then, and remembers the value for the next ones.
    mutating func repeats(_ value: Matrix, _ first: inout Matrix?, _ what: @autoclosure () -> String) {
        if let first {
            require(value.hasSameBits(as: first), "\(what()): not the same bits again")
        } else {
            first = value
        }
    }

    static func += (a: inout Report, b: Report) {
        a.failures += b.failures
        a.compared += b.compared
        a.first = Array((a.first + b.first).prefix(8))
    }
}
