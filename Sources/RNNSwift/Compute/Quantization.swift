import CKernels

/// How weights are stored for the products of a forward pass.
package enum Precision: String, Codable, Sendable, BitwiseCopyable {
    case float
    /// 8-bit numbers with a factor for each output. Hidden states are 8-bit numbers, too, in these products.
    case int8
}

/// A weight matrix as 8-bit numbers: the weight of output n and input k is about
/// `factors[n] * Float(numbers[n * inputs + k])`.
package struct QuantizedMatrix {
    package let inputs: Int
    package let outputs: Int
    /// [outputs, inputs] -127 ... 127
    package let numbers: [Int8]
    /// [outputs] The largest magnitude of the output's weights / 127.
    package let factors: [Float]

    /// - Parameters:
    ///   - values: [outputs, inputs], or [inputs, outputs] if `isInputMajor`.
    ///   - stride: Distance between two rows of `values`.
    package init(
        _ values: UnsafePointer<Float>, stride: Int, inputs: Int, outputs: Int, isInputMajor: Bool = false
    ) {
        (self.inputs, self.outputs) = (inputs, outputs)
        var numbers = [Int8](repeating: 0, count: outputs * inputs)
        var factors = [Float](repeating: 0, count: outputs)
        rnnk_quantize(inputs, outputs, values, stride, !isInputMajor, &numbers, &factors)
        (self.numbers, self.factors) = (numbers, factors)
    }
}

extension Kernels {
    /// Quantizes and packs a matrix, or its transpose.
    func packInt8(_ matrix: Matrix, transposed: Bool, into packed: PackedMatrix) {
        let quantized = QuantizedMatrix(
            matrix.base, stride: matrix.stride, inputs: packed.rows, outputs: packed.columns, isInputMajor: !transposed)
        table.pointee.int8_pack(packed.rows, packed.columns, quantized.numbers, quantized.factors, packed.base)
    }
}
