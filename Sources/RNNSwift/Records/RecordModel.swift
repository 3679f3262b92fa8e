import Foundation

/// A model of records of several fields: one trained network a field, or, for a field that is sampled, the texts that
/// were seen. Fields are independent of each other.
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

    public struct Field: Sendable {
        public let name: String
        public let content: Content

        package init(name: String, content: Content) {
            (self.name, self.content) = (name, content)
        }

        /// The network, if the field has one.
        public var model: Model? { if case .learned(let model, _) = content { model } else { nil } }
    }

    /// In the order in which a record is written.
    public let fields: [Field]
    /// Text between two fields that are not empty.
    public let separator: String
    /// The records of the training list.
    public let rows: Int
    /// The records of the training list as they are written; nil if the model does not contain them.
    public let trainingRecords: NameHashes?

    /// - Precondition: At least one field and one row; no name twice.
    package init(fields: [Field], separator: String, rows: Int, trainingRecords: NameHashes?) {
        precondition(!fields.isEmpty && rows > 0, "records need a field and a row")
        self.fields = fields
        self.separator = separator
        self.rows = rows
        self.trainingRecords = trainingRecords
    }

    /// The record that has these fields.
    package func record(_ fields: [String]) -> Record {
        Record(fields: fields, text: RecordList.text(fields, separator: separator))
    }

    /// The share of the list's records that have no text in a field.
    package func shareOfEmpty(_ field: Field) -> Double {
        switch field.content {
        case .learned(_, let empty): Double(empty) / Double(rows)
        case .sampled(let texts):
            Double(texts.counts.first { $0.text.isEmpty }?.count ?? 0) / Double(texts.total)
        }
    }

    /// Natural logarithms of the probabilities of records, field by field; of one whose characters or sampled texts the
    /// model does not know, -infinity. They are those of temperature 1, given that a record is not empty altogether.
    ///
    /// - Parameter threads: The result does not depend on it.
    public func logProbabilities(of records: [[String]], threads: Int = 1) -> [Double] {
        var sums = [Double](repeating: -log(1 - fields.reduce(1) { $0 * shareOfEmpty($1) }), count: records.count)
        for (index, field) in fields.enumerated() {
            let texts = Set(records.map { $0[index] })
            let logarithms = logProbabilities(of: Array(texts), in: field, threads: threads)
            for (number, record) in records.enumerated() { sums[number] += logarithms[record[index]]! }
        }
        return sums
    }

    /// - Parameter texts: No text twice.
    private func logProbabilities(of texts: [String], in field: Field, threads: Int) -> [String: Double] {
        switch field.content {
        case .learned(let model, _):
            let share = shareOfEmpty(field)
            let scores = model.scores(for: texts, threads: threads).map { log(1 - share) + $0.logProbability }
            let pairs = zip(texts, scores).map { ($0, $0.isEmpty ? log(share) : $1) }
            return Dictionary(uniqueKeysWithValues: pairs)
        case .sampled(let distribution):
            let known = Dictionary(uniqueKeysWithValues: distribution.counts.map { ($0.text, $0.count) })
            let total = Double(distribution.total)
            return Dictionary(uniqueKeysWithValues: texts.map { ($0, log(Double(known[$0] ?? 0) / total)) })
        }
    }
}

/// A record that was generated.
public struct Record: Sendable, Equatable {
    /// Some may be empty, not all.
    public let fields: [String]
    /// The record as it is written.
    public let text: String
}
