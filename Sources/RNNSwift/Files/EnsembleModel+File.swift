import Foundation

/// An ensemble is one safetensors file, in which what its networks have in common is written once:
///
///     0.rnn.weight_ih_l0, …, 1.rnn.weight_ih_l0, …    the tensors of each network: its number, and their names in the
///                                                     file of a single model
///     names.codes                                     hashes of the training names, if known
///
/// The metadata have the architecture and the vocabulary as the file of a single model does, the record of the first
/// network as `rnnc.training`, those of the others as `rnnc.training.1`, …, and `rnnc.ensemble`: the number of
/// networks, the mean and the losses. The format is 3, so that programs that do not know ensembles refuse the file.
extension EnsembleModel {
    /// The JSON of `rnnc.ensemble`.
    struct Outline: Codable, Equatable {
        var networks: Int
        var mean: ModelEnsemble.Mean
        var validation: Losses?
        var test: TrainingRecord.Test?

        static let key = "rnnc.ensemble"
        static let mostNetworks = 1000
    }

    /// Writes the ensemble; an older file of that name is replaced in one step, or left as it is if something fails.
    ///
    /// - Parameter precision: Of the weights in the file.
    /// - Throws: ``FileError``.
    public func save(to path: String, precision: WeightPrecision = .single) throws {
        try file(precision).save(to: path) { metadata in
            guard try Outline(metadata) == outline else {
                throw Model.FormatError(description: "its description is read otherwise than it was written")
            }
            for (index, member) in members.enumerated() {
                try Model.Description(Self.metadata(ofNetwork: index, in: metadata), isEnsemble: true).check(member)
            }
        }
    }

    /// Reads an ensemble.
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``Model/FormatError`` if it holds no ensemble.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        guard case .ensemble(let model) = try ModelFile(contentsOf: path, kernels: kernels) else {
            throw Model.FormatError(description: "\(path) is not an ensemble of networks")
        }
        self = model
    }

    /// The bytes of the file.
    public func serialized() throws -> Data { try file().serialized() }

    private var outline: Outline {
        Outline(networks: members.count, mean: mean, validation: validation, test: test)
    }

    /// Whether a file has an ensemble.
    package static func isIn(_ file: Safetensors) -> Bool { file.metadata[Outline.key] != nil }

    package func file(_ precision: WeightPrecision = .single) throws -> Safetensors {
        var file = Safetensors()
        for (index, member) in members.enumerated() { try member.add(to: &file, asNetwork: index, precision) }
        file.metadata[Outline.key] = try JSONEncoder.canonical.text(outline)
        return file
    }

    package init(_ file: Safetensors, kernels: Kernels) throws {
        let outline = try Outline(file.metadata)
        let names = try NameHashes.read(file)
        let members = try (0..<outline.networks).map {
            try Model(network: $0, of: file, trainingNames: names, kernels: kernels)
        }
        self.init(members, mean: outline.mean, validation: outline.validation)
        test = outline.test
    }

    /// The key of the record of a network.
    fileprivate static func recordKey(_ index: Int) -> String {
        index == 0 ? Model.Key.record : "\(Model.Key.record).\(index)"
    }

    /// The metadata of a network as those of a single model.
    fileprivate static func metadata(ofNetwork index: Int, in metadata: [String: String]) -> [String: String] {
        var own = metadata
        own[Model.Key.record] = metadata[recordKey(index)]
        return own
    }
}

extension EnsembleModel.Outline {
    init(_ metadata: [String: String]) throws {
        guard let text = metadata[Self.key], let outline = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)),
            (1...Self.mostNetworks).contains(outline.networks)
        else { throw Model.FormatError(description: "its metadata \(Self.key) is not what it should be") }
        self = outline
    }
}

extension Model {
    /// Adds the model to the file of an ensemble.
    func add(to ensemble: inout Safetensors, asNetwork index: Int, _ precision: WeightPrecision = .single) throws {
        let own = try file(precision)
        ensemble.metadata.merge(own.metadata) { old, _ in old }
        ensemble.metadata[Key.format] = Self.ensembleFormat
        ensemble.metadata[EnsembleModel.recordKey(index)] = own.metadata[Key.record]
        for (name, tensor) in own.tensors {
            ensemble.tensors[name == NameHashes.tensor ? name : "\(index).\(name)"] = tensor
        }
    }

    /// A network of the file of an ensemble.
    init(network index: Int, of file: Safetensors, trainingNames: NameHashes?, kernels: Kernels) throws {
        let description = try Description(
            EnsembleModel.metadata(ofNetwork: index, in: file.metadata), isEnsemble: true)
        let network = Network(
            description.architecture, vocabularySize: description.vocabulary.count, kernels: kernels)
        let prefix = "\(index)."
        let own = file.tensors.filter { $0.key.hasPrefix(prefix) }
        let tensors = Dictionary(uniqueKeysWithValues: own.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
        self.init(
            network: network, vocabulary: description.vocabulary,
            parameters: try Parameters(network.layout, from: tensors), record: description.record,
            trainingNames: trainingNames)
    }
}
