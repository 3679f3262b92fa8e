import Foundation
import Testing

@Suite struct TextTests {
    let folder: Folder
    static let arguments = [
        "train", "--text", "play.txt", "-o", "m", "--cell", "rnn", "--hidden", "8", "--epochs", "3", "--streams", "8",
        "--sequence-length", "10", "--threads", "1",
    ]

    init() throws {
        folder = try Folder()
        let line = "ROMEO: soft, what light\r\nJULIET: yonder breaks\r\n"
        try folder.write("play.txt", String(repeating: line, count: 40))
    }

    private func train(_ more: String...) throws -> Run { try folder.rnnc(Self.arguments + more) }

    @Test func fromTextToText() throws {
        let run = try train()
        #expect(run.status == 0, "\(run)")
        #expect(run.errorLines.first?.contains("characters of text to learn") == true, "\(run)")
        #expect(run.errorLines.filter { $0.hasPrefix("epoch ") && $0.contains(" bits ") }.count == 3, "\(run)")
        #expect(run.errorLines.last?.contains("--length") == true, "\(run)")

        let text = try folder.rnnc("generate", "m", "--length", "200", "--prefix", "ROMEO:", "--seed", "1")
        #expect(text.status == 0 && text.output.hasPrefix("ROMEO:") && text.output.count == 207, "\(text)")
        #expect(
            try folder.rnnc("generate", "m", "--length", "200", "--prefix", "ROMEO:", "--seed", "1").output
                == text.output)
        #expect(try folder.rnnc("generate", "m", "--length", "200", "--prefix", "ROMEO:").output != text.output)
        let json = try folder.rnnc("generate", "m", "--length", "9", "--json", "--top-k", "2")
        #expect((json.objects.first?["text"] as? String)?.count == 9 && json.objects.first?["seed"] is Int, "\(json)")
        #expect(try folder.rnnc("generate", "m").output.count == 1001)

