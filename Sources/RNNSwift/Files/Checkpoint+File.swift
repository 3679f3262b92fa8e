import Foundation

/// A checkpoint is the file of the best model so far, which can be used as one, with more in it: the settings and the
/// position in its metadata, and of the state between two steps, each as it is laid out in memory,
///
///     training.parameters        [parameters and the gaps between them]
///     training.optimizer.mean    …      one for each that the optimizer has: mean, square, average, velocity
extension Checkpoint {
    private enum Key {
        static let settings = "rnnc.settings"
        package static let position = "rnnc.position"
        static let parameters = "training.parameters"
        static let moments = "training.optimizer."
    }

    /// Writes the checkpoint; an older one of that name is replaced in one step, or left as it is if something fails.
    ///
    /// - Throws: ``FileError``.
    public func save(to path: String) throws {
        try file().save(to: path) { metadata in
            try Model.Description(metadata).check(best)
            let (settings, position) = try Self.state(metadata)
            guard settings == self.settings, position == self.position else {
                throw Model.FormatError(description: "its settings are read otherwise than they were written")
            }
        }
    }

    /// Reads a checkpoint.
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``Model/FormatError`` if it holds no checkpoint.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        let data = try FileAccess.read(path)
        do {
            try self.init(data, kernels: kernels)
        } catch {
            throw Model.FormatError(description: "\(path) is not a checkpoint of this program: \(error)")
        }
    }

    /// The bytes of the file.
    public func serialized() throws -> Data { try file().serialized() }

    private func file() throws -> Safetensors {
        var file = try best.file()
        file.metadata[Key.settings] = try JSONEncoder.canonical.text(settings)
        file.metadata[Key.position] = try JSONEncoder.canonical.text(position)
        file.tensors[Key.parameters] = .init(parameters, shape: [parameters.count])
        for (name, moment) in moments { file.tensors[Key.moments + name] = .init(moment, shape: [moment.count]) }
        return file
    }

    private static func state(
        _ metadata: [String: String]
    ) throws -> (settings: [String: String], position: Position) {
        func decode<Value: Decodable>(_ key: String, as: Value.Type = Value.self) throws -> Value {
            guard let text = metadata[key] else {
                throw Model.FormatError(description: "its metadata lacks \(key)")
            }
            do {
                return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
            } catch {
                throw Model.FormatError(description: "its metadata \(key) is not what it should be")
            }
        }
        return (try decode(Key.settings), try decode(Key.position))
    }

    package init(_ data: Data, kernels: Kernels) throws {
        let file = try Safetensors(data)
        (settings, position) = try Self.state(file.metadata)
        best = try Model(file, kernels: kernels)
        guard let parameters = file.tensors[Key.parameters]?.floats, parameters.allSatisfy(\.isFinite) else {
            throw Model.FormatError(description: "\(Key.parameters) is missing, or not all finite numbers")
        }
        self.parameters = parameters
        moments = file.tensors.reduce(into: [:]) { moments, entry in
            guard entry.key.hasPrefix(Key.moments) else { return }
            moments[String(entry.key.dropFirst(Key.moments.count))] = entry.value.floats
        }
    }
}
