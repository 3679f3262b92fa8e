import Foundation
import RNNSwift

/// The probabilities of all names of a small model, by definition: every name up to a length is looked at.
struct ExactNames {
    /// Probabilities of names that end within the length and split into the characters they were made of, without the
    /// empty name and names that lists would trim. Their sum is not 1.
    private(set) var probabilities: [String: Double] = [:]

    init(_ model: Model, longest: Int, _ options: GenerationOptions = .learned) throws {
        try self.init(model.vocabulary, longest: longest, options) { try model.logits(for: $0).last! }
    }

    /// - Parameter logits: The logits after a prefix.
    init(
        _ vocabulary: Vocabulary, longest: Int, _ options: GenerationOptions = .learned,
        logits: (String) throws -> [Float]
    ) throws {
        func visit(_ prefix: String, _ probability: Double) throws {
            let next = Self.keep(try logits(prefix), vocabulary, options)
            if let last = prefix.last, !last.isWhitespace {
                probabilities[prefix] = probability * next[vocabulary.stop]
            }
            guard prefix.count < longest else { return }
            for (token, character) in vocabulary.characters.enumerated() where next[token] > 0 {
                let longer = prefix + String(character)
                guard Array(longer) == Array(prefix) + [character], !longer.first!.isWhitespace else { continue }
                let composed = longer.precomposedStringWithCanonicalMapping
                guard composed.unicodeScalars.elementsEqual(longer.unicodeScalars) else { continue }
                try visit(longer, probability * next[token])
            }
        }
        try visit(options.prefix, 1)
    }

    /// What temperature, top-k, top-p and min-p leave, in double. START is never drawn.
    private static func keep(_ logits: [Float], _ vocabulary: Vocabulary, _ options: GenerationOptions) -> [Double] {
        let top = Double(logits.max()!)
        var weights = logits.map { exp((Double($0) - top) / options.temperature) }
        weights[vocabulary.start] = 0
        func normalize() {
            let sum = weights.reduce(0, +)
            weights = weights.map { $0 / sum }
        }
        func keep(_ kept: some Sequence<Int>) {
            let kept = Set(kept)
            weights = weights.indices.map { kept.contains($0) ? weights[$0] : 0 }
            normalize()
        }
        var order: [Int] { weights.indices.sorted { (weights[$1], $0) < (weights[$0], $1) } }
        normalize()
        if let topK = options.topK { keep(order.prefix(topK)) }
        if let topP = options.topP {
            var (kept, sum): ([Int], Double) = ([], 0)
            for token in order where sum < topP {
                kept.append(token)
                sum += weights[token]
            }
            keep(kept)
        }
        if let minP = options.minP {
            let most = weights.max()!
            keep(weights.indices.filter { weights[$0] >= minP * most })
        }
        return weights
    }

    /// How often each name is expected among `samples` names that are all wanted.
    func means(_ samples: Int, where isWanted: (String) -> Bool = { _ in true }) -> [String: Double] {
        let wanted = probabilities.filter { isWanted($0.key) }
        let total = wanted.values.reduce(0, +)
        return wanted.mapValues { $0 / total * Double(samples) }
    }
}

/// Whether names are what chance makes of these means: chi-square over all that are expected at least ten times, and
/// one bin for the rest. A name that is not expected at all does not fit.
///
/// Seeds are fixed, so a test passes always or never; by chance alone it would fail for one seed in ten thousand.
func chiSquareFits(_ names: [String], _ means: [String: Double]) -> Bool {
    var counts: [String: Double] = [:]
    for name in names { counts[name, default: 0] += 1 }
    guard counts.keys.allSatisfy({ means[$0, default: 0] > 0 }) else { return false }
    var (chiSquare, bins) = (0.0, -1)
    var rest = (mean: 0.0, count: 0.0)
    for (name, mean) in means {
        let count = counts[name, default: 0]
        if mean >= 10 {
            chiSquare += pow(count - mean, 2) / mean
            bins += 1
        } else {
            rest = (rest.mean + mean, rest.count + count)
        }
    }
    if rest.mean > 0 {
        chiSquare += pow(rest.count - rest.mean, 2) / rest.mean
        bins += 1
    }
    if bins < 1 { return true }  // one name, and it is what came
    let limit = Double(bins) * pow(1 - 2 / (9 * Double(bins)) + 3.72 * sqrt(2 / (9 * Double(bins))), 3)
    return chiSquare < limit
}
