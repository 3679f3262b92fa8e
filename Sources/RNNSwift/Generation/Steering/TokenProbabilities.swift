import Foundation

/// The probabilities of the next token of each row, as numbers: what steered names are drawn from.
///
/// They are those of ``TokenDistributions``, but for probabilities under 2^-30, which are not lost here: a constraint
/// may want what the model hardly ever says.
final class TokenProbabilities {
    private let values = Buffer<Double>()
    private let classes: Int
    private let temperature: Double
    private let forbidden: Int
    /// Where some are filtered out.
    private let filtered: TokenDistributions?

    init(_ ensemble: ModelEnsemble, _ sampling: TokenSampling, rows: Int) {
        precondition(sampling.temperature > 0, "the temperature must be greater than 0")
        classes = ensemble.vocabulary.count
        forbidden = ensemble.vocabulary.start
        temperature = sampling.temperature
        filtered = sampling.isFiltered ? TokenDistributions(ensemble, sampling, rows: rows) : nil
        values.reserve(rows * classes)
    }

    subscript(row: Int, token: Int) -> Double { values[row * classes + token] }

    /// Follows the logits of the first rows, which are changed.
    func update(_ logits: Matrix) {
        if let filtered {
            filtered.update(logits)
            for row in 0..<logits.rows {
                for token in 0..<classes {
                    values[row * classes + token] = filtered.values.probability(row: row, of: token)
                }
            }
            return
        }
        for row in 0..<logits.rows {
            logits[row, forbidden] = -.infinity
            let top = logits[row, logits.indexOfMaximum(row: row)]
            let (source, result) = (logits.base + row * logits.stride, values.base + row * classes)
            let sum = exponentials(source, minus: top, into: result)
            for token in 0..<classes { result[token] *= 1 / sum }
        }
    }

    /// Sets each element of `result` to exp((logit - top) / temperature). Returns their sum.
    private func exponentials(
        _ logits: UnsafePointer<Float>, minus top: Float, into result: UnsafeMutablePointer<Double>
    ) -> Double {
        let scale = Float(1 / temperature)
        var (sums, isExact) = (SIMD4<Double>(), false)
        var token = 0
        while token + 4 <= classes {
            var exponents = SIMD4<Float>()
            for lane in 0..<4 { exponents[lane] = (logits[token + lane] - top) * scale }
            // Neither 0 nor a normal float: all again, one by one.
            let isSmall = exponents .< Self.leastExponent
            isExact = isExact || any(isSmall .& (exponents .> -.infinity))
            let values = SIMD4<Double>(Self.exponential(exponents).replacing(with: 0, where: isSmall))
            for lane in 0..<4 { result[token + lane] = values[lane] }
            sums += values
            token += 4
        }
        var sum = isExact ? 0 : sums.sum()
        for token in (isExact ? 0 : token)..<classes {
            result[token] = exp((Double(logits[token]) - Double(top)) / temperature)
            sum += result[token]
        }
        return sum
    }

    /// Smaller exponents have values that are no normal floats.
    private static let leastExponent: Float = -87

    /// e to the power of each element, from -87 to 0, with a relative error of at most 2^-22. (Cephes' expf: a power
    /// of two times a polynomial.)
    private static func exponential(_ exponents: SIMD4<Float>) -> SIMD4<Float> {
        let exponents = exponents.replacing(with: leastExponent, where: exponents .< leastExponent)
        // Adding 1.5 * 2^23 rounds to an integer, which is then in the low bits.
        let shift = SIMD4<Float>(repeating: 12_582_912)
        let shifted = exponents * 1.44269504 + shift
        let power = shifted - shift
        let rest = exponents - power * 0.693359375 - power * -2.12194440e-4
        var value = rest * 1.9875691500e-4 + 1.3981999507e-3
        value = value * rest + 8.3334519073e-3
        value = value * rest + 4.1665795894e-2
        value = value * rest + 1.6666665459e-1
        value = value * rest + 5.0000001201e-1
        value = value * rest * rest + rest + 1
        let bits = unsafeBitCast(shifted, to: SIMD4<Int32>.self) &<< 23
        return unsafeBitCast(unsafeBitCast(value, to: SIMD4<Int32>.self) &+ bits, to: SIMD4<Float>.self)
    }

    /// The probabilities of a row.
    func row(_ row: Int) -> UnsafePointer<Double> {
        precondition(row >= 0 && (row + 1) * classes <= values.capacity, "out of range")
        return UnsafePointer(values.base + row * classes)
    }
}
