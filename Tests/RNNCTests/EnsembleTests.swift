import Foundation
import Testing

/// `train --ensemble`, and the commands that use its file as one model; `train --teacher`.
@Suite struct EnsembleTests {
    let folder: Folder
    static let networks = ["--ensemble", "3", "--hidden", "8", "--epochs", "20", "--seed", "4"]

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
    }

    private func train(_ options: String...) throws -> Run {
        try folder.rnnc(["train", "names.txt", "-o", "e.safetensors"] + Self.networks + options)
    }

    /// Networks that have learned nothing may give a text the probability 0.
    @Test func lossesThatAreInfinite() throws {
        try folder.write("text.txt", String(repeating: "to be or not to be\n", count: 40))
        let options = ["--optimizer", "rmsprop", "--learning-rate", "1000", "--epochs", "1", "--streams", "2"]
        let run = try folder.rnnc(
            ["train", "--text", "text.txt", "-o", "t", "--ensemble", "2", "--hidden", "16", "-q"] + options)
        #expect(!run.errors.contains("EncodingError"), "\(run)")
        if run.status == 0 {
            #expect(try folder.rnnc("inspect", "t").status == 0)
        } else {
            #expect(run.errors.contains("diverged"), "\(run)")
        }
    }

    @Test func progressAndTheEnd() throws {
        let run = try train("--log-every", "20")
        #expect(run.status == 0 && run.output.isEmpty, "\(run)")
        for (number, seed) in [(1, 4), (2, 5), (3, 6)] {
            #expect(run.errorLines.contains("network \(number) of 3, seed \(seed)"), "\(run)")
        }
        let last = try #require(run.errorLines.last)
        #expect(last.hasPrefix("e.safetensors: 3 networks, validation losses "), "\(run)")
        #expect(last.contains("arithmetic mean ") && last.contains("geometric mean "), "\(run)")
        #expect(try folder.files == ["e.safetensors", "names.txt"])
        let quiet = try folder.rnnc(
            ["train", "names.txt", "-o", "q.safetensors", "-q", "--threads", "1"] + Self.networks)
        #expect(quiet.status == 0 && quiet.errors.isEmpty, "\(quiet)")
        #expect(try folder.data("q.safetensors") == folder.data("e.safetensors"))
    }

    @Test func jsonAndHistories() throws {
        let run = try train("--json", "-q", "--history", "h.csv", "--test-file", "names.txt")
        let events = run.objects
        #expect(run.status == 0 && events.count == 64, "\(run)")
        #expect(events.filter { $0["event"] as? String == "epoch" }.compactMap { $0["network"] as? Int }.count == 60)
        #expect(events.filter { $0["event"] as? String == "network" }.count == 3)
        let done = try #require(events.last)
        #expect(done["event"] as? String == "done" && done["networks"] as? Int == 3)
        #expect((done["validation_losses"] as? [Double])?.count == 3 && done["test_loss"] is Double)
        let losses = try ["arithmetic_loss", "geometric_loss"].map { try #require(done[$0] as? Double) }
        #expect(done["mean"] as? String == (losses[0] < losses[1] ? "arithmetic" : "geometric"))
        for number in 1...3 { #expect(try folder.text("h-\(number).csv").split(separator: "\n").count == 21) }
        let shown = try folder.inspect("e.safetensors")
        #expect((shown["networks"] as? [Any])?.count == 3 && shown["test"] is [String: Any])
        let rows = try folder.rnnc("inspect", "e.safetensors")
        #expect(rows.lines.contains { $0.hasPrefix("networks") && $0.hasSuffix(" 3") }, "\(rows)")
        #expect(rows.lines.contains { $0.hasPrefix("network 3") && $0.contains("seed 6") }, "\(rows)")
    }

    /// Every command that takes a model takes the file.
    @Test func oneModel() throws {
        try #require(try train("-q").status == 0)
        let names = try folder.rnnc("generate", "e.safetensors", "-n", "30", "--seed", "1")
        #expect(names.status == 0 && names.lines.count == 30, "\(names)")
        for options in [
            ["--prefix", "a"], ["--suffix", "a"], ["--contains", "n"], ["--best"], ["--novel"], ["--min-length", "3"],
            ["--mean", "arithmetic"], ["--json"],
        ] {
            let run = try folder.rnnc(["generate", "e.safetensors", "-n", "3", "--seed", "1"] + options)
            #expect(run.status == 0 && run.lines.count == 3, "\(run)")
        }
        var nats: [Double] = []
        for mean in [[], ["--mean", "arithmetic"], ["--mean", "geometric"]] {
            let run = try folder.rnnc(["evaluate", "e.safetensors", "names.txt", "--json"] + mean)
            #expect(run.status == 0 && run.objects.count == 1, "\(run)")
            nats.append(try #require(run.objects.first?["nats"] as? Double))
            // The total of the scores is that of the evaluation.
            let scores = try folder.rnnc(
                ["score", "e.safetensors", "-", "--json"] + mean, input: Data(TrainTests.names.utf8))
            let sum = scores.objects.compactMap { $0["logprob"] as? Double }.reduce(0, +)
            let characters = TrainTests.names.count
            #expect(abs(-sum / Double(characters) - nats[nats.count - 1]) < 1e-5, "\(mean)")
        }
        #expect(nats[1] != nats[2] && (nats[0] == nats[1] || nats[0] == nats[2]))
        #expect(try folder.rnnc("score", "e.safetensors", "anna", "--rank").status == 0)
        let report = try folder.rnnc(
            "report", "e.safetensors", "--list", "names.txt", "-n", "100", "-o", "r.html", "--no-timing")
        #expect(report.status == 0, "\(report)")
        #expect(try folder.text("r.html").contains("networks"))
        #expect(try folder.rnnc("export", "e.safetensors", "-o", "e.onnx").status == 0)
    }

    /// With other models: the file is one of them, and its share is divided among its networks.
    @Test func besideOthers() throws {
        try #require(try train("-q").status == 0)
        try folder.writeModel(of: "names.txt", to: "a.safetensors", "--epochs", "20")
        let run = try folder.rnnc("evaluate", "e.safetensors", "a.safetensors", "names.txt", "--json")
        #expect(run.status == 0, "\(run)")
        #expect(
            run.objects.map { $0["model"] as? String } == ["e.safetensors", "a.safetensors", "ensemble"], "\(run)")
        let alone = try folder.rnnc("evaluate", "e.safetensors", "names.txt", "--json")
        #expect(alone.objects[0]["nats"] as? Double == run.objects[0]["nats"] as? Double)
        let means = try ["arithmetic", "geometric"].map {
            try folder.rnnc("evaluate", "e.safetensors", "a.safetensors", "names.txt", "--json", "--mean", $0)
        }
        #expect(means[1].objects[2]["nats"] as? Double == run.objects[2]["nats"] as? Double)
        #expect(means[0].objects[2]["nats"] as? Double != run.objects[2]["nats"] as? Double)
    }

    @Test func refusals() throws {
        try #require(try train("-q").status == 0)
        for format in ["html", "c"] {
            let run = try folder.rnnc("export", "e.safetensors", "-o", "e.\(format)")
            run.expectFailure(saying: "ensemble of 3 networks", "onnx")
        }
        try folder.rnnc("train", "names.txt", "-o", "x", "--from", "e.safetensors")
            .expectFailure(saying: "e.safetensors is an ensemble of 3 networks")
        try folder.rnnc("inspect", "e.safetensors", "--logits", "anna").expectFailure(saying: "ensemble of 3 networks")
        for count in ["0", "1", "101", "-3", "x"] {
            let run = try folder.rnnc("train", "names.txt", "-o", "x", "--ensemble", count)
            #expect(run.status == 64, "\(run)")
        }
        try folder.writeModel(of: "names.txt", to: "a.safetensors", "--epochs", "1")
        try folder.rnnc("evaluate", "a.safetensors", "names.txt", "--mean", "arithmetic")
            .expectFailure(saying: "a.safetensors is a single network")
        try folder.write("people.csv", "first,last\nanna,berg\notto,lund\n")
        let records = try folder.rnnc("train", "people.csv", "--columns", "first,last", "-o", "x", "--ensemble", "2")
        #expect(records.status == 64 && records.errors.contains("--ensemble does not support records"), "\(records)")
    }

    /// Stopped again and again, until it is done.
    @Test(arguments: [SIGINT, SIGKILL]) func resuming(_ signal: Int32) throws {
        let arguments = [
            "train", "@companies", "-o", "m", "--ensemble", "3", "--epochs", "20", "--hidden", "24", "--batch-size",
            "16", "--threads", "1", "--schedule", "constant",
        ]
        let run = try folder.rnnc(arguments.map { $0 == "m" ? "whole" : $0 } + ["-q"])
        try #require(run.status == 0, "\(run)")
        var stops = 0
        for attempt in 0..<200 {
            let training = try Running(
                Executable.path, arguments + ["--resume", "--checkpoint-every", "5ms", "--history", "h.csv"], in: folder
            )
            let deadline = Date(timeIntervalSinceNow: 30)
            while !training.errors.contains("names to learn"), training.process.isRunning, Date() < deadline {
                Thread.sleep(forTimeInterval: 0.005)
            }
            Thread.sleep(forTimeInterval: 0.05 + 0.04 * Double(attempt))
            if training.process.isRunning { kill(training.process.processIdentifier, signal) }
            let run = try training.wait()
            if run.status == 0 { break }
            stops += 1
            #expect(run.status == (signal == SIGKILL ? -SIGKILL : 128 + signal), "\(run)")
        }
        #expect(stops > 0)
        #expect(try folder.data("m") == folder.data("whole"))
        #expect(try !folder.files.contains("m.checkpoint"))
        for number in 1...3 { #expect(try folder.text("h-\(number).csv").split(separator: "\n").count == 21) }
    }

    @Test func checkpointsOfOtherTrainings() throws {
        let run = try folder.rnnc(
            "train", "@companies", "-o", "m", "--ensemble", "2", "--epochs", "100000", "--max-time", "500ms", "-q")
        try #require(try run.status == 0 && folder.files.contains("m.checkpoint"), "\(run)")
        let one = try folder.rnnc("train", "@companies", "-o", "m", "--resume", "--epochs", "100000")
        one.expectFailure(saying: "m.checkpoint is the checkpoint of an ensemble; continue it with --ensemble 2")
        let three = try folder.rnnc(
            "train", "@companies", "-o", "m", "--resume", "--ensemble", "3", "--epochs", "100000")
        three.expectFailure(saying: "--ensemble was 2, now 3")
    }

    @Test func teaching() throws {
        try #require(try train("-q").status == 0)
        func student(_ options: String...) throws -> Run {
            try folder.rnnc(
                ["train", "names.txt", "-o", "s.safetensors", "--teacher", "e.safetensors", "--epochs", "2"]
                    + ["--hidden", "8"] + options)
        }
        let run = try student()
        #expect(run.status == 0 && run.errors.contains("the names held out are those that e.safetensors"), "\(run)")
        let rows = try folder.rnnc("inspect", "s.safetensors")
        #expect(rows.lines.contains { $0.hasPrefix("teacher weight") && $0.hasSuffix(" 0.5") }, "\(rows)")
        let other = try student("--teacher-weight", "1", "--validation", "0.3")
        #expect(other.status == 0 && other.errors.contains("the validation loss may be too low"), "\(other)")

        try folder.rnnc("train", "@companies", "-o", "x", "--teacher", "e.safetensors")
            .expectFailure(saying: "the teacher does not know", "tokens of @companies")
        for options in [
            ["--teacher-weight", "0.5"], ["--teacher", "e.safetensors", "--teacher-weight", "0"],
            ["--teacher", "e.safetensors", "--update", "character"], ["--teacher", "e.safetensors", "--text"],
        ] {
            let run = try folder.rnnc(["train", "names.txt", "-o", "x"] + options)
            #expect(run.status == 64, "\(run)")
        }
        #expect(try folder.rnnc("train", "names.txt", "-o", "e.safetensors", "--teacher", "e.safetensors").status == 64)
    }
}
