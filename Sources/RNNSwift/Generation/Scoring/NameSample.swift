import Foundation

/// Names that were drawn to estimate ranks.
struct NameSample {
    /// A name that was drawn.
    struct Name {
        /// The logarithm of its probability.
        var logarithm: Double
        /// Its probability divided by that of drawing it: START is never drawn, and of labels at least one name is.
        var share: Double
    }

    /// Names that are valid.
    let names: [Name]
    /// How many were drawn, valid or not.
    let count: Int
}

extension ModelEnsemble {
    private static let sampleSize = 50_000
    /// Names of a model with labels, each of which has to be read under all of these.
    private static let labeledSampleSize = 10_000

    /// Draws names, and measures their probabilities.
    func drawNames(_ given: [String: String], seed: UInt64, threads: Int) throws -> NameSample {
        vocabulary.labels.isEmpty
            ? plainNames(seed: seed, threads: threads) : try labeledNames(given, seed: seed, threads: threads)
    }

    private func plainNames(seed: UInt64, threads: Int) -> NameSample {
        let sampler = sampler(expected: Self.sampleSize, seed: seed)
        let size = 2048
        let pieces = (Self.sampleSize + size - 1) / size
        let results = PerThread(count: pieces) { [NameSample.Name]() }
        WorkerPool(threads: max(min(threads, pieces), 1)).forEach(pieces) { piece, _ in
            let names = sampler.drawTokens(piece * size..<min((piece + 1) * size, Self.sampleSize))
            results[piece] = self.weigh(names.filter { self.vocabulary.name(of: $0) != nil })
        }
        return NameSample(names: results.values.flatMap { $0 }, count: Self.sampleSize)
    }

    /// Names that are drawn under each combination of labels, as many as its probability says, but at least one. Their
    /// probabilities are sums over the combinations; how little START takes away from them does not matter then.
    private func labeledNames(_ given: [String: String], seed: UInt64, threads: Int) throws -> NameSample {
        let size = Self.labeledSampleSize
        let numbers = try vocabulary.labels.numbers(ofGiven: given)
        guard let mixture = numbers.isEmpty ? mixture : mixture(given: numbers) else {
            return NameSample(names: [], count: size)
        }
        // Probabilities of names that have given labels are conditional on them.
        let weights = mixture.weights(areConditional: !numbers.isEmpty)
        let counts = weights.map { $0 > 0 ? Int((Double(size) * min($0, 1)).rounded(.up)) : 0 }
        let results = PerThread(count: counts.count) { [String]() }
        WorkerPool(threads: max(min(threads, counts.count), 1)).forEach(counts.count) { index, _ in
            guard counts[index] > 0 else { return }
            let prefix = mixture.beginnings[index]
            let sampler = sampler(prefix: prefix, expected: counts[index], seed: seed &+ UInt64(index))
            // Names without labels are names with any.
            results[index] = sampler.drawTokens(0..<counts[index]).compactMap {
                vocabulary.name(of: mixture.beginnings[0] + $0.dropFirst(prefix.count))
            }
        }
        let names = Set(results.values.joined()).sorted()
        let scores = Dictionary(
            uniqueKeysWithValues: zip(
                names, try scores(for: names, given: given, threads: threads).map(\.logProbability)))
        let drawn = zip(results.values, zip(weights, counts)).flatMap { names, drawn in
            let share = drawn.0 * Double(size) / Double(drawn.1)
            return names.map { NameSample.Name(logarithm: scores[$0]!, share: share) }
        }
        return NameSample(names: drawn, count: size)
    }

    private func sampler(prefix: [Int] = [], expected: Int, seed: UInt64) -> NameSampler {
        NameSampler(
            self, TokenSampling(temperature: 1), prefix: prefix,
            maximumLength: defaultMaximumLength + vocabulary.labels.columns.count, seed: seed, expected: expected)
    }

    /// The probabilities of drawn names.
    private func weigh(_ names: [[Int]]) -> [NameSample.Name] {
        let (start, stop) = (vocabulary.start, vocabulary.stop)
        var result = [NameSample.Name](repeating: .init(logarithm: 0, share: 1), count: names.count)
        LockstepReading(ensemble: self).read(names) { logits, places in
            for (row, place) in places.enumerated() {
                let tokens = names[place.name]
                let next = logits.logSoftmax(row: row)
                let token = place.length < tokens.count ? tokens[place.length] : stop
                // As the sum of a score, to the last bit.
                result[place.name].logarithm += next[token]
                result[place.name].share *= 1 - exp(next[start])
            }
        }
        return result
    }
}

extension MixtureReading {
    /// The probability of each combination of labels; given some of them, if `areConditional`.
    fileprivate func weights(areConditional: Bool) -> [Double] {
        var weights: [Double] = []
        read([[]], withPredictions: false) { _, empty in
            weights = zip(empty.joint, empty.conditional).map { joint, conditional in
                let weight = exp(joint - conditional)
                return weight.isFinite ? weight : 0
            }
        }
        let total = areConditional ? weights.reduce(0, +) : 1
        return weights.map { $0 / total }
    }
}

extension NameSampler {
    /// The tokens of names that are not empty.
    fileprivate func drawTokens(_ numbers: Range<Int>) -> [[Int]] {
        let drafts = makeDrafts()
        drafts.draw(UInt64(numbers.lowerBound)..<UInt64(numbers.upperBound))
        return (0..<numbers.count).filter { drafts.names.count(of: $0) > 0 }.map { drafts.names.tokens(of: $0).values }
    }
}
