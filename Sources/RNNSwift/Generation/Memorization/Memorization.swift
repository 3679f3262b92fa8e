/// What a model has memorized of the list that it was trained on: how much more probable it makes the names trained on
/// than names of the same list that were held out, and how near its names come to the list.
public struct Memorization: Sendable {
    /// Names trained on, or held out. All figures are exact, and each distinct name counts once, except in
    /// ``nats``.
    public struct Part: Sendable, Equatable {
        /// Number of distinct names.
        public let names: Int
        /// The probability that a generated name is one of them: see ``Evaluation/recreated``.
        public let recreated: Double
        /// Standard error of the mean probability of a name, divided by it, as if the names were a sample of a longer
        /// list.
        public let relativeError: Double
        /// Mean of -ln p in nats per character, each name counted as often as it is in the list.
        public let nats: Double

        /// The mean probability of a name.
        public var probability: Double { recreated / Double(names) }

        init(_ names: EncodedNames, _ evaluation: Evaluation) {
            self.names = names.count
            (recreated, nats) = (evaluation.recreated, evaluation.nats)
            let count = Double(names.count)
            let mean = evaluation.recreated / count
            let variance = max(evaluation.recreatedSquares / count - mean * mean, 0)
            relativeError = mean > 0 && count > 1 ? (variance / (count - 1)).squareRoot() / mean : 0
        }
    }

    /// The names trained on; nil if ``limitation`` says why they are not known.
    public let training: Part?
    /// The held-out names; nil also if there are none.
    public let heldOut: Part?
    /// Why the list cannot be divided as in training, as the end of a sentence; nil if it is.
    public let limitation: String?
    /// Generated names at temperature 1, compared with the names trained on, or with the whole list if these are not
    /// known.
    public let generated: NameDistances
    /// Generated names at ``GenerationOptions/defaultTemperature``, compared with the same names.
    public let generatedByDefault: NameDistances
    /// Held-out names, compared with the names trained on: how near names of the list are to each other by nature.
    public let heldOutDistances: NameDistances?

    /// The held-out names.
    private let heldOutHashes: NameHashes?

    /// Names of each kind that are compared with the list, at most.
    private static let sample = 1000

    /// How many times as probable as a held-out name a name is that was trained on; nil without held-out names. It is
    /// about 1 for a model that has memorized nothing.
    public var ratio: Double? {
        guard let training, let heldOut, heldOut.recreated > 0 else { return nil }
        return training.probability / heldOut.probability
    }

    /// Standard error of ``ratio``.
    public var ratioError: Double? {
        guard let ratio, let training, let heldOut else { return nil }
        return ratio
            * (training.relativeError * training.relativeError + heldOut.relativeError * heldOut.relativeError)
            .squareRoot()
    }

    /// Whether a name was held out; false also if that is not known.
    public func isHeldOut(_ name: String) -> Bool { heldOutHashes?.contains(name) ?? false }

    /// Measures what a model has memorized.
    ///
    /// - Parameters:
    ///   - list: The list that it was trained on.
    ///   - heldOut: Names of the same kind that the model was not trained on, instead of those that were held out for
    ///     validation. Names that are also in the list are omitted. If the names trained on are not known, these are
    ///     all of the list.
    ///   - seed: Of the names that are generated.
    ///   - threads: The result does not depend on it.
    /// - Throws: ``GenerationError``.
    public init(
        of model: Model, list: NameList, heldOut other: NameList? = nil, seed: UInt64 = 1, threads: Int = 1
    ) throws {
        try self.init(of: model, as: nil, list: list, heldOut: other, seed: seed, threads: threads)
    }

    /// - Parameter ensemble: What predicts and generates instead of the model, whose record describes it.
    package init(
        of model: Model, as ensemble: ModelEnsemble?, list: NameList, heldOut other: NameList?, seed: UInt64,
        threads: Int
    ) throws {
        var split: TrainingSplit?
        do {
            split = try TrainingSplit(list, of: model, as: ensemble, threads: threads)
            limitation = nil
        } catch let unknown as TrainingSplit.Unknown {
            limitation = unknown.description
        }
        if let other { split = TrainingSplit(list, comparedWith: other, split?.training, model) }
        training = split.map { Part($0.training, model.evaluate($0.training, as: ensemble, threads: threads)) }
        heldOutHashes = split?.heldOut.map { NameHashes($0) }
        heldOut = split?.heldOut.map { Part($0, model.evaluate($0, as: ensemble, threads: threads)) }

        let near = split.map { NearNames($0.training.distinctTexts) } ?? NearNames(list.names)
        func distances(_ temperature: Double) throws -> NameDistances {
            var options = GenerationOptions()
            (options.temperature, options.seed, options.threads) = (temperature, seed, threads)
            return NameDistances(
                try (ensemble ?? ModelEnsemble(model)).generate(count: Self.sample, options: options), to: near,
                threads: threads)
        }
        generated = try distances(1)
        generatedByDefault = try distances(GenerationOptions.defaultTemperature)
        heldOutDistances = split?.heldOut.map {
            let names = $0.distinctTexts
            let step = (names.count + Self.sample - 1) / Self.sample
            return NameDistances(
                stride(from: 0, to: names.count, by: step).map { names[$0] }, to: near, threads: threads)
        }
    }
}

extension EncodedNames {
    /// The distinct names, ascending.
    fileprivate var distinctTexts: [String] {
        var last: Int32 = -1
        return occurrences.compactMap { position in
            defer { last = position }
            return position == last ? nil : text(Int(position))
        }
    }
}
