import Foundation

/// A model as an ONNX graph, which runs step by step, over whole sequences, and over many side by side.
///
/// Operators of opset 14, IR version 7. T steps, B sequences, V tokens, layer l of H units; T and B may change from run to run.
///
///     tokens   int64 [T, B]      what is read: START, then the characters
///     h.l      float [1, B, H]   the states that the sequences go on from, zeros at the beginning; of an LSTM c.l as well
///     logits   float [T, B, V]   what the softmax is taken of to predict the token after each
///     h_out.l, c_out.l           the states after the last step
///
/// The vocabulary and the numbers of START and STOP are in the model's metadata. The numbers of fields below are those of
/// onnx.proto3. So few of its messages are needed, and only to be written, that they take less than a library would.
enum ONNXModel {
    static let opset = 14
    static let irVersion = 7

    static func write(_ model: Model) throws -> Data {
        let network = PlainNetwork(model)
        let characters = try JSONEncoder().encode(model.vocabulary.characters.map { String($0) })
        return ProtobufWriter { message in
            message.integer(1, irVersion)
            message.text(2, "rnnc")
            message.message(7) { graph(network, into: &$0) }
            message.message(8) { $0.integer(2, opset) }
            for (key, value) in [
                ("vocabulary", String(decoding: characters, as: UTF8.self)), ("start", "\(model.vocabulary.start)"),
                ("stop", "\(model.vocabulary.stop)"), ("cell", network.cell.rawValue),
            ] {
                message.message(14) {
                    $0.text(1, key)
                    $0.text(2, value)
                }
            }
        }.data
    }

    // MARK: - The graph

    private static func graph(_ network: PlainNetwork, into graph: inout ProtobufWriter) {
        graph.text(2, "names")
        // One-hot rows of the tokens go through the layers, and through the linear one.
        tensor("depth", int64: [network.tokens], shape: [], into: &graph)
        tensor("off_on", [0, 1], shape: [2], into: &graph)
        tensor("direction", int64: [1], shape: [1], into: &graph)
        node("OneHot", ["tokens", "depth", "off_on"], ["x.0"], into: &graph)
        for (index, layer) in network.layers.enumerated() {
            write(layer, index, network, into: &graph)
        }
        let (top, units) = (network.layers.count, network.layers.last!.units)
        let transposed = (0..<units).flatMap { unit in
            (0..<network.tokens).map { network.outputWeights[$0 * units + unit] }
        }
        tensor("out.weight", transposed, shape: [units, network.tokens], into: &graph)
        tensor("out.bias", network.outputBias, shape: [network.tokens], into: &graph)
        node("MatMul", ["x.\(top)", "out.weight"], ["products"], into: &graph)
        node("Add", ["products", "out.bias"], ["logits"], into: &graph)

        value(11, "tokens", .int64, [.named("T"), .named("B")], into: &graph)
        value(12, "logits", .float, [.named("T"), .named("B"), .fixed(network.tokens)], into: &graph)
        for (index, layer) in network.layers.enumerated() {
            for state in states(network.cell) {
                let shape: [Dimension] = [.fixed(1), .named("B"), .fixed(layer.units)]
                value(11, "\(state).\(index)", .float, shape, into: &graph)
                value(12, "\(state)_out.\(index)", .float, shape, into: &graph)
            }
        }
    }

    private static func states(_ cell: Architecture.Cell) -> [String] { cell == .lstm ? ["h", "c"] : ["h"] }

