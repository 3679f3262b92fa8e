/// Trains a model of records: a network for each column that is not sampled, one after another, all with the same
/// options.
public struct RecordTrainer {
    public struct Field {
        public let name: String
        public let trainer: Trainer
    }

    /// The fields that are learned.
    public let fields: [Field]
    public let separator: String
    private let list: RecordList

    /// - Parameters:
    ///   - separator: Text between two fields of a record.
    ///   - options: By default those for the size of each field's list, ``TrainingOptions/init(for:fromBase:)``.
    ///     ``TrainingOptions/Schedule/maximumSeconds`` is for all fields together; each has the same share.
    ///   - validation: Records to hold against the model instead of some of the list, with the same columns.
    /// - Throws: ``ListError`` if the list cannot be used, ``TrainingError/conflict(_:)`` for a label dropout, and what
    ///   ``Trainer/init(_:options:from:teacher:)`` throws.
    public init(
        _ list: RecordList, separator: String = " ", options: TrainingOptions? = nil, validation: RecordList? = nil
    ) throws {
        try self.init(list, separator: separator, validation: validation) { options ?? TrainingOptions(for: $0) }
    }

    /// - Parameter options: The options of a field, by its names.
    package init(
        _ list: RecordList, separator: String, validation: RecordList?, options: (NameList) throws -> TrainingOptions
    ) throws {
        precondition(
            validation.map { $0.columns == list.columns && $0.labels?.labels.names == list.labels?.labels.names }
                ?? true,
            "the validation list must have the columns and labels of the list")
        let learned = list.columns.indices.filter { !list.columns[$0].isSampled }
        guard !learned.isEmpty else {
            throw ListError.malformed(source: list.source, reason: "all columns are sampled, there is none to learn")
        }
        guard NameRule.isOneLine(separator) else {
            throw ListError.malformed(source: list.source, reason: "the separator has a line break")
        }
        var list = list
        fields = try learned.map { column in
            var names = try list.names(of: column)
            var options = try options(names)
            guard options.data.labelDropout == 0 else {
                throw TrainingError.conflict(
                    "`labelDropout` cannot be combined with records: the probability of a record is a sum over labels, "
                        + "so that no field is read without them")
            }
            // The same values in all fields: those that are rare in the whole list are merged.
            list.mergeLabels(rarerThan: options.data.minimumLabelCount)
            names.labels = list.labels(of: column)
            options.schedule.maximumSeconds = options.schedule.maximumSeconds.map { $0 / Double(learned.count) }
            if let validation {
                let known = try list.labels.map { try validation.relabeled($0.labels) } ?? validation
                options.data.validation = .list(try known.names(of: column))
            }
            return Field(name: list.columns[column].name, trainer: try Trainer(names, options: options))
        }
        self.list = list
        self.separator = separator
    }

    /// Trains all fields.
    ///
    /// - Throws: ``TrainingError/diverged`` if the loss of a field is no finite number from the start.
    public func train() throws -> RecordModel { model(of: try fields.map { try $0.trainer.train() }) }

    /// The model of which these are the parts.
    ///
    /// - Parameter models: What the trainers of the ``fields`` made.
    public func model(of models: [Model]) -> RecordModel {
        precondition(models.count == fields.count, "there must be one model per field")
        let storesHashes = self.fields.allSatisfy(\.trainer.options.data.storesHashes)
        var models = models[...]
        let labels = list.labels.map(LabelDistribution.init)
        let rows = labels.map { rowsByLabels($0) }
        let fields = list.columns.enumerated().map { index, column in
            func texts(_ rows: some Sequence<Int>) -> [String] { rows.map { list.rows.field($0, index) } }
            let all = list.rows.indices.lazy.map { list.rows.field($0, index) }
            return column.isSampled
                ? RecordModel.Field(
                    name: column.name, content: .sampled(TextDistribution(all)),
                    byLabels: rows.map { .texts($0.map { TextDistribution(texts($0)) }) })
                : RecordModel.Field(
                    name: column.name, content: .learned(models.removeFirst(), empty: all.count(where: \.isEmpty)),
                    byLabels: rows.map { .empty($0.map { texts($0).count(where: \.isEmpty) }) })
        }
        let texts = list.rows.lazy.map { RecordList.text($0, separator: separator).utf8 }
        return RecordModel(
            fields: fields, labels: labels, separator: separator, rows: list.rows.count,
            trainingRecords: storesHashes ? NameHashes(texts) : nil)
    }

    /// The rows of the list that have each combination of labels.
    private func rowsByLabels(_ distribution: LabelDistribution) -> [[Int]] {
        var rows = distribution.counts.map { _ in [Int]() }
        guard let labels = list.labels else { return rows }
        for row in list.rows.indices { rows[distribution.place(of: labels.valueNumbers(of: row))!].append(row) }
        return rows
    }
}
