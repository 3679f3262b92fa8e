import RNNSwift

/// The connections of a functional Keras model: which layer reads what, from the `inbound_nodes` of its layers.
///
///     Keras 2   [[["lstm", 0, 0, {}]]]                      calls, each a list of [layer, call, output, options]
///     Keras 3   [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["lstm", 0, 0], …}}],
///                 "kwargs": {"training": false, …}}]
struct KerasGraph {
    private let names: [String]
    private let nodes: [JSONValue]
    private let input: String
    private let output: String
    private let masks: Set<String>

    /// - Parameter masks: What may be given to a layer as its mask.
    /// - Throws: ``InterchangeError`` unless there is one input and one output.
    init(
        _ layers: [(name: String, nodes: JSONValue)], inputs: JSONValue, outputs: JSONValue, masks: Set<String>
    ) throws {
        self.masks = masks
        names = layers.map(\.name)
        nodes = layers.map(\.nodes)
        input = try Self.end(inputs, "input")
        output = try Self.end(outputs, "output")
    }

    /// The layer of the only input or output: `["lstm", 0, 0]`, or a list or an object of one of these.
    private static func end(_ value: JSONValue, _ what: String) throws -> String {
        if let name = try reference(value) { return name }
        let choices = value.array ?? value.object.map { Array($0.values) } ?? []
        guard choices.count == 1, let name = try reference(choices[0]) else {
            throw InterchangeError(
                "the model has \(choices.count) \(what)s, not one; build one from its input to the characters' probabilities"
            )
        }
        return name
    }

    /// The layer of `["lstm", 0, 0]`; nil if the value is something else.
    private static func reference(_ value: JSONValue) throws -> String? {
        guard let parts = value.array, parts.count >= 3, let name = parts[0].string else { return nil }
        guard parts[1].integer == 0 else { throw InterchangeError("layer \(name) is used more than once") }
        guard parts[2].integer == 0 else {
            throw InterchangeError("the states of layer \(name) are used, where only its outputs can be")
        }
        return name
    }

    /// The layer whose output a `__keras_tensor__` is; nil if the value is something else.
    static func tensor(_ value: JSONValue) throws -> String? {
        try value["config"]?["keras_history"].flatMap { try reference($0) }
    }

    /// The numbers of the layers from the input to the output.
    ///
    /// - Throws: ``InterchangeError`` unless all layers form one chain.
    func chain() throws -> [Int] {
        let numbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        var order: [Int] = []
        var visited: Set<Int> = []
        var name = output
        while true {
            guard let number = numbers[name] else { throw InterchangeError("there is no layer \(name)") }
            order.append(number)
            guard visited.insert(number).inserted else {
                throw InterchangeError("its layers are connected in a circle")
            }
            if name == input { break }
            guard let previous = try source(of: number) else {
                throw InterchangeError("layer \(name) is an input, but not that of the model")
            }
            name = previous
        }
        guard try source(of: order[order.count - 1]) == nil else {
            throw InterchangeError("layer \(input) is the model's input, but reads another layer")
        }
        if let branch = names.indices.first(where: { !visited.contains($0) }) {
            throw InterchangeError(
                "layer \(names[branch]) is in a branch beside the way from input to output; "
                    + "only layers that form one chain can be read")
        }
        return order.reversed()
    }

    /// The layer whose output a layer reads; nil for an input.
    private func source(of number: Int) throws -> String? {
        let name = names[number]
        let unreadable = InterchangeError("the connections of layer \(name) are not written as Keras writes them")
        if nodes[number] == .null { return nil }
        guard let calls = nodes[number].array else { throw unreadable }
        guard calls.count <= 1 else {
            throw InterchangeError("layer \(name) is used in \(calls.count) places; only layers used once can be read")
        }
        guard let call = calls.first else { return nil }
        var inputs: [JSONValue]
        if call.object != nil {
            guard let arguments = call["args"]?.array, let options = call["kwargs"]?.object else { throw unreadable }
            inputs = arguments.filter { $0 != .null }.flatMap { $0.array ?? [$0] }.compactMap {
                $0["config"]?["keras_history"]
            }
            guard arguments.filter({ $0 != .null }).flatMap({ $0.array ?? [$0] }).count == inputs.count else {
                throw unreadable
            }
            try check(options, of: name)
        } else {
            inputs = call.array ?? []
            if inputs.first?.string != nil { inputs = [call] }  // a single input may stand by itself
            for input in inputs where (input.array?.count ?? 0) > 3 {
                guard let options = input.array?[3].object else { throw unreadable }
                try check(options, of: name)
            }
        }
        guard inputs.count == 1 else {
            throw InterchangeError(
                "layer \(name) reads \(inputs.count) inputs; only layers that form one chain can be read")
        }
        guard let source = try Self.reference(inputs[0]) else { throw unreadable }
        return source
    }

    /// Options of a call: none may change what a trained layer gives.
    private func check(_ options: [String: JSONValue], of name: String) throws {
        for (key, value) in options.sorted(by: { $0.key < $1.key }) where value != .null {
            if key == "training", value == .bool(false) { continue }
            if key == "mask", let mask = try Self.tensor(value), masks.contains(mask) { continue }
            throw InterchangeError(
                "layer \(name) is called with \(key)=\(value.summary), which has no counterpart here")
        }
    }
}
