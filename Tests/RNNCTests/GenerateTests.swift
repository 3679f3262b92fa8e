import Foundation
import Testing

@Suite struct GenerateTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.train("names.txt", "--epochs", "20")
    }

    private func generate(_ options: String...) throws -> Run {
        try folder.rnnc(["generate", "model.safetensors"] + options)
    }

    @Test func twentyNamesByDefault() throws {
        let run = try generate()
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.lines.count == 20)
        #expect(run.output.hasSuffix("\n") && !run.output.contains("\n\n"), "no empty name")
    }

    @Test func theSameSeedGivesTheSameNamesWhateverTheThreads() throws {
        let first = try generate("-n", "1000", "--seed", "7", "--threads", "1")
        #expect(first.lines.count == 1000)
        #expect(try generate("-n", "1000", "--seed", "7", "--threads", "1").output == first.output)
        #expect(try generate("-n", "1000", "--seed", "7", "--threads", "2").output == first.output)
        #expect(try generate("-n", "1000", "--seed", "7", "--threads", "7").output == first.output)
        #expect(try generate("-n", "1000", "--seed", "8").output != first.output)
        let fewer = try generate("-n", "10", "--seed", "7")
        #expect(fewer.lines == Array(first.lines.prefix(10)), "more names begin with the same ones")
    }

    @Test func noNameIsLongerThanAskedFor() throws {
        let run = try generate("-n", "500", "--max-length", "4", "--temperature", "3")
        #expect(run.status == 0, "\(run)")
        #expect(run.lines.allSatisfy { (1...4).contains($0.count) })
        #expect(run.lines.contains { $0.count == 4 })
    }

    @Test func everyNameBeginsWithThePrefix() throws {
        let run = try generate("-n", "50", "--prefix", "an")
        #expect(run.status == 0, "\(run)")
        #expect(run.lines.count == 50 && run.lines.allSatisfy { $0.hasPrefix("an") }, "\(run)")
        let exact = try generate("-n", "3", "--prefix", "anna", "--max-length", "4")
        #expect(exact.lines == ["anna", "anna", "anna"], "\(exact)")
    }

    @Test func uniqueNamesAreDistinct() throws {
        let run = try generate("-n", "300", "--unique")
        #expect(run.status == 0, "\(run)")
        #expect(Set(run.lines).count == 300)
    }

    @Test func namesOfOtherListsAreLeftOut() throws {
        let first = try generate("-n", "5", "--unique")
        try folder.write("not.txt", first.lines.prefix(3).joined(separator: "\n"))
        try folder.write("nor.txt", first.lines[3] + "\n")
        let run = try generate("-n", "100", "--not-in", "not.txt", "--not-in", "nor.txt", "--not-in", "@companies")
        #expect(run.status == 0, "\(run)")
        #expect(run.lines.count == 100)
        #expect(Set(run.lines).isDisjoint(with: first.lines.prefix(4)))
        #expect(run.lines.contains(first.lines[4]), "nothing else is left out")
    }

    @Test func jsonHasAnObjectAName() throws {
        let plain = try generate("-n", "30", "--seed", "2")
        let run = try generate("-n", "30", "--seed", "2", "--json")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.objects.compactMap { $0["name"] as? String } == plain.lines)
        #expect(run.objects.allSatisfy { $0["logprob"] as? Double ?? 1 < 0 }, "\(run)")
    }

    @Test func lowTemperaturesGiveTheUsualName() throws {
        let run = try generate("-n", "20", "--temperature", "0.000001")
        #expect(run.status == 0, "\(run)")
        #expect(Set(run.lines).count == 1, "\(run)")
    }

    /// A search that ends for want of names says so and prints what it has found, the same whatever the threads.
    @Test func tooFewNames() throws {
        try folder.write("one.txt", "ab\n")
        try folder.train("one.txt", to: "one.safetensors", "--epochs", "150", "--learning-rate", "0.05")
        let search = ["generate", "one.safetensors", "-n", "200", "--unique", "--max-length", "3"]
        let run = try folder.rnnc(search)
        #expect(run.status == 1)
        run.expectOneErrorLine(saying: ["of 200 names"])
        #expect((1..<200).contains(run.lines.count), "\(run)")
        #expect(run.lines.contains("ab"), "\(run)")
        #expect(run.errors.contains("only \(run.lines.count) of"), "\(run)")
        for threads in ["1", "2", "7", "64"] {
            #expect(try folder.rnnc(search + ["--threads", threads]).output == run.output)
        }
        let none = try folder.rnnc(
            "generate", "one.safetensors", "-n", "3", "--not-in", "one.txt", "--prefix", "ab", "--max-length", "2")
        none.expectFailure(saying: "only 0 of 3 names")
    }

    @Test func aPrefixMustBeWithinReach() throws {
        try generate("--prefix", "Xy").expectFailure(saying: "\"X\"")
        try generate("--prefix", "anna", "--max-length", "3").expectFailure(saying: "longer", "3 characters")
    }

    @Test func listsToLeaveOutMustBeReadable() throws {
        try generate("--not-in", "missing.txt").expectFailure(saying: "missing.txt")
        try generate("--not-in", "@nobody").expectFailure(saying: "@nobody", "@companies")
    }

    @Test(
        arguments: [
            ["-n", "0"], ["-n", "-1"], ["-n", "x"], ["-n", "9223372036854775808"], ["--temperature", "0"],
            ["--temperature", "-1"], ["--temperature", "nan"], ["--temperature", "inf"], ["--temperature", "x"],
            ["--max-length", "0"], ["--max-length", "x"], ["--seed", "-1"], ["--threads", "0"], ["--isa", "unknown"],
            ["--unknown"], ["another"],
        ])
    func wrongUsage(_ options: [String]) throws {
        let run = try folder.rnnc(["generate", "model.safetensors"] + options)
        #expect(run.status == 64, "\(run)")
        #expect(run.output.isEmpty && run.errors.hasPrefix("Error: "), "\(run)")
    }

    /// Neither a crash nor an endless search.
    @Test(arguments: ["1e-300", "1e-50", "1e30", "1e300"]) func extremeTemperatures(_ temperature: String) throws {
        let run = try generate("-n", "3", "--temperature", temperature)
        #expect(run.status == 0 || run.status == 1, "\(run)")
        #expect(run.errorLines.count == Int(run.status), "\(run)")
    }

    /// It would go on for ever, so it is ended: by that signal, not by a crash before it.
    @Test func anImpossibleNumberOfNamesIsNoCrash() throws {
        let search = try Running(
            Executable.path, ["generate", "model.safetensors", "-n", String(Int.max), "--unique", "--max-length", "1"],
            in: folder)
        Thread.sleep(forTimeInterval: 0.5)
        kill(search.process.processIdentifier, SIGTERM)
        let run = try search.wait()
        #expect(run.status == -SIGTERM && run.errors.isEmpty, "\(run)")
    }
}
