import Foundation
import Testing

/// Standard output that cannot be written, losses that are no numbers, and signals.
@Suite struct OutputTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(of: "names.txt")
    }

    static let commands = [
        "generate model.safetensors", "generate model.safetensors --json", "evaluate model.safetensors names.txt",
        "evaluate model.safetensors names.txt --json", "inspect model.safetensors", "inspect model.safetensors --json",
        "train names.txt -o m --epochs 2 --json --quiet",
        "train names.txt -o m --epochs 2 --json --quiet --history h.csv", "--help", "train --help", "--version",
        "--generate-completion-script bash",
    ]

    #if os(Linux)
        @Test(arguments: commands) func aFullDiskIsAnError(_ command: String) throws {
            try folder.shell("\"$RNNC\" \(command) > /dev/full").expectFailure(
                saying: "standard output", "No space left")
        }

        @Test func aFullDiskIsAnErrorForTheHistoryToo() throws {
            let run = try folder.rnnc(
                "train", "names.txt", "-o", "m", "--epochs", "2", "--quiet", "--history", "/dev/full")
            run.expectFailure(saying: "/dev/full", "No space left")
            #expect(try folder.files == ["model.safetensors", "names.txt"])
        }
    #endif

    @Test(arguments: commands) func aClosedOutputIsAnError(_ command: String) throws {
        try folder.shell("\"$RNNC\" \(command) >&-").expectFailure(saying: "standard output")
        if try folder.files.contains("h.csv") {
            #expect(try !folder.text("h.csv").contains("{"), "the history is not taken for standard output")
        }
    }

    @Test func aReaderThatHasSeenEnough() throws {
        let run = try folder.shell("\"$RNNC\" generate model.safetensors -n 100000 | head -n 1")
        #expect(run.status == 0 && run.errors.isEmpty && run.lines.count == 1, "\(run)")
    }

    @Test func aReaderThatHasSeenEnoughOfATrainingCostsNoModel() throws {
        let run = try folder.shell(
            "\"$RNNC\" train names.txt -o m --json -q --epochs 100000000 --patience 1000000 | head -n 1 | wc -l")
        #expect(run.status == 0, "\(run)")
        run.expectOneErrorLine(saying: ["standard output", "Broken pipe"])
        #expect(try folder.inspect("m")["parameters"] is Int)
    }

    /// Above the largest float the first step gives weights that are no numbers.
    @Test(arguments: ["sgd", "momentum", "adam"], ["0", "0.2"])
    func aLossThatIsNoNumber(_ optimizer: String, _ validation: String) throws {
        let run = try folder.rnnc(
            "train", "names.txt", "-o", "m", "--quiet", "--epochs", "3", "--learning-rate", "1e300",
            "--optimizer", optimizer, "--validation", validation)
        run.expectFailure(saying: "finite", "--learning-rate", "holds the initial weights")
        #expect(try folder.files == ["m", "model.safetensors", "names.txt"])
        let generation = try folder.rnnc("generate", "m", "-n", "3")
        #expect(generation.status == 0 && generation.lines.count == 3, "\(generation)")
    }

    @Test func aLossThatIsNoNumberLeavesAnOlderModel() throws {
        let older = try folder.data("model.safetensors")
        try folder.rnnc("train", "names.txt", "-o", "model.safetensors", "--quiet", "--learning-rate", "1e300")
            .expectFailure(saying: "finite", "no model to save")
        #expect(try folder.data("model.safetensors") == older)
    }

    /// Whether or not that is where it overflows: a clean end either way, and a model only with status 0 or a best
    /// epoch.
    @Test(arguments: ["1e10", "1e30", "1e36", "1e38"]) func rashLearningRates(_ rate: String) throws {
        let run = try folder.rnnc(
            "train", "names.txt", "-o", "m", "--quiet", "--learning-rate", rate, "--optimizer", "sgd", "--epochs", "30")
        #expect(run.status == 0 || run.status == 1, "\(run)")
        #expect(run.output.isEmpty && run.errorLines.count == Int(run.status), "\(run)")
        if try folder.files.contains("m") {
            #expect(try folder.inspect("m")["parameters"] is Int)
        } else {
            #expect(run.status == 1, "\(run)")
        }
    }

    /// JSON has no numbers that are not finite.
    @Test(arguments: ["1e300", "1e30", "1e5"]) func eventsAreJSON(_ rate: String) throws {
        let run = try folder.rnnc(
            "train", "names.txt", "-o", "m", "--quiet", "--json", "--epochs", "3", "--learning-rate", rate,
            "--optimizer", "sgd")
        #expect(run.objects.allSatisfy { $0["event"] != nil }, "\(run)")
        #expect(!run.output.contains("\"inf\"") && !run.output.contains("\"nan\""), "\(run)")
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func anInterruptedTrainingSavesItsBestModel(_ signal: Int32) throws {
        let training = try Running(
            Executable.path,
            ["train", "names.txt", "-o", "m", "--json", "--epochs", "100000000", "--patience", "1000000"], in: folder)
        let deadline = Date(timeIntervalSinceNow: 60)
        while !training.output.contains("\n"), Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
        #expect(training.output.contains("\n"), "no epoch within a minute")
        kill(training.process.processIdentifier, signal)
        let run = try training.wait()
        #expect(run.status == 128 + signal, "\(run)")
        #expect(run.errorLines.last?.contains("interrupted") == true, "\(run)")
        #expect(run.objects.last?["event"] as? String == "done", "\(run)")
        #expect(try folder.files == ["m", "m.checkpoint", "model.safetensors", "names.txt"])
        #expect(try folder.inspect("m")["parameters"] is Int)
    }

    /// The first epoch of this one has not ended when the signal comes: there is no model to save, but the status is
    /// the same.
    @Test func interruptedBeforeTheFirstEpoch() throws {
        try folder.write("long.txt", (0..<20_000).map { "name number \($0) \($0 &* 7919)" }.joined(separator: "\n"))
        let training = try Running(
            Executable.path,
            ["train", "long.txt", "-o", "m", "--hidden", "512", "--batch-size", "64", "--json", "--threads", "1"],
            in: folder)
        let deadline = Date(timeIntervalSinceNow: 60)
        while !training.errors.contains("names to learn"), Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
        kill(training.process.processIdentifier, SIGINT)
        let run = try training.wait()
        #expect(run.status == 130 && run.output.isEmpty, "\(run)")
        #expect(
            run.errorLines.last == "interrupted before the first epoch was done; there is no model to save", "\(run)")
        #expect(try !folder.files.contains("m"))
    }
}
