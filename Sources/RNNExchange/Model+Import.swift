import Foundation
import RNNSwift

/// A model that was read from another program's file.
public struct ImportedModel: Sendable {
    public let model: Model
    /// What the file was: "weights JSON", "Keras HDF5", "Keras archive", "PyTorch state dict".
    public let format: String
    public let vocabulary: ForeignVocabulary
    /// The tokens of the network that the model does not have, since they are no characters of names: `"<pad>"`, or the
    /// number of one that the vocabulary does not name. The model's probabilities are the other program's, given that
    /// none of them comes.
    public let leftOut: [String]
    /// Information that is missing in the file, and the value assumed for it, in one line; nil if nothing is missing.
    public let assumption: String?
}

extension Model {
    /// Reads a model from another program's file, which is recognized by its content:
    ///
    /// - weights JSON: arrays of a stack of SimpleRNN layers and a linear layer;
    /// - Keras: SimpleRNN, LSTM or GRU layers and a Dense one, as HDF5 or as a `.keras` archive;
    /// - PyTorch: the state dict of nn.RNN, nn.LSTM or nn.GRU and nn.Linear, saved as safetensors, as float64, float32,
    ///   float16 or bfloat16. That an nn.RNN has `nonlinearity="relu"` does not show in its state dict: it is read as
    ///   tanh.
    ///
    /// The model gives the other program's numbers; a file with anything that has no counterpart here is refused.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - vocabulary: A JSON file of characters and their numbers, `{"^": 0, "T": 1, …}`; not needed for a state dict
    ///     that ``export(as:to:vocabulary:start:stop:prefix:page:)`` wrote.
    ///   - start: What stands for START there, by default "^".
    ///   - stop: What stands for STOP there, by default "#" if there is one, else "$". It may be the same as `start`.
    ///   - cell: The cell of a state dict, needed where the shapes of its tensors allow several.
    ///   - kernels: What the model is to run on.
    /// - Throws: ``FileError`` or ``InterchangeError``, one line that says which file, and why.
    public static func importing(
        _ path: String, vocabulary: String? = nil, start: String? = nil, stop: String? = nil,
        cell: Architecture.Cell? = nil, kernels: Kernels = .best
    ) throws -> ImportedModel {
        let data = try FileAccess.read(path)
        let (network, ownVocabulary, text) = try prefixingErrors("cannot import \(path)") { try read(data, cell: cell) }
        let tokens: ForeignVocabulary
        if let vocabulary {
            let json = try FileAccess.read(vocabulary)
            tokens = try prefixingErrors("the vocabulary \(vocabulary)") {
                try ForeignVocabulary(json: json, start: start, stop: stop)
            }
        } else if let ownVocabulary {
            tokens = try prefixingErrors(path) {
                try ForeignVocabulary(ownVocabulary, start: start, stop: stop, isText: text != nil)
            }
        } else {
            throw InterchangeError(
                "\(path) does not contain its characters; give the file of the `vocabulary`")
        }
        var record = TrainingRecord()
        record.text = vocabulary == nil ? text : nil
        record.importedFrom = "\((path as NSString).lastPathComponent) (\(network.format))"
        let model = try prefixingErrors("cannot import \(path)") {
            try network.model(tokens, record: record, kernels: kernels)
        }
        return ImportedModel(
            model: model, format: network.format, vocabulary: tokens, leftOut: tokens.leftOut(of: network.output.rows),
            assumption: network.assumption)
    }

    /// The network of a file, and, if it says, its characters, and how the running text was read that it learned.
    package static func read(
        _ data: Data, cell: Architecture.Cell? = nil
    ) throws -> (network: ForeignNetwork, vocabulary: Vocabulary?, text: TrainingRecord.Text?) {
        if data.starts(with: HDF5File.signature) { return (try KerasModel.read(hdf5: data), nil, nil) }
        if data.starts(with: ZipArchive.signature) { return (try KerasModel.read(archive: data), nil, nil) }
        let isBlank = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
        let first = data.first { !isBlank($0) }
        if first == UInt8(ascii: "[") { return (try WeightsJSON.read(data), nil, nil) }
        // The header of a safetensors file comes after its length.
        guard data.dropFirst(8).first == UInt8(ascii: "{") else { throw otherFile(data, first: first) }
        let file: Safetensors
        do {
            file = try Safetensors(data)
        } catch let error as Safetensors.FormatError {
            throw InterchangeError(error.description)
        }
        var network = try TorchStateDict.read(file, cell: cell)
        let text = try file.metadata[TorchStateDict.textKey].map { json in
            guard let text = try? JSONDecoder().decode(TrainingRecord.Text.self, from: Data(json.utf8)) else {
                throw InterchangeError("its metadata \(TorchStateDict.textKey) is not what it should be")
            }
            return text
        }
        let vocabulary = try file.metadata[Vocabulary.Key.texts].map { _ in
            try Self.vocabulary(of: file, isText: text != nil)
        }
        if network.cell == .rnn, vocabulary == nil {
            network.assumption =
                "a state dict does not show whether nn.RNN has the nonlinearity tanh or relu; tanh is assumed"
        }
        return (network, vocabulary, text)
    }

    private static func otherFile(_ data: Data, first: UInt8?) -> InterchangeError {
        guard let first else { return InterchangeError("it is empty") }
        // Before zip archives, PyTorch wrote plain pickles of protocol 2. The length of a safetensors header may begin
        // so, too.
        if data.starts(with: [0x80, 0x02]) { return KerasModel.pickleError }
        let what =
            first == UInt8(ascii: "{")
            ? "a JSON object, such as a vocabulary"
            : String(validating: data.prefix(4096).dropLast(4096 <= data.count ? 4 : 0), as: UTF8.self) == nil
                ? "something else" : "text, such as a list of names"
        return InterchangeError(
            "it is neither weights JSON, nor a Keras model, nor a PyTorch state dict saved as safetensors, but \(what)")
    }

    private static func vocabulary(of file: Safetensors, isText: Bool) throws -> Vocabulary {
        do {
            return try Vocabulary(metadata: file.metadata, isText: isText)
        } catch {
            throw InterchangeError("\(error)")
        }
    }

    private static func prefixingErrors<Result>(_ what: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as InterchangeError {
            throw InterchangeError("\(what): \(error)")
        }
    }
}
