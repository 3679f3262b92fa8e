import Foundation
import Testing

/// Labels, from a table to generated and classified names.
@Suite struct LabelTests {
    let folder: Folder

    private static let people: String = {
        let stems = ["ann", "mar", "lin", "jo", "kar", "sig", "ol", "ing", "bir", "tor", "hel", "run", "ast", "ar"]
        var lines = ["name;gender;country"]
        for (number, stem) in stems.enumerated() {
            for (index, middle) in ["", "d", "n", "l"].enumerated() {
                let country = (number + index).isMultiple(of: 3) ? "no" : "is"
                lines.append("\(stem)\(middle)a;f;\(country)")
                lines.append("\(stem)\(middle)ur;m;\(country)")
            }
        }
        lines.append("robin;;is")
        return lines.joined(separator: "\n") + "\n"
    }()

    init() throws {
        folder = try Folder()
        try folder.write("people.csv", Self.people)
    }

    private func train(_ options: String...) throws -> Run {
        try folder.rnnc(
            ["train", "people.csv", "-o", "m.safetensors", "--column", "name", "--labels", "gender,country"] + options)
    }

    /// What is drawn, with labels as they are, is read again.
    @Test func tablesOfStrangeNames() throws {
        try folder.write(
            "s.json", #"[{"name": "\"a", "k": "p\"q"}, {"name": "=b", "k": "=1"}, {"name": "c\"", "k": "q"}]"#)
        let options = ["--labels", "k", "--hidden", "8", "--epochs", "60", "--validation", "0", "--min-count", "1"]
        let run = try folder.rnnc(["train", "s.json", "-o", "s"] + options)
        #expect(run.status == 0, "\(run)")
        let drawn = try folder.rnnc("generate", "s", "-n", "200", "--with-labels", "-o", "s.tsv", "--seed", "1")
        #expect(drawn.status == 0, "\(drawn)")
        let names = try folder.rnnc("generate", "s", "-n", "200", "--json", "--seed", "1").objects
        let table = try folder.rnnc("collect", "s.tsv", "-q")
        #expect(table.lines == names.compactMap { $0["name"] as? String }, "\(table)")
        #expect(try folder.rnnc("evaluate", "s", "s.tsv").status == 0)
        // Interactive names come once.
        let session = try folder.rnnc(["generate", "s", "--interactive"], input: Data("\"\n".utf8))
        let shown = session.lines.filter { $0.contains("1 in") }.compactMap {
            $0.split(separator: " ").dropFirst().first
        }
        #expect(shown.count > 1 && Set(shown).count == shown.count, "\(session)")
    }

    @Test func namesOfGivenLabels() throws {
        let run = try train("--epochs", "150", "--validation", "0", "--seed", "3")
        #expect(run.status == 0 && run.errors.contains("3 values of gender, 2 values of country"), "\(run)")
        let names = try folder.rnnc(
            "generate", "m.safetensors", "-n", "100", "--given", "gender=f", "--seed", "1", "--with-labels")
        #expect(names.status == 0 && names.lines.count == 101 && names.lines[0] == "name\tgender\tcountry")
        let rows = names.lines.dropFirst().map { $0.components(separatedBy: "\t") }
        #expect(rows.allSatisfy { $0.count == 3 && $0[1] == "f" && ["is", "no"].contains($0[2]) })
        #expect(rows.count { $0[0].hasSuffix("a") } > 70, "\(names.output)")
        let objects = try folder.rnnc("generate", "m.safetensors", "-n", "5", "--given", "country=no", "--json").objects
        #expect(objects.allSatisfy { ($0["labels"] as? [String: String])?["country"] == "no" }, "\(objects)")
        #expect(
            try folder.rnnc("generate", "m.safetensors", "-n", "9", "--seed", "4").lines.allSatisfy {
                !$0.contains("\t")
            })

        let classes = try folder.rnnc(
            "classify", "m.safetensors", "--label", "gender", "annla", "torlur", "x", "--json")
        #expect(classes.status == 0 && classes.objects.count == 3, "\(classes)")
        #expect(classes.objects.prefix(2).compactMap { $0["best"] as? String } == ["f", "m"], "\(classes)")
        #expect(classes.objects[2]["best"] is NSNull && classes.objects[2]["values"] is NSNull)
        classes.expectRemark("not classified: 1 of 3 names")
        let quality = try folder.rnnc("classify", "m.safetensors", "--label", "gender", "people.csv", "--json")
        #expect((quality.objects.first?["accuracy"] as? Double ?? 0) > 0.9, "\(quality)")
        #expect(quality.objects.first?["omitted"] as? Int == 1 && quality.objects.first?["names"] as? Int == 112)
        let table = try folder.rnnc("classify", "m.safetensors", "--label", "gender", "people.csv")
        #expect(table.output.contains("accuracy") && table.output.contains("Confusion"), "\(table)")
        let sure = try folder.rnnc("classify", "m.safetensors", "--label", "gender", "--threshold", "1", "anna")
        #expect(sure.lines.first?.hasPrefix("?\t") ?? false, "\(sure)")

        let evaluation = try folder.rnnc("evaluate", "m.safetensors", "people.csv", "--json").objects[0]
        let labels = try #require(evaluation["labels"] as? [String: [String: [String: Any]]])
        #expect(labels["gender"]?.keys.sorted() == ["(none)", "f", "m"], "\(labels.keys)")
        #expect(evaluation["label_nats"] as? Double ?? 0 > 0.5)
        let report = try folder.rnnc(
            "report", "m.safetensors", "--list", "people.csv", "--column", "name", "-n", "50", "-o", "r.html")
        #expect(report.status == 0, "\(report)")
        let page = try folder.text("r.html")
        #expect(page.contains(">gender = f<") && page.contains(">country = no<"), "a row for each value")
        #expect(page.contains("Share of the names with each value") && page.contains("<td>0.88%</td>"), "1 of 113")
        let inspected = try folder.rnnc("inspect", "m.safetensors").output
        #expect(inspected.contains("label gender") && inspected.contains("(none) 1, f 56, m 56"), "\(inspected)")
        let given = try folder.rnnc("score", "m.safetensors", "anna", "--given", "gender=f").lines[0]
        let other = try folder.rnnc("score", "m.safetensors", "anna", "--given", "gender=m").lines[0]
        #expect(Double(given.split(separator: "\t")[0])! > Double(other.split(separator: "\t")[0])!)
        let best = try folder.rnnc("generate", "m.safetensors", "--best", "3", "--given", "gender=m", "--with-labels")
        #expect(best.status == 0 && best.lines.count == 4 && best.lines[1].contains("\tm\t"), "\(best)")
    }

