import Foundation
import Testing

/// Records with labels, from a table to generated and classified records.
@Suite struct LabeledRecordTests {
    let folder: Folder

    /// First names and titles depend on the gender, last names on the country.
    private static let people: String = {
        let stems = ["ann", "mar", "lin", "jo", "kar", "sig", "ol", "ing", "bir", "tor", "hel", "run"]
        var lines = ["first;last;title;gender;country"]
        for (number, stem) in stems.enumerated() {
            for (index, last) in ["berg", "dal", "han", "ol"].enumerated() {
                let isIcelandic = (number + index).isMultiple(of: 3)
                let family = last + (isIcelandic ? "son" : "sen") + ";"
                let country = isIcelandic ? "is" : "no"
                lines.append("\(stem)a;\(family)\(index == 0 ? "Dr" : "Ms");f;\(country)")
                lines.append("\(index == 1 ? "" : stem + "ur");\(family)\(index == 0 ? "Dr" : "Mr");m;\(country)")
            }
        }
        lines.append("robin;bergsen;;;no")
        return lines.joined(separator: "\n") + "\n"
    }()

    init() throws {
        folder = try Folder()
        try folder.write("people.csv", Self.people)
    }

    private func train(_ options: String...) throws -> Run {
        try folder.rnnc(
            [
                "train", "people.csv", "-o", "m.safetensors", "--columns", "first,last", "--sample-columns", "title",
                "--labels", "gender,country", "--validation", "0", "--seed", "3",
            ] + options)
    }

    private func trained() throws {
        let run = try train("--epochs", "100", "--quiet")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    }

    @Test func recordsOfGivenLabels() throws {
        try trained()
        let table = try folder.rnnc("generate", "m.safetensors", "-n", "400", "--with-labels", "--seed", "1")
        #expect(table.status == 0 && table.lines.count == 401 && table.lines[0] == "name\tgender\tcountry", "\(table)")
        let rows = table.lines.dropFirst().map { $0.components(separatedBy: "\t") }
        #expect(rows.allSatisfy { $0.count == 3 && ["f", "m", ""].contains($0[1]) && ["is", "no"].contains($0[2]) })
        #expect(rows.count { $0[1] == "f" } > 150 && rows.count { $0[1] == "m" } > 150)
        let plain = try folder.rnnc("generate", "m.safetensors", "-n", "400", "--seed", "1", "--threads", "3")
        #expect(plain.lines == rows.map { $0[0] })

        let objects = try folder.rnnc(
            "generate", "m.safetensors", "-n", "200", "--given", "gender=f,country=no", "--json", "--seed", "1"
        ).objects
        #expect(objects.count == 200)
        #expect(objects.allSatisfy { $0["labels"] as? [String: String] == ["gender": "f", "country": "no"] })
        let fields = objects.compactMap { $0["fields"] as? [String: String] }
        #expect(fields.count { $0["first"]!.hasSuffix("a") } > 160, "\(fields)")
        #expect(fields.count { $0["last"]!.hasSuffix("sen") } > 160, "\(fields)")
        #expect(fields.count { $0["title"] == "Mr" } < 10 && fields.count { $0["title"] == "Ms" } > 120)
        #expect(objects.allSatisfy { ($0["logprob"] as? Double).map { $0 < -1 } ?? false })
    }

    /// Tables of records are as safe in spreadsheets as those of names.
    @Test func tablesOfFormulas() throws {
        try folder.write("f.csv", "first;last;k\n=1+1;x;=2+2\n")
        let run = try folder.rnnc(
            "train", "f.csv", "-o", "f", "--columns", "first,last", "--sample-columns", "first", "--labels", "k",
            "--epochs", "1", "--validation", "0", "-q")
        try #require(run.status == 0, "\(run)")
        let table = try folder.rnnc("generate", "f", "-n", "1", "--with-labels")
        let row = try #require(table.lines.last)
        #expect(table.lines.count == 2 && row.hasPrefix("'=1+1") && row.hasSuffix("\t'=2+2"), "\(table)")
        #expect(try folder.rnnc("generate", "f", "-n", "1").output.hasPrefix("=1+1"))
    }

