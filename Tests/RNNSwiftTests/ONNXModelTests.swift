import Foundation
import Testing

@testable import RNNSwift

/// The messages of an exported ONNX graph, read back: what is in them, and that the gates are where ONNX has them. (That it runs,
/// and gives the same logits, is shown by Tests/Interoperability/check_onnx.py.)
@Suite struct ONNXModelTests {
    /// A message of Protocol Buffers: its fields in order, whole numbers and bytes.
    struct Message {
        private(set) var fields: [(number: Int, integer: Int, bytes: Data)] = []

        init(_ data: Data) throws {
            var rest = data[...]
            func number() throws -> Int {
                var (value, shift) = (0, 0)
                while true {
                    let next = rest.popFirst()
                    let byte = try #require(next)
                    value |= Int(byte & 0x7F) << shift
                    shift += 7
                    if byte < 0x80 { return value }
                }
            }
            while !rest.isEmpty {
                let tag = try number()
                switch tag & 7 {
                case 0: fields.append((tag >> 3, try number(), Data()))
                default:
                    try #require(tag & 7 == 2)
                    let count = try number()
                    try #require(count <= rest.count)
                    fields.append((tag >> 3, 0, Data(rest.prefix(count))))
                    rest = rest.dropFirst(count)
                }
            }
        }

        func messages(_ number: Int) throws -> [Message] {
            try fields.filter { $0.number == number }.map { try Message($0.bytes) }
        }
        func texts(_ number: Int) -> [String] {
            fields.filter { $0.number == number }.map { String(decoding: $0.bytes, as: UTF8.self) }
        }
        func integers(_ number: Int) -> [Int] { fields.filter { $0.number == number }.map(\.integer) }
    }

    @Test(arguments: Architecture.Cell.allCases) func graph(_ cell: Architecture.Cell) throws {
        let model = try randomModel("abé", cell: cell, hidden: [4, 300])
        let message = try Message(ONNXModel.write(model))
        #expect(message.integers(1) == [7] && message.texts(2) == ["rnnc"])
        #expect(try message.messages(8).map { $0.integers(2) } == [[14]])
        let metadata = try message.messages(14).map { $0.texts(1) + $0.texts(2) }
        #expect(metadata.contains(["vocabulary", "[\"a\",\"b\",\"é\"]"]) && metadata.contains(["stop", "4"]))

        let graph = try #require(try message.messages(7).first)
        let nodes = try graph.messages(1)
        let name = cell.rawValue.uppercased()
        #expect(nodes.flatMap { $0.texts(4) } == ["OneHot", name, "Squeeze", name, "Squeeze", "MatMul", "Add"])
        // Every input of a node is made by one before it, or is an input or a tensor of the graph.
        var known = Set(try (graph.messages(11) + graph.messages(5)).flatMap { $0.texts(1) + $0.texts(8) })
        for node in nodes {
            #expect(node.texts(1).allSatisfy { $0.isEmpty || known.contains($0) }, "\(node.texts(1))")
            known.formUnion(node.texts(2))
        }
        for output in try graph.messages(12) { #expect(output.texts(1).allSatisfy(known.contains)) }

        // The first gate of PyTorch: i, the first of ONNX too; r, the second of ONNX.
        let tensors = try graph.messages(5)
        let weights = try #require(tensors.first { $0.texts(8) == ["W.0"] })
        let gates = [Architecture.Cell.rnn: 1, .lstm: 4, .gru: 3][cell]!
        #expect(weights.integers(1) == [1, 4 * gates, 5] && weights.integers(2) == [1])
        let bytes = try #require(weights.fields.first { $0.number == 9 }).bytes
        let values = bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        let first = PlainNetwork(model).layers[0].inputWeights.prefix(20)
        #expect(Array(values[(cell == .gru ? 20 : 0)...].prefix(20)) == Array(first))
    }
}
