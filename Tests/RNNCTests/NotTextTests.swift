import Foundation
import Testing

/// Files that are no text, and names that no terminal should see as they are.
@Suite struct NotTextTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private static let escape = "\u{1B}[31mred"

    @Test func joinedFilesWithMarksAreALearnableList() throws {
        try folder.write("a.txt", "\u{FEFF}Anna\nBert\n")
        try folder.write("b.txt", "\u{FEFF}Carl\nDora\n")
        for (index, command) in ["cat a.txt b.txt", "LC_ALL=C sort -u a.txt b.txt"].enumerated() {
            let model = "\(index).safetensors"
            let run = try folder.shell(
                "\(command) | $RNNC train - -o \(model) --epochs 1 --quiet --validation 0")
            #expect(run.status == 0, "\(run)")
            for arguments in [
                ["inspect", model], ["generate", model, "-n", "3"], ["score", model, "Anna", "Dora"],
            ] {
                #expect(try folder.rnnc(arguments).status == 0)
            }
            let characters = try #require(try folder.inspect(model)["characters"] as? [String])
            #expect(characters == Set("AnnaBertCarlDora").sorted().map { String($0) })
        }
    }

    @Test(arguments: [
        "\u{0}", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\t", "\u{1B}",
    ])
    func charactersThatNoNameHas(_ character: String) throws {
        try folder.write("names.txt", "Anna\nBe\(character)rt\n")
        try folder.write("others.txt", TrainTests.names)
        try folder.writeModel(of: "others.txt", to: "other.safetensors")
        for arguments in [
            ["train", "names.txt", "-o", "m.safetensors"],
            ["evaluate", "other.safetensors", "names.txt"],
            ["generate", "other.safetensors", "--not-in", "names.txt"],
            ["sweep", "names.txt", "--hidden", "4,8", "-o", "sweep"],
        ] {
            try folder.rnnc(arguments).expectFailure(
                saying: "names.txt, line 2: ", "at byte 3; remove it, or see --allow-control-characters")
        }
        #expect(try !folder.files.contains { $0.hasPrefix("m.") })
        // Whoever means it gets a model that every command reads.
        try folder.train("names.txt", "--allow-control-characters", "--validation", "0")
        // JSONDecoder keeps byte order marks, JSONSerialization does not.
        struct Description: Decodable { let characters: [String] }
        let inspected = try folder.rnnc("inspect", "model.safetensors", "--json").output
        let characters = try JSONDecoder().decode(Description.self, from: Data(inspected.utf8)).characters
        #expect(characters.contains { Array($0.utf8) == Array(character.utf8) })
        #expect(try folder.rnnc("generate", "model.safetensors", "-n", "3").status == 0)
        let score = try folder.rnnc(
            "score", "model.safetensors", "--allow-control-characters", "--json", "-",
            input: folder.data("names.txt"))
        let name = try #require(score.objects.last?["name"] as? String)
        #expect(Array(name.utf8) == Array("Be\(character)rt".utf8), "\(score)")
        #expect(score.objects.last?["logprob"] is Double)
    }

    @Test func runningTextThatIsNone() throws {
        try folder.write(
            "text.txt", "one\n\ttwo\u{C}\nthr\u{0}ee\n" + String(repeating: "some text ", count: 50))
        let arguments = [
            "train", "--text", "text.txt", "-o", "m", "--streams", "2", "--epochs", "1", "-q", "--hidden",
            "4",
        ]
        try folder.rnnc(arguments).expectFailure(
            saying: "text.txt, line 3: the control character U+0000 at byte 4")
        #expect(try folder.rnnc(arguments + ["--allow-control-characters"]).status == 0)
        #expect(try folder.rnnc("generate", "m", "--length", "20").status == 0)
    }

    @Test(arguments: ["names.txt", "names.csv", "names.json"]) func utf16WithoutAMark(_ file: String)
        throws
    {
        try folder.write(file, try #require("Anna\nBert\n".data(using: .utf16LittleEndian)))
        try folder.rnnc("train", file, "-o", "m").expectFailure(
            saying: "\(file) is not UTF-8: line 1, byte 2", "iconv -f UTF-16LE -t UTF-8 \(file)")
        #expect(try folder.files == [file])
        let run = try folder.shell(
            "iconv -f UTF-16LE -t UTF-8 \(file) | $RNNC train - -o m -q --epochs 1")
        #expect(run.status == 0, "\(run)")
    }

    @Test func aLoneSurrogateIsRefused() throws {
        try folder.write("lone.json", #"["Anna","\ud83d","Bert"]"#)
        try folder.rnnc("train", "lone.json", "-o", "m").expectFailure(saying: "lone.json", "surrogate")
    }

    /// Input without line breaks is not read to its end.
    @Test func anEndlessLine() throws {
        let run = try folder.shell("yes | tr -d '\\n' | $RNNC train - -o m")
        #expect(run.status == 1 && run.errorLines.count == 1, "\(run)")
        #expect(
            run.errors.contains("standard input, line 1: more than 65536 bytes without a line break"),
            "\(run)")
        try folder.write("marks.txt", "ok\nx" + String(repeating: "\u{301}", count: 3_000_000))
        try folder.rnnc("train", "marks.txt", "-o", "m").expectFailure(
            saying: "marks.txt, line 2: more than 65536 bytes")
    }

    // MARK: - Terminals

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "script is not there"))
    func terminalsAreNotSteered() throws {
        let list = "\(Self.escape)\nb\u{9B}2Ja\nc\u{202E}d\n"
        try folder.write("names.txt", list)
        try folder.train(
            "names.txt", "--allow-control-characters", "--validation", "0", "--epochs", "300", "--dropout", "0")
        let piped = try folder.rnnc("generate", "model.safetensors", "-n", "40", "--seed", "1")
        #expect(piped.output.unicodeScalars.contains("\u{1B}"), "files and pipes get names as they are")
        for command in [
            "generate model.safetensors -n 40 --seed 1",
            "generate model.safetensors -n 40 --seed 1 --json",
            "generate model.safetensors --best -n 5", "inspect model.safetensors",
            "inspect model.safetensors --json",
            "score model.safetensors --allow-control-characters - < names.txt",
            "evaluate model.safetensors names.txt --allow-control-characters",
            "train names.txt -o second --allow-control-characters --validation 0 --epochs 300 --dropout 0 --hidden 8",
            "train names.txt -o second", "generate \(Self.escape).safetensors",
        ] {
            let text = try folder.onTerminal(command, environment: "env TERM=xterm NO_COLOR=1")
            let isSteered = text.unicodeScalars.contains { ["\u{9B}", "\u{202E}", "\u{7}"].contains($0) }
            #expect(!isSteered && !text.contains("\u{1B}[31m"), "\(command): \(text.debugDescription)")
            #expect(command.hasPrefix("train") && command.hasSuffix("8") || !text.contains("\u{1B}"))
            // What is inspected has characters, no names.
            let escapes = command.hasPrefix("inspect") ? ["\\u001b"] : ["\\u001b[31m", "\\u009b2J", "U+001B"]
            let isEscaped = escapes.contains { text.contains($0) }
            #expect(isEscaped || command.hasPrefix("evaluate"), "\(command): \(text.debugDescription)")
        }
    }

    /// Errors are read on terminals, wherever they went first.
    @Test func errorsAreEscaped() throws {
        let run = try folder.rnnc("train", "\(Self.escape)\n.txt", "-o", "m")
        run.expectFailure(saying: "cannot read \\u001b[31mred\\u000a.txt: No such file")
        let usage = try folder.rnnc("generate", "m", "--\u{1B}[2J")
        #expect(
            usage.status == 64 && usage.errors.contains("\\u001b[2J") && !usage.errors.contains("\u{1B}"),
            "\(usage)")
    }
}
