import Foundation

extension RecordModel {
    /// How well the model predicts a list of records, exactly.
    ///
    /// - Parameters:
    ///   - list: Its columns are the model's fields, in their order.
    ///   - threads: The result does not depend on it.
    /// - Throws: ``ListError/empty(source:)`` if a column that is to be predicted has no texts.
    public func evaluate(on list: RecordList, threads: Int = 1) throws -> RecordEvaluation {
        precondition(list.columns.map(\.name) == fields.map(\.name), "the list must have the fields of the model")
        var evaluations: [RecordEvaluation.Field] = []
        for (index, field) in fields.enumerated() {
            guard let model = field.model else { continue }
            evaluations.append(
                .init(name: field.name, evaluation: model.evaluate(on: try list.names(of: index), threads: threads)))
        }
        // Summed in the order of the list, so that the same list gives the same bits.
        var seen: Set<[String]> = []
        let distinct = list.rows.filter { seen.insert($0).inserted }
        let recreated = logProbabilities(of: distinct, threads: threads).reduce(0) { $0 + exp($1) }
        return RecordEvaluation(records: list.rows.count, fields: evaluations, recreated: recreated)
    }
}

/// How well a model predicts a list of records.
public struct RecordEvaluation: Sendable, Equatable, Encodable {
    public struct Field: Sendable, Equatable {
        public let name: String
        public let evaluation: Evaluation
    }

    /// Records of the list.
    public let records: Int
    /// Evaluations of the learned fields, each on its column of the list without empty texts.
    public let fields: [Field]
    /// The probability that a generated record is in the list, field for field.
    public let recreated: Double

    private enum CodingKeys: String, CodingKey { case records, fields, recreated }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(records, forKey: .records)
        try container.encode(
            Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.evaluation) }), forKey: .fields)
        try container.encode(recreated, forKey: .recreated)
    }
}
