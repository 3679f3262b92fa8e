import Foundation
import Testing

/// Lists of records: train, generate, evaluate and inspect.
@Suite struct RecordTests {
    static let table =
        "last,first,born,suffix\nxy,ab,1900,\nyx,ba,1901,Jr.\nxx,,1902,Jr.\nyy,aa,1903,\nyyx,ab,1904,Jr.\n"
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("people.csv", Self.table)
    }

    private func train() throws {
        try folder.train("people.csv", "--columns", "first,last", "--sample-columns", "suffix", "--epochs", "40")
    }

    /// What is promised: two commands, ten players.
    @Test func thePlayersAreRecordsByDefault() throws {
        let training = try folder.rnnc("train", "@players", "-o", "p.safetensors", "--epochs", "5")
        #expect(training.status == 0 && training.output.isEmpty, "\(training)")
        for field in ["first", "last"] {
            #expect(training.errorLines.contains { $0.hasPrefix("\(field): best epoch ") }, "\(training)")
        }
        #expect(training.errorLines.last?.hasPrefix("p.safetensors: records of first, last, suffix") == true)
        #expect(training.errorLines.filter { $0.hasPrefix("epoch ") }.count == 10)
        let run = try folder.rnnc("generate", "p.safetensors", "-n", "10")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.lines.count == 10 && run.lines.allSatisfy { $0.contains(" ") }, "\(run)")
        #expect(try folder.files == ["p.safetensors", "people.csv"])
        let many = try folder.rnnc("generate", "p.safetensors", "-n", "3000", "--seed", "1")
        #expect(many.lines.contains { $0.hasSuffix(" Jr.") })
        #expect(many.lines.count { $0.hasSuffix(" Jr.") } < 300)
    }

    @Test func oneColumnOfThePlayersIsAListOfNames() throws {
        try folder.train("@players", "--column", "last")
        #expect((try folder.inspect()["training"] as? [String: Any])?["list"] as? String == "@players")
    }

    @Test func inspectTellsOfEachField() throws {
        try train()
        let model = try folder.inspect()
        #expect(model["rows"] as? Int == 5 && model["separator"] as? String == " ")
        let fields = try #require(model["fields"] as? [[String: Any]])
        #expect(fields.map { $0["name"] as? String } == ["first", "last", "suffix"])
        #expect(fields.map { $0["empty"] as? Int } == [1, 0, nil])
        let first = try #require(fields[0]["model"] as? [String: Any])
        #expect(first["characters"] as? [String] == ["a", "b"])
        let counts = try #require(fields[2]["counts"] as? [[String: Any]])
        #expect(counts.map { $0["text"] as? String } == ["Jr.", ""])
        #expect(counts.map { $0["count"] as? Int } == [3, 2])
        let run = try folder.rnnc("inspect", "model.safetensors")
        #expect(run.status == 0, "\(run)")
        for line in ["records             5 of first, last, suffix", "first", "last", "suffix"] {
            #expect(run.lines.contains(line), "\(line) in \(run)")
        }
        #expect(run.output.contains(#"sampled             "Jr." 3, none 2"#), "\(run)")
        #expect(run.output.contains("empty               in 1 records"), "\(run)")
        try folder.rnnc("inspect", "model.safetensors", "--logits", "ab")
            .expectFailure(saying: "model.safetensors", "--logits")
    }

    @Test func generatesByTheSeedWhateverTheThreads() throws {
        try train()
        let run = try folder.rnnc("generate", "model.safetensors", "-n", "2000", "--seed", "5", "--threads", "1")
        #expect(run.lines.count == 2000)
        for threads in ["2", "7"] {
            let other = try folder.rnnc(
                "generate", "model.safetensors", "-n", "2000", "--seed", "5", "--threads", threads)
            #expect(other.output == run.output)
        }
        let few = try folder.rnnc("generate", "model.safetensors", "-n", "10", "--seed", "5")
        #expect(few.lines == Array(run.lines.prefix(10)))
        #expect(try folder.rnnc("generate", "model.safetensors", "-n", "10", "--seed", "6").lines != few.lines)
    }

    @Test func jsonHasTheFields() throws {
        try train()
        let run = try folder.rnnc("generate", "model.safetensors", "-n", "500", "--json", "--seed", "1")
        #expect(run.status == 0 && run.objects.count == 500, "\(run)")
        let known = ["ab xy", "ba yx Jr.", "xx Jr.", "aa yy", "ab yyx Jr."]
        for record in run.objects {
            let fields = try #require(record["fields"] as? [String: String])
            let parts = ["first", "last", "suffix"].map { fields[$0] ?? "?" }.filter { !$0.isEmpty }
            let name = parts.joined(separator: " ")
            #expect(record["name"] as? String == name)
            #expect(try #require(record["logprob"] as? Double) < 0)
            #expect(record["novel"] as? Bool == !known.contains(name))
        }
        let plain = try folder.rnnc("generate", "model.safetensors", "-n", "500", "--seed", "1")
        #expect(plain.lines == run.objects.map { $0["name"] as? String ?? "" })
    }

    @Test func wholeRecordsAreLeftOut() throws {
        try train()
        let known = ["ab xy", "ba yx Jr.", "xx Jr.", "aa yy", "ab yyx Jr."]
        try folder.write("known.txt", known.joined(separator: "\n"))
        let all = try folder.rnnc("generate", "model.safetensors", "-n", "3000", "--temperature", "1")
        #expect(!Set(all.lines).isDisjoint(with: known), "else the test says nothing")
        for option in [["--not-in", "people.csv"], ["--not-in", "known.txt"], ["--novel"]] {
            let run = try folder.rnnc(["generate", "model.safetensors", "-n", "3000"] + option)
            #expect(run.status == 0 && run.lines.count == 3000, "\(run)")
            #expect(Set(run.lines).isDisjoint(with: known), "\(option)")
        }
        let unique = try folder.rnnc("generate", "model.safetensors", "-n", "50", "--unique", "--temperature", "1")
        #expect(unique.lines.count == 50 && Set(unique.lines).count == 50, "\(unique)")
        // Tables have the fields as columns; the built-in players do not have these.
        try folder.train("people.csv", to: "births", "--columns", "first,born")
        try folder.rnnc("generate", "births", "--not-in", "@players").expectFailure(saying: "no column born")
        try folder.rnnc("generate", "births", "--not-in", "@players", "--column", "nobody")
            .expectFailure(saying: "no column nobody")
    }

    @Test func tooFewAreAFailure() throws {
        try folder.write("one.csv", "a\nx\n")
        try folder.train("one.csv", to: "one", "--columns", "a", "--epochs", "200")
        let run = try folder.rnnc("generate", "one", "-n", "1000", "--unique", "--temperature", "0.1")
        #expect(run.status == 1 && !run.lines.isEmpty && run.errors.contains("of 1000 names"), "\(run)")
    }

    @Test(
        arguments: [
            ["--prefix", "a"], ["--suffix", "a"], ["--contains", "a"], ["--matching", "a"], ["--min-length", "2"],
            ["--max-length", "9"],
        ])
    func aRecordHasNoShape(_ options: [String]) throws {
        try train()
        try folder.rnnc(["generate", "model.safetensors"] + options).expectFailure(saying: "field by field")
    }

    @Test func whatIsForModelsOfNamesSaysSo() throws {
        try train()
        try folder.write("names.txt", "anna\n")
        try folder.train("names.txt", to: "names")
        try folder.rnnc("generate", "model.safetensors", "--best").expectFailure(saying: "holds records", "--best")
        try folder.rnnc("generate", "names", "model.safetensors")
            .expectFailure(saying: "model.safetensors holds records of first, last, suffix")
        try folder.rnnc("score", "model.safetensors", "ab").expectFailure(saying: "holds records", "rnnc generate")
        try folder.rnnc("export", "model.safetensors", "--format", "weights-json", "-o", "w")
            .expectFailure(saying: "holds records")
        try folder.rnnc("evaluate", "model.safetensors", "people.csv", "--column", "first")
            .expectFailure(saying: "--column")
        try folder.rnnc("evaluate", "model.safetensors", "names.txt").expectFailure(saying: "names.txt", "columns")
        #expect(try folder.files == ["model.safetensors", "names", "names.txt", "people.csv"])
    }

    @Test func evaluatesFieldByField() throws {
        try train()
        let run = try folder.rnnc("evaluate", "model.safetensors", "people.csv", "--json")
        let result = try #require(run.objects.first)
        #expect(run.status == 0 && result["records"] as? Int == 5, "\(run)")
        let recreated = try #require(result["recreated"] as? Double)
        #expect(recreated > 0 && recreated < 1)
        let fields = try #require(result["fields"] as? [String: [String: Any]])
        #expect(fields.keys.sorted() == ["first", "last"])
        #expect(fields["first"]?["names"] as? Int == 4 && fields["last"]?["names"] as? Int == 5)
        let text = try folder.rnnc("evaluate", "model.safetensors", "people.csv")
        #expect(text.status == 0 && text.lines.filter { $0.hasPrefix("perplexity") }.count == 2, "\(text)")
        try folder.write("others.csv", "first,last,suffix\nq,xy,\nab,xy,\n")
        let others = try folder.rnnc("evaluate", "model.safetensors", "others.csv")
        #expect(others.status == 0 && others.errors.contains("left out: first with 1 characters"), "\(others)")
        let (head, rows) = (Self.table.split(separator: "\n")[0], Self.table.split(separator: "\n").dropFirst())
        for (file, rows) in [("some.csv", rows.prefix(2)), ("rest.csv", rows.dropFirst(2))] {
            try folder.write(file, ([head] + rows).joined(separator: "\n"))
        }
        let several = try folder.rnnc("evaluate", "model.safetensors", "some.csv", "rest.csv", "--json")
        #expect(several.status == 0 && several.output == run.output, "\(several)")
        try folder.write("unknown.csv", "first,last,suffix\nq,xy,\n")
        try folder.rnnc("evaluate", "model.safetensors", "unknown.csv").expectFailure(saying: "any first")
    }

    @Test func jsonOfTrainingTellsTheField() throws {
        let run = try folder.rnnc(
            "train", "people.csv", "--columns", "2,last", "-o", "m", "--epochs", "2", "--json", "--quiet")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(
            run.objects.map { $0["event"] as? String } == [
                "epoch", "epoch", "field", "epoch", "epoch", "field", "done",
            ])
        #expect(
            run.objects.map { $0["field"] as? String } == ["first", "first", "first", "last", "last", "last", nil])
        #expect(run.objects.last?["fields"] as? [String] == ["first", "last"])
        #expect(run.objects.last?["model"] as? String == "m")
    }

    @Test func eachFieldHasAHistory() throws {
        try folder.train("people.csv", to: "m", "--columns", "first,last", "--history", "h.csv")
        #expect(try folder.files == ["h-first.csv", "h-last.csv", "m", "people.csv"])
        for file in ["h-first.csv", "h-last.csv"] {
            let lines = try folder.text(file).split(separator: "\n")
            #expect(lines.count == 3 && lines[0].hasPrefix("epoch,seconds,loss"), "\(lines)")
        }
        try folder.write("h-last.csv", Self.table)
        let run = try folder.rnnc("train", "h-last.csv", "-o", "x", "--columns", "first,last", "--history", "h.csv")
        #expect(run.status == 64 && run.errors.contains("h-last.csv is an input file"), "\(run)")
        #expect(try folder.text("h-last.csv") == Self.table)
    }

    @Test func theSameSeedGivesTheSameFile() throws {
        for (model, threads) in [("a", "1"), ("b", "3")] {
            try folder.train("people.csv", to: model, "--columns", "first,last", "--threads", threads)
        }
        #expect(try folder.data("a") == folder.data("b"))
    }

    @Test func separatorAndValidationFile() throws {
        try folder.write("test.csv", "first,last\nca,zx\n")
        try folder.train(
            "people.csv", "--columns", "last,first", "--separator", ", ", "--validation-file", "test.csv")
        #expect(try folder.inspect()["separator"] as? String == ", ")
        let run = try folder.rnnc("generate", "model.safetensors", "-n", "200")
        #expect(run.lines.contains { $0.contains(", ") }, "\(run)")
    }

    @Test(
        arguments: [
            ["--columns", "first,last", "--column", "first"], ["--sample-columns", "suffix"], ["--separator", "-"],
            ["--columns", ""], ["--columns", "first,,last"], ["--columns", "first,first"],
            ["--columns", "first", "--separator", "a\nb"],
        ])
    func wrongUsage(_ options: [String]) throws {
        let run = try folder.rnnc(["train", "people.csv", "-o", "m"] + options)
        #expect(run.status == 64 && run.output.isEmpty && run.errors.hasPrefix("Error: "), "\(run)")
        #expect(try folder.files == ["people.csv"])
    }

    @Test func wrongLists() throws {
        func expectFailure(_ list: String, _ options: String..., saying text: String) throws {
            try folder.rnnc(["train", list, "-o", "m"] + options).expectFailure(saying: text)
        }
        try expectFailure("people.csv", "--columns", "first,middle", saying: "no column middle")
        try expectFailure("people.csv", "--columns", "first,2", saying: "twice")
        try expectFailure("people.csv", "--columns", "first", "--sample-columns", "first", saying: "none to learn")
        try expectFailure("@dinosaurs", "--columns", "first", saying: "has no columns")
        try expectFailure("people.csv", "--format", "text", "--columns", "first", saying: "has no columns")
        try expectFailure("nowhere.csv", "--columns", "first", saying: "nowhere.csv")
        try folder.write("empty.csv", "first,last\n,xy\n")
        try expectFailure("empty.csv", "--columns", "first,last", saying: "column first has no names")
        try folder.write("empty.csv", "first,last\n")
        try expectFailure("empty.csv", "--columns", "first,last", saying: "no names")
    }

    @Test func standardInput() throws {
        let run = try folder.rnnc(
            "train", "-", "-o", "m", "--format", "csv", "--columns", "first,last", "--epochs", "1", "--quiet",
            input: Data(Self.table.utf8))
        #expect(run.status == 0, "\(run)")
        #expect(try folder.inspect("m")["rows"] as? Int == 5)
    }

    /// Ctrl-C in the first field: the second has one epoch, and the file both.
    @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedTrainingSavesAllFields(_ signal: Int32) throws {
        let training = try Running(
            Executable.path,
            [
                "train", "people.csv", "-o", "m", "--columns", "first,last", "--json", "--epochs", "100000000",
                "--patience", "1000000",
            ], in: folder)
        let deadline = Date(timeIntervalSinceNow: 60)
        while !training.output.contains("\n"), Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
        #expect(training.output.contains("\n"), "no epoch within a minute")
        kill(training.process.processIdentifier, signal)
        let run = try training.wait()
        #expect(run.status == 128 + signal, "\(run)")
        #expect(run.errorLines.last?.hasPrefix("interrupted; m holds") == true, "\(run)")
        #expect(run.objects.last?["event"] as? String == "done", "\(run)")
        #expect(run.objects.count { $0["event"] as? String == "epoch" && $0["field"] as? String == "last" } == 1)
        #expect(try folder.inspect("m")["rows"] as? Int == 5)
    }

    /// Nobody reads the events any more: what was learned is kept all the same.
    @Test func aLostReaderLosesNothing() throws {
        let run = try folder.shell(
            "$RNNC train people.csv -o m --columns first,last --epochs 3 --json --quiet > /dev/full")
        #expect(run.status == 1, "\(run)")
        run.expectOneErrorLine(saying: ["standard output"])
        #expect(try folder.inspect("m")["rows"] as? Int == 5)
    }

    /// Above the largest float the first step gives weights that are no numbers.
    @Test func aLossThatIsNoNumberNamesTheField() throws {
        try folder.rnnc(
            "train", "people.csv", "-o", "m", "--columns", "first,last", "--learning-rate", "1e300", "--quiet"
        ).expectFailure(saying: "first: training diverged (the loss is not a finite number")
        #expect(try folder.files == ["people.csv"])
    }

    @Test func aBrokenFileIsRefused() throws {
        try train()
        let data = try folder.data("model.safetensors")
        for length in stride(from: 0, to: data.count, by: data.count / 12) {
            try folder.write("bad", data.prefix(length))
            try folder.rnnc("inspect", "bad").expectFailure(saying: "bad")
            try folder.rnnc("generate", "bad").expectFailure(saying: "bad")
        }
    }
}
