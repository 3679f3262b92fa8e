extension Architecture {
    /// What a kind of cell consists of, and how other programs call and order its parts. Everything outside the cell's
    /// own layer asks here.
    package struct CellTraits: Sendable {
        /// Class in PyTorch, in `torch.nn`; nil if it has none.
        package let torchName: String?
        /// Class in Keras; nil if it has none.
        package let kerasName: String?
        /// Operator in ONNX, nil if it has none, and its attributes besides the size.
        package let onnxName: String?
        package var onnxAttributes: [(name: String, value: Int)] = []
        /// Products with the input, and with the last hidden state, that a step takes for each unit.
        package let gates: Int
        /// Letters of the states that are carried from step to step, the hidden state first.
        package let states: [String]
        /// Whether the forward pass keeps one more float per unit than its gates and its hidden state.
        let keepsCandidates: Bool
        /// Whether the last gate, the candidate, has a recurrent bias of its own. The biases of other gates are sums.
        package let hasCandidateBias: Bool
        /// Position of each of ONNX's gates in PyTorch's order, which is the order of this program.
        package let onnxOrder: [Int]
        /// Position of each of Keras's gates in PyTorch's order.
        package let kerasOrder: [Int]
        let layer: any RecurrentLayer.Type
    }
}

extension Architecture.Cell {
    package var traits: Architecture.CellTraits {
        switch self {
        case .rnn: Self.rnnTraits
        case .lstm: Self.lstmTraits
        case .gru: Self.gruTraits
        }
    }

    /// The cells whose recurrent weights have this number of rows for each unit.
    package static func cells(gates: Int) -> [Architecture.Cell] { allCases.filter { $0.traits.gates == gates } }

    private static let rnnTraits = Architecture.CellTraits(
        torchName: "RNN", kerasName: "SimpleRNN", onnxName: "RNN", gates: 1, states: ["h"], keepsCandidates: false,
        hasCandidateBias: false, onnxOrder: [0], kerasOrder: [0], layer: SimpleRNNLayer.self)

    /// i, f, g, o; ONNX i, o, f, c; Keras i, f, c, o.
    private static let lstmTraits = Architecture.CellTraits(
        torchName: "LSTM", kerasName: "LSTM", onnxName: "LSTM", gates: 4, states: ["h", "c"], keepsCandidates: true,
        hasCandidateBias: false, onnxOrder: [0, 3, 1, 2], kerasOrder: [0, 1, 2, 3], layer: LSTMLayer.self)

    /// r, z, n; ONNX z, r, h; Keras z, r, h.
    private static let gruTraits = Architecture.CellTraits(
        torchName: "GRU", kerasName: "GRU", onnxName: "GRU", onnxAttributes: [("linear_before_reset", 1)], gates: 3,
        states: ["h"], keepsCandidates: true, hasCandidateBias: true, onnxOrder: [1, 0, 2], kerasOrder: [1, 0, 2],
        layer: GRULayer.self)
}
