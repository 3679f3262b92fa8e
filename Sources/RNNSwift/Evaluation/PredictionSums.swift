import Foundation

/// Sums over predicted characters, from which an ``Evaluation`` follows. Pieces of a list are summed by themselves, and
/// then in their order, so that results do not depend on threads.
struct PredictionSums {
    private var nats = 0.0
    private var argmax = 0.0
    private var sampled = 0.0
    /// Sum of the probabilities of distinct names.
    var recreated = 0.0

    /// Adds predictions of one character.
    ///
    /// - Parameters:
    ///   - isBest: Whether the character is the most probable one.
    ///   - count: How often it is predicted.
    mutating func add(logProbability: Double, isBest: Bool, count: Double = 1) {
        nats -= count * logProbability
        sampled += count * exp(logProbability)
        if isBest { argmax += count }
    }

    /// The sums of all pieces.
    init(_ pieces: some Sequence<PredictionSums>) {
        for piece in pieces {
            nats += piece.nats
            argmax += piece.argmax
            sampled += piece.sampled
            recreated += piece.recreated
        }
    }

    init() {}

    /// The evaluation of a list of names.
    func evaluation(of names: EncodedNames, _ statistics: PrefixStatistics) -> Evaluation {
        var evaluation = evaluation(predictions: statistics.predictions)
        evaluation.names = names.occurrences.count
        evaluation.maximum = .init(argmax: statistics.maximumArgmax, sampled: statistics.maximumSampled)
        evaluation.floorNats = statistics.floorNats
        evaluation.recreated = recreated
        evaluation.unknownCharacters = names.unknownCharacters
        return evaluation
    }

    /// The evaluation of running text, of which no maximum is known.
    func evaluation(predictions: Int) -> Evaluation {
        let count = Double(max(predictions, 1))
        return Evaluation(
            predictions: predictions, nats: nats / count,
            accuracy: .init(argmax: argmax / count, sampled: sampled / count), maximum: .init(argmax: 1, sampled: 1))
    }
}
