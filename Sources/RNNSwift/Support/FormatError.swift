/// Reason why a file holds no model, or not a whole one, in one line.
public struct FormatError: Error, CustomStringConvertible {
    public let description: String
}
