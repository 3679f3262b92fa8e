/// An option of a training, and the values of it that a ``Sweep`` compares.
public struct SweepAxis: Sendable {
    /// One of them.
    public struct Value: Sendable, Equatable {
        /// As tables show it; of one axis, different values have different texts.
        public let text: String
        /// What it is to `rnnc train`.
        public let arguments: [String]
        package let apply: @Sendable (inout TrainingOptions) -> Void

        public static func == (a: Value, b: Value) -> Bool { a.text == b.text }
    }

    /// As the option is called on the command line, without its dashes.
    public let name: String
    /// Each once, in the order that they were given in.
    public let values: [Value]
    /// Whether the option means something beside those of the axes before.
    package let applies: @Sendable (TrainingOptions) -> Bool

    /// - Parameters:
    ///   - name: One of ``names``.
    ///   - list: The values, separated by commas: "8,32,64".
    /// - Throws: ``SweepError``.
    public init(_ name: String, _ list: String) throws {
        guard let kind = Kind.all.first(where: { $0.name == name }) else {
            throw SweepError("unknown axis \(name); the axes are \(Self.names.joined(separator: ", "))")
        }
        var values: [Value] = []
        for text in list.split(separator: ",", omittingEmptySubsequences: false) {
            let text = text.trimmingCharacters(in: .whitespaces)
            guard let value = kind.parse(text) else {
                throw SweepError("--\(name): '\(text)' is not \(kind.expected)")
            }
            if !values.contains(value) { values.append(value) }
        }
        self.name = name
        self.values = values
        applies = kind.applies
    }

    /// What can be an axis.
    public static var names: [String] { Kind.all.map(\.name) }
}

/// Reason why a sweep cannot be made or resumed, in one line.
public struct SweepError: Error, Equatable, CustomStringConvertible {
    public let description: String

    package init(_ description: String) { self.description = description }
}
