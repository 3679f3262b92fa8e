import RNNSwift

/// A layer of a Keras model that has a counterpart here.
package struct KerasLayer {
    enum Kind: Equatable {
        /// - Parameter rank: The dimensions of a batch: 2 of tokens' numbers, 3 of one-hot vectors; nil if the file
        ///   does not say.
        case input(rank: Int?)
        /// Dropout and others that hand on what they read when a trained network is used.
        case identity
        /// Skips steps whose numbers are all `value`.
        case masking(value: Double)
        /// - Parameter axis: The dimension whose elements have the sum 1; nil for the last.
        case softmax(axis: Int?)
        case embedding(tokens: Int, width: Int, masksZero: Bool)
        case recurrent(Architecture.Cell, units: Int, hasBias: Bool, returnsSequences: Bool)
        case dense(units: Int, hasBias: Bool, hasSoftmax: Bool, isWrapped: Bool)
    }

    package let name: String
    let kind: Kind
    /// The class in snake case, with a number from the second of its kind on: the layer's group in a `.keras` archive.
    let place: String

    /// - Parameter entry: The layer in the model's configuration: `{"class_name": …, "config": {…}, …}`.
    /// - Throws: ``InterchangeError`` if the layer, or one of its settings, has no counterpart.
    init(_ entry: [String: JSONValue], name: String, place: String) throws {
        let (type, settings) = try Self.classAndSettings(entry, name: name)
        self.name = name
        self.place = place
        kind = try Self.kind(type, KerasSettings(name: name, type: type, settings), settings)
    }

    /// What an entry may have beside its class and its settings.
    private static let harmlessKeys: Set<String> = [
        "class_name", "config", "module", "registered_name", "build_config", "name", "inbound_nodes",
        "shared_object_id",
    ]

    /// - Throws: ``InterchangeError`` unless the entry is that of one of Keras's own layers.
    private static func classAndSettings(
        _ entry: [String: JSONValue], name: String
    ) throws -> (String, [String: JSONValue]) {
        guard let type = entry["class_name"]?.string, let settings = entry["config"]?.object else {
            throw InterchangeError("layer \(name) has no class or no settings")
        }
        if let key = entry.keys.sorted().first(where: { !harmlessKeys.contains($0) && entry[$0] != .null }) {
            throw InterchangeError("layer \(name) has an entry \(key), which is not known here")
        }
        let module = entry["module"] ?? .string("keras.layers")
        let registration = entry["registered_name"] ?? .null
        let isOwn = module.string.map { $0 == "keras.layers" || $0.hasPrefix("keras.src.layers.") } ?? false
        guard isOwn, registration == .null || registration == .string(type) else {
            guard module.string?.hasPrefix("keras.src.models") == true || ["Sequential", "Functional"].contains(type)
            else {
                throw InterchangeError("layer \(name) is a class of its own, \(type), which cannot be known here")
            }
            throw InterchangeError("layer \(name) is a model by itself; put its layers into the model that has it")
        }
        return (type, settings)
    }

    private static func kind(_ type: String, _ given: KerasSettings, _ all: [String: JSONValue]) throws -> Kind {
        var settings = given
        let kind: Kind
        var ignored: Set<String> = []
        switch type {
        case "InputLayer":
            _ = settings.take("dtype")  // tokens' numbers and one-hot vectors are exact in every type
            let shape = all["batch_shape"]?.array ?? all["batch_input_shape"]?.array
            kind = .input(rank: shape?.count)
            for key in ["sparse", "ragged", "optional"] where try settings.flag(key, missing: false) {
                throw InterchangeError("\(given.subject) has \(key)=True, which has no counterpart here")
            }
        case "Dropout", "SpatialDropout1D", "GaussianDropout", "GaussianNoise", "AlphaDropout",
            "ActivityRegularization",
            "Identity":
            kind = .identity
            ignored = ["rate", "noise_shape", "stddev", "l1", "l2"]
            if type == "SpatialDropout1D" { ignored.insert("data_format") }
        case "Masking": kind = try masking(&settings)
        case "Activation":
            let isSoftmax = try settings.function("activation", oneOf: ["softmax", "linear"]) == "softmax"
            kind = isSoftmax ? .softmax(axis: nil) : .identity
        case "Softmax":
            guard let axis = (settings.take("axis") ?? .number(-1)).integer else {
                throw InterchangeError("\(given.subject) has no usable axis")
            }
            kind = .softmax(axis: axis == -1 ? nil : axis)
        case _ where Architecture.Cell.allCases.contains { $0.traits.kerasName == type }:
            kind = try recurrent(type, &settings)
            ignored = ["input_dim"]
        case "Dense":
            kind = try dense(&settings, isWrapped: false)
            ignored = ["input_dim"]
        case "TimeDistributed": kind = try timeDistributed(&settings)
        case "Embedding":
            kind = .embedding(
                tokens: try settings.count("input_dim"), width: try settings.count("output_dim"),
                masksZero: try settings.flag("mask_zero", missing: false))
            if settings.take("sparse")?.bool == true {
                throw InterchangeError("\(given.subject) has sparse=True, which has no counterpart here")
            }
        case "Sequential", "Functional", "Model":
            throw InterchangeError(
                "\(given.subject) is a model by itself; put its layers into the model that has it")
        default:
            throw InterchangeError("\(given.subject.dropLast()) has no counterpart here: its kind of layer is not read")
        }
        try settings.finish(ignoring: ignored)
        return kind
    }

    /// A mask of one-hot inputs: no step of a name is a vector whose numbers are all the same.
    private static func masking(_ settings: inout KerasSettings) throws -> Kind {
        let value = settings.take("mask_value") ?? .number(0)
        let numbers = value.number.map { [$0] } ?? value.array?.map { $0.number ?? .nan } ?? []
        guard let first = numbers.first, numbers.allSatisfy({ $0 == first }) else {
            throw InterchangeError("\(settings.subject) has mask_value=\(value.summary), not one number for all inputs")
        }
        return .masking(value: first)
    }

    private static func recurrent(_ type: String, _ settings: inout KerasSettings) throws -> Kind {
        _ = try settings.function("activation", oneOf: ["tanh"])
        let cell = Architecture.Cell.allCases.first { $0.traits.kerasName == type }!
        if cell.traits.gates > 1 { _ = try settings.function("recurrent_activation", oneOf: ["sigmoid"]) }
        // False multiplies by the reset gate before the recurrent product, PyTorch and this program after it.
        if cell == .gru, try !settings.flag("reset_after", missing: false) {
            throw InterchangeError(
                "\(settings.subject) has reset_after=False, which has no counterpart here; train it with reset_after=True"
            )
        }
        _ = try settings.flag("return_state", missing: false)  // which of its outputs are used shows in the graph
        return .recurrent(
            cell, units: try settings.count("units"), hasBias: try settings.flag("use_bias", missing: true),
            returnsSequences: try settings.flag("return_sequences", missing: false))
    }

    private static func dense(_ settings: inout KerasSettings, isWrapped: Bool) throws -> Kind {
        let activation = try settings.function("activation", oneOf: ["softmax", "linear"])
        return .dense(
            units: try settings.count("units"), hasBias: try settings.flag("use_bias", missing: true),
            hasSoftmax: activation == "softmax", isWrapped: isWrapped)
    }

    private static func timeDistributed(_ settings: inout KerasSettings) throws -> Kind {
        guard let entry = settings.take("layer")?.object else {
            throw InterchangeError("\(settings.subject) has no layer in it")
        }
        let name = entry["config"]?["name"]?.string ?? "in a TimeDistributed"
        let (type, inner) = try classAndSettings(entry, name: name)
        guard type == "Dense" else {
            throw InterchangeError(
                "\(settings.subject) is around a \(type), not a Dense, which has no counterpart here")
        }
        var innerSettings = KerasSettings(name: name, type: type, inner)
        let kind = try dense(&innerSettings, isWrapped: true)
        try innerSettings.finish()
        return kind
    }

    /// The arrays of weights that the layer has in a file, in Keras's order.
    ///
    /// - Parameter inputs: The numbers that it reads of each step.
    func weights(inputs: Int) -> [(name: String, shape: [Int])] {
        switch kind {
        case .input, .identity, .masking, .softmax: return []
        case .embedding(let tokens, let width, _): return [("embeddings", [tokens, width])]
        case .recurrent(let cell, let units, let hasBias, _):
            let columns = cell.traits.gates * units
            let bias = cell.traits.hasCandidateBias ? [2, columns] : [columns]
            return [("kernel", [inputs, columns]), ("recurrent_kernel", [units, columns])]
                + (hasBias ? [("bias", bias)] : [])
        case .dense(let units, let hasBias, _, _):
            return [("kernel", [inputs, units])] + (hasBias ? [("bias", [units])] : [])
        }
    }
}
