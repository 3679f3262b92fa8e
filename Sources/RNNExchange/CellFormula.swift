import RNNSwift

/// The equations of a cell for one unit, as statements that are C and JavaScript alike.
///
/// They compute the next state of unit `j` of `H`. `h` and `c` are the states; `z`, [gates H], is what the input gives,
/// in PyTorch's order of gates. The recurrent products are part of `z`, unless the cell has a candidate bias: then they
/// are in `q`, [gates H], with that bias.
enum CellFormula {
    static func statements(_ cell: Architecture.Cell) -> [String] {
        switch cell {
        case .rnn: ["h[j] = tanh(z[j]);"]
        case .lstm:
            [
                "c[j] = sigmoid(z[H + j]) * c[j] + sigmoid(z[j]) * tanh(z[2 * H + j]);",
                "h[j] = sigmoid(z[3 * H + j]) * tanh(c[j]);",
            ]
        case .gru:
            [
                "z[j] = sigmoid(z[j] + q[j]);",
                "z[H + j] = sigmoid(z[H + j] + q[H + j]);",
                "h[j] = (1 - z[H + j]) * tanh(z[2 * H + j] + z[j] * q[2 * H + j]) + z[H + j] * h[j];",
            ]
        }
    }
}

extension Architecture.Cell {
    /// The name of the cell in another program.
    ///
    /// - Throws: ``InterchangeError`` if that program has no such cell.
    func name(_ name: KeyPath<Architecture.CellTraits, String?>, in program: String) throws -> String {
        guard let name = traits[keyPath: name] else { throw InterchangeError("\(program) has no cell \(rawValue)") }
        return name
    }
}
