import RNNSwift

/// What of another program's file cannot be taken over, or what of a model cannot be handed over, in one line.
public struct InterchangeError: Error, CustomStringConvertible {
    public let description: String
    package init(_ description: String) { self.description = description }
}
