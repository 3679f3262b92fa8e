import Foundation

/// How well a model predicts a list of names, computed exactly: nothing is sampled.
public struct Evaluation: Sendable, Equatable {
    /// Number of evaluated names, with their multiplicity in the list.
    public var names = 0
    /// Predicted tokens: those of all names, their labels included, and a STOP for each.
    public var predictions = 0
    /// Characters of all names, and a STOP for each. Equal to ``predictions`` where each token is a character and there
    /// are no labels.
    public var characters = 0
    /// -ln p of the names, given their labels, per character: models of different tokens can be compared by it.
    public var nats = 0.0
    /// -ln p of the labels, per name; 0 without labels.
    public var labelNats = 0.0
    public var accuracy = Accuracy()
    /// What no model can exceed on this list (see ``PrefixStatistics``).
    public var maximum = Accuracy()
    /// What no model can go below on this list.
    public var floorNats = 0.0
    /// The probability that a generated name is in the list, by the softmax over all tokens. START is one of them,
    /// though it is never drawn; a trained model gives it next to nothing.
    public var recreated = 0.0
    /// Sum of the squared probabilities of the distinct names, for the standard error of their mean.
    var recreatedSquares = 0.0
    /// Number of characters of the list, or of longer parts, that the model does not know, and of unknown labels. Names
    /// with these are excluded from all figures above.
    public var unknownCharacters = 0

    package init() {}

    /// -ln p of the names and their labels, per predicted token.
    public var natsPerToken: Double {
        guard characters != predictions || labelNats != 0 else { return nats }
        return (nats * Double(characters) + labelNats * Double(names)) / Double(max(predictions, 1))
    }
    public var bits: Double { nats / M_LN2 }
    public var perplexity: Double { exp(nats) }
}

extension Evaluation: Encodable {
    private enum CodingKeys: String, CodingKey {
        case names, predictions, characters, nats, bits, perplexity, accuracy, maximum, recreated
        case natsPerToken = "nats_per_token"
        case labelNats = "label_nats"
        case floorNats = "floor_nats"
        case unknownCharacters = "unknown_characters"
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(names, forKey: .names)
        try fields.encode(predictions, forKey: .predictions)
        try fields.encode(characters, forKey: .characters)
        try fields.encode(nats, forKey: .nats)
        try fields.encode(natsPerToken, forKey: .natsPerToken)
        if labelNats != 0 { try fields.encode(labelNats, forKey: .labelNats) }
        try fields.encode(bits, forKey: .bits)
        try fields.encode(perplexity, forKey: .perplexity)
        try fields.encode(accuracy, forKey: .accuracy)
        try fields.encode(maximum, forKey: .maximum)
        try fields.encode(floorNats, forKey: .floorNats)
        try fields.encode(recreated, forKey: .recreated)
        try fields.encode(unknownCharacters, forKey: .unknownCharacters)
    }
}
