import Foundation

/// A model of records is one safetensors file. A field that is learned has the tensors and the metadata of a model's
/// file (see ``Model``) with its name before them:
///
///     first.rnn.weight_ih_l0   first.out.weight   …        last.rnn.weight_ih_l0   …
///     metadata  first.rnnc.architecture   first.rnnc.vocabulary   …
///     metadata  rnnc.records   {"fields": [{"name": "first", "empty": 0}, …, {"name": "suffix", "counts":
///                               [{"text": "", "count": 991}, {"text": "Jr.", "count": 9}]}], "rows": 1000,
///                              "separator": " "}
///     names.codes              the records of the training list as hashes (see ``NameHashes``)
extension RecordModel {
    fileprivate static let metadataKey = "rnnc.records"

    /// Metadata in addition to that of the models.
    fileprivate struct Description: Codable, Equatable {
        struct Field: Codable, Equatable {
            package let name: String
            /// Number of empty texts of a learned field.
            package var empty: Int?
            /// Counts of the texts of a sampled field.
            package var counts: [TextDistribution.Count]?
        }

        let fields: [Field]
        let rows: Int
        let separator: String
    }

    private func description() -> Description {
        Description(
            fields: fields.map { field in
                switch field.content {
                case .learned(_, let empty): .init(name: field.name, empty: empty)
                case .sampled(let texts): .init(name: field.name, counts: texts.counts)
                }
            }, rows: rows, separator: separator)
    }

    /// Writes the model; an older file of that name is replaced in one step, or left as it is if something fails.
    ///
    /// - Throws: ``FileError``.
    public func save(to path: String) throws {
        try file().save(to: path) { metadata in
            let isSame = try Description(metadata) == description()
            guard isSame else {
                throw Model.FormatError(description: "its description is read otherwise than it was written")
            }
            for field in fields {
                guard case .learned(let model, _) = field.content else { continue }
                try Model.Description(metadata.part(field.name)).check(model)
            }
        }
    }

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
        for field in fields {
            guard case .learned(let model, _) = field.content else { continue }
            let part = try model.file()
            for (key, text) in part.metadata { file.metadata["\(field.name).\(key)"] = text }
            for (key, tensor) in part.tensors { file.tensors["\(field.name).\(key)"] = tensor }
        }
        file.metadata[Self.metadataKey] = try JSONEncoder.canonical.text(description())
        if let trainingRecords { file.tensors[NameHashes.tensor] = .init(trainingRecords) }
        return file
    }

    /// Whether a file has records.
    package static func isIn(_ file: Safetensors) -> Bool { file.metadata[metadataKey] != nil }

    package init(_ file: Safetensors, kernels: Kernels) throws {
        let description = try Description(file.metadata)
        let names = try NameHashes.read(file)
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
                texts.counts.allSatisfy({ NameRule.isOneLine($0.text) })
            else { throw Model.FormatError(description: "its texts and their counts are not what they should be") }
            return .sampled(texts)
        }
        guard let empty = field.empty, (0..<rows).contains(empty) else {
            throw Model.FormatError(description: "how often it is empty is not what it should be")
        }
        return .learned(try Model(file.part(field.name), kernels: kernels), empty: empty)
    }
}

extension RecordModel.Description {
    package init(_ metadata: [String: String]) throws {
        let json = Data(metadata[RecordModel.metadataKey, default: ""].utf8)
        guard let description = try? JSONDecoder().decode(Self.self, from: json), description.rows > 0,
            description.fields.contains(where: { $0.counts == nil }), NameRule.isOneLine(description.separator),
            description.fields.allSatisfy({ !$0.name.isEmpty && NameRule.isOneLine($0.name) }),
            Set(description.fields.map(\.name)).count == description.fields.count
        else { throw Model.FormatError(description: "its description of records is not what it should be") }
        self = description
    }
}

extension Safetensors {
    /// What stands under keys that begin with a name and a dot, without these.
    fileprivate func part(_ name: String) -> Safetensors {
        var part = Safetensors()
        (part.metadata, part.tensors) = (metadata.part(name), tensors.part(name))
        return part
    }
}

extension [String: String] {
    fileprivate func part(_ name: String) -> Self { strip(self, name) }
}

extension [String: Safetensors.Tensor] {
    fileprivate func part(_ name: String) -> Self { strip(self, name) }
}

/// By bytes: the last character of a name and the dot may be one character together.
private func strip<Value>(_ values: [String: Value], _ name: String) -> [String: Value] {
    let prefix = Array("\(name).".utf8)
    return values.reduce(into: [:]) { result, entry in
        guard entry.key.utf8.starts(with: prefix) else { return }
        result[String(decoding: entry.key.utf8.dropFirst(prefix.count), as: UTF8.self)] = entry.value
    }
}
