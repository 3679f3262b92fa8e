import Foundation
import Testing

/// Names in any script: what goes in are extended grapheme clusters, and what comes out are the same.
@Suite struct CharacterTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private static let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}"
    private static let waving = "\u{1F44B}\u{1F3FD}"
    private static let flag = "\u{1F1F3}\u{1F1F4}"

    static let lists: [[String]] = [
        ["José", "Muñoz", "Søren", "Ærø", "Zoë"],
        // No precomposed form: x with acute, m with macron, and two marks on one letter.
        ["ax\u{0301}b", "m\u{0304}a", "q\u{0323}\u{0307}a"],
        ["Анна", "Йосиф", "Ёлка", "Ольга"],
        ["a\(family)b", "\(family)\(family)", "\(waving)a", "\u{1F44B}", flag + flag],
        ["한글", "日本", "नमस्ते", "ไทย", "שלום"],
        ["O'Neil", "\"q\"", "back\\slash", "a/b", "<&>"],
    ]

    @Test(arguments: lists) func survive(_ names: [String]) throws {
        try folder.write("names.txt", names.joined(separator: "\n"))
        try folder.train("names.txt", "--epochs", "5")
        let expected = Set(names.joined(separator: "\n").filter { $0 != "\n" }.map { String($0) })
        let characters = try #require(try folder.inspect()["characters"] as? [String])
        #expect(Set(characters) == expected)
        #expect(characters.count == expected.count)
        #expect(characters.allSatisfy { $0.count == 1 })

        let run = try folder.rnnc("generate", "model.safetensors", "-n", "200", "--seed", "3")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.lines.count == 200)
        for name in run.lines {
            #expect(Set(name.map { String($0) }).isSubset(of: expected), "\(name)")
        }
        let json = try folder.rnnc("generate", "model.safetensors", "-n", "200", "--seed", "3", "--json")
        #expect(json.objects.compactMap { $0["name"] as? String } == run.lines)
    }

    @Test(arguments: lists) func areKnownAgain(_ names: [String]) throws {
        try folder.write("names.txt", names.joined(separator: "\n"))
        try folder.train("names.txt", "--validation", "0")
        let run = try folder.rnnc("evaluate", "model.safetensors", "names.txt", "--json")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        let result = try #require(run.objects.first)
        #expect(result["names"] as? Int == names.count)
        #expect(result["unknown_characters"] as? Int == 0)
        let characters = names.reduce(0) { $0 + $1.count }
        #expect(result["predictions"] as? Int == characters + names.count, "one more a name, for its end")
    }

    @Test func aPrefixMayBeDecomposed() throws {
        try folder.write("names.txt", "\u{00E9}va\n\u{00E9}mile\nadam\n")
        try folder.train("names.txt", "--validation", "0")
        let run = try folder.rnnc("generate", "model.safetensors", "-n", "5", "--prefix", "e\u{0301}")
        #expect(run.status == 0, "\(run)")
        #expect(run.lines.count == 5)
        #expect(run.lines.allSatisfy { $0.unicodeScalars.first == "\u{00E9}" }, "\(run)")
    }

    @Test func lengthsAreInCharacters() throws {
        try folder.write("names.txt", String(repeating: Self.family, count: 30) + "\n")
        try folder.train("names.txt", "--epochs", "1")
        let run = try folder.rnnc(
            "generate", "model.safetensors", "-n", "20", "--max-length", "2", "--temperature", "5")
        #expect(run.status == 0, "\(run)")
        #expect(run.lines.allSatisfy { (1...2).contains($0.count) }, "\(run)")
        #expect(run.lines.contains { $0.count == 2 }, "\(run)")
    }

    @Test func evaluationTellsOfUnknownCharacters() throws {
        try folder.write("names.txt", "anna\nada\n")
        try folder.write("other.txt", "anna\nañña\nёnad\n")
        try folder.train("names.txt", "--validation", "0")
        let run = try folder.rnnc("evaluate", "model.safetensors", "other.txt", "--json")
        #expect(run.status == 0, "\(run)")
        #expect(run.objects.first?["names"] as? Int == 1)
        #expect(run.objects.first?["unknown_characters"] as? Int == 3)
        #expect(run.errors == "left out: 2 names with 3 characters that the model does not know\n")
    }
}
