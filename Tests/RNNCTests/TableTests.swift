import Foundation
import Testing

/// Tables as people have them: any delimiter, with and without a header, with errors.
@Suite struct TableTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func expect(
        _ text: String, _ options: [String] = [], file: String = "a.csv", gives names: [String],
        saying remark: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try folder.write(file, text)
        let run = try folder.rnnc(["collect", file] + options)
        #expect(run.status == 0 && run.lines == names, "\(run)", sourceLocation: sourceLocation)
        // The last line is the number of names.
        if let remark {
            #expect(run.errorLines.count == 2 && run.errors.contains(remark), "\(run)", sourceLocation: sourceLocation)
        } else {
            #expect(run.errorLines.count == 1, "\(run)", sourceLocation: sourceLocation)
        }
        let quiet = try folder.rnnc(["collect", "-q", file] + options)
        #expect(quiet.lines == names && quiet.errors.isEmpty, "\(quiet)", sourceLocation: sourceLocation)
    }

    @Test(
        arguments: [
            ("id;name;city\n1;Anna;Ulm\n2;Bodo;Köln\n", "semicolons"),
            ("id|name|city\n1|Anna|Ulm\n2|Bodo|Köln\n", "bars"),
            ("id\tname\tcity\n1\tAnna\tUlm\n2\tBodo\tKöln\n", "tabs"),
            ("sep=;\r\nid;name\r\n1;Anna\r\n2;Bodo\r\n", "semicolons"),
            ("\u{FEFF}\"sep=|\"\nname|x\nAnna|1\nBodo|2", "bars"), ("name;size\nAnna;1,75\nBodo;1,80\n", "semicolons"),
            ("name;text\nAnna;\"a, b\"\nBodo;\"c, d\"\n", "semicolons"),
            ("\"name\";\"x\"\n\"Anna\";1\n\"Bodo\";2\n", "semicolons"),
        ])
    func theDelimiterIsGuessed(_ text: String, _ called: String) throws {
        try expect(text, gives: ["Anna", "Bodo"], saying: "columns separated by \(called)")
    }

    @Test func aCommaThatIsConsistentWins() throws {
        try expect("name,tags\nAnna,a;b\nBodo,c;d\n", gives: ["Anna", "Bodo"])
        try expect("name\nAnna\nBodo\n", gives: ["Anna", "Bodo"])
        try expect("name\nMiller, Anna\nOtto, Bodo\n", file: "a.tsv", gives: ["Miller, Anna", "Otto, Bodo"])
    }

    @Test func theDelimiterCanBeNamed() throws {
        for (name, character) in [("tab", "\t"), ("\\t", "\t"), (";", ";"), ("semicolon", ";"), ("~", "~"), (":", ":")]
        {
            try expect(
                "name\(character)x\nAnna\(character)1\n", ["--delimiter", name, "--column", "name"], gives: ["Anna"])
        }
        // A list that is called .txt is a table if it has a delimiter.
        try folder.write("a.txt", "Anna;1\nBodo;2\n")
        let run = try folder.rnnc(
            "train", "a.txt", "--delimiter", ";", "--no-header", "-o", "m", "--epochs", "1", "--validation", "0", "-q")
        #expect(run.status == 0, "\(run)")
        #expect((try folder.inspect("m")["training"] as? [String: Any])?["names"] as? Int == 2)
        #expect(try folder.rnnc("collect", "-q", "a.txt", "--delimiter", ";").lines == ["Anna", "Bodo"])
        for bad in ["", "ab", "\"", "é", "\n", "\r", "\r\n"] {
            #expect(try folder.rnnc("collect", "a.csv", "--delimiter", bad).status == 64)
        }
    }

    @Test(
        arguments: [
            ("Mary,F,7065\nAnna,F,2604\nEmma,F,2003\n", ["Mary", "Anna", "Emma"]),
            ("1,Mary\n2,Anna\n3,Emma\n", ["Mary", "Anna", "Emma"]), ("Mary\nAnna\nEmma\n", ["Mary", "Anna", "Emma"]),
            ("Mary;1880-01-02\nAnna;1881-03-04\nEmma;1881-05-06\n", ["Mary", "Anna", "Emma"]),
            ("Mary,Ulm\nAnna,Bonn\nEmma,Ulm\n", ["Mary", "Anna", "Emma"]),
        ])
    func tablesWithoutAHeader(_ text: String, _ names: [String]) throws {
        try expect(text, gives: names, saying: "no header; reading column")
        try expect(text, ["--no-header"], gives: names, saying: text.contains(";") ? "no header" : nil)
    }

    @Test(
        arguments: [
            "name,n\nMary,1\nAnna,2\n", "Name\nMary\nAnna\n", "first_name,x\nMary,b\nAnna,c\n",
            "title,n\nMary,7\nAnna,8\n",
            "unheard,of\nMary,7\nAnna,8\n", "Vorname;Stadt\nMary;Ulm\nAnna;Bonn\n",
            "firstName,LastName\nMary,X\nAnna,Y\n",
            "widget\nMary\nAnna\n", "Player Name,2019,2020\nMary,1,2\nAnna,3,4\n", "id,prénom\n1,Mary\n2,Anna\n",
            "姓名,年\nMary,1\nAnna,2\n",
        ])
    func tablesWithAHeader(_ text: String) throws {
        try folder.write("a.csv", text)
        let run = try folder.rnnc("collect", "a.csv")
        #expect(run.lines == ["Mary", "Anna"], "\(run)")
    }

    @Test func theHeaderCanBeNamed() throws {
        try expect("Mary,F\nAnna,F\n", ["--header-row"], gives: ["Anna"])
        try expect("name,x\nAnna,F\n", ["--no-header"], gives: ["name", "Anna"])
        #expect(try folder.rnnc("collect", "a.csv", "--no-header", "--header-row").status == 64)
    }

    @Test(
        arguments: [
            ("name,x\nO\"Hara,1\nBe \"B\" rt,2\n\"Carl\"xx,3\nDora,4\n", ["O\"Hara", "Be \"B\" rt", "Carlxx", "Dora"]),
            ("name,x\n\"a \"\"b\"\"\",1\n", ["a \"b\""]),
            ("name, x\nAnna, \"b, c\"\n \"Bo, Bo\" ,1\n", ["Anna", "Bo, Bo"]),
            ("name,x,\nAnna,1,\nBodo,2,\n", ["Anna", "Bodo"]),
            ("\n\nname,x\n\n\nAnna,1\n  \n,\nBodo,2\n\n", ["Anna", "Bodo"]),
            ("x,name\n\"two\nlines\",Anna\n", ["Anna"]), ("name,x\rAnna,1\rBodo,2\r", ["Anna", "Bodo"]),
            ("\"x\",\"name\"\n\"1\",5,\"Anna\"\n\"2\",6,\"Bodo\"\n", ["Anna", "Bodo"]),
            ("name,x\n'=cmd,1\n'+1 Band,2\n", ["=cmd", "+1 Band"]),
        ])
    func tablesAsTheyAre(_ text: String, _ names: [String]) throws { try expect(text, gives: names) }

    @Test func rowsWithAnotherNumberOfColumns() throws {
        try expect(
            "name,x\nAnna,1\nBodo, Otto,2\n\nCarl\n", gives: ["Anna", "Bodo", "Carl"],
            saying:
                "a.csv: 2 rows have another number of columns than the first row, which has 2; the first of them is in line 3, with 3"
        )
    }

    @Test func errorsHaveAPlace() throws {
        try folder.write("a.csv", "x,name\n1,Anna\n2,\"Bodo\n3,Carl\n")
        try folder.rnnc("collect", "a.csv").expectFailure(
            saying: "a.csv: line 3, column 2: a quotation mark is not closed")
        try folder.write("a.csv", Data("x,name\n1,Anna\n2,B".utf8) + Data([0xFF]))
        try folder.rnnc("collect", "a.csv").expectFailure(saying: "a.csv is not UTF-8: line 3, byte 4")
        try folder.write("a.csv", "x,name\n1,\"An\nna\"\n")
        try folder.rnnc("collect", "a.csv").expectFailure(
            saying: "a.csv: line 2, column name: a name with a line break")
        try folder.write("a.csv", "first,nmae\na,b\n")
        try folder.rnnc("collect", "a.csv", "--column", "name").expectFailure(
            saying: "no column name; the columns are first, nmae; is it nmae?")
        try folder.rnnc("collect", "a.csv", "--column", "3").expectFailure(saying: "no column 3")
        try folder.write("a.csv", "name,x,name\na,b,c\n")
        try folder.rnnc("collect", "a.csv").expectFailure(
            saying: "2 columns are called name; name it by its number, 1 and 3")
        try expect("name,x,name\na,b,c\n", ["--column", "3", "--header-row"], gives: ["c"])
        try folder.write("a.csv", "Mary,F,1\nAnna,F,2\n")
        try folder.rnnc("collect", "a.csv", "--column", "name").expectFailure(
            saying: "no header and 3 columns", "Mary, F, 1")
    }

    @Test func textThatIsATable() throws {
        try expect(
            "Mary,F,7065\nAnna,F,2604\nEmma,F,2003\n", file: "yob1880.txt",
            gives: ["Mary,F,7065", "Anna,F,2604", "Emma,F,2003"],
            saying: "3 fields separated by commas; if this is a table")
        try expect(
            "Mary;F\nAnna;F\nEmma;F\n", file: "a.txt", gives: ["Mary;F", "Anna;F", "Emma;F"], saying: "by semicolons")
        try expect(
            "Smith, Anna\nOtto, Bodo\nX, Carl\n", file: "a.txt", gives: ["Smith, Anna", "Otto, Bodo", "X, Carl"])
        try expect("Anna\nBodo, x, 1\nCarl\n", file: "a.txt", gives: ["Anna", "Bodo, x, 1", "Carl"])
    }

    @Test func linesOfJSON() throws {
        for ending in ["jsonl", "ndjson", "JSONL"] {
            try expect(
                "{\"name\":\"Anna\"}\n\n{\"id\":1,\"name\":\"Bert\"}\r\n\"Carl\"\n", file: "a.\(ending)",
                gives: ["Anna", "Bert", "Carl"])
            let arguments = ["train", "a.\(ending)", "-o", "m", "--epochs", "1", "--validation", "0", "-q"]
            #expect(try folder.rnnc(arguments).status == 0)
            #expect(try folder.inspect("m")["characters"] as? [String] == "ABCaelnrt".map { String($0) })
        }
        try folder.write("a.jsonl", "{\"person\":{\"name\":\"Anna\"}}\n{\"person\":{\"nom\":\"Bert\"}}\n")
        let run = try folder.rnnc("train", "a.jsonl", "-o", "m", "--key", "person.name")
        run.expectFailure(saying: "a.jsonl: line 2, column 1: no text under \"person.name\"; there are \"nom\"")
        try folder.write("a.jsonl", "{\"name\":\"Anna\"}\n{\"name\":\"Bert\"\n")
        try folder.rnnc("train", "a.jsonl", "-o", "m").expectFailure(
            saying: "a.jsonl: line 2, column 15: not valid JSON")
    }

    @Test func placesInJSON() throws {
        try folder.write("a.json", "[\"Anna\",\n  {\"name\": \"Bert\",}\n]")
        for arguments in [["train", "a.json", "-o", "m"], ["collect", "a.json"]] {
            try folder.rnnc(arguments).expectFailure(
                saying: "a.json: line 2, column 19: not valid JSON: unexpected '}'")
        }
        try folder.write("a.json", "[\"Anna\",\n  \"Bert")
        try folder.rnnc("train", "a.json", "-o", "m").expectFailure(
            saying: "a.json: line 2, column 3: not valid JSON: a string that does not end")
        try folder.write("a.json", "[\"Anna\",\"\\ud83d\",\"Bert\"]")
        for arguments in [["train", "a.json", "-o", "m"], ["collect", "a.json"]] {
            try folder.rnnc(arguments).expectFailure(
                saying: "a.json: line 1, column 10: \\ud83d is half of a surrogate pair")
        }
        try folder.write("a.json", "{\"name\": \"Anna\"}\n{\"name\": \"Bert\"}\n")
        try folder.rnnc("train", "a.json", "-o", "m").expectFailure(
            saying: "a.json: line 1, column 1: must be an array")
        #expect(try folder.rnnc("collect", "-q", "a.json").lines == ["Anna", "Bert"])
        try folder.write("a.json", "[\"\\ud83d\\ude00\", {\"person\": {\"name\": \"Bert\"}}]")
        #expect(try folder.rnnc("collect", "-q", "a.json", "--key", "person.name").status == 0)
        let run = try folder.rnnc(
            "train", "a.json", "-o", "m", "--key", "person.name", "--epochs", "1", "--validation", "0", "-q")
        #expect(run.status == 0, "\(run)")
        #expect(try folder.inspect("m")["characters"] as? [String] == ["B", "e", "r", "t", "😀"])
    }

    /// Every command that reads a list reads a table without a header, and says so.
    @Test func allCommands() throws {
        try folder.write("a.tab", "Mary\tF\t7065\nAnna\tF\t2604\nEmma\tF\t2003\n")
        let train = ["train", "a.tab", "-o", "m", "--epochs", "1", "--hidden", "4", "--validation", "0"]
        #expect(try folder.rnnc(train).errors.contains("no header; reading column 1"))
        #expect((try folder.inspect("m")["training"] as? [String: Any])?["names"] as? Int == 3)
        let commands: [[String]] = [
            ["evaluate", "m", "a.tab"], ["report", "m", "--list", "a.tab", "-o", "r.html"],
            ["generate", "m", "-n", "1", "--not-in", "a.tab", "--max-length", "3"],
            ["sweep", "a.tab", "-o", "s", "--hidden", "2,3", "--epochs", "1", "--validation", "0"],
            ["collect", "a.tab"],
        ]
        for command in commands {
            let run = try folder.rnnc(command)
            #expect(run.errors.contains("no header; reading column 1 (Mary, Anna, …)"), "\(command) \(run)")
            let named = try folder.rnnc(command + ["--no-header", "--delimiter", "tab"])
            #expect(!named.errors.contains("reading column"), "\(command) \(named)")
        }
    }

    @Test func fieldsThatAreNumbers() throws {
        try folder.write("a.csv", "Mary,Ulm\nAnna,Bonn\nEmma,Ulm\n")
        let run = try folder.rnnc(
            "train", "a.csv", "--columns", "1,2", "-o", "m", "--hidden", "4", "--epochs", "1", "--validation", "0")
        #expect(run.status == 0 && run.errors.contains("learned independently of each other"), "\(run)")
        try folder.write("b.csv", "name,city\nMary,Ulm\nAnna,Bonn\n")
        let result = try folder.rnnc("evaluate", "m", "b.csv", "--json")
        #expect(result.status == 0, "\(result)")
        #expect((result.objects.first?["fields"] as? [String: Any])?.keys.sorted() == ["1", "2"], "\(result)")
        let names = try folder.rnnc("generate", "m", "-n", "1", "--not-in", "b.csv", "--seed", "1")
        #expect(names.status == 0, "\(names)")
        try folder.write("c.csv", "name\nMary\n")
        try folder.rnnc("evaluate", "m", "c.csv").expectFailure(
            saying: "c.csv: there is no column 2; the columns are name")
    }
}
