import Foundation
import RNNSwift
import Testing

/// Records with labels.
@Suite struct LabeledRecordTests {
    private let list: RecordList
    private let model: RecordModel

    /// Last names depend on the region, first names and titles on the gender; some of each are missing.
    init() throws {
        list = try Self.list()
        model = try RecordTrainer(list, options: Self.options).train()
    }

    private static func list(_ count: Int = 240) throws -> RecordList {
        var generator = SplitMix64(seed: 6, stream: .shuffling)
        let rows = (0..<count).map { _ -> (fields: [String], values: [String]) in
            func one(of texts: String...) -> String { texts.randomElement(using: &generator)! }
            let (gender, region) = (one(of: "f", "f", "m", "m", ""), one(of: "n", "s", "s"))
            let first = gender == "f" ? one(of: "a", "aa", "ba", "") : one(of: "b", "bb", "ab")
            let title = gender == "f" ? one(of: "Ms", "Ms", "Dr") : one(of: "Mr", "Dr", "")
            return ([first, region == "n" ? one(of: "x", "xx") : one(of: "y", "yx"), title], [gender, region])
        }
        return try RecordList(
            columns: ["first", "last", "title"], sampledColumns: ["title"], rows: rows, labels: ["gender", "region"])
    }

    private static var options: TrainingOptions {
        var options = TrainingOptions()
        options.architecture.hidden = [8]
        (options.schedule.epochs, options.schedule.learningRate, options.data.validation, options.threads) = (
            40, 0.02, .none, 1
        )
        options.data.batchSize = 32
        return options
    }

    /// Records over all titles and the names of the list, with some that are not in it.
    private var records: [[String]] {
        ["", "a", "ba", "bb", "abab"].flatMap { first in
            ["x", "yx", "yyy"].flatMap { last in ["", "Ms", "Mr"].map { [first, last, $0] } }
        }
    }

