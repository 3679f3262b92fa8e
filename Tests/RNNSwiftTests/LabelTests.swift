import Foundation
import RNNSwift
import Testing

@Suite struct LabelTests {
    /// Names that end otherwise with one gender than with the other; some have no gender.
    private static func list(_ count: Int = 300, seed: UInt64 = 4) throws -> NameList {
        var generator = SplitMix64(seed: seed, stream: .shuffling)
        let rows = randomNames(count, letters: 4, longest: 5, seed: seed).filter { !$0.isEmpty }.map { name in
            let gender = Int.random(in: 0..<10, using: &generator)
            let country = ["is", "no", "is", "rare\(gender)"].randomElement(using: &generator)!
            return gender == 0
                ? (name: name, values: ["", country])
                : (name: name + (gender < 6 ? "a" : "d"), values: [gender < 6 ? "f" : "m", country])
        }
        return try NameList(rows, labels: ["gender", "country"])
    }

    private static func train(
        _ list: NameList, dropout: Double = 0, minimum: Int = 20, epochs: Int = 12
    ) throws -> Model {
        var options = TrainingOptions()
        options.schedule.epochs = epochs
        options.data.labelDropout = dropout
        (options.data.batchSize, options.schedule.learningRate) = (32, 0.01)
        options.data.minimumLabelCount = minimum
        return try Trainer(list, options: options).train()
    }

    @Test func values() throws {
        let list = try NameList(
            [("Anna", ["f", " is "]), ("", ["f", "xx"]), ("Otto", ["", "no"]), ("Eva", ["f", "is"])].map {
                (name: $0.0, values: $0.1)
            }, labels: ["gender", "country"])
        let labels = try #require(list.labels)
        #expect(labels.labels.columns.map(\.values) == [["", "f"], ["is", "no"]])
        #expect(labels[0] == ["f", "is"] && labels[1] == ["", "no"] && labels[2] == ["f", "is"])
        #expect(labels.counts(ofColumn: 0) == [1, 2])
        let merged = labels.merging(rarerThan: 2)
        #expect(merged.labels.columns.map(\.values) == [["", "f"], ["(other)", "is"]])
        #expect(merged[1] == ["", "(other)"])
    }

    /// As if the rare values had been another text in the file.
    @Test func rareValuesAreMerged() throws {
        let list = try Self.list(400)
        let labels = try #require(list.labels)
        for minimum in [1, 2, 30, 50, 1000] {
            let counts = (0..<2).map {
                Dictionary(uniqueKeysWithValues: zip(labels.labels.columns[$0].values, labels.counts(ofColumn: $0)))
            }
            let rows = list.names.enumerated().map { index, name in
                (
                    name: name,
                    values: zip(labels[index], counts).map { value, counts in
                        value.isEmpty || counts[value]! >= minimum ? value : NameLabels.rareValue
                    }
                )
            }
            let expected = try #require(try NameList(rows, labels: ["gender", "country"]).labels)
            let merged = labels.merging(rarerThan: minimum)
            #expect(merged.labels == expected.labels)
            #expect((0..<rows.count).allSatisfy { merged[$0] == expected[$0] })
            #expect(merged.merging(rarerThan: minimum) == merged)
        }
    }

    @Test func valuesInTheLabelsOfAModel() throws {
        let list = try NameList(
            [("a", "x"), ("b", "y"), ("c", "z"), ("d", "(none)")].map { (name: $0.0, values: [$0.1]) }, labels: ["kind"]
        )
        let labels = try #require(list.labels)
        #expect(labels.labels.columns[0].values == ["", "x", "y", "z"], "as a missing value is shown")
        func counts(_ values: String...) -> [[Int]] {
            labels.counts(of: Labels([Labels.Column(name: "kind", values: values)]))
        }
        #expect(counts("y", "x") == [[1, 1]])
        #expect(counts("(other)", "y") == [[3, 1]])
        #expect(labels.counts(of: Labels([Labels.Column(name: "color", values: ["x"])])) == [[0]])
    }

    @Test func controlCharactersAreRefused() {
        #expect(throws: ListError.self) { try NameList([(name: "Anna", values: ["a\tb"])], labels: ["gender"]) }
    }

