import RNNSwift

/// The mask of a functional Keras 3 model, which its configuration has as layers of their own: `inputs != 0`, and, of
/// vectors, whether that holds for any of their numbers.
///
/// It goes with an Embedding that has `mask_zero`, or with a Masking layer; other masks are refused.
struct KerasMask {
    /// The names of the layers that compute masks.
    private(set) var names: Set<String> = []
    private var differences: [String: (source: String, value: Double)] = [:]
    private var masks: [(name: String, source: String, value: Double, isOfVectors: Bool)] = []

    /// - Parameter entries: The layers of the configuration. A difference comes before what uses it.
    /// - Throws: ``InterchangeError`` if an operation is not one that Keras makes of a mask.
    init(_ entries: [(entry: [String: JSONValue], name: String, place: String)]) throws {
        for (entry, name, _) in entries where Self.isOperation(entry) {
            let type = entry["class_name"]?.string ?? ""
            let settings = (entry["config"]?.object ?? [:]).filter { $0.key != "name" }
            let calls = entry["inbound_nodes"]?.array ?? []
            let arguments = calls.first?["args"]?.array ?? []
            guard calls.count == 1, calls[0]["kwargs"] == .object([:]), let first = arguments.first,
                let source = try KerasGraph.tensor(first)
            else { throw Self.unknown(name, type) }
            switch type {
            case "NotEqual" where settings.isEmpty && arguments.count == 2:
                guard let value = arguments[1].number else { throw Self.unknown(name, type) }
                differences[name] = (source, value)
                masks.append((name, source, value, false))
            case "Any" where settings == ["axis": .number(-1), "keepdims": .bool(false)] && arguments.count == 1:
                guard let difference = differences[source] else { throw Self.unknown(name, type) }
                masks.removeAll { $0.name == source }
                masks.append((name, difference.source, difference.value, true))
            default: throw Self.unknown(name, type)
            }
            names.insert(name)
        }
    }

    private static func isOperation(_ entry: [String: JSONValue]) -> Bool {
        guard let type = entry["class_name"]?.string, ["NotEqual", "Any"].contains(type) else { return false }
        // HDF5 files have neither, not for layers either.
        guard let module = entry["module"] else { return entry["registered_name"] == nil }
        return module == .string("keras.src.ops.numpy") && entry["registered_name"] == .string(type)
    }

    private static func unknown(_ name: String, _ type: String) -> InterchangeError {
        InterchangeError("layer \(name) is an operation \(type), which has no counterpart here")
    }

    /// Checks that each mask is that of a layer in the chain.
    func check(_ chain: [KerasLayer]) throws {
        for mask in masks {
            let isKnown = zip(chain, chain.dropFirst()).contains { before, layer in
                guard before.name == mask.source else { return false }
                return switch layer.kind {
                case .masking(let value): mask.isOfVectors && value == mask.value
                case .embedding(_, _, let masksZero): masksZero && !mask.isOfVectors && mask.value == 0
                default: false
                }
            }
            guard isKnown else {
                throw InterchangeError("layer \(mask.name) masks steps, but not those of a Masking or Embedding layer")
            }
        }
    }
}
