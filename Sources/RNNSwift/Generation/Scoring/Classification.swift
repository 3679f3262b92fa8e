import Foundation

/// How probable each value of a label is for a name.
public struct Classification: Sendable, Equatable {
    /// As it was classified: trimmed, in normal form C.
    public let name: String
    /// The values, and P(value | name) of each; nil if the model does not know all parts of the name. Their sum is 1.
    public let values: [String]
    public let probabilities: [Double]?
    /// Parts of the name that are no tokens of the model.
    public let unknownParts: [String]

    /// The most probable value; of equally probable ones the first.
    public var best: (value: String, probability: Double)? {
        guard let probabilities, let most = probabilities.max(), let index = probabilities.firstIndex(of: most) else {
            return nil
        }
        return (values[index], most)
    }
}

extension ModelEnsemble {
    private static let namesAtOnce = 1024

    /// Classifies names by Bayes' rule: P(value | name) is P(value, name), summed over all values of the other labels,
    /// in proportion.
    ///
    /// - Parameters:
    ///   - label: One of the model's labels.
    ///   - given: Values of other labels that are known.
    ///   - includingMissing: Whether a missing value is one of those that a name may have.
    ///   - threads: The result does not depend on it.
    /// - Throws: ``LabelError``.
    public func classify(
        _ names: [String], label: String, given: [String: String] = [:], includingMissing: Bool = false,
        threads: Int = 1
    ) throws -> [Classification] {
        let choice = try vocabulary.labels.choice(of: label, given: given, includingMissing: includingMissing)
        let mixture = mixture(given: choice.given)
        let first = vocabulary.tokens(ofLabel: choice.column).lowerBound
        let classes = mixture.beginnings.map { choice.numbers.firstIndex(of: $0[choice.column] - first)! }
        let values = choice.numbers.map { vocabulary.labels.columns[choice.column].values[$0] }
        return classify(names, threads: threads) { tokens, onName in
            mixture.read(tokens, withPredictions: false) { index, name in
                var sums = [Double](repeating: 0, count: values.count)
                let most = name.joint.max()!
                for (beginning, logarithm) in name.joint.enumerated() {
                    sums[classes[beginning]] += exp(logarithm - most)
                }
                onName(index, values, sums)
            }
        }
    }

    /// Classifies names of which each value has a model of its own: P(value | name) is the value's share of the names
    /// times P(name), in proportion.
    ///
    /// - Parameters:
    ///   - models: A value, its share and its model, for each value; all models know the characters of all.
    ///   - threads: The result does not depend on it.
    public static func classify(
        _ names: [String], among models: [(value: String, share: Double, model: ModelEnsemble)], threads: Int = 1
    ) -> [Classification] {
        precondition(!models.isEmpty && models.allSatisfy { $0.share > 0 }, "models with shares greater than 0")
        let scores = models.map { $0.model.scores(for: names, threads: threads) }
        let values = models.map(\.value)
        return names.indices.map { index in
            let own = scores.map { $0[index] }
            let logarithms = zip(models, own).map { log($0.share) + $1.logProbability }
            let most = logarithms.max()!
            let unknown = own.map(\.unknownParts).min { $0.count < $1.count }!
            guard most > -.infinity else {
                return Classification(name: own[0].name, values: values, probabilities: nil, unknownParts: unknown)
            }
            let weights = logarithms.map { exp($0 - most) }
            let total = weights.reduce(0, +)
            return Classification(
                name: own[0].name, values: values, probabilities: weights.map { $0 / total }, unknownParts: [])
        }
    }

    /// - Parameter weigh: Calls its second argument with each name's values and numbers in proportion to P.
    private func classify(
        _ names: [String], threads: Int,
        weigh: @Sendable ([[Int]], _ onName: (Int, [String], [Double]) -> Void) -> Void
    ) -> [Classification] {
        let pieces = (names.count + Self.namesAtOnce - 1) / Self.namesAtOnce
        let results = PerThread(count: pieces) { [Classification]() }
        WorkerPool(threads: max(min(threads, pieces), 1)).forEach(pieces) { piece, _ in
            let range = piece * Self.namesAtOnce..<min((piece + 1) * Self.namesAtOnce, names.count)
            results[piece] = classify(names[range].map { NameList.normalize($0) }, weigh)
        }
        return results.values.flatMap { $0 }
    }

    private func classify(
        _ names: [String], _ weigh: ([[Int]], _ onName: (Int, [String], [Double]) -> Void) -> Void
    ) -> [Classification] {
        let parts = names.map { vocabulary.parts(of: $0) }
        let known = parts.indices.filter { index in parts[index].allSatisfy { $0.token != nil } }
        var results = names.indices.map { index in
            Classification(
                name: names[index], values: [], probabilities: nil,
                unknownParts: parts[index].filter { $0.token == nil }.map(\.text))
        }
        weigh(known.map { parts[$0].map { $0.token! } }) { index, values, weights in
            let total = weights.reduce(0, +)
            results[known[index]] = Classification(
                name: names[known[index]], values: values, probabilities: weights.map { $0 / total }, unknownParts: [])
        }
        return results
    }
}

/// How good classifications are of names whose values are known.
public struct ClassificationQuality: Sendable, Equatable, Encodable {
    public let values: [String]
    /// [true value, most probable value] Numbers of names.
    public private(set) var confusion: [[Int]]
    /// Names that were classified, and names that the model does not know, or whose value it does not know.
    public private(set) var names = 0
    public private(set) var omitted = 0
    /// The mean of -ln P(true value | name).
    public private(set) var logLoss = 0.0

    /// The share of names whose most probable value is the true one.
    public var accuracy: Double {
        Double(values.indices.reduce(0) { $0 + confusion[$1][$1] }) / Double(max(names, 1))
    }

    /// - Parameter truth: The value of each name.
    public init(_ results: [Classification], truth: [String]) {
        precondition(results.count == truth.count, "there must be one value per name")
        let values = results.first { $0.probabilities != nil }?.values ?? []
        self.values = values
        confusion = values.map { _ in [Int](repeating: 0, count: values.count) }
        for (result, value) in zip(results, truth) {
            guard let probabilities = result.probabilities, let actual = values.firstIndex(of: value),
                let best = probabilities.firstIndex(of: probabilities.max()!)
            else {
                omitted += 1
                continue
            }
            names += 1
            confusion[actual][best] += 1
            logLoss -= log(max(probabilities[actual], .leastNormalMagnitude))
        }
        logLoss /= Double(max(names, 1))
    }

    private enum CodingKeys: String, CodingKey {
        case values, confusion, names, omitted, accuracy
        case logLoss = "log_loss"
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(values, forKey: .values)
        try fields.encode(confusion, forKey: .confusion)
        try fields.encode(names, forKey: .names)
        try fields.encode(omitted, forKey: .omitted)
        try fields.encode(accuracy, forKey: .accuracy)
        try fields.encode(logLoss, forKey: .logLoss)
    }
}
