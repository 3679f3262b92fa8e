import Foundation
import Testing

@Suite struct TrainTests {
    static let names = "anna\notto\nhanna\nemma\nada\nidil\nmina\nnora\nolaf\nlina\n"
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", Self.names)
    }

    @Test func writesAModelAndReportsProgressOnStandardError() throws {
        let run = try folder.rnnc("train", "names.txt", "-o", "m.safetensors", "--epochs", "3", "--hidden", "8")
        #expect(run.status == 0, "\(run)")
        #expect(run.output.isEmpty)
        #expect(run.errorLines.first?.hasPrefix("9 names to learn, 1 held out") == true, "\(run)")
        #expect(run.errorLines.filter { $0.hasPrefix("epoch ") }.count == 3, "\(run)")
        #expect(run.errorLines.last?.contains("m.safetensors") == true, "\(run)")
        #expect(!run.errors.contains("\u{1B}"), "no terminal, no control sequences")
        #expect(try folder.files == ["m.safetensors", "names.txt"])
    }

    @Test func quietIsSilent() throws {
        let run = try folder.rnnc("train", "names.txt", "-o", "m.safetensors", "--epochs", "2", "--quiet")
        #expect(run.status == 0, "\(run)")
        #expect(run.output.isEmpty && run.errors.isEmpty, "\(run)")
    }

    @Test func jsonHasAnEventAnEpochAndOneAtTheEnd() throws {
        let run = try folder.rnnc(
            "train", "names.txt", "-o", "m.safetensors", "--epochs", "3", "--json", "--quiet", "--hidden", "8")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        let events = run.objects
        #expect(events.map { $0["event"] as? String } == ["epoch", "epoch", "epoch", "done"], "\(run)")
        for (index, event) in events.dropLast().enumerated() {
            #expect(event["epoch"] as? Int == index + 1)
            for field in ["loss", "validation_loss", "accuracy", "seconds", "characters_per_second"] {
                #expect(event[field] is Double, "\(field) of \(event)")
            }
            #expect(event["sample"] is String)
        }
        let done = try #require(events.last)
        #expect(done["model"] as? String == "m.safetensors")
        #expect(done["epochs"] as? Int == 3)
    }

    @Test func jsonWithoutValidationHasNoValidationLoss() throws {
        let run = try folder.rnnc(
            "train", "names.txt", "-o", "m.safetensors", "--epochs", "1", "--json", "--validation", "0")
        #expect(run.status == 0, "\(run)")
        let event = try #require(run.objects.first)
        #expect(event["loss"] is Double)
        #expect(event["validation_loss"] as? Double == nil)
        #expect(event["accuracy"] as? Double == nil)
    }

    @Test func historyHasARowAnEpoch() throws {
        try folder.train("names.txt", "--history", "h.csv")
        let rows = try folder.text("h.csv").split(separator: "\n")
        #expect(rows.count == 3)
        #expect(rows.first?.hasPrefix("epoch,seconds,loss,validation_loss,accuracy") == true)
        #expect(rows[1].hasPrefix("1,") && rows[2].hasPrefix("2,"))
        let widths = Set(rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).count })
        #expect(widths.count == 1, "\(rows)")
    }

    @Test func learnsTheCompaniesByDefault() throws {
        let run = try folder.rnnc("train", "-o", "m.safetensors", "--epochs", "1", "--hidden", "4", "--quiet")
        #expect(run.status == 0, "\(run)")
        let training = try #require(try folder.inspect("m.safetensors")["training"] as? [String: Any])
        #expect(training["list"] as? String == "@companies")
        #expect(try #require(training["names"] as? Int) > 500)
    }

    @Test(arguments: ["@companies", "@dinosaurs"])
    func readsTheBuiltInLists(_ list: String) throws {
        try folder.train(list, "--epochs", "1")
        let training = try #require(try folder.inspect()["training"] as? [String: Any])
        #expect(training["list"] as? String == list)
    }

    @Test func oneNameTrainsWithNothingHeldOut() throws {
        try folder.write("one.txt", "anna\n")
        let run = try folder.rnnc("train", "one.txt", "-o", "m.safetensors", "--epochs", "2")
        #expect(run.status == 0, "\(run)")
        #expect(run.errors.contains("0 held out"), "\(run)")
        let training = try #require(try folder.inspect("m.safetensors")["training"] as? [String: Any])
        #expect(training["names"] as? Int == 1)
        #expect(training["held_out_names"] as? Int == 0)
    }

    @Test func holdsTheNamesOfAFileAgainstTheModel() throws {
        try folder.write("test.txt", "lena\nzoe\n")
        try folder.train("names.txt", "--validation-file", "test.txt")
        let training = try #require(try folder.inspect()["training"] as? [String: Any])
        #expect(training["names"] as? Int == 10)
        #expect(training["held_out_names"] as? Int == 2)
    }

    @Test func theSameSeedGivesTheSameFileWhateverTheThreads() throws {
        try folder.train("@dinosaurs", to: "a", "--threads", "1", "--seed", "5")
        try folder.train("@dinosaurs", to: "b", "--threads", "2", "--seed", "5")
        try folder.train("@dinosaurs", to: "c", "--threads", "7", "--seed", "5")
        try folder.train("@dinosaurs", to: "d", "--threads", "1", "--seed", "6")
        let first = try folder.data("a")
        #expect(try folder.data("b") == first)
        #expect(try folder.data("c") == first)
        #expect(try folder.data("d") != first)
    }

    @Test func replacesAnOlderModel() throws {
        func seed() throws -> Int? { (try folder.inspect()["training"] as? [String: Any])?["seed"] as? Int }
        try folder.train("names.txt", "--seed", "1")
        #expect(try seed() == 1)
        try folder.train("names.txt", "--seed", "2")
        #expect(try seed() == 2)
        // An empty file is in nobody's way, a file of another kind stays as it is.
        try folder.write("model.safetensors", "")
        try folder.train("names.txt", "--seed", "3")
        #expect(try seed() == 3)
        try folder.write("model.safetensors", "something else")
        try folder.rnnc("train", "names.txt", "-o", "model.safetensors", "--epochs", "1", "-q")
            .expectFailure(saying: "model.safetensors exists and is not a model", "is not replaced")
        #expect(try folder.text("model.safetensors") == "something else")
        #expect(try folder.files == ["model.safetensors", "names.txt"])
    }

    @Test func layersAndUnitsAreThoseAskedFor() throws {
        try folder.train("names.txt", to: "a", "--hidden", "6,3")
        try folder.train("names.txt", to: "b", "--hidden", "5", "--layers", "3")
        func hidden(_ model: String) throws -> [Int]? {
            (try folder.inspect(model)["architecture"] as? [String: Any])?["hidden"] as? [Int]
        }
        #expect(try hidden("a") == [6, 3])
        #expect(try hidden("b") == [5, 5, 5])
    }

    @Test(arguments: ["adam", "adamw", "rmsprop", "momentum", "heavy-ball", "nesterov", "sgd"])
    func everyOptimizerTrains(_ optimizer: String) throws {
        try folder.train("names.txt", "--optimizer", optimizer)
        let training = try #require(try folder.inspect()["training"] as? [String: Any])
        #expect(training["optimizer"] as? String == optimizer)
    }

    @Test func stepsACharacterAsInTheBook() throws {
        func train(_ model: String, _ options: String...) throws -> Run {
            let run = try folder.rnnc(
                [
                    "train", "@dinosaurs", "-o", model, "--epochs", "3", "--update", "character", "--bptt", "1",
                    "--json", "-q",
                ]
                    + options)
            #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
            return run
        }
        let losses = try train("a", "--threads", "1").objects.dropLast().map { try #require($0["loss"] as? Double) }
        #expect(losses.count == 3 && losses[1] < losses[0] && losses[2] < losses[1], "\(losses)")
        _ = try train("b", "--threads", "2")
        #expect(try folder.data("a") == folder.data("b"))
        let training = try #require(try folder.inspect("a")["training"] as? [String: Any])
        #expect(training["update"] as? String == "character" && training["optimizer"] as? String == "momentum")
        #expect(training["learning_rate"] as? Double == 0.01)
        _ = try train("c", "--optimizer", "sgd", "--learning-rate", "0.05")
    }

    @Test func extremeLimitsAreTaken() throws {
        let largest = String(Int.max)
        let run = try folder.rnnc(
            "train", "names.txt", "-o", "m.safetensors", "--quiet", "--hidden", "4", "--batch-size", largest,
            "--epochs",
            largest, "--max-time", "50ms", "--seed", String(UInt64.max))
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    }
}
