/// How far a kernel may be from the exact result, and why. No other file of these tests states a tolerance.
///
/// Kernels add in any order, in any number of partial sums, with or without fused multiply-adds; the bounds below hold
/// for all of these (Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., sections 3.1 and 4.2), and
/// leave one more rounding for the reference, which is itself exact but for its store.
enum Tolerance {
    /// Unit roundoff: one operation is off by at most u |result|.
    static let u = 0x1p-24

    /// What flushing a subnormal to zero loses at most.
    static let flush = 0x1p-126

    /// Errors that `rnnk.h` promises, in units in the last place of the exact result. libm's double functions are exact
    /// beside that; the reference only rounds them.
    static let tanhULP = 7.0
    static let sigmoidULP = 3.0
    static let expULP = 2.0
    static let logULP = 2.0
    static let referenceULP = 0.5 + 0x1p-20

    /// A sum of n products: γ_n = n u / (1 - n u) times the sum of their magnitudes, here `scale`; bias, old content
    /// and the stores are a few terms more.
    static func sum(terms n: Int, scale: Double) -> Double {
        let nu = Double(n + 4) * u
        return nu / (1 - nu) * scale + flush
    }

    /// tanh(a) for an `a` with this error: |tanh'| <= 1, and an ulp is at most 2u |result|.
    static func tanh(of error: Double, result: Double) -> Double {
        error + (tanhULP + 1) * 2 * u * abs(result)
    }

    /// sigmoid(a) likewise: |sigmoid'| <= 1/4.
    static func sigmoid(of error: Double, result: Double) -> Double {
        error / 4 + (sigmoidULP + 1) * 2 * u * abs(result)
    }

    /// Relative error of exp((z - max) a): rounding the exponent, of size `exponent`, at most twice; 2 ULP; and the
    /// exponents are differences of floats of this `magnitude`, which need not be subtracted first.
    static func exponential(exponent: Double, magnitude: Double) -> Double {
        u * (2 * abs(exponent) + 2 * magnitude + 2 * expULP + 2)
    }

    /// Absolute error of log sum exp z over V logits of at most this magnitude: the sum's relative error, and the
    /// logarithm's and two roundings of numbers up to magnitude + log V.
    static func logSumExp(V: Int, magnitude: Double) -> Double {
        u * (4 * (magnitude + Double(V)) + 2 * expULP + 2 * logULP + 8)
    }

    /// scale (c softmax(z) - count), as computed from softmax's relative error and three roundings of either term.
    static func softmaxGradient(V: Int, magnitude: Double, p: Double, count: Double, total: Double, scale: Double)
        -> Double
    {
        let relative =
            exponential(exponent: 2 * magnitude, magnitude: magnitude) + logSumExp(V: V, magnitude: magnitude)
        return abs(scale) * (total * p * relative + 4 * u * (total * p + count)) + flush * (1 + abs(scale) * total)
    }

    /// Absolute error of a cumulative distribution over V classes, normalized: every weight's relative error and the
    /// running sum's, and rounding the uniform number to float.
    static func cumulative(V: Int, exponents: [Double], magnitude: Double, p: [Double]) -> Double {
        let weights = zip(exponents, p).reduce(0) { sum, term in
            term.1 == 0 ? sum : sum + term.1 * exponential(exponent: term.0, magnitude: magnitude)
        }
        return 2 * weights + Double(2 * V + 4) * u
    }

    /// decay old + (1 - decay) fresh: five roundings, and in either product and in the result a flush.
    static func moment(decay: Double, old: Double, fresh: Double) -> Double {
        5 * u * (abs(decay * old) + abs((1 - decay) * fresh)) + 3 * flush
    }

    /// decay old + fresh, likewise.
    static func velocity(decay: Double, old: Double, fresh: Double) -> Double {
        5 * u * (abs(decay * old) + abs(fresh)) + 3 * flush
    }

    /// g / sqrt(v + epsilon), for a v with this error: the error's share of the root, and a sum, a root, a quotient and the
    /// rounded epsilon; a subnormal g may be zero.
    static func rmspropDirection(g: Double, v: Double, vError: Double, epsilon: Double) -> Double {
        let least = max(v + epsilon - vError, epsilon)
        let share = 1 / least.squareRoot() - 1 / (v + epsilon).squareRoot()
        return abs(g) * share + (4 * u * abs(g) + flush) / least.squareRoot()
    }

    /// p - rate direction, for a direction with this error.
    static func step(from p: Double, rate: Double, direction: Double, error: Double = 0) -> Double {
        abs(rate) * error + 3 * u * (abs(p) + abs(rate * direction)) + flush
    }

    /// m / (sqrt(v) correction + epsilon), for an m and a v with these errors.
    static func adamDirection(m: Double, mError: Double, v: Double, vError: Double, correction: Double, epsilon: Double)
        -> Double
    {
        let root = v.squareRoot()
        let rootError = max((v + vError).squareRoot() - root, root - max(0, v - vError).squareRoot())
        let denominator = root * correction + epsilon
        let least = max(denominator - rootError * correction, epsilon)
        return mError / least + abs(m) / least * (rootError * correction / denominator + 6 * u)
    }

    /// Parameters near 1 and losses after training step by step: every step rounds, and reads what the last one rounded. The
    /// errors add up like the steps; how much the network multiplies them is measured, not proved (up to a fifth of this).
    static func online(steps n: Int) -> Double { Double(4 * n + 32) * u }

    // Of the reference, against formulas in double.

    /// One rounding to float, of a result that double gives to far more places.
    static func rounding(of exact: Double) -> Double { u * (1 + 1e-6) * abs(exact) }

    /// Values near 1 after four steps of a recurrence of three units, each rounded to float; the errors of central
    /// differences, 1e-10, are small beside it.
    static let walk = 32 * u

    /// Values near 1 computed in double on both sides.
    static let double = 1e-14
}
