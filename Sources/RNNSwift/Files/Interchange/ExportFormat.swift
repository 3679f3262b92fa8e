import Foundation

/// A form in which a model leaves for another program. Another one is another case, and a file that writes it.
public enum ExportFormat: String, CaseIterable, Sendable {
    /// The arrays of a stack of SimpleRNN layers as JSON, with the tokens' numbers as a JSON file of its own.
    case weightsJSON = "weights-json"
    /// The tensors alone, as PyTorch's `load_state_dict` takes them.
    case safetensors

    /// What it is for, in a few words.
    public var summary: String {
        switch self {
        case .weightsJSON: "arrays in JSON, for NumPy programs; cell rnn"
        case .safetensors: "a state dict for PyTorch"
        }
    }
}

/// What an export writes.
public struct ExportedModel: Sendable {
    /// The bytes of the file.
    public let data: Data
    /// The bytes of a file that tells the numbers of the tokens: `{"a": 0, "b": 1, "^": 2, "$": 3}`.
    public let vocabulary: Data
    /// How to load the file of this path, as lines of a program, if that takes any.
    public let loader: [String]

    /// Writes both files, or neither where one of their places cannot be written to.
    ///
    /// - Throws: ``FileError``.
    public func save(to path: String, vocabulary vocabularyPath: String? = nil) throws {
        for path in [path, vocabularyPath].compactMap({ $0 }) { try FileAccess.checkReplaceable(path) }
        if let vocabularyPath { try FileAccess.replace(vocabularyPath, with: vocabulary) }
        try FileAccess.replace(path, with: data)
    }
}

extension Model {
    /// The model for another program.
    ///
    /// Tokens keep their numbers: the characters, START, STOP.
    ///
    /// - Parameters:
    ///   - path: Where the file will be, for the lines that load it.
    ///   - start: What stands for START in the vocabulary, by default "^".
    ///   - stop: What stands for STOP in the vocabulary, by default "$", or "#" if that is a character of names.
    /// - Throws: ``InterchangeError`` if the format has no place for this model.
    public func exported(
        as format: ExportFormat, to path: String, start: String? = nil, stop: String? = nil
    ) throws -> ExportedModel {
        let vocabulary = try ForeignVocabulary(self.vocabulary, start: start, stop: stop).json
        switch format {
        case .weightsJSON: return ExportedModel(data: try WeightsJSON.write(self), vocabulary: vocabulary, loader: [])
        case .safetensors:
            return ExportedModel(
                data: try TorchStateDict.write(self), vocabulary: vocabulary,
                loader: try TorchStateDict.loader(self, path: path))
        }
    }
}