    @Test func labelsHaveTheirSharesAndEveryCombinationIsPossible() throws {
        let list = try RecordList(
            columns: ["a"],
            rows: [("x", "f", "n"), ("x", "f", "n"), ("x", "f", "s"), ("x", "m", "n")].map { row in
                (fields: [row.0], values: [row.1, row.2])
            }, labels: ["gender", "region"])
        let labels = LabelDistribution(try #require(list.labels))
        #expect(labels.counts.map(\.values) == [[0, 0], [0, 1], [1, 0]] && labels.counts.map(\.count) == [2, 1, 1])
        #expect(labels.valueCounts == [[3, 1], [3, 1]] && labels.total == 4)
        #expect(abs(labels.probability(of: [1, 1]) - 0.25 * 0.25 / 5) < 1e-15, "it does not come in the table")
        #expect(abs(labels.probability(of: [0, 0]) - (2 + 0.75 * 0.75) / 5) < 1e-15)
        let all = labels.labels.combinations().map { ($0, labels.probability(of: $0)) }
        #expect(abs(all.reduce(0) { $0 + $1.1 } - 1) < 1e-12)
        #expect(abs(all.filter { $0.0[0] == 0 }.reduce(0) { $0 + $1.1 } - 0.75) < 1e-12, "as in the table")
    }

    @Test func aFieldIsTrainedWithTheLabelsOfItsRows() throws {
        let labels = try #require(model.labels)
        #expect(labels.labels.names == ["gender", "region"] && labels.labels.columns[0].values == ["", "f", "m"])
        #expect(model.fields.prefix(2).allSatisfy { $0.model?.vocabulary.labels == labels.labels })
        let alone = try Trainer(list.names(of: 0), options: Self.options).train()
        #expect(try model.fields[0].model?.serialized() == alone.serialized())
        let empty = list.rows.indices.count { list.rows.field($0, 0).isEmpty }
        guard case .empty(let counts) = model.fields[0].byLabels else { throw CancellationError() }
        #expect(counts.reduce(0, +) == empty && empty > 0)
        #expect(zip(labels.counts, counts).allSatisfy { $0.values[0] == 1 || $1 == 0 }, "only women lack first names")
    }

    /// By the definition: P(labels) of the table, and the networks read symbol by symbol.
    @Test func probabilitiesAreSumsOverLabels() throws {
        let labels = try #require(model.labels)
        var (totals, all) = ([Double](repeating: 0, count: records.count), 0.0)
        for combination in labels.labels.combinations() {
            let values = zip(labels.labels.columns, combination).map { ($0.name, $0.values[$1]) }
            let rows = list.rows.indices.filter { list.labels![$0] == values.map(\.1) }
            func share(_ field: Int, _ text: String) -> Double {
                func count(_ rows: some Sequence<Int>) -> Double {
                    Double(rows.count { list.rows.field($0, field) == text })
                }
                return (count(rows) + count(list.rows.indices) / Double(list.rows.count)) / Double(rows.count + 1)
            }
            let given = Dictionary(uniqueKeysWithValues: values)
            func probability(_ field: Int, _ text: String) throws -> Double {
                guard let model = model.fields[field].model, !text.isEmpty else { return share(field, text) }
                let score = try ModelEnsemble(model).scores(for: [text], given: given)[0]
                return (1 - share(field, "")) * exp(score.logProbability)
            }
            let prior = labels.probability(of: combination)
            all += prior * (1 - share(0, "") * share(1, "") * share(2, ""))
            for (number, record) in records.enumerated() {
                totals[number] += try prior * record.enumerated().reduce(1) { try $0 * probability($1.0, $1.1) }
            }
        }
        for (result, total) in zip(model.logProbabilities(of: records), totals) {
            #expect(abs(result - log(total / all)) < 1e-4)
        }
        #expect(model.logProbabilities(of: [["q", "x", ""], ["a", "x", "Sir"]]) == [-.infinity, -.infinity])
    }

    /// The sum over the values of a label, each as probable as in the table, is the probability without it.
    @Test func valuesSumToTheWhole() throws {
        // No last name is missing: if records could be empty altogether, the shares would be those among the others.
        let whole = model.logProbabilities(of: records, threads: 2).map { exp($0) }
        var sums = [Double](repeating: 0, count: records.count)
        for (value, count) in zip(["(none)", "f", "m"], try #require(model.labels).valueCounts[0]) {
            let given = try model.logProbabilities(of: records, given: ["gender": value])
            for (number, logarithm) in given.enumerated() {
                sums[number] += exp(logarithm) * Double(count) / Double(model.rows)
            }
        }
        #expect(zip(whole, sums).allSatisfy { abs($0 - $1) < 1e-9 * $0 })
        #expect(throws: LabelError.self) { try model.logProbabilities(of: records, given: ["age": "3"]) }
    }

    /// Pearson's statistic of what is drawn against the exact probabilities, of labels and of whole records.
    @Test(arguments: [[:], ["gender": "f"], ["region": "n", "gender": "(none)"]])
    func generatedRecordsHaveTheirProbabilities(given: [String: String]) throws {
        var options = GenerationOptions.learned
        (options.given, options.seed, options.threads) = (given, 5, 2)
        let draws = 20_000
        let generated = try model.generate(count: draws, options: options)
        #expect(generated.count == draws)
        let labels = try #require(model.labels).labels
        let numbers = try labels.numbers(ofGiven: given)
        // Each cell is a record with its labels; the rest is one cell.
        var cells: [[String]: Double] = [:]
        let distinct = Array(Set(list.rows))
        let mass = labels.combinations(given: numbers).reduce(0) { $0 + model.labels!.probability(of: $1) }
        for combination in labels.combinations(given: numbers) {
            let values = zip(labels.columns, combination).map { $0.values[$1] }
            let own = Dictionary(uniqueKeysWithValues: zip(labels.names, values))
            let prior = model.labels!.probability(of: combination) / mass
            for (record, logarithm) in zip(distinct, try model.logProbabilities(of: distinct, given: own)) {
                cells[record + values] =
                    try prior * exp(logarithm)
                    * drawingRatio(0, record[0], combination) * drawingRatio(1, record[1], combination)
            }
        }
        let frequent = cells.filter { $0.value * Double(draws) >= 10 }
        #expect(frequent.count > 15)
        var counts: [[String]: Int] = [:]
        for record in generated { counts[record.fields + record.values, default: 0] += 1 }
        func term(_ count: Int, _ probability: Double) -> Double {
            let expected = probability * Double(draws)
            return (Double(count) - expected) * (Double(count) - expected) / expected
        }
        let rest = 1 - frequent.values.reduce(0, +)
        let others = draws - frequent.keys.reduce(0) { $0 + (counts[$1] ?? 0) }
        let statistic =
            frequent.reduce(0) { $0 + term(counts[$1.key] ?? 0, $1.value) } + (rest > 1e-3 ? term(others, rest) : 0)
        let freedom = Double(frequent.count)
        #expect(statistic < freedom + 5 * (2 * freedom).squareRoot(), "\(statistic) with \(freedom) degrees of freedom")
        #expect(
            generated.allSatisfy { record in
                given.allSatisfy { record.values[labels.names.firstIndex(of: $0.key)!] == Labels.value($0.value) }
            })
    }

    /// The probability of drawing a text of a learned field given labels, divided by its exact one: labels and START
    /// are never drawn in a text, and an empty text is drawn again.
    private func drawingRatio(_ field: Int, _ text: String, _ combination: [Int]) throws -> Double {
        guard !text.isEmpty, let model = model.fields[field].model else { return 1 }
        let vocabulary = model.vocabulary
        let lockstep = Lockstep(ModelEnsemble(model), rows: 1)
        let labels = vocabulary.beginning(of: combination)
        var (ratio, last) = (1.0, vocabulary.start)
        for (index, token) in try (labels + vocabulary.tokens(of: text) + [vocabulary.stop]).enumerated() {
            lockstep.tokens[0] = last
            lockstep.step(rows: 1)
            last = token
            guard index >= labels.count else { continue }
            let next = lockstep.logits.logSoftmax(row: 0)
            let never =
                Array(vocabulary.labelTokens) + [vocabulary.start] + (index == labels.count ? [vocabulary.stop] : [])
            ratio /= 1 - never.reduce(0) { $0 + exp(next[$1]) }
        }
        return ratio
    }

