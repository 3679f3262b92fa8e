/// What a file of this program holds.
public enum ModelFile: Sendable {
    case names(Model)
    case text(TextModel)
    case records(RecordModel)

    /// Reads a model of any kind: a file, or the model of a built-in list ("@dinosaurs").
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``Model/FormatError`` if it holds no model,
    ///   ``ListError/unknownBuiltIn(_:)``.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        if let model = try ModelFile(builtIn: path, kernels: kernels) {
            self = model
            return
        }
        let data = try FileAccess.read(path)
        do {
            try self.init(Safetensors(data), kernels: kernels)
        } catch {
            throw Model.FormatError(description: "\(path) is not a model of this program: \(error)")
        }
    }

    init(_ file: Safetensors, kernels: Kernels) throws {
        if RecordModel.isIn(file) {
            self = .records(try RecordModel(file, kernels: kernels))
        } else {
            let model = try Model(file, kernels: kernels)
            self = model.record.text == nil ? .names(model) : .text(TextModel(model))
        }
    }
}

extension ModelFile {
    /// The same model with 8-bit weights: see ``Model/quantized()``.
    public func quantized() throws -> ModelFile {
        switch self {
        case .names(let model): .names(try model.quantized())
        case .text(let model): .text(try model.quantized())
        case .records(let model): .records(try model.quantized())
        }
    }
}

extension TextModel {
    /// Reads a model.
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``Model/FormatError`` if it holds no model of running text.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        guard case .text(let model) = try ModelFile(contentsOf: path, kernels: kernels) else {
            throw Model.FormatError(description: "\(path) is a model of names, not of running text")
        }
        self = model
    }
}
