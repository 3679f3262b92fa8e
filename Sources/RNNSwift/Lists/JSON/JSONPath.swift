/// Where a name is in a JSON object: `person.name`.
public struct JSONPath: Equatable, Sendable, CustomStringConvertible {
    public struct Malformed: Error, CustomStringConvertible { public let description: String }

    public let keys: [String]
    public let description: String

    /// Keys with dots between them; a dot or backslash of a key itself has a backslash before it.
    public init(_ text: String) throws {
        var keys = [String.UnicodeScalarView()]
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                guard let next = rest.popFirst() else { throw Malformed(description: "nothing follows \\") }
                keys[keys.count - 1].append(next)
            case ".": keys.append(.init())
            default: keys[keys.count - 1].append(scalar)
            }
        }
        guard !keys.contains(where: \.isEmpty) else { throw Malformed(description: "a key is empty") }
        self.keys = keys.map(String.init)
        description = text
    }
}