        let figures = try folder.rnnc("evaluate", "m", "play.txt", "--json")
        #expect(figures.objects.first?["predictions"] as? Int == 40 * 46 - 1, "\(figures)")
        let nats = try #require(figures.objects.first?["nats"] as? Double)
        #expect(nats > 0 && nats < 4)
        let training = try #require(try folder.inspect("m")["training"] as? [String: Any])
        #expect((training["text"] as? [String: Any])?["sequence_length"] as? Int == 10)
        #expect(try folder.rnnc("inspect", "m").output.contains("running text"))
    }

    @Test func theDefaultNetwork() throws {
        let run = try folder.rnnc("train", "--text", "play.txt", "-o", "m", "--epochs", "1")
        #expect(run.status == 0 && run.errors.contains("; gru 128,128,"), "\(run)")
        let figures = try folder.rnnc("evaluate", "m", "play.txt").lines
        let lines = figures.map { $0.replacing(#/ +/#, with: " ") }
        for expected in [#/nats per character \d\.\d{4}/#, #/accuracy, sampled 0\.\d{6}/#] {
            #expect(lines.contains { $0.wholeMatch(of: expected) != nil }, "\(lines)")
        }
    }

    @Test func evaluatesAModelThatKeepsLearning() throws {
        _ = try train()
        let plain = try folder.rnnc("evaluate", "m", "play.txt", "--json")
        let adapted = try folder.rnnc("evaluate", "m", "play.txt", "--json", "--adapt")
        let nats = try [plain, adapted].map { try #require($0.objects.first?["nats"] as? Double) }
        #expect(adapted.status == 0 && nats[1] < nats[0], "\(adapted)")
        #expect(adapted.objects.first?["predictions"] as? Int == plain.objects.first?["predictions"] as? Int)
        let rows = try folder.rnnc("evaluate", "m", "play.txt", "--adapt")
        #expect(
            rows.lines.map { $0.split(separator: "  ")[0] } == [
                "predictions", "nats per character",
                "bits per character", "perplexity",
            ], "\(rows)")
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(of: "names.txt", to: "names")
        try folder.rnnc("evaluate", "names", "names.txt", "--adapt").expectFailure(saying: "--adapt")
        #expect(try folder.rnnc("evaluate", "m", "m", "play.txt", "--adapt").status == 64)
    }

    @Test func generatesWhatItHasLearnedFromAnotherText() throws {
        _ = try train()
        let before = try Data(contentsOf: folder.url.appending(path: "m"))
        try folder.write("other.txt", String(repeating: "to ", count: 10_000))
        let arguments = ["generate", "m", "--seed", "3", "--length", "400"]
        let runs = try [arguments, arguments + ["--adapt", "other.txt"]].map { try folder.rnnc($0) }
        #expect(runs.allSatisfy { $0.status == 0 }, "\(runs)")
        let counts = runs.map { $0.output.ranges(of: "to ").count }
        #expect(counts[1] > counts[0] + 20, "\(runs)")
        #expect(try Data(contentsOf: folder.url.appending(path: "m")) == before, "the file is as it was")
        try folder.rnnc("generate", "m", "--adapt", "missing.txt").expectFailure(saying: "missing.txt")
        #expect(try folder.rnnc("generate", "m", "--adapt", "other.txt", "--int8").status == 64)
        try folder.rnnc("generate", "m", "m", "--adapt", "other.txt").expectFailure(saying: "one model")
    }

    @Test func whatIsForNamesIsAnError() throws {
        #expect(try train("-q").status == 0)
        for arguments in [
            ["generate", "m", "--best"], ["generate", "m", "-n", "3"], ["generate", "m", "--suffix", "a"],
            ["generate", "m", "--novel"], ["score", "m", "a"], ["score", "m", "m"],
            ["export", "m", "-o", "x.html", "--not-in", "play.txt"],
            ["report", "m", "-o", "r.html", "--list", "play.txt", "--format", "csv"],
            ["inspect", "m", "--logits", "a"], ["generate", "m", "m", "-n", "3"],
        ] {
            try folder.rnnc(arguments).expectFailure(saying: "running text")
        }
        try folder.rnnc("score", "m", "a").expectFailure(saying: "--text FILE")
        try folder.train("@dinosaurs", to: "names")
        try folder.rnnc("score", "names", "--text", "play.txt").expectFailure(saying: "names is a model of names")
        for arguments in [["score", "m", "names", "--text", "play.txt"], ["evaluate", "names", "m", "play.txt"]] {
            try folder.rnnc(arguments).expectFailure(saying: "models of one kind")
        }
        for arguments in [["a"], ["--rank"], ["--format", "csv"], ["--mix", "1,1"]] {
            let run = try folder.rnnc(["score", "m", "--text", "play.txt"] + arguments)
            #expect(run.status == 64 && run.errors.contains("-") && run.output.isEmpty, "\(run)")
        }
        try folder.rnnc("generate", "names", "--length", "9").expectFailure(saying: "not a model of running text")
        try folder.rnnc("generate", "m", "--prefix", "§").expectFailure(saying: "§")
        for option in [
            ["--batch-size", "3"], ["--update", "character"], ["--columns", "a,b"], ["--names-per-epoch", "9"],
            ["--validation-file", "play.txt"], ["--format", "csv"], ["--streams", "0"], ["--preset", "book"],
        ] {
            let run = try folder.rnnc(Self.arguments + option)
            #expect(run.status == 64 && run.errors.contains(option[0]), "\(option) \(run)")
        }
        #expect(try folder.rnnc("train", "--text", "-o", "x").status == 64)
        #expect(try folder.rnnc("train", "play.txt", "--streams", "3", "-o", "x").status == 64)
    }

    @Test func badTexts() throws {
        try folder.write("empty", "")
        try folder.write("short", "abc")
        try folder.write("bytes", Data([0x61, 0x0A, 0x62, 0xFF]))
        for (file, message) in [("empty", "has no text"), ("short", "--streams"), ("bytes", "line 2, byte 2")] {
            try folder.rnnc("train", "--text", file, "-o", "x").expectFailure(saying: message)
        }
    }

    @Test func resumesExactly() throws {
        #expect(try train("-q").status == 0)
        let whole = try folder.data("m")
        var runs = 0
        repeat {
            let run = try folder.rnnc(Self.arguments + ["-q", "--resume", "--max-time", "1ms"])
            #expect(run.status == 0 || run.errors.contains("before the first epoch"), "\(run)")
            runs += 1
        } while try folder.files.contains("m.checkpoint") && runs < 300
        #expect(runs > 1)
        #expect(try folder.data("m") == whole)
    }

    @Test func scoresByLine() throws {
        #expect(try train("-q").status == 0)
        try folder.write("other.txt", "ROMEO: soft\nzebra §\nROMEO: soft\n")
        let figures = try #require(try folder.rnnc("evaluate", "m", "other.txt", "--json", "-q").objects.first)
        let json = try folder.rnnc("score", "m", "--text", "other.txt", "--json")
        #expect(json.status == 0 && json.objects.count == 4, "\(json)")
        #expect(json.objects.map { $0["line"] as? Int } == [1, 2, 3, nil])
        let totals = json.objects[3]
        #expect(totals["characters"] as? Int == figures["predictions"] as? Int)
        #expect(totals["unknown_characters"] as? Int == figures["unknown_characters"] as? Int)
        for (key, other) in [("nats_per_character", "nats"), ("bits_per_character", "bits")] {
            let (mean, expected) = (totals[key] as? Double ?? 0, figures[other] as? Double ?? 1)
            #expect(abs(mean - expected) < 1e-5, "\(json)")
        }
        let parts = try #require(json.objects[1]["characters"] as? [[String: Any]])
        #expect(parts.map { $0["character"] as? String ?? "?" }.joined() == "zebra §\n")
        #expect(parts[6]["nats"] is NSNull && parts[1]["nats"] is Double)
        let sum = parts.reduce(0) { $0 + ($1["nats"] as? Double ?? 0) }
        #expect(abs(sum - (json.objects[1]["nats"] as? Double ?? 0)) < 1e-9)

        let rows = try folder.rnnc("score", "m", "--text", "-", input: folder.data("other.txt"))
        #expect(rows.lines.map { $0.split(separator: "\t").last } == ["ROMEO: soft", "zebra §", "ROMEO: soft"])
        #expect(rows.errorLines.first?.contains("bits) per character") == true && rows.errorLines.count == 2, "\(rows)")
        let sorted = try folder.rnnc("score", "m", "--text", "other.txt", "--sort", "-q")
        let means = sorted.lines.compactMap { $0.split(separator: "\t").first.flatMap { Double($0) } }
        #expect(means.count == 3 && means == means.sorted(by: >) && sorted.errors.isEmpty, "\(sorted)")
        try folder.write("one", "R")
        try folder.rnnc("score", "m", "--text", "one").expectFailure(saying: "fewer than two characters")
    }

    @Test func severalModels() throws {
        #expect(try train("-q").status == 0)
        #expect(try folder.rnnc(Self.arguments + ["-o", "n", "-q", "--seed", "2"]).status == 0)
        let run = try folder.rnnc("evaluate", "m", "n", "play.txt", "--json")
        #expect(run.objects.map { $0["model"] as? String } == ["m", "n", "ensemble"], "\(run)")
        #expect(run.objects[2]["models"] as? [String] == ["m", "n"])
        let nats = run.objects.compactMap { $0["nats"] as? Double }
        #expect(nats.count == 3 && nats[2] < max(nats[0], nats[1]))
        #expect(try folder.rnnc("evaluate", "n", "play.txt", "--json").objects[0]["nats"] as? Double == nats[1])
        let mixed = try folder.rnnc("evaluate", "m", "n", "play.txt", "--json", "--mix", "9,1").objects
        #expect(mixed[2]["nats"] as? Double != nats[2] && mixed[0]["nats"] as? Double == nats[0])
        let table = try folder.rnnc("evaluate", "m", "n", "play.txt")
        #expect(table.lines.count == 4 && table.lines[3].hasSuffix("  ensemble"), "\(table)")

        let text = ["generate", "m", "n", "--length", "60", "--prefix", "ROMEO:", "--seed", "1"]
        let generated = try folder.rnnc(text)
        #expect(generated.status == 0 && generated.output.hasPrefix("ROMEO:") && generated.output.count == 67)
        #expect(try folder.rnnc(text + ["--mix", "9,1"]).status == 0)

        let scores = try folder.rnnc("score", "m", "n", "--text", "play.txt", "--json").objects
        #expect(scores.prefix(3).map { $0["model"] as? String } == ["m", "n", "ensemble"])
        for (total, mean) in zip(scores.suffix(3), nats) {
            #expect(abs((total["nats_per_character"] as? Double ?? 0) - mean) < 1e-4)
        }
    }

    @Test func reports() throws {
        #expect(try train("-q").status == 0)
        let arguments = ["report", "m", "-o", "r.html", "-n", "120"]
        let run = try folder.rnnc(arguments + ["--list", "play.txt"])
        #expect(run.status == 0 && run.errorLines.count == 1, "\(run)")
        let page = try folder.text("r.html")
        for text in [
            "evaluated on play.txt", "id=\"loss-epoch\"", "bits per character", "Sample text", "<pre class=\"text\"",
            "characters of the text", "sequence length",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        for text in ["Sample names", "recreated", "names generated", "distinct names", "id=\"letters\""] {
            #expect(!page.contains(text), "\(text)")
        }
        let begin = try #require(page.range(of: "dir=\"auto\">")?.upperBound)
        let end = try #require(page.range(of: "</pre>")?.lowerBound)
        #expect(page[begin..<end].count == 120 && !page.contains("␊"))
        let without = try folder.rnnc(arguments)
        #expect(without.status == 0 && without.errors.contains("No text was given"), "\(without)")
        try folder.train("@dinosaurs", to: "names")
        try folder.rnnc("report", "m", "names", "-o", "r.html").expectFailure(saying: "models of one kind")
    }

    @Test func exports() throws {
        #expect(try train("-q").status == 0)
        for format in ["c", "c-int8", "onnx", "html", "safetensors", "weights-json"] {
            let run = try folder.rnnc(
                "export", "m", "--format", format, "-o", format, "--vocabulary-file", "v.json")
            #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        }
        #expect(try folder.text("c").contains("size_t text_generate("))
        #expect(try folder.text("html").contains("id=\"beginning\""))
        let run = try folder.rnnc("import", "safetensors", "-o", "back")
        #expect(run.status == 0 && run.errors.contains("rnnc generate back --length"), "\(run)")
        let arguments = ["--length", "99", "--prefix", "RO", "--seed", "3"]
        let text = try folder.rnnc(["generate", "m"] + arguments)
        #expect(try folder.rnnc(["generate", "back"] + arguments).output == text.output)
        let figures = try ["m", "back"].map { try folder.rnnc("evaluate", $0, "play.txt", "--json").output }
        #expect(figures[0] == figures[1])
        #expect(try folder.rnnc("inspect", "back").output.contains("running text"))
    }
}
