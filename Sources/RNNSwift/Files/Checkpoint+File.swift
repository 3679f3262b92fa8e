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
            throw Model.FormatError(
                description: EnsembleCheckpoint.count(data).map {
                    "\(path) is the checkpoint of an ensemble; continue it with `ensemble` \($0)"
                } ?? "\(path) is not a checkpoint of this program: \(error)")
        }
    }

    /// The bytes of the file.
    public func serialized() throws -> Data { try file().serialized() }

    private func file() throws -> Safetensors {
        var file = try best.file()
        try add(to: &file)
        return file
    }

    /// Adds the state to a file that has the best model.
    fileprivate func add(to file: inout Safetensors) throws {
        file.metadata[Key.settings] = try JSONEncoder.canonical.text(settings)
        file.metadata[Key.position] = try JSONEncoder.canonical.text(position)
        file.tensors[Key.parameters] = .init(parameters, shape: [parameters.count])
        for (name, moment) in moments { file.tensors[Key.moments + name] = .init(moment, shape: [moment.count]) }
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
        try self.init(file, best: Model(file, kernels: kernels))
    }

    /// The state in a file, with the best model that was read from it.
    fileprivate init(_ file: Safetensors, best: Model) throws {
        (settings, position) = try Self.state(file.metadata)
        self.best = best
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

/// The checkpoint of an ensemble is the file of the networks so far, which can be used as a model as soon as there is
/// one, with the state of the network that is under way as in the checkpoint of a single one.
extension EnsembleCheckpoint {
    /// The JSON of `rnnc.ensemble.progress`.
    private struct Progress: Codable, Equatable {
        let count: Int
        let finished: Int
        let finishedSeconds: Double

        static let key = "rnnc.ensemble.progress"

        enum CodingKeys: String, CodingKey {
            case count, finished
            case finishedSeconds = "finished_seconds"
        }
    }

    /// Writes the checkpoint; an older one of that name is replaced in one step, or left as it is if something fails.
    ///
    /// - Throws: ``FileError``.
    public func save(to path: String) throws {
        let progress = Progress(count: count, finished: finished.count, finishedSeconds: finishedSeconds)
        var file = try usable.isEmpty ? Safetensors() : EnsembleModel(usable).file()
        try current.best.add(to: &file, asNetwork: finished.count)
        try current.add(to: &file)
        file.metadata[Progress.key] = try JSONEncoder.canonical.text(progress)
        try file.save(to: path) { metadata in
            guard try Self.progress(metadata) == progress else {
                throw Model.FormatError(description: "its progress is read otherwise than it was written")
            }
        }
    }

    /// The number of networks of an ensemble; nil for other files.
    fileprivate static func count(_ data: Data) -> Int? { try? progress(Safetensors(data).metadata).count }

    private static func progress(_ metadata: [String: String]) throws -> Progress {
        guard let text = metadata[Progress.key] else {
            throw Model.FormatError(description: "it is of a single network; remove `ensemble`")
        }
        guard let progress = try? JSONDecoder().decode(Progress.self, from: Data(text.utf8)),
            progress.count > 0, (0..<progress.count).contains(progress.finished),
            TrainingRecord.possibleSeconds.contains(progress.finishedSeconds)
        else { throw Model.FormatError(description: "its metadata \(Progress.key) is not what it should be") }
        return progress
    }

    /// Reads a checkpoint.
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``Model/FormatError`` if it holds no checkpoint.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        let data = try FileAccess.read(path)
        do {
            let file = try Safetensors(data)
            let progress = try Self.progress(file.metadata)
            let names = try NameHashes.read(file)
            let networks = try (0...progress.finished).map {
                try Model(network: $0, of: file, trainingNames: names, kernels: kernels)
            }
            self.init(
                count: progress.count, finished: networks.dropLast(),
                current: try Checkpoint(file, best: networks[progress.finished]),
                finishedSeconds: progress.finishedSeconds)
        } catch {
            throw Model.FormatError(description: "\(path) is not a checkpoint of an ensemble: \(error)")
        }
    }
}
