import Foundation
import RNNExchange
import RNNSwift
import Testing

/// State dicts of PyTorch, whatever their modules are called.
@Suite struct StateDictTests {
    /// PyTorch's float64 logits, from its parameters under other names and with its tokens in another order.
    @Test(arguments: GoldenTests.cells) func logitsAreThoseOfPyTorch(_ name: String) throws {
        let file = try golden(name)
        let count = try #require(Int(file.metadata["vocab"] ?? ""))
        let characters = try syntheticVocabulary(count).characters
        // Token i of PyTorch's is named by the id 5i + 1 modulo the count, which shares no factor with 5.
        try #require(count % 5 != 0)
        let ids = (0..<count).map { (5 * $0 + 1) % count }
        var dict = Safetensors()
        for (name, tensor) in file.tensors where name.hasPrefix("param.") {
            let own = name.dropFirst("param.".count)
            let renamed = own.hasPrefix("out.") ? "net.head.\(own.dropFirst(4))" : "net.layers.\(own.dropFirst(4))"
            var rows = tensor.shape.count == 2 ? try ForeignNetwork.Weights(tensor, renamed) : nil
            if own == "rnn.weight_ih_l0", let old = rows?.transposed {
                rows = permuted(old, ids).transposed
            } else if own == "out.weight" {
                rows = rows.map { permuted($0, ids) }
            }
            if let rows {
                dict.tensors[renamed] = .init(rows.values, shape: rows.shape)
            } else if own == "out.bias" {
                let bias = permuted(.init(rows: count, columns: 1, values: tensor.floats), ids)
                dict.tensors[renamed] = .init(bias.values, shape: [count])
            } else {
                dict.tensors[renamed] = tensor  // as float64
            }
        }
        let names = characters.map { String($0) } + ["^", "$"]
        let vocabulary = zip(names, ids).map { "\"\($0)\": \($1)" }.joined(separator: ", ")
        let model = try imported(dict.serialized(), vocabulary: "{\(vocabulary)}")
        #expect(model.architecture.cell.rawValue == file.metadata["cell"])

        let order = (0..<count - 2).sorted { ids[$0] < ids[$1] } + [count - 2, count - 1]
        #expect(model.vocabulary.characters == order.dropLast(2).map { characters[$0] })
        for k in 0... {
            guard let tokens = file.tensors["tokens.\(k)"]?.doubles.map({ Int($0) }) else { break }
            let name = String(tokens.filter { $0 < count - 2 }.map { characters[$0] })
            let expected = try #require(file.tensors["logits.\(k)"]).doubles
            let inOurOrder = stride(from: 0, to: expected.count, by: count).flatMap { row in
                order.map { expected[row + $0] }
            }
            #expect(try relativeDifference(flatLogits(model, name), inOurOrder) < GoldenTests.tolerance, "name \(k)")
        }
    }

    private func permuted(_ weights: ForeignNetwork.Weights, _ ids: [Int]) -> ForeignNetwork.Weights {
        var result = weights
        for (row, id) in ids.enumerated() {
            result.values.replaceSubrange(id * weights.columns..<(id + 1) * weights.columns, with: weights.row(row))
        }
        return result
    }

    /// Every half there is, and the exact meaning of a bfloat16.
    @Test func smallFloatsAreExact() {
        let bits = (0...UInt16.max).map { $0 }
        let bytes = bits.reduce(into: Data()) { data, bits in
            withUnsafeBytes(of: bits.littleEndian) { data.append(contentsOf: $0) }
        }
        func agree(_ a: Float, _ b: Float) -> Bool { a.isNaN ? b.isNaN : a.bitPattern == b.bitPattern }
        #if !(os(macOS) && arch(x86_64))
            let halves = Safetensors.Tensor(type: .float16, shape: [65536], bytes: bytes).floats
            #expect(zip(bits, halves).allSatisfy { agree(Float(Float16(bitPattern: $0)), $1) })
        #endif
        let brains = Safetensors.Tensor(type: .bfloat16, shape: [65536], bytes: bytes).floats
        #expect(zip(bits, brains).allSatisfy { agree(Float(bitPattern: UInt32($0) << 16), $1) })
    }

