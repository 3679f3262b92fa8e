import RNNSwift

/// The weights of a model as arrays, for those who write them in other formats.
///
/// Matrices are output-major, as in PyTorch; biases that come to a sum are one.
package struct PlainNetwork {
    /// One recurrent layer; its gates are side by side in PyTorch's order.
    package struct Layer {
        package let inputs: Int
        package let units: Int
        /// [gates units, inputs]
        package let inputWeights: [Float]
        /// [gates units, units]
        package let recurrentWeights: [Float]
        /// [gates units]
        package let bias: [Float]
        /// [units] The recurrent bias of the candidates; nil for cells without one.
        package let candidateBias: [Float]?
    }

    package let cell: Architecture.Cell
    package let tokens: Int
    package let layers: [Layer]
    /// [tokens, units of the last layer]
    let outputWeights: [Float]
    /// [tokens]
    let outputBias: [Float]

    package init(_ model: Model) {
        let layout = model.network.layout
        func values(_ name: String) -> [Float] {
            let matrix = model.weights.parameters.matrix(layout.slice(named: name))
            return (0..<matrix.columns).flatMap { column in (0..<matrix.rows).map { matrix[$0, column] } }
        }
        cell = model.architecture.cell
        tokens = model.vocabulary.count
        var layers: [Layer] = []
        for (index, units) in model.architecture.hidden.enumerated() {
            layers.append(
                Layer(
                    inputs: layers.last?.units ?? model.vocabulary.count, units: units,
                    inputWeights: values("rnn.weight_ih_l\(index)"),
                    recurrentWeights: values("rnn.weight_hh_l\(index)"), bias: values("rnn.bias_ih_l\(index)"),
                    candidateBias: cell.traits.hasCandidateBias ? values("rnn.bias_hh_l\(index)") : nil))
        }
        self.layers = layers
        outputWeights = values("out.weight")
        outputBias = values("out.bias")
    }

    /// Number of matrices side by side in the weights of a layer.
    package var gates: Int { cell.traits.gates }
}
