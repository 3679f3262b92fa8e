/// How probable a name is to a model, character by character.
public struct NameScore: Sendable, Equatable {
    /// As it was scored: trimmed, in normal form C.
    public let name: String
    /// The characters of the name, as those of the model are: clusters or code points.
    public let characters: [Character]
    /// -ln p of each character given those before it, and of the end, which is the last. Empty if there are characters
    /// that the model does not know.
    public let nats: [Double]
    /// Characters that the model does not know, in the order of the name.
    public let unknownCharacters: [Character]

    /// The natural logarithm of the probability of the name, its end included; -infinity if it has unknown characters.
    public var logProbability: Double { unknownCharacters.isEmpty ? -nats.reduce(0, +) : -.infinity }

    /// The mean of -ln p over the characters and the end, as ``Evaluation/nats`` of a list; infinite with unknown
    /// characters.
    public var natsPerCharacter: Double {
        unknownCharacters.isEmpty ? nats.reduce(0, +) / Double(nats.count) : .infinity
    }
}

extension ModelEnsemble {
    private static let namesAtOnce = 1024

    /// Scores names: the softmax is over all tokens, as in ``Model/evaluate(on:threads:)``.
    ///
    /// - Parameter threads: The result does not depend on it.
    public func scores(for names: [String], threads: Int = 1) -> [NameScore] {
        let pieces = (names.count + Self.namesAtOnce - 1) / Self.namesAtOnce
        let scores = PerThread(count: pieces) { [NameScore]() }
        WorkerPool(threads: max(min(threads, pieces), 1)).forEach(pieces) { piece, _ in
            let begin = piece * Self.namesAtOnce
            scores[piece] = score(names[begin..<min(begin + Self.namesAtOnce, names.count)])
        }
        return scores.values.flatMap { $0 }
    }

    /// Whether a name is one of those that a model was trained on; nil if a model does not tell.
    public func isKnown(_ name: String) -> Bool? { trainingNames.map { $0.contains { $0.contains(name) } } }

    private func score(_ names: ArraySlice<String>) -> [NameScore] {
        let names = names.map { NameList.normalize($0) }
        let characters = names.map { vocabulary.split($0) }
        let unknown = characters.map { $0.filter { vocabulary.token(of: $0) == nil } }
        let tokens = zip(characters, unknown).map { characters, unknown in
            unknown.isEmpty ? characters.map { vocabulary.token(of: $0)! } + [vocabulary.stop] : []
        }
        var nats = tokens.map { [Double](repeating: 0, count: $0.count) }
        let known = tokens.indices.filter { !tokens[$0].isEmpty }
        LockstepReading(ensemble: self).read(known.map { Array(tokens[$0].dropLast()) }) { logits, places in
            for (row, place) in places.enumerated() {
                let name = known[place.name]
                nats[name][place.length] =
                    logits.logSumExp(row: row) - Double(logits[row, tokens[name][place.length]])
            }
        }
        return names.indices.map {
            NameScore(
                name: names[$0], characters: characters[$0], nats: nats[$0], unknownCharacters: unknown[$0])
        }
    }
}

extension Model {
    /// Scores names: see ``ModelEnsemble/scores(for:threads:)``.
    public func scores(for names: [String], threads: Int = 1) -> [NameScore] {
        ModelEnsemble(self).scores(for: names, threads: threads)
    }
}
