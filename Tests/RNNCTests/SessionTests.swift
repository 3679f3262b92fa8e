import Foundation
import Testing

/// `generate --interactive` with what is typed from a file.
@Suite struct SessionTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(of: "names.txt", "--epochs", "20")
    }

    private func converse(_ input: String, _ options: String...) throws -> Run {
        try folder.rnnc(["generate", "model.safetensors", "--interactive"] + options, input: Data(input.utf8))
    }

    /// The names in a conversation's numbered lines.
    private func names(_ run: Run) -> [String] {
        run.lines.compactMap { line in
            let words = line.split(separator: " ")
            return words.count >= 5 && Int(words[0]) != nil && words[2] == "1" ? String(words[1]) : nil
        }
    }

    /// The numbers of these lines.
    private func numbers(_ run: Run) -> [Int] {
        run.lines.compactMap { line in
            let words = line.split(separator: " ")
            return words.count >= 5 && words[2] == "1" ? Int(words[0]) : nil
        }
    }

    @Test func continuationsAreRanked() throws {
        let best = try folder.rnnc("generate", "model.safetensors", "--best", "-n", "20", "--prefix", "an").lines
        let run = try converse("an\n\n")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(names(run) == best, "ten, and with an empty line ten more")
        #expect(numbers(run) == Array(1...20))
        #expect(try names(converse("", "--prefix", "an")) == Array(best.prefix(10)))
        #expect(try names(converse("an\n", "--novel")).count == 10)
        #expect(try names(converse("an\n\n", "-n", "3")) == Array(best.prefix(6)), "three, and three more")
        for count in ["0", "1001", "9223372036854775807"] {
            #expect(try converse("an\n\n", "-n", count).status == 64)
        }
    }

    @Test func favoritesAreKept() throws {
        try folder.write("favorites.txt", "otto\n")
        let run = try converse("an\n2\n2\nan\n1\n:favorites\n:quit\nnever\n")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        let shown = names(run)
        #expect(try folder.text("favorites.txt") == "otto\n\(shown[1])\n\(shown[0])\n")
        #expect(run.lines.suffix(3) == [" 11  otto", " 12  \(shown[1])", " 13  \(shown[0])"], "\(run)")
        #expect(run.output.contains("\(shown[1]) is already a favorite"))
        _ = try converse("an\n3\n", "--favorites", "mine.txt")
        #expect(try folder.text("mine.txt") == "\(shown[2])\n")
    }

    @Test func mistakesDoNotEndIt() throws {
        let run = try converse("X\n3\n:begin 3\n:unknown\n:help\nan\n99\n99999999999999999999\n0\n5 77\n1\n")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.output.contains("does not know the character \"X\""))
        #expect(run.output.contains("There are no numbered names yet"))
        #expect(run.output.contains("does not know the character \"3\""), "a beginning that looks like a number")
        #expect(run.output.contains("Unknown command :unknown") && run.output.contains(":random"))
        #expect(run.output.contains("There is no name number 99; the numbers are 1 to 10."))
        #expect(run.output.contains("There is no name number 77") && run.output.contains("There is no name number 0"))
        let shown = names(run)
        #expect(try folder.text("favorites.txt") == "\(shown[4])\n\(shown[0])\n", "the list is still there")
    }

    @Test func impossibleBeginningsChangeNothing() throws {
        let run = try converse("an\nX\n3\n\n12\n")
        let shown = names(run)
        #expect(numbers(run) == Array(1...20) && shown.allSatisfy { $0.hasPrefix("an") }, "\(run)")
        #expect(try folder.text("favorites.txt") == "\(shown[2])\n\(shown[11])\n")
    }

    @Test func severalNumbersAndPages() throws {
        let run = try converse("an\n\n5 7\n2,13\n:random\n23\n")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(numbers(run) == Array(1...30))
        let shown = names(run)
        let kept = [5, 7, 2, 13, 23].map { shown[$0 - 1] }.reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        #expect(try folder.text("favorites.txt") == kept.map { $0 + "\n" }.joined())
    }

    @Test func favoritesAreRemoved() throws {
        try folder.write("favorites.txt", "otto\nmary ann\n12\nanna")
        let run = try converse(
            "an\n1\n:remove 1\n:remove mary ann\n:remove 12\n:remove nobody\n:remove\n:favorites\n:remove 11\n2\n")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        let shown = names(run)
        #expect(run.output.contains("saved \(shown[0])") && run.output.contains("removed \(shown[0])"))
        #expect(run.output.contains("nobody is not a favorite"))
        #expect(try folder.text("favorites.txt") == "anna\n\(shown[1])\n", "the last line had no end")
    }

    @Test(arguments: ["q", "quit", "exit", ":q", ":quit", ":exit"]) func leaving(_ word: String) throws {
        let run = try converse("an\n\(word)\n1\n")
        #expect(run.status == 0 && names(run).count == 10, "\(run)")
        #expect(try !folder.files.contains("favorites.txt"))
        #expect(try names(converse(":begin \(word.filter { $0 != ":" }.prefix(1))\n")).count <= 10)
    }

    @Test func samplingOptionsAreObeyed() throws {
        // A network whose most probable characters after "an" come to an end.
        try folder.train(
            "names.txt", "--epochs", "60", "--cell", "rnn", "--layers", "2", "--dropout", "0", "--batch-size", "256")
        let cold = try names(converse("an\n:random\n", "--top-k", "1"))
        #expect(cold.count == 11, "one name only can be drawn: \(cold)")
        let one = try names(converse("an\n:random\n", "--temperature", "1", "--seed", "5"))
        let wild = try names(converse("an\n:random\n", "--temperature", "2.5", "--seed", "5"))
        #expect(one.prefix(10) == wild.prefix(10) && one != wild, "the most probable names are the same")
    }

    @Test func probabilitiesAreShares() throws {
        let run = try converse("an\n")
        let score = try folder.rnnc("score", "model.safetensors", "--json", names(run)[0]).objects[0]
        let line = try #require(run.lines.first)
        let digits = line.split(separator: "1 in ", maxSplits: 1)[1].prefix { $0 != " " }.filter { $0 != "," }
        let inverse = try #require(Double(digits))
        #expect(abs(inverse / exp(-(score["logprob"] as! Double)) - 1) < 0.06, "\(line)")
    }

    @Test func randomNames() throws {
        let run = try converse("an\n:random\n:random\n", "--seed", "5")
        let all = names(run)
        #expect(run.status == 0 && all.count == 30, "\(run)")
        #expect(all.allSatisfy { $0.hasPrefix("an") } && all[10..<20] != all[20..<30])
        #expect(try names(converse("an\n:random\n\n", "--seed", "5")) == all, "an empty line: more of them")
    }

    @Test func favoritesNeedAPlace() throws {
        let run = try converse("an\n1\n", "--favorites", "missing/favorites.txt")
        #expect(run.status == 1, "\(run)")
        run.expectOneErrorLine(saying: ["cannot write missing/favorites.txt", "No such file"])
        try converse("", "--favorites", ".").expectFailure(saying: "cannot read .")
    }
}
