import Foundation

/// A skew-normal distribution (Azzalini 1985): density 2/ω φ(z) Φ(αz) at z = (x - ξ)/ω.
package struct SkewNormal {
    private let location: Double
    private let scale: Double
    private let shape: Double

    package init(location: Double, scale: Double, shape: Double) {
        (self.location, self.scale, self.shape) = (location, scale, shape)
    }

    /// The distribution with the mean, the variance and the skewness of a sample; a skewness that no distribution of
    /// this kind has becomes the nearest one. Nil if all values are equal.
    package init?(fitting values: [Double]) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        guard variance > 0 else { return nil }
        let third = values.reduce(0) { $0 + pow($1 - mean, 3) } / count
        let skewness = min(max(third / pow(variance, 1.5), -0.99), 0.99)
        let power = pow(abs(skewness), 2.0 / 3)
        let size = (Double.pi / 2 * power / (power + pow((4 - Double.pi) / 2, 2.0 / 3))).squareRoot()
        let delta = skewness < 0 ? -size : size
        scale = (variance / (1 - 2 * delta * delta / .pi)).squareRoot()
        location = mean - scale * delta * (2 / Double.pi).squareRoot()
        shape = delta / (1 - delta * delta).squareRoot()
    }

    /// The logarithm of the probability of a value above x; -infinity if it is too small for its computation.
    package func logTail(above x: Double) -> Double {
        // ∫ 2 φ(t) Φ(αt) dt from z, divided by φ(p), with p = max(z, 0), so that a far tail does not vanish.
        let z = (x - location) / scale
        let p = max(z, 0)
        // φ(p + 12) is below e^-72 φ(p), and so is what lies below -12.
        let (begin, end, steps) = (max(z, -12), p + 12, 4800)
        guard begin < end else { return -.infinity }
        let step = (end - begin) / Double(steps)
        var sum = 0.0  // Simpson's rule
        for index in 0...steps {
            let t = begin + Double(index) * step
            let weight = index == 0 || index == steps ? 1.0 : index % 2 == 1 ? 4 : 2
            sum += weight * exp((p - t) * (p + t) / 2) * erfc(-shape * t / 2.0.squareRoot())
        }
        return min(log(sum * step / 3) - p * p / 2 - log(2 * Double.pi) / 2, 0)
    }
}
