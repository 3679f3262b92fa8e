import Foundation
import RNNExchange
import RNNSwift
import Testing

/// The messages of an exported ONNX graph, read back: what is in them, and that the gates are where ONNX has them.
/// (That it runs, and gives the same logits, is shown by Tests/Interoperability/check_onnx.py.)
@Suite struct ONNXModelTests {
    @Test(arguments: Architecture.Cell.allCases) func graph(_ cell: Architecture.Cell) throws {
        let model = try randomModel("abé", cell: cell, hidden: [4, 300])
        let file = try Onnx_ModelProto(serializedBytes: ONNXModel.write(model))
        #expect(file.irVersion == 7 && file.producerName == "rnnc" && file.opsetImport.map(\.version) == [14])
        let metadata = Dictionary(uniqueKeysWithValues: file.metadataProps.map { ($0.key, $0.value) })
        #expect(metadata["vocabulary"] == "[\"a\",\"b\",\"é\"]" && metadata["stop"] == "4")

        let graph = file.graph
        let name = cell.rawValue.uppercased()
        #expect(graph.node.map(\.opType) == ["OneHot", name, "Squeeze", name, "Squeeze", "MatMul", "Add"])
        // Every input of a node is made by one before it, or is an input or a tensor of the graph.
        var known = Set(graph.input.map(\.name) + graph.initializer.map(\.name))
        for node in graph.node {
            #expect(node.input.allSatisfy { $0.isEmpty || known.contains($0) }, "\(node.input)")
            known.formUnion(node.output)
        }
        #expect(graph.output.allSatisfy { known.contains($0.name) })

        // The first gate of PyTorch: i, the first of ONNX too; r, the second of ONNX.
        let weights = try #require(graph.initializer.first { $0.name == "W.0" })
        let gates: Int64 = [Architecture.Cell.rnn: 1, .lstm: 4, .gru: 3][cell]!
        #expect(weights.dims == [1, 4 * gates, 5] && weights.dataType == 1)
        let values = weights.rawData.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        let first = PlainNetwork(model).layers[0].inputWeights.prefix(20)
        #expect(Array(values[(cell == .gru ? 20 : 0)...].prefix(20)) == Array(first))
    }

    /// Several models: one graph with the mean of their log-probabilities, and the states of each.
    @Test func ensembles() throws {
        let models = [
            try randomModel("abé", cell: .gru, hidden: [4]), try randomModel("abé", cell: .lstm, hidden: [3, 5]),
        ]
        let graph = try Onnx_ModelProto(serializedBytes: ONNXModel.write(models, shares: [3, 1])).graph
        var known = Set(graph.input.map(\.name) + graph.initializer.map(\.name))
        #expect(known.count == graph.input.count + graph.initializer.count, "names are unique")
        for node in graph.node {
            #expect(node.input.allSatisfy { $0.isEmpty || known.contains($0) }, "\(node.input)")
            #expect(known.isDisjoint(with: node.output), "\(node.output)")
            known.formUnion(node.output)
        }
        #expect(graph.output.allSatisfy { known.contains($0.name) })
        #expect(graph.node.suffix(5).map(\.opType) == ["LogSoftmax", "Mul", "LogSoftmax", "Mul", "Sum"])
        #expect(graph.input.map(\.name) == ["tokens", "0.h.0", "1.h.0", "1.c.0", "1.h.1", "1.c.1"])
        let shares = graph.initializer.filter { $0.name.hasSuffix(".share") }.map {
            $0.rawData.withUnsafeBytes { $0.loadUnaligned(as: Float.self) }
        }
        #expect(shares == [0.75, 0.25])
        #expect(throws: InterchangeError.self) { try ONNXModel.write([models[0], randomModel("abc")]) }
        #expect(throws: InterchangeError.self) { try ExportFormat.html.contents(models, shares: nil) }
    }
}
