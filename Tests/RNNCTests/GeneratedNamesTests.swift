import Foundation
import Testing

/// That generated names have a probability, that texts are kept out, and how long searches end.
@Suite struct GeneratedNamesTests {
    let folder: Folder

    static let hindi = """
        अनिल सुनील मोहन सोहन राजेश सुरेश रमेश महेश दिनेश गणेश लक्ष्मी सरस्वती पार्वती सीता गीता राधा कृष्ण विष्णु भगत् \
        जगत् विद्युत् श्रीमान् हनुमान् भगवान् बलवान् विद्वान् राजन् स्नेहा श्रेया ऐश्वर्या
        """.replacing(" ", with: "\n")

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(of: "names.txt")
    }

    /// Names whose characters join had the probability 0, and JSON a string where a number belongs.
    @Test func everyNameHasAProbability() throws {
        try folder.write("hindi.txt", Self.hindi)
        try folder.train("hindi.txt", to: "hindi.safetensors")
        for options in [
            [], ["--unique"], ["--novel"], ["--prefix", "स"], ["--min-length", "4"], ["--best", "-n", "200"],
        ] {
            let run = try folder.rnnc(["generate", "hindi.safetensors", "-n", "500", "--json"] + options)
            #expect(run.status == 0 && !run.objects.isEmpty, "\(run)")
            #expect(
                run.objects.allSatisfy { ($0["logprob"] as? Double).map { $0 < 0 && $0.isFinite } ?? false },
                "\(options)")
            let names = run.objects.compactMap { $0["name"] as? String }
            try folder.write("generated.txt", names.map { $0 + "\n" }.joined())
            let scores = try folder.shell("$RNNC score hindi.safetensors --json - < generated.txt")
            #expect(scores.status == 0 && scores.errors.isEmpty, "\(scores)")
            #expect(scores.objects.compactMap { $0["name"] as? String } == names)
            #expect(!(run.output + scores.output).contains("inf"))
        }
    }

    /// One thread had an overflow where two had none.
    @Test(arguments: ["1", "2"]) func namesWithoutEnd(_ threads: String) throws {
        let run = try folder.shell("$RNNC generate model.safetensors -n 0 --threads \(threads) | head -n 3000 | wc -l")
        #expect(run.status == 0 && run.output.contains("3000") && run.errors.isEmpty, "\(run)")
    }

    @Test func textsAreKeptOut() throws {
        try folder.write("words.txt", "AN\n\n  el \nzzz\n" + (0..<300).map { "w\($0)\n" }.joined())
        let kept = ["--not-containing", "O", "--not-containing-any", "words.txt", "--not-matching", "^[a-d]"]
        for options in [["--unique"], ["--best"], ["--novel", "--suffix", "a"], ["--prefix", "m"]] {
            let run = try folder.rnnc(["generate", "model.safetensors", "-n", "40"] + kept + options)
            #expect(run.status == 0 && run.lines.count == 40, "\(run)")
            for name in run.lines {
                #expect(
                    !["o", "an", "el", "zzz"].contains { name.contains($0) } && !"abcd".contains(name.first!), "\(name)"
                )
            }
        }
        let without = try folder.rnnc("generate", "model.safetensors", "-n", "2000", "--best")
        #expect(without.lines.contains { $0.contains("an") }, "the check can fail")
        try folder.rnnc("generate", "model.safetensors", "--not-containing-any", "none.txt").expectFailure(
            saying: "none.txt")
        try folder.rnnc("generate", "model.safetensors", "--not-matching", "").expectFailure(saying: "no name fails")
        for wrong in [["--not-matching", "(a"], ["--not-containing", ""], ["--max-time", "1s"]] {
            #expect(try folder.rnnc(["generate", "model.safetensors"] + wrong).status == 64)
        }
    }

    /// Names are written in a case, and probabilities are those of the names as they were drawn.
    @Test func cases() throws {
        for options in [["-n", "50", "--seed", "3"], ["--best"]] {
            let drawn = try folder.rnnc(["generate", "model.safetensors", "--json"] + options).objects
            let upper = try folder.rnnc(["generate", "model.safetensors", "--json", "--case", "upper"] + options)
                .objects
            #expect(!drawn.isEmpty && drawn.count == upper.count)
            for (drawn, upper) in zip(drawn, upper) {
                #expect((drawn["name"] as? String)?.uppercased() == upper["name"] as? String)
                #expect(drawn["logprob"] as? Double == upper["logprob"] as? Double)
                #expect(upper["novel"] as? Bool == true, "no name of the list is in upper case")
            }
            let lines = try folder.rnnc(["generate", "model.safetensors", "--case", "title"] + options).lines
            #expect(lines == drawn.compactMap { ($0["name"] as? String)?.capitalized })
        }
        #expect(try folder.rnnc("generate", "model.safetensors", "--case", "camel").status == 64)
    }

    /// A search that would take very long ends after a time, or with Ctrl-C, and writes the names that are certain to
    /// be the most probable ones.
    @Test func searchesEnd() throws {
        let search = "$RNNC generate model.safetensors --best -n 1000000"
        let run = try folder.shell("\(search) --max-time 1s")
        #expect(run.status == 1 && run.lines.count > 10, "\(run)")
        #expect(run.errors.contains("--max-time reached: \(run.lines.count) of 1000000 names were found"), "\(run)")
        // In the foreground, since otherwise the signal may come twice, and the second one ends the program at once.
        let interrupted = try folder.shell("timeout --foreground --preserve-status -s INT 3 \(search)")
        #expect(interrupted.status == 130 && interrupted.lines.count > 10, "\(interrupted)")
        #expect(interrupted.errors.contains("interrupted: "), "\(interrupted)")
        let best = try folder.rnnc("generate", "model.safetensors", "--best", "-n", "\(run.lines.count)")
        #expect(best.lines == run.lines)
    }

    /// JSON has null where a number is not finite.
    @Test func jsonHasNull() throws {
        let run = try folder.rnnc("score", "model.safetensors", "anna", "X1", "--json")
        #expect(run.objects.count == 2 && run.objects[1]["logprob"] is NSNull, "\(run)")
        #expect(run.errors.contains("\"X\"") && !run.output.contains("inf") && !run.output.contains("nan"), "\(run)")
    }
}
