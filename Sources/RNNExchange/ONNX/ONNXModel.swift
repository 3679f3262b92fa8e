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

    package static func write(_ model: Model) throws -> Data { try write([model]) }

    /// Writes several models as one graph, whose logits are those of their ensemble: the mean of their
    /// log-probabilities, weighted by their shares, or the logarithm of that of their probabilities. The states of
    /// model k are called k.h.l, with outputs k.h_out.l.
    ///
    /// - Throws: ``InterchangeError`` if their vocabularies differ, or ``ModelEnsemble/EnsembleError``.
    package static func write(
        _ models: [Model], shares: [Double]? = nil, mean: ModelEnsemble.Mean = .geometric
    ) throws -> Data {
        let parts = try ModelEnsemble(models, shares: shares).parts
        let model = models[0]
        guard
            models.allSatisfy({
                $0.vocabulary.isIdentical(to: model.vocabulary) && ($0.record.text == nil) == (model.record.text == nil)
            })
        else { throw InterchangeError("the models have different vocabularies, and a graph has one") }
        let networks = try zip(models, parts).enumerated().map { index, pair in
            let network = PlainNetwork(pair.0)
            return Member(
                network: network, operation: try network.cell.name(\.onnxName, in: "ONNX"), share: pair.1.share,
                prefix: models.count > 1 ? "\(index)." : "")
        }
        let vocabulary = try model.vocabulary.metadata()
        let first = model.record.text.map { _ in "\(model.vocabulary.firstOfText)" }
        let file = Onnx_ModelProto.with {
            $0.irVersion = irVersion
            $0.producerName = "rnnc"
            $0.graph = graph(networks, mean)
            if first != nil { $0.graph.name = "text" }
            $0.opsetImport = [.with { $0.version = opset }]
            $0.metadataProps = [
                ("vocabulary", vocabulary[Vocabulary.Key.texts]!), ("start", "\(model.vocabulary.start)"),
                ("stop", "\(model.vocabulary.stop)"),
                ("cell", networks.map(\.network.cell.rawValue).joined(separator: ",")),
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

    /// A network of the graph.
    private struct Member {
        let network: PlainNetwork
        let operation: String
        /// Its weight in the mean.
        let share: Double
        /// What the names of its tensors begin with; empty for one network.
        let prefix: String

        /// The name of the inputs of a layer, which are the same for all first layers.
        func inputs(_ layer: Int) -> String { layer == 0 ? "x.0" : "\(prefix)x.\(layer)" }
    }

    private static func graph(_ members: [Member], _ mean: ModelEnsemble.Mean) -> Onnx_GraphProto {
        var graph = Onnx_GraphProto()
        graph.name = "names"
        let tokens = members[0].network.tokens
        // One-hot rows of the tokens go through the layers, and through the linear one.
        graph.initializer = [
            tensor("depth", int64: [tokens], shape: []), tensor("off_on", [0, 1], shape: [2]),
            tensor("direction", int64: [1], shape: [1]),
        ]
        graph.node = [node("OneHot", ["tokens", "depth", "off_on"], ["x.0"])]
        graph.input = [value("tokens", .int64, [.dimParam("T"), .dimParam("B")])]
        graph.output = [value("logits", .float, [.dimParam("T"), .dimParam("B"), .dimValue(Int64(tokens))])]
        for member in members { add(member, to: &graph) }
        guard members.count > 1 else { return graph }
        let (operation, result) = mean == .geometric ? ("LogSoftmax", "logarithms") : ("Softmax", "probabilities")
        for member in members {
            graph.initializer.append(tensor("\(member.prefix)share", [Float(member.share)], shape: []))
            graph.node += [
                node(operation, ["\(member.prefix)logits"], ["\(member.prefix)\(result)"]),
                node("Mul", ["\(member.prefix)\(result)", "\(member.prefix)share"], ["\(member.prefix)weighted"]),
            ]
        }
        let weighted = members.map { "\($0.prefix)weighted" }
        switch mean {
        case .geometric: graph.node.append(node("Sum", weighted, ["logits"]))
        case .arithmetic: graph.node += [node("Sum", weighted, ["mixture"]), node("Log", ["mixture"], ["logits"])]
        }
        return graph
    }

    /// A network, from the one-hot rows to its logits.
    private static func add(_ member: Member, to graph: inout Onnx_GraphProto) {
        let (network, prefix) = (member.network, member.prefix)
        for (index, layer) in network.layers.enumerated() { add(layer, index, member, to: &graph) }
        let (top, units) = (network.layers.count, network.layers.last!.units)
        let transposed = (0..<units).flatMap { unit in
            (0..<network.tokens).map { network.outputWeights[$0 * units + unit] }
        }
        graph.initializer += [
            tensor("\(prefix)out.weight", transposed, shape: [units, network.tokens]),
            tensor("\(prefix)out.bias", network.outputBias, shape: [network.tokens]),
        ]
        graph.node += [
            node("MatMul", [member.inputs(top), "\(prefix)out.weight"], ["\(prefix)products"]),
            node("Add", ["\(prefix)products", "\(prefix)out.bias"], ["\(prefix)logits"]),
        ]
        for (index, layer) in network.layers.enumerated() {
            for state in network.cell.traits.states {
                let shape: [Size] = [.dimValue(1), .dimParam("B"), .dimValue(Int64(layer.units))]
                graph.input.append(value("\(prefix)\(state).\(index)", .float, shape))
                graph.output.append(value("\(prefix)\(state)_out.\(index)", .float, shape))
            }
        }
    }

    /// A layer: its tensors, its node, and the removal of the dimension for directions, of which there is one.
    private static func add(
        _ layer: PlainNetwork.Layer, _ index: Int, _ member: Member, to graph: inout Onnx_GraphProto
    ) {
        let (H, G, cell) = (layer.units, member.network.gates, member.network.cell.traits)
        let prefix = member.prefix
        func sorted(_ values: [Float], columns: Int) -> [Float] {
            cell.onnxOrder.flatMap { values[$0 * H * columns..<($0 + 1) * H * columns] }
        }
        let recurrentBias =
            [Float](repeating: 0, count: (G - 1) * H) + (layer.candidateBias ?? [Float](repeating: 0, count: H))
        graph.initializer += [
            tensor(
                "\(prefix)W.\(index)", sorted(layer.inputWeights, columns: layer.inputs),
                shape: [1, G * H, layer.inputs]),
            tensor("\(prefix)R.\(index)", sorted(layer.recurrentWeights, columns: H), shape: [1, G * H, H]),
            // Only the recurrent bias of the candidate is not zero, and it is the last in both orders.
            tensor("\(prefix)B.\(index)", sorted(layer.bias, columns: 1) + recurrentBias, shape: [1, 2 * G * H]),
        ]
        graph.node += [
            node(
                member.operation,
                [member.inputs(index)] + ["W", "R", "B"].map { "\(prefix)\($0).\(index)" } + [""]
                    + cell.states.map { "\(prefix)\($0).\(index)" },
                ["\(prefix)y.\(index)"] + cell.states.map { "\(prefix)\($0)_out.\(index)" },
                attributes: [("hidden_size", H)] + cell.onnxAttributes),
            node("Squeeze", ["\(prefix)y.\(index)", "direction"], [member.inputs(index + 1)]),
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
