import Foundation

/// A model of records is one safetensors file. A field that is learned has the tensors and the metadata of a model's file (see
/// ``Model``) with its name before them:
///
///     first.rnn.weight_ih_l0   first.out.weight   …        last.rnn.weight_ih_l0   …
///     metadata  first.rnnc.architecture   first.rnnc.vocabulary   …
///     metadata  rnnc.records   {"fields": [{"name": "first", "empty": 0}, …, {"name": "suffix", "counts":
///                               [{"text": "", "count": 991}, {"text": "Jr.", "count": 9}]}], "rows": 1000, "separator": " "}
///     names.hashes             the records of the training list as hashes (see ``NameHashes``)
extension RecordModel {
    private static let metadataKey = "rnnc.records"
    private static let namesKey = "names.hashes"

    /// What the metadata tells beside the models.
    private struct Description: Codable {
        struct Field: Codable {
            let name: String
            /// Of a field that is learned.
            var empty: Int?
            /// Of one that is sampled.
            var counts: [TextDistribution.Count]?
        }

        let fields: [Field]
        let rows: Int
        let separator: String
    }

    /// Writes the model; an older file of that name is replaced in one step, or left as it is if something fails.
    ///
    /// - Throws: ``FileError``.
    public func save(to path: String) throws { try FileAccess.replace(path, with: file().pieces()) }

    /// Reads a model of records.
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``Model/FormatError`` if it holds none.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        guard case .records(let model) = try ModelFile(contentsOf: path, kernels: kernels) else {
            throw Model.FormatError(
                description: "\(path) is a model of names, not of records: read it with Model(contentsOf:)")
        }
        self = model
    }

    /// The bytes of the file.
    public func serialized() throws -> Data { try file().serialized() }

    private func file() throws -> Safetensors {
        var file = Safetensors()
        var descriptions: [Description.Field] = []
        for field in fields {
            switch field.content {
            case .learned(let model, let empty):
                let part = try model.file()
                for (key, text) in part.metadata { file.metadata["\(field.name).\(key)"] = text }
                for (key, tensor) in part.tensors { file.tensors["\(field.name).\(key)"] = tensor }
                descriptions.append(.init(name: field.name, empty: empty))
            case .sampled(let texts):
                descriptions.append(.init(name: field.name, counts: texts.counts))
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let description = Description(fields: descriptions, rows: rows, separator: separator)
        file.metadata[Self.metadataKey] = String(decoding: try encoder.encode(description), as: UTF8.self)
        file.tensors[Self.namesKey] = .init(trainingRecords)
        return file
    }

    /// Whether a file has records.
    static func isIn(_ file: Safetensors) -> Bool { file.metadata[metadataKey] != nil }

    init(_ file: Safetensors, kernels: Kernels) throws {
        let json = Data(file.metadata[Self.metadataKey, default: ""].utf8)
        guard let description = try? JSONDecoder().decode(Description.self, from: json),
            description.rows > 0, description.fields.contains(where: { $0.counts == nil }),
            !description.separator.contains(where: \.isNewline),
            description.fields.allSatisfy({ !$0.name.isEmpty && !$0.name.contains(where: \.isNewline) }),
            Set(description.fields.map(\.name)).count == description.fields.count,
            let names = file.tensors[Self.namesKey].flatMap({ NameHashes($0) })
        else { throw Model.FormatError(description: "its description of records is not what it should be") }
        let fields = try description.fields.map { field in
            do {
                return Field(
                    name: field.name,
                    content: try Self.content(field, of: file, rows: description.rows, kernels: kernels))
            } catch let error as Model.FormatError {
                throw Model.FormatError(description: "field \(field.name): \(error)")
            }
        }
        self.init(fields: fields, separator: description.separator, rows: description.rows, trainingRecords: names)
    }

    private static func content(
        _ field: Description.Field, of file: Safetensors, rows: Int, kernels: Kernels
    ) throws -> Content {
        if let counts = field.counts {
            guard let texts = TextDistribution(counts: counts), texts.total == rows,
                texts.counts.allSatisfy({ !$0.text.contains(where: \.isNewline) })
            else { throw Model.FormatError(description: "its texts and their counts are not what they should be") }
            return .sampled(texts)
        }
        guard let empty = field.empty, (0..<rows).contains(empty) else {
            throw Model.FormatError(description: "how often it is empty is not what it should be")
        }
        return .learned(try Model(file.part(field.name), kernels: kernels), empty: empty)
    }
}

extension Safetensors {
    /// What stands under keys that begin with a name and a dot, without these.
    fileprivate func part(_ name: String) -> Safetensors {
        func strip<Value>(_ values: [String: Value]) -> [String: Value] {
            values.reduce(into: [:]) { result, entry in
                if entry.key.hasPrefix("\(name).") { result[String(entry.key.dropFirst(name.count + 1))] = entry.value }
            }
        }
        var part = Safetensors()
        (part.metadata, part.tensors) = (strip(metadata), strip(tensors))
        return part
    }
}