    @Test func recordsAreClassified() throws {
        try trained()
        try folder.write("rows.csv", "title,first,last\nMs,linna,dalsen\n,torlur,dalson\n,xyz,dalsen\n")
        let run = try folder.rnnc("classify", "m.safetensors", "--label", "gender", "rows.csv", "--json")
        #expect(run.status == 0 && run.objects.count == 3, "\(run)")
        #expect(run.objects.prefix(2).compactMap { $0["best"] as? String } == ["f", "m"], "\(run)")
        #expect(run.objects[0]["fields"] as? [String: String] == ["first": "linna", "last": "dalsen", "title": "Ms"])
        #expect(run.objects[0]["name"] as? String == "linna dalsen Ms")
        #expect(run.objects[2]["best"] is NSNull && run.objects[2]["values"] is NSNull)
        run.expectRemark("not classified: 1 of 3 records")
        let countries = try folder.rnnc(
            "classify", "m.safetensors", "--label", "country", "--format", "csv", "--given", "gender=m", "--quiet",
            input: Data("first,last,title\ntorur,hansen,\ntorur,hanson,\n".utf8))
        #expect(countries.lines.map { $0.prefix(3) } == ["no\t", "is\t"], "\(countries)")

        let quality = try folder.rnnc("classify", "m.safetensors", "--label", "gender", "people.csv", "--json")
        #expect((quality.objects.first?["accuracy"] as? Double ?? 0) > 0.95, "\(quality)")
        #expect(quality.objects.first?["omitted"] as? Int == 1 && quality.objects.first?["names"] as? Int == 96)
        let table = try folder.rnnc("classify", "m.safetensors", "--label", "gender", "people.csv")
        #expect(table.lines.first == "records             96 classified", "\(table)")
        #expect(table.output.contains("nats per record") && table.output.contains("Confusion"), "\(table)")
    }

    @Test func recordsAreEvaluated() throws {
        try trained()
        let run = try folder.rnnc("evaluate", "m.safetensors", "people.csv", "--json")
        let result = try #require(run.objects.first)
        func number(_ key: String, of result: [String: Any]) throws -> Double {
            try #require(result[key] as? Double, "\(key) in \(result)")
        }
        let (nats, given) = try (number("nats_per_record", of: result), number("nats_given_labels", of: result))
        let labels = try number("label_nats", of: result)
        #expect(given < nats && nats < given + labels, "\(run)")
        #expect(result["left_out"] as? Int == 0)
        let fields = try #require(result["fields"] as? [String: [String: Any]])
        let byLabel = try #require(fields["first"]?["labels"] as? [String: [String: [String: Any]]])
        #expect(byLabel["gender"]?.keys.sorted() == ["(none)", "f", "m"], "\(byLabel.keys)")
        #expect(byLabel["gender"]?["m"]?["names"] as? Int == 36)
        let women = try folder.rnnc("evaluate", "m.safetensors", "people.csv", "--given", "gender=f", "--json")
        #expect(try number("nats_per_record", of: #require(women.objects.first)) > nats, "half of them are men")
        let text = try folder.rnnc("evaluate", "m.safetensors", "people.csv")
        #expect(text.output.contains("given labels") && text.output.contains("gender=f"), "\(text)")
        // The same records without their labels.
        try folder.write(
            "plain.csv",
            Self.people.split(separator: "\n").map { $0.split(separator: ";", omittingEmptySubsequences: false) }
                .map { $0[..<3].joined(separator: ",") }.joined(separator: "\n"))
        let plain = try #require(try folder.rnnc("evaluate", "m.safetensors", "plain.csv", "--json").objects.first)
        #expect(try abs(number("nats_per_record", of: plain) - nats) < 1e-9 && plain["label_nats"] == nil)
    }

