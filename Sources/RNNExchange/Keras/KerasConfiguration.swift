import Foundation
import RNNSwift

/// The layers of a Keras model in the order in which they compute, from the JSON that its file has about its
/// architecture.
///
/// Sequential models, and functional ones whose layers form one chain from one input to one output. Every layer,
/// connection and setting is accounted for: what has no counterpart here is refused.
package struct KerasConfiguration {
    package let layers: [KerasLayer]

    /// - Throws: ``InterchangeError``, also if the layers are not those of a network that can be read.
    package init(json: Data) throws {
        guard let model = JSONValue(json)?.object, let type = model["class_name"]?.string,
            let configuration = model["config"]
        else { throw InterchangeError("its configuration is not that of a Sequential or functional Keras model") }
        switch type {
        case "Sequential":
            // A list until Keras 2.2.2, an object since then.
            let entries = configuration.array ?? configuration["layers"]?.array
            try Self.checkKeys(
                configuration.object ?? [:], known: ["name", "trainable", "dtype", "layers", "build_input_shape"])
            let layers = try Self.entries(entries)
            for layer in layers { try Self.checkIsUnconnected(layer) }
            self.layers = try layers.map { try KerasLayer($0.entry, name: $0.name, place: $0.place) }
        case "Functional", "Model":
            try Self.checkKeys(
                configuration.object ?? [:],
                known: ["name", "trainable", "dtype", "layers", "input_layers", "output_layers"])
            let all = try Self.entries(configuration["layers"]?.array)
            let masks = try KerasMask(all)
            let entries = all.filter { !masks.names.contains($0.name) }
            let order = try KerasGraph(
                entries.map { ($0.name, $0.entry["inbound_nodes"] ?? .null) },
                inputs: configuration["input_layers"] ?? .null, outputs: configuration["output_layers"] ?? .null,
                masks: masks.names
            ).chain()
            self.layers = try order.map {
                try KerasLayer(entries[$0].entry, name: entries[$0].name, place: entries[$0].place)
            }
            try masks.check(layers)
        default:
            throw InterchangeError("it is a model of the class \(type), not a Sequential or functional one")
        }
    }

    private static func checkKeys(_ configuration: [String: JSONValue], known: Set<String>) throws {
        for (key, value) in configuration.sorted(by: { $0.key < $1.key })
        where !known.contains(key) && value != .null {
            throw InterchangeError("the model has \(key)=\(value.summary), which is not known here")
        }
    }

    private typealias Entry = (entry: [String: JSONValue], name: String, place: String)

    /// The entries of layers with their names, which have to differ, and their groups in an archive.
    private static func entries(_ values: [JSONValue]?) throws -> [Entry] {
        guard let values else {
            throw InterchangeError("its configuration is not that of a Sequential or functional Keras model")
        }
        var counts: [String: Int] = [:]
        var names: Set<String> = []
        return try values.enumerated().map { index, value in
            guard let entry = value.object, let type = entry["class_name"]?.string else {
                throw InterchangeError("layer \(index + 1) of its configuration has no class")
            }
            let count = counts[type, default: 0]
            counts[type] = count + 1
            let place = snakeCase(type) + (count > 0 ? "_\(count)" : "")
            let name = entry["config"]?["name"]?.string ?? entry["name"]?.string ?? place
            guard names.insert(name).inserted else { throw InterchangeError("two layers have the name \(name)") }
            return (entry, name, place)
        }
    }

    /// The layers of a Sequential model are connected by their order alone.
    private static func checkIsUnconnected(_ layer: Entry) throws {
        guard let nodes = layer.entry["inbound_nodes"], nodes != .null, nodes != .array([]) else { return }
        throw InterchangeError("layer \(layer.name) has connections of its own in a Sequential model")
    }

    /// A class name as Keras writes it in paths: "SimpleRNN" is `simple_rnn`.
    private static func snakeCase(_ name: String) -> String {
        name.replacingOccurrences(of: "(.)([A-Z][a-z]+)", with: "$1_$2", options: .regularExpression)
            .replacingOccurrences(of: "([a-z])([A-Z])", with: "$1_$2", options: .regularExpression).lowercased()
    }
}
