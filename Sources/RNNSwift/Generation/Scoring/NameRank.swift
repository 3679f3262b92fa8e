import Foundation

/// The place of a name among all names of a model, by their probability.
public struct NameRank: Sendable, Equatable {
    /// Number of names that are more probable.
    public let rank: Double
    /// Standard error of the rank; 0 if the rank is exact.
    public let error: Double
    /// Total probability of the names that are more probable.
    public let massAbove: Double
}

extension ModelEnsemble {
    /// Names that are drawn to estimate ranks.
    private static let rankSamples = 50_000
    /// Names that are drawn of a model with labels, each of which has to be read under all of these.
    private static let labeledRankSamples = 10_000
    /// Ranks up to this one are exact, if the search for the most probable names takes little memory.
    private static let exactRanks = 1000
    private static let rankMemory = 64 << 20

    /// Ranks names among all valid names of the model that are no longer than ``defaultMaximumLength``.
    ///
    /// The most probable names are searched for, and the ranks of these are exact. For the others, n names y are drawn
    /// from the model, and the number of names that are more probable than x is the sum of 1 / (n p(y)) over those y
    /// that are more probable. (Dell'Amico and Filippone, Monte Carlo Strength Evaluation, CCS 2015.)
    ///
    /// - Parameters:
    ///   - scores: Scores of the names under this ensemble.
    ///   - given: Values of labels, by the labels' names, as for the scores: ranks are among names that have them.
    ///   - seed: Of the names that are drawn.
    ///   - threads: The result does not depend on it.
    /// - Returns: Nil for names with characters that the model does not know.
    /// - Throws: ``GenerationError``, ``LabelError``.
    public func ranks(
        of scores: [NameScore], given: [String: String] = [:], seed: UInt64 = 1, threads: Int = 1
    ) throws -> [NameRank?] {
        guard scores.contains(where: { $0.unknownParts.isEmpty }) else { return scores.map { _ in nil } }
        let exact = try exactRanks(threads: threads)
        let isSufficient = scores.allSatisfy {
            !$0.unknownParts.isEmpty || exact.rank(of: $0.logProbability) != nil
        }
        let estimated: RankEstimator?
        switch (isSufficient, vocabulary.labels.isEmpty) {
        case (true, _): estimated = nil
        case (false, true): estimated = RankEstimator(drawnNames(seed: seed, threads: threads), of: Self.rankSamples)
        case (false, false):
            estimated = RankEstimator(
                try labeledNames(given, seed: seed, threads: threads), of: Self.labeledRankSamples)
        }
        return scores.map { score in
            guard score.unknownParts.isEmpty else { return nil }
            return exact.rank(of: score.logProbability) ?? estimated?.rank(of: score.logProbability)
        }
    }

    /// The ranks of the most probable names. None with labels: a name's probability is a sum then, and the search finds
    /// its terms.
    private func exactRanks(threads: Int) throws -> ExactRanks {
        guard vocabulary.labels.isEmpty else { return ExactRanks([], isAll: false) }
        var search = try BestSearch(self, Self.exactRanks, GenerationOptions(), memory: Self.rankMemory)
        let result = search.run { _ in true }
        let best = scores(for: result.names.prefix(result.certain).map(\.name), threads: threads)
        return ExactRanks(
            best.map(\.logProbability), isAll: result.end == .complete && best.count < Self.exactRanks)
    }

    /// Names of the model that are drawn, without those that are no valid names.
    private func drawnNames(seed: UInt64, threads: Int) -> [DrawnName] {
        let sampler = NameSampler(
            self, TokenSampling(temperature: 1), maximumLength: defaultMaximumLength, seed: seed,
            expected: Self.rankSamples)
        let size = 2048
        let pieces = (Self.rankSamples + size - 1) / size
        let results = PerThread(count: pieces) { [DrawnName]() }
        WorkerPool(threads: max(min(threads, pieces), 1)).forEach(pieces) { piece, _ in
            let numbers = piece * size..<min((piece + 1) * size, Self.rankSamples)
            let drafts = sampler.makeDrafts()
            drafts.draw(UInt64(numbers.lowerBound)..<UInt64(numbers.upperBound))
            let names = (0..<numbers.count).filter { drafts.names.count(of: $0) > 0 }
                .map { drafts.names.tokens(of: $0).values }
            results[piece] = self.weigh(names.filter { self.vocabulary.name(of: $0) != nil })
        }
        return results.values.flatMap { $0 }
    }

