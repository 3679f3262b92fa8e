import Foundation
import RNNSwift

/// The weights of a stack of SimpleRNN layers and a linear layer as arrays in JSON, as the NumPy programs around the
/// book's network keep them:
///
///     [W1 [hidden, tokens], U1 [hidden, hidden], b1 [hidden],   one such three a layer
///      W2 [hidden, hidden], U2 [hidden, hidden], b2 [hidden],
///      Wo [tokens, hidden], bo [tokens]]
///
/// with `h = tanh(W x + U h_prev + b)` and logits `Wo h + bo`.
package enum WeightsJSON {
    package static let name = "weights JSON"

    /// - Throws: ``InterchangeError``.
    package static func read(_ data: Data) throws -> ForeignNetwork {
        guard let arrays = (try? JSONSerialization.jsonObject(with: data)) as? [Any] else {
            throw InterchangeError("its text is not a JSON array of arrays of numbers (NaN and Infinity are none)")
        }
        guard arrays.count >= 5, arrays.count % 3 == 2 else {
            throw InterchangeError(
                "it has \(arrays.count) arrays, where three per layer and two for the output are expected: 5, 8, 11, …")
        }
        let layers = try stride(from: 0, to: arrays.count - 2, by: 3).map { index in
            let bias = try vector(arrays[index + 2], "array \(index + 3)")
            return ForeignNetwork.Layer(
                inputs: try matrix(arrays[index], "array \(index + 1)"),
                recurrent: try matrix(arrays[index + 1], "array \(index + 2)"),
                inputBias: bias, recurrentBias: bias.map { _ in 0 })
        }
        return try ForeignNetwork(
            format: name, cell: .rnn, layers: layers,
            output: matrix(arrays[arrays.count - 2], "array \(arrays.count - 1)"),
            outputBias: vector(arrays[arrays.count - 1], "array \(arrays.count)"))
    }

    /// - Throws: ``InterchangeError`` for other cells than SimpleRNN.
    package static func write(_ model: Model) throws -> Data {
        guard model.architecture.cell == .rnn else {
            throw InterchangeError("weights JSON is for cell rnn; this model has \(model.architecture.cell.rawValue)")
        }
        let network = try ForeignNetwork(model)
        var arrays: [String] = []
        for layer in network.layers {
            let bias = zip(layer.inputBias, layer.recurrentBias).map(+)
            arrays += [text(layer.inputs), text(layer.recurrent), text(bias)]
        }
        arrays += [text(network.output), text(network.outputBias)]
        return Data("[\(arrays.joined(separator: ", "))]".utf8)
    }

    private static func vector(_ value: Any, _ place: String) throws -> [Float] {
        guard let values = value as? [Any] else { throw InterchangeError("\(place) is not an array of numbers") }
        return try values.enumerated().map { index, value in
            guard let number = value as? Double else {
                throw InterchangeError("element \(index + 1) of \(place) is not a number")
            }
            return Float(number)
        }
    }

    private static func matrix(_ value: Any, _ place: String) throws -> ForeignNetwork.Weights {
        guard let rows = value as? [Any], !rows.isEmpty else {
            throw InterchangeError("\(place) is not an array of rows")
        }
        var values: [Float] = []
        var columns = 0
        for (index, row) in rows.enumerated() {
            let row = try vector(row, "row \(index + 1) of \(place)")
            if index == 0 { columns = row.count }
            guard row.count == columns, columns > 0 else {
                throw InterchangeError(
                    "row \(index + 1) of \(place) has \(row.count) numbers, the first row \(columns)")
            }
            values += row
        }
        return .init(rows: rows.count, columns: columns, values: values)
    }

    private static func text(_ weights: ForeignNetwork.Weights) -> String {
        "[\((0..<weights.rows).map { text(weights.row($0)) }.joined(separator: ", "))]"
    }

    /// Numbers written as doubles, so that a program that computes in double precision reads exactly those of the
    /// model.
    private static func text(_ values: some Sequence<Float>) -> String {
        "[\(values.map { "\(Double($0))" }.joined(separator: ", "))]"
    }
}
