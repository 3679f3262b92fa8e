/// The shape of a network: the kind of its recurrent cells and the sizes of its layers.
public struct Architecture: Codable, Equatable, Sendable {
    /// The recurrent cell.
    public enum Cell: String, Codable, CaseIterable, Sendable {
        /// `h = tanh(W x + U h + b)`
        case rnn
        /// Long short-term memory, as PyTorch's nn.LSTM.
        case lstm
        /// The gated recurrent unit, as PyTorch's nn.GRU.
        case gru
    }

    /// The largest layer that is taken.
    public static let widestLayer = 8192
    /// The most layers that are taken.
    public static let deepestNetwork = 64

    public var cell: Cell
    /// The hidden units of each recurrent layer, first to last.
    public var hidden: [Int]

    /// By default two layers of 32 units.
    ///
    /// - Precondition: 1 to ``deepestNetwork`` layers of 1 to ``widestLayer`` units.
    public init(cell: Cell = .rnn, hidden: [Int] = [32, 32]) {
        precondition(Self.isValid(hidden), "layers need 1 to \(Self.widestLayer) units")
        self.cell = cell
        self.hidden = hidden
    }

    public static func isValid(_ hidden: [Int]) -> Bool {
        (1...deepestNetwork).contains(hidden.count) && hidden.allSatisfy { (1...widestLayer).contains($0) }
    }
}