    @Test func modelFiles() throws {
        let model = try Self.train(try Self.list())
        let read = try Model(Safetensors(model.serialized()), kernels: .best)
        #expect(read.vocabulary == model.vocabulary && read.vocabulary.labels.columns.count == 2)
        #expect(try read.serialized() == model.serialized())
        let counts = try #require(read.record.labelCounts)
        #expect(counts[0].reduce(0, +) == counts[1].reduce(0, +) && counts[0].count == 3)
    }

    /// A name that is wanted once has its most probable labels, also if the search is stopped.
    @Test func theBestOfEachName() throws {
        let ensemble = ModelEnsemble(try Self.train(try Self.list()))
        var options = GenerationOptions()
        options.maximumLength = 2
        func best(_ count: Int, while goesOn: (BestProgress) -> Bool = { _ in true }) throws -> [LabeledName] {
            let best = try ensemble.mostProbableNames(count: count, options: options, while: goesOn)
            return zip(best.names, best.values).map { LabeledName(name: $0.name, values: $1) }
        }
        let all = try best(100_000)
        var seen = Set<String>()
        let expected = all.filter { seen.insert($0.name).inserted }
        #expect(expected.count < all.count && expected.count > 10)
        options.unique = true
        for count in [1, 7, expected.count, 100_000] { #expect(try best(count) == Array(expected.prefix(count))) }
        options.maximumLength = 12
        let stopped = try best(100_000) { $0.found < 500 }
        #expect(stopped.count > 100 && Set(stopped.map(\.name)).count == stopped.count)
    }

    /// P(name) is the sum of P(labels, name) over all labels, computed by plain reading.
    @Test(arguments: [0, 0.4]) func sums(dropout: Double) throws {
        let model = try Self.train(try Self.list(), dropout: dropout)
        let (ensemble, vocabulary) = (ModelEnsemble(model), model.vocabulary)
        let names = ["abcd", "dda", "a"]
        let scores = model.scores(for: names)
        for (name, score) in zip(names, scores) {
            let tokens = try vocabulary.tokens(of: name) + [vocabulary.stop]
            var total = 0.0
            for beginning in vocabulary.beginnings(unlabeled: true) {
                let lockstep = Lockstep(ensemble, rows: 1)
                var logarithm = 0.0
                var last = vocabulary.start
                for token in beginning + tokens {
                    lockstep.tokens[0] = last
                    lockstep.step(rows: 1)
                    logarithm += lockstep.logits.logSoftmax(row: 0)[token]
                    last = token
                }
                total += exp(logarithm)
            }
            #expect(abs(score.logProbability - log(total)) < 1e-5)
            #expect(abs(score.nats.reduce(0, +) + log(total)) < 1e-5 && score.nats.count == name.count + 1)
        }
        // Without label dropout, and given one of the values, the same to what names without labels are worth.
        let labels = ["gender": "f"]
        let given = try ensemble.scores(for: names, given: labels)
        let others = try ["m", "(none)"].map { try ensemble.scores(for: names, given: ["gender": $0]) }
        #expect(given.allSatisfy { $0.logProbability.isFinite } && others.joined().allSatisfy { $0.nats[0] > 0 })
    }

    /// Which other names are scored at the same time changes nothing, not even the last bit.
    @Test func scoresAreOfTheNameAlone() throws {
        let list = try Self.list(700)
        let model = try Self.train(list)
        let names = Array(list.names.prefix(300)) + ["a", ""]
        for kernels in Kernels.available where kernels.hasIndependentRows {
            let model = ModelEnsemble(try Model(Safetensors(model.serialized()), kernels: kernels))
            #expect(model.scores(for: names) == names.flatMap { model.scores(for: [$0]) })
        }
    }

    @Test func classification() throws {
        let list = try Self.list(1200)
        let model = ModelEnsemble(try Self.train(list, epochs: 30))
        let names = Array(list.names)
        let results = try model.classify(names, label: "gender", threads: 2)
        let truth = (0..<names.count).map { list.labels![$0][0] }
        let quality = ClassificationQuality(results, truth: truth)
        #expect(quality.values == ["f", "m"] && quality.accuracy > 0.9, "\(quality)")
        #expect(quality.omitted == truth.count(where: \.isEmpty))
        for (name, result) in zip(names, results).prefix(20) {
            let probabilities = try #require(result.probabilities)
            #expect(result.name == name && abs(probabilities.reduce(0, +) - 1) < 1e-9)
        }
        // Bayes' rule by hand, with the missing value.
        let all = try model.classify(names, label: "gender", includingMissing: true)
        let vocabulary = model.vocabulary
        let mixture = MixtureReading(model, beginnings: vocabulary.beginnings(unlabeled: false))
        try mixture.read([vocabulary.tokens(of: names[0])]) { _, name in
            var sums = [0.0, 0, 0]
            for (beginning, logarithm) in zip(mixture.beginnings, name.joint) {
                sums[beginning[0] - vocabulary.labelTokens.lowerBound] += exp(logarithm)
            }
            let total = sums.reduce(0, +)
            #expect(zip(all[0].probabilities!, sums).allSatisfy { abs($0 - $1 / total) < 1e-9 })
        }
        #expect(try model.classify(names, label: "gender", threads: 1) == results)
        #expect(throws: LabelError.self) { try model.classify(names, label: "age") }
        #expect(try model.classify(["xyz"], label: "gender")[0].unknownParts == ["x", "y", "z"])
    }

    @Test func evaluation() throws {
        let list = try Self.list(800)
        let model = try Self.train(list)
        let labeled = model.evaluate(on: list)
        #expect(labeled.labelNats > 0.5 && labeled.predictions == labeled.characters + 2 * labeled.names)
        let plain = try NameList(Array(list.names))
        let unlabeled = model.evaluate(on: plain, threads: 2)
        let total = -model.scores(for: Array(list.names)).reduce(0) { $0 + $1.logProbability }
        #expect(abs(unlabeled.nats - total / Double(unlabeled.characters)) < 1e-4)
        #expect(unlabeled.labelNats == 0 && unlabeled.accuracy.argmax > 0)
        // Labels tell something of the names.
        #expect(labeled.nats < unlabeled.nats)
        #expect(ModelEnsemble(model).evaluate(on: list).nats - labeled.nats < 1e-4)
    }

    /// Names with the same text are on the same side.
    @Test func heldOutTexts() throws {
        let rows = (0..<200).map { (name: "n\($0 / 2)", values: [$0 % 2 == 0 ? "f" : "m"]) }
        let list = try NameList(rows, labels: ["gender"])
        let vocabulary = try Vocabulary(ofUTF8: list.names.utf8).labeled(list.labels!.labels)
        let (training, heldOut) = EncodedNames(list, vocabulary: vocabulary).split(holdingOut: 0.3, seed: 1)
        #expect(heldOut.count == 60 && training.count == 140)
        #expect(Set(heldOut.texts).count == 30 && Set(heldOut.texts).isDisjoint(with: training.texts))
    }

    @Test func labelDropoutLearnsNamesWithoutLabels() throws {
        let list = try Self.list(800)
        let names = Array(list.names.prefix(50))
        // ln P of the names as they are read without labels.
        func unlabeled(_ model: Model) throws -> Double {
            try names.reduce(0) { sum, name in
                let targets = try model.vocabulary.tokens(of: name) + [model.vocabulary.stop]
                return try zip(model.logits(for: name), targets).reduce(sum) { sum, prediction in
                    let logits = prediction.0.map { Double($0) }
                    return sum + logits[prediction.1] - log(logits.reduce(0) { $0 + exp($1) })
                }
            }
        }
        let (with, without) = (try Self.train(list, dropout: 0.5), try Self.train(list))
        #expect(try unlabeled(with) > unlabeled(without) + 50)
        #expect(throws: TrainingError.self) { try Self.train(NameList(names), dropout: 0.5) }
    }

    @Test func fineTuningNeedsTheLabels() throws {
        let base = try Self.train(try Self.list())
        #expect(throws: TrainingError.self) { try Trainer(NameList(["abc"]), from: base) }
        let more = try NameList(
            [(name: "abc", values: ["x", "is", "new"])], labels: ["gender", "country", "origin"])
        let tuned = try Trainer(more, from: base)
        #expect(tuned.vocabulary.labels.columns.map(\.name) == ["gender", "country", "origin"])
        #expect(tuned.vocabulary.labels.columns[0].values == ["", "f", "m", "x"])
        _ = try tuned.train()
    }
}
