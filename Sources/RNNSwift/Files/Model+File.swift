import Foundation

/// A model is one safetensors file: tensors under PyTorch's names in PyTorch's layouts, everything else in the
/// metadata.
///
///     rnn.weight_ih_l0  [gates hidden, vocabulary]     rnn.bias_ih_l0  [gates hidden]
///     rnn.weight_hh_l0  [gates hidden, hidden]         rnn.bias_hh_l0  [gates hidden]
///     …                                                one set a layer, _l0, _l1, …
///     out.weight        [vocabulary, hidden]           out.bias        [vocabulary]
///     names.codes         [words]                        hashes of the training names (see ``NameHashes``), if known
///
/// Earlier versions wrote `names.hashes` instead of `names.codes`: eight bytes per name. It is read, too.
///
/// Gates: one of rnn; i, f, g, o of lstm; r, z, n of gru. Where the two biases come to a sum, it is written as the
/// first. Tokens are the texts in the order of the vocabulary, then the values of labels, then START, then
/// STOP.
extension Model {
    public typealias FormatError = RNNSwift.FormatError

    enum Key {
        static let format = "rnnc.format"
        static let architecture = "rnnc.architecture"
        static let record = "rnnc.training"
    }

    /// The formats of single networks that this version reads; it writes the first that a model can have. The second
    /// has tokens of several characters, or labels.
    private static let formats = ["1", "2"]
    /// The format of ensembles.
    static let ensembleFormat = "3"

    /// Writes the model; an older file of that name is replaced in one step, or left as it is if something fails.
    ///
    /// - Throws: ``FileError``.
    public func save(to path: String) throws {
        try file().save(to: path) { try Description($0).check(self) }
    }

    /// Throws the ``FileError`` that saving there would end in, as far as it can be known before a long training.
    public static func checkWritable(_ path: String) throws {
        try FileAccess.checkReplaceable(path)
    }

    /// Reads a model.
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``FormatError`` if it holds no model.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        switch try ModelFile(contentsOf: path, kernels: kernels) {
        case .names(let model): self = model
        case .text:
            throw FormatError(
                description:
                    "\(path) is a model of running text, not of names: it is for rnnc generate, score, evaluate, report, "
                    + "export and inspect, and for TextModel(contentsOf:)")
        case .records(let model):
            throw FormatError(
                description:
                    "\(path) holds records of \(model.fields.map(\.name).joined(separator: ", ")), one model per field: "
                    + "it is for rnnc generate, classify, evaluate and inspect, and for RecordModel(contentsOf:)")
        case .ensemble(let model):
            throw FormatError(
                description:
                    "\(path) is an ensemble of \(model.members.count) networks, not a single one: it is for rnnc "
                    + "generate, evaluate, score, classify, report, inspect and export to onnx, for train --teacher, and "
                    + "for EnsembleModel(contentsOf:)")
        }
    }

    /// The bytes of the file.
    public func serialized() throws -> Data { try file().serialized() }

    package func file() throws -> Safetensors {
        var file = Safetensors()
        let encoder = JSONEncoder.canonical
        file.metadata[Key.format] = Self.formats[vocabulary.isPlain ? 0 : 1]
        file.metadata[Key.architecture] = try encoder.text(architecture)
        file.metadata.merge(try vocabulary.metadata()) { $1 }
        file.metadata[Key.record] = try encoder.text(record)
        file.tensors = tensors()
        if let trainingNames { file.tensors[NameHashes.tensor] = .init(trainingNames) }
        return file
    }

    /// The parameters as PyTorch's tensors.
    package func tensors() -> [String: Safetensors.Tensor] {
        var values: [String: [Float]] = [:]
        var shapes: [String: [Int]] = [:]
        for slice in network.layout.slices {
            let matrix = weights.parameters.matrix(slice)
            let transposed = (0..<slice.columns).flatMap { column in (0..<slice.rows).map { matrix[$0, column] } }
            for (index, part) in slice.parts.enumerated() {
                var tensor = values[part.name] ?? [Float](repeating: 0, count: part.of)
                if index == 0 { tensor.replaceSubrange(part.range, with: transposed) }
                values[part.name] = tensor
                shapes[part.name] = slice.shape(of: part)
            }
        }
        return values.reduce(into: [:]) { $0[$1.key] = .init($1.value, shape: shapes[$1.key]!) }
    }

    /// What the metadata of a file says of its model.
    package struct Description {
        package let architecture: Architecture
        package let vocabulary: Vocabulary
        package let record: TrainingRecord

        package init(_ metadata: [String: String], isEnsemble: Bool = false) throws {
            func text(_ key: String) throws -> String {
                guard let text = metadata[key] else { throw FormatError(description: "its metadata lacks \(key)") }
                return text
            }
            let format = try text(Key.format)
            guard isEnsemble ? format == Model.ensembleFormat : Model.formats.contains(format) else {
                throw FormatError(
                    description: format == Model.ensembleFormat
                        ? "it is of an ensemble of networks"
                        : "its format is \(format), this program reads "
                            + (Model.formats + [Model.ensembleFormat]).list("and"))
            }
            func decode<Value: Decodable>(_ key: String, as: Value.Type = Value.self) throws -> Value {
                do {
                    return try JSONDecoder().decode(Value.self, from: Data(text(key).utf8))
                } catch is DecodingError {
                    throw FormatError(description: "its metadata \(key) is not what it should be")
                }
            }
            architecture = try decode(Key.architecture)
            guard Architecture.isValid(architecture.hidden) else {
                throw FormatError(description: "its layers have impossible sizes")
            }
            record = try decode(Key.record)
            vocabulary = try Vocabulary(metadata: metadata, isText: record.text != nil)
        }

        /// Throws unless this is the description of a model.
        package func check(_ model: Model) throws {
            guard architecture == model.architecture, record == model.record,
                vocabulary.isIdentical(to: model.vocabulary)
            else { throw FormatError(description: "its description is read otherwise than it was written") }
        }
    }

    package init(_ file: Safetensors, kernels: Kernels) throws {
        let description = try Description(file.metadata)
        let vocabulary = description.vocabulary
        let network = Network(description.architecture, vocabularySize: vocabulary.count, kernels: kernels)
        self.init(
            network: network, vocabulary: vocabulary, parameters: try Parameters(network.layout, from: file.tensors),
            record: description.record, trainingNames: try NameHashes.read(file))
    }
}

extension Parameters {
    /// Takes parameters from PyTorch's tensors. Every shape is checked before any memory is asked for.
    package convenience init(_ layout: ParameterLayout, from tensors: [String: Safetensors.Tensor]) throws {
        for slice in layout.slices {
            for part in slice.parts {
                guard let tensor = tensors[part.name] else {
                    throw Model.FormatError(description: "tensor \(part.name) is missing")
                }
                let shape = slice.shape(of: part)
                guard tensor.shape == shape else {
                    throw Model.FormatError(
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
        guard all.isFinite else { throw Model.FormatError(description: "its weights are not all finite numbers") }
    }
}

extension ParameterLayout.Slice {
    /// PyTorch's shape of the whole tensor: outputs first.
    fileprivate func shape(of part: ParameterLayout.TensorPart) -> [Int] { isBias ? [part.of] : [columns, rows] }
}
