import Foundation
import Testing
import rnnc

/// Every option of every command with numbers at the edges of what can be written, on one thread and on two. The
/// options are those that the argument parser knows, so that a new one is covered as it is added.
@Suite struct NumericOptionTests {
    /// Values that every option is given first. If a command takes none of them, the option is tried with the arguments
    /// of the next context.
    private static let firstValues = ["nan", "0", "1"]
    /// Values that every option is given.
    private static let values = ["-1", "9223372036854775807"]
    /// Values of which each option is given one, in turn, or all of them in exhaustive runs.
    private static let rarerValues = ["2147483648", "1e308", "inf"]
    /// Values of options that take any text, where numbers mean nothing.
    private static let texts = ["-1"]

    /// Arguments that each command is run with: the first of them beside which an option means something.
    private static let contexts: [String: [String]] = [
        "train": [
            "names.txt -o m --hidden 4 --epochs 2 --max-time 0.2s -q",
            "names.txt -o m --hidden 4 --epochs 2 --max-time 0.2s -q --optimizer rmsprop",
            "names.txt -o m --hidden 4 --epochs 2 --max-time 0.2s -q --optimizer momentum",
            "--text text.txt -o m --hidden 4 --epochs 2 --max-time 0.2s -q --streams 2",
            "names.txt -o m --hidden 4 --epochs 2 --max-time 0.2s -q --schedule step",
            "people.csv --columns first,last -o m --hidden 4 --epochs 2 --max-time 0.2s -q",
        ],
        "generate": [
            "model -n 3", "text.model --length 5", "model -n 3 --not-in names.txt", "model other -n 3",
            "model --best -n 3",
        ],
        "evaluate": ["model names.txt"], "score": ["model anna"], "inspect": ["model"],
        "import": ["state -o i -q"], "export": ["model --format html -o p.html", "model --format onnx -o p.onnx"],
        "collect": ["names.txt", "people.csv"], "report": ["model -o r.html -n 3"],
        "sweep": ["names.txt -o s --hidden 2,3 --epochs 2 --max-time 0.2s -q"],
        "bench": ["lstm128 --repeats 1 --hidden 2"],
    ]

    /// What the tests read.
    private static let inputs = Result {
        let folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.write("text.txt", String(repeating: "to be or not to be, that is the question\n", count: 20))
        try folder.write("people.csv", "first,last\nanna,bell\notto,carr\nida,dean\nbob,east\n")
        try folder.train("names.txt", to: "model")
        try folder.train("names.txt", to: "other")
        try folder.train("text.txt", to: "text.model", "--text", "--streams", "4")
        let run = try folder.rnnc("export", "model", "--format", "safetensors", "-o", "state")
        try #require(run.status == 0, "\(run)")
        return folder
    }

    struct Case: CustomTestStringConvertible, Sendable {
        /// Place of the option among all options of all commands.
        var index = 0
        let command: String
        let option: String
        let hasThreads: Bool
        var testDescription: String { "\(command) \(option)" }
    }

    static let cases: [Case] = {
        var cases = ((try? CommandDescription.program())?.subcommands ?? []).flatMap { command in
            (command.arguments ?? []).filter(\.takesValue).compactMap { option in
                option.names?.last.map {
                    Case(
                        command: command.commandName, option: $0.text,
                        hasThreads: command.option("--threads") != nil && $0.text != "--threads")
                }
            }
        }
        for index in cases.indices { cases[index].index = index }
        return cases
    }()

    /// What became of a run.
    private struct Outcome {
        let value: String
        let status: Int
        let errors: [String]

        /// Whether the value is of the wrong kind, whatever the other options.
        var isOfWrongKind: Bool { status == 64 && errors.first?.contains("is invalid for '-") == true }
    }

    /// Runs a command for each of some values of an option, in one shell.
    private func run(_ arguments: String, _ option: String, _ values: [String], in folder: Folder) throws -> [Outcome] {
        let script = """
            ulimit -v 6000000
            for value in \(values.joined(separator: " ")); do
                rm -rf s; { timeout 60 "$RNNC" \(arguments) \(option) "$value" < /dev/null 2> errors; echo $? > status; } |
                    head -c 20000 > /dev/null
                echo "$value $(cat status)"; head -c 2000 errors; echo "#"
            done
            """
        let run = try folder.shell(script, seconds: 600)
        let parts = run.output.components(separatedBy: "#\n").dropLast()
        try #require(parts.count == values.count, "\(run)")
        return try parts.map { part in
            let lines = part.split(separator: "\n").map(String.init)
            let first = lines[0].split(separator: " ")
            return Outcome(
                value: String(first[0]), status: try #require(Int(first[1])), errors: Array(lines.dropFirst()))
        }
    }

    /// Every run ends soon, with a documented status, and if it failed with one line that says why. One of the values
    /// that an option takes is tried on two threads, in exhaustive runs all of them.
    @Test(arguments: cases) func edges(_ test: Case) throws {
        let inputs = try Self.inputs.get()
        let folder = try Folder()
        for file in try inputs.files { try folder.write(file, inputs.data(file)) }
        let contexts = Self.contexts[test.command] ?? [""]
        let rarer = isExhaustive ? Self.rarerValues : [Self.rarerValues[test.index % Self.rarerValues.count]]
        for (index, context) in contexts.enumerated() {
            let line = "\(test.command) \(context)"
            let single = line + (test.hasThreads ? " --threads 1" : "")
            var alone = try run(single, test.option, Self.firstValues, in: folder)
            let isWrongEverywhere = !isExhaustive && alone.allSatisfy(\.isOfWrongKind)
            let isRefused = alone.allSatisfy { $0.status == 64 }
            if isRefused, !isWrongEverywhere, !isExhaustive, index < contexts.count - 1 {
                check(alone, line, test.option)
                continue
            }
            // Text is taken by the options that take "nan" and any other word.
            let takesText = try alone[0].status != 64 && run(single, test.option, ["word"], in: folder)[0].status != 64
            alone += try run(single, test.option, takesText ? Self.texts : Self.values + rarer, in: folder)
            check(alone, line, test.option)
            var valid = alone.filter { $0.status != 64 }.map(\.value)
            if valid.isEmpty {
                if isWrongEverywhere { return }
                continue
            }
            if test.hasThreads {
                if !isExhaustive { valid = [valid[test.index % valid.count]] }
                check(try run(line + " --threads 2", test.option, valid, in: folder), line, test.option)
            }
            return
        }
    }

    private func check(_ runs: [Outcome], _ line: String, _ option: String) {
        for run in runs {
            let shown = "\(line) \(option) \(run.value): status \(run.status), \(run.errors)"
            #expect([0, 1, 64].contains(run.status), "\(shown)")
            guard run.status != 0 else { continue }
            #expect(run.errors.first?.hasPrefix("Error: ") ?? false, "\(shown)")
            #expect(run.errors.count { $0.contains("rror: ") } == 1, "\(shown)")
            if run.status == 1 { #expect(run.errors.count == 1, "\(shown)") }
        }
    }

    /// Products of options that no machine has the memory for are refused before anything is done.
    @Test(
        arguments: [
            "train names.txt -o m --hidden 8192 --layers 64 --cell lstm -q",
            "bench lstm128 --repeats 1 --hidden 8192,8192,8192,8192,8192,8192,8192,8192,8192,8192,8192,8192,8192 --cell lstm",
        ])
    func networksThatAreTooLarge(_ line: String) throws {
        let folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        let run = try folder.rnnc(line.split(separator: " ").map(String.init))
        #expect(run.status == 1, "\(run)")
        run.expectOneErrorLine(saying: ["memory"])
    }
}
