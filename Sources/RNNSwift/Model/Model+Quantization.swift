/// What cannot be quantized, in one line.
public enum QuantizationError: Error, Equatable, CustomStringConvertible {
    case simpleRNN
    case units(most: Int)

    public var description: String {
        switch self {
        case .simpleRNN: "8-bit weights are for LSTM and GRU layers, but the model has SimpleRNN layers"
        case .units(let most): "8-bit weights are for layers of at most \(most) units"
        }
    }
}

extension Model {
    private static let mostUnits = 32_768

    /// The same model, which computes with 8-bit weights and hidden states: for generation, evaluation and scores of
    /// large LSTM and GRU networks. What it predicts differs a little from this model.
    ///
    ///     let fast = try model.quantized()
    ///     let names = try fast.generate(count: 100_000)
    ///
    /// The weights of each output become whole numbers from -127 to 127 with a common factor. Hidden states, which are
    /// between -1 and 1, become multiples of 1/127. The products of these numbers are exact, so all instruction sets
    /// compute the same. The weights of the first layer's input, which are looked up, the gates and the cell states
    /// remain floating-point numbers. A file that is saved has the original weights.
    ///
    /// - Throws: ``QuantizationError`` for a SimpleRNN, and for layers of more than 32,768 units.
    /// - Complexity: O(weights).
    public func quantized() throws -> Model {
        guard architecture.cell != .rnn else { throw QuantizationError.simpleRNN }
        guard architecture.hidden.allSatisfy({ $0 <= Self.mostUnits }) else {
            throw QuantizationError.units(most: Self.mostUnits)
        }
        let network = Network(
            architecture, vocabularySize: vocabulary.count, kernels: network.kernels, precision: .int8)
        return Model(
            network: network, vocabulary: vocabulary, parameters: weights.parameters, record: record,
            trainingNames: trainingNames)
    }

    /// Whether the model computes with 8-bit weights.
    public var isQuantized: Bool { network.precision == .int8 }
}

extension TextModel {
    /// The same model with 8-bit weights: see ``Model/quantized()``.
    public func quantized() throws -> TextModel { TextModel(try model.quantized()) }
}
