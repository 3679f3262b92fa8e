import CKernels
import Testing

/// The accuracy that `rnnk.h` promises for `tanh`, `sigmoid`, `exp` and `log`, over the whole range of Float.
@Suite struct AccuracyTests {
    /// Every 16381st bit pattern (a prime): 262 000 floats, all exponents, both signs, subnormals, infinities, NaNs.
    static let everywhere = stride(from: UInt32(0), through: .max - 16_381, by: 16_381).map { Float(bitPattern: $0) }

    /// Where networks compute: -10...10, and the neighborhood of 1, where log has its zero.
    static let dense =
        grid(-10, 10, 1_000_003) + floats(around: 1, 50_000, apart: 401) + floats(around: 1, 2000, apart: 1)

    /// Where exp underflows, and where it overflows; where tanh of small numbers is the number itself.
    static let edges =
        grid(-110, -80, 40_000) + grid(80, 110, 40_000) + floats(around: -87.33654, 2000, apart: 1)
        + floats(around: 88.72283, 2000, apart: 1) + floats(around: 1e-4, 50_000, apart: 401)

    private static func grid(_ a: Float, _ b: Float, _ n: Int) -> [Float] {
        (0...n).map { a + (b - a) * Float($0) / Float(n) }
    }

    /// n floats on either side of x.
    private static func floats(around x: Float, _ n: Int, apart: Int) -> [Float] {
        (-n...n).map { Float(bitPattern: UInt32(Int(x.bitPattern) + $0 * apart)) }
    }

    @Test(arguments: Table.all, MathFunction.all)
    func `within the promised bound`(_ table: Table, function: MathFunction) {
        var largest = 0.0
        for (points, name) in [(Self.everywhere, "everywhere"), (Self.dense, "dense"), (Self.edges, "edges")] {
            let worst = Self.worst(table, function, points)
            largest = max(largest, worst.ulp)
            #expect(
                worst.ulp <= function.bound(for: table),
                "\(name): \(table.name) \(function.name)(\(worst.x)) is off by \(worst.ulp) ULP")
        }
        print("\(table.name) \(function.name): \((largest * 100).rounded() / 100) ULP")
    }

    /// The largest error, and where it is.
    static func worst(_ table: Table, _ function: MathFunction, _ points: [Float]) -> (ulp: Double, x: Float) {
        zip(points, function.apply(table, points)).reduce((ulp: 0, x: 0)) { worst, point in
            let ulp = function.ulpError(point.1, at: point.0)
            return ulp > worst.ulp ? (ulp, point.0) : worst
        }
    }
}
