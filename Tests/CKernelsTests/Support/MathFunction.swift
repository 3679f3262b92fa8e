import CKernels
import Foundation
import Testing

/// One of `tanh`, `sigmoid`, `exp`, `log`, with libm's function in double and what `rnnk.h` says beside it.
struct MathFunction: CustomTestStringConvertible, Sendable {
    typealias Kernel = @convention(c) (Int, UnsafePointer<Float>?, UnsafeMutablePointer<Float>?) -> Void

    let name: String
    let exact: @Sendable (Double) -> Double
    let kernel: @Sendable (Table) -> Kernel
    private let ulp: Double

    static let tanh = MathFunction(
        name: "tanh", exact: { Foundation.tanh($0) }, kernel: { $0.kernels.tanh }, ulp: Tolerance.tanhULP)
    static let sigmoid = MathFunction(
        name: "sigmoid", exact: { 1 / (1 + Foundation.exp(-$0)) }, kernel: { $0.kernels.sigmoid },
        ulp: Tolerance.sigmoidULP)
    static let exp = MathFunction(
        name: "exp", exact: { Foundation.exp($0) }, kernel: { $0.kernels.exp }, ulp: Tolerance.expULP)
    /// Subnormal numbers count as zero.
    static let log = MathFunction(
        name: "log", exact: { abs($0) < 0x1p-126 ? -.infinity : Foundation.log($0) }, kernel: { $0.kernels.log },
        ulp: Tolerance.logULP)
    static let all = [tanh, sigmoid, exp, log]

    var testDescription: String { name }

    func apply(_ table: Table, _ x: [Float]) -> [Float] {
        let source = Matrix(vector: x), y = Matrix(1, x.count)
        kernel(table)(x.count, source.base, y.base)
        return y.elements
    }

    /// Error of y, in units in the last place of the exact result: 0 if y is the special value that it has to be,
    /// infinity if it should be one and is not, or is one and should not.
    func ulpError(_ y: Float, at x: Float) -> Double {
        let exact = exact(Double(x))
        if exact.isNaN || (name == "log" && x < 0) { return y.isNaN || Double(y) == exact ? 0 : .infinity }
        if Double(y) == exact { return 0 }
        if name == "exp" || name == "sigmoid", exact < 0x1p-126 * (1 + expMargin) {
            return y == 0 || exact >= 0x1p-126 * (1 - expMargin) && y == 0x1p-126 ? 0 : .infinity
        }
        let largest = Double(Float.greatestFiniteMagnitude)
        if y == .infinity { return exact >= largest * (1 - expMargin) ? 0 : .infinity }
        if exact >= largest * (1 + expMargin) { return .infinity }
        guard y.isFinite, exact.isFinite else { return .infinity }
        let ulp = Foundation.scalbn(1.0, max(Int(exact.exponent), -126) - 23)
        return abs(Double(y) - exact) / ulp
    }

    func bound(for table: Table) -> Double { table.name == "reference" ? Tolerance.referenceULP : ulp }

    func accepts(_ y: Float, at x: Float, from table: Table) -> Bool { ulpError(y, at: x) <= bound(for: table) }

    /// So near to where results vanish or overflow, relatively, an error of 2 ULP decides which of the two happens.
    private var expMargin: Double { Tolerance.expULP * 0x1p-23 }
}
