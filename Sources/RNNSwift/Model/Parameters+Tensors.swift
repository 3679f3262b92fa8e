extension Parameters {
    /// Takes parameters from PyTorch's tensors. Every shape is checked before any memory is asked for.
    package convenience init(_ layout: ParameterLayout, from tensors: [String: Safetensors.Tensor]) throws {
        for slice in layout.slices {
            for part in slice.parts {
                guard let tensor = tensors[part.name] else {
                    throw FormatError(description: "tensor \(part.name) is missing")
                }
                let shape = slice.shape(of: part)
                guard tensor.shape == shape else {
                    throw FormatError(
                        description: "tensor \(part.name) has the shape \(tensor.shape), not \(shape)")
                }
            }
        }
        self.init(layout)
        for slice in layout.slices {
            let matrix = matrix(slice)
            for part in slice.parts {
                for (index, value) in tensors[part.name]!.floats[part.range].enumerated() {
                    let before = matrix[index % slice.rows, index / slice.rows]
                    // What was written is read again, to the bit: the sum of -0 and 0 would be 0.
                    let sum = before.bitPattern == 0 ? value : value == 0 ? before : before + value
                    matrix[index % slice.rows, index / slice.rows] = sum
                }
            }
        }
        guard all.isFinite else { throw FormatError(description: "its weights are not all finite numbers") }
    }
}

extension ParameterLayout.Slice {
    /// PyTorch's shape of the whole tensor: outputs first.
    func shape(of part: ParameterLayout.TensorPart) -> [Int] { isBias ? [part.of] : [columns, rows] }
}
