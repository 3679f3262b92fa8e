import Foundation

/// How well a model predicts a list of names, computed exactly: nothing is sampled.
public struct Evaluation: Sendable, Equatable {
    /// Number of evaluated names, with their multiplicity in the list.
    public var names = 0
    /// Predicted characters: those of all names, and a STOP for each.
    public var predictions = 0
    /// The mean of -ln p over all predicted characters.
    public var nats = 0.0
    public var accuracy = Accuracy()
    /// What no model can exceed on this list (see ``PrefixStatistics``).
    public var maximum = Accuracy()
    /// What no model can go below on this list.
    public var floorNats = 0.0
    /// The probability that a generated name is in the list, by the softmax over all tokens. START is one of them,
    /// though it is never drawn; a trained model gives it next to nothing.
    public var recreated = 0.0
    /// Number of characters of the list that the model does not know. Names with these characters are excluded from all
    /// figures above.
    public var unknownCharacters = 0

    package init(
        names: Int = 0, predictions: Int = 0, nats: Double = 0, accuracy: Accuracy = .init(),
        maximum: Accuracy = .init(),
        floorNats: Double = 0, recreated: Double = 0, unknownCharacters: Int = 0
    ) {
        (self.names, self.predictions, self.nats) = (names, predictions, nats)
        (self.accuracy, self.maximum, self.floorNats) = (accuracy, maximum, floorNats)
        (self.recreated, self.unknownCharacters) = (recreated, unknownCharacters)
    }

    public var bits: Double { nats / M_LN2 }
    public var perplexity: Double { exp(nats) }
}

extension Evaluation: Encodable {
    private enum CodingKeys: String, CodingKey {
        case names, predictions, nats, bits, perplexity, accuracy, maximum, recreated
        case floorNats = "floor_nats"
        case unknownCharacters = "unknown_characters"
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(names, forKey: .names)
        try fields.encode(predictions, forKey: .predictions)
        try fields.encode(nats, forKey: .nats)
        try fields.encode(bits, forKey: .bits)
        try fields.encode(perplexity, forKey: .perplexity)
        try fields.encode(accuracy, forKey: .accuracy)
        try fields.encode(maximum, forKey: .maximum)
        try fields.encode(floorNats, forKey: .floorNats)
        try fields.encode(recreated, forKey: .recreated)
        try fields.encode(unknownCharacters, forKey: .unknownCharacters)
    }
}
