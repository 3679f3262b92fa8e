import Foundation
import Testing

@Suite struct ResumeTests {
    let folder: Folder
    /// A training of about a second.
    static let arguments = [
        "train", "@companies", "-o", "m", "--epochs", "60", "--hidden", "24", "--batch-size", "16", "--threads", "1",
        "--schedule", "constant",
    ]

    init() throws { folder = try Folder() }

    private func undisturbed() throws -> Data {
        let run = try folder.rnnc(Self.arguments.map { $0 == "m" ? "whole" : $0 } + ["-q"])
        try #require(run.status == 0, "\(run)")
        return try folder.data("whole")
    }

    /// Stopped again and again, each time a little later, until it is done.
    @Test(arguments: [SIGINT, SIGTERM, SIGKILL]) func whateverStopsIt(_ signal: Int32) throws {
        let whole = try undisturbed()
        var stops = 0
        for attempt in 0..<200 {
            let training = try Running(
                Executable.path, Self.arguments + ["--resume", "--checkpoint-every", "5ms", "--history", "h.csv"],
                in: folder)
            let deadline = Date(timeIntervalSinceNow: 30)
            while !training.errors.contains("names to learn"), training.process.isRunning, Date() < deadline {
                Thread.sleep(forTimeInterval: 0.005)
            }
            Thread.sleep(forTimeInterval: 0.02 + 0.013 * Double(attempt))
            if training.process.isRunning { kill(training.process.processIdentifier, signal) }
            let run = try training.wait()
            if run.status == 0 { break }
            stops += 1
            #expect(run.status == (signal == SIGKILL ? -SIGKILL : 128 + signal), "\(run)")
            if signal != SIGKILL, run.errors.contains("best model so far") {
                #expect(run.errorLines.last?.contains("resume with: rnnc train @companies -o m ") == true, "\(run)")
            }
        }
        #expect(stops > 0)
        #expect(try folder.data("m") == whole)
        #expect(try !folder.files.contains("m.checkpoint"))
        let rows = try folder.text("h.csv").split(separator: "\n").dropFirst()
        #expect(rows.map { $0.prefix { $0 != "," } } == (1...60).map { "\($0)" })
    }

    /// The end of the time is a stop like any other, and the seconds of the history continue.
    @Test func theTimeIsOver() throws {
        let whole = try undisturbed()
        var (runs, isDone) = (0, false)
        repeat {
            let time = runs == 0 ? "1ms" : "150ms"  // no machine is fast enough for the first
            let run = try folder.rnnc(Self.arguments + ["--resume", "--max-time", time, "--history", "h.csv"])
            // A busy machine may not come to the end of an epoch.
            try #require(run.status == 0 || run.errors.contains("stopped before the first epoch"), "\(run)")
            runs += 1
            let isStopped = try folder.files.contains("m.checkpoint")
            if isStopped, run.status == 0 {
                #expect(run.errorLines.last?.hasSuffix("--resume --max-time \(time) --history h.csv") == true, "\(run)")
            }
            isDone = run.status == 0 && !isStopped
        } while !isDone && runs < 200
        #expect(runs > 1)
        #expect(try folder.data("m") == whole)
        let seconds = try folder.text("h.csv").split(separator: "\n").dropFirst().map {
            try #require(Double($0.split(separator: ",")[1]))
        }
        #expect(seconds.count == 60 && seconds == seconds.sorted())
    }

    /// Leaves m.checkpoint behind.
    private func stop() throws {
        for time in ["500ms", "5s", "50s"] where try !folder.files.contains("m.checkpoint") {
            _ = try folder.rnnc(Self.arguments + ["--epochs", "1000000", "--max-time", time, "-q"])
        }
        try #require(try folder.files.contains("m.checkpoint"))
    }

    @Test func aCheckpointIsAModelToo() throws {
        try stop()
        #expect(try folder.inspect("m.checkpoint")["parameters"] is Int)
        #expect(try folder.rnnc("generate", "m.checkpoint", "-n", "3").status == 0)
    }

    @Test func whatDiffersIsNamed() throws {
        try stop()
        let before = try folder.data("m.checkpoint")
        func fails(_ arguments: [String], _ text: String) throws {
            let run = try folder.rnnc(arguments + ["--resume", "-q"])
            run.expectFailure(saying: "m.checkpoint", text)
        }
        try fails(Self.arguments + ["--seed", "3"], "--seed was 1, now 3")
        try fails(Self.arguments.map { $0 == "@companies" ? "@dinosaurs" : $0 }, "the list differs")
        #expect(try folder.data("m.checkpoint") == before)
        try folder.write("m.checkpoint", before.prefix(before.count / 2))
        try fails(Self.arguments, "not a checkpoint of this program")
        try folder.write("m.checkpoint", folder.data("m"))
        try fails(Self.arguments, "not a checkpoint of this program")
    }

