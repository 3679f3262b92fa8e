/// How probable a name is to a model, token by token.
public struct NameScore: Sendable, Equatable {
    /// As it was scored: trimmed, in normal form C.
    public let name: String
    /// The parts of the name that are the model's tokens: mostly single characters.
    public let parts: [String]
    /// -ln p of each part given those before it, and of the end, which is the last. Empty if there are parts that the
    /// model does not know.
    public let nats: [Double]
    /// Parts that are no tokens of the model, in the order of the name.
    public let unknownParts: [String]
    /// Predicted characters: those of the name, and its end.
    public let predictions: Int

    /// The natural logarithm of the probability of the name, its end included; -infinity if it has unknown parts.
    public var logProbability: Double { unknownParts.isEmpty ? -nats.reduce(0, +) : -.infinity }

    /// The mean of -ln p over the characters and the end, as ``Evaluation/natsPerCharacter`` of a list; infinite with
    /// unknown parts.
    public var natsPerCharacter: Double { -logProbability / Double(predictions) }
}

extension ModelEnsemble {
    private static let namesAtOnce = 1024

    /// Scores names: the softmax is over all tokens, as in ``Model/evaluate(on:threads:)``.
    ///
    /// With a model that has labels, the probability of a name is its sum over all their values, and over names without
    /// labels.
    ///
    /// - Parameters:
    ///   - given: Values of labels, by the labels' names: probabilities are those of names that have them.
    ///   - threads: The result does not depend on it.
    /// - Throws: ``LabelError``.
    public func scores(for names: [String], given: [String: String], threads: Int = 1) throws -> [NameScore] {
        let given = try vocabulary.labels.numbers(ofGiven: given)
        return scores(for: names, mixture: given.isEmpty ? mixture : mixture(given: given), threads: threads)
    }

    /// Scores names without given labels: see ``scores(for:given:threads:)``.
    public func scores(for names: [String], threads: Int = 1) -> [NameScore] {
        scores(for: names, mixture: mixture, threads: threads)
    }

    private func scores(for names: [String], mixture: MixtureReading?, threads: Int) -> [NameScore] {
        let pieces = (names.count + Self.namesAtOnce - 1) / Self.namesAtOnce
        let scores = PerThread(count: pieces) { [NameScore]() }
        WorkerPool(threads: max(min(threads, pieces), 1)).forEach(pieces) { piece, _ in
            let begin = piece * Self.namesAtOnce
            scores[piece] = score(names[begin..<min(begin + Self.namesAtOnce, names.count)], mixture)
        }
        return scores.values.flatMap { $0 }
    }

    /// [name, beginning] ln P(name | beginning) for each of some beginnings of label tokens; -infinity for names with
    /// unknown parts.
    ///
    /// - Parameter threads: The result does not depend on it.
    package func logProbabilities(of names: [String], beginnings: [[Int]], threads: Int) -> [[Double]] {
        let mixture = MixtureReading(self, beginnings: beginnings, isConditional: true)
        let pieces = (names.count + Self.namesAtOnce - 1) / Self.namesAtOnce
        let results = PerThread(count: pieces) { [[Double]]() }
        WorkerPool(threads: max(min(threads, pieces), 1)).forEach(pieces) { piece, _ in
            let begin = piece * Self.namesAtOnce
            let part = names[begin..<min(begin + Self.namesAtOnce, names.count)]
            let tokens = part.map { try? vocabulary.tokens(of: NameList.normalize($0)) }
            results[piece] = part.map { _ in beginnings.map { _ in -.infinity } }
            let known = tokens.indices.filter { tokens[$0] != nil }
            mixture.read(known.map { tokens[$0]! }, withPredictions: false) { index, name in
                results[piece][known[index]] = name.conditional
            }
        }
        return results.values.flatMap { $0 }
    }

    /// Whether a name is one of those that a model was trained on; nil if a model does not tell.
    public func isKnown(_ name: String) -> Bool? { trainingNames.map { $0.contains { $0.contains(name) } } }

    private func score(_ names: ArraySlice<String>, _ mixture: MixtureReading?) -> [NameScore] {
        let names = names.map { NameList.normalize($0) }
        let parts = names.map { vocabulary.parts(of: $0) }
        let tokens = parts.map { $0.contains { $0.token == nil } ? [] : $0.map { $0.token! } + [vocabulary.stop] }
        var nats = tokens.map { [Double](repeating: 0, count: $0.count) }
        let known = tokens.indices.filter { !tokens[$0].isEmpty }
        let paths = known.map { Array(tokens[$0].dropLast()) }
        if let mixture {
            mixture.read(paths) { index, name in
                for (length, token) in tokens[known[index]].enumerated() {
                    nats[known[index]][length] = -name.predictions[length][token]
                }
            }
        } else {
            LockstepReading(ensemble: self).read(paths) { logits, places in
                for (row, place) in places.enumerated() {
                    let name = known[place.name]
                    nats[name][place.length] = -logits.logSoftmax(row: row)[tokens[name][place.length]]
                }
            }
        }
        return names.indices.map { name in
            NameScore(
                name: names[name], parts: parts[name].map(\.text), nats: nats[name],
                unknownParts: parts[name].filter { $0.token == nil }.map(\.text),
                predictions: vocabulary.split(names[name]).count + 1)
        }
    }
}

extension Model {
    /// Scores names: see ``ModelEnsemble/scores(for:threads:)``.
    public func scores(for names: [String], threads: Int = 1) -> [NameScore] {
        ModelEnsemble(self).scores(for: names, threads: threads)
    }
}
