import Foundation

/// A setting of a training, and the values of it that a ``Sweep`` compares.
public struct SweepAxis: Sendable {
    /// One of the values.
    public struct Value: Sendable, Equatable {
        /// The value as tables show it, and as the setting of the axis takes it; different for each value of an axis.
        public let text: String
        let apply: @Sendable (inout TrainingOptions) -> Void

        public static func == (a: Value, b: Value) -> Bool { a.text == b.text }
    }

    /// Name of the setting: "learning-rate", or "seed".
    public let name: String
    /// Property of ``TrainingOptions`` that the axis sets.
    let property: String
    /// The values, each once, in the order in which they were given.
    public let values: [Value]
    /// Why the setting has no effect with those of the axes before; nil if it has one.
    let obstacle: @Sendable (TrainingOptions) -> String?

    /// - Parameters:
    ///   - name: One of ``names``.
    ///   - list: The values, separated by commas: "8,32,64". Layers of different sizes are joined by x: "64x32".
    /// - Throws: ``SweepError`` if there is no such axis; ``SettingError`` if a value is not valid.
    public init(_ name: String, _ list: String) throws {
        var texts = list.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard let setting = Self.settings.first(where: { $0.name == name }) else {
            guard name == Self.seed else {
                throw SweepError("unknown axis \(name); the axes are \(Self.names.joined(separator: ", "))")
            }
            self.init(name, property: name, try texts.map(Self.seed)) { _ in nil }
            return
        }
        // A comma may be part of a value, as in regex:[a-z]{1,2}.
        texts = texts.reduce(into: []) { values, text in
            let joined = values.last.map { "\($0),\(text)" }
            if let joined, !setting.takes(text), setting.takes(joined) {
                values[values.count - 1] = joined
            } else {
                values.append(text)
            }
        }
        self.init(
            name, property: setting.property, try texts.map { try Self.value($0, of: setting) },
            obstacle: setting.obstacle)
    }

    private init(
        _ name: String, property: String, _ values: [Value],
        obstacle: @escaping @Sendable (TrainingOptions) -> String?
    ) {
        (self.name, self.property) = (name, property)
        self.values = values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        self.obstacle = obstacle
    }

    private static func value(_ text: String, of setting: TrainingSetting) throws -> Value {
        var options = TrainingOptions()
        try setting.apply(text, to: &options)
        // Numbers as the program writes them, so that 1e-2 and 0.01 are one value; other values in lowercase, if that
        // is the same value.
        var lowered = TrainingOptions()
        let isSame =
            (try? setting.apply(text.lowercased(), to: &lowered)) != nil
            && setting.text(lowered) == setting.text(options)
        let canonical =
            Double(text).map { RecordedSettings.Value.number($0).description } ?? (isSame ? text.lowercased() : text)
        if setting.name == "schedule", options.schedule.kind == .step {
            throw SweepError("`schedule` step cannot be compared with others: it requires `steps`")
        }
        return Value(text: canonical) { try? setting.apply(canonical, to: &$0) }
    }

    private static func seed(_ text: String) throws -> Value {
        guard let seed = UInt64(text) else {
            throw SweepError("`seed` must be a whole number, 0 to \(UInt64.max), not '\(text)'")
        }
        return Value(text: "\(seed)") { $0.seed = seed }
    }

    private static let seed = "seed"

    private static let settings = TrainingSetting.all.filter(\.isAxis)

    /// The names of the possible axes, in the order in which their values are applied.
    public static var names: [String] { settings.map(\.name) + [seed] }
}

extension TrainingSetting {
    fileprivate func takes(_ text: String) -> Bool {
        var options = TrainingOptions()
        return (try? apply(text, to: &options)) != nil
    }
}

/// Reason why a sweep cannot be made or resumed, in one line.
public struct SweepError: Error, Equatable, CustomStringConvertible {
    public let description: String

    package init(_ description: String) { self.description = description }
}
