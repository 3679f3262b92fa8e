/// What a file of this program holds.
public enum ModelFile: Sendable {
    case names(Model)
    case records(RecordModel)

    /// Reads a model of either kind.
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``Model/FormatError`` if it holds no model.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        let data = try FileAccess.read(path)
        do {
            let file = try Safetensors(data)
            self =
                try RecordModel.isIn(file)
                ? .records(RecordModel(file, kernels: kernels)) : .names(Model(file, kernels: kernels))
        } catch {
            throw Model.FormatError(description: "\(path) is not a model of this program: \(error)")
        }
    }
}