    @Test func recordsAreTheSameForAnyNumberOfThreadsAndAnyCount() throws {
        var options = GenerationOptions.learned
        options.seed = 7
        let records = try model.generate(count: 2500, options: options)
        #expect(try model.generate(count: 10, options: options) == Array(records.prefix(10)))
        options.threads = 3
        #expect(try model.generate(count: 2500, options: options) == records)
        #expect(Set(records.map(\.values)).count == 6)
        options.given = ["gender": "x"]
        #expect(throws: LabelError.self) { try model.generate(count: 1, options: options) }
    }

    @Test func classificationIsBayesRule() throws {
        let results = try model.classify(records, label: "gender", includingMissing: true, threads: 2)
        for (index, result) in results.enumerated() {
            let joint = try zip(["", "f", "m"], model.labels!.valueCounts[0]).map { value, count in
                try Double(count) * exp(model.logProbabilities(of: [records[index]], given: ["gender": value])[0])
            }
            let total = joint.reduce(0, +)
            #expect(result.values == ["", "f", "m"])
            #expect(zip(result.probabilities!, joint).allSatisfy { abs($0 - $1 / total) < 1e-9 })
        }
        let truth = (0..<list.rows.count).map { list.labels![$0][0] }
        let quality = ClassificationQuality(
            try model.classify(Array(list.rows), label: "gender", given: ["region": "n"]), truth: truth)
        #expect(quality.accuracy > 0.9 && quality.values == ["f", "m"], "\(quality)")
        let unknown = try model.classify([["qa", "x", "Sir"]], label: "region")[0]
        #expect(unknown.probabilities == nil && unknown.unknownParts == ["q", "Sir"] && unknown.name == "qa x Sir")
        #expect(throws: LabelError.self) { try model.classify(records, label: "age") }
    }

    @Test func evaluation() throws {
        let result = try model.evaluate(on: list)
        let rows = Array(list.rows)
        let mean = -model.logProbabilities(of: rows).reduce(0, +) / Double(rows.count)
        #expect(abs(try #require(result.nats) - mean) < 1e-9 && result.leftOut == 0)
        let labels = try #require(result.labels)
        #expect(labels.records == rows.count && labels.nats < mean, "labels tell something of the fields")
        #expect(labels.labelNats > 1 && labels.nats + labels.labelNats > mean)
        #expect(result.fields[0].byLabel.map(\.value) == ["", "f", "m", "n", "s"])
        #expect(try result == model.evaluate(on: list, threads: 3))
        let plain = try RecordList(columns: ["first", "last", "title"], rows: rows + [["q", "x", "Mr"]])
        let unlabeled = try model.evaluate(on: plain)
        #expect(unlabeled.labels == nil && unlabeled.leftOut == 1 && abs(unlabeled.nats! - mean) < 1e-9)
        let given = try model.evaluate(on: plain, given: ["gender": "f"])
        #expect(given.recreated != unlabeled.recreated && given.nats! > mean)
    }

    /// What is rare in the table is merged, whatever a field has of it; "(none)" is a missing value.
    @Test func rareValues() throws {
        let rows = [
            ("a", "x", "f"), ("", "y", "f"), ("b", "x", "m"), ("b", "y", "m"), ("a", "x", "q"), ("a", "y", "(none)"),
        ]
        let list = try RecordList(
            columns: ["first", "last"], rows: rows.map { (fields: [$0.0, $0.1], values: [$0.2]) }, labels: ["gender"])
        #expect(list.labels?.labels.columns[0].values == ["", "f", "m", "q"])
        var options = Self.options
        (options.schedule.epochs, options.data.minimumLabelCount) = (1, 2)
        let validation = try RecordList(
            columns: ["first", "last"], rows: [["a", "x"], ["c", "y"]].map { (fields: $0, values: ["z"]) },
            labels: ["gender"])
        let model = try RecordTrainer(list, options: options, validation: validation).train()
        #expect(model.labels?.labels.columns[0].values == ["", "(other)", "f", "m"])
        #expect(model.labels?.valueCounts == [[1, 1, 2, 2]])
        let first = try #require(model.fields[0].model)
        #expect(first.vocabulary.labels == model.labels?.labels && first.record.labelCounts == [[1, 1, 1, 2]])
        #expect(first.record.settings["min_count"]?.number == 2)
    }

    @Test func whatCannotBe() throws {
        var options = Self.options
        options.data.labelDropout = 0.1
        #expect(throws: TrainingError.self) { try RecordTrainer(list, options: options) }
        #expect(throws: ListError.self) {
            try RecordList(columns: ["a"], rows: [(fields: ["x"], values: ["f"])], labels: ["a"])
        }
        #expect(throws: ListError.self) {
            try RecordList(columns: ["a"], rows: [(fields: ["x"], values: ["f\u{1}m"])], labels: ["b"])
        }
    }
}