    @Test func inspectListsTheLabels() throws {
        let run = try train("--epochs", "1", "--min-count", "40")
        #expect(run.status == 0 && run.errors.contains("independently of each other, given gender, country;"), "\(run)")
        #expect(run.errors.contains("first: ") && run.errors.contains("3 values of gender, 2 values of country"))
        let text = try folder.rnnc("inspect", "m.safetensors")
        #expect(
            text.lines.contains { $0.hasPrefix("label gender") && $0.hasSuffix("3: (none) 1, f 48, m 48") }, "\(text)")
        #expect(
            text.lines.contains { $0.hasPrefix("label country") && $0.hasSuffix("2: (other) 32, no 65") }, "\(text)")
        let object = try #require(try folder.rnnc("inspect", "m.safetensors", "--json").objects.first)
        let labels = try #require(object["labels"] as? [[String: Any]])
        #expect(labels.map { $0["name"] as? String } == ["gender", "country"])
        #expect(object["label_counts"] as? [[Int]] == [[1, 48, 48], [32, 65]])
    }

    @Test func validationAndTestFiles() throws {
        try folder.write("others.csv", "first,last,title,gender,country\nannia,dalsen,,f,no\njour,dalson,,m,se\n")
        let run = try folder.rnnc(
            "train", "people.csv", "-o", "m.safetensors", "--columns", "first,last", "--sample-columns", "title",
            "--labels", "4,country", "--epochs", "2", "--validation-file", "others.csv", "--test-file", "others.csv")
        #expect(run.status == 0, "\(run)")
        #expect(run.errors.contains("1 held out"), "no country se in the list: \(run)")
        let object = try #require(try folder.rnnc("inspect", "m.safetensors", "--json").objects.first)
        let labels = try #require(object["labels"] as? [[String: Any]])
        #expect(labels.map { $0["name"] as? String } == ["gender", "country"])
        #expect(labels[1]["values"] as? [String] == ["is", "no"])
        try folder.write("few.csv", "first,last,title\nannia,dalsen,\n")
        try folder.rnnc(
            "train", "people.csv", "-o", "x", "--columns", "first,last", "--sample-columns", "title", "--labels",
            "gender", "--validation-file", "few.csv", "--quiet"
        ).expectFailure(saying: "few.csv", "no column gender")
    }

    @Test func whatCannotBe() throws {
        let columns = ["train", "people.csv", "-o", "x", "--columns", "first,last"]
        let cases: [([String], Int32, String)] = [
            (columns + ["--labels", "age"], 1, "there is no column age"),
            (columns + ["--labels", "gender,4"], 1, "gender is given twice in --labels"),
            (columns + ["--labels", "last"], 1, "last is a field of the records; remove it from --labels"),
            (columns + ["--labels", "gender", "--label-dropout", "0.1"], 64, "--label-dropout cannot be combined"),
            (["train", "@players", "-o", "x", "--labels", "gender"], 1, "there is no column gender"),
        ]
        for (arguments, status, text) in cases {
            let run = try folder.rnnc(arguments)
            #expect(run.status == status && run.errors.contains(text), "\(arguments): \(run)")
        }
        #expect(try train("--epochs", "1").status == 0)
        try folder.write("names.txt", "anna\notto\nida\n")
        try folder.train("names.txt", to: "names")
        let others: [([String], Int32, String)] = [
            (["generate", "m.safetensors", "--given", "age=3"], 1, "no label \"age\""),
            (["generate", "m.safetensors", "--given", "gender=x"], 1, "it has (none), f, m"),
            (["classify", "m.safetensors", "--label", "age", "people.csv"], 1, "no label \"age\""),
            (["classify", "m.safetensors", "--label", "gender", "anna"], 1, "the columns first, last, title"),
            (["classify", "m.safetensors", "--label", "gender", "people.csv", "--column", "first"], 1, "--column"),
            (["evaluate", "m.safetensors", "people.csv", "--given", "gender=x"], 1, "it has (none), f, m"),
            (["evaluate", "names", "names.txt", "--given", "gender=f"], 1, "--given"),
        ]
        for (arguments, status, text) in others {
            let run = try folder.rnnc(arguments)
            #expect(run.status == status && run.errors.contains(text), "\(arguments): \(run)")
        }
        try folder.train("people.csv", to: "plain", "--columns", "first,last", "--epochs", "1")
        try folder.rnnc("generate", "plain", "--with-labels").expectFailure(saying: "no labels", "--with-labels")
        try folder.rnnc("classify", "plain", "--label", "gender", "people.csv", "--quiet")
            .expectFailure(saying: "no labels")
    }
}
