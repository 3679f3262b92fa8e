/// A model of records of several fields: one trained network a field, or, for a field that is sampled, the texts that
/// were seen. Fields are independent of each other.
///
/// With labels, a record has the values of all labels together with the probability of ``LabelDistribution``, and given
/// these its fields are independent of each other: P(record) is the sum of P(labels) ∏ P(field | labels) over the
/// labels.
///
///     let players = try RecordList(contentsOf: "@players", columns: ["first", "last"], sampledColumns: ["suffix"])
///     let model = try RecordTrainer(players).train()
///     for player in try model.generate(count: 10) { print(player.text) }
public struct RecordModel: Sendable {
    public enum Content: Sendable {
        /// A model of the field's texts, and the number of records in which the field is empty.
        case learned(Model, empty: Int)
        /// The texts of the field, empty ones included.
        case sampled(TextDistribution)
    }

    /// Counts of a field for each combination of labels, in the order of ``LabelDistribution/counts``.
    public enum CountsByLabels: Sendable, Equatable {
        /// Number of records in which a learned field is empty.
        case empty([Int])
        /// Texts of a sampled field.
        case texts([TextDistribution])
    }

    public struct Field: Sendable {
        public let name: String
        public let content: Content
        /// Nil for a model without labels.
        public let byLabels: CountsByLabels?

        package init(name: String, content: Content, byLabels: CountsByLabels? = nil) {
            (self.name, self.content, self.byLabels) = (name, content, byLabels)
        }

        /// The network, if the field has one.
        public var model: Model? { if case .learned(let model, _) = content { model } else { nil } }
    }

    /// In the order in which a record is written.
    public let fields: [Field]
    /// How frequent the values of labels are; nil for a model without labels.
    public let labels: LabelDistribution?
    /// Text between two fields that are not empty.
    public let separator: String
    /// The records of the training list.
    public let rows: Int
    /// The records of the training list as they are written; nil if the model does not contain them.
    public let trainingRecords: NameHashes?

    /// - Precondition: At least one field and one row; no name twice.
    package init(
        fields: [Field], labels: LabelDistribution? = nil, separator: String, rows: Int, trainingRecords: NameHashes?
    ) {
        precondition(!fields.isEmpty && rows > 0, "records need a field and a row")
        self.fields = fields
        self.labels = labels
        self.separator = separator
        self.rows = rows
        self.trainingRecords = trainingRecords
    }

    /// The record that has these fields and values of labels.
    package func record(_ fields: [String], values: [String] = []) -> Record {
        Record(fields: fields, values: values, text: RecordList.text(fields, separator: separator))
    }

    /// The share of the list's records that have no text in a field.
    package func shareOfEmpty(_ field: Field) -> Double {
        switch field.content {
        case .learned(_, let empty): Double(empty) / Double(rows)
        case .sampled(let texts): Double(texts.count(of: "")) / Double(texts.total)
        }
    }
}

/// A record that was generated.
public struct Record: Sendable, Equatable {
    /// Some may be empty, not all.
    public let fields: [String]
    /// A value for each label of the model.
    public let values: [String]
    /// The record as it is written.
    public let text: String
}

extension RecordModel {
    /// The same model, whose networks compute with 8-bit weights: see ``Model/quantized()``.
    public func quantized() throws -> RecordModel {
        RecordModel(
            fields: try fields.map { field in
                guard case .learned(let model, let empty) = field.content else { return field }
                return Field(
                    name: field.name, content: .learned(try model.quantized(), empty: empty), byLabels: field.byLabels)
            }, labels: labels, separator: separator, rows: rows, trainingRecords: trainingRecords)
    }
}
