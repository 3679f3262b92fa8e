import Foundation
import Testing

/// Tokens of several characters, on the command line.
@Suite struct TokenTests {
    let folder: Folder

    private static let molecules = """
        CC(=O)Oc1ccccc1C(=O)O
        CC(C)Cc1ccc(cc1)C(C)C(=O)O
        Clc1ccccc1Cl
        BrCCBr
        C[C@H](N)C(=O)O
        c1cc[nH]c1
        CC(=O)Nc1ccc(O)cc1
        CCOC(=O)C
        ClCCl
        """

    init() throws {
        folder = try Folder()
        try folder.write("molecules.txt", Self.molecules)
    }

    private func train(_ tokens: String, _ options: String...) throws -> Run {
        try folder.rnnc(
            [
                "train", "molecules.txt", "-o", "m.safetensors", "--tokens", tokens, "--epochs", "120", "--validation",
                "0",
            ]
                + options)
    }

    @Test(arguments: ["smiles", "bpe:40", "words", "regex:C+|c+"]) func everyCommand(tokens: String) throws {
        let run = try train(tokens)
        #expect(run.status == 0 && run.errors.contains("tokens (\(tokens))"), "\(run)")
        let names = try folder.rnnc("generate", "m.safetensors", "-n", "20", "--seed", "2")
        #expect(names.status == 0 && names.lines.count == 20, "\(names)")
        let constrained = try folder.rnnc(
            "generate", "m.safetensors", "-n", "10", "--prefix", "C", "--contains", "O", "--max-length", "30")
        #expect(
            constrained.lines.allSatisfy { $0.hasPrefix("C") && $0.contains("O") && $0.count <= 30 }, "\(constrained)")
        let score = try folder.rnnc("score", "m.safetensors", "ClCCl", "--json").objects[0]
        let parts = try #require(score["characters"] as? [[String: Any]]).compactMap { $0["character"] as? String }
        #expect(parts.joined() == "ClCCl" && score["known"] as? Bool == true, "\(score)")
        let evaluation = try folder.rnnc("evaluate", "m.safetensors", "molecules.txt", "--json").objects[0]
        let (nats, perToken) = (evaluation["nats"] as? Double ?? 0, evaluation["nats_per_token"] as? Double ?? 0)
        #expect(0 < nats && nats <= perToken, "\(evaluation)")
        #expect(try folder.rnnc("generate", "m.safetensors", "--best", "-n", "3").lines.count == 3)
        let inspected = try folder.rnnc("inspect", "m.safetensors").output
        #expect(inspected.contains("tokens") && inspected.contains(tokens), "\(inspected)")
        let exported = try folder.rnnc("export", "m.safetensors", "--format", "safetensors", "-o", "t.safetensors")
        #expect(exported.status == 0, "\(exported)")
        let imported = try folder.rnnc("import", "t.safetensors", "-o", "back.safetensors")
        #expect(imported.status == 0, "\(imported)")
        let again = try folder.rnnc("score", "back.safetensors", "ClCCl", "--json").objects[0]
        #expect(again["logprob"] as? Double == score["logprob"] as? Double)
        for format in ["c", "onnx", "html"] {
            let run = try folder.rnnc("export", "m.safetensors", "--format", format, "-o", "x.\(format)")
            #expect(run.status == 0, "\(run)")
        }
    }

    @Test func runningText() throws {
        try folder.write("text.txt", String(repeating: "to be, or not to be, that is the question:\n", count: 60))
        let run = try folder.rnnc(
            "train", "text.txt", "--text", "-o", "t.safetensors", "--tokens", "bpe:60", "--epochs", "3", "--streams",
            "8",
            "--sequence-length", "16")
        #expect(run.status == 0, "\(run)")
        let text = try folder.rnnc("generate", "t.safetensors", "--length", "50", "--prefix", "to be", "--seed", "1")
        #expect(text.status == 0 && text.output.hasPrefix("to be") && text.output.count == 56, "\(text)")
        let stopped = try folder.rnnc(
            "generate", "t.safetensors", "--length", "5000", "--stop", "\n", "--seed", "1")
        #expect(stopped.status == 0 && stopped.lines.count == 1, "\(stopped)")
        let evaluation = try folder.rnnc("evaluate", "t.safetensors", "text.txt")
        #expect(evaluation.status == 0 && evaluation.output.contains("nats per character"), "\(evaluation)")
    }

    @Test func tokensOfAFile() throws {
        try folder.write("tokens.txt", "Cl\nBr\nC\nc\nO\n1\n(\n)\n=\n[nH]\n")
        let run = try train("file:tokens.txt")
        #expect(run.status == 0 && run.errors.contains("names with parts that are no tokens are left out"), "\(run)")
        #expect(run.errors.contains("CC(=O)Nc1ccc(O)cc1") || run.errors.contains("C[C@H](N)C(=O)O"), "\(run)")
    }

    @Test func whatCannotBe() throws {
        let cases: [(String, Int32, String)] = [
            ("bpe", 64, "characters, words, smiles, bpe:N"), ("bpe:2", 1, "too few"),
            ("regex:(", 1, "regular expression"),
            ("file:none.txt", 1, "none.txt"), ("file:empty.txt", 1, "has no tokens"),
            ("file:one.txt", 1, "write no name"), ("file:line.txt", 1, "a line feed, which no name has"),
            ("file:long.txt", 1, "has a token that no model can have, of 70000 bytes"),
        ]
        try folder.write("line.txt", "C\n\\n\n")
        try folder.write("long.txt", "C\n" + String(repeating: "C", count: 70_000) + "\n")
        try folder.write("empty.txt", "\n")
        try folder.write("one.txt", "Q\n")
        for (tokens, status, text) in cases {
            let run = try train(tokens)
            #expect(run.status == status && run.errors.contains(text), "\(tokens): \(run)")
        }
        #expect(try train("smiles").status == 0)
        try folder.write("more.txt", "CCN\nC[Na]\n")
        let tuned = try folder.rnnc(
            "train", "more.txt", "-o", "n.safetensors", "--from", "m.safetensors", "--epochs", "1", "--validation", "0")
        #expect(tuned.status == 0 && tuned.errors.contains("new weights for 1 more: [Na]"), "\(tuned)")
        let other = try folder.rnnc(
            "train", "more.txt", "-o", "n.safetensors", "--from", "m.safetensors", "--tokens", "bpe:30")
        #expect(other.status == 1 && other.errors.contains("--tokens bpe:30 cannot be combined"), "\(other)")
        let unknown = try folder.rnnc("score", "m.safetensors", "CXC")
        #expect(unknown.errors.contains("\"X\""), "\(unknown)")
    }

    @Test func sweepOverTokens() throws {
        let run = try folder.rnnc(
            "sweep", "molecules.txt", "--tokens", "characters,smiles", "--epochs", "4", "--validation", "0.3", "-o", "s"
        )
        #expect(run.status == 0, "\(run)")
        #expect(run.output.contains("smiles") && run.output.contains("characters"), "\(run)")
    }
}
