import Foundation
import RNNSwift
import Testing

@Suite struct RecordModelTests {
    private let list: RecordList
    private let model: RecordModel

    /// First names are missing in a quarter of the records, suffixes in half of them.
    init() throws {
        list = try RecordList(
            columns: ["first", "last", "suffix"], sampledColumns: ["suffix"],
            rows: [
                ["ab", "xy", ""], ["ba", "yx", "Jr."], ["", "xx", "Jr."], ["aa", "yy", ""], ["ab", "yyx", "Jr."],
                ["bb", "xy", ""], ["", "x", "Sr."], ["aba", "y", ""],
            ])
        model = try RecordTrainer(list, options: Self.options).train()
    }

    private static var options: TrainingOptions {
        var options = TrainingOptions()
        options.architecture.hidden = [6]
        (options.schedule.epochs, options.schedule.learningRate, options.data.validation, options.threads) = (
            300, 0.05, .none, 1
        )
        return options
    }

    @Test func fieldsAreLearnedOrSampled() throws {
        #expect(model.fields.map(\.name) == ["first", "last", "suffix"])
        #expect(model.rows == 8)
        #expect(model.fields.map { $0.model?.record.names } == [6, 8, nil])
        #expect(model.fields.map { model.shareOfEmpty($0) } == [0.25, 0, 0.5])
        #expect(model.fields[0].model?.vocabulary.characters == ["a", "b"])
        #expect(model.fields[0].model?.record.list == "the list, column first")
        #expect(throws: ListError.self) {
            try RecordTrainer(RecordList(columns: ["a"], sampledColumns: ["a"], rows: [["x"]]))
        }
        #expect(throws: ListError.self) { try RecordTrainer(list, separator: "\n") }
    }

    /// Each field is what a model of its own would be.
    @Test func aFieldIsTrainedAsItsColumnAlone() throws {
        let alone = try Trainer(list.names(of: 1), options: Self.options).train()
        #expect(try model.fields[1].model?.serialized() == alone.serialized())
    }

    @Test func recordsAreTheSameForAnyNumberOfThreadsAndAnyCount() throws {
        var options = GenerationOptions.learned
        options.seed = 7
        let records = try model.generate(count: 3000, options: options)
        #expect(records.count == 3000)
        #expect(try model.generate(count: 10, options: options) == Array(records.prefix(10)))
        options.threads = 3
        #expect(try model.generate(count: 3000, options: options) == records)
        options.seed = 8
        #expect(try model.generate(count: 3000, options: options) != records)
        #expect(records.allSatisfy { $0.text == $0.fields.filter { !$0.isEmpty }.joined(separator: " ") })
        #expect(records.allSatisfy { !$0.text.isEmpty })
    }

    /// Fields come as often as they should, and do not depend on each other.
    @Test func fieldsHaveTheirDistributions() throws {
        let draws = 40_000
        let records = try model.generate(count: draws, options: .learned)
        func expect(_ share: Double, _ what: String, of condition: (Record) -> Bool) {
            let tolerance = 5 * (share * (1 - share) / Double(draws)).squareRoot() + 1e-9
            #expect(abs(Double(records.count(where: condition)) / Double(draws) - share) < tolerance, "\(what)")
        }
        expect(0.25, "no first name") { $0.fields[0].isEmpty }
        expect(0.375, "junior") { $0.fields[2] == "Jr." }
        expect(0.125, "senior") { $0.fields[2] == "Sr." }
        expect(0.25 * 0.375, "junior without a first name") { $0.fields[0].isEmpty && $0.fields[2] == "Jr." }
        for name in ["xy", "y"] {
            let last = try #require(model.fields[1].model)
            // The empty name is drawn again.
            let share = try probability(last, name) / (1 - probability(last, ""))
            expect(share, name) { $0.fields[1] == name }
        }
    }

    /// Probability of a name as it is drawn: START never occurs.
    private func probability(_ model: Model, _ name: String) throws -> Double {
        let tokens = name.map { model.vocabulary.token(of: $0)! } + [model.vocabulary.stop]
        return try zip(model.logits(for: name), tokens).reduce(1) { product, step in
            let weights = step.0.enumerated().map { $0 == model.vocabulary.start ? 0 : exp(Double($1)) }
            return product * weights[step.1] / weights.reduce(0, +)
        }
    }

    @Test func probabilitiesAreProducts() throws {
        let first = try #require(model.fields[0].model)
        let last = try #require(model.fields[1].model)
        let all = model.logProbabilities(of: [
            ["ab", "xy", "Jr."], ["", "xy", ""], ["ab", "q", ""], ["ab", "xy", "V"],
        ])
        let expected = try log(0.75) + first.logProbability(of: "ab") + last.logProbability(of: "xy") + log(0.375)
        #expect(abs(all[0] - expected) < 1e-4)
        #expect(abs(all[1] - (log(0.25) + (try last.logProbability(of: "xy")) + log(0.5))) < 1e-4)
        #expect(all[2] == -.infinity && all[3] == -.infinity)
    }

    /// Where all fields may be empty, a record that is empty altogether is drawn again: the others share its
    /// probability.
    @Test func noRecordIsEmpty() throws {
        let list = try RecordList(
            columns: ["a", "b"], sampledColumns: ["b"], rows: [["x", ""], ["", "y"], ["x", "y"]])
        var options = TrainingOptions()
        (options.schedule.epochs, options.data.validation) = (200, .none)
        let model = try RecordTrainer(list, options: options).train()
        let records = try model.generate(count: 3000, options: .learned)
        #expect(records.count == 3000 && records.allSatisfy { !$0.text.isEmpty })
        let sum = model.logProbabilities(of: [["x", ""], ["", "y"], ["x", "y"]]).reduce(0) { $0 + exp($1) }
        #expect(abs(sum - 1) < 0.02, "next to nothing but these is left")
    }

    @Test func recordsAreLeftOut() throws {
        var options = GenerationOptions.learned
        options.excluded = ["xy Jr.", " ab xy"]
        let records = try model.generate(count: 2000, options: options)
        #expect(records.count == 2000)
        #expect(!records.contains { $0.text == "xy Jr." || $0.text == "ab xy" })
        #expect(
            try model.generate(count: 2000, options: .learned).contains { $0.text == "xy Jr." },
            "else the test says nothing")

        options.novel = true
        let known = Set(list.texts(separator: " "))
        #expect(try !model.generate(count: 2000, options: options).contains { known.contains($0.text) })
        #expect(try model.generate(count: 2000, options: .learned).contains { known.contains($0.text) })

        options = GenerationOptions.learned
        options.unique = true
        let unique = try model.generate(count: 100, options: options).map(\.text)
        #expect(Set(unique).count == 100)
    }

    @Test func theSearchEnds() throws {
        let list = try RecordList(columns: ["a"], rows: [["x"]])
        var training = TrainingOptions()
        (training.schedule.epochs, training.data.validation) = (300, .none)
        let model = try RecordTrainer(list, options: training).train()
        var options = GenerationOptions.learned
        (options.temperature, options.unique) = (0.1, true)
        #expect(try model.generate(count: 10, options: options).count < 10)
        #expect(try model.generate(count: 0, options: options).isEmpty)
    }

    @Test func aShapeCannotBeAskedFor() throws {
        for change: (inout GenerationOptions) -> Void in [
            { $0.prefix = "a" }, { $0.suffix = "a" }, { $0.contained = ["a"] }, { $0.patterns = ["a"] },
            { $0.minimumLength = 2 }, { $0.maximumLength = 9 },
        ] {
            var options = GenerationOptions.learned
            change(&options)
            #expect(throws: GenerationError.self) { try model.generate(count: 1, options: options) }
        }
    }

    @Test func evaluationIsFieldByField() throws {
        let result = try model.evaluate(on: list)
        #expect(result.records == 8)
        #expect(result.fields.map(\.name) == ["first", "last"])
        let last = try #require(model.fields[1].model)
        #expect(result.fields[1].evaluation == last.evaluate(on: try list.names(of: 1)))
        let expected = model.logProbabilities(of: Array(list.rows)).reduce(0) { $0 + exp($1) }
        #expect(abs(result.recreated - expected) < 1e-12, "no record stands in the list twice")
        let twice = try RecordList(columns: ["first", "last", "suffix"], rows: Array(list.rows) + Array(list.rows))
        #expect(try model.evaluate(on: twice).recreated == result.recreated)
        // Counted: the share of generated records that are in the list.
        let draws = 40_000
        let known = Set(list.rows)
        let share =
            Double(try model.generate(count: draws, options: .learned).count { known.contains($0.fields) })
            / Double(draws)
        let empty = try model.fields.compactMap(\.model).map { exp(try $0.logProbability(of: "")) }
        let bound = 5 * (share / Double(draws)).squareRoot() + result.recreated * 2 * empty.reduce(0, +)
        #expect(abs(share - result.recreated) < bound)
    }

    @Test func modelsSurviveTheRoundTrip() throws {
        let data = try model.serialized()
        let file = try Safetensors(data)
        #expect(file.tensors["first.rnn.weight_ih_l0"]?.shape == [6, 4])
        #expect(file.tensors["last.out.bias"] != nil)
        #expect(file.metadata["last.rnnc.vocabulary"] == #"["x","y"]"#)
        let read = try RecordModel(file, kernels: .best)
        #expect(try read.serialized() == data)
        #expect(try read.generate(count: 20) == model.generate(count: 20))
        #expect(try read.generate(count: 20).map(\.text) != [])
    }

    @Test func theWrongKindOfFileIsNamed() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try model.save(to: path)
        #expect(try RecordModel(contentsOf: path).rows == 8)
        #expect {
            try Model(contentsOf: path)
        } throws: {
            "\($0)".contains("holds records of first, last, suffix") && "\($0)".contains("RecordModel(contentsOf:)")
        }
        try model.fields[0].model!.save(to: path)
        #expect(try Model(contentsOf: path).record.names == 6)
        #expect {
            try RecordModel(contentsOf: path)
        } throws: {
            "\($0)".contains("not of records") && "\($0)".contains("Model(contentsOf:)")
        }
    }

    /// A file cut off anywhere, with any byte or any part of its description changed, is read or refused; what is read
    /// works.
    @Test func brokenFilesAreRefused() throws {
        let whole = try model.serialized()
        for length in stride(from: 0, to: whole.count, by: 7) {
            #expect(throws: (any Error).self) { try RecordModel(Safetensors(whole.prefix(length)), kernels: .best) }
        }
        var generator = SplitMix64(seed: 1, stream: .shuffling)
        for _ in 0..<500 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if let model = try? RecordModel(Safetensors(bytes), kernels: .best) { _ = try? model.generate(count: 2) }
        }
        func expectRefusal(_ old: String, _ new: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
            var file = try Safetensors(whole)
            let text = try #require(file.metadata["rnnc.records"])
            file.metadata["rnnc.records"] = text.replacing(old, with: new)
            #expect(file.metadata["rnnc.records"] != text, sourceLocation: sourceLocation)
            #expect(throws: Model.FormatError.self, "\(new)", sourceLocation: sourceLocation) {
                try RecordModel(file, kernels: .best)
            }
        }
        try expectRefusal("{", "[")
        try expectRefusal(#""rows":8"#, #""rows":0"#)
        try expectRefusal(#""rows":8"#, #""rows":9"#)
        try expectRefusal(#""separator":" ""#, #""separator":"\n""#)
        try expectRefusal(#""last""#, #""first""#)
        try expectRefusal(#""last""#, #""middle""#)
        try expectRefusal(#""last""#, #""""#)
        try expectRefusal(#""empty":2"#, #""empty":8"#)
        try expectRefusal(#""empty":2"#, #""empty":-1"#)
        try expectRefusal(#""empty":2"#, #""full":2"#)
        try expectRefusal(#""text":"Jr.""#, #""text":"Jr.\n""#)
        try expectRefusal(#""text":"Jr.""#, #""text":"""#)
        try expectRefusal(#""count":3"#, #""count":-3"#)
        try expectRefusal(#""count":3"#, #""count":9223372036854775807"#)
        var file = try Safetensors(whole)
        file.tensors["names.codes"] = .init([1, 22, 1, 0] as [Int64])
        #expect(throws: Model.FormatError.self) { try RecordModel(file, kernels: .best) }
        file.tensors["names.codes"] = nil
        #expect(try RecordModel(file, kernels: .best).trainingRecords == nil)
        file = try Safetensors(whole)
        file.tensors["last.out.bias"] = nil
        #expect {
            try RecordModel(file, kernels: .best)
        } throws: {
            "\($0)".contains("last") && "\($0)".contains("out.bias")
        }
    }

    @Test func anotherSeparator() throws {
        var options = TrainingOptions()
        options.schedule.epochs = 1
        let list = try RecordList(columns: ["last", "first"], rows: [["xy", "ab"], ["yx", "ba"]])
        let model = try RecordTrainer(list, separator: ", ", options: options).train()
        #expect(model.record(["xy", "ab"]).text == "xy, ab")
        #expect(model.record(["xy", ""]).text == "xy")
        #expect(model.trainingRecords!.contains("yx, ba"))
        #expect(try RecordModel(Safetensors(model.serialized()), kernels: .best).separator == ", ")
    }

    @Test func namesAreValidatedByAnotherList() throws {
        let test = try RecordList(
            columns: ["first", "last", "suffix"], sampledColumns: ["suffix"], rows: [["ca", "zx", ""]])
        var options = TrainingOptions()
        (options.schedule.epochs, options.schedule.maximumSeconds) = (2, 60)
        let trainer = try RecordTrainer(list, options: options, validation: test)
        #expect(trainer.fields.map(\.name) == ["first", "last"])
        #expect(trainer.fields.map(\.trainer.counts.heldOut) == [1, 1])
        #expect(trainer.fields.allSatisfy { $0.trainer.options.schedule.maximumSeconds == 30 })
        #expect(try trainer.train().fields[0].model?.vocabulary.characters == ["a", "b", "c"])
    }
}
