/// The weights of a model as arrays, for those who write them in other formats.
///
/// Matrices are output-major, as in PyTorch; biases that come to a sum are one.
struct PlainNetwork {
    /// One recurrent layer; its gates stand side by side in PyTorch's order.
    struct Layer {
        let inputs: Int
        let units: Int
        /// [gates units, inputs]
        let inputWeights: [Float]
        /// [gates units, units]
        let recurrentWeights: [Float]
        /// [gates units]
        let bias: [Float]
        /// [units] The recurrent bias of a GRU's candidates; nil for other cells.
        let candidateBias: [Float]?
    }

    let cell: Architecture.Cell
    let tokens: Int
    let layers: [Layer]
    /// [tokens, units of the last layer]
    let outputWeights: [Float]
    /// [tokens]
    let outputBias: [Float]

    init(_ model: Model) {
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
                    candidateBias: model.architecture.cell == .gru ? values("rnn.bias_hh_l\(index)") : nil))
        }
        self.layers = layers
        outputWeights = values("out.weight")
        outputBias = values("out.bias")
    }

    /// How many matrices stand side by side in the weights of a layer.
    var gates: Int {
        switch cell {
        case .rnn: 1
        case .lstm: 4
        case .gru: 3
        }
    }
}
