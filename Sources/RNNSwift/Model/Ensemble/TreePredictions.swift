/// The predictions of several networks together for the rows of a prefix tree. Used by one thread at a time.
///
/// Their tokens are those of the ensemble: see ``ModelEnsemble/hasOneVocabulary``.
final class TreePredictions: @unchecked Sendable {
    private let ensemble: ModelEnsemble
    private let mean: PredictionMean
    private let workspaces: [Workspace]
    private let mixed = Buffer<Float>()

    init(_ ensemble: ModelEnsemble, _ rows: PackedRows) {
        precondition(ensemble.hasOneVocabulary, "the networks have different tokens")
        self.ensemble = ensemble
        mean = PredictionMean(ensemble)
        workspaces = ensemble.parts.map { Workspace($0.network, rows: rows) }
    }

    /// The probabilities of all tokens after each row, valid until the next call.
    func probabilities() -> Matrix {
        let networks = zip(ensemble.parts, workspaces).map { part, workspace in
            let logits = part.network.forward(part.weights, workspace)
            part.network.kernels.logSoftmax(logits)
            return logits
        }
        var result = networks[0]
        if networks.count > 1 {
            result = mixed.activations(rows: result.rows, columns: result.columns)
            mean.mix(result, 0..<result.rows, networks)
            ensemble.kernels.logSoftmax(result)
        }
        for row in 0..<result.rows { ensemble.kernels.exp(result.columns, result.base + row * result.stride) }
        return result
    }
}

extension ModelEnsemble {
    /// Whether all networks have the tokens of the ensemble.
    var hasOneVocabulary: Bool {
        parts.allSatisfy { part in
            part.tokens.isEmpty || part.tokens.enumerated().allSatisfy { Int($0.element) == $0.offset }
        }
    }

    /// A number that hardly any other ensemble has: of its vocabulary, weights, shares and mean.
    var fingerprint: String {
        var hash = FNV1a(vocabulary)
        hash.mix(parts.count > 1 && mean == .arithmetic ? 1 : 0)
        for part in parts {
            hash.mix(part.share.bitPattern)
            for weight in part.weights.parameters.all.values { hash.mix(UInt64(weight.bitPattern)) }
        }
        return String(hash.hash, radix: 16)
    }
}

extension Kernels {
    /// Replaces values by their exponentials.
    fileprivate func exp(_ count: Int, _ values: UnsafeMutablePointer<Float>) {
        table.pointee.exp(count, values, values)
    }
}
