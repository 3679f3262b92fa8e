import Foundation
import RNNSwift

/// The state dict of a PyTorch module with recurrent layers and a linear output layer, saved as safetensors.
///
/// What the modules are called does not matter: the recurrent part is what ends in `weight_ih_l0`, `weight_hh_l0`,
/// `bias_ih_l0`, …; ``TorchModules`` has the order of several modules of that kind. The output layer, and an embedding
/// in place of one-hot inputs, are known by their shapes. Every tensor is used, or the file is refused.
package enum TorchStateDict {
    package static let name = "PyTorch state dict"
    /// Key of the metadata of a model of running text: how the text was read.
    package static let textKey = "rnnc.text"

    /// - Parameter cell: The cell, which is needed where the shapes of the tensors allow several.
    /// - Throws: ``InterchangeError``.
    package static func read(_ file: Safetensors, cell: Architecture.Cell? = nil) throws -> ForeignNetwork {
        guard file.metadata["rnnc.format"] == nil, file.metadata["rnnc.records"] == nil else {
            throw InterchangeError("it is a model of this program already; use it as it is")
        }
        var rest = try file.tensors.merging(aliases(file)) { stored, _ in stored }
        let layers = try recurrentLayers(&rest)
        let (output, embedding) = try outputAndEmbedding(
            rest, inputs: layers[0].inputs.columns, hidden: layers[layers.count - 1].recurrent.columns)
        let outputWeights = try matrix(output, &rest)
        let outputBias = try vector(bias(of: output), count: outputWeights.rows, &rest)
        let embeddingWeights = try embedding.map { try matrix($0, &rest) }
        guard rest.isEmpty else { throw leftOver(rest) }
        return try ForeignNetwork(
            format: name, cell: self.cell(of: layers, cell), layers: layers, output: outputWeights,
            outputBias: outputBias,
            embedding: embeddingWeights)
    }

    /// Tensors that are stored once under the name of another: `safetensors.torch.save_model` notes them in the
    /// metadata, as `{"out.weight": "embedding.weight"}`.
    private static func aliases(_ file: Safetensors) throws -> [String: Safetensors.Tensor] {
        var result: [String: Safetensors.Tensor] = [:]
        for (alias, name) in file.metadata.sorted(by: { $0.key < $1.key }) {
            guard let tensor = file.tensors[name] else { continue }
            guard file.tensors[alias] == nil else {
                throw InterchangeError("tensor \(alias) is stored, and is \(name) as well by the metadata")
            }
            result[alias] = tensor
        }
        return result
    }

    private static func matrix(
        _ name: String, _ rest: inout [String: Safetensors.Tensor]
    ) throws -> ForeignNetwork.Weights {
        guard let tensor = rest.removeValue(forKey: name) else { throw InterchangeError("there is no tensor \(name)") }
        return try .init(tensor, "tensor \(name)")
    }

    /// A bias, which may be missing.
    private static func vector(
        _ name: String, count: Int, _ rest: inout [String: Safetensors.Tensor]
    ) throws -> [Float] {
        guard let tensor = rest.removeValue(forKey: name) else { return [Float](repeating: 0, count: count) }
        guard tensor.shape == [count] else {
            throw InterchangeError("tensor \(name) has the shape \(tensor.shape), not \([count])")
        }
        try tensor.checkFinite("tensor \(name)")
        return tensor.floats
    }

    /// The layers of all recurrent modules, in the order in which they compute.
    private static func recurrentLayers(
        _ rest: inout [String: Safetensors.Tensor]
    ) throws -> [ForeignNetwork.Layer] {
        let first = "weight_ih_l0"
        let prefixes = rest.keys.filter { $0.hasSuffix(first) }.map { String($0.dropLast(first.count)) }.sorted()
        guard !prefixes.isEmpty else {
            throw InterchangeError("no tensor's name ends in \(first), as those of nn.RNN, nn.LSTM and nn.GRU do")
        }
        if let odd = rest.keys.sorted().first(where: { $0.hasSuffix("_reverse") || $0.contains("weight_hr_l") }) {
            throw InterchangeError(
                "tensor \(odd): layers in both directions or with projections have no counterpart here")
        }
        var layers: [String: [ForeignNetwork.Layer]] = [:]
        for prefix in prefixes { layers[prefix] = try self.layers(of: prefix, &rest) }
        let modules = prefixes.map { prefix in
            let own = layers[prefix]!
            return TorchModules.Module(
                prefix: prefix, inputs: own[0].inputs.columns, outputs: own[own.count - 1].recurrent.columns)
        }
        return try TorchModules.order(modules).flatMap { layers[$0.prefix]! }
    }

    private static func layers(
        of prefix: String, _ rest: inout [String: Safetensors.Tensor]
    ) throws -> [ForeignNetwork.Layer] {
        var layers: [ForeignNetwork.Layer] = []
        while rest["\(prefix)weight_ih_l\(layers.count)"] != nil {
            let index = layers.count
            let inputs = try matrix("\(prefix)weight_ih_l\(index)", &rest)
            layers.append(
                .init(
                    inputs: inputs, recurrent: try matrix("\(prefix)weight_hh_l\(index)", &rest),
                    inputBias: try vector("\(prefix)bias_ih_l\(index)", count: inputs.rows, &rest),
                    recurrentBias: try vector("\(prefix)bias_hh_l\(index)", count: inputs.rows, &rest)))
        }
        return layers
    }

    private static func leftOver(_ rest: [String: Safetensors.Tensor]) -> InterchangeError {
        let names = Array(rest.keys)
        if names.count == 1, names[0].hasSuffix("bias") {
            return InterchangeError(
                "tensor \(names[0]) has no weights beside it; if they are shared with another layer, write the file with "
                    + "safetensors.torch.save_model, which notes that")
        }
        return InterchangeError(
            "these tensors have no place in recurrent layers and an output layer: \(list(names))")
    }

    /// Which of the matrices that do not recur is the output layer, [tokens, hidden], and which the embedding,
    /// [tokens, inputs], if there is one.
    ///
    /// An embedding has no bias. Where both could be both, the one with a bias is the output layer, or the one whose
    /// name does not speak of an embedding. A square matrix is an embedding only if its name says so: it could be a
    /// linear layer.
    private static func outputAndEmbedding(
        _ tensors: [String: Safetensors.Tensor], inputs: Int, hidden: Int
    ) throws -> (output: String, embedding: String?) {
        let matrices = tensors.filter { $0.value.shape.count == 2 }.mapValues(\.shape)
        let names = matrices.keys.sorted()
        func isCalledEmbedding(_ name: String) -> Bool {
            let name = name.lowercased()
            return ["emb", "wte", "lookup"].contains { name.contains($0) }
        }
        func fits(_ output: String, _ embedding: String) -> Bool {
            guard let rows = matrices[output], let table = matrices[embedding], tensors[bias(of: embedding)] == nil
            else {
                return false
            }
            return rows == [table[0], hidden] && table[1] == inputs
                && (table[0] != inputs || isCalledEmbedding(embedding))
        }
        switch names.count {
        case 1 where matrices[names[0]] == [inputs, hidden] && !isCalledEmbedding(names[0]): return (names[0], nil)
        case 2:
            var choices = [(names[0], names[1]), (names[1], names[0])].filter { fits($0, $1) }
            // Tied weights are one matrix.
            if choices.count == 2, tensors[names[0]] == tensors[names[1]] { choices.removeLast() }
            if choices.count == 2 {
                choices = choices.filter { isCalledEmbedding($0.1) && !isCalledEmbedding($0.0) }
            }
            if choices.count == 1 { return choices[0] }
        default: break
        }
        guard !names.isEmpty else {
            throw InterchangeError("there is no output layer: no matrix but the recurrent ones")
        }
        throw InterchangeError(
            "one matrix [tokens, \(hidden)] has to be the output layer, and one [tokens, \(inputs)] without a bias may be an "
                + "embedding; there are "
                + names.prefix(4).map { "\($0) \(matrices[$0] ?? [])" }.joined(separator: ", ")
                + (names.count > 4 ? ", …" : ""))
    }

    private static func bias(of weights: String) -> String {
        weights.hasSuffix("weight") ? String(weights.dropLast("weight".count)) + "bias" : weights + ".bias"
    }

    /// The cell, by the rows of the recurrent weights for each unit, which all layers have in common.
    private static func cell(
        of layers: [ForeignNetwork.Layer], _ given: Architecture.Cell?
    ) throws -> Architecture.Cell {
        let gates = Set(
            layers.map { layer in
                let hidden = layer.recurrent.columns
                return hidden > 0 && layer.recurrent.rows % hidden == 0 ? layer.recurrent.rows / hidden : 0
            })
        let possible = gates.count == 1 ? gates.flatMap(Architecture.Cell.cells(gates:)) : []
        guard let first = possible.first else {
            let classes = Architecture.Cell.allCases.compactMap(\.traits.torchName).map { "nn.\($0)" }.joined(
                separator: ", ")
            throw InterchangeError("the recurrent weights are not those of one of \(classes)")
        }
        let names = possible.map(\.rawValue).joined(separator: " and ")
        if let given, !possible.contains(given) {
            throw InterchangeError("the recurrent weights have the shapes of cell \(names), not of \(given.rawValue)")
        }
        guard given != nil || possible.count == 1 else {
            throw InterchangeError("the recurrent weights have the shapes of the cells \(names); choose with `cell`")
        }
        return given ?? first
    }

    private static func list(_ names: [String]) -> String {
        names.sorted().prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
    }

    // MARK: - Writing

    /// One module `rnn`, or, where layers have different sizes, one module a layer, `rnn.0`, `rnn.1`, …; and `out`.
    package static func write(_ model: Model) throws -> Data {
        let hidden = model.architecture.hidden
        var file = Safetensors()
        file.metadata["format"] = "pt"  // what PyTorch's users of the format expect
        file.metadata.merge(try model.vocabulary.metadata()) { $1 }
        if let text = model.record.text { file.metadata[textKey] = try JSONEncoder.canonical.text(text) }
        for (name, tensor) in model.tensors() {
            if Set(hidden).count > 1, name.hasPrefix("rnn."), let end = name.range(of: "_l", options: .backwards) {
                let layer = name[end.upperBound...]
                file.tensors["rnn.\(layer).\(name[..<end.lowerBound].dropFirst(4))_l0"] = tensor
            } else {
                file.tensors[name] = tensor
            }
        }
        return try file.serialized()
    }

    /// Three lines of Python that read the file.
    package static func loader(_ model: Model, path: String) throws -> [String] {
        let (cell, hidden) = (try model.architecture.cell.name(\.torchName, in: "PyTorch"), model.architecture.hidden)
        let module = "torch.nn.\(cell)"
        let tokens = model.vocabulary.count
        let recurrent =
            Set(hidden).count == 1
            ? "\(module)(\(tokens), \(hidden[0]), num_layers=\(hidden.count))"
            : "torch.nn.ModuleList(["
                + zip([tokens] + hidden, hidden).map { "\(module)(\($0), \($1))" }.joined(separator: ", ") + "])"
        let literal = try JSONEncoder.canonical.text(path)  // which is one of Python as well
        return [
            "import torch, safetensors.torch",
            "net = torch.nn.ModuleDict({\"rnn\": \(recurrent), \"out\": torch.nn.Linear(\(hidden[hidden.count - 1]), "
                + "\(tokens))})",
            "net.load_state_dict(safetensors.torch.load_file(\(literal)))",
        ]
    }
}
