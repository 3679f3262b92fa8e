import Foundation
import Testing

/// Where files go that are written as a whole: links, pipes, standard output, files of other kinds, temporary files.
@Suite struct DestinationTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
    }

    @Test func aDanglingLinkIsWrittenThrough() throws {
        try FileManager.default.createDirectory(at: folder.file("models"), withIntermediateDirectories: false)
        for (link, target) in [("link", "models/later"), ("second", "link2"), ("link2", "models/last")] {
            try FileManager.default.createSymbolicLink(atPath: folder.file(link).path, withDestinationPath: target)
        }
        try folder.train("names.txt", to: "link")
        try folder.train("names.txt", to: "second")
        for (link, target) in [("link", "models/later"), ("second", "link2"), ("link2", "models/last")] {
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file(link).path) == target)
        }
        #expect(try folder.inspect("models/later")["parameters"] is Int)
        #expect(try folder.inspect("models/last")["parameters"] is Int)
    }

    @Test func linksInACircleAreRefused() throws {
        try FileManager.default.createSymbolicLink(atPath: folder.file("a").path, withDestinationPath: "b")
        try FileManager.default.createSymbolicLink(atPath: folder.file("b").path, withDestinationPath: "a")
        try folder.rnnc("train", "names.txt", "-o", "a").expectFailure(saying: "cannot write a", "symbolic links")
    }

    /// `-` is standard output for whatever writes a file.
    @Test func minusIsStandardOutput() throws {
        let small = "--hidden 8 --epochs 2 --threads 1 --quiet"
        try folder.train("names.txt")
        for line in [
            "train names.txt -o - \(small) > copy",
            "train names.txt -o m --history - \(small) > h.csv",
            "export model.safetensors --format html -o - > page.html",
            "export model.safetensors --format safetensors -o - > state", "import state -o - -q > imported",
            "report --history h.csv -o - -q > report.html", "collect names.txt -o - -q > list",
        ] {
            let run = try folder.shell("\"$RNNC\" \(line)")
            #expect(run.status == 0 && run.errors.isEmpty, "\(line): \(run)")
        }
        #expect(try folder.data("copy") == folder.data("model.safetensors"))
        #expect(try folder.inspect("imported")["parameters"] is Int)
        #expect(try folder.text("h.csv").hasPrefix("epoch,seconds"))
        #expect(try folder.text("page.html").hasPrefix("<!DOCTYPE html>"))
        #expect(try folder.text("report.html").hasPrefix("<!DOCTYPE html>"))
        #expect(try folder.text("list").split(separator: "\n").count > 3)
        #expect(try !folder.files.contains { $0.hasPrefix("-") })
    }

    @Test func standardOutputHoldsOneThing() throws {
        for options in [
            ["-o", "-", "--json"], ["-o", "m", "--history", "-", "--json"], ["-o", "-", "--history", "-"],
        ] {
            let run = try folder.rnnc(["train", "names.txt"] + options)
            #expect(run.status == 64 && run.output.isEmpty && run.errors.contains("standard output"), "\(run)")
        }
    }

    /// What a redirected standard output holds already is kept.
    @Test func namesOfOpenFilesAreWrittenTo() throws {
        try folder.train("names.txt", to: "model.safetensors", "--cell", "rnn")
        try folder.write("other", "")
        for place in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"] {
            if place == "link" {
                try FileManager.default.createSymbolicLink(
                    atPath: folder.file("link").path, withDestinationPath: "/dev/stdout")
            }
            let run = try folder.shell(
                "{ echo before; \"$RNNC\" export model.safetensors --format weights-json -o \(place); echo after; } > out"
            )
            #expect(run.status == 0 && run.errors.isEmpty, "\(place): \(run)")
            let text = try folder.text("out")
            #expect(text.hasPrefix("before\n[") || text.hasPrefix("before\n{"), "\(place)")
            #expect(text.hasSuffix("after\n"), "\(place)")
        }
        #if os(Linux)
            let run = try folder.shell(
                "\"$RNNC\" train names.txt -o /dev/stdout -q --epochs 1 > m; \"$RNNC\" inspect m")
            #expect(run.status == 0, "\(run)")
            #expect(try folder.files == ["link", "m", "model.safetensors", "names.txt", "other", "out"])
        #endif
    }

    /// A list in the place of an output is kept, whatever the command.
    @Test func filesOfOtherKindsAreNotReplaced() throws {
        try folder.train("names.txt")
        try folder.write("towns.txt", "London\nParis\n")
        try folder.write("page.html", "<!DOCTYPE html><html><p>by hand</p></html>")
        let list = try folder.data("towns.txt")
        for line in [
            "train @companies -o towns.txt", "train names.txt -o m --history towns.txt", "train names.txt -o page.html",
            "import model.safetensors -o towns.txt", "export model.safetensors --format html -o towns.txt",
            "export model.safetensors --format html -o page.html",
            "export model.safetensors --format onnx -o towns.txt",
            "export model.safetensors --format c -o towns.txt",
            "export model.safetensors --format safetensors -o model2.safetensors",
            "export model.safetensors --format weights-json -o w.json --vocabulary-file towns.txt",
            "report model.safetensors -o towns.txt", "report model.safetensors --chart loss -o page.html",
            "collect names.txt -o model2.safetensors", "collect names.txt -o page.html",
        ] {
            try folder.write("model2.safetensors", folder.data("model.safetensors"))
            let files = try folder.files
            let run = try folder.rnnc(line.split(separator: " ").map(String.init))
            #expect(run.status == 1 && run.output.isEmpty, "\(line): \(run)")
            run.expectOneErrorLine(saying: ["is not replaced", "remove it first"])
            #expect(try folder.files == files, "\(line)")
        }
        #expect(try folder.data("towns.txt") == list)
        #expect(try folder.text("page.html").contains("by hand"))
    }

    /// What a command has written it also replaces, and an empty file.
    @Test func filesOfTheSameKindAreReplaced() throws {
        for name in ["m", "h.csv", "p.html", "s.svg", "r.html", "w.json", "v.json", "c.c", "o.onnx", "st", "l.txt"] {
            try folder.write(name, "")
        }
        for _ in 1...2 {
            for line in [
                "train names.txt -o m --history h.csv --hidden 8 --epochs 2 --cell rnn",
                "export m --format html -o p.html", "export m --format c -o c.c", "export m --format c-int8 -o c.c",
                "export m --format onnx -o o.onnx", "export m --format safetensors -o st",
                "export m --format weights-json -o w.json --vocabulary-file v.json",
                "report --history h.csv -o r.html", "report --history h.csv --chart loss -o s.svg",
                "collect names.txt -o l.txt",
            ] {
                let run = try folder.rnnc(line.split(separator: " ").map(String.init))
                #expect(run.status == 0, "\(line): \(run)")
            }
        }
    }

    /// Temporary files of a killed process are removed; files that a running process still writes are kept.
    @Test func abandonedTemporaryFilesAreRemoved() throws {
        let abandoned = "model.safetensors.rnnc-0123456789abcdef.tmp"
        let held = "model.safetensors.rnnc-fedcba9876543210.tmp"
        let others = ["model.safetensors.tmp", "other.rnnc-0123456789abcdef.tmp", "model.safetensors.rnnc-old.tmp"]
        for name in [abandoned, held] + others { try folder.write(name, "half a model") }
        let file = open(folder.file(held).path, O_RDWR)
        defer { close(file) }
        #expect(flock(file, LOCK_EX) == 0)
        try folder.train("names.txt")
        #expect(try folder.files == (["model.safetensors", "names.txt", held] + others).sorted())
    }
}
