import Foundation

/// The state dict of a PyTorch module with recurrent layers and a linear output layer, saved as safetensors.
///
/// What the modules are called does not matter: the recurrent part is what ends in `weight_ih_l0`, `weight_hh_l0`,
/// `bias_ih_l0`, …; several modules of that kind, as in a ModuleList, follow each other in the order of their names. The output
/// layer, and an embedding in place of one-hot inputs, are known by their shapes.
enum TorchStateDict {
    static let name = "PyTorch state dict"

    /// - Throws: ``InterchangeError``.
    static func read(_ file: Safetensors) throws -> ForeignNetwork {
        var rest = file.tensors
        let first = "weight_ih_l0"
        let modules = rest.keys.filter { $0.hasSuffix(first) }.map { String($0.dropLast(first.count)) }
            .sorted { $0.compare($1, options: .numeric) == .orderedAscending }
        guard !modules.isEmpty else {
            throw InterchangeError("no tensor's name ends in \(first), as those of nn.RNN, nn.LSTM and nn.GRU do")
        }
        if let odd = rest.keys.sorted().first(where: { $0.hasSuffix("_reverse") || $0.contains("weight_hr_l") }) {
            throw InterchangeError("tensor \(odd): layers in both directions or with projections are not read here")
        }
        func matrix(_ name: String) throws -> ForeignNetwork.Weights? {
            try rest.removeValue(forKey: name).map { try .init($0, "tensor \(name)") }
        }
        func vector(_ name: String, count: Int) throws -> [Float]? {
            guard let tensor = rest.removeValue(forKey: name) else { return nil }
            guard tensor.shape == [count] else {
                throw InterchangeError("tensor \(name) has the shape \(tensor.shape), not \([count])")
            }
            return tensor.floats
        }
        var layers: [ForeignNetwork.Layer] = []
        for module in modules {
            var index = 0
            while let inputs = try matrix("\(module)weight_ih_l\(index)") {
                guard let recurrent = try matrix("\(module)weight_hh_l\(index)") else {
                    throw InterchangeError("there is no tensor \(module)weight_hh_l\(index)")
                }
                func bias(_ name: String) throws -> [Float] {
                    try vector("\(module)\(name)_l\(index)", count: inputs.rows)
                        ?? [Float](repeating: 0, count: inputs.rows)
                }
                layers.append(
                    .init(
                        inputs: inputs, recurrent: recurrent, inputBias: try bias("bias_ih"),
                        recurrentBias: try bias("bias_hh")))
                index += 1
            }
        }
        let (output, embedding) = try outputAndEmbedding(
            rest.filter { $0.value.shape.count == 2 }.mapValues(\.shape), biases: rest.mapValues(\.shape),
            inputs: layers[0].inputs.columns, hidden: layers[layers.count - 1].recurrent.columns)
        guard let outputWeights = try matrix(output) else { throw InterchangeError("there is no tensor \(output)") }
        let outputBias =
            try vector(Self.bias(of: output), count: outputWeights.rows)
            ?? [Float](repeating: 0, count: outputWeights.rows)
        let embeddingWeights = try embedding.flatMap { try matrix($0) }
        guard rest.isEmpty else {
            throw InterchangeError(
                "these tensors have no place in recurrent layers and an output layer: \(list(Array(rest.keys)))")
        }
        return try ForeignNetwork(
            format: name, cell: try cell(of: layers), layers: layers, output: outputWeights, outputBias: outputBias,
            embedding: embeddingWeights)
    }

