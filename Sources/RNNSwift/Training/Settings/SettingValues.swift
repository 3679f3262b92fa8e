import Foundation

/// The values that a ``TrainingSetting`` takes.
struct SettingValues<Value: RecordedValue>: Sendable {
    /// A value with a name, and what to say of it in a help text.
    struct Choice: Sendable {
        let name: String
        var remark: String?
    }

    /// What a value must be: "at least 0 and less than 1".
    let expectation: String
    /// Continuation of the sentence of the help: ", at least 0 and less than 1".
    let inSentence: String
    var choices: [Choice] = []
    let parse: @Sendable (String) -> Value?
}

/// A type of values that records hold.
protocol RecordedValue: Sendable {
    var recorded: RecordedSettings.Value? { get }
}

extension Double: RecordedValue {
    var recorded: RecordedSettings.Value? { .number(self) }
}
extension Int: RecordedValue {
    var recorded: RecordedSettings.Value? { .number(Double(self)) }
}
extension Bool: RecordedValue {
    var recorded: RecordedSettings.Value? { .flag(self) }
}
extension Optional: RecordedValue where Wrapped: RecordedValue {
    var recorded: RecordedSettings.Value? { self?.recorded }
}
extension RecordedValue where Self: RawRepresentable<String> {
    var recorded: RecordedSettings.Value? { .text(rawValue) }
}

extension Architecture.Cell: RecordedValue {}
extension Initialization: RecordedValue {}
extension TrainingOptions.DataOptions.Update: RecordedValue {}
extension TrainingOptions.Optimizer.Kind: RecordedValue {}
extension TrainingOptions.Schedule.Kind: RecordedValue {}
extension TrainingOptions.Measure: RecordedValue {}

extension SettingValues where Value == Double {
    private static func numbers(_ range: String, _ isValid: @escaping @Sendable (Double) -> Bool) -> Self {
        SettingValues(expectation: range, inSentence: ", \(range)") { text in
            Double(text).flatMap { $0.isFinite && isValid($0) ? $0 : nil }
        }
    }

    /// Checked as a Float, too, because that is what kernels get: it must be less than 1 when rounded.
    static let fraction = numbers("at least 0 and less than 1") { (0..<1).contains($0) && Float($0) < 1 }
    static let share = numbers("greater than 0 and at most 1") { $0 > 0 && $0 <= 1 }
    static let positive = numbers("greater than 0") { $0 > 0 }
    static let nonNegative = numbers("at least 0") { $0 >= 0 }

    static func between(_ least: String, _ most: String) -> Self {
        let range = Double(least)!...Double(most)!
        return numbers("\(least) to \(most)") { range.contains($0) }
    }
}

extension SettingValues where Value == Int {
    static let counts = whole(1...Int.max)

    static func whole(_ range: ClosedRange<Int>) -> Self {
        let text =
            range.upperBound == .max ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
        return SettingValues(expectation: "a whole number, \(text)", inSentence: ", \(text)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension Tokenization: RecordedValue {
    var recorded: RecordedSettings.Value? { .text(description) }
}

extension SettingValues where Value == Tokenization {
    static let tokenization = SettingValues(
        expectation: "characters, words, smiles, bpe:N (N up to \(Tokenization.mostBytePairs)), regex:PATTERN or "
            + "file:PATH",
        inSentence: "", parse: { Tokenization($0) })
}

extension SettingValues where Value == Bool {
    static let flag = SettingValues(expectation: "yes or no", inSentence: "") { ["yes": true, "no": false][$0] }
}

extension SettingValues {
    /// One of the cases of an enumeration, some with a remark: `["rmsprop": "as in Keras"]`.
    static func choice(_ remarks: [Value: String] = [:]) -> Self
    where Value: RawRepresentable<String> & CaseIterable & Hashable {
        let choices = Value.allCases.map { Choice(name: $0.rawValue, remark: remarks[$0]) }
        let texts = choices.map { choice in choice.name + (choice.remark.map { " (\($0))" } ?? "") }
        return SettingValues(
            expectation: choices.map(\.name).list("or"), inSentence: ": \(texts.list("or"))", choices: choices
        ) { Value(rawValue: $0.lowercased()) }
    }

    /// Values of an option that is nil by default, or "none" for nil.
    static func orNone<Wrapped>(_ values: SettingValues<Wrapped>) -> Self where Value == Wrapped? {
        SettingValues(expectation: values.expectation + ", or none", inSentence: values.inSentence) { text in
            text == "none" ? .some(nil) : values.parse(text).map { .some($0) }
        }
    }

    /// Values of an option that is nil by default, for which there is no text.
    static func optional<Wrapped>(_ values: SettingValues<Wrapped>) -> Self where Value == Wrapped? {
        SettingValues(expectation: values.expectation, inSentence: values.inSentence) { text in
            values.parse(text).map { .some($0) }
        }
    }
}
