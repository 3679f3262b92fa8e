import Foundation
import Testing

@Suite struct SweepTests {
    let folder: Folder
    /// A sweep of a second or two.
    static let arguments = [
        "sweep", "@dinosaurs", "--hidden", "4,8,12", "--cell", "rnn,gru", "--learning-rate", "0.005,0.02", "--epochs",
        "40", "--first-round", "6",
    ]

    init() throws { folder = try Folder() }

    /// The rows of results.csv without the seconds.
    private func rows(_ name: String) throws -> [[String]] {
        try folder.text("\(name)/results.csv").split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).dropLast().map(String.init)
        }
    }

    @Test func theTableTheFilesAndTheBestModel() throws {
        let run = try folder.rnnc(Self.arguments + ["-o", "s"])
        try #require(run.status == 0, "\(run)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.file("s").path).sorted() == [
                "best.safetensors", "report.html", "results.csv", "settings", "sweep.json",
            ])
        let rows = try rows("s")
        #expect(
            rows[0] == [
                "rank", "state", "cell", "hidden", "learning_rate", "validation_loss", "loss", "accuracy", "epochs",
                "best_epoch", "parameters",
            ])
        #expect(rows.count == 13 && rows.allSatisfy { $0.count == 11 })
        let losses = try rows.dropFirst().map { try #require(Double($0[5])) }
        #expect(losses == losses.sorted())
        #expect(Set(rows.dropFirst().map { $0[2...4].joined(separator: " ") }).count == 12)

        // A title, twelve settings and the command, which makes the same model again.
        #expect(run.lines.count == 14, "\(run)")
        #expect(run.lines[0].hasPrefix("rank  cell  hidden  learning-rate  validation loss"))
        let first = run.lines[1].split(separator: " ").map(String.init)
        #expect(Array(first[0...3]) == [rows[1][0], rows[1][2], rows[1][3], rows[1][4]])
        let command = try #require(run.lines.last).replacing("to train the best setting again: rnnc ", with: "$RNNC ")
        #expect(try folder.shell(command + " -q").status == 0)
        #expect(try folder.data("best.safetensors") == folder.data("s/best.safetensors"))
        #expect(run.errors.contains("12 of 12") && run.errors.contains("round 1 of 3: 12 settings until epoch 6"))
    }

    /// A table row for each setting, with the mean and the deviation of its seeds.
    @Test func severalSeeds() throws {
        let arguments = ["sweep", "@dinosaurs", "--hidden", "4,8", "--epochs", "5", "--seed", "3,1,2", "-o", "s"]
        let run = try folder.rnnc(arguments)
        try #require(run.status == 0, "\(run)")
        #expect(run.lines[0].hasPrefix("rank  hidden  validation loss  deviation  seeds  "), "\(run)")
        // A title, two settings and the command.
        #expect(run.lines.count == 4, "\(run)")
        let text = try folder.text("s/results.csv").split(separator: "\n").map(String.init)
        let header = text[0].split(separator: ",").map(String.init)
        let rows = text.dropFirst().map { line in
            Dictionary(uniqueKeysWithValues: zip(header, line.split(separator: ",").map(String.init)))
        }
        #expect(rows.count == 6 && rows.map { $0["rank"] } == ["1", "1", "1", "2", "2", "2"])
        #expect(rows.map { $0["seed"] } == ["3", "1", "2", "3", "1", "2"])
        for group in [rows[0..<3], rows[3..<6]] {
            let losses = group.compactMap { $0["validation_loss"].flatMap(Double.init) }
            let mean = losses.reduce(0, +) / 3
            let deviation = (losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2).squareRoot()
            for row in group {
                #expect(abs((row["mean_validation_loss"].flatMap(Double.init) ?? 0) - mean) < 1e-12)
                #expect(abs((row["deviation"].flatMap(Double.init) ?? 0) - deviation) < 1e-12)
            }
        }
        let first = run.lines[1].split(separator: " ").map(String.init)
        #expect(first[1] == rows[0]["hidden"] && first[4] == "3", "\(first)")
        #expect(try folder.text("s/report.html").contains("2 settings, 3 seeds of each"))
        // Each training is that of `rnnc train` with the seed.
        let command = try #require(run.lines.last).replacing("to train the best setting again: rnnc ", with: "$RNNC ")
        #expect(command.contains("--seed "))
        #expect(try folder.shell(command + " -q").status == 0)
        #expect(try folder.data("best.safetensors") == folder.data("s/best.safetensors"))
        #expect(try folder.rnnc(arguments + ["--resume"]).status == 0)
        #expect(try folder.rnnc("sweep", "@dinosaurs", "--hidden", "4,8", "--seed", "1,1").status == 64)
        let alone = try folder.rnnc("sweep", "@dinosaurs", "--seed", "1,2", "--epochs", "2", "--hidden", "4", "-o", "t")
        #expect(alone.status == 0 && alone.lines.count == 3, "one setting with two seeds: \(alone)")
    }

    /// Stopped again and again, each time a little later, until it is done.
    @Test(arguments: [SIGINT, SIGTERM, SIGKILL]) func whateverStopsIt(_ signal: Int32) throws {
        try #require(try folder.rnnc(Self.arguments + ["-o", "whole", "-q"]).status == 0)
        var stops = 0
        for attempt in 0..<200 {
            let running = try Running(
                Executable.path, Self.arguments + ["-o", "s", "--resume", "--threads", "2"], in: folder)
            let deadline = Date(timeIntervalSinceNow: 30)
            while !running.errors.contains("names to learn"), running.process.isRunning, Date() < deadline {
                Thread.sleep(forTimeInterval: 0.005)
            }
            Thread.sleep(forTimeInterval: 0.05 * Double(attempt))
            if running.process.isRunning { kill(running.process.processIdentifier, signal) }
            let run = try running.wait()
            if run.status == 0 { break }
            stops += 1
            #expect(run.status == (signal == SIGKILL ? -SIGKILL : 128 + signal), "\(run)")
            if signal != SIGKILL, run.errors.contains("interrupted") {
                #expect(run.output.isEmpty, "\(run)")
                #expect(run.errorLines.last?.contains("resume with: rnnc sweep @dinosaurs --hidden 4,8,12 ") == true)
            }
        }
        #expect(stops > 0)
        #expect(try rows("s") == rows("whole"))
        #expect(try folder.data("s/best.safetensors") == folder.data("whole/best.safetensors"))
    }

    @Test func theTimeIsOver() throws {
        try #require(try folder.rnnc(Self.arguments + ["-o", "whole", "-q"]).status == 0)
        var runs = 0
        var run = try folder.rnnc(Self.arguments + ["-o", "s", "--max-time", "1ms"])
        while run.errors.contains("time limit reached"), runs < 1000 {
            #expect(run.status == 0 && run.lines.first?.hasPrefix("rank") == true, "\(run)")
            #expect(run.errorLines.last?.hasSuffix("--resume") == true || runs > 0, "\(run)")
            run = try folder.rnnc(Self.arguments + ["-o", "s", "--resume", "--max-time", "250ms"])
            runs += 1
        }
        #expect(run.status == 0 && runs > 0, "\(run)")
        #expect(try rows("s") == rows("whole"))
    }

    @Test func jsonHasAnObjectASetting() throws {
        let run = try folder.rnnc(Self.arguments + ["-o", "s", "--json", "-q"])
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        let objects = run.objects
        #expect(objects.count == 13)
        for object in objects.dropLast() {
            #expect(object["event"] as? String == "setting")
            #expect((object["setting"] as? [String: String])?.keys.sorted() == ["cell", "hidden", "learning_rate"])
            #expect(object["validation_loss"] is Double && object["epochs"] is Int && object["state"] is String)
        }
        let done = try #require(objects.last)
        let best = objects.dropLast().min { a, b in
            (a["validation_loss"] as? Double ?? .infinity) < (b["validation_loss"] as? Double ?? .infinity)
        }
        #expect(done["event"] as? String == "done" && done["ending"] as? String == "done")
        #expect(done["best"] as? [String: String] == best?["setting"] as? [String: String])
        #expect(done["finished"] as? Int == 12 && done["model"] as? String == "s/best.safetensors")
        // Settings that were finished before are reported again.
        let again = try folder.rnnc(Self.arguments + ["-o", "s", "--json", "-q", "--resume"])
        #expect(again.status == 0 && again.objects.count == 13, "\(again)")
    }

    @Test func oneDivergesAllDiverge() throws {
        let some = try folder.rnnc(
            "sweep", "@dinosaurs", "-o", "some", "--optimizer", "sgd", "--learning-rate", "0.5,1e30", "--epochs", "3")
        #expect(some.status == 0 && some.lines.count == 4, "\(some)")
        #expect(some.lines[2].hasSuffix("diverged"), "\(some)")
        let all = try folder.rnnc(
            "sweep", "@dinosaurs", "-o", "all", "--optimizer", "sgd", "--learning-rate", "1e29,1e30", "-q")
        #expect(all.status == 1 && all.lines.count == 3, "\(all)")
        all.expectOneErrorLine(saying: ["all settings diverged", "--learning-rate"])
    }

    @Test(arguments: [
        (["--hidden", "8,zero"], "'zero'"), (["--hidden", "8"], "nothing to compare"), ([], "nothing to compare"),
        (["--cell", "rnn,transformer"], "'transformer'"), (["--hidden", "8,16", "--random", "0"], "--random"),
        (["--hidden", "8,16", "--first-round", "0"], "--first-round"),
        (["--hidden", "8,16", "--epochs", "0"], "--epochs"),
        (["--hidden", "8,16", "--validation", "1"], "--validation"),
        (["--momentum", "0.1,0.2"], "--momentum has no effect"),
        (["--warmup", "0,5", "--epochs", "5"], "--warmup must be less than --epochs 5"),
        (["--hidden", "8,8x8", "--layers", "1,2"], "--layers"), (["--hidden", "8,16", "--threads", "0"], "--threads"),
    ]) func wrongUsage(_ options: [String], _ text: String) throws {
        let run = try folder.rnnc(["sweep", "@dinosaurs"] + options)
        #expect(run.status == 64 && run.output.isEmpty && run.errors.contains(text), "\(run)")
        #expect(try folder.files.isEmpty)
    }

    @Test func gridsThatAreTooLargeAndRecords() throws {
        let numbers = (1...101).map(String.init).joined(separator: ",")
        let run = try folder.rnnc("sweep", "@dinosaurs", "--hidden", numbers, "--batch-size", numbers)
        #expect(run.status == 64 && run.errors.contains("10201 settings") && run.errors.contains("--random"), "\(run)")
        let players = try folder.rnnc("sweep", "@players", "--hidden", "4,8")
        #expect(players.status == 64 && players.errors.contains("--column"), "\(players)")
    }

    @Test func whatIsThereIsNotLost() throws {
        let sweep = ["sweep", "@dinosaurs", "-o", "s", "--hidden", "4,8", "--epochs", "2", "-q"]
        try #require(try folder.rnnc(sweep).status == 0)
        let before = try folder.text("s/results.csv")
        try folder.rnnc(sweep).expectFailure(saying: "s already contains a sweep", "--resume")
        try folder.rnnc(sweep.map { $0 == "4,8" ? "4,9" : $0 } + ["--resume"])
            .expectFailure(saying: "s/sweep.json", "--hidden was 4,8, now 4,9")
        try folder.rnnc(sweep.map { $0 == "@dinosaurs" ? "@companies" : $0 } + ["--resume"])
            .expectFailure(saying: "the list differs")
        #expect(try folder.text("s/results.csv") == before)
        try folder.write("s/sweep.json", "{\"plan\":")
        try folder.rnnc(sweep + ["--resume"]).expectFailure(saying: "s/sweep.json", "damaged")
        try folder.write("file", "")
        try folder.rnnc(sweep.map { $0 == "s" ? "file" : $0 }).expectFailure(saying: "file/settings")
    }

    /// Whatever the defaults for the list are, the command makes the same model: from the base model, with labels.
    @Test(arguments: [
        ["--learning-rate", "0.004,0.01", "--column", "name"],
        ["--dropout", "0,0.2", "--init", "base", "--column", "name"],
        ["--hidden", "4,8", "--column", "name", "--labels", "kind", "--min-count", "2"],
    ])
    func theDefaultsOfTheList(_ options: [String]) throws {
        let rows = (0..<60).map { row in
            "\(["ann", "ott", "mar", "lin"][row % 4])\(["a", "o", "us"][row % 3])\(row % 7),k\(row % 2)"
        }
        try folder.write("table.csv", "name,kind\n" + rows.joined(separator: "\n") + "\n")
        let run = try folder.rnnc(["sweep", "table.csv", "--epochs", "2"] + options)
        #expect(run.status == 0, "\(run)")
        let command = try #require(run.lines.last).replacing("to train the best setting again: rnnc ", with: "$RNNC ")
        #expect(try folder.shell(command + " -q").status == 0, "\(command)")
        #expect(try folder.data("best.safetensors") == folder.data("sweep/best.safetensors"), "\(command)")
    }

    @Test func aListTooShortToHoldAnythingOut() throws {
        try folder.write("three.txt", "anna\notto\nida\n")
        let run = try folder.rnnc("sweep", "three.txt", "--hidden", "4,8", "--epochs", "5")
        #expect(run.status == 0 && run.errors.contains("no names are held out"), "\(run)")
        let command = try #require(run.lines.last).replacing("to train the best setting again: rnnc ", with: "$RNNC ")
        #expect(try folder.shell(command + " -q").status == 0)
        #expect(try folder.data("best.safetensors") == folder.data("sweep/best.safetensors"))
    }
}
