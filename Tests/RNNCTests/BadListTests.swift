import Foundation
import Testing

/// Lists that cannot be learned: one line says which and why, and nothing is left behind.
@Suite struct BadListTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func expectFailure(
        _ list: String, _ options: String..., saying text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try folder.files
        let run = try folder.rnnc(["train", list, "-o", "model.safetensors", "--epochs", "1"] + options)
        run.expectFailure(saying: list == "-" ? "standard input" : list, text, sourceLocation: sourceLocation)
        #expect(try folder.files == before, sourceLocation: sourceLocation)
    }

    @Test func missing() throws {
        try expectFailure("missing.txt", saying: "No such file")
        try expectFailure("missing/names.txt", saying: "No such file")
        try folder.rnnc("train", "", "-o", "model.safetensors").expectFailure(saying: "cannot read")
    }

    @Test func aDirectory() throws {
        try FileManager.default.createDirectory(at: folder.file("list"), withIntermediateDirectories: false)
        try expectFailure("list", saying: "a folder without lists")
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything")) func forbidden() throws {
        try folder.write("secret.txt", "anna\n")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: folder.file("secret.txt").path)
        try expectFailure("secret.txt", saying: "Permission denied")
    }

    @Test(
        arguments: [
            ("names.txt", ""), ("names.txt", "\n\r\n  \n\t\r\n"), ("names.txt", "\u{FEFF}"), ("names.csv", ""),
            ("names.csv", "name,id\n"), ("names.csv", "name,id\n,1\n  ,2\n"), ("names.tsv", "\n"), ("names.json", "[]"),
            ("names.json", #"["", " "]"#),
        ])
    func withoutNames(_ name: String, _ text: String) throws {
        try folder.write(name, text)
        try expectFailure(name, saying: "has no names")
    }

    @Test func emptyStandardInput() throws { try expectFailure("-", saying: "has no names") }

    @Test(
        arguments: [
            (Data([0x61, 0x0A, 0x62, 0xFF, 0x63, 0x0A]), 2, 2), (Data([0xC3]), 1, 1),
            (Data([0x61, 0x0D, 0x62, 0x0D, 0x0A, 0x63, 0x64, 0xE2, 0x82, 0x0A]), 3, 3),
            (Data([0xEF, 0xBB, 0xBF, 0x61, 0xC0, 0x80]), 1, 2), (Data([0x61, 0x0A, 0x0A, 0xED, 0xA0, 0x80]), 3, 1),
            (Data([0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00]), 1, 1),
        ])
    func notUTF8(_ bytes: Data, _ line: Int, _ byte: Int) throws {
        for ending in ["txt", "csv", "tsv", "json"] {
            try folder.write("names.\(ending)", bytes)
            try expectFailure("names.\(ending)", saying: "not UTF-8: line \(line), byte \(byte)")
        }
    }

    @Test func aNameOfTenThousandCharacters() throws {
        let long = String(repeating: "x", count: 10_000)
        try folder.write("names.txt", "anna\n\(long)\n")
        try expectFailure("names.txt", saying: "line 2: a name of 10000 characters")
        try folder.write("names.csv", "name\nanna\n\(long)\n")
        try expectFailure("names.csv", saying: "line 3: a name of 10000 characters")
        try folder.write("names.json", "[\"anna\", \"\(long)\"]")
        try expectFailure("names.json", saying: "line 1, column 10: a name of 10000 characters")
    }

    @Test func aTableWithoutTheColumn() throws {
        try folder.write("names.csv", "first,last\nanna,a\n")
        try expectFailure("names.csv", "--column", "name", saying: "no column name; the columns are first, last")
        try expectFailure("names.csv", "--column", "3", saying: "no column 3")
        try expectFailure("names.csv", "--column", "0", saying: "no column 0")
        try expectFailure("names.csv", "--column=-9223372036854775808", saying: "no column -9223372036854775808")
        try expectFailure("names.csv", "--column=9223372036854775807", saying: "no column 9223372036854775807")
        try expectFailure("@companies", "--column", "1", saying: "has no columns")
    }

    @Test(arguments: ["", "{", "1", "{\"name\": \"a\"}", "[1]", "[\"a\", null]", "[{\"first\": \"a\"}]", "[[\"a\"]]"])
    func jsonThatIsNoList(_ text: String) throws {
        try folder.write("names.json", text)
        try expectFailure("names.json", saying: "names.json: ")
    }

    @Test func jsonNestedTooDeep() throws {
        try folder.write("names.json", String(repeating: "[", count: 100_000))
        try expectFailure("names.json", saying: "names.json: ")
    }

    /// Names are printed one per line, so none may contain a line break.
    @Test func aNameWithALineBreak() throws {
        try folder.write("names.csv", "name,id\nanna,1\n\"an\nna\",2\n")
        try expectFailure("names.csv", saying: "line 3, column name: a name with a line break")
        try folder.write("names.json", #"["an\r\nna"]"#)
        try expectFailure("names.json", saying: "line 1, column 2")
    }

    @Test func unknownBuiltIn() throws {
        try expectFailure("@nobody", saying: "@companies, @players, @dinosaurs")
        try expectFailure("@", saying: "@companies")
    }

    @Test func aBadValidationFile() throws {
        try folder.write("names.txt", "anna\n")
        try folder.write("empty.txt", "\n")
        let run = try folder.rnnc("train", "names.txt", "-o", "m", "--validation-file", "empty.txt")
        run.expectFailure(saying: "empty.txt has no names")
    }
}
