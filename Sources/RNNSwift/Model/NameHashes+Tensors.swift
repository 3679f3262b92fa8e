import Foundation

/// The tensor of the training names in model files.
extension NameHashes {
    /// The name of the tensor.
    static let tensor = "names.codes"
    /// The name of the tensor in files of earlier versions: the hashes themselves, ascending.
    private static let oldTensor = "names.hashes"

    /// The training names of a file; nil if it does not contain them.
    ///
    /// - Throws: ``Model/FormatError`` if they are damaged.
    static func read(_ file: Safetensors) throws -> NameHashes? {
        if let tensor = file.tensors[tensor] {
            guard tensor.shape.count == 1, let numbers = tensor.integers,
                let hashes = NameHashes(words: numbers.map { UInt64(bitPattern: $0) })
            else { throw Model.FormatError(description: "tensor \(Self.tensor) is damaged") }
            return hashes
        }
        guard let tensor = file.tensors[oldTensor] else { return nil }
        guard tensor.type == .int64, tensor.shape.count == 1, let hashes = NameHashes(sorted: tensor.bytes) else {
            throw Model.FormatError(description: "tensor \(oldTensor) is not a list of ascending 64-bit numbers")
        }
        return hashes
    }
}

extension Safetensors.Tensor {
    package init(_ hashes: NameHashes) { self.init(hashes.words.map { Int64(bitPattern: $0) }) }
}
