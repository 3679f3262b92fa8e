/// A training option, described once: its name, its values, what it applies to, and how it is recorded. The options of
/// the command line, the axes of a ``Sweep``, the checks before a training resumes, the record of a model and the table
/// of options in the documentation derive from these descriptions.
///
/// To add an option, add a property to ``TrainingOptions`` and a description to ``all``. Texts name other options by
/// their properties in backquotes, as in "requires `dropout`".
public struct TrainingSetting: Sendable {
    /// What a setting is for.
    public enum Subject: Sendable {
        case names, text, both
    }

    /// When the record of a model contains the setting.
    enum Recording {
        case always, ifNotDefault, never
    }

    /// The name in files and, with two dashes, on the command line: "weight-dropout".
    public let name: String
    /// The property of ``TrainingOptions``: "weightDropout".
    public let property: String
    /// The name in tables: "weight dropout".
    public let label: String
    /// What a value is called in help texts: "probability".
    public let valueName: String
    /// The values that can be chosen from; empty for numbers.
    public let choices: [String]
    /// Description without the default: "Dropout probability of …, at least 0 and less than 1."
    public let summary: String
    /// Description of the default.
    public let defaultText: String
    public let subject: Subject
    /// The key in ``TrainingRecord/settings``; nil for settings that are not recorded.
    public let recordKey: String?
    /// Whether a ``Sweep`` can compare values of it.
    public let isAxis: Bool
    /// The value that checkpoints imply which were written before the setting existed.
    let valueOfOldFiles: String?
    /// Whether updates after each character are impossible unless the value is 0 or none.
    let isForBatches: Bool

    private let recording: Recording
    private let expectation: String
    private let parse: @Sendable (String) -> (@Sendable (inout TrainingOptions) -> Void)?
    private let read: @Sendable (TrainingOptions) -> RecordedSettings.Value?
    private let requirement: @Sendable (TrainingOptions) -> String?
    private let textOfNone: String

    /// - Parameters:
    ///   - path: Where the value is kept.
    ///   - optimizers: The only optimizers that the setting has an effect on; nil for all.
    ///   - help: What it sets, without its range: one sentence without a period, and more sentences.
    ///   - used: The value that a training uses where the options leave it open; by default the value at the path.
    ///   - requirement: Why the setting has no effect with other options, to follow its name: "requires …"; nil if it
    ///     has one.
    ///   - apply: Sets a value; by default at the path.
    init<Value>(
        _ name: String, _ path: any WritableKeyPath<TrainingOptions, Value> & Sendable, property: String? = nil,
        label: String? = nil,
        _ values: SettingValues<Value>, valueName: String, only optimizers: [TrainingOptions.Optimizer.Kind]? = nil,
        help: (sentence: String, more: String), default defaultText: String, subject: Subject = .both,
        isAxis: Bool = true, isForBatches: Bool = false, recording: Recording = .ifNotDefault, recordKey: String? = nil,
        valueOfOldFiles: String? = nil, none: String = "none",
        used: (@Sendable (TrainingOptions) -> Value)? = nil,
        requirement: @escaping @Sendable (TrainingOptions) -> String? = { _ in nil },
        apply: (@Sendable (inout TrainingOptions, Value) -> Void)? = nil
    ) {
        self.name = name
        self.property = property ?? Self.camelCase(name)
        self.label = label ?? name.replacing("-", with: " ")
        self.valueName = valueName
        choices = values.choices.map(\.name)
        self.defaultText = defaultText
        self.subject = subject
        self.isAxis = isAxis
        self.isForBatches = isForBatches
        self.recording = recording
        self.recordKey = recording == .never ? nil : recordKey ?? name.replacing("-", with: "_")
        self.valueOfOldFiles = valueOfOldFiles
        expectation = values.expectation
        textOfNone = none
        let names = optimizers?.map(\.rawValue)
        var summary = help.sentence + values.inSentence + "." + (help.more.isEmpty ? "" : " " + help.more)
        if let names { summary = "For \(names.list("and")): \(summary.prefix(1).lowercased() + summary.dropFirst())" }
        self.summary = summary
        read = { options in (used?(options) ?? options[keyPath: path]).recorded }
        self.requirement = { options in
            if let optimizers, let names, !optimizers.contains(options.optimizer.kind) {
                return "requires `optimizer` \(names.list("or"))"
            }
            return requirement(options)
        }
        let set = apply ?? { options, value in options[keyPath: path] = value }
        parse = { text in
            guard let value = values.parse(text) else { return nil }
            return { options in set(&options, value) }
        }
    }

