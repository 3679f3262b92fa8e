/// Position of each weight in the flat array of all parameters of a network, of all gradients, or of an optimizer's
/// state. With one array, a step of an optimizer is one call.
///
/// Weights are stored input-major, [inputs, outputs] (see rnnk.h). Files hold PyTorch's layout, which is the transpose;
/// the names are PyTorch's.
package struct ParameterLayout: Sendable {
    /// A range of a file's tensor.
    package struct TensorPart: Sendable, Equatable {
        package let name: String
        /// Which of its elements are the first ones of the slice.
        package let range: Range<Int>
        /// All of its elements.
        package let of: Int
    }

    /// What a slice is for, which decides what its fresh values are.
    package enum Role: Sendable, Equatable {
        case input, recurrent, output, outputBias
        /// Bias of a layer. The gate with this number is the forget gate.
        case bias(forgetGate: Int?)
    }

    package struct Slice: Sendable, Equatable {
        /// As in PyTorch's state dict: `rnn.weight_ih_l0`, `out.bias`.
        package let name: String
        package let rows: Int
        package let columns: Int
        package let offset: Int
        package let isBias: Bool
        /// The parts of a file's tensors whose sum this is: PyTorch has two biases where one is enough. The first one
        /// gets the values.
        package let parts: [TensorPart]
        package let role: Role
        /// The hidden units of the layer, of the output layer those of the layer below. The columns of a layer with
        /// gates are its gates' units side by side.
        package let units: Int
    }

    package private(set) var slices: [Slice] = []
    /// The floats of the whole array. A few between two slices belong to none, and are zero.
    package private(set) var count = 0

    /// Adds a matrix of weights, in files its transpose.
    mutating func addWeights(_ name: String, rows: Int, columns: Int, role: Role, units: Int) -> Slice {
        let part = TensorPart(name: name, range: 0..<rows * columns, of: rows * columns)
        return add([part], rows: rows, columns: columns, isBias: false, role: role, units: units)
    }

    /// Adds a bias.
    mutating func addBias(_ name: String, count: Int, role: Role, units: Int) -> Slice {
        addBias([TensorPart(name: name, range: 0..<count, of: count)], count: count, role: role, units: units)
    }

    /// Adds a bias that is a sum of parts of PyTorch's.
    mutating func addBias(_ parts: [TensorPart], count: Int, role: Role, units: Int) -> Slice {
        add(parts, rows: 1, columns: count, isBias: true, role: role, units: units)
    }

    /// Slices start on 64-byte boundaries.
    private mutating func add(
        _ parts: [TensorPart], rows: Int, columns: Int, isBias: Bool, role: Role, units: Int
    ) -> Slice {
        let slice = Slice(
            name: parts[0].name, rows: rows, columns: columns, offset: count, isBias: isBias, parts: parts,
            role: role, units: units)
        slices.append(slice)
        count += (rows * columns).inWholeCacheLines
        return slice
    }

    /// The whole array in ranges that are worth telling another thread. Most are of whole slices, which can be packed
    /// as soon as they are updated; a slice that would keep one thread busy for long is cut.
    package func pieces() -> [Range<Int>] {
        let (alone, shortest, longest) = (2_560, 900, 32_768)
        guard count > alone else { return [0..<count] }
        var pieces: [Range<Int>] = []
        var begin = 0
        for (index, slice) in slices.enumerated() {
            let end = index + 1 < slices.count ? slices[index + 1].offset : count
            let size = end - slice.offset
            if size > longest {
                if begin < slice.offset { pieces.append(begin..<slice.offset) }
                let parts = (size + alone - 1) / alone
                for part in 0..<parts {
                    pieces.append(slice.offset + size * part / parts..<slice.offset + size * (part + 1) / parts)
                }
                begin = end
            } else if end - begin >= shortest || end == count {
                pieces.append(begin..<end)
                begin = end
            }
        }
        return pieces
    }

    /// - Precondition: There is one of that name.
    package func slice(named name: String) -> Slice { slices.first { $0.name == name }! }

    /// The number of weights, without the gaps.
    package var parameterCount: Int { slices.reduce(0) { $0 + $1.rows * $1.columns } }
}

/// An array laid out by a ``ParameterLayout``: parameters, or their gradient.
package final class Parameters: Sendable {
    package let layout: ParameterLayout
    private let buffer: Buffer<Float>

    /// All zero.
    package init(_ layout: ParameterLayout) {
        self.layout = layout
        buffer = Buffer(count: layout.count)
    }

    /// Everything as one vector.
    package var all: Vector { buffer.vector(count: layout.count) }

    package func matrix(_ slice: ParameterLayout.Slice) -> Matrix {
        matrix(at: slice.offset, rows: slice.rows, columns: slice.columns)
    }

    package func matrix(at offset: Int, rows: Int, columns: Int) -> Matrix {
        buffer.matrix(at: offset, rows: rows, columns: columns)
    }

    /// The elements of a slice, row by row.
    package func elements(_ slice: ParameterLayout.Slice) -> Vector {
        buffer.vector(at: slice.offset, count: slice.rows * slice.columns)
    }

    func vector(_ slice: ParameterLayout.Slice) -> Vector {
        precondition(slice.rows == 1, "a vector has one row")
        return buffer.vector(at: slice.offset, count: slice.columns)
    }

    package func copy() -> Parameters {
        let copy = Parameters(layout)
        copy.all.copy(from: all)
        return copy
    }
}
