/// What is generated.
public struct GenerationOptions: Sendable {
    /// The maximum length of a name where neither the caller nor the training list asks for more.
    static let defaultMaximumLength = 50

    /// The softmax is of logits divided by this, above 0: below 1 names are more usual, above 1 wilder.
    public var temperature = 1.0
    /// What every name begins with.
    public var prefix = ""
    /// A name has at most so many characters; one that would go on is cut off there. By default 50, or the length of the
    /// longest name of the training list if that is more.
    public var maximumLength: Int?
    /// No name twice.
    public var unique = false
    /// None of these names.
    public var excluded: Set<String> = []
    public var seed: UInt64 = 1
    /// At least 1. The names do not depend on it.
    public var threads = 1

    public init() {}
}

/// What cannot be generated, and why, in one line.
public enum GenerationError: Error, Equatable, CustomStringConvertible {
    case unknownCharacter(Character)
    case prefixTooLong(limit: Int)

    public var description: String {
        switch self {
        case .unknownCharacter(let character): "the model does not know the character \"\(character)\""
        case .prefixTooLong(let limit): "the prefix is longer than the longest name asked for, \(limit) characters"
        }
    }
}
