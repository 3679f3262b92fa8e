import Foundation
import Testing

@Suite struct ScoreTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(of: "names.txt", "--epochs", "20")
    }

    private func score(_ options: String..., input: String = "") throws -> Run {
        try folder.rnnc(["score", "model.safetensors"] + options, input: Data(input.utf8))
    }

    @Test func threeColumns() throws {
        let run = try score("anna", "otto")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        let rows = run.lines.map { $0.split(separator: "\t") }
        #expect(rows.map { $0.last } == ["anna", "otto"] && rows.allSatisfy { $0.count == 3 }, "\(run)")
        for (row, length) in zip(rows, [5.0, 5]) {
            let (total, mean) = (try #require(Double(row[0])), try #require(Double(row[1])))
            #expect(total < 0 && abs(total + mean * length) < 0.001)
        }
        #expect(!run.output.contains("\u{1B}"), "no colors in a pipe")
    }

    @Test func ranks() throws {
        let best = try folder.rnnc("generate", "model.safetensors", "--best", "-n", "5").lines
        let run = try score(best[0], best[4], "qqqqqq", "X", "--rank")
        #expect(run.status == 0, "\(run)")
        let rows = run.lines.map { $0.split(separator: "\t").map(String.init) }
        #expect(rows.map { $0[3] } == [best[0], best[4], "qqqqqq", "X"], "\(run)")
        #expect(rows[0][2] == "0" && rows[1][2] == "4" && rows[3][2] == "-", "\(run)")
        let objects = try score(best[4], "X", "--rank", "--json").objects
        #expect(objects[0]["rank"] as? Double == 4 && objects[0]["rank_error"] as? Double == 0)
        let mass = try #require(objects[0]["mass_above"] as? Double)
        #expect(mass > 0 && mass < 1)
        #expect(objects[1]["rank"] is NSNull && objects[1]["rank_error"] is NSNull, "\(objects)")
        #expect(try score(best[0], "--json").objects[0]["rank"] == nil)
        #expect(try score(best[0], "--seed", "2").status == 64)
    }

    @Test func jsonHasEveryCharacter() throws {
        let run = try score("anna", "e\u{301}a", "--json")
        #expect(run.status == 0 && run.objects.count == 2, "\(run)")
        let anna = run.objects[0]
        let characters = try #require(anna["characters"] as? [[String: Any]])
        #expect(characters.compactMap { $0["character"] as? String } == ["a", "n", "n", "a"])
        let nats = characters.compactMap { $0["nats"] as? Double } + [try #require(anna["end_nats"] as? Double)]
        let logprob = try #require(anna["logprob"] as? Double)
        #expect(abs(nats.reduce(0, +) + logprob) < 1e-9)
        #expect(abs(try #require(anna["nats_per_character"] as? Double) + logprob / 5) < 1e-9)
        #expect(anna["known"] as? Bool == TrainTests.names.split(separator: "\n").contains("anna"))
        #expect(run.objects[1]["logprob"] is NSNull && run.objects[1]["unknown_characters"] as? [String] == ["é"])
        run.expectRemark("\"é\"")
    }

    @Test func unknownCharactersAreReported() throws {
        let run = try score("anna", "X1a", "ß")
        #expect(run.status == 0 && run.lines.count == 3, "\(run)")
        #expect(run.lines[1] == "-inf\tinf\tX1a")
        run.expectRemark("\"1\", \"X\", \"ß\": probability 0 for 2 of 3 names")
        #expect(try score("ß", "-q").errors.isEmpty)
    }

    @Test func listsFromStandardInput() throws {
        let expected = try score("anna", "otto")
        for names in [["-"], []] {
            let run = try folder.rnnc(
                ["score", "model.safetensors"] + names, input: Data("\u{FEFF}anna\r\n\n otto ".utf8))
            #expect(run.status == 0 && run.output == expected.output, "\(run)")
        }
        let json = try score("-", "--format", "json", input: #"["anna", "otto"]"#)
        #expect(json.output == expected.output)
        try score("-", input: "\n").expectFailure(saying: "standard input")
        #expect(try score("anna", "-").status == 64)
    }

    @Test func theOddOnesFirst() throws {
        let list = try score("--sort", "-", input: TrainTests.names + "\nXx\n")
        let means = list.lines.compactMap { Double($0.split(separator: "\t")[1]) }
        #expect(means == means.sorted(by: >) && means.count == list.lines.count && means.count > 5, "\(list)")
        #expect(list.lines[0].hasSuffix("Xx"), "\(list)")
    }

    /// The reader of a long list has seen enough.
    @Test func aPipeThatCloses() throws {
        let run = try folder.shell(
            "{ for i in $(seq 20000); do echo anna; done | \"$RNNC\" score model.safetensors -; echo $? > status; } | head -n 1"
        )
        #expect(run.status == 0 && run.errors.isEmpty && run.lines.count == 1, "\(run)")
        #expect(try folder.text("status") == "0\n")
    }

    /// On a terminal, which `script` plays.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "script is not there"))
    func surprisesAreColored() throws {
        func onTerminal(_ environment: String) throws -> String {
            try folder.onTerminal(
                "score model.safetensors -q fff", environment: "env -u NO_COLOR \(environment)")
        }
        let colored = try onTerminal("TERM=xterm")
        #expect(colored.contains("\u{1B}["), "\(colored)")
        #expect(try !onTerminal("TERM=xterm NO_COLOR=1").contains("\u{1B}["))
        #expect(try !onTerminal("TERM=dumb").contains("\u{1B}["))
    }
}

extension Run {
    /// Expects one line on standard error that has a text, and is no error.
    func expectRemark(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(
            errorLines.count == 1 && errors.contains(text) && !errors.hasPrefix("Error"), "\(self)",
            sourceLocation: sourceLocation)
    }
}