    /// A layer: its tensors, its node, and the removal of the dimension for directions, of which there is one.
    private static func write(
        _ layer: PlainNetwork.Layer, _ index: Int, _ network: PlainNetwork, into graph: inout ProtobufWriter
    ) {
        let (H, G) = (layer.units, network.gates)
        /// Where ONNX's gates stand in PyTorch's order: i, o, f, c of i, f, g, o; z, r, h of r, z, n.
        let order =
            switch network.cell {
            case .rnn: [0]
            case .lstm: [0, 3, 1, 2]
            case .gru: [1, 0, 2]
            }
        func sorted(_ values: [Float], columns: Int) -> [Float] {
            order.flatMap { values[$0 * H * columns..<($0 + 1) * H * columns] }
        }
        let recurrentBias =
            [Float](repeating: 0, count: (G - 1) * H) + (layer.candidateBias ?? [Float](repeating: 0, count: H))
        tensor(
            "W.\(index)", sorted(layer.inputWeights, columns: layer.inputs), shape: [1, G * H, layer.inputs],
            into: &graph)
        tensor("R.\(index)", sorted(layer.recurrentWeights, columns: H), shape: [1, G * H, H], into: &graph)
        // Of the recurrent biases only the candidates' is not zero, and that is the last in both orders.
        tensor("B.\(index)", sorted(layer.bias, columns: 1) + recurrentBias, shape: [1, 2 * G * H], into: &graph)
        let states = states(network.cell)
        node(
            network.cell.rawValue.uppercased(),
            ["x.\(index)", "W.\(index)", "R.\(index)", "B.\(index)", ""] + states.map { "\($0).\(index)" },
            ["y.\(index)"] + states.map { "\($0)_out.\(index)" },
            attributes: [("hidden_size", H)] + (network.cell == .gru ? [("linear_before_reset", 1)] : []), into: &graph)
        node("Squeeze", ["y.\(index)", "direction"], ["x.\(index + 1)"], into: &graph)
    }

    // MARK: - Messages

    private enum ElementType: Int {
        case float = 1
        case int64 = 7
    }

    private enum Dimension {
        case fixed(Int)
        case named(String)
    }

    /// NodeProto
    private static func node(
        _ operation: String, _ inputs: [String], _ outputs: [String], attributes: [(name: String, value: Int)] = [],
        into graph: inout ProtobufWriter
    ) {
        graph.message(1) { node in
            for input in inputs { node.text(1, input) }
            for output in outputs { node.text(2, output) }
            node.text(3, "make_\(outputs[0])")
            node.text(4, operation)
            for attribute in attributes {
                node.message(5) {
                    $0.text(1, attribute.name)
                    $0.integer(3, attribute.value)
                    $0.integer(20, 2)  // an integer
                }
            }
        }
    }

    /// TensorProto
    private static func tensor(_ name: String, _ values: [Float], shape: [Int], into graph: inout ProtobufWriter) {
        let bytes = values.withUnsafeBytes { Data($0) }
        tensor(name, .float, bytes, shape: shape, into: &graph)
    }

    private static func tensor(_ name: String, int64 values: [Int], shape: [Int], into graph: inout ProtobufWriter) {
        tensor(name, .int64, values.withUnsafeBytes { Data($0) }, shape: shape, into: &graph)
    }

    private static func tensor(
        _ name: String, _ type: ElementType, _ bytes: Data, shape: [Int], into graph: inout ProtobufWriter
    ) {
        graph.message(5) { tensor in
            for size in shape { tensor.integer(1, size) }
            tensor.integer(2, type.rawValue)
            tensor.text(8, name)
            tensor.bytes(9, bytes)
        }
    }

    /// ValueInfoProto: an input or an output of the graph.
    private static func value(
        _ field: Int, _ name: String, _ type: ElementType, _ shape: [Dimension], into graph: inout ProtobufWriter
    ) {
        graph.message(field) { value in
            value.text(1, name)
            value.message(2) { typeMessage in
                typeMessage.message(1) { tensor in
                    tensor.integer(1, type.rawValue)
                    tensor.message(2) { shapeMessage in
                        for dimension in shape {
                            shapeMessage.message(1) {
                                switch dimension {
                                case .fixed(let size): $0.integer(1, size)
                                case .named(let name): $0.text(2, name)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
