import Foundation
import Testing

@Suite struct UsageTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
    }

    @Test(
        arguments: [
            ["--hidden", "0"], ["--hidden", "x"], ["--hidden", ""], ["--hidden", "-1"], ["--hidden", "8,"],
            ["--hidden", "8,0"], ["--hidden", "8193"], ["--hidden", "99999999999999999999"],
            ["--hidden", "64,32", "--layers", "3"], ["--layers", "0"], ["--layers", "-1"], ["--layers", "65"],
            ["--layers", "1000000000000"], ["--layers", "9223372036854775807"], ["--validation", "1"],
            ["--validation", "-0.1"], ["--validation", "nan"], ["--validation", "x"], ["--epochs", "0"],
            ["--epochs", "1.5"], ["--batch-size", "0"], ["--batch-size", "-5"], ["--learning-rate", "0"],
            ["--learning-rate", "-1"], ["--learning-rate", "nan"], ["--learning-rate", "inf"],
            ["--learning-rate", "x"],
            ["--momentum", "1"], ["--momentum", "nan"], ["--patience", "0"], ["--max-time", "0s"],
            ["--max-time", "soon"],
            ["--threads", "0"], ["--threads", "1025"], ["--isa", "unknown"], ["--isa", ""], ["--cell", "unknown"],
            ["--optimizer", "unknown"], ["--format", "unknown"], ["--seed", "-1"], ["--seed", "18446744073709551616"],
            ["--update", "unknown"], ["--bptt", "0"], ["--bptt", "x"], ["--bptt", "1"], ["--bptt", "16"],
            ["--update", "character", "--bptt", "full"], ["--update", "character", "--bptt", "2"],
            ["--update", "character", "--optimizer", "adam"], ["--update", "character", "--cell", "lstm"],
            ["--update", "character", "--batch-size", "32"],
            ["--momentum", "0.5"], ["--validation", "0.1", "--validation-file", "names.txt"],
            ["--history", "names.txt"], ["--history", "model.safetensors"],
            ["--unknown"], ["--unknown", "1"], ["--epochs"],
        ])
    func trainingOptions(_ options: [String]) throws {
        let run = try folder.rnnc(["train", "names.txt", "-o", "model.safetensors"] + options)
        #expect(run.status == 64, "\(run)")
        #expect(run.output.isEmpty && run.errors.hasPrefix("Error: "), "\(run)")
        #expect(try folder.files == ["names.txt"])
    }

    @Test func theListIsNotOverwritten() throws {
        let before = try folder.data("names.txt")
        let run = try folder.rnnc("train", "names.txt", "-o", "names.txt")
        #expect(run.status == 64 && run.errors.contains("names.txt is an input file"), "\(run)")
        #expect(try folder.data("names.txt") == before)
    }

    @Test func theModelsPlaceMustBeNamed() throws {
        let run = try folder.rnnc("train", "names.txt")
        #expect(run.status == 64 && run.output.isEmpty, "\(run)")
        #expect(run.errors.contains("--output"), "\(run)")
    }

    @Test func unknownCommand() throws {
        let run = try folder.rnnc("unlearn")
        #expect(run.status == 64 && run.output.isEmpty, "\(run)")
        #expect(run.errors.contains("unlearn"), "\(run)")
    }

    @Test(arguments: [[], ["train"], ["generate"], ["evaluate"], ["score"], ["inspect"], ["collect"], ["bench"]])
    func help(_ command: [String]) throws {
        let run = try folder.rnnc(command + ["--help"])
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.output.contains("USAGE: \((["rnnc"] + command).joined(separator: " "))"), "\(run)")
    }

    @Test func version() throws {
        let run = try folder.rnnc("--version")
        #expect(run.status == 0 && run.errors.isEmpty && run.lines.count == 1, "\(run)")
    }

    /// The number of epochs would take forever: what prevents saving is found before training starts.
    @Test func theModelsPlaceIsCheckedBeforeTheTraining() throws {
        try FileManager.default.createDirectory(at: folder.file("folder"), withIntermediateDirectories: false)
        let before = try folder.files
        func fail(_ output: String, saying text: String) throws {
            let run = try folder.rnnc(
                "train", "names.txt", "-o", output, "--epochs", "100000000", "--patience", "100000000")
            run.expectFailure(saying: text)
            #expect(run.errors.contains("cannot write \(output)"), "\(run)")
            #expect(try folder.files == before)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("folder").path).isEmpty)
        }
        try fail("missing/model.safetensors", saying: "No such file or directory")
        try fail("folder", saying: "directory")
        try fail("folder/", saying: "directory")
        try fail("names.txt/model.safetensors", saying: "Not a directory")
        try fail("", saying: "No such file or directory")
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere")) func aReadOnlyDirectory() throws {
        let path = folder.file("folder").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path) }
        let run = try folder.rnnc("train", "names.txt", "-o", "folder/m", "--epochs", "100000000")
        run.expectFailure(saying: "folder/m", "Permission denied")
    }

    @Test func theHistorysPlaceIsCheckedBeforeTheTraining() throws {
        let run = try folder.rnnc(
            "train", "names.txt", "-o", "m", "--history", "missing/h.csv", "--epochs", "100000000")
        run.expectFailure(saying: "missing/h.csv", "No such file")
        #expect(try folder.files == ["names.txt"])
    }

    @Test func aModelThroughALinkKeepsTheLink() throws {
        try folder.write("real", "")
        try FileManager.default.createSymbolicLink(atPath: folder.file("link").path, withDestinationPath: "real")
        try folder.train("names.txt", to: "link")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link").path) == "real")
        #expect(try folder.inspect("real")["parameters"] is Int)
        #expect(try folder.files == ["link", "names.txt", "real"])
    }

    @Test func aModelIntoAPipe() throws {
        let run = try folder.shell(
            "mkfifo pipe && { cat pipe > copy & } && \"$RNNC\" train names.txt -o pipe -q --epochs 1 && wait && test -p pipe"
        )
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(try folder.inspect("copy")["parameters"] is Int)
    }
}
