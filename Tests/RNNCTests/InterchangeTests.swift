import Foundation
import Testing

/// `rnnc import` and `rnnc export` as processes.
@Suite struct InterchangeTests {
    let folder: Folder
    /// Two characters, one layer of two units, two more tokens.
    static let weights = """
        [[[0.5, -0.25, 1, 0], [0, 0.2, -3.0, 0.125]], [[0.1, 0.2], [0.3, 0.4]], [0.01, -0.02],
         [[1, 2], [3, 4], [5, 6], [7, 8]], [0.1, 0.2, 0.3, 0.4]]
        """
    static let vocabulary = ##"{"^": 0, "\u00e9": 1, "#": 2, "a": 3}"##

    init() throws {
        folder = try Folder()
        try folder.write("weights.txt", Self.weights)
        try folder.write("vocab.json", Self.vocabulary)
    }

    private func export(_ arguments: String...) throws -> Run {
        try folder.rnnc(["export", "model.safetensors"] + arguments)
    }

    @Test func anImportedModelWorks() throws {
        let run = try folder.rnnc("import", "weights.txt", "--vocabulary", "vocab.json", "-o", "m")
        #expect(run.status == 0 && run.output.isEmpty && run.errorLines.count == 1, "\(run)")
        for text in ["weights JSON", "rnn 2,", "2 characters", "START ^", "STOP #", "rnnc generate m"] {
            #expect(run.errors.contains(text), "\(run)")
        }
        let quiet = try folder.rnnc("import", "weights.txt", "--vocabulary", "vocab.json", "-o", "m2", "--quiet")
        #expect(quiet.status == 0 && quiet.errors.isEmpty && quiet.output.isEmpty, "\(quiet)")
        #expect(try folder.data("m") == folder.data("m2"))

        #expect(try folder.inspect("m")["characters"] as? [String] == ["é", "a"])
        let training = try #require(try folder.inspect("m")["training"] as? [String: Any])
        #expect(training["imported_from"] as? String == "weights.txt (weights JSON)")
        let inspected = try folder.rnnc("inspect", "m")
        let origin = try #require(inspected.lines.first { $0.hasPrefix("imported from") })
        #expect(origin.hasSuffix(" weights.txt (weights JSON)"))
        #expect(!inspected.output.contains("optimizer"))
        let generated = try folder.rnnc("generate", "m", "-n", "5", "--max-length", "9")
        #expect(generated.status == 0 && generated.lines.allSatisfy { $0.allSatisfy { "éa".contains($0) } })
        try folder.write("names.txt", "é\naé\n")
        let evaluated = try folder.rnnc("evaluate", "m", "names.txt", "--json")
        #expect(evaluated.objects.first?["predictions"] as? Int == 5, "\(evaluated)")
    }

    @Test func thereAndBack() throws {
        try folder.write("names.txt", TrainTests.names)
        try folder.train("names.txt", to: "model.safetensors", "--cell", "rnn", "--hidden", "6,5")
        let run = try export("--format", "weights-json", "-o", "w.json", "--vocabulary-file", "v.json")
        #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run)")
        #expect(try folder.rnnc("import", "w.json", "--vocabulary", "v.json", "-o", "back", "-q").status == 0)
        let logits = { (model: String) in try folder.rnnc("inspect", model, "--logits", "anna").output }
        #expect(try logits("back") == logits("model.safetensors"))

        let loader = try export("--format", "safetensors", "-o", "state.safetensors")
        #expect(loader.status == 0 && loader.lines.count == 3 && loader.errors.isEmpty, "\(loader)")
        #expect(loader.output.contains("torch.nn.ModuleList([torch.nn.RNN("), "\(loader)")
        #expect(loader.output.contains("load_file(\"state.safetensors\")"), "\(loader)")
        #expect(try folder.rnnc("import", "state.safetensors", "-o", "again", "-q").status == 0)
        #expect(try logits("again") == logits("model.safetensors"))
    }

