import RNNSwift

/// A network as another program's file has it: weights in PyTorch's layouts and order of gates, tokens by the other
/// program's numbers.
package struct ForeignNetwork {
    /// A row-major matrix.
    package struct Weights {
        package var rows: Int
        package var columns: Int
        package var values: [Float]

        package init(rows: Int, columns: Int, values: [Float]) {
            precondition(rows * columns == values.count, "the number of values does not fit the shape")
            (self.rows, self.columns, self.values) = (rows, columns, values)
        }

        /// - Throws: ``InterchangeError`` unless it has two dimensions, and elements.
        package init(_ tensor: Safetensors.Tensor, _ name: String) throws {
            guard tensor.shape.count == 2, tensor.count > 0 else {
                throw InterchangeError("\(name) has the shape \(tensor.shape), where a matrix should be")
            }
            try tensor.checkFinite(name)
            self.init(rows: tensor.shape[0], columns: tensor.shape[1], values: tensor.floats)
        }

        package var shape: [Int] { [rows, columns] }

        package func row(_ index: Int) -> ArraySlice<Float> { values[index * columns..<(index + 1) * columns] }

        package var transposed: Weights {
            let values = (0..<columns).flatMap { column in
                stride(from: column, to: self.values.count, by: columns).map { self.values[$0] }
            }
            return Weights(rows: columns, columns: rows, values: values)
        }

        /// The product with the transpose of another matrix, summed in double: [rows, other's rows].
        func timesTransposed(_ other: Weights) -> Weights {
            let values = (0..<rows).flatMap { row in
                (0..<other.rows).map { column in
                    Float(zip(self.row(row), other.row(column)).reduce(0.0) { $0 + Double($1.0) * Double($1.1) })
                }
            }
            return Weights(rows: rows, columns: other.rows, values: values)
        }
    }

    package struct Layer {
        /// [gates hidden, inputs]
        package var inputs: Weights
        /// [gates hidden, hidden]
        package var recurrent: Weights
        /// [gates hidden] each.
        package var inputBias: [Float]
        package var recurrentBias: [Float]
    }

    /// What the file is, for people: "weights JSON".
    package let format: String
    package let cell: Architecture.Cell
    package let layers: [Layer]
    /// [tokens, hidden]
    package let output: Weights
    let outputBias: [Float]
    /// A token that the other program skips when it reads, as padding; nil for none.
    let skippedToken: Int?
    /// Information that is missing in the file, and the value assumed for it; nil if nothing is missing.
    package var assumption: String?

    /// - Parameter embedding: [tokens, width] What the first layer reads in place of a token; the product of the two is
    ///   what it reads of the token by itself.
    /// - Throws: ``InterchangeError`` unless all shapes go together.
    package init(
        format: String, cell: Architecture.Cell, layers: [Layer], output: Weights, outputBias: [Float],
        embedding: Weights? = nil, skippedToken: Int? = nil
    ) throws {
        var layers = layers
        guard Architecture.isValid(layers.map(\.recurrent.columns)) else {
            throw InterchangeError(
                "layers of \(layers.map(\.recurrent.columns)) units; 1 to \(Architecture.deepestNetwork) of 1 to "
                    + "\(Architecture.widestLayer) can be read")
        }
        if let embedding {
            guard embedding.columns == layers[0].inputs.columns else {
                throw InterchangeError(
                    "the embedding has \(embedding.columns) numbers per token, "
                        + "the first layer reads \(layers[0].inputs.columns)")
            }
            layers[0].inputs = layers[0].inputs.timesTransposed(embedding)
        }
        var inputs = layers[0].inputs.columns
        for (index, layer) in layers.enumerated() {
            let hidden = layer.recurrent.columns
            let rows = cell.traits.gates * hidden
            func check(_ shape: [Int], _ expected: [Int], _ what: String) throws {
                guard shape == expected else {
                    throw InterchangeError("\(what) of layer \(index + 1) have the shape \(shape), not \(expected)")
                }
            }
            try check(layer.inputs.shape, [rows, inputs], "the input weights")
            try check(layer.recurrent.shape, [rows, hidden], "the recurrent weights")
            try check([layer.inputBias.count], [rows], "the biases")
            try check([layer.recurrentBias.count], [rows], "the recurrent biases")
            inputs = hidden
        }
        let tokens = layers[0].inputs.columns
        guard output.shape == [tokens, inputs], outputBias.count == tokens else {
            throw InterchangeError(
                "the output layer has the shape \(output.shape) and \(outputBias.count) biases, "
                    + "not \([tokens, inputs]) and \(tokens)")
        }
        self.format = format
        self.cell = cell
        self.layers = layers
        self.output = output
        self.outputBias = outputBias
        self.skippedToken = skippedToken
    }

    /// The weights of a model, by the tokens' own numbers, with both of PyTorch's biases.
    ///
    /// - Throws: ``InterchangeError`` if the parameters do not make the tensors that a file has (they always do).
    package init(_ model: Model) throws {
        let tensors = model.tensors()
        func tensor(_ name: String) throws -> Safetensors.Tensor {
            guard let tensor = tensors[name] else { throw InterchangeError("the model has no \(name)") }
            return tensor
        }
        try self.init(
            format: "model", cell: model.architecture.cell,
            layers: model.architecture.hidden.indices.map { index in
                Layer(
                    inputs: try Weights(tensor("rnn.weight_ih_l\(index)"), "weight_ih"),
                    recurrent: try Weights(tensor("rnn.weight_hh_l\(index)"), "weight_hh"),
                    inputBias: try tensor("rnn.bias_ih_l\(index)").floats,
                    recurrentBias: try tensor("rnn.bias_hh_l\(index)").floats)
            }, output: try Weights(tensor("out.weight"), "out.weight"), outputBias: try tensor("out.bias").floats)
    }

    /// The logit of a token that is never predicted: its probability is 0 beside any other.
    private static let never: Float = -1000

    /// The model, its tokens in this program's order.
    ///
    /// Where START and STOP are one token, that one is read as START and predicted as STOP. Tokens that are no
    /// characters of names, such as padding, are left out: the model's probabilities are the other program's, given
    /// that none of them comes.
    ///
    /// - Throws: ``InterchangeError`` if the vocabulary has numbers that the network has not, or a weight is no finite
    ///   number.
    package func model(_ tokens: ForeignVocabulary, record: TrainingRecord, kernels: Kernels) throws -> Model {
        let count = output.rows
        guard tokens.highest < count else {
            throw InterchangeError(
                "the network has \(count) tokens, 0 to \(count - 1), but \(tokens.text(of: tokens.highest)) has the number "
                    + "\(tokens.highest) in the vocabulary; is it the vocabulary of another model?")
        }
        if let skippedToken, tokens.isRead(skippedToken) {
            throw InterchangeError(
                "its embedding skips the token \(skippedToken) (mask_zero=True), which is \(tokens.text(of: skippedToken)) "
                    + "in the vocabulary")
        }
        var tensors: [String: Safetensors.Tensor] = [:]
        for (index, layer) in layers.enumerated() {
            var inputs = layer.inputs
            if index == 0 {
                let count = inputs.columns
                let values = (0..<inputs.rows).flatMap { row in tokens.ids.map { inputs.values[row * count + $0] } }
                inputs = Weights(rows: inputs.rows, columns: tokens.ids.count, values: values)
            }
            tensors["rnn.weight_ih_l\(index)"] = .init(inputs.values, shape: inputs.shape)
            tensors["rnn.weight_hh_l\(index)"] = .init(layer.recurrent.values, shape: layer.recurrent.shape)
            tensors["rnn.bias_ih_l\(index)"] = .init(layer.inputBias, shape: [layer.inputBias.count])
            tensors["rnn.bias_hh_l\(index)"] = .init(layer.recurrentBias, shape: [layer.recurrentBias.count])
        }
        var bias = tokens.ids.map { outputBias[$0] }
        if tokens.start == tokens.stop { bias[tokens.vocabulary.start] = Self.never }
        tensors["out.weight"] = .init(tokens.ids.flatMap { output.row($0) }, shape: [tokens.ids.count, output.columns])
        tensors["out.bias"] = .init(bias, shape: [bias.count])

        let network = Network(
            Architecture(cell: cell, hidden: layers.map(\.recurrent.columns)),
            vocabularySize: tokens.vocabulary.count, kernels: kernels)
        do {
            return Model(
                network: network, vocabulary: tokens.vocabulary,
                parameters: try Parameters(network.layout, from: tensors), record: record)
        } catch let error as Model.FormatError {
            throw InterchangeError(error.description)
        }
    }
}

extension Safetensors.Tensor {
    /// - Throws: ``InterchangeError`` unless the elements are finite numbers, in float32 too.
    func checkFinite(_ name: String) throws {
        guard type != .int64 else { throw InterchangeError("\(name) has whole numbers, where weights should be") }
        guard floats.allSatisfy(\.isFinite) else {
            throw InterchangeError("\(name) has a weight that is infinite, too large for float32, or not a number")
        }
    }
}
