import Foundation
import Testing

@Suite struct FineTuneTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.write("more.txt", "zoë\nanna\nzeno\nzita\n")
        try folder.train("names.txt", to: "first")
    }

    @Test func saysWhichCharactersAreNew() throws {
        let run = try folder.rnnc("train", "more.txt", "--from", "first", "-o", "second", "--epochs", "2")
        #expect(run.status == 0, "\(run)")
        let line = run.errorLines.first { $0.contains("continues from first") }
        #expect(line?.contains("new weights for 2 more: zë") == true, "\(run)")
        let training = try #require(try folder.inspect("second")["training"] as? [String: Any])
        #expect(training["previous_lists"] as? [String] == ["names.txt"])
        #expect(try folder.rnnc("inspect", "second").output.contains("names.txt"))
        #expect(try folder.rnnc("generate", "second", "--prefix", "otto", "-n", "3").status == 0)
    }

    @Test func theNamesOfBothListsAreKnown() throws {
        let run = try folder.rnnc("train", "more.txt", "--from", "first", "-o", "second", "--epochs", "1")
        #expect(run.status == 0, "\(run)")
        for name in ["otto", "zeno"] {
            let run = try folder.rnnc("score", "second", name, "--json")
            #expect(run.objects.first?["known"] as? Bool == true, "\(run)")
        }
    }

    @Test func fewNamesAreToldToBeFew() throws {
        func errors(_ list: String, _ options: String...) throws -> String {
            try folder.rnnc(["train", list, "-o", "m", "--epochs", "1"] + options).errors
        }
        let advice = try errors("names.txt")
        #expect(advice.contains("9 names are few"))
        let commands = advice.split(separator: "\n").filter { $0.hasPrefix("  rnnc ") }
        #expect(
            commands == [
                "  rnnc train LONGER.txt -o longer.safetensors",
                "  rnnc train names.txt -o m --epochs 1 --from longer.safetensors",
            ], "\(advice)")
        #expect(try !errors("more.txt", "--from", "first").contains("LONGER"))
        #expect(try errors("names.txt", "--validation", "0").contains("memorizes them"))
        #expect(try !errors("@dinosaurs").contains("are few"))
    }

    @Test(arguments: [["--hidden", "8"], ["--cell", "gru"], ["--layers", "2"], ["--init", "book"]])
    func theNetworkIsThatOfTheModel(_ option: [String]) throws {
        let run = try folder.rnnc(["train", "more.txt", "--from", "first", "-o", "second"] + option)
        #expect(run.status == 64 && run.errors.contains("--from"), "\(run)")
    }

    @Test func aBadModelIsTold() throws {
        try folder.rnnc("train", "more.txt", "--from", "more.txt", "-o", "m").expectFailure(saying: "more.txt")
        try folder.rnnc("train", "more.txt", "--from", "none", "-o", "m").expectFailure(saying: "none")
        let run = try folder.rnnc("train", "more.txt", "--from", "first", "-o", "first")
        #expect(run.status == 64 && run.errors.contains("would be overwritten"), "\(run)")
    }
}
