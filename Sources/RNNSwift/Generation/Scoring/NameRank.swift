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
        let estimated = isSufficient ? nil : RankEstimator(try drawNames(given, seed: seed, threads: threads))
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

    init(_ sample: NameSample) {
        let drawn = sample.names.sorted { ($0.logarithm, $0.share) > ($1.logarithm, $1.share) }
        logarithms = drawn.map(\.logarithm)
        sums = drawn.reduce(into: [(0, 0, 0)]) { sums, name in
            let (last, inverse) = (sums.last!, exp(-name.logarithm) * name.share)
            sums.append((last.inverse + inverse, last.square + inverse * inverse, last.share + name.share))
        }
        count = Double(sample.count)
    }

    func rank(of logarithm: Double) -> NameRank {
        let above = logarithms.countAbove(logarithm)
        let mean = sums[above].inverse / count
        let variance = max(sums[above].square / count - mean * mean, 0)
        let error = mean.isFinite ? (variance / count).squareRoot() : .infinity
        return NameRank(rank: mean, error: error, massAbove: sums[above].share / count)
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
