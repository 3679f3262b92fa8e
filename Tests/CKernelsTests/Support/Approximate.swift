import Foundation

/// A number as a kernel computes it: the exact value, and how far the kernel may be from it. Each operation rounds once
/// more, so that a formula written with these gives its own tolerance, whichever way its terms are fused.
struct Approximate {
    let value: Double
    let error: Double

    init(_ value: Double, within error: Double = 0) {
        self.value = value
        self.error = error
    }

    init(_ value: Float) { self.init(Double(value)) }

    /// A float that was stored. What the kernel went on with may not have been rounded yet.
    static func stored(_ value: Float) -> Approximate {
        Approximate(Double(value), within: Tolerance.u * abs(Double(value)) + Tolerance.flush)
    }

    /// Terms in any order.
    static func sum(_ terms: some Collection<Approximate>) -> Approximate {
        let scale = terms.reduce(0) { $0 + abs($1.value) + $1.error }
        return Approximate(
            terms.reduce(0) { $0 + $1.value },
            within: terms.reduce(0) { $0 + $1.error } + Tolerance.sum(terms: terms.count, scale: scale))
    }

    static func + (a: Approximate, b: Approximate) -> Approximate {
        let scale = abs(a.value) + abs(b.value)
        return Approximate(a.value + b.value, within: (a.error + b.error) * (1 + Tolerance.u) + rounding(scale))
    }

    static func - (a: Approximate, b: Approximate) -> Approximate { a + Approximate(-b.value, within: b.error) }

    static func * (a: Approximate, b: Approximate) -> Approximate {
        let error = a.error * abs(b.value) + b.error * abs(a.value) + a.error * b.error
        return Approximate(a.value * b.value, within: error * (1 + Tolerance.u) + rounding(a.value * b.value))
    }

    var tanh: Approximate {
        let result = Foundation.tanh(value)
        return Approximate(result, within: Tolerance.tanh(of: error, result: result))
    }

    var sigmoid: Approximate {
        let result = 1 / (1 + exp(-value))
        return Approximate(result, within: Tolerance.sigmoid(of: error, result: result))
    }

    /// s (1 - s), s² of which may be rounded by itself.
    var sigmoidSlope: Approximate { self - self * self }
    /// 1 - y².
    var tanhSlope: Approximate { Approximate(1.0) - self * self }

    private static func rounding(_ result: Double) -> Double { Tolerance.u * abs(result) + Tolerance.flush }
}
