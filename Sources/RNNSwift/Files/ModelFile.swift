/// What a file of this program holds.
public enum ModelFile: Sendable {
    case names(Model)
    case text(TextModel)
    case records(RecordModel)
    /// Several networks of names, or of running text.
    case ensemble(EnsembleModel)

    /// Reads a model of any kind.
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``Model/FormatError`` if it holds no model.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        let data = try FileAccess.read(path)
        do {
            let file = try Safetensors(data)
            if RecordModel.isIn(file) {
                self = .records(try RecordModel(file, kernels: kernels))
            } else if EnsembleModel.isIn(file) {
                self = .ensemble(try EnsembleModel(file, kernels: kernels))
            } else {
                let model = try Model(file, kernels: kernels)
                self = model.record.text == nil ? .names(model) : .text(TextModel(model))
            }
        } catch {
            throw Model.FormatError(description: "\(path) is not a model of this program: \(error)")
        }
    }
}

extension TextModel {
    /// Reads a model.
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``Model/FormatError`` if it holds no model of running text.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        switch try ModelFile(contentsOf: path, kernels: kernels) {
        case .text(let model): self = model
        case .ensemble(let model):
            throw Model.FormatError(
                description: "\(path) is an ensemble of \(model.members.count) networks, not a single one")
        case .names, .records:
            throw Model.FormatError(description: "\(path) is a model of names, not of running text")
        }
    }
}
