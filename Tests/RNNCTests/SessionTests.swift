import Foundation
import Testing

/// `generate --interactive` with what is typed from a file.
@Suite struct SessionTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.train("names.txt", "--epochs", "20")
    }

    private func converse(_ input: String, _ options: String...) throws -> Run {
        try folder.rnnc(["generate", "model.safetensors", "--interactive"] + options, input: Data(input.utf8))
    }

    /// The names in a conversation's numbered lines.
    private func names(_ run: Run) -> [String] {
        run.lines.compactMap { line in
            let words = line.split(separator: " ")
            return words.count >= 3 && Int(words[0]) != nil ? String(words[1]) : nil
        }
    }

    @Test func continuationsAreRanked() throws {
        let best = try folder.rnnc("generate", "model.safetensors", "--best", "-n", "20", "--prefix", "an").lines
        let run = try converse("an\n\n")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(names(run) == best, "ten, and with an empty line ten more")
        #expect(try names(converse("", "--prefix", "an")) == Array(best.prefix(10)))
        #expect(try names(converse("an\n", "--novel")).count == 10)
    }

    @Test func favoritesAreKept() throws {
        try folder.write("favorites.txt", "otto\n")
        let run = try converse("an\n2\n2\nan\n1\n:favorites\n:quit\nnever\n")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        let shown = names(run)
        #expect(try folder.text("favorites.txt") == "otto\n\(shown[1])\n\(shown[0])\n")
        #expect(run.lines.suffix(3) == ["otto", shown[1], shown[0]], "\(run)")
        #expect(run.output.contains("\(shown[1]) is kept already"))
        _ = try converse("an\n3\n", "--favorites", "mine.txt")
        #expect(try folder.text("mine.txt") == "\(shown[2])\n")
    }

    @Test func mistakesDoNotEndIt() throws {
        let run = try converse("X\n3\n:unknown\n:help\nan\n1\n")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.output.contains("does not know the character \"X\""))
        #expect(run.output.contains("does not know the character \"3\""), "there is no third name")
        #expect(run.output.contains("there is no :unknown") && run.output.contains(":random"))
        #expect(try folder.text("favorites.txt").split(separator: "\n").count == 1)
    }

    @Test func randomNames() throws {
        let run = try converse("an\n:random\n:random\n", "--seed", "5")
        let all = names(run)
        #expect(run.status == 0 && all.count == 30, "\(run)")
        #expect(all.allSatisfy { $0.hasPrefix("an") } && all[10..<20] != all[20..<30])
    }

    @Test func favoritesNeedAPlace() throws {
        let run = try converse("an\n1\n", "--favorites", "missing/favorites.txt")
        #expect(run.status == 1, "\(run)")
        run.expectOneErrorLine(saying: ["cannot write missing/favorites.txt", "No such file"])
        try converse("", "--favorites", ".").expectFailure(saying: "cannot read .")
    }
}
