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
///
/// With labels, `rnnc.records` also has these and how often each combination of the numbers of their values comes; the
/// counts of a field are there for each of these combinations, too:
///
///     "labels": [{"name": "gender", "values": ["f", "m"]}]   "label_counts": [{"values": [0], "count": 400}, …]
///     "empty_by_labels": [0, …]                              "counts_by_labels": [[{"text": "", "count": 400}], …]
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
            /// Both for each combination of labels.
            package var emptyByLabels: [Int]?
            package var countsByLabels: [[TextDistribution.Count]]?

            enum CodingKeys: String, CodingKey {
                case name, empty, counts
                case emptyByLabels = "empty_by_labels"
                case countsByLabels = "counts_by_labels"
            }
        }

        let fields: [Field]
        let rows: Int
        let separator: String
        var labels: Labels?
        var labelCounts: [LabelDistribution.Count]?

        enum CodingKeys: String, CodingKey {
            case fields, rows, separator, labels
            case labelCounts = "label_counts"
        }
    }

    private func description() -> Description {
        Description(
            fields: fields.map { field in
                var description: Description.Field =
                    switch field.content {
                    case .learned(_, let empty): .init(name: field.name, empty: empty)
                    case .sampled(let texts): .init(name: field.name, counts: texts.counts)
                    }
                switch field.byLabels {
                case .empty(let counts): description.emptyByLabels = counts
                case .texts(let texts): description.countsByLabels = texts.map(\.counts)
                case nil: break
                }
                return description
            }, rows: rows, separator: separator, labels: labels?.labels, labelCounts: labels?.counts)
    }

    /// Writes the model; an older file of that name is replaced in one step, or left as it is if something fails.
    ///
    /// - Parameter precision: Of the weights in the file.
    /// - Throws: ``FileError``.
    public func save(to path: String, precision: WeightPrecision = .single) throws {
        try file(precision).save(to: path) { metadata in
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
    public func serialized(precision: WeightPrecision = .single) throws -> Data { try file(precision).serialized() }

    private func file(_ precision: WeightPrecision) throws -> Safetensors {
        var file = Safetensors()
        for field in fields {
            guard case .learned(let model, _) = field.content else { continue }
            let part = try model.file(precision)
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
        let labels = try description.distribution()
        let fields = try description.fields.map { field in
            do {
                let content = try Self.content(field, of: file, rows: description.rows, kernels: kernels)
                return Field(name: field.name, content: content, byLabels: try field.byLabels(labels, content))
            } catch let error as Model.FormatError {
                throw Model.FormatError(description: "field \(field.name): \(error)")
            }
        }
        self.init(
            fields: fields, labels: labels, separator: description.separator, rows: description.rows,
            trainingRecords: names)
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

extension RecordModel.Description {
    /// The distribution of the labels; nil if there are none.
    fileprivate func distribution() throws -> LabelDistribution? {
        guard let labels else { return nil }
        guard let labelCounts, let distribution = LabelDistribution(labels: labels, counts: labelCounts),
            distribution.total == rows
        else { throw Model.FormatError(description: "its counts of labels are not what they should be") }
        return distribution
    }
}

extension RecordModel.Description.Field {
    /// What is counted for each combination of labels: as often in all as the content says.
    fileprivate func byLabels(
        _ labels: LabelDistribution?, _ content: RecordModel.Content
    ) throws -> RecordModel.CountsByLabels? {
        if case .learned(let model, _) = content, model.vocabulary.labels != labels?.labels ?? Labels() {
            throw Model.FormatError(description: "its labels are not those of the records")
        }
        guard let labels else { return nil }
        switch content {
        case .learned(_, let empty):
            guard let counts = emptyByLabels, counts.count == labels.counts.count,
                zip(counts, labels.counts).allSatisfy({ (0...$1.count).contains($0) }), counts.reduce(0, +) == empty
            else { break }
            return .empty(counts)
        case .sampled(let all):
            guard let counts = countsByLabels, case let texts = counts.compactMap(TextDistribution.init(counts:)),
                texts.map(\.total) == labels.counts.map(\.count)
            else { break }
            // None of the sums is above the number of rows.
            let sums = texts.flatMap(\.counts).reduce(into: [:]) { $0[$1.text, default: 0] += $1.count }
            guard sums == all.byText else { break }
            return .texts(texts)
        }
        throw Model.FormatError(description: "its counts by labels are not what they should be")
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
