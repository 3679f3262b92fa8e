/// How the next character is drawn from what a model predicts.
///
/// In this order: logits are divided by the temperature and become probabilities; of these stay the `topK` largest; of
/// what is left, as it then comes to a sum of 1, the largest ones until they come to `topP`; of these, those of at
/// least `minP` times the largest. At least one stays; of equally probable characters the first of the vocabulary stay.
/// From what stays a character is drawn, in proportion.
///
/// Sources: Fan, Lewis and Dauphin (2018) for top-k, Holtzman et al. (2020) for top-p, Nguyen et al. (2024) for min-p.
package struct TokenSampling: Sendable, Equatable {
    /// At least 0; 0 is the most probable character, always.
    package var temperature = GenerationOptions.defaultTemperature
    package var topK: Int?
    package var topP: Double?
    package var minP: Double?

    package init(
        temperature: Double = GenerationOptions.defaultTemperature, topK: Int? = nil, topP: Double? = nil,
        minP: Double? = nil
    ) {
        (self.temperature, self.topK, self.topP, self.minP) = (temperature, topK, topP, minP)
    }

    var isFiltered: Bool { topK != nil || topP != nil || minP != nil }
}

/// What the next token of each row is drawn from.
package final class TokenDistributions {
    package let values: Distributions
    private let sampling: TokenSampling
    private let kernels: Kernels
    /// A token that is never drawn.
    private let forbidden: Int
    private let buffer = Buffer<Int32>()
    private let work = Buffer<Float>()
    private let keys = Buffer<UInt64>()

    init(_ ensemble: ModelEnsemble, _ sampling: TokenSampling, rows: Int) {
        self.sampling = sampling
        kernels = ensemble.kernels
        forbidden = ensemble.vocabulary.start
        values = buffer.distributions(rows: rows, classes: ensemble.vocabulary.count)
    }

    /// Follows the logits of the first rows, which are changed.
    func update(_ logits: Matrix) {
        for row in 0..<logits.rows { logits[row, forbidden] = -.infinity }
        if sampling.temperature == 0 {
            for row in 0..<logits.rows { values.setCertain(row: row, logits.indexOfMaximum(row: row)) }
        } else {
            kernels.cumulate(logits, temperature: sampling.temperature, into: values, work: work)
            if sampling.isFiltered { values.keep(sampling, rows: logits.rows, space: keys) }
        }
    }
}
