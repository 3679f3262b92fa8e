import RNNSwift
import Testing

/// The model against PyTorch in float64: logits, loss, every gradient, for each table of kernels, for rows with shared
/// prefixes and for plain ones.
@Suite struct GoldenTests {
    /// Relative to the largest element of a tensor. Results are float32: sums of up to some 60 products (2^-24 each)
    /// through up to 31 steps of the recurrence; measured differences are below 2e-6, and a wrong term shows at 1e-2 or
    /// more.
    static let tolerance = 1e-5

    struct Case {
        let network: Network
        let weights: PackedParameters
        let names: EncodedNames
        /// The tokens of name k, START and STOP included.
        let tokens: [[Int]]
        let file: Safetensors

        init(_ name: String, kernels: Kernels) throws {
            file = try golden(name)
            let size = try #require(Int(file.metadata["vocab"] ?? ""))
            let layers = try #require(Int(file.metadata["layers"] ?? ""))
            let hidden = try #require(Int(file.metadata["hidden"] ?? ""))
            let cell = try #require(Architecture.Cell(rawValue: file.metadata["cell"] ?? ""))
            let vocabulary = try syntheticVocabulary(size)
            network = Network(
                Architecture(cell: cell, hidden: Array(repeating: hidden, count: layers)), vocabularySize: size,
                kernels: kernels)
            var tensors: [String: Safetensors.Tensor] = [:]
            for (name, tensor) in file.tensors where name.hasPrefix("param.") {
                tensors[String(name.dropFirst("param.".count))] = tensor
            }
            weights = network.pack(try Parameters(network.layout, from: tensors))
            let file = file
            tokens = (0...).lazy.map { file.tensors["tokens.\($0)"] }.prefix { $0 != nil }
                .map { $0!.doubles.map { Int($0) } }
            names = EncodedNames(tokens.map { vocabulary.text(of: $0) }, vocabulary: vocabulary)
        }

        func workspace(plain: Bool) -> Workspace {
            let workspace = Workspace(network)
            if plain {
                workspace.rows.buildPlain(names, selection: names.occurrences)
            } else {
                workspace.rows.build(names, selection: names.occurrences)
            }
            return workspace
        }
    }

    static let cells = [
        "rnn_L1_H5_V7", "rnn_L2_H32_V28", "rnn_L3_H17_V66", "lstm_L1_H5_V7", "lstm_L2_H32_V28", "lstm_L2_H33_V66",
        "gru_L1_H5_V7", "gru_L2_H32_V28", "gru_L2_H33_V66",
    ]

    @Test(arguments: cells, Kernels.available) func logits(_ name: String, kernels: Kernels) throws {
        let test = try Case(name, kernels: kernels)
        let workspace = test.workspace(plain: false)
        let logits = test.network.forward(test.weights, workspace)
        let rows = workspace.rows
        for (k, tokens) in test.tokens.enumerated() {
            // From the root down: the row whose parent is the last one and which reads the next token.
            var actual: [Double] = []
            var row = 0
            for position in tokens.indices.dropLast() {
                if position > 0 {
                    row = try #require(
                        (1..<rows.count).first {
                            Int(rows.parent[$0]) == row && Int(rows.token[$0]) == tokens[position]
                        })
                }
                actual += (0..<logits.columns).map { Double(logits[row, $0]) }
            }
            let expected = try #require(test.file.tensors["logits.\(k)"]).doubles
            #expect(relativeDifference(actual, expected) < Self.tolerance, "name \(k)")
        }
    }

    @Test(arguments: cells, Kernels.available) func lossAndGradients(_ name: String, kernels: Kernels) throws {
        let test = try Case(name, kernels: kernels)
        for plain in [false, true] {
            let workspace = test.workspace(plain: plain)
            let gradient = Parameters(test.network.layout)
            let predictions = Double(workspace.rows.predictions)
            let loss = test.network.addGradient(
                test.weights, workspace, scale: Float(1 / predictions), to: gradient)
            let expectedLoss = try #require(test.file.tensors["loss"]).doubles[0]
            #expect(abs(loss / predictions / expectedLoss - 1) < Self.tolerance)

            for slice in test.network.layout.slices {
                let expected = try #require(test.file.tensors["grad.\(slice.name)"])
                    .doubles[slice.parts[0].range]
                let actual = gradient.matrix(slice).transposedElements
                #expect(relativeDifference(actual, Array(expected)) < Self.tolerance, "\(slice.name), plain: \(plain)")
            }
        }
    }

    /// Eight names with the book's algorithm, one step per character.
    @Test(arguments: Kernels.available) func bookOnline(_ kernels: Kernels) throws {
        let file = try golden("book_online")
        let size = try #require(Int(file.metadata["vocab"] ?? ""))
        let hidden = try #require(Int(file.metadata["hidden"] ?? ""))
        let vocabulary = try syntheticVocabulary(size)
        let network = Network(Architecture(hidden: [hidden, hidden]), vocabularySize: size, kernels: kernels)
        let tensors = [
            "rnn.weight_ih_l0": "W1", "rnn.weight_hh_l0": "U1", "rnn.bias_ih_l0": "b1", "rnn.weight_ih_l1": "W2",
            "rnn.weight_hh_l1": "U2", "rnn.bias_ih_l1": "b2", "out.weight": "Wo", "out.bias": "bo",
        ]
        let parameters = Parameters(network.layout)
        for (name, tensor) in tensors {
            let matrix = parameters.matrix(network.layout.slice(named: name))
            for (index, value) in try #require(file.tensors["init.\(tensor)"]).floats.enumerated() {
                matrix[index % matrix.rows, index / matrix.rows] = value
            }
        }
        let training = OnlineTraining(
            network, parameters: parameters, momentum: try #require(Double(file.metadata["momentum"] ?? "")))
        let learningRate = try #require(Double(file.metadata["lr"] ?? ""))
        for k in 0..<8 {
            let tokens = try #require(file.tensors["tokens.\(k)"]).doubles.map { Int($0) }
            let name = EncodedNames([vocabulary.text(of: tokens)], vocabulary: vocabulary)
            let (loss, predictions) = training.run(name, selection: [0], learningRate: learningRate)
            let expected = try #require(file.tensors["loss.\(k)"]).doubles[0]
            #expect(predictions == tokens.count - 1 && abs(loss / expected - 1) < Self.tolerance, "name \(k)")
        }
        for (name, tensor) in tensors {
            let expected = try #require(file.tensors["final.\(tensor)"]).doubles
            let actual = training.weights.parameters.matrix(network.layout.slice(named: name)).transposedElements
            #expect(relativeDifference(actual, expected) < Self.tolerance, "\(tensor)")
        }
    }

    /// The comparison must be able to fail: one weight off by 1 % is seen.
    @Test func aWrongWeightIsSeen() throws {
        let test = try Case("rnn_L2_H32_V28", kernels: .best)
        let parameters = test.weights.parameters.copy()
        parameters.all[5] *= 1.01
        let workspace = test.workspace(plain: false)
        let gradient = Parameters(test.network.layout)
        let scale = Float(1 / Double(workspace.rows.predictions))
        _ = test.network.addGradient(test.network.pack(parameters), workspace, scale: scale, to: gradient)
        let slice = test.network.layout.slices[0]
        let expected = try #require(test.file.tensors["grad.\(slice.name)"]).doubles
        #expect(relativeDifference(gradient.matrix(slice).transposedElements, expected) > Self.tolerance)
    }
}
