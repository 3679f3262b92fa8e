import Foundation
import Testing

@Suite struct TextTests {
    let folder: Folder
    static let arguments = [
        "train", "--text", "play.txt", "-o", "m", "--hidden", "8", "--epochs", "3", "--streams", "8",
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

    @Test func whatIsForNamesIsAnError() throws {
        #expect(try train("-q").status == 0)
        for arguments in [
            ["generate", "m", "--best"], ["generate", "m", "-n", "3"], ["generate", "m", "--suffix", "a"],
            ["generate", "m", "--novel"], ["score", "m", "a"], ["export", "m", "--format", "html", "-o", "x.html"],
            ["report", "m", "-o", "r.html"], ["inspect", "m", "--logits", "a"], ["generate", "m", "m", "-n", "3"],
        ] {
            try folder.rnnc(arguments).expectFailure(saying: "running text")
        }
        try folder.train("@dinosaurs", to: "names")
        try folder.rnnc("generate", "names", "--length", "9").expectFailure(saying: "model of names")
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
}
