import Foundation
import Testing

/// `rnnc manual`: manual pages, and what shells complete.
@Suite struct ManualTests {
    static let commands = [
        "train", "sweep", "generate", "evaluate", "score", "classify", "inspect", "import", "export", "collect",
        "report", "bench",
    ]
    let folder: Folder

    init() throws {
        folder = try Folder()
        let run = try folder.rnnc("manual", "-o", "share")
        try #require(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run)")
    }

    private static func exists(_ program: String) -> Bool {
        (try? Folder().shell("command -v \(program)").status) == 0
    }

    @Test func everyCommandHasAPage() throws {
        let main = try folder.text("share/man/man1/rnnc.1")
        #expect(
            try Set(FileManager.default.contentsOfDirectory(atPath: folder.file("share/man/man1").path))
                == Set(["rnnc.1"] + Self.commands.map { "rnnc-\($0).1" }))
        for command in Self.commands {
            #expect(
                main.contains("\\fB\(command)\\fR\n") && main.contains("\\fBrnnc\\-\(command)\\fR(1)"), "\(command)")
            let page = try folder.text("share/man/man1/rnnc-\(command).1")
            let help = try folder.rnnc(command, "--help").output
            let options = Set(
                help.matches(of: /^  (?:-\w, )?(--[a-z0-9-]+)/.anchorsMatchLineEndings()).map { String($0.1) })
            #expect(!options.isEmpty)
            #expect(!help.contains(#/[A-Z]\w*\(\w+: /#), "\(command): a value of Swift, not one to be given")
            for option in options {
                #expect(page.contains("\\fB\(option.replacing("-", with: "\\-"))\\fR"), "\(command) \(option)")
            }
            for heading in ["NAME", "SYNOPSIS", "SEE ALSO"] {
                #expect(page.contains(".SH \"\(heading)\"\n"), "\(command)")
            }
            // A line that begins so would be a request; and what is no ASCII depends on the reader's locale.
            #expect(page.utf8.allSatisfy { $0 < 0x80 })
            #expect(page.split(separator: "\n").allSatisfy { !$0.hasPrefix("'") })
        }
    }

    @Test(.enabled(if: exists("mandoc"), "there is no mandoc")) func pagesAreWellFormed() throws {
        let run = try folder.shell("mandoc -T lint -W error share/man/man1/*.1")
        #expect(run.status == 0, "\(run)")
        let text = try folder.shell("mandoc -T ascii share/man/man1/rnnc-generate.1 | col -b").output
        #expect(text.contains("rnnc generate names.safetensors --matching '^[aeiou].*x$' --top-p 0.9"))
        #expect(text.contains("--temperature number"))
    }

    @Test func helpShowsDefaultsAsTheyAreGiven() throws {
        let help = try folder.rnnc("collect", "--help").output.replacing(#/\s+/#, with: " ")
        #expect(help.contains("for parsing one page, such as 60s. (default: 60s)"))
    }

    @Test func itIsNotListed() throws {
        #expect(try !folder.rnnc("--help").output.contains("manual"))
        try folder.write("file", "")
        try folder.rnnc("manual", "-o", "file").expectFailure(saying: "cannot create the folder", "file")
    }

    // MARK: - bash

    /// What bash offers for a line, of which the last word is being typed.
    private func completions(_ line: String) throws -> [String] {
        // Words as bash makes them: it takes them apart at "@" and "=" too.
        let words = line.split(separator: " ", omittingEmptySubsequences: false).flatMap { word -> [String] in
            word.hasPrefix("@") && word.count > 1 ? ["@", String(word.dropFirst())] : [String(word)]
        }
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        try folder.write(
            "complete.bash",
            """
            PATH="$(dirname "$1"):$PATH"
            source share/bash-completion/completions/rnnc
            COMP_LINE='\(line)' COMP_POINT=\(line.utf8.count) COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count - 1)
            function=$(complete -p rnnc | sed 's/.* -F \\([a-z_]*\\) .*/\\1/')
            $function rnnc "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """)
        let run = try folder.shell("bash complete.bash \"$RNNC\"")
        #expect(run.errors.isEmpty, "\(run)")
        return run.lines
    }

    @Test(.enabled(if: exists("bash"), "there is no bash")) func bashCompletes() throws {
        for name in ["names.txt", "m.safetensors", "two words.txt", "$(touch hacked).txt", "it's.txt"] {
            try folder.write(name, "")
        }
        try FileManager.default.createDirectory(at: folder.file("lists"), withIntermediateDirectories: false)
        try folder.write("lists/inner.csv", "")
        #expect(try completions("rnnc gen") == ["generate"])
        #expect(try completions("rnnc train --ce") == ["--cell"])
        #expect(try completions("rnnc train --cell ").sorted() == ["gru", "lstm", "rnn"])
        #expect(try completions("rnnc generate --isa re") == ["reference"])
        #expect(try completions("rnnc generate ").contains("m.safetensors"))
        #expect(try !completions("rnnc generate ").contains("names.txt"), "models only")
        #expect(try completions("rnnc train nam") == ["names.txt"])
        #expect(try completions("rnnc train lists/") == ["lists/inner.csv"])
        #expect(try completions("rnnc train tw") == ["two words.txt"])
        #expect(try completions("rnnc train $").first == "$(touch hacked).txt")
        #expect(try !folder.files.contains("hacked"))
        // bash replaces what follows the "@".
        #expect(try completions("rnnc train @di") == ["dinosaurs"])
        #expect(
            try completions("rnnc generate m.safetensors --not-in @").sorted().prefix(3) == [
                "bands", "cities", "companies",
            ])
        #expect(try completions("rnnc export m.safetensors --format o") == ["onnx"])
    }

    @Test func scriptsAreWhatTheOptionPrints() throws {
        for (shell, place) in [
            ("bash", "bash-completion/completions/rnnc"), ("zsh", "zsh/site-functions/_rnnc"),
            ("fish", "fish/vendor_completions.d/rnnc.fish"),
        ] {
            let run = try folder.rnnc("--generate-completion-script", shell)
            #expect(try run.status == 0 && run.output == folder.text("share/" + place) + "\n", "\(shell)")
            if Self.exists(shell) {
                #expect(try folder.shell("\(shell) -n share/\(place)").status == 0, "\(shell)")
            }
        }
        #expect(try folder.rnnc("--generate-completion-script", "cmd").status == 64)
    }
}
