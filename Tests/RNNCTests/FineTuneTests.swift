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
        #expect(try !errors("names.txt").contains("are few"), "training starts from the base model")
        let advice = try errors("names.txt", "--hidden", "8", "--cell", "lstm")
        #expect(
            advice.contains(
                "9 names are few: a network learns little about their style; without --cell and --hidden, training "
                    + "starts from a model of names in general\n"), "\(advice)")
        #expect(try errors("names.txt", "--preset", "keras-rnn").contains("without --preset,"))
        #expect(try errors("names.txt", "--tokens", "words").contains("without --tokens,"))
        let fineTuning = try errors("more.txt", "--from", "first")
        #expect(fineTuning.contains("names are few") && !fineTuning.contains("without"), "\(fineTuning)")
        #expect(try errors("names.txt", "--hidden", "8", "--validation", "0").contains("memorizes them"))
        #expect(try !errors("@dinosaurs", "--hidden", "8").contains("are few"))
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

/// The models of the program: the one that short lists start from, and those of the built-in lists.
@Suite struct GalleryTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
    }

    @Test func shortListsStartFromTheBaseModelUnlessAnotherNetworkIsWanted() throws {
        func announcement(_ options: String...) throws -> String {
            let run = try folder.rnnc(["train", "names.txt", "-o", "m", "--epochs", "1"] + options)
            #expect(run.status == 0, "\(run)")
            return run.errorLines.first ?? ""
        }
        let first = try announcement()
        #expect(first.hasPrefix("10 names to learn, 0 held out") && first.contains("starting from the base model"))
        let training = try #require(try folder.inspect("m")["training"] as? [String: Any])
        #expect(training["initialization"] as? String == "base")
        #expect(try announcement("--init", "base").contains("starting from the base model"))
        #expect(try announcement("--dropout", "0.1", "--validation", "0.2").contains("8 names to learn, 2 held out"))
        for option in [
            ["--cell", "rnn"], ["--hidden", "8"], ["--layers", "1"], ["--init", "book"], ["--tokens", "words"],
        ] {
            #expect(try !announcement(option[0], option[1]).contains("base model"), "\(option)")
        }
        let both = try folder.rnnc("train", "names.txt", "-o", "m", "--init", "base", "--hidden", "8")
        #expect(both.status == 64 && both.errors.contains("--init base requires --cell gru and --hidden"), "\(both)")
    }

    /// The base model has learned the built-in lists, so these start from it only when asked to.
    @Test func otherListsStartFromTheBaseModelWhenAskedTo() throws {
        let command = ["train", "@dinosaurs", "-o", "m", "--epochs", "1"]
        let plain = try folder.rnnc(command)
        #expect(plain.status == 0 && !plain.errors.contains("base model"), "\(plain)")
        let asked = try folder.rnnc(command + ["--init", "base"])
        #expect(asked.status == 0 && asked.errors.contains("starting from the base model"), "\(asked)")
    }

    @Test func builtInModelsWorkWithEveryCommand() throws {
        let generated = try folder.rnnc("generate", "@dinosaurs", "-n", "5", "--novel")
        #expect(generated.status == 0 && generated.lines.count == 5, "\(generated)")
        let given = try folder.rnnc("generate", "@names", "-n", "3", "--given", "gender=f,region=japanese")
        #expect(given.status == 0 && given.lines.count == 3, "\(given)")
        #expect(try folder.rnnc("generate", "@players", "-n", "3").lines.count == 3)
        #expect(try folder.rnnc("score", "@dinosaurs", "Tyrannosaurus").status == 0)
        #expect(try folder.rnnc("evaluate", "@dinosaurs", "@dinosaurs").status == 0)
        #expect(try folder.rnnc("classify", "@surnames", "--label", "region", "Papadakis").status == 0)
        #expect(try folder.rnnc("inspect", "@towns").output.contains("style"))
        #expect(try folder.rnnc("export", "@drugs", "-o", "drugs.html").status == 0)
        try folder.write("drugs.txt", "paracetamol\nibuprofen\naspirin\n")
        #expect(
            try folder.rnnc("train", "drugs.txt", "--from", "@drugs", "-o", "mine", "--epochs", "1").status == 0)
        let unknown = try folder.rnnc("generate", "@nothing")
        #expect(unknown.status == 1 && unknown.errors.contains("@dinosaurs"), "\(unknown)")
        #expect(unknown.errorLines.count == 1)
    }

    @Test func halfPrecisionTakesHalfTheSpace() throws {
        for (model, options) in [("whole", []), ("half", ["--half"])] {
            let run = try folder.rnnc(["train", "names.txt", "-o", model, "--epochs", "1"] + options)
            #expect(run.status == 0, "\(run)")
        }
        let (whole, half) = try (folder.data("whole").count, folder.data("half").count)
        #expect(half < whole * 6 / 10, "\(half) of \(whole)")
        #expect(try folder.rnnc("generate", "half", "-n", "3").lines.count == 3)
    }
}
