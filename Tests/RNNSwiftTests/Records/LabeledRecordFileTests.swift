import Foundation
import RNNSwift
import Testing

/// Files of models of records with labels.
@Suite struct LabeledRecordFileTests {
    private let model: RecordModel

    init() throws {
        let list = try RecordList(
            columns: ["first", "title"], sampledColumns: ["title"],
            rows: [("a", "Ms", "f"), ("", "Ms", "f"), ("b", "", "m"), ("b", "Mr", "m")].map {
                (fields: [$0.0, $0.1], values: [$0.2])
            }, labels: ["gender"])
        var options = TrainingOptions()
        options.architecture.hidden = [8]
        (options.schedule.epochs, options.data.validation, options.threads) = (1, .none, 1)
        model = try RecordTrainer(list, options: options).train()
    }

    @Test func modelsSurviveTheRoundTrip() throws {
        let records = [["a", "Ms"], ["", "Mr"], ["bab", ""]]
        let data = try model.serialized()
        let read = try RecordModel(Safetensors(data), kernels: .best)
        #expect(try read.serialized() == data && read.labels == model.labels)
        #expect(try Safetensors(data).metadata["first.rnnc.format"] == "2", "earlier versions refuse it")
        #expect(try read.generate(count: 20) == model.generate(count: 20))
        #expect(read.logProbabilities(of: records) == model.logProbabilities(of: records))
        #expect(try read.classify(records, label: "gender") == model.classify(records, label: "gender"))
    }

    /// A description with any part changed is refused; any byte changed is read or refused, and what is read works.
    @Test func brokenFilesAreRefused() throws {
        let whole = try model.serialized()
        func expectRefusal(_ old: String, _ new: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
            var file = try Safetensors(whole)
            let text = try #require(file.metadata["rnnc.records"])
            file.metadata["rnnc.records"] = text.replacing(old, with: new)
            #expect(file.metadata["rnnc.records"] != text, "\(text)", sourceLocation: sourceLocation)
            #expect(throws: Model.FormatError.self, "\(new)", sourceLocation: sourceLocation) {
                try RecordModel(file, kernels: .best)
            }
        }
        try expectRefusal(#""labels""#, #""signs""#)
        try expectRefusal(#""label_counts""#, #""counts_of_labels""#)
        try expectRefusal(#"["f","m"]"#, #"["f","n"]"#)
        try expectRefusal(#"["f","m"]"#, #"["f","m","n"]"#)
        try expectRefusal(#""values":[1]"#, #""values":[2]"#)
        try expectRefusal(#""values":[1]"#, #""values":[0]"#)
        try expectRefusal(#""values":[1]"#, #""values":[1,0]"#)
        try expectRefusal(#"{"count":2,"values":[0]}"#, #"{"count":3,"values":[0]}"#)
        try expectRefusal(#"{"count":2,"values":[0]}"#, #"{"count":-2,"values":[0]}"#)
        try expectRefusal(#""empty_by_labels":[1,0]"#, #""empty_by_labels":[0,0]"#)
        try expectRefusal(#""empty_by_labels":[1,0]"#, #""empty_by_labels":[3,-2]"#)
        try expectRefusal(#""empty_by_labels":[1,0]"#, #""empty_by_labels":[1]"#)
        try expectRefusal(#"[[{"count":2,"text":"Ms"}]"#, #"[[{"count":2,"text":"Mr"}]"#)
        try expectRefusal(#"[[{"count":2,"text":"Ms"}]"#, #"[[{"count":1,"text":"Ms"}]"#)
        try expectRefusal(#""counts_by_labels""#, #""counts_by_label""#)
        var generator = SplitMix64(seed: 2, stream: .shuffling)
        for _ in 0..<300 {
            var bytes = whole
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = UInt8.random(in: 0...255, using: &generator)
            if let model = try? RecordModel(Safetensors(bytes), kernels: .best) { _ = try? model.generate(count: 2) }
        }
    }
}
