/// The settings of a training as the file of its model holds them: numbers, texts and truth values by key, such as
/// `"dropout": 0.3`. What each key means is described by the training's settings alone.
public struct RecordedSettings: Equatable, Sendable {
    public enum Value: Equatable, Sendable, CustomStringConvertible {
        case number(Double)
        case text(String)
        case flag(Bool)

        public var number: Double? { if case .number(let number) = self { number } else { nil } }
        public var text: String? { if case .text(let text) = self { text } else { nil } }
        public var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }

        /// As on the command line: `0.3`, `256`, `adam`, `yes`.
        public var description: String {
            switch self {
            case .number(let number):
                number == number.rounded() && abs(number) < 0x1p53 ? "\(Int(number))" : "\(number)"
            case .text(let text): text
            case .flag(let flag): flag ? "yes" : "no"
            }
        }
    }

    private var values: [String: Value] = [:]

    public init() {}

    public subscript(key: String) -> Value? {
        get { values[key] }
        set { values[key] = newValue }
    }
}

extension RecordedSettings.Value: Codable {
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try value.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .flag(let flag): try value.encode(flag)
        }
    }
}

extension RecordedSettings {
    struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads the fields of a JSON object that hold one value each, except those with other keys.
    init(from decoder: any Decoder, except isOther: (String) -> Bool) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        for key in fields.allKeys where !isOther(key.stringValue) {
            values[key.stringValue] = try? fields.decode(Value.self, forKey: key)
        }
    }

    /// Adds the settings to the JSON object that the encoder writes.
    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        for (key, value) in values { try fields.encode(value, forKey: Key(stringValue: key)) }
    }
}