    /// Names that are drawn under each combination of labels, as many as its probability says, but at least one. Their
    /// probabilities are sums over the combinations; how little START takes away from them does not matter then.
    private func labeledNames(_ given: [String: String], seed: UInt64, threads: Int) throws -> [DrawnName] {
        let numbers = try vocabulary.labels.numbers(ofGiven: given)
        guard let mixture = numbers.isEmpty ? mixture : mixture(given: numbers) else { return [] }
        var weights: [Double] = []
        mixture.read([[]], withPredictions: false) { _, empty in
            weights = zip(empty.joint, empty.conditional).map { joint, conditional in
                let weight = exp(joint - conditional)
                return weight.isFinite ? weight : 0
            }
        }
        // Probabilities of names that have given labels are conditional on them.
        if !numbers.isEmpty {
            let total = weights.reduce(0, +)
            weights = weights.map { $0 / total }
        }
        let counts = weights.map { $0 > 0 ? Int((Double(Self.labeledRankSamples) * min($0, 1)).rounded(.up)) : 0 }
        let results = PerThread(count: counts.count) { [String]() }
        WorkerPool(threads: max(min(threads, counts.count), 1)).forEach(counts.count) { index, _ in
            guard counts[index] > 0 else { return }
            let prefix = mixture.beginnings[index]
            let sampler = NameSampler(
                self, TokenSampling(temperature: 1), prefix: prefix,
                maximumLength: defaultMaximumLength + vocabulary.labels.columns.count, seed: seed &+ UInt64(index),
                expected: counts[index])
            let drafts = sampler.makeDrafts()
            drafts.draw(0..<UInt64(counts[index]))
            results[index] = (0..<counts[index]).filter { drafts.names.count(of: $0) > 0 }.compactMap { name in
                // Names without labels are names with any.
                self.vocabulary.name(
                    of: mixture.beginnings[0] + drafts.names.tokens(of: name).values.dropFirst(prefix.count))
            }
        }
        let names = Set(results.values.joined()).sorted()
        let scores = zip(names, try scores(for: names, given: given, threads: threads)).reduce(into: [:]) {
            $0[$1.0] = $1.1.logProbability
        }
        return zip(results.values, zip(weights, counts)).flatMap { names, drawn in
            let (weight, count) = drawn
            return names.map {
                DrawnName(
                    logarithm: scores[$0]!, share: weight * Double(Self.labeledRankSamples) / Double(count))
            }
        }
    }

    /// The probabilities of drawn names.
    private func weigh(_ names: [[Int]]) -> [DrawnName] {
        let (start, stop) = (vocabulary.start, vocabulary.stop)
        var result = [DrawnName](repeating: DrawnName(logarithm: 0, share: 1), count: names.count)
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

/// A name that was drawn for ranks.
private struct DrawnName {
    /// The logarithm of its probability.
    var logarithm: Double
    /// Its probability divided by that of drawing it: START is never drawn, and of labels at least one name is.
    var share: Double
}

/// The ranks of the most probable names.
private struct ExactRanks {
    /// In descending order.
    private let logarithms: [Double]
    private let masses: [Double]
    private let isAll: Bool

    /// - Parameter isAll: Whether these are all names.
    init(_ logarithms: [Double], isAll: Bool) {
        self.logarithms = logarithms.sorted(by: >)
        masses = self.logarithms.reduce(into: [0]) { $0.append($0.last! + exp($1)) }
        self.isAll = isAll
    }

    /// Nil if names may be missing above it.
    func rank(of logarithm: Double) -> NameRank? {
        guard isAll || logarithms.last.map({ logarithm > $0 }) ?? false else { return nil }
        let rank = logarithms.countAbove(logarithm)
        return NameRank(rank: Double(rank), error: 0, massAbove: masses[rank])
    }
}

/// Estimates ranks from drawn names.
private struct RankEstimator {
    /// In descending order.
    private let logarithms: [Double]
    /// Sums over the first names: of the probability of drawing them, inverted, of its square, and of the shares.
    private let sums: [(inverse: Double, square: Double, share: Double)]
    private let count: Double

    /// - Parameter count: How many names were drawn, valid or not.
    init(_ drawn: [DrawnName], of count: Int) {
        let drawn = drawn.sorted { ($0.logarithm, $0.share) > ($1.logarithm, $1.share) }
        logarithms = drawn.map(\.logarithm)
        sums = drawn.reduce(into: [(0, 0, 0)]) { sums, name in
            let (last, inverse) = (sums.last!, exp(-name.logarithm) * name.share)
            sums.append((last.inverse + inverse, last.square + inverse * inverse, last.share + name.share))
        }
        self.count = Double(count)
    }

    func rank(of logarithm: Double) -> NameRank {
        let above = logarithms.countAbove(logarithm)
        let mean = sums[above].inverse / count
        let variance = max(sums[above].square / count - mean * mean, 0)
        return NameRank(
            rank: mean, error: (variance / count).squareRoot(), massAbove: sums[above].share / count)
    }
}

extension [Double] {
    /// Number of elements above a value, of numbers in descending order.
    fileprivate func countAbove(_ value: Double) -> Int {
        var range = 0..<count
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            range = self[middle] > value ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }
}
