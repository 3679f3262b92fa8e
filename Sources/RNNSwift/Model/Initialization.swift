import Foundation

/// Weight initialization scheme.
public enum Initialization: String, CaseIterable, Codable, Sendable {
    /// PyTorch's: everything uniform in ±1/√H, H being the units of the layer, and of the one below the output layer.
    case pytorch
    /// *Data Science from Scratch*: weights normal with the standard deviation 2 / (inputs + outputs) (of each gate),
    /// biases of recurrent layers standard normal, the bias of the output layer normal with the standard deviation 1/V.
    case book
    /// Keras': weights of inputs uniform in ±√(6 / (rows + columns)) (Glorot and Bengio 2010), recurrent weights
    /// orthogonal (Saxe et al. 2014), biases zero, but 1 for the forget gate of an LSTM (Jozefowicz et al. 2015).
    case keras
    /// As Keras', but the weights of tokens, the inputs of the first layer, are uniform in ±1. A token is a single 1
    /// among zeros, so that the other schemes, whose bounds are for inputs that come together, let it change a hidden
    /// state little at first. `Documentation/Guides/Quality.md` has the measurements.
    case orthogonal
    /// The weights of a model of names in general that comes with the library, for the characters that it knows;
    /// PyTorch's for others. It requires the architecture of that model, two layers of 128 GRU cells.
    case base
}

extension Parameters {
    /// Draws fresh values.
    func initialize(_ initialization: Initialization, seed: UInt64) {
        var random = SplitMix64(seed: seed, stream: .initialization)
        for slice in layout.slices {
            switch initialization {
            case .pytorch, .base: drawUniform(slice, within: 1 / Double(slice.units).squareRoot(), using: &random)
            case .book: drawAsInTheBook(slice, using: &random)
            case .orthogonal where slice == layout.slices.first { $0.role == .input }:
                drawUniform(slice, within: 1, using: &random)
            case .keras, .orthogonal: drawAsInKeras(slice, using: &random)
            }
        }
    }

    private func drawAsInTheBook(_ slice: ParameterLayout.Slice, using random: inout SplitMix64) {
        let deviation =
            switch slice.role {
            case .input, .recurrent: 2 / Double(slice.rows + slice.units)
            case .output: 2 / Double(slice.rows + slice.columns)
            case .bias: 1.0
            case .outputBias: 1 / Double(slice.columns)
            }
        let values = elements(slice)
        for i in 0..<values.count { values[i] = Float(deviation * random.normal()) }
    }

    private func drawAsInKeras(_ slice: ParameterLayout.Slice, using random: inout SplitMix64) {
        switch slice.role {
        case .input, .output:
            drawUniform(slice, within: (6 / Double(slice.rows + slice.columns)).squareRoot(), using: &random)
        case .recurrent: drawOrthogonal(slice, using: &random)
        case .bias(let forgetGate):
            elements(slice).fill(0)
            if let forgetGate {
                elements(slice)[forgetGate * slice.units..<(forgetGate + 1) * slice.units].fill(1)
            }
        case .outputBias: elements(slice).fill(0)
        }
    }

    private func drawUniform(_ slice: ParameterLayout.Slice, within bound: Double, using random: inout SplitMix64) {
        let values = elements(slice)
        for i in 0..<values.count { values[i] = Float((2 * random.uniform() - 1) * bound) }
    }

    /// Orthonormal rows, all such matrices being equally likely: normal numbers made orthogonal row after row (Gram and
    /// Schmidt, subtracting from each row what it has of the ones before).
    private func drawOrthogonal(_ slice: ParameterLayout.Slice, using random: inout SplitMix64) {
        precondition(slice.rows <= slice.columns, "an orthogonal matrix has at most as many rows as columns")
        let matrix = matrix(slice)
        var rows: [WideVector] = []
        for r in 0..<slice.rows {
            var row = WideVector((0..<slice.columns).map { _ in random.normal() })
            for other in rows { row.subtract(row.dot(other), times: other) }
            row.scale(by: 1 / row.dot(row).squareRoot())
            for column in 0..<slice.columns { matrix[r, column] = Float(row[column]) }
            rows.append(row)
        }
    }
}

/// Doubles, eight at a time, zeros at the end.
private struct WideVector {
    private var lanes: [SIMD8<Double>]

    init(_ values: [Double]) {
        lanes = Array(repeating: .zero, count: (values.count + 7) / 8)
        for (i, value) in values.enumerated() { lanes[i / 8][i % 8] = value }
    }

    subscript(i: Int) -> Double { lanes[i / 8][i % 8] }

    func dot(_ other: WideVector) -> Double {
        var sum = SIMD8<Double>.zero
        for i in lanes.indices { sum += lanes[i] * other.lanes[i] }
        return sum.sum()
    }

    mutating func subtract(_ factor: Double, times other: WideVector) {
        for i in lanes.indices { lanes[i] -= factor * other.lanes[i] }
    }

    package mutating func scale(by factor: Double) {
        for i in lanes.indices { lanes[i] *= factor }
    }
}

extension SplitMix64 {
    /// A standard normal number (Box and Muller 1958).
    package mutating func normal() -> Double {
        let (u, v) = (1 - uniform(), uniform())  // u > 0
        return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
    }
}
