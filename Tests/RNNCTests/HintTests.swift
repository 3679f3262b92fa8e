import Foundation
import Testing

/// What is said where another kind of file was expected.
@Suite struct HintTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
    }

    @Test func aListIsNoModel() throws {
        for arguments in [
            ["generate", "names.txt"], ["score", "names.txt", "anna"], ["inspect", "names.txt"],
            ["evaluate", "names.txt", "names.txt"], ["export", "names.txt", "--format", "html", "-o", "p.html"],
            ["report", "names.txt", "-o", "r.html"],
        ] {
            try folder.rnnc(arguments).expectFailure(
                saying: "names.txt is a list, not a model", "rnnc train names.txt -o names.safetensors")
        }
        try folder.write("two words.txt", TrainTests.names)
        try folder.rnnc("generate", "two words.txt").expectFailure(
            saying: "rnnc train 'two words.txt' -o 'two words.safetensors'")
        try folder.write("play.txt", Self.play)
        try folder.rnnc("generate", "play.txt").expectFailure(saying: "is a text", "rnnc train --text play.txt")
        try folder.rnnc("generate", "missing.txt").expectFailure(saying: "No such file")
    }

    @Test func aModelIsNoList() throws {
        try folder.train("names.txt")
        try folder.rnnc("train", "model.safetensors", "-o", "m").expectFailure(
            saying: "model.safetensors is a model", "rnnc generate model.safetensors", "--from model.safetensors")
        #expect(try !folder.files.contains("m"))
    }

    static let play = String(
        repeating: """
            First Citizen:
            Before we proceed any further, hear me speak.

            All:
            Speak, speak; we are all resolved to hear what you say.
            You are all resolved rather to die than to famish?

            """, count: 20)

    private func remarks(_ text: String) throws -> String {
        try folder.write("list.txt", text)
        let run = try folder.rnnc("train", "list.txt", "-o", "m", "--hidden", "4", "--epochs", "1")
        #expect(run.status == 0, "\(run)")
        return run.errors
    }

    @Test func runningTextIsSaidToBeSuch() throws {
        let hint = "looks like running text"
        #expect(try remarks(Self.play).contains("list.txt \(hint)"))
        #expect(try remarks(Self.play).contains("--text"))
        let paragraph = "It was a bright cold day in April, and the clocks were striking thirteen. "
        #expect(try remarks(String(repeating: paragraph, count: 9) + "\n" + paragraph).contains(hint))
        #expect(try remarks("我们今天去了那个很大的公园，看了很多花。\n后来他说他要回家，我们就走了。\n").contains(hint))
        #expect(try !remarks(TrainTests.names).contains(hint))
        let companies = [
            "Acme Inc.", "Smith, Jones & Co.", "Bread and Butter Ltd.", "The Very Long Company of Six Words",
        ]
        #expect(try !remarks(companies.joined(separator: "\n")).contains(hint))
    }

    @Test func aLineTooLongForANameMayBeText() throws {
        try folder.write("book.txt", String(repeating: "It was a dark and stormy night. ", count: 500))
        try folder.rnnc("train", "book.txt", "-o", "m").expectFailure(saying: "book.txt", "--text")
    }
}
