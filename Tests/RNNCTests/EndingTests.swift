import Foundation
import Testing

/// Files whose endings say what is in them, files that are written as a whole, and values in any case.
@Suite struct EndingTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
        try folder.writeModel(of: "names.txt", to: "model.safetensors", "--cell", "rnn")
    }

    private func export(_ arguments: String...) throws -> Run {
        try folder.rnnc(["export", "model.safetensors"] + arguments)
    }

    @Test func exportTakesTheFormatFromTheEnding() throws {
        for (file, format) in [
            ("a.json", "weights-json"), ("a.safetensors", "safetensors"), ("a.c", "c"), ("a.onnx", "onnx"),
            ("a.HTML", "html"),
        ] {
            try #require(export("-o", file).status == 0)
            try #require(export("--format", format, "-o", "other.\(format)").status == 0)
            #expect(try folder.data(file) == folder.data("other.\(format)"), "\(file)")
        }
        #expect(try export("--format", "C-Int8", "-o", "small.c").status == 0)
        #expect(try folder.data("small.c").count < folder.data("a.c").count)
        for (arguments, text) in [
            (["-o", "a.bin"], "a.bin names no format"), (["-o", "a.c", "--favorites", "names.txt"], "for web pages"),
            (["-o", "a.html", "--format", "page"], "page"),
            (["-o", "other.html", "--not-in", "other.html"], "would be overwritten"),
        ] {
            let run = try folder.rnnc(["export", "model.safetensors"] + arguments)
            #expect([1, 64].contains(run.status) && run.errors.contains(text), "\(run)")
        }
    }

    @Test func inputsAreNotOverwritten() throws {
        try folder.write("list.csv", "name,age\nAnna,3\n")
        for arguments in [
            ["generate", "model.safetensors", "-n", "1", "--not-in", "list.csv"],
            ["generate", "model.safetensors", "-n", "1", "--not-containing-any", "list.csv"],
            ["generate", "model.safetensors", "--length", "9", "--adapt", "list.csv"], ["collect", "list.csv"],
        ] {
            let run = try folder.rnnc(arguments + ["-o", "list.csv"])
            #expect(run.status == 64 && run.errors.contains("would be overwritten"), "\(run)")
        }
        #expect(try folder.text("list.csv") == "name,age\nAnna,3\n")
    }

    /// A page that trains needs no model.
    @Test func pagesTrain() throws {
        for (arguments, trains) in [
            (["--with-training"], true), (["model.safetensors", "--with-training"], true),
            (["model.safetensors"], false),
        ] {
            try #require(folder.rnnc(["export", "-o", "page.html"] + arguments).status == 0)
            #expect(try folder.text("page.html").contains("Train on your own list") == trains, "\(arguments)")
        }
        for (arguments, text) in [
            (["-o", "page.html"], "--with-training needs none"),
            (["--with-training", "-o", "names.c"], "for web pages"),
            (["--with-training", "-o", "page.html", "--not-in", "@dinosaurs"], "require a MODEL"),
        ] {
            let run = try folder.rnnc(["export"] + arguments)
            #expect(run.status == 64 && run.errors.contains(text), "\(run)")
        }
    }

    @Test func pagesBeginWithFavorites() throws {
        try folder.write("favorites.txt", Data("\u{FEFF}otto\r\n Zoe\u{308} \n\notto\nmary ann\nx\u{2028}y".utf8))
        #expect(try export("-o", "page.html", "--favorites", "favorites.txt").errors.isEmpty)
        let favorites = #"const firstFavorites = ["otto","Zoë","mary ann","x\#u{2028}y"]"#
        #expect(try folder.text("page.html").contains(favorites))
        try export("-o", "page.html", "--favorites", "missing.txt").expectFailure(
            saying: "cannot read missing.txt: no such file")
        try folder.write("binary.txt", Data([0xFF, 0xFE, 0x41]))
        try export("-o", "page.html", "--favorites", "binary.txt").expectFailure(saying: "binary.txt", "UTF-8")
    }

    @Test func generateWritesFiles() throws {
        let options = ["generate", "model.safetensors", "-n", "30", "--seed", "7"]
        let names = try folder.rnnc(options).output
        let run = try folder.rnnc(options + ["-o", "out.txt"])
        #expect(try run.status == 0 && run.output.isEmpty && folder.text("out.txt") == names, "\(run)")
        #expect(try folder.rnnc(options + ["-o", "-"]).output == names)
        #expect(try folder.rnnc(options + ["--json", "--output", "out.json"]).status == 0)
        #expect(try folder.text("out.json").hasPrefix("{"))
        #expect(try folder.rnnc("generate", "model.safetensors", "--best", "-n", "3", "-o", "best.txt").status == 0)
        #expect(try folder.text("best.txt").split(separator: "\n").count == 3)
        // What fails leaves the file as it was.
        try folder.rnnc(["generate", "model.safetensors", "--prefix", "X", "-o", "out.txt"]).expectFailure(saying: "X")
        #expect(try folder.text("out.txt") == names)
        try folder.rnnc(options + ["-o", "missing/out.txt"]).expectFailure(saying: "missing/out.txt")
        for wrong in [["-n", "0", "-o", "out.txt"], ["-o", "model.safetensors"], ["--interactive", "-o", "out.txt"]] {
            #expect(try folder.rnnc(["generate", "model.safetensors"] + wrong).status == 64, "\(wrong)")
        }
        #expect(try folder.text("out.txt") == names)
    }

    @Test func chartsArePictures() throws {
        let options = ["report", "model.safetensors", "-n", "50", "--list", "names.txt"]
        let hasProgram = try folder.shell("command -v rsvg-convert").status == 0
        let run = try folder.rnnc(options + ["--chart", "lengths", "-o", "lengths.png"])
        if hasProgram {
            #expect(run.status == 0, "\(run)")
            #expect(
                try folder.data("lengths.png").starts(with: Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])))
        }
        let without = try folder.shell(
            "PATH=/nowhere \"$RNNC\" \(options.joined(separator: " ")) --chart lengths -o without.png")
        without.expectFailure(saying: "without.png", "rsvg-convert without.svg -o without.png")
        #expect(try !folder.files.contains("without.png"))
        for file in ["page.svg", "page.PNG"] {
            let run = try folder.rnnc(options + ["-o", file])
            #expect(try run.status == 64 && run.errors.contains("--chart") && !folder.files.contains(file), "\(run)")
        }
    }

    @Test func valuesAreInAnyCase() throws {
        let run = try folder.rnnc(
            "train", "names.txt", "-o", "b.safetensors", "--cell", "LSTM", "--optimizer", "AdamW", "--schedule",
            "Cosine",
            "--isa", "Reference", "--format", "TEXT", "--hidden", "8", "--epochs", "1", "--threads", "1", "--quiet")
        #expect(run.status == 0, "\(run)")
        #expect(try (folder.inspect("b.safetensors")["architecture"] as? [String: Any])?["cell"] as? String == "lstm")
        #expect(try folder.rnnc("train", "names.txt", "-o", "b.safetensors", "--cell", "lstmm").status == 64)
        let sweep = try folder.rnnc(
            "sweep", "names.txt", "-o", "sweep", "--cell", "RNN,Gru", "--hidden", "4", "--epochs", "1", "--quiet")
        #expect(sweep.status == 0, "\(sweep)")
    }
}