    /// Which of the matrices that do not recur is the output layer, [tokens, hidden], and which the embedding,
    /// [tokens, inputs], if there is one. Where both could be both, the one with a bias is the output layer, or the one whose
    /// name does not speak of an embedding.
    private static func outputAndEmbedding(
        _ matrices: [String: [Int]], biases: [String: [Int]], inputs: Int, hidden: Int
    ) throws -> (output: String, embedding: String?) {
        let names = matrices.keys.sorted()
        func fits(_ output: String, _ embedding: String) -> Bool {
            matrices[output]?[1] == hidden && matrices[embedding]?[1] == inputs
        }
        switch names.count {
        case 1 where matrices[names[0]]?[1] == hidden: return (names[0], nil)
        case 2:
            var choices = [(names[0], names[1]), (names[1], names[0])].filter { fits($0, $1) }
            let withBias = choices.filter { biases[Self.bias(of: $0.0)] != nil }
            if choices.count == 2 { choices = withBias.count == 1 ? withBias : choices }
            if choices.count == 2 { choices = choices.filter { $0.1.lowercased().contains("emb") } }
            if choices.count == 1 { return choices[0] }
        default: break
        }
        guard !names.isEmpty else {
            throw InterchangeError("there is no output layer: no matrix but the recurrent ones")
        }
        throw InterchangeError(
            "one matrix [tokens, \(hidden)] should be the output layer, and at most one more the embedding; there are "
                + list(names))
    }

    private static func bias(of weights: String) -> String {
        weights.hasSuffix("weight") ? String(weights.dropLast("weight".count)) + "bias" : weights + ".bias"
    }

    /// By the rows of the recurrent weights for each unit: all layers have the same.
    private static func cell(of layers: [ForeignNetwork.Layer]) throws -> Architecture.Cell {
        let gates = Set(
            layers.map { layer in
                let hidden = layer.recurrent.columns
                return hidden > 0 && layer.recurrent.rows % hidden == 0 ? layer.recurrent.rows / hidden : 0
            })
        guard gates.count == 1, let cell = gates.first.flatMap({ Architecture.Cell(gates: $0) }) else {
            throw InterchangeError("the recurrent weights are not those of one of nn.RNN, nn.LSTM and nn.GRU")
        }
        return cell
    }

    private static func list(_ names: [String]) -> String {
        names.sorted().prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
    }

    // MARK: - Writing

    /// The metadata that has the characters in the order of their tokens, as JSON; START and STOP come after them.
    static let vocabularyKey = "rnnc.vocabulary"
    /// What a character is, if it is no grapheme cluster.
    static let unitKey = "rnnc.vocabulary_unit"

    /// One module `rnn`, or, where layers have different sizes, one module a layer, `rnn.0`, `rnn.1`, …; and `out`.
    static func write(_ model: Model) throws -> Data {
        let hidden = model.architecture.hidden
        var file = Safetensors()
        file.metadata["format"] = "pt"  // what PyTorch's users of the format expect
        file.metadata[vocabularyKey] = String(
            decoding: try JSONEncoder().encode(model.vocabulary.characters.map { String($0) }), as: UTF8.self)
        if model.vocabulary.unit != .clusters { file.metadata[unitKey] = model.vocabulary.unit.rawValue }
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
    static func loader(_ model: Model, path: String) throws -> [String] {
        let (cell, hidden) = (model.architecture.cell.rawValue, model.architecture.hidden)
        let module = "torch.nn.\(cell.uppercased())"
        let tokens = model.vocabulary.count
        let recurrent =
            Set(hidden).count == 1
            ? "\(module)(\(tokens), \(hidden[0]), num_layers=\(hidden.count))"
            : "torch.nn.ModuleList(["
                + zip([tokens] + hidden, hidden).map { "\(module)(\($0), \($1))" }.joined(separator: ", ") + "])"
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let literal = String(decoding: try encoder.encode(path), as: UTF8.self)  // which is one of Python as well
        return [
            "import torch, safetensors.torch",
            "net = torch.nn.ModuleDict({\"rnn\": \(recurrent), \"out\": torch.nn.Linear(\(hidden[hidden.count - 1]), "
                + "\(tokens))})",
            "net.load_state_dict(safetensors.torch.load_file(\(literal)))",
        ]
    }
}
