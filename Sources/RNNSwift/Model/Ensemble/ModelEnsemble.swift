import Foundation

/// One model, or several that generate together, each with a share of the say.
///
///     let ensemble = try ModelEnsemble([dinosaurs, companies], shares: [0.7, 0.3])
///     for name in try ensemble.generate(count: 10) { print(name) }
///
/// The vocabulary is the union of those of the models. The mean of the predictions of each step is geometric or
/// arithmetic (see ``Mean``). Geometric: the logit of a character is the mean of its log-probabilities in the models
/// that know it, weighted by their shares, plus the logarithm of the sum of these shares. If all models know the
/// character, this is the weighted mean of the logits. Arithmetic: the probability of a character is the sum of those
/// in the models that know it, weighted by their shares. With both, a character that only one model knows has the
/// probability of that model times its share. A model skips characters that it does not know.
public struct ModelEnsemble: Sendable {
    /// A network as a part of an ensemble.
    package struct Part: Sendable {
        let network: Network
        let weights: PackedParameters
        /// Weights of the parts; their sum is 1.
        package let share: Double
        /// The network's own token for each of the ensemble's, -1 where it has none; empty if they are the same.
        let tokens: [Int32]
        let start: Int
    }

    /// What is wrong in putting models together, in one line.
    public enum EnsembleError: Error, CustomStringConvertible {
        case none
        case shares(count: Int, models: Int)
        case notPositive
        case units
        case tokens

        public var description: String {
            switch self {
            case .none: "there is no model"
            case .shares(let count, let models): "there are \(models) models and \(count) shares"
            case .notPositive: "the shares of the models must be above 0"
            case .tokens: "the models have different tokens: they cannot generate together"
            case .units:
                "the characters of one model are code points, those of another one are not: they cannot generate together"
            }
        }
    }

    public let vocabulary: Vocabulary
    public let mean: Mean
    package let parts: [Part]
    package let kernels: Kernels
    /// The characters of the longest name that one of the models was trained on.
    package let longestName: Int
    /// The names that each model was trained on; nil if one of them does not tell.
    package let trainingNames: [NameHashes]?

    /// One model by itself.
    public init(_ model: Model) {
        self.init(
            model.network, model.weights, vocabulary: model.vocabulary, longestName: model.record.longestName,
            trainingNames: model.trainingNames.map { [$0] })
    }

    /// Several models.
    ///
    /// - Parameters:
    ///   - shares: In proportion to these; by default equal.
    ///   - mean: Mean of the predictions of each step.
    /// - Throws: ``EnsembleError``, ``ListError/tooManyCharacters(_:)``.
    public init(_ models: [Model], shares: [Double]? = nil, mean: Mean = .geometric) throws {
        guard !models.isEmpty else { throw EnsembleError.none }
        let given = shares ?? models.map { _ in 1 }
        guard given.count == models.count else {
            throw EnsembleError.shares(count: given.count, models: models.count)
        }
        guard given.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw EnsembleError.notPositive }
        guard models.count != 1 else {
            self.init(models[0])
            return
        }
        let unit = models[0].vocabulary.unit
        guard models.allSatisfy({ $0.vocabulary.unit == unit }) else { throw EnsembleError.units }
        let union = try Self.union(of: models.map(\.vocabulary))
        // Shares near the largest number have no finite sum.
        let shares = given.reduce(0, +).isFinite ? given : given.map { max($0 / 0x1p64, .leastNormalMagnitude) }
        let total = shares.reduce(0, +)
        let parts = zip(models, shares).map { model, share in
            let own = model.vocabulary
            return Part(
                network: model.network, weights: model.weights, share: share / total,
                tokens: own.numbers(ofTokens: union), start: own.start)
        }
        let names = models.compactMap(\.trainingNames)
        self.init(
            parts, mean: mean, vocabulary: union, longestName: models.map(\.record.longestName).max() ?? 0,
            trainingNames: names.count == models.count ? names : nil)
    }

    /// All tokens of vocabularies. Those of several characters have to be found in the same way.
    private static func union(of vocabularies: [Vocabulary]) throws -> Vocabulary {
        let labels = vocabularies.dropFirst().reduce(vocabularies[0].labels) { $0.extended(by: $1.labels) }
        guard let tokenizer = vocabularies[0].tokenizer else {
            guard vocabularies.allSatisfy({ $0.tokenizer == nil }) else { throw EnsembleError.tokens }
            let characters = Set(vocabularies.flatMap(\.characters)).sorted()
            return try Vocabulary(characters, unit: vocabularies[0].unit).labeled(labels)
        }
        guard vocabularies.allSatisfy({ $0.tokenizer?.tokenization == tokenizer.tokenization }) else {
            throw EnsembleError.tokens
        }
        if tokenizer.tokenization.pattern != nil {
            let texts = Set(vocabularies.flatMap(\.texts)).sorted()
            return try Vocabulary(try Tokenizer(tokenizer.tokenization, texts: texts)).labeled(labels)
        }
        guard vocabularies.allSatisfy({ $0.texts == tokenizer.texts && $0.tokenizer?.merges == tokenizer.merges })
        else {
            throw EnsembleError.tokens
        }
        return try vocabularies[0].labeled(labels)
    }

    /// The weights of the networks in the mean; their sum is 1.
    public var shares: [Double] { parts.map(\.share) }

    package init(
        _ network: Network, _ weights: PackedParameters, vocabulary: Vocabulary, longestName: Int = 0,
        trainingNames: [NameHashes]? = nil
    ) {
        self.init(
            [Part(network: network, weights: weights, share: 1, tokens: [], start: vocabulary.start)],
            vocabulary: vocabulary, longestName: longestName, trainingNames: trainingNames)
    }

    init(
        _ parts: [Part], mean: Mean = .geometric, vocabulary: Vocabulary, longestName: Int,
        trainingNames: [NameHashes]?
    ) {
        self.parts = parts
        self.mean = mean
        self.vocabulary = vocabulary
        kernels = parts[0].network.kernels
        self.longestName = longestName
        self.trainingNames = trainingNames
    }
}