    /// Help text with the default.
    public var help: String { "\(summary) (default: \(defaultText))" }

    /// What a value has to be: "at least 0 and less than 1".
    public var expectedValue: String { expectation }

    /// Sets a value that is given as text.
    ///
    /// - Throws: ``SettingError`` if the text is no value of the setting.
    public func apply(_ text: String, to options: inout TrainingOptions) throws {
        guard let change = parse(text) else { throw SettingError(self, text) }
        change(&options)
    }

    /// Why the setting has no effect with the other options, or cannot be combined with them; nil if it has one. The
    /// text follows the setting's name: "requires `optimizer` adam or adamw".
    public func obstacle(_ options: TrainingOptions) -> String? {
        if let obstacle = requirement(options) { return obstacle }
        guard isForBatches, options.data.update == .character, value(options)?.number ?? 0 > 0 else { return nil }
        return Self.byCharacter
    }

    static let byCharacter = "cannot be combined with `update` character"

    /// The value that a training with these options uses; nil for none.
    public func value(_ options: TrainingOptions) -> RecordedSettings.Value? { read(options) }

    /// Whether the value is one that a text can give.
    func isValid(_ options: TrainingOptions) -> Bool {
        guard let value = value(options), value != .text("") else { return true }
        // Larger whole numbers, such as Int.max for no limit, are rounded, so that their text is not theirs.
        if let number = value.number, number.isFinite, number >= 0x1p53 { return true }
        return parse(value.description) != nil
    }

    /// The value as text: "0.3", "64,32", "none".
    public func text(_ options: TrainingOptions) -> String { value(options)?.description ?? textOfNone }

    /// Whether two texts are the same value; older programs wrote 1 as 1.0.
    static func areEqual(_ a: String, _ b: String) -> Bool {
        if a == b { return true }
        guard let a = Double(a), let b = Double(b) else { return false }
        return a == b
    }

    /// Enters the value that a training uses into a record.
    func record(_ options: TrainingOptions, in settings: inout RecordedSettings) {
        guard let recordKey, obstacle(options) == nil, let value = value(options) else { return }
        var plain = TrainingOptions()
        (plain.optimizer.kind, plain.schedule.kind) = (options.optimizer.kind, options.schedule.kind)
        if recording == .always || value != self.value(plain) { settings[recordKey] = value }
    }

    /// "firstRound" for "first-round".
    static func camelCase(_ name: String) -> String {
        let words = name.split(separator: "-")
        return words.dropFirst().reduce("\(words[0])") { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }
}

extension TrainingSetting {
    /// The setting with a name, such as "weight-dropout"; nil if there is none.
    public static func named(_ name: String) -> TrainingSetting? { all.first { $0.name == name } }
}

extension TrainingRecord {
    /// The recorded value of a setting; nil if it is not recorded, as those that keep their default.
    public subscript(setting: TrainingSetting) -> RecordedSettings.Value? {
        setting.recordKey.flatMap { settings[$0] }
    }

    /// The recorded settings as text, with their labels.
    public var settingTexts: [(label: String, text: String)] {
        let unused = text == nil ? TrainingSetting.Subject.text : .names
        return TrainingSetting.all.filter { $0.subject != unused }.compactMap { setting in
            self[setting].map { (setting.label, $0.description) }
        }
    }

    /// Records the settings of a training, and its seed.
    mutating func note(_ options: TrainingOptions, _ subject: TrainingSetting.Subject) {
        settings = RecordedSettings()
        for setting in TrainingSetting.all where setting.subject == .both || setting.subject == subject {
            setting.record(options, in: &settings)
        }
        seed = options.seed
        if subject == .names, case .share = options.data.validation { splitSeed = options.ownSplitSeed }
    }
}

/// Reason why a text is no value of a setting, in one line.
public struct SettingError: Error, Equatable, CustomStringConvertible {
    public let description: String

    init(_ setting: TrainingSetting, _ text: String) {
        description = "`\(setting.property)` must be \(setting.expectedValue), not '\(text)'"
    }
}
