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
            let top = Double(logits[row, logits.indexOfMaximum(row: row)])
            var sum = 0.0
            for token in 0..<classes {
                let value = exp((Double(logits[row, token]) - top) / temperature)
                values[row * classes + token] = value
                sum += value
            }
            for token in 0..<classes { values[row * classes + token] /= sum }
        }
    }

    func copyRow(_ row: Int, from other: TokenProbabilities, row source: Int) {
        for token in 0..<classes { values[row * classes + token] = other[source, token] }
    }
}
