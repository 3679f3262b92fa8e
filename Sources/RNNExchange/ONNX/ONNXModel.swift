import Foundation
import RNNSwift

/// A model as an ONNX graph, which runs step by step, over whole sequences, and over many side by side.
///
/// Operators of opset 14, IR version 7. T steps, B sequences, V tokens, layer l of H units; T and B may change from run
/// to run.
///
///     tokens   int64 [T, B]      what is read: START, then the labels, if there are any, then the text; of running
///                                text the line feed before its beginning, whose number is in the metadata `first`
///     h.l      float [1, B, H]   the initial states of the sequences, zero at the beginning; for an LSTM also c.l
///     logits   float [T, B, V]   what the softmax is taken of to predict the token after each
///     h_out.l, c_out.l           the states after the last step
///
/// The vocabulary, its labels (whose values have the numbers behind those of texts) and the numbers of START and STOP
/// are in the model's metadata. The messages are those of
/// `onnx.proto`.
package enum ONNXModel {
    package static let opset: Int64 = 14
    package static let irVersion: Int64 = 7

    package static func write(_ model: Model) throws -> Data {
        let network = PlainNetwork(model)
        let operation = try network.cell.name(\.onnxName, in: "ONNX")
        let vocabulary = try model.vocabulary.metadata()
        let first = model.record.text.map { _ in "\(model.vocabulary.firstOfText)" }
        let file = Onnx_ModelProto.with {
            $0.irVersion = irVersion
            $0.producerName = "rnnc"
            $0.graph = graph(network, operation: operation)
            if first != nil { $0.graph.name = "text" }
            $0.opsetImport = [.with { $0.version = opset }]
            $0.metadataProps = [
                ("vocabulary", vocabulary[Vocabulary.Key.texts]!), ("start", "\(model.vocabulary.start)"),
                ("stop", "\(model.vocabulary.stop)"), ("cell", network.cell.rawValue),
                ("vocabulary_unit", model.vocabulary.unit.rawValue), ("tokens", vocabulary[Vocabulary.Key.tokens]),
                ("merges", vocabulary[Vocabulary.Key.merges]), ("first", first),
                ("labels", vocabulary[Vocabulary.Key.labels]),
            ].compactMap { key, value in value.map { (key, $0) } }.map { (property: (String, String)) in
                .with { ($0.key, $0.value) = property }
            }
        }
        return try file.serializedData()
    }

    // MARK: - The graph

    private static func graph(_ network: PlainNetwork, operation: String) -> Onnx_GraphProto {
        var graph = Onnx_GraphProto()
        graph.name = "names"
        // One-hot rows of the tokens go through the layers, and through the linear one.
        graph.initializer = [
            tensor("depth", int64: [network.tokens], shape: []), tensor("off_on", [0, 1], shape: [2]),
            tensor("direction", int64: [1], shape: [1]),
        ]
        graph.node = [node("OneHot", ["tokens", "depth", "off_on"], ["x.0"])]
        for (index, layer) in network.layers.enumerated() {
            add(layer, index, network, operation: operation, to: &graph)
        }
        let (top, units) = (network.layers.count, network.layers.last!.units)
        let transposed = (0..<units).flatMap { unit in
            (0..<network.tokens).map { network.outputWeights[$0 * units + unit] }
        }
        graph.initializer += [
            tensor("out.weight", transposed, shape: [units, network.tokens]),
            tensor("out.bias", network.outputBias, shape: [network.tokens]),
        ]
        graph.node += [
            node("MatMul", ["x.\(top)", "out.weight"], ["products"]),
            node("Add", ["products", "out.bias"], ["logits"]),
        ]

        graph.input = [value("tokens", .int64, [.dimParam("T"), .dimParam("B")])]
        graph.output = [value("logits", .float, [.dimParam("T"), .dimParam("B"), .dimValue(Int64(network.tokens))])]
        for (index, layer) in network.layers.enumerated() {
            for state in network.cell.traits.states {
                let shape: [Size] = [.dimValue(1), .dimParam("B"), .dimValue(Int64(layer.units))]
                graph.input.append(value("\(state).\(index)", .float, shape))
                graph.output.append(value("\(state)_out.\(index)", .float, shape))
            }
        }
        return graph
    }

    /// A layer: its tensors, its node, and the removal of the dimension for directions, of which there is one.
    private static func add(
        _ layer: PlainNetwork.Layer, _ index: Int, _ network: PlainNetwork, operation: String,
        to graph: inout Onnx_GraphProto
    ) {
        let (H, G, cell) = (layer.units, network.gates, network.cell.traits)
        func sorted(_ values: [Float], columns: Int) -> [Float] {
            cell.onnxOrder.flatMap { values[$0 * H * columns..<($0 + 1) * H * columns] }
        }
        let recurrentBias =
            [Float](repeating: 0, count: (G - 1) * H) + (layer.candidateBias ?? [Float](repeating: 0, count: H))
        graph.initializer += [
            tensor(
                "W.\(index)", sorted(layer.inputWeights, columns: layer.inputs), shape: [1, G * H, layer.inputs]),
            tensor("R.\(index)", sorted(layer.recurrentWeights, columns: H), shape: [1, G * H, H]),
            // Only the recurrent bias of the candidate is not zero, and it is the last in both orders.
            tensor("B.\(index)", sorted(layer.bias, columns: 1) + recurrentBias, shape: [1, 2 * G * H]),
        ]
        graph.node += [
            node(
                operation,
                ["x.\(index)", "W.\(index)", "R.\(index)", "B.\(index)", ""]
                    + cell.states.map { "\($0).\(index)" },
                ["y.\(index)"] + cell.states.map { "\($0)_out.\(index)" },
                attributes: [("hidden_size", H)] + cell.onnxAttributes),
            node("Squeeze", ["y.\(index)", "direction"], ["x.\(index + 1)"]),
        ]
    }

    // MARK: - Messages

    private typealias Size = Onnx_TensorShapeProto.Dimension.OneOf_Value
    private typealias ElementType = Onnx_TensorProto.DataType

    private static func node(
        _ operation: String, _ inputs: [String], _ outputs: [String], attributes: [(name: String, value: Int)] = []
    ) -> Onnx_NodeProto {
        .with {
            $0.input = inputs
            $0.output = outputs
            $0.name = "make_\(outputs[0])"
            $0.opType = operation
            $0.attribute = attributes.map { attribute in
                .with {
                    $0.name = attribute.name
                    $0.i = Int64(attribute.value)
                    $0.type = .int
                }
            }
        }
    }

    private static func tensor(_ name: String, _ values: [Float], shape: [Int]) -> Onnx_TensorProto {
        tensor(name, .float, values.withUnsafeBytes { Data($0) }, shape: shape)
    }

    private static func tensor(_ name: String, int64 values: [Int], shape: [Int]) -> Onnx_TensorProto {
        tensor(name, .int64, values.withUnsafeBytes { Data($0) }, shape: shape)
    }

    private static func tensor(
        _ name: String, _ type: ElementType, _ bytes: Data, shape: [Int]
    ) -> Onnx_TensorProto {
        .with {
            $0.dims = shape.map(Int64.init)
            $0.dataType = Int32(type.rawValue)
            $0.name = name
            $0.rawData = bytes
        }
    }

    /// An input or an output of the graph.
    private static func value(_ name: String, _ type: ElementType, _ shape: [Size]) -> Onnx_ValueInfoProto {
        .with {
            $0.name = name
            $0.type.tensorType = .with {
                $0.elemType = Int32(type.rawValue)
                $0.shape.dim = shape.map { size in .with { $0.value = size } }
            }
        }
    }
}
