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

    private enum Key {
        static let format = "rnnc.format"
        static let architecture = "rnnc.architecture"
        static let record = "rnnc.training"
    }

    /// The formats that this version reads; it writes the first that a model can have. The second has tokens of several
    /// characters, or labels.
    private static let formats = ["1", "2"]

    /// The bytes of the file.
    public func serialized(precision: WeightPrecision = .single) throws -> Data { try file(precision).serialized() }

    package func file(_ precision: WeightPrecision = .single) throws -> Safetensors {
        var file = Safetensors()
        let encoder = JSONEncoder.canonical
        file.metadata[Key.format] = Self.formats[vocabulary.isPlain ? 0 : 1]
        file.metadata[Key.architecture] = try encoder.text(architecture)
        file.metadata.merge(try vocabulary.metadata()) { $1 }
        file.metadata[Key.record] = try encoder.text(record)
        file.tensors = tensors(precision)
        let all = weights.parameters.all
        guard precision == .single || (0..<all.count).allSatisfy({ all[$0].magnitude < WeightPrecision.halfLimit })
        else { throw FormatError(description: "its weights are too large for half precision") }
        if let trainingNames { file.tensors[NameHashes.tensor] = .init(trainingNames) }
        return file
    }

    /// The parameters as PyTorch's tensors.
    package func tensors(_ precision: WeightPrecision = .single) -> [String: Safetensors.Tensor] {
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
        return values.reduce(into: [:]) { $0[$1.key] = precision.tensor($1.value, shape: shapes[$1.key]!) }
    }

    /// What the metadata of a file says of its model.
    package struct Description {
        package let architecture: Architecture
        package let vocabulary: Vocabulary
        package let record: TrainingRecord

        package init(_ metadata: [String: String]) throws {
            func text(_ key: String) throws -> String {
                guard let text = metadata[key] else { throw FormatError(description: "its metadata lacks \(key)") }
                return text
            }
            let format = try text(Key.format)
            guard Model.formats.contains(format) else {
                throw FormatError(
                    description: "its format is \(format), this program reads "
                        + Model.formats.joined(separator: " and "))
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

/// How exactly a file holds weights. Whatever the precision, they are single-precision numbers when they are read.
public enum WeightPrecision: Sendable {
    /// As they are: four bytes each.
    case single
    /// Rounded to half precision, 11 significant bits: two bytes each. Losses change in the fourth digit.
    case half

    /// Numbers from this one on are rounded to infinity in half precision.
    static let halfLimit: Float = 65520

    func tensor(_ values: [Float], shape: [Int]) -> Safetensors.Tensor {
        switch self {
        case .single: .init(values, shape: shape)
        case .half: .init(halvesOf: values, shape: shape)
        }
    }
}
