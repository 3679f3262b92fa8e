import Foundation
import Testing

/// How lists are written, as seen by what a model was trained on.
@Suite struct ListTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    /// Trains on a list, and expects the model to know these characters and this number of names.
    private func expect(
        _ list: String, _ options: [String] = [], input: String = "", gives characters: String, names: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let arguments = ["train", list, "-o", "m", "--quiet", "--hidden", "4", "--epochs", "1", "--validation", "0"]
        let run = try folder.rnnc(arguments + options, input: Data(input.utf8))
        #expect(run.status == 0, "\(run)", sourceLocation: sourceLocation)
        let model = try folder.inspect("m")
        #expect(model["characters"] as? [String] == characters.map { String($0) }, sourceLocation: sourceLocation)
        let training = try #require(model["training"] as? [String: Any], sourceLocation: sourceLocation)
        #expect(training["names"] as? Int == names, sourceLocation: sourceLocation)
    }

    @Test func standardInput() throws {
        try expect("-", input: "anna\notto\n", gives: "anot", names: 2)
        try expect("-", ["--format", "json"], input: #"["ab", "c"]"#, gives: "abc", names: 2)
    }

    @Test(
        arguments: [
            "ab\ncd\nab", "ab\ncd\nab\n", "ab\r\ncd\r\nab\r\n", "ab\rcd\rab\r", "ab\rcd\nab\r\n",
            "\u{FEFF}ab\ncd\nab\n",
            "\n\nab\n\n  \n\t\ncd\nab\n\n", "\r\n\r\nab\r\n\r\ncd\rab", "  ab\t\ncd  \n\u{00A0}ab\u{3000}\n",
        ])
    func lineEndsBlankLinesAndTrimming(_ text: String) throws {
        try folder.write("names.txt", text)
        try expect("names.txt", gives: "abcd", names: 3)
    }

    @Test func spacesWithinANameStay() throws {
        try folder.write("names.txt", " de la  cruz \n")
        try expect("names.txt", gives: " acdelruz", names: 1)
    }

    @Test func tableColumnsByNameAndNumber() throws {
        try folder.write("people.csv", "first,last\nab,xy\n\"c,d\",z\n")
        try expect("people.csv", gives: ",abcd", names: 2)
        try expect("people.csv", ["--column", "last"], gives: "xyz", names: 2)
        try expect("people.csv", ["--column", "2"], gives: "xyz", names: 2)
        try expect("people.csv", ["--column", "1"], gives: ",abcd", names: 2)
    }

    @Test func theColumnCalledNameIsTheDefault() throws {
        try folder.write("people.csv", "\u{FEFF}id,name\r\n1,ab\r\n2,cd\r\n3,\r\n")
        try expect("people.csv", gives: "abcd", names: 2)
    }

    @Test func quotedCells() throws {
        try folder.write("people.csv", "name,x\n\"a \"\"b\"\"\",1\n\"c\",2\n")
        try expect("people.csv", gives: " \"abc", names: 2)
    }

    @Test func tabSeparatedTables() throws {
        try folder.write("people.tsv", "id\tname\n1\tab, c\n2\td\n")
        try expect("people.tsv", gives: " ,abcd", names: 2)
        try expect("people.tsv", ["--column", "id"], gives: "12", names: 2)
    }

    @Test func tablesWithTheOldLineEnd() throws {
        try folder.write("people.csv", "name,id\rab,1\rcd,2\r")
        try expect("people.csv", gives: "abcd", names: 2)
    }

    @Test func jsonArrays() throws {
        try folder.write("a.json", #"["ab", " c ", ""]"#)
        try expect("a.json", gives: "abc", names: 2)
        try folder.write("b.json", #"[{"name": "ab", "n": 1}, {"name": "\u00e9"}]"#)
        try expect("b.json", gives: "abé", names: 2)
        try folder.write("c.json", "\u{FEFF}" + #"[{"title": "ab"}, "c"]"#)
        try expect("c.json", ["--key", "title"], gives: "abc", names: 2)
    }

    @Test func theFormatCanBeNamed() throws {
        try folder.write("list", "name\tid\nab\t1\n")
        try expect("list", ["--format", "tsv"], gives: "ab", names: 1)
        try folder.write("list.csv", "a,b\nc\n")
        try expect("list.csv", ["--format", "text"], gives: ",abc", names: 2)
    }

    @Test func endingsCountWhateverTheirCase() throws {
        try folder.write("LIST.CSV", "name,id\nab,1\n")
        try expect("LIST.CSV", gives: "ab", names: 1)
    }

    @Test func decomposedAndPrecomposedAreTheSameCharacter() throws {
        try folder.write("names.txt", "re\u{0301}\nr\u{00E9}\n")
        try expect("names.txt", gives: "r\u{00E9}", names: 2)
        let model = try folder.inspect("m")
        let characters = try #require(model["characters"] as? [String])
        #expect(characters.map { Array($0.unicodeScalars) } == [["r"], ["\u{00E9}"]], "normal form C")
        #expect((model["training"] as? [String: Any])?["distinct_names"] as? Int == 1)
    }

    @Test func aFileWhoseNameBeginsWithAnAtSign() throws {
        try folder.write("@names", "ab\n")
        try expect("./@names", gives: "ab", names: 1)
    }
}