    @Test func whatCannotBeImported() throws {
        func fail(_ arguments: String..., saying texts: String...) throws {
            let run = try folder.rnnc(["import"] + arguments + ["-o", "m"])
            #expect(run.status == 1 && run.output.isEmpty, "\(run)")
            run.expectOneErrorLine(saying: texts)
            #expect(try !folder.files.contains("m"))
        }
        try folder.write("nan.txt", Self.weights.replacingOccurrences(of: "0.5", with: "NaN"))
        try folder.write("text.txt", "anna\notto\n")
        try folder.write("cut.keras", Data([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]))
        try folder.write("cut.zip", "PK\u{3}\u{4}")
        try fail("missing", "--vocabulary", "vocab.json", saying: "missing", "No such file")
        try fail("weights.txt", "--vocabulary", "missing", saying: "missing", "No such file")
        try fail("weights.txt", saying: "weights.txt", "--vocabulary")
        try fail("text.txt", "--vocabulary", "vocab.json", saying: "cannot import text.txt", "neither")
        try fail("nan.txt", "--vocabulary", "vocab.json", saying: "cannot import nan.txt", "NaN")
        try folder.write("high.json", #"{"^": 0, "$": 4}"#)
        try fail("weights.txt", "--vocabulary", "high.json", saying: "4 tokens, 0 to 3, but \"$\" has the number 4")
        try fail("text.txt", "--vocabulary", "vocab.json", saying: "text, such as a list of names")
        try fail("vocab.json", "--vocabulary", "vocab.json", saying: "a JSON object, such as a vocabulary")
        try folder.write("empty", "")
        try fail("empty", "--vocabulary", "vocab.json", saying: "it is empty")
        try folder.write("old.pt", Data([0x80, 0x02, 0x8A, 0x0A]))
        try fail("old.pt", "--vocabulary", "vocab.json", saying: "pickle of PyTorch", "save_file")
        try fail("weights.txt", "--vocabulary", "text.txt", saying: "the vocabulary text.txt", "JSON object")
        try fail("weights.txt", "--vocabulary", "vocab.json", "--stop", "x", saying: "vocab.json: has no \"x\"")
        try fail("weights.txt", "--vocabulary", "vocab.json", "--start", "", saying: "vocab.json: has no \"\"")
        try fail("cut.keras", "--vocabulary", "vocab.json", saying: "cut.keras", "cut off")
        try fail("cut.zip", "--vocabulary", "vocab.json", saying: "cut.zip", "cut off")
        try fail(".", "--vocabulary", "vocab.json", saying: "directory")
    }

    @Test func modelsOfThisProgram() throws {
        try folder.write("names.txt", TrainTests.names)
        try folder.train("names.txt")
        let run = try folder.rnnc("import", "model.safetensors", "--vocabulary", "vocab.json", "-o", "m")
        run.expectFailure(saying: "cannot import model.safetensors", "a model of this program already")
    }

    /// Padding and numbers without a text are never generated, and that is said.
    @Test func tokensThatAreNoCharacters() throws {
        try folder.write("pad.json", #"{"<pad>": 0, "a": 1, "^": 2, "$": 3}"#)
        let run = try folder.rnnc("import", "weights.txt", "--vocabulary", "pad.json", "-o", "m")
        #expect(run.status == 0 && run.errorLines.count == 2, "\(run)")
        #expect(run.errorLines[0].contains("never generated") && run.errorLines[0].contains("\"<pad>\""), "\(run)")
        #expect(try folder.inspect("m")["characters"] as? [String] == ["a"])
        let names = try folder.rnnc("generate", "m", "-n", "50", "--max-length", "5")
        #expect(names.status == 0 && names.lines.allSatisfy { $0.allSatisfy { $0 == "a" } }, "\(names)")
        try folder.write("few.json", #"{"a": 1, "^": 2, "$": 3}"#)
        let few = try folder.rnnc("import", "weights.txt", "--vocabulary", "few.json", "-o", "m2")
        #expect(few.status == 0 && few.errors.contains("not characters: 0;"), "\(few)")
        #expect(try folder.data("m") == folder.data("m2"))
    }

    @Test func programs() throws {
        try folder.write("names.txt", TrainTests.names)
        try folder.train("names.txt", "--cell", "lstm")
        for format in ["c", "c-int8"] {
            let run = try export("--format", format, "-o", "names.c", "--prefix", "my_names")
            #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run)")
            try folder.write(
                "main.c",
                """
                #include "names.c"
                #include <stdio.h>
                int main(void) {
                    my_names_state state;
                    uint32_t random = 7;
                    char name[9];
                    for (int i = 0; i < 20; i++) my_names_generate(&state, 1, &random, name, sizeof name), puts(name);
                }
                """)
            let names = try folder.shell("$(command -v cc || echo clang) main.c -lm -o main && ./main")
            #expect(names.status == 0 && names.lines.count > 10, "\(names)")
            #expect(names.lines.allSatisfy { $0.count <= 8 && $0.allSatisfy(TrainTests.names.contains) }, "\(names)")
        }
    }

    @Test func whatCannotBeExported() throws {
        try folder.write("names.txt", "a$^\nb\n")
        try folder.train("names.txt", "--cell", "gru")
        let before = try folder.files
        try export("--format", "weights-json", "-o", "w").expectFailure(saying: "for cell rnn", "gru")
        try export("--format", "safetensors", "-o", "w", "--vocabulary-file", "v.json")
            .expectFailure(saying: "\"^\"", "--start")
        try folder.rnnc("export", "names.txt", "--format", "safetensors", "-o", "w").expectFailure(saying: "names.txt")
        #expect(try folder.files == before)
        // The second file has no place: the first is not written either.
        try export("--format", "safetensors", "-o", "no/w", "--vocabulary-file", "v.json", "--start", "<")
            .expectFailure(saying: "no/w", "No such file")
        #expect(try folder.files == before)
        let run = try export("--format", "safetensors", "-o", "w", "--vocabulary-file", "v.json", "--start", "<")
        #expect(run.status == 0, "\(run)")
        #expect(try folder.text("v.json") == ##"{"$": 0, "^": 1, "a": 2, "b": 3, "<": 4, "#": 5}"##)
    }

    @Test func wrongUsage() throws {
        try folder.write("names.txt", "a\nb\n")
        try folder.train("names.txt")
        let before = try folder.files
        for arguments in [
            ["export", "model.safetensors", "--format", "unknown", "-o", "w"],
            ["export", "model.safetensors", "-o", "w"],
            ["export", "model.safetensors", "--format", "safetensors"],
            ["export", "model.safetensors", "--format", "safetensors", "-o", "w", "--start", "<"],
            ["export", "model.safetensors", "--format", "safetensors", "-o", "model.safetensors"],
            ["export", "model.safetensors", "--format", "weights-json", "-o", "w", "--vocabulary-file", "w"],
            ["export", "model.safetensors", "-o", "names.c", "--prefix", "1st"],
            ["export", "model.safetensors", "-o", "names.onnx", "--prefix", "first"],
            ["import", "weights.txt"], ["import", "-o", "w"],
            ["import", "weights.txt", "--vocabulary", "vocab.json", "-o", "weights.txt"],
            ["import", "weights.txt", "--vocabulary", "vocab.json", "-o", "vocab.json"],
        ] {
            let run = try folder.rnnc(arguments)
            #expect(run.status == 64 && run.output.isEmpty && run.errors.hasPrefix("Error: "), "\(arguments) \(run)")
        }
        #expect(try folder.files == before)
    }

    @Test(arguments: ["import", "export"]) func help(_ command: String) throws {
        let run = try folder.rnnc(command, "--help")
        #expect(run.status == 0 && run.errors.isEmpty && run.output.contains("USAGE: rnnc \(command)"), "\(run)")
    }
}