    @Test func modelsOfTheirOwn() throws {
        try folder.write(
            "f.csv", Self.people.split(separator: "\n").filter { !$0.contains(";m;") }.joined(separator: "\n"))
        try folder.write(
            "m.csv", Self.people.split(separator: "\n").filter { !$0.contains(";f;") }.joined(separator: "\n"))
        for name in ["f", "m"] {
            let run = try folder.rnnc(
                "train", "\(name).csv", "-o", "\(name).safetensors", "--column", "name", "--epochs", "80",
                "--validation",
                "0")
            #expect(run.status == 0, "\(run)")
        }
        let run = try folder.rnnc("classify", "f.safetensors", "--against", "m.safetensors", "marna", "torlur")
        #expect(run.lines.map { $0.first } == ["f", "m"], "\(run)")
        let sure = try folder.rnnc(
            "classify", "f.safetensors", "--against", "m.safetensors", "--prior", "0.000001,1", "marna")
        #expect(sure.status == 0 && sure.lines.count == 1, "\(sure)")
        #expect(
            try folder.rnnc("classify", "f.safetensors", "--against", "f.safetensors", "anna").status == 1)
    }

    @Test func rareValuesAndDropout() throws {
        let run = try train("--epochs", "2", "--min-count", "40", "--label-dropout", "0.3")
        #expect(run.status == 0, "\(run)")
        let object = try #require(try folder.rnnc("inspect", "m.safetensors", "--json").objects.first)
        let labels = try #require(object["labels"] as? [[String: Any]])
        #expect(labels[1]["values"] as? [String] == ["(other)", "is"], "\(labels)")
    }

    @Test func labelsOfJSON() throws {
        try folder.write(
            "people.json",
            #"[{"name":"anna","about":{"gender":"f","year":1990}},{"name":"otto","about":{"gender":null,"year":1991}}]"#
        )
        let run = try folder.rnnc(
            "train", "people.json", "-o", "j.safetensors", "--labels", "about.gender,about.year", "--epochs", "1",
            "--validation", "0")
        #expect(run.status == 0, "\(run)")
        let object = try #require(try folder.rnnc("inspect", "j.safetensors", "--json").objects.first)
        let labels = try #require(object["labels"] as? [[String: Any]])
        #expect(labels.map { $0["values"] as? [String] } == [["", "f"], ["1990", "1991"]], "\(labels)")
    }

    /// A label that is no text, or not of one line, is refused where it is.
    @Test func valuesThatCannotBe() throws {
        try folder.write("list.json", #"[{"name": "anna", "k": "f"},\#n {"name": "otto", "k": ["m"]}]"#)
        try folder.write("object.jsonl", #"{"name": "anna", "k": "f"}\#n{"name": "otto", "k": {"is": "m"}}"#)
        try folder.write("lines.csv", "name,k\nanna,f\notto,\"a\nb\"\n")
        for (file, texts) in [
            "list.json": ["line 2", "an array or an object under \"k\""],
            "object.jsonl": ["line 2", "an array or an object under \"k\""],
            "lines.csv": ["line 3", "a value of k has a control character"],
        ] {
            let run = try folder.rnnc("train", file, "-o", "x", "--labels", "k")
            run.expectOneErrorLine(saying: texts)
        }
    }

    /// A number means the column of that number in each of several tables.
    @Test func columnsByNumber() throws {
        try folder.write("a.csv", "name,g,x\nanna,f,1\notto,m,1\n")
        try folder.write("b.csv", "name,h,g\nida,f,9\nurs,m,9\n")
        let run = try folder.rnnc(
            "train", "a.csv", "b.csv", "-o", "m", "--labels", "2", "--epochs", "1", "--validation", "0", "--min-count",
            "1", "-q")
        try #require(run.status == 0, "\(run)")
        #expect(try folder.rnnc("inspect", "m").lines.contains("label g             2: f 2, m 2"))
    }

    @Test func commasInValues() throws {
        try folder.write("c.csv", "name;k;l\nanna;a,b=c;1\notto;d;2\n")
        let run = try folder.rnnc("train", "c.csv", "-o", "m", "--labels", "k,l", "--epochs", "1", "-q")
        try #require(run.status == 0, "\(run)")
        let names = try folder.rnnc("generate", "m", "-n", "5", "--given", "k=a\\,b=c,l=1", "--with-labels")
        #expect(names.lines.dropFirst().allSatisfy { $0.hasSuffix("\ta,b=c\t1") } && names.lines.count == 6, "\(names)")
    }

    @Test func unknownLabelsAreLeftOut() throws {
        try #require(try train("--epochs", "1", "-q").status == 0)
        try folder.write("other.csv", "name;gender;country\nanna;f;is\nanna;x;is\n")
        let run = try folder.rnnc("evaluate", "m.safetensors", "other.csv", "--column", "name")
        #expect(run.errors.contains("left out: 1 names with 1 characters or labels that the"), "\(run)")
    }

    @Test func whatCannotBe() throws {
        try folder.write("names.txt", "anna\notto\nida\n")
        let cases: [([String], Int32, String)] = [
            (["train", "people.csv", "-o", "x", "--labels", "age"], 1, "there is no column age"),
            (["train", "people.csv", "-o", "x", "--labels", "gender,2"], 1, "gender is given twice in --labels"),
            (["train", "people.csv", "-o", "x", "--labels", "gender,gender"], 64, "--labels"),
            (["train", "names.txt", "-o", "x", "--labels", "gender"], 1, "has no columns for labels"),
            (["train", "@companies", "-o", "x", "--labels", "gender"], 1, "has no labels"),
            (["train", "people.csv", "-o", "x", "--label-dropout", "0.1"], 64, "requires --labels"),
            (["train", "people.csv", "-o", "x", "--min-count", "3"], 64, "requires --labels"),
            (["train", "names.txt", "-o", "x", "--labels", "a", "--text"], 64, "cannot be combined"),
        ]
        for (arguments, status, text) in cases {
            let run = try folder.rnnc(arguments)
            #expect(run.status == status && run.errors.contains(text), "\(arguments): \(run)")
        }
        #expect(try train("--epochs", "1").status == 0)
        let others: [([String], Int32, String)] = [
            (["generate", "m.safetensors", "--given", "age=3"], 1, "no label \"age\""),
            (["generate", "m.safetensors", "--given", "gender=x"], 1, "it has (none), f, m"),
            (["generate", "m.safetensors", "--given", "gender"], 64, "--given"),
            (["generate", "m.safetensors", "--given", "gender=f,gender=m"], 64, "twice"),
            (["classify", "m.safetensors", "anna"], 64, "--label"),
            (["classify", "m.safetensors", "anna", "--label", "age"], 1, "no label \"age\""),
            (["train", "names.txt", "-o", "y", "--from", "m.safetensors"], 1, "has the label gender"),
        ]
        for (arguments, status, text) in others {
            let run = try folder.rnnc(arguments)
            #expect(run.status == status && run.errors.contains(text), "\(arguments): \(run)")
        }
        try folder.writeModel(of: "names.txt", "--epochs", "1")
        let plain = try folder.rnnc("generate", "model.safetensors", "--with-labels")
        #expect(plain.status == 1 && plain.errors.contains("train a model with --labels"), "\(plain)")
    }
}
