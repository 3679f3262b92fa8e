import Foundation
import Testing

@Suite struct EvaluateTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(of: "names.txt", "--epochs", "5")
    }

    @Test func jsonFields() throws {
        let run = try folder.rnnc("evaluate", "model.safetensors", "names.txt", "--json")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.lines.count == 1)
        let result = try #require(run.objects.first)
        #expect(result["names"] as? Int == 10)
        #expect(result["predictions"] as? Int == 50)
        #expect(result["unknown_characters"] as? Int == 0)
        func number(_ key: String) throws -> Double { try #require(result[key] as? Double, "\(key)") }
        let nats = try number("nats")
        #expect(abs(try number("bits") * log(2) - nats) < 1e-9)
        #expect(abs(log(try number("perplexity")) - nats) < 1e-9)
        #expect(try number("floor_nats") > 0 && number("floor_nats") < nats)
        #expect(try (0...1).contains(number("recreated")))
        let accuracy = try #require(result["accuracy"] as? [String: Double])
        let maximum = try #require(result["maximum"] as? [String: Double])
        for kind in ["argmax", "sampled"] {
            let (value, limit) = (try #require(accuracy[kind]), try #require(maximum[kind]))
            #expect(value >= 0 && value <= limit && limit <= 1, "\(kind)")
        }
    }

    @Test func plainOutput() throws {
        let run = try folder.rnnc("evaluate", "model.safetensors", "names.txt")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        for label in ["names ", "predictions ", "nats ", "bits ", "perplexity ", "accuracy, argmax ", "recreated "] {
            #expect(run.lines.contains { $0.hasPrefix(label) }, "\(label)")
        }
        #expect(!run.output.contains("nan"), "\(run)")
    }

    @Test func theResultDoesNotDependOnTheThreads() throws {
        let one = try folder.rnnc("evaluate", "model.safetensors", "names.txt", "--json", "--threads", "1")
        let two = try folder.rnnc("evaluate", "model.safetensors", "names.txt", "--json", "--threads", "2")
        #expect(one.status == 0 && one.output == two.output, "\(one) \(two)")
    }

    @Test func aListFromStandardInput() throws {
        let run = try folder.rnnc("evaluate", "model.safetensors", "-", "--json", input: Data("anna\nanna\n".utf8))
        #expect(run.objects.first?["names"] as? Int == 2, "\(run)")
    }

    @Test func aListOfWhichNothingIsKnown() throws {
        try folder.write("other.txt", "ёж\nxyz\n")
        try folder.rnnc("evaluate", "model.safetensors", "other.txt").expectFailure(saying: "other.txt")
        try folder.rnnc("evaluate", "model.safetensors", "other.txt", "--json").expectFailure(saying: "other.txt")
    }

    @Test func badLists() throws {
        try folder.rnnc("evaluate", "model.safetensors", "missing.txt").expectFailure(saying: "missing.txt")
        try folder.rnnc("evaluate", "model.safetensors", "@nobody").expectFailure(saying: "@nobody", "@players")
        #expect(try folder.rnnc("evaluate", "model.safetensors").status == 64)
        #expect(try folder.rnnc("evaluate").status == 64)
    }
}

@Suite struct InspectTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", "anna\notto\nada\n")
        try folder.train("names.txt", "--hidden", "5,4", "--cell", "rnn", "--validation", "0", "--seed", "9")
    }

    @Test func jsonFields() throws {
        let model = try folder.inspect()
        let architecture = try #require(model["architecture"] as? [String: Any])
        #expect(architecture["cell"] as? String == "rnn")
        #expect(architecture["hidden"] as? [Int] == [5, 4])
        #expect(model["characters"] as? [String] == ["a", "d", "n", "o", "t"])
        // 7 tokens, START and STOP included: two recurrent layers and the output layer, each with one bias.
        #expect(model["parameters"] as? Int == (7 * 5 + 5 * 5 + 5) + (5 * 4 + 4 * 4 + 4) + (4 * 7 + 7))
        let training = try #require(model["training"] as? [String: Any])
        #expect(training["seed"] as? Int == 9)
        #expect(training["list"] as? String == "names.txt")
        #expect(training["epochs"] as? Int == 2)
    }

    @Test func plainOutput() throws {
        let run = try folder.rnnc("inspect", "model.safetensors")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.lines.contains { $0.hasPrefix("hidden units") && $0.hasSuffix("5, 4") }, "\(run)")
        #expect(run.lines.contains { $0.hasPrefix("characters") && $0.hasSuffix("5: adnot") }, "\(run)")
    }

    @Test func logitsHaveARowAPrediction() throws {
        let run = try folder.rnnc("inspect", "model.safetensors", "--logits", "anna")
        #expect(run.status == 0, "\(run)")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[Double]])
        #expect(rows.count == 5 && rows.allSatisfy { $0.count == 7 })
        try folder.rnnc("inspect", "model.safetensors", "--logits", "anX").expectFailure(saying: "\"X\"")
    }

    @Test func themselvesAreNoModels() throws {
        try folder.rnnc("inspect", "missing").expectFailure(saying: "missing")
        try folder.rnnc("inspect", ".").expectFailure(saying: "cannot read .", "directory")
        #expect(try folder.rnnc("inspect").status == 64)
    }
}
