import Foundation

extension Model {
    /// The logits after each prefix of a name: what the softmax is taken of to predict its first character, its second,
    /// …, and finally its STOP.
    ///
    /// - Returns: One row per prediction, [tokens + 1, ``Vocabulary/count``].
    /// - Throws: ``GenerationError/unknownCharacter(_:)``, ``GenerationError/unknownPart(_:)``.
    public func logits(for name: String) throws -> [[Float]] {
        let name = NameList.composed(name)
        _ = try vocabulary.tokens(of: name)
        let workspace = Workspace(network)
        workspace.rows.buildPlain(EncodedNames([name], vocabulary: vocabulary), selection: [0])
        return withExtendedLifetime(workspace) {
            let logits = network.forward(weights, workspace)
            return (0..<logits.rows).map { row in (0..<logits.columns).map { logits[row, $0] } }
        }
    }

    /// The natural logarithm of the probability of a name, its STOP included: that of ``NameScore``.
    ///
    /// - Throws: ``GenerationError/unknownCharacter(_:)``.
    public func logProbability(of name: String) throws -> Double {
        let targets = try vocabulary.tokens(of: name) + [vocabulary.stop]
        guard vocabulary.labels.isEmpty else { return scores(for: [name])[0].logProbability }
        return try zip(logits(for: name), targets).reduce(0) { sum, prediction in
            let (row, target) = prediction
            return sum + row.withUnsafeBufferPointer { LogSoftmax($0)[target] }
        }
    }
}
