import CGallery
import Foundation

extension ModelFile {
    /// A model that comes with the library: of a built-in list, small and ready to use.
    ///
    ///     let model = try ModelFile(.dinosaurs)
    ///
    /// `make gallery` trains these models. They know the names of their lists: what is generated with
    /// ``GenerationOptions/isNovel`` is in none.
    public init(_ list: NameList.BuiltIn, kernels: Kernels = .best) throws {
        let source = "@\(list.rawValue)"
        guard let data = Self.gallery(list.rawValue) else {
            throw Model.FormatError(description: "there is no model of \(source); train one")
        }
        // The hashes of the names are made anew, from the list: they are not in the file.
        switch try ModelFile(data, source: source, kernels: kernels) {
        case .names(let model): self = .names(Model(model, trainingNames: NameHashes(try NameList(list).names.utf8)))
        case .records(let model):
            self = .records(RecordModel(model, trainingRecords: NameHashes(try NameList(list).names.utf8)))
        case .text(let model): self = .text(model)
        }
    }

    /// A model at a path, or of a built-in list ("@dinosaurs").
    init?(builtIn path: String, kernels: Kernels) throws {
        guard path.hasPrefix("@") else { return nil }
        guard let list = NameList.BuiltIn(rawValue: String(path.dropFirst())) else {
            throw ListError.unknownBuiltIn(path)
        }
        try self.init(list, kernels: kernels)
    }

    /// The bytes of a model's file; nil if there is none of this name.
    static func gallery(_ name: String) -> Data? {
        var size = 0
        guard let bytes = rnnc_gallery_model(name, &size) else { return nil }
        return Data(bytes: bytes, count: size)
    }
}

extension Model {
    /// The same model with the names of its training list.
    fileprivate init(_ model: Model, trainingNames: NameHashes) {
        self.init(
            network: model.network, vocabulary: model.vocabulary, parameters: model.weights.parameters,
            record: model.record, trainingNames: trainingNames)
    }
}

extension RecordModel {
    /// The same model with the records of its training list.
    fileprivate init(_ model: RecordModel, trainingRecords: NameHashes) {
        self.init(
            fields: model.fields, labels: model.labels, separator: model.separator, rows: model.rows,
            trainingRecords: trainingRecords)
    }
}
