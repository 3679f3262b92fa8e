import Foundation

/// How much a model reveals of a name that was planted in its list: a canary.
///
/// The canary is compared with other names of the same pattern. Its exposure is log2(number of names) - log2(rank of
/// the canary by its probability). (Carlini et al., The Secret Sharer, USENIX Security 2019.) Without memorization, the
/// exposure of a random canary is 1.4 bits in the mean, and at least b bits with a probability of 2^-b.
public struct Exposure: Sendable, Equatable {
    /// The canary: trimmed, in normal form C.
    public let name: String
    public let logProbability: Double
    /// Number of other names that it is compared with.
    public let candidates: Int
    /// Whether these are all names of the pattern, rather than a random sample.
    public let isComplete: Bool
    /// 1 plus the number of candidates that are more probable.
    public let rank: Int
    /// log2 of the number of names of the pattern: no exposure is greater.
    public let patternBits: Double
    /// Exposure by a skew-normal distribution that is fitted to the log-probabilities of the candidates, in bits; nil
    /// if the rank is exact or the candidates are too few.
    public let extrapolated: Double?

    /// The exposure by the rank, in bits.
    public var bits: Double { log2(Double(candidates + 1)) - log2(Double(rank)) }

    /// Whether the canary is more probable than every candidate, and there are other names of the pattern: its exposure
    /// is at least ``bits``.
    public var isLowerBound: Bool { rank == 1 && !isComplete }

    init(_ canary: NameScore, _ pattern: CanaryPattern, candidates: [Double], isComplete: Bool) {
        (name, logProbability) = (canary.name, canary.logProbability)
        (self.candidates, self.isComplete, patternBits) = (candidates.count, isComplete, pattern.bits)
        rank = 1 + candidates.count { $0 > canary.logProbability }
        let distribution = isComplete || candidates.count < 100 ? nil : SkewNormal(fitting: candidates)
        extrapolated = distribution.map {
            min(max(-$0.logTail(above: canary.logProbability) / M_LN2, 0), pattern.bits)
        }
    }
}

/// A canary that a model cannot write.
public struct UnknownCanary: Error, Equatable, CustomStringConvertible {
    public let name: String
    /// Its characters, or longer parts, that are no tokens of the model.
    public let parts: [String]

    public var description: String {
        var seen: Set<String> = []
        let distinct = parts.filter { seen.insert($0).inserted }.map { "\"\($0)\"" }.joined(separator: ", ")
        return "the canary \"\(name)\" has characters that the model does not know: \(distinct); "
            + "it was not in the training list"
    }
}

extension ModelEnsemble {
    /// Measures how much the models reveal of names that were planted in their list.
    ///
    /// - Parameters:
    ///   - canaries: The planted names. Random ones of letters and digits show most.
    ///   - candidates: Number of random names of the same pattern to compare each with. If there are fewer names of the
    ///     pattern, it is compared with all.
    ///   - seed: Of the random names.
    ///   - threads: The result does not depend on it.
    /// - Throws: ``UnknownCanary``.
    public func exposures(
        of canaries: [String], candidates: Int = 10_000, seed: UInt64 = 1, threads: Int = 1
    ) throws -> [Exposure] {
        precondition(candidates > 0, "a canary needs at least one candidate")
        let scores = scores(for: canaries, threads: threads)
        for score in scores where !score.unknownParts.isEmpty || score.parts.isEmpty {
            throw UnknownCanary(name: score.name, parts: score.unknownParts)
        }
        return scores.enumerated().map { index, score in
            let pattern = CanaryPattern(of: score.name, vocabulary)
            let isComplete = pattern.bits <= log2(Double(candidates))
            let names =
                isComplete
                ? pattern.allNames
                : pattern.randomNames(candidates, seed: seed, index: UInt64(index))
            // Characters that combine with each other are not a name of the pattern.
            let others = self.scores(for: names.filter { $0 != score.name && pattern.isName($0) }, threads: threads)
            let known = others.filter { $0.unknownParts.isEmpty }
            return Exposure(score, pattern, candidates: known.map(\.logProbability), isComplete: isComplete)
        }
    }
}
