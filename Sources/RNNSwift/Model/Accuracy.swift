/// With one guess: the share of right ones if it is the most probable character, and the expected share if it is a
/// sample.
public struct Accuracy: Codable, Sendable, Equatable {
    public var argmax = 0.0
    public var sampled = 0.0

    public init(argmax: Double = 0.0, sampled: Double = 0.0) {
        (self.argmax, self.sampled) = (argmax, sampled)
    }
}
