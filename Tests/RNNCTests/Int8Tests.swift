import Foundation
import Testing

/// `--int8` of `generate` and `evaluate`.
@Suite struct Int8Tests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(of: "names.txt", "--cell", "gru", "--epochs", "5")
        try folder.writeModel(of: "names.txt", to: "rnn.safetensors", "--cell", "rnn", "--epochs", "1")
    }

    @Test func namesDoNotDependOnThreads() throws {
        let all = ["generate", "model.safetensors", "-n", "1000", "--seed", "7", "--temperature", "1", "--int8"]
        let one = try folder.rnnc(all + ["--threads", "1"])
        #expect(one.status == 0 && one.errors.isEmpty && one.lines.count == 1000, "\(one)")
        #expect(try folder.rnnc(all + ["--threads", "3"]).output == one.output)
        let best = try folder.rnnc("generate", "model.safetensors", "--best", "-n", "5", "--int8")
        #expect(best.status == 0 && best.lines.count == 5, "\(best)")
    }

    @Test func theLossIsCloseToThatOfFloat() throws {
        func nats(_ options: String...) throws -> Double {
            let run = try folder.rnnc(["evaluate", "model.safetensors", "names.txt", "--json"] + options)
            #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
            return try #require(run.objects.first?["nats"] as? Double)
        }
        let (exact, int8) = try (nats(), nats("--int8"))
        #expect(exact != int8 && abs(exact - int8) < 0.01, "\(exact) \(int8)")
        #expect(try nats("--int8", "--threads", "3") == int8)
    }

    @Test func severalModels() throws {
        try folder.writeModel(of: "names.txt", to: "other.safetensors", "--cell", "lstm", "--epochs", "1")
        let generated = try folder.rnnc("generate", "model.safetensors", "other.safetensors", "--int8")
        #expect(generated.status == 0 && generated.lines.count == 20, "\(generated)")
        let evaluated = try folder.rnnc(
            "evaluate", "model.safetensors", "other.safetensors", "names.txt", "--int8", "--json")
        #expect(evaluated.status == 0 && evaluated.lines.count == 3, "\(evaluated)")
    }

    @Test func simpleRNNsAreRefused() throws {
        for command in [["generate", "rnn.safetensors"], ["evaluate", "rnn.safetensors", "names.txt"]] {
            try folder.rnnc(command + ["--int8"]).expectFailure(saying: "rnn.safetensors", "SimpleRNN", "--int8")
        }
        try folder.rnnc("generate", "model.safetensors", "rnn.safetensors", "--int8")
            .expectFailure(saying: "rnn.safetensors", "SimpleRNN", "--int8")
    }
}
