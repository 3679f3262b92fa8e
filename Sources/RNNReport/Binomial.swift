import Foundation

/// The distribution of the number of successes in trials that are independent of each other.
package struct Binomial {
    let trials: Int
    /// The probability of success.
    let probability: Double

    package init(trials: Int, probability: Double) { (self.trials, self.probability) = (trials, probability) }

    /// The probability of a number of successes that is as far from the mean as `successes`, or farther, on its side.
    package func tail(_ successes: Int) -> Double {
        let (n, p) = (Double(trials), probability)
        guard p > 0, p < 1 else { return Double(successes) == n * p ? 1 : 0 }
        let isAbove = Double(successes) >= n * p
        var k = Double(successes)
        let choices: Double = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        let logarithm: Double = choices + k * log(p) + (n - k) * log1p(-p)
        var (term, sum) = (exp(logarithm), 0.0)
        let odds = p / (1 - p)
        // The terms fall with the distance from the mean.
        while term > sum * 1e-12 {
            sum += term
            if isAbove {
                term *= (n - k) / (k + 1) * odds
                k += 1
            } else {
                term *= k / (n - k + 1) / odds
                k -= 1
            }
        }
        return min(sum, 1)
    }
}
