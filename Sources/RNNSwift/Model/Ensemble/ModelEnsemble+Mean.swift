import Foundation

extension ModelEnsemble {
    /// How the predictions of several networks become one. In each step, each network m predicts the next token c by
    /// P_m(c | prefix); s_m are the shares, whose sum is 1.
    public enum Mean: String, CaseIterable, Codable, Sendable {
        /// P(c | prefix) = Σ s_m P_m(c | prefix): a token is probable if one of the networks says so. This is a mixture
        /// in each step; the mean of the probabilities of whole names is another one.
        case arithmetic
        /// P(c | prefix) ∝ Π P_m(c | prefix)^s_m: a token is probable if all networks say so.
        case geometric
    }
}

/// The mean of what several networks predict.
struct PredictionMean: Sendable {
    /// A network that knows a token.
    private struct Voter {
        let network: Int
        let token: Int
        let share: Double
    }

    private let mean: ModelEnsemble.Mean
    /// By token of the ensemble: the networks that know it, and the sum of their shares.
    private let known: [(voters: [Voter], total: Double)]

    init(_ ensemble: ModelEnsemble) {
        mean = ensemble.mean
        known = (0..<ensemble.vocabulary.count).map { token in
            let voters = ensemble.parts.enumerated().compactMap { index, part -> Voter? in
                let own = part.tokens.isEmpty ? token : Int(part.tokens[token])
                return own < 0 ? nil : Voter(network: index, token: own, share: part.share)
            }
            return (voters, voters.reduce(0) { $0 + $1.share })
        }
    }

    /// The logits of the ensemble in some rows from the log-probabilities of its networks: see ``ModelEnsemble``.
    ///
    /// - Parameter networks: The log-probabilities of each network; their rows begin with the first of the range.
    func mix(_ logits: Matrix, _ range: Range<Int>, _ networks: [Matrix]) {
        for (token, (voters, total)) in known.enumerated() {
            let bonus = log(total)
            for row in range {
                let own = row - range.lowerBound
                var sum = 0.0
                switch mean {
                case .geometric:
                    for voter in voters { sum += voter.share * Double(networks[voter.network][own, voter.token]) }
                    logits[row, token] = Float(sum / total + bonus)
                case .arithmetic:
                    for voter in voters { sum += voter.share * exp(Double(networks[voter.network][own, voter.token])) }
                    logits[row, token] = Float(log(sum))
                }
            }
        }
    }
}
