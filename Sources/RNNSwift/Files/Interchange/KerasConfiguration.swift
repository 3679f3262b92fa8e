import Foundation

/// The layers of a Keras model, from the JSON that its file has about its architecture.
///
/// Sequential models, and functional ones whose layers follow each other, of SimpleRNN, LSTM or GRU layers and a Dense one;
/// layers that change nothing when a trained network is used (Dropout, Masking of inputs that are no tokens) are passed over.
struct KerasConfiguration {
    enum Kind: Equatable {
        case recurrent(Architecture.Cell)
        case dense
        case embedding
    }

    struct Layer {
        let kind: Kind
        let name: String
        /// The class in snake case, with a number from the second of its kind on: what today's files call it.
        let place: String
        /// Whether the layer is inside of a TimeDistributed.
        let isWrapped: Bool
    }

    private(set) var layers: [Layer] = []

    /// - Throws: ``InterchangeError`` if a layer has no counterpart here.
    init(json: Data) throws {
        guard let model = (try? JSONSerialization.jsonObject(with: json)) as? [String: Any],
            let configuration = model["config"] as? [String: Any],
            let entries = configuration["layers"] as? [[String: Any]]
        else { throw InterchangeError("its configuration is not that of a Sequential or functional Keras model") }
        var counts: [String: Int] = [:]
        for entry in entries {
            guard let (type, settings) = Self.layer(entry) else {
                throw InterchangeError("its configuration has a layer without a class or settings")
            }
            let count = counts[type, default: 0]
            counts[type] = count + 1
            let place = Self.snakeCase(type) + (count > 0 ? "_\(count)" : "")
            let name = settings["name"] as? String ?? place
            if type == "TimeDistributed", let inner = settings["layer"] as? [String: Any],
                let (inner, settings) = Self.layer(inner)
            {
                guard try Self.kind(inner, settings, name: name) == .dense else {
                    throw InterchangeError("layer \(name) is a TimeDistributed of a \(inner), which has no counterpart")
                }
                layers.append(Layer(kind: .dense, name: name, place: place, isWrapped: true))
            } else if let kind = try Self.kind(type, settings, name: name) {
                layers.append(Layer(kind: kind, name: name, place: place, isWrapped: false))
            }
        }
    }

    private static func layer(_ entry: [String: Any]) -> (type: String, settings: [String: Any])? {
        guard let type = entry["class_name"] as? String, let settings = entry["config"] as? [String: Any] else {
            return nil
        }
        return (type, settings)
    }

    /// What a layer is; nil if it changes nothing.
    private static func kind(_ type: String, _ settings: [String: Any], name: String) throws -> Kind? {
        func require(_ key: String, _ allowed: [String]) throws {
            let value = settings[key] as? String ?? "of its own"
            guard allowed.contains(value) else {
                throw InterchangeError(
                    "layer \(name) has the \(key.replacingOccurrences(of: "_", with: " ")) \(value), "
                        + "not \(allowed.joined(separator: " or "))")
            }
        }
        func refuse(_ key: String, when value: Bool) throws {
            guard settings[key] as? Bool ?? false != value else {
                throw InterchangeError(
                    "layer \(name), a \(type), has \(key)=\(value ? "True" : "False"), which has no counterpart here")
            }
        }
        switch type {
        case "InputLayer", "Dropout", "SpatialDropout1D", "Masking": return nil
        case "Activation":
            try require("activation", ["softmax", "linear"])
            return nil
        case "Softmax": return nil
        case "SimpleRNN", "LSTM", "GRU":
            try require("activation", ["tanh"])
            try refuse("go_backwards", when: true)
            if type == "SimpleRNN" { return .recurrent(.rnn) }
            try require("recurrent_activation", ["sigmoid"])
            if type == "LSTM" { return .recurrent(.lstm) }
            // False multiplies by the reset gate before the recurrent product, PyTorch and this program after it.
            try refuse("reset_after", when: false)
            return .recurrent(.gru)
        case "Dense":
            try require("activation", ["softmax", "linear"])
            return .dense
        case "Embedding":
            try refuse("mask_zero", when: true)
            return .embedding
        default: throw InterchangeError("layer \(name) is a \(type), which has no counterpart here")
        }
    }

    /// As Keras does it: "SimpleRNN" is `simple_rnn`.
    private static func snakeCase(_ name: String) -> String {
        name.replacingOccurrences(of: "(.)([A-Z][a-z]+)", with: "$1_$2", options: .regularExpression)
            .replacingOccurrences(of: "([a-z])([A-Z])", with: "$1_$2", options: .regularExpression).lowercased()
    }
}
