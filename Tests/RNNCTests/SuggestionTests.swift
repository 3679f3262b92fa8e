import Foundation
import Testing

/// Arguments that are refused: the message names what is wrong, and what was probably meant.
@Suite struct SuggestionTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
    }

    private func expectUsageError(_ arguments: String..., saying texts: String...) throws {
        let run = try folder.rnnc(arguments)
        #expect(run.status == 64 && run.output.isEmpty, "\(arguments): \(run)")
        let first = run.errorLines.first ?? ""
        #expect(first.hasPrefix("Error: "), "\(arguments): \(run)")
        for text in texts { #expect(first.contains(text), "\(arguments): \(run)") }
    }

    /// The unknown option is blamed, not the value that follows it.
    @Test(
        arguments: [
            ("generate m --count 5", "--count", "-n"), ("generate m -t 0.5", "-t", "--temperature"),
            ("generate m --temp 0.5", "--temp", "--temperature"), ("generate m --temprature 1", "", "--temperature"),
            ("generate m --max-len 5", "--max-len", "--max-length"), ("generate m --k 5", "--k", "--top-k"),
            ("train names.txt -o m --lr 0.1", "--lr", "--learning-rate"),
            ("train names.txt -o m --batch 8", "--batch", "--batch-size"),
            ("train names.txt -o m --batch_size=8", "--batch_size", "--batch-size"),
            ("train names.txt --out m", "--out", "--output"), ("train names.txt -o m --units 8", "", "--hidden"),
            ("train names.txt -o m --embedding 8", "--embedding", "--hidden"),
            ("train names.txt -o m --Epochs 8", "--Epochs", "--epochs"), ("sweep --lr 0.1", "", "--learning-rate"),
            ("train names.txt -o m -e 8", "-e", "--epochs"), ("score m --thread 1", "", "--threads"),
        ])
    func unknownOptions(_ line: String, _ unknown: String, _ meant: String) throws {
        let run = try folder.rnnc(line.split(separator: " ").map(String.init))
        #expect(run.status == 64 && run.output.isEmpty, "\(run)")
        let first = run.errorLines.first ?? ""
        #expect(first.hasPrefix("Error: unknown option '\(unknown)"), "\(run)")
        #expect(first.hasSuffix("did you mean '\(meant)'?"), "\(run)")
        #expect(run.errors.contains("Usage: rnnc \(line.prefix { $0 != " " })"), "\(run)")
        #expect(try folder.files == ["names.txt"])
    }

    /// Nothing is suggested that is not near.
    @Test func farOptions() throws {
        for option in ["--unknown", "--quantum", "-z", "--zz"] {
            let run = try folder.rnnc("train", "names.txt", "-o", "m", option, "1")
            #expect(run.status == 64 && run.errorLines.first == "Error: unknown option '\(option)'.", "\(run)")
        }
    }

    @Test func commands() throws {
        try expectUsageError("trian", "names.txt", saying: "unknown command 'trian'", "did you mean 'train'?")
        try expectUsageError("Generate", "m", saying: "did you mean 'generate'?")
        try expectUsageError("eval", "m", saying: "did you mean 'evaluate'?")
        try expectUsageError("names.txt", saying: "'names.txt' is a file", "rnnc train names.txt -o")
        try expectUsageError("xyzzy", saying: "unknown command 'xyzzy'", "train, sweep, generate")
    }

    /// A negative number is a value that is out of range, not a missing value.
    @Test(
        arguments: [
            ("generate m --temperature -1", "--temperature must be"), ("generate m -n -1", "-n must be"),
            ("generate m --top-k -1", "--top-k must be"), ("generate m --temperature -inf", "--temperature must be"),
            ("train -o m --learning-rate -0.1", "--learning-rate must be"),
            ("train -o m --epochs -3", "--epochs must be"),
            ("train -o m --batch-size -3", "--batch-size must be"), ("train -o m --layers -1", "--layers must be"),
            ("report m -o r.html -n -5", "-n must be"), ("score m --threads -1", "--threads must be"),
            ("bench --repeats -1", "--repeats must be"), ("collect x --retries -1", "--retries must be"),
            ("train -o m --validation -.5", "--validation must be"),
        ])
    func negativeNumbers(_ line: String, _ message: String) throws {
        let run = try folder.rnnc(line.split(separator: " ").map(String.init))
        #expect(run.status == 64 && run.output.isEmpty, "\(run)")
        #expect(run.errors.hasPrefix("Error: \(message)"), "\(run)")
    }

    @Test func negativeNumbersAreTexts() throws {
        try folder.train("names.txt")
        let run = try folder.rnnc("generate", "model.safetensors", "--prefix", "-5")
        #expect(run.status == 1 && run.errors.contains("does not know the character"), "\(run)")
    }

    @Test func scoringAFile() throws {
        try folder.train("names.txt")
        try expectUsageError(
            "score", "model.safetensors", "names.txt", saying: "names.txt is a file",
            "rnnc score model.safetensors - < names.txt")
        try folder.write("people.csv", "id,name\n1,anna\n")
        try expectUsageError("score", "model.safetensors", "people.csv", saying: "--format csv")
        let run = try folder.shell("\"$RNNC\" score model.safetensors - < names.txt")
        #expect(run.status == 0 && run.lines.count == TrainTests.names.split(separator: "\n").count, "\(run)")
    }

    #if os(Linux)
        @Test func argumentsThatAreNotUTF8() throws {
            let run = try folder.shell(
                #"cp names.txt "$(printf 'n\351.txt')" && "$RNNC" train "$(printf 'n\351.txt')" -o m"#)
            #expect(run.status == 1, "\(run)")
            run.expectOneErrorLine(saying: ["argument 2 is not UTF-8", ".txt"])
            #expect(try !folder.files.contains("m"))
        }
    #endif
}
