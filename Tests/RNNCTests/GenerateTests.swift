import Foundation
import Testing

@Suite struct GenerateTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(
            of: "names.txt", "--epochs", "20", "--cell", "rnn", "--layers", "2", "--dropout", "0", "--batch-size",
            "256",
            "--learning-rate", "0.005")
    }

    /// Samples what was learned, from seed 1, unless the options say otherwise.
    private func generate(_ options: String...) throws -> Run {
        let isDrawn = !options.contains("--best") && !options.contains("--temperature")
        return try folder.rnnc(
            ["generate", "model.safetensors"] + options + (options.contains("--seed") ? [] : ["--seed", "1"])
                + (isDrawn ? ["--temperature", "1"] : []))
    }

    @Test func twentyNamesByDefault() throws {
        let run = try folder.rnnc("generate", "model.safetensors")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.lines.count == 20)
        #expect(run.output.hasSuffix("\n") && !run.output.contains("\n\n"), "no empty name")
    }

    @Test func eachRunHasASeedOfItsOwnAndShowsIt() throws {
        let all = ["generate", "model.safetensors", "-n", "50"]
        let run = try folder.rnnc(all + ["--json"])
        let seeds = Set(run.objects.compactMap { $0["seed"] as? Int })
        #expect(run.objects.count == 50 && seeds.count == 1, "\(run)")
        let names = run.objects.compactMap { $0["name"] as? String }
        let verbose = try folder.rnnc(all + ["--verbose"])
        #expect(verbose.lines != names, "another seed: two runs in a billion have the same")
        let seed = try #require(verbose.errorLines.first?.split(separator: " ").last.map(String.init))
        #expect(verbose.errors == "seed \(seed)\n", "\(verbose)")
        #expect(try folder.rnnc(all + ["--seed", seed]).output == verbose.output)
        #expect(try folder.rnnc(all + ["--seed", "\(try #require(seeds.first))"]).lines == names)
        let best = try folder.rnnc(all + ["--best", "--json"])
        #expect(best.objects.allSatisfy { $0["seed"] == nil }, "nothing was drawn")
    }

    @Test func theTemperatureOfTheLibraryIsTheDefault() throws {
        let seed = ["generate", "model.safetensors", "-n", "200", "--seed", "3"]
        let usual = try folder.rnnc(seed)
        #expect(try folder.rnnc(seed + ["--temperature", "0.7"]).output == usual.output)
        #expect(try folder.rnnc(seed + ["--temperature", "1"]).output != usual.output)
        let page = try folder.rnnc("export", "model.safetensors", "--format", "html", "-o", "page.html")
        #expect(try page.status == 0 && folder.text("page.html").contains("const pageTemperature = 0.7"), "\(page)")
        #expect(try folder.rnnc("generate", "--help").output.contains("(default: 0.7)"))
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

    @Test func novelIsWhatTheTrainingListHasNot() throws {
        let run = try generate("-n", "300", "--json", "--temperature", "0.5")
        #expect(run.status == 0, "\(run)")
        let known = Set(TrainTests.names.split(separator: "\n").map(String.init))
        let novel = run.objects.map { $0["novel"] as? Bool }
        #expect(novel == run.objects.map { !known.contains($0["name"] as? String ?? "") })
        #expect(novel.contains(true) && novel.contains(false), "\(run)")
        let only = try generate("-n", "200", "--novel", "--temperature", "0.5")
        #expect(only.status == 0 && known.isDisjoint(with: only.lines), "\(only)")
        #expect(try Set(generate("-n", "30", "--best", "--novel").lines).isDisjoint(with: known))
    }

    @Test func modelsWithoutHashes() throws {
        try folder.train("names.txt", to: "with")
        try folder.train("names.txt", to: "without", "--no-hashes")
        let names = try ["with", "without"].map { try folder.rnnc("generate", $0, "-n", "20", "--seed", "1").output }
        #expect(names[0] == names[1] && !names[0].isEmpty)
        try folder.rnnc("generate", "without", "-n", "1", "--novel")
            .expectFailure(saying: "the model does not contain its training names", "--not-in", "--novel")
        let score = try folder.rnnc("score", "without", "anna", "--json")
        #expect(score.objects.first?["known"] is NSNull, "\(score)")
        #expect(try folder.rnnc("generate", "without", "-n", "9", "--novel", "--not-in", "names.txt").status == 1)
        #expect(try folder.rnnc("generate", "without", "-n", "9", "--not-in", "names.txt").status == 0)
    }

    @Test(
        arguments: [
            (["--suffix", "a"], "a$"), (["--contains", "nn", "--contains", "e"], "(nn.*e|e.*nn)"),
            (["--matching", "^[aeiou].*[^aeiou]$"], "^[aeiou].*[^aeiou]$"),
            (["--prefix", "ma", "--suffix", "e", "--min-length", "6", "--max-length", "9"], "^ma.{3,6}e$"),
            (["--matching", "t.*t", "--top-k", "20", "--temperature", "1.5"], "t.*t"),
        ])
    func constraintsHold(_ options: [String], _ expression: String) throws {
        let arguments = ["generate", "model.safetensors", "-n", "300", "--seed", "3"] + options
        let run = try folder.rnnc(arguments)
        #expect(run.status == 0 && run.lines.count == 300, "\(run)")
        let pattern = try NSRegularExpression(pattern: expression)
        for name in run.lines {
            #expect(pattern.firstMatch(in: name, range: NSRange(location: 0, length: name.count)) != nil, "\(name)")
        }
        #expect(try folder.rnnc(arguments + ["--threads", "1"]).output == run.output)
        #expect(try folder.rnnc(arguments + ["--threads", "3"]).output == run.output)
    }

    @Test func impossibleConstraintsAreToldAtOnce() throws {
        try generate("--suffix", "ß").expectFailure(saying: "\"ß\"")
        try generate("--matching", "a^b").expectFailure(saying: "a^b")
        try generate("--prefix", "an", "--matching", "^o").expectFailure(saying: "begins with \"an\"")
        try generate("--suffix", "anna", "--max-length", "3").expectFailure(saying: "1 to 3 characters")
        try generate("--best", "--matching", "^[^a-z]").expectFailure(saying: "^[^a-z]")
        let regex = try generate("--matching", "an(na")
        #expect(regex.status == 64 && regex.errors.contains("character 3: this group is not closed"), "\(regex)")
    }

    @Test func theMostProbableNames() throws {
        let run = try generate("-n", "40", "--best", "--json", "--suffix", "a")
        #expect(run.status == 0 && run.objects.count == 40, "\(run)")
        let probabilities = run.objects.compactMap { $0["logprob"] as? Double }
        #expect(probabilities.count == 40 && probabilities == probabilities.sorted(by: >))
        let names = run.objects.compactMap { $0["name"] as? String }
        #expect(Set(names).count == 40 && names.allSatisfy { $0.hasSuffix("a") })
        let scores = try folder.rnnc(["score", "model.safetensors", "--json"] + names)
        #expect(scores.objects.compactMap { $0["logprob"] as? Double } == probabilities)
        #expect(try generate("-n", "40", "--best", "--suffix", "a", "--threads", "1").lines == names)
        #expect(try generate("--suffix", "a", "--best", "40").lines == names)
        let few = try generate("-n", "2000", "--best", "--max-length", "2", "--matching", "^[ab]")
        #expect(few.status == 1 && few.lines.count > 3, "\(few)")
        few.expectOneErrorLine(saying: ["only \(few.lines.count) of 2000", "--matching", "--max-length"])
    }

    @Test func severalModels() throws {
        try folder.write("other.txt", "xu\nxuq\nquux\n")
        try folder.train("other.txt", to: "other.safetensors", "--epochs", "80")
        let both = ["generate", "model.safetensors", "other.safetensors", "-n", "200"]
        let drawn = both + ["--seed", "1", "--temperature", "1"]
        let run = try folder.rnnc(drawn + ["--mix", "0.5,0.5"])
        #expect(run.status == 0 && run.lines.count == 200, "\(run)")
        #expect(run.lines.contains { $0.contains("x") } && run.lines.contains { $0.contains("a") }, "\(run)")
        #expect(try folder.rnnc(drawn).output == run.output, "equal shares are the default")
        #expect(try folder.rnnc(drawn + ["--mix", "0.9,0.1"]).output != run.output)
        let best = try folder.rnnc(both + ["--best", "--json"])
        #expect(best.status == 0 && best.objects.count == 200, "\(best)")
        #expect(best.objects.allSatisfy { $0["novel"] is Bool })
        try folder.rnnc("generate", "model.safetensors", "missing").expectFailure(saying: "missing")
    }

    @Test func namesWithoutEnd() throws {
        let run = try folder.shell(
            "{ \"$RNNC\" generate model.safetensors -n 0; echo $? > status; } | head -n 20000 | tail -n 1")
        #expect(run.status == 0 && run.errors.isEmpty && run.lines.count == 1, "\(run)")
        #expect(try folder.text("status") == "0\n")
        let first = try folder.shell("\"$RNNC\" generate model.safetensors -n 0 --json --suffix a | head -n 5")
        #expect(first.objects.count == 5 && first.errors.isEmpty, "\(first)")
    }

    @Test func nearNamesAreLeftOut() throws {
        try folder.write("not.txt", "anna\n")
        let run = try generate("-n", "100", "--prefix", "an", "--not-in", "not.txt", "--min-distance", "3", "--unique")
        #expect(run.lines.count > 20, "\(run)")
        #expect(!run.lines.contains { ["an", "ana", "anna", "annah", "anja", "hanna"].contains($0) }, "\(run)")
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
        let search = ["generate", "one.safetensors", "-n", "200", "--unique", "--max-length", "3", "--seed", "1"]
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
            ["-n", "-1"], ["-n", "x"], ["-n", "9223372036854775808"], ["--temperature", "-1"],
            ["--temperature", "nan"], ["--temperature", "inf"], ["--temperature", "x"],
            ["--max-length", "0"], ["--max-length", "x"], ["--seed", "-1"], ["--threads", "0"], ["--isa", "unknown"],
            ["--unknown"], ["--top-k", "0"], ["--top-p", "0"], ["--top-p", "1.1"],
            ["--top-p", "nan"], ["--min-p", "-0.1"], ["--min-p", "2"], ["--min-length", "0"], ["--max-length", "8193"],
            ["--min-length", "5", "--max-length", "4"], ["--matching", "a("], ["--matching", "[z-a]"],
            ["--min-distance", "2"], ["--min-distance", "0", "--not-in", "@companies"], ["--mix", "1,2"],
            ["--mix", "0"], ["--mix", "x"], ["--best", "--top-k", "3"], ["--best", "--temperature", "2"],
            ["--best", "-n", "0"], ["--temperature", "0", "--suffix", "a"], ["--interactive", "--json"],
            ["--interactive", "--best"], ["100"],
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

    /// It would run forever, so the test ends it: by that signal, not by a crash before it.
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
