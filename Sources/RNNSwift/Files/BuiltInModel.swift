import Foundation

extension ModelFile {
    /// A model that comes with the library: of a built-in list, small and ready to use.
    ///
    ///     let model = try ModelFile(.dinosaurs)
    ///
    /// `make gallery` trains these models. They know the names of their lists: what is generated with
    /// ``GenerationOptions/isNovel`` is in none.
    public init(_ list: NameList.BuiltIn, kernels: Kernels = .best) throws {
        // The hashes of the names are made anew, from the list: they are not in the file.
        switch try ModelFile(Safetensors(gallery: list.rawValue), kernels: kernels) {
        case .names(let model): self = .names(Model(model, trainingNames: NameHashes(try NameList(list).names.utf8)))
        case .records(let model):
            self = .records(RecordModel(model, trainingRecords: NameHashes(try NameList(list).names.utf8)))
        case .text(let model): self = .text(model)
        }
    }

    /// A model at a path, or of a built-in list ("@dinosaurs").
    init?(builtIn path: String, kernels: Kernels) throws {
        guard path.hasPrefix("@") else { return nil }
        try self.init(NameList.BuiltIn(path: path), kernels: kernels)
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