    @Test(arguments: [Safetensors.ElementType.float64, .float32, .float16, .bfloat16])
    func elementTypes(_ type: Safetensors.ElementType) throws {
        var model = try Safetensors(randomModel("abc", cell: .gru).serialized())
        model.metadata = [:]
        // Weights that every type has.
        model.tensors = model.tensors.mapValues { tensor in
            let values = tensor.floats.map { ($0 * 64).rounded() / 64 }
            return Safetensors.Tensor(type: type, shape: tensor.shape, bytes: encoded(values, as: type))
        }
        let read = try imported(model.serialized(), vocabulary: Self.vocabulary)
        model.tensors = model.tensors.mapValues { .init($0.floats, shape: $0.shape) }
        let expected = try imported(model.serialized(), vocabulary: Self.vocabulary)
        #expect(try read.serialized() == expected.serialized())
        #expect(read.tensors()["out.weight"]?.floats.contains { $0 != 0 } == true)
    }

    private func encoded(_ values: [Float], as type: Safetensors.ElementType) -> Data {
        values.reduce(into: Data()) { data, value in
            func append(_ bits: some FixedWidthInteger) {
                withUnsafeBytes(of: bits.littleEndian) { data.append(contentsOf: $0) }
            }
            switch type {
            case .float64: append(Double(value).bitPattern)
            case .bfloat16: append(UInt16(value.bitPattern >> 16))
            case .float16:
                // Normal numbers of few digits, and zero.
                let bits = value.bitPattern
                let magnitude = value == 0 ? 0 : (bits >> 13 & 0x3FFFF) - ((127 - 15) << 10)
                append(UInt16(bits >> 16 & 0x8000) | UInt16(magnitude))
            default: append(value.bitPattern)
            }
        }
    }

    static let vocabulary = #"{"a": 0, "b": 1, "c": 2, "^": 3, "$": 4}"#

    private func dict(_ cell: Architecture.Cell = .gru, hidden: [Int] = [4, 3]) throws -> Safetensors {
        var file = Safetensors()
        file.tensors = try randomModel("abc", cell: cell, hidden: hidden).tensors()
        return file
    }

    /// Without biases, PyTorch's sums are those with biases of zero.
    @Test(arguments: Architecture.Cell.allCases) func withoutBiases(_ cell: Architecture.Cell) throws {
        var (without, zeros) = (try dict(cell), try dict(cell))
        for (name, tensor) in without.tensors where name.contains("bias") {
            without.tensors[name] = nil
            zeros.tensors[name] = .init(tensor.floats.map { _ in 0 }, shape: tensor.shape)
        }
        let (a, b) = (
            try imported(without.serialized(), vocabulary: Self.vocabulary),
            try imported(zeros.serialized(), vocabulary: Self.vocabulary)
        )
        #expect(try a.serialized() == b.serialized())
    }

    /// Modules of one layer each, in the order of their numbers.
    @Test func modulesInARow() throws {
        let hidden = Array(2...13)
        let model = try randomModel("abc", cell: .lstm, hidden: hidden)
        let text = try Model.read(TorchStateDict.write(model))
        #expect(text.network.layers.map(\.recurrent.columns) == hidden)
        #expect(text.vocabulary == model.vocabulary)
        let tokens = try ForeignVocabulary(model.vocabulary)
        let read = try text.network.model(tokens, record: model.record, kernels: .best)
        #expect(try read.serialized() == model.serialized())
        #expect(try TorchStateDict.loader(model, path: "a \"b\"/ü.st")[2].contains(#"load_file("a \"b\"/ü.st")"#))
    }

    @Test func embeddingsAreFolded() throws {
        var file = try dict(.rnn, hidden: [4, 3])
        let embedding = (0..<10).map { Float($0) / 8 - 0.5 }  // [5 tokens, 2]
        let narrow = (0..<8).map { Float($0) / 4 - 1 }  // [4 units, 2]
        file.tensors["rnn.weight_ih_l0"] = .init(narrow, shape: [4, 2])
        file.tensors["table.weight"] = .init(embedding, shape: [5, 2])
        let model = try imported(file.serialized(), vocabulary: Self.vocabulary)
        let product: [Float] = (0..<20).map { index in
            let (unit, token) = (index / 5 * 2, index % 5 * 2)
            return narrow[unit] * embedding[token] + narrow[unit + 1] * embedding[token + 1]
        }
        #expect(model.tensors()["rnn.weight_ih_l0"] == .init(product, shape: [4, 5]))

        // As wide as the top layer: the output layer is the one with a bias, else the one that is not called an
        // embedding.
        var alike = file
        alike.tensors["rnn.weight_ih_l0"] = .init([Float](repeating: 0.5, count: 12), shape: [4, 3])
        let table = (0..<15).map { Float($0) / 16 }
        alike.tensors["table.weight"] = .init(table, shape: [5, 3])
        let output = alike.tensors["out.weight"]
        #expect(try imported(alike.serialized(), vocabulary: Self.vocabulary).tensors()["out.weight"] == output)
        alike.tensors["out.bias"] = nil
        #expect(refusal { try Model.read(alike.serialized()) }.contains("out.weight [5, 3], table.weight [5, 3]"))
        alike.tensors["embed.weight"] = alike.tensors.removeValue(forKey: "table.weight")
        #expect(try imported(alike.serialized(), vocabulary: Self.vocabulary).tensors()["out.weight"] == output)
    }

