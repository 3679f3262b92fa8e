import Foundation

/// Sums over predicted characters, from which an ``Evaluation`` follows. Pieces of a list are summed by themselves, and
/// then in their order, so that results do not depend on threads.
struct PredictionSums {
    private var nats = 0.0
    private var labelNats = 0.0
    private var argmax = 0.0
    private var sampled = 0.0
    /// Sum of the probabilities of distinct names.
    private var recreated = 0.0
    /// Sum of their squares.
    private var recreatedSquares = 0.0

    /// Adds predictions of one token.
    ///
    /// - Parameters:
    ///   - isBest: Whether the token is the most probable one.
    ///   - count: How often it is predicted.
    mutating func add(logProbability: Double, isBest: Bool, isLabel: Bool = false, count: Double = 1) {
        if isLabel { labelNats -= count * logProbability } else { nats -= count * logProbability }
        sampled += count * exp(logProbability)
        if isBest { argmax += count }
    }

    /// Adds the probability of a distinct name.
    mutating func add(name probability: Double) {
        recreated += probability
        recreatedSquares += probability * probability
    }

    /// The sums of all pieces.
    init(_ pieces: some Sequence<PredictionSums>) {
        for piece in pieces {
            nats += piece.nats
            labelNats += piece.labelNats
            argmax += piece.argmax
            sampled += piece.sampled
            recreated += piece.recreated
            recreatedSquares += piece.recreatedSquares
        }
    }

    init() {}

    /// The evaluation of a list of names.
    func evaluation(of names: EncodedNames, _ statistics: PrefixStatistics) -> Evaluation {
        var evaluation = evaluation(predictions: statistics.predictions, characters: names.characters)
        evaluation.names = names.occurrences.count
        evaluation.labelNats = labelNats / Double(max(evaluation.names, 1))
        evaluation.maximum = .init(argmax: statistics.maximumArgmax, sampled: statistics.maximumSampled)
        evaluation.floorNats = statistics.floorNats
        evaluation.recreated = recreated
        evaluation.recreatedSquares = recreatedSquares
        evaluation.unknownCharacters = names.unknownCharacters
        return evaluation
    }

    /// The evaluation of running text, of which no maximum is known.
    func evaluation(predictions: Int, characters: Int) -> Evaluation {
        let count = Double(max(predictions, 1))
        var evaluation = Evaluation()
        (evaluation.predictions, evaluation.characters) = (predictions, characters)
        evaluation.nats = nats / Double(max(characters, 1))
        evaluation.accuracy = .init(argmax: argmax / count, sampled: sampled / count)
        evaluation.maximum = .init(argmax: 1, sampled: 1)
        return evaluation
    }
}
