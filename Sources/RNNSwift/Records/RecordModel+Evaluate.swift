import Foundation

extension RecordModel {
    /// How well the model predicts a list of records, exactly.
    ///
    /// - Parameters:
    ///   - list: Its columns are the model's fields, in their order. It has the model's labels or none. With labels,
    ///     fields are evaluated given these.
    ///   - given: Values of labels, by the labels' names: probabilities of records are those of records that have them.
    ///   - threads: The result does not depend on it.
    /// - Throws: ``ListError/empty(source:)`` if a column that is to be predicted has no texts, ``LabelError``.
    public func evaluate(
        on list: RecordList, given: [String: String] = [:], threads: Int = 1
    ) throws -> RecordEvaluation {
        precondition(list.columns.map(\.name) == fields.map(\.name), "the list must have the fields of the model")
        var evaluations: [RecordEvaluation.Field] = []
        for (index, field) in fields.enumerated() {
            guard let model = field.model else { continue }
            let names = try list.names(of: index)
            evaluations.append(
                .init(
                    name: field.name, evaluation: model.evaluate(on: names, threads: threads),
                    byLabel: model.evaluateByLabel(on: names, threads: threads)))
        }
        // Summed in the order of the list, so that the same list gives the same bits.
        var places: [[String]: Int] = [:]
        var (distinct, counts): ([[String]], [Int]) = ([], [])
        for row in list.rows {
            let place = places[row] ?? distinct.count
            if place == distinct.count {
                places[row] = place
                distinct.append(row)
                counts.append(0)
            }
            counts[place] += 1
        }
        let logarithms = try logProbabilities(of: distinct, given: given, threads: threads)
        var mean = RecordEvaluation.Mean()
        for (logarithm, count) in zip(logarithms, counts) { mean.add(-logarithm, count: count) }
        return RecordEvaluation(
            records: list.rows.count, fields: evaluations, nats: mean.value, leftOut: list.rows.count - mean.count,
            labels: evaluateLabels(of: list, threads: threads),
            recreated: logarithms.reduce(0) { $0 + exp($1) })
    }

    /// Nil if the model or the list has no labels, or the model knows none of the list's records.
    private func evaluateLabels(of list: RecordList, threads: Int) -> RecordEvaluation.Labels? {
        guard let labels, let names = list.labels?.names(in: labels.labels) else { return nil }
        var (own, given) = (RecordEvaluation.Mean(), RecordEvaluation.Mean())
        let groups = Dictionary(grouping: names, by: \.numbers)
        for combination in groups.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let records = groups[combination]!.map { list.rows[$0.name] }
            let numbers = Dictionary(uniqueKeysWithValues: combination.enumerated().map { ($0, [$1]) })
            for logarithm in logProbabilities(of: records, numbers: numbers, threads: threads) {
                given.add(-logarithm)
                if logarithm > -.infinity { own.add(-log(labels.probability(of: combination))) }
            }
        }
        guard let labelNats = own.value, let nats = given.value else { return nil }
        return .init(records: own.count, labelNats: labelNats, nats: nats)
    }
}

/// How well a model predicts a list of records.
public struct RecordEvaluation: Sendable, Equatable {
    public struct Field: Sendable, Equatable {
        public let name: String
        public let evaluation: Evaluation
        /// The evaluations of the texts of records with each value of each label, if the list has labels.
        public let byLabel: [LabelEvaluation]
    }

    /// How well records are predicted whose labels are known.
    public struct Labels: Sendable, Equatable {
        /// Records of the list whose labels and fields the model knows.
        public let records: Int
        /// The mean of -ln P(labels).
        public let labelNats: Double
        /// The mean of -ln P(record | labels).
        public let nats: Double
    }

    /// Records of the list.
    public let records: Int
    /// Evaluations of the learned fields, each on its column of the list without empty texts.
    public let fields: [Field]
    /// The mean of -ln P(record), labels summed over; nil if the model knows none of the records.
    public let nats: Double?
    /// Records with characters or sampled texts that the model does not know, which the mean does not include.
    public let leftOut: Int
    /// Nil without labels.
    public let labels: Labels?
    /// The probability that a generated record is in the list, field for field.
    public let recreated: Double

    /// The mean of numbers that are finite.
    fileprivate struct Mean {
        private var sum = 0.0
        private(set) var count = 0
        var value: Double? { count > 0 ? sum / Double(count) : nil }

        mutating func add(_ value: Double, count: Int = 1) {
            guard value.isFinite else { return }
            sum += value * Double(count)
            self.count += count
        }
    }
}

extension RecordEvaluation: Encodable {
    private enum CodingKeys: String, CodingKey {
        case records, fields, recreated
        case nats = "nats_per_record"
        case leftOut = "left_out"
        case labelNats = "label_nats"
        case natsGivenLabels = "nats_given_labels"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(records, forKey: .records)
        try container.encode(leftOut, forKey: .leftOut)
        try container.encode(nats, forKey: .nats)
        try container.encodeIfPresent(labels?.labelNats, forKey: .labelNats)
        try container.encodeIfPresent(labels?.nats, forKey: .natsGivenLabels)
        try container.encode(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0) }), forKey: .fields)
        try container.encode(recreated, forKey: .recreated)
    }
}

extension RecordEvaluation.Field: Encodable {
    private enum CodingKeys: String, CodingKey { case labels }

    public func encode(to encoder: any Encoder) throws {
        try evaluation.encode(to: encoder)
        guard !byLabel.isEmpty else { return }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(byLabel.byValue, forKey: .labels)
    }
}
