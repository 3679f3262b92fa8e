import RNNSwift

/// The settings of one Keras layer: its `config`. Each of them is read, known to change no prediction, or refused.
struct KerasSettings {
    /// The layer's name and class for error messages: "layer lstm_1, an LSTM,".
    let subject: String
    private let type: String
    private var rest: [String: JSONValue]

    /// Settings that change no prediction of a trained layer, whatever they are.
    private static let harmless: Set<String> = [
        "name", "trainable", "batch_shape", "batch_input_shape", "input_shape", "seed", "unit_forget_bias",
        "implementation",
        "unroll", "dropout", "recurrent_dropout", "zero_output_for_mask", "bias_initializer", "kernel_initializer",
        "recurrent_initializer", "embeddings_initializer", "bias_regularizer", "kernel_regularizer",
        "recurrent_regularizer", "embeddings_regularizer", "activity_regularizer", "bias_constraint",
        "kernel_constraint",
        "recurrent_constraint", "embeddings_constraint", "input_length",
    ]
    /// Settings with the only value that has a counterpart here. A layer of an older Keras may lack them.
    private static let neutral: [String: JSONValue] = [
        "go_backwards": .bool(false), "stateful": .bool(false), "time_major": .bool(false),
    ]

    init(name: String, type: String, _ settings: [String: JSONValue]) {
        subject = "layer \(name), \("AEIO".contains(type.prefix(1)) || type == "LSTM" ? "an" : "a") \(type),"
        self.type = type
        rest = settings
    }

    /// Removes a setting and returns it.
    mutating func take(_ key: String) -> JSONValue? { rest.removeValue(forKey: key) }

    /// A number of units or tokens.
    mutating func count(_ key: String) throws -> Int {
        guard let value = take(key)?.integer, (1...1 << 24).contains(value) else {
            throw InterchangeError("\(subject) has no usable \(key)")
        }
        return value
    }

    /// A truth value; `missing` where the layer does not have it.
    mutating func flag(_ key: String, missing: Bool) throws -> Bool {
        guard let value = take(key) else { return missing }
        guard let flag = value.bool else { throw InterchangeError("\(subject) has \(key)=\(value.summary)") }
        return flag
    }

    /// The name of a function, which has to be one of a few.
    mutating func function(_ key: String, oneOf allowed: [String], missing: String? = nil) throws -> String {
        let value = take(key) ?? missing.map { .string($0) } ?? .null
        guard let name = value.string, allowed.contains(name) else {
            throw InterchangeError("\(subject) has \(key)=\(value.summary), not \(allowed.joined(separator: " or "))")
        }
        return name
    }

    /// Accounts for all settings that have not been taken.
    mutating func finish(ignoring ignored: Set<String> = []) throws {
        try checkPrecision()
        for (key, value) in rest.sorted(by: { $0.key < $1.key }) {
            if value == .null || Self.harmless.contains(key) || ignored.contains(key) { continue }
            guard value != Self.neutral[key] else { continue }
            throw InterchangeError("\(subject) has \(key)=\(value.summary), which has no counterpart here")
        }
    }

    /// Layers compute in float32 or float64; in a shorter type their numbers would be other ones.
    private mutating func checkPrecision() throws {
        guard let value = take("dtype"), value != .null else { return }
        guard let name = value.string ?? value["config"]?["name"]?.string, ["float32", "float64"].contains(name) else {
            let name = value.string ?? value["config"]?["name"]?.string ?? value.summary
            throw InterchangeError(
                "\(subject) computes as \(name), whose rounding cannot be repeated here; "
                    + "set its dtype to float32 in Keras and save the model again")
        }
    }
}