    @Test func aHistoryOfOtherColumnsIsNotGoneOnWith() throws {
        try stop()
        let training = try #require(try folder.inspect("m.checkpoint")["training"] as? [String: Any])
        try #require(training["epochs"] as? Int != 0)
        try folder.write("h.csv", "something else\n")
        try folder.rnnc(Self.arguments + ["--resume", "-q", "--history", "h.csv"]).expectFailure(
            saying: "h.csv", "columns")
        #expect(try folder.text("h.csv") == "something else\n")
    }

    /// A row that could not be written, as on a full disk, is missed; those that follow are not taken for it.
    @Test(arguments: ["rnnc", "keras"]) func aHistoryWithoutARow(_ format: String) throws {
        let arguments = Self.arguments + ["-q", "--history", "h.csv", "--history-format", format, "--resume"]
        let run = try folder.rnnc(arguments + ["--epochs", "1000000", "--max-time", "500ms"])
        try #require(run.status == 0, "\(run)")
        let training = try #require(try folder.inspect("m.checkpoint")["training"] as? [String: Any])
        let epochs = try #require(training["epochs"] as? Int)
        try #require(epochs > 2)
        var rows = try folder.text("h.csv").split(separator: "\n")
        rows.remove(at: 2)
        // As if the process had been killed after epochs that the checkpoint does not have.
        let first = format == "rnnc" ? 1 : 0
        rows = rows.prefix(epochs) + ["\(first + epochs),1", "\(first + epochs + 1),1"]
        try folder.write("h.csv", rows.joined(separator: "\n") + "\n")
        let again = try folder.rnnc(arguments + ["--epochs", "\(epochs + 2)"])
        let warning = "Warning: h.csv lacks 1 of the \(epochs) epochs before the checkpoint"
        #expect(again.errorLines == [warning], "\(again)")
        let numbers = try folder.text("h.csv").split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
        #expect(numbers == (0..<epochs + 2).filter { $0 != 1 }.map { "\(first + $0)" })
    }

    @Test func withoutACheckpointTheTrainingBegins() throws {
        let run = try folder.rnnc(Self.arguments + ["--resume"])
        #expect(run.status == 0 && run.errors.contains("no checkpoint at m.checkpoint"), "\(run)")
        #expect(try folder.data("m") == undisturbed())
    }

    @Test func aCheckpointOfAnotherTrainingIsAnnounced() throws {
        try stop()
        let run = try folder.rnnc(Self.arguments + ["--seed", "9"])
        #expect(
            run.status == 0 && run.errors.contains("m.checkpoint is the checkpoint of an unfinished training"), "\(run)"
        )
    }

    /// The checkpoint is a folder: training continues without a checkpoint, reports that, and keeps the folder.
    @Test func aCheckpointThatCannotBeWritten() throws {
        try FileManager.default.createDirectory(at: folder.file("m.checkpoint"), withIntermediateDirectories: false)
        let run = try folder.rnnc(Self.arguments + ["-q", "--checkpoint-every", "40epochs"])
        #expect(run.status == 0 && run.errorLines.count == 1, "\(run)")
        #expect(run.errors.hasPrefix("Warning: no checkpoint after epoch 40: cannot write m.checkpoint"), "\(run)")
        #expect(try folder.files == ["m", "m.checkpoint"])
    }

    @Test func recordsHaveNone() throws {
        for option in [["--resume"], ["--checkpoint-every", "1m"]] {
            #expect(try folder.rnnc(["train", "@players", "-o", "m"] + option).status == 64)
        }
    }

    @Test(arguments: ["", "0epochs", "-1s", "soon", "5 epochs", "epochs"]) func badIntervals(_ interval: String) throws
    {
        let run = try folder.rnnc(Self.arguments + ["--checkpoint-every", interval])
        #expect(run.status == 64, "\(run)")
    }

    @Test func theCheckpointIsNotTheListOrTheHistory() throws {
        try folder.write("m.checkpoint", "anna\notto\n")
        #expect(try folder.rnnc("train", "m.checkpoint", "-o", "m").status == 64)
        #expect(try folder.rnnc(Self.arguments + ["--history", "m.checkpoint"]).status == 64)
        #expect(try folder.rnnc("train", "-o", "/dev/null", "--epochs", "1", "--resume").status == 64)
        #expect(try folder.text("m.checkpoint") == "anna\notto\n")
    }
}