    /// One token before names and after them, as in makemore: it is read as START, predicted as STOP, and START never
    /// is.
    @Test func oneTokenForStartAndStop() throws {
        let file = try dict(.lstm)
        let json = #"{".": 2, "a": 0, "b": 1, "c": 3, "d": 4}"#
        let model = try imported(file.serialized(), vocabulary: json, start: ".", stop: ".")
        let plain = try imported(
            file.serialized(), vocabulary: #"{"^": 2, "a": 0, "b": 1, "c": 3, "$": 4}"#)  // reads the same, but for d
        #expect(model.vocabulary.characters == ["a", "b", "c", "d"])
        let (logits, expected) = (try model.logits(for: "cab"), try plain.logits(for: "cab"))
        for (row, plain) in zip(logits, expected) {
            #expect(row[..<3] == plain[..<3])
            #expect(row[5] == plain[3])
            #expect(row[4] < -900)
        }
        #expect(try model.generate(count: 50).allSatisfy { !$0.contains("^") && !$0.contains(".") })
    }

    @Test func otherStateDicts() throws {
        func line(_ change: (inout Safetensors) throws -> Void) throws -> String {
            var file = try dict()
            try change(&file)
            return refusal { try imported(file.serialized(), vocabulary: Self.vocabulary) }
        }
        let float = Safetensors.Tensor([1, 2], shape: [2])
        #expect(try line { $0.tensors = ["a": float] }.contains("no tensor's name ends in weight_ih_l0"))
        #expect(try line { $0.tensors["rnn.weight_ih_l0_reverse"] = float }.contains("both directions"))
        #expect(try line { $0.tensors["rnn.weight_hr_l0"] = float }.contains("projections"))
        #expect(try line { $0.tensors["rnn.weight_hh_l1"] = nil }.contains("there is no tensor rnn.weight_hh_l1"))
        #expect(try line { $0.tensors["rnn.weight_hh_l1"] = float }.contains("where a matrix should be"))
        #expect(try line { $0.tensors["rnn.bias_hh_l1"] = float }.contains("has the shape [2], not [9]"))
        #expect(try line { $0.tensors["norm.weight"] = float }.contains("no place"))
        #expect(try line { $0.tensors["out.weight"] = nil }.contains("no output layer"))
        #expect(try line { $0.tensors["out.bias"] = float }.contains("has the shape [2], not [5]"))
        #expect(
            try line { $0.tensors["out.weight"] = .init([1, 2, 3, 4], shape: [1, 4]) }.contains("[tokens, 3] has to be")
        )
        #expect(
            try line {
                $0.tensors["rnn.weight_ih_l1"] = .init([Float](repeating: 1, count: 45), shape: [9, 5])
            }.contains("input weights of layer 2 have the shape [9, 5], not [9, 4]"))
        #expect(
            try line { $0.tensors.merge(try dict(.lstm, hidden: [3]).tensors) { $1 } }.contains("not those of one of"))
        #expect(try line { $0.tensors["out.bias"] = .init([1, 2, .nan, 4, 5], shape: [5]) }.contains("finite"))
        #expect(
            try line {
                $0.tensors["rnn.weight_ih_l0"] = .init(type: .float32, shape: [0, 4], bytes: Data())
            }.contains("where a matrix should be"))
    }

    @Test func damagedFiles() throws {
        let whole = try dict(.lstm).serialized()
        forEachDamaged(whole, times: 1500) { data in
            let line = refusal { try imported(data, vocabulary: Self.vocabulary) }
            #expect(!line.contains("another error"), "\(line)")
        }
    }
}
