import Foundation
import RNNExchange
import RNNSwift
import Testing

/// State dicts whose names do not tell everything: shared weights, several modules, square matrices.
@Suite struct TorchModuleTests {
    private func file(_ name: String) throws -> Data {
        try Data(
            contentsOf: #require(Bundle.module.url(forResource: "Golden/imports/\(name)", withExtension: "safetensors"))
        )
    }

    private static let vocabulary = #"{"a": 0, "b": 1, "c": 2, "^": 3, "$": 4}"#

    /// An output layer with the embedding's weights is the one that has a copy of them.
    @Test func tiedWeights() throws {
        let tied = try Safetensors(file("tied"))
        #expect(tied.metadata == ["out.weight": "embedding.weight"])
        var copied = tied
        copied.metadata = [:]
        copied.tensors["out.weight"] = tied.tensors["embedding.weight"]
        let model = try imported(tied.serialized(), vocabulary: KerasTests.vocabulary)
        #expect(try model.serialized() == imported(copied.serialized(), vocabulary: KerasTests.vocabulary).serialized())
        // Without the note, nothing says what belongs to the bias.
        var lost = tied
        lost.metadata = ["format": "pt"]
        #expect(refusal { try Model.read(lost.serialized()) }.contains("[tokens, 4] has to be the output layer"))
        copied.metadata = tied.metadata
        #expect(
            refusal { try Model.read(copied.serialized()) }.contains(
                "tensor out.weight is stored, and is embedding.weight"))
        var withoutBias = tied
        withoutBias.tensors["out.bias"] = nil
        #expect(refusal { try Model.read(withoutBias.serialized()) } == "it was taken")
    }

    /// Characters are predicted with the other program's logits; padding and unknown characters are no tokens of the
    /// model.
    @Test func paddingIsLeftOut() throws {
        let data = try file("pad")
        let model = try imported(data, vocabulary: #"{"<pad>": 0, "<unk>": 1, "^": 2, "$": 3, "a": 4, "b": 5}"#)
        let whole = try imported(data, vocabulary: #"{"p": 0, "u": 1, "^": 2, "$": 3, "a": 4, "b": 5}"#)
        #expect(model.vocabulary.characters == ["a", "b"] && whole.vocabulary.characters == ["p", "u", "a", "b"])
        for (row, other) in zip(try model.logits(for: "abba"), try whole.logits(for: "abba")) {
            for (a, b) in zip(row, other[2...]) { #expect(abs(a - b) < 1e-5) }
        }
        // Probabilities are those of the other program, given that neither comes.
        let score = model.scores(for: ["ab"])[0]
        let expected = try zip(whole.logits(for: "ab"), [2, 3, 5]).map { row, target in
            log(row[2...].reduce(0.0) { $0 + exp(Double($1)) }) - Double(row[target])
        }
        for (a, b) in zip(score.nats, expected) { #expect(abs(a - b) < 1e-5) }
        #expect(try model.generate(count: 200).allSatisfy { $0.allSatisfy("ab".contains) })
    }

    private func modules(_ sizes: [(prefix: String, inputs: Int, hidden: Int)]) -> Safetensors {
        var file = Safetensors()
        for (number, module) in sizes.enumerated() {
            let weight = { (count: Int) in (0..<count).map { Float(($0 * 7 + number) % 11) / 11 - 0.5 } }
            file.tensors["\(module.prefix)weight_ih_l0"] = .init(
                weight(module.hidden * module.inputs), shape: [module.hidden, module.inputs])
            file.tensors["\(module.prefix)weight_hh_l0"] = .init(
                weight(module.hidden * module.hidden), shape: [module.hidden, module.hidden])
        }
        let top = sizes[sizes.count - 1].hidden
        file.tensors["out.weight"] = .init([Float](repeating: 0.5, count: 5 * top), shape: [5, top])
        return file
    }

    @Test func orderOfModules() throws {
        func hidden(_ sizes: [(String, Int, Int)]) throws -> [Int] {
            try Model.read(modules(sizes).serialized()).network.layers.map(\.recurrent.columns)
        }
        // By their sizes, whatever the names.
        #expect(try hidden([("z.", 5, 4), ("m.", 4, 3), ("a.", 3, 2)]) == [4, 3, 2])
        // By a number: 2 comes before 10.
        #expect(try hidden([("rnn2.", 5, 5), ("rnn10.", 5, 5)]) == [5, 5])
        let numbered = try Model.read(modules([("l.2.", 5, 5), ("l.10.", 5, 5)]).serialized()).network.layers
        #expect(numbered[0].inputs.values[0] == -0.5 && numbered[1].inputs.values[0] != -0.5)
        func line(_ sizes: [(String, Int, Int)]) throws -> String { refusal { try hidden(sizes) } }
        #expect(
            try line([("encoder.", 5, 5), ("decoder.", 5, 5)]).contains(
                "recurrent modules decoder., encoder. reads which"))
        #expect(try line([("c.", 5, 4), ("b.", 4, 4), ("a.", 4, 4)]).contains("put them into an nn.ModuleList"))
        #expect(try line([("a.", 5, 4), ("b.", 5, 4)]).contains("reads which does not show"))
        #expect(try line([("rnn1.", 4, 3), ("rnn2.", 5, 4)]).contains("in the order of their numbers"))
        #expect(try line([("rnn.", 5, 5), ("rnn2.", 5, 5)]).contains("reads which does not show"))
        #expect(try line([("a.0.b1.", 5, 5), ("a.1.b2.", 5, 5)]).contains("reads which does not show"))
    }

    /// A matrix that may be a linear layer as well as an embedding.
    @Test func squareMatrices() throws {
        var file = modules([("rnn.", 5, 4)])
        let square = Safetensors.Tensor((0..<25).map { Float($0) / 25 }, shape: [5, 5])
        file.tensors["fc2.weight"] = square
        #expect(refusal { try Model.read(file.serialized()) }.contains("fc2.weight [5, 5], out.weight [5, 4]"))
        file.tensors["embedding.weight"] = file.tensors.removeValue(forKey: "fc2.weight")
        #expect(refusal { try Model.read(file.serialized()) } == "it was taken")
        file.tensors["embedding.bias"] = .init([1, 2, 3, 4, 5], shape: [5])
        #expect(refusal { try Model.read(file.serialized()) }.contains("has to be the output layer"))
        // An embedding without an output layer is none.
        var lone = modules([("rnn.", 5, 5)])
        lone.tensors["emb.weight"] = lone.tensors.removeValue(forKey: "out.weight")
        #expect(refusal { try Model.read(lone.serialized()) }.contains("has to be the output layer"))
    }

    @Test func whatIsAssumed() throws {
        let data = try modules([("rnn.", 5, 4)]).serialized()
        #expect(try Model.read(data).network.assumption?.contains("tanh or relu") == true)
        #expect(try Model.read(TorchStateDict.write(randomModel("abc"))).network.assumption == nil)
        #expect(refusal { try Model.read(randomModel("abc").serialized()) }.contains("a model of this program already"))
    }

    @Test func weightsHaveToBeNumbers() throws {
        for (tensor, reason) in [
            (
                Safetensors.Tensor([0.5, .infinity, 1, 2, 3], shape: [5]),
                "tensor out.bias has a weight that is infinite"
            ),
            (Safetensors.Tensor([1, 2, 3, 4, 5]), "tensor out.bias has whole numbers"),
            (
                Safetensors.Tensor(
                    type: .float64, shape: [5],
                    bytes: Data([0xF0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x6F, 0x7F] + [UInt8](repeating: 0, count: 32))),
                "tensor out.bias has a weight that is infinite, too large for float32"
            ),
        ] {
            var file = modules([("rnn.", 5, 4)])
            file.tensors["out.bias"] = tensor
            #expect(refusal { try Model.read(file.serialized()) }.contains(reason))
        }
    }
}
