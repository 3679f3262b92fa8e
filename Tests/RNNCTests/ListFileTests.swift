import Foundation
import Testing

/// Compressed lists, folders and several files.
@Suite struct ListFileTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("model.txt", TrainTests.names)
        try folder.writeModel(of: "model.txt")
        try folder.write("a.txt", "anna\notto\n")
        try folder.write("b.csv", "name,x\nemma,1\n\"ada\",2\n")
        try folder.write("c.json", #"[{"name": "nora"}, "mina"]"#)
        try folder.write("d.jsonl", "\"olaf\"\n{\"name\": \"lina\"}\n")
    }

    /// The evaluation on a list, which is the same if the names are.
    private func evaluate(
        _ list: String, _ options: [String] = [], input: Data = Data(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let run = try folder.rnnc(["evaluate", "model.safetensors", list, "--json"] + options, input: input)
        try #require(run.status == 0 && run.errors.isEmpty, "\(run)", sourceLocation: sourceLocation)
        return run.output
    }

    private func shell(_ script: String) throws {
        let run = try folder.shell(script)
        try #require(run.status == 0, "\(run)")
    }

    @Test(arguments: ["a.txt", "b.csv", "c.json", "d.jsonl"]) func compressedLists(_ file: String) throws {
        try shell("gzip -k \(file)")
        #expect(try evaluate(file + ".gz") == evaluate(file))
        // By its content, whatever it is called.
        let format = [
            "--format", ["txt": "text"][(file as NSString).pathExtension] ?? (file as NSString).pathExtension,
        ]
        #expect(try evaluate("-", format, input: folder.data(file + ".gz")) == evaluate(file))
        try shell("mv \(file).gz x")
        #expect(try evaluate("x", format) == evaluate(file))
    }

    /// Files that were joined are one list. Zeros at the end are padding.
    @Test func severalMembers() throws {
        try shell(
            """
            (printf 'anna\\not' | gzip; printf 'to\\n' | gzip; gzip < /dev/null; printf 'emma' | gzip) > m.txt.gz
            (cat m.txt.gz; head -c 600000 /dev/zero) > padded.txt.gz; printf 'anna\\notto\\nemma\\n' > plain.txt
            """)
        #expect(try evaluate("m.txt.gz") == evaluate("plain.txt"))
        #expect(try evaluate("padded.txt.gz") == evaluate("plain.txt"))
    }

    /// More than one piece of compressed and of decompressed bytes.
    @Test func longFiles() throws {
        let names = (0..<150_000).map { String($0 &* 2_654_435_761 % 1_000_003, radix: 36).filter(\.isLetter) }
        try folder.write("long.txt", names.joined(separator: "\n"))
        try folder.write("same.txt", String(repeating: "anna\n", count: 400_000))
        try shell("gzip -k long.txt same.txt; gzip -k -1 -c long.txt > fast.txt.gz")
        #expect(try evaluate("long.txt.gz", ["-q"]) == evaluate("long.txt", ["-q"]))
        #expect(try evaluate("fast.txt.gz", ["-q"]) == evaluate("long.txt", ["-q"]))
        #expect(try evaluate("same.txt.gz") == evaluate("same.txt"))
    }

    @Test func damagedFiles() throws {
        try folder.write(
            "long.txt", (0..<1000).map { "name\($0 &* 2_654_435_761 % 1_000_003)" }.joined(separator: "\n"))
        try shell("gzip -k long.txt")
        let whole = try folder.data("long.txt.gz")
        for count in [2, 9, 10, 11, whole.count / 2, whole.count - 8, whole.count - 1] {
            try folder.write("bad.txt.gz", whole.prefix(count))
            let run = try folder.rnnc("evaluate", "model.safetensors", "bad.txt.gz")
            run.expectFailure(saying: "bad.txt.gz: its gzip data end too early")
        }
        for position in [2, whole.count / 2, whole.count - 6, whole.count - 2] {
            var bad = whole
            bad[position] ^= 0x55
            try folder.write("bad.txt.gz", bad)
            let run = try folder.rnnc("evaluate", "model.safetensors", "bad.txt.gz")
            run.expectFailure(saying: "bad.txt.gz: its gzip data ")
        }
        try folder.write("bad.txt.gz", whole + Data("more".utf8))
        try folder.rnnc("evaluate", "model.safetensors", "bad.txt.gz")
            .expectFailure(saying: "bad.txt.gz: something other than gzip data follows")
    }

    private static let hasZstandard = ["libzstd.so.1", "libzstd.1.dylib"].contains { (name: String) in
        dlopen(name, RTLD_NOW) != nil
    }

    /// Frames of zstd: of what it was given as it is, and of what was really compressed, with a checksum.
    private static func frame(_ text: some StringProtocol) -> Data {
        let bytes = Data(text.utf8)
        func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) } }
        var frame = Data([0x28, 0xB5, 0x2F, 0xFD, 0xA0] + little(bytes.count, 4))
        var begin = 0
        repeat {
            let end = min(begin + 100_000, bytes.count)
            frame += little((end - begin) << 3 | (end == bytes.count ? 1 : 0), 3) + bytes[begin..<end]
            begin = end
        } while begin < bytes.count
        return frame
    }
    private static let threeThousandAnnas = Data(
        [
            0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x6D, 0x00, 0x00, 0x28, 0x61, 0x6E, 0x6E, 0x61, 0x0A, 0x01, 0x00, 0x90,
            0x1A, 0x7C, 0xD1, 0x02, 0x77, 0x25, 0x68, 0x4B,
        ])

    @Test(.enabled(if: hasZstandard)) func zstandard() throws {
        for file in ["a.txt", "b.csv", "c.json", "d.jsonl"] {
            try folder.write(file + ".zst", Self.frame(try folder.text(file)))
            #expect(try evaluate(file + ".zst") == evaluate(file))
        }
        try folder.write("plain.txt", String(repeating: "anna\n", count: 3000))
        try folder.write("annas", Self.threeThousandAnnas)
        #expect(try evaluate("annas") == evaluate("plain.txt"))
        #expect(try evaluate("-", input: Self.threeThousandAnnas) == evaluate("plain.txt"))
        // Several frames, an empty one and one to be skipped among them; more than one piece.
        let names = (0..<150_000).map { String($0 &* 2_654_435_761 % 1_000_003, radix: 36).filter(\.isLetter) }
        let text = names.joined(separator: "\n")
        try folder.write("long.txt", "anna\n" + text)
        let skipped = Data([0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3])
        try folder.write(
            "long.zst", Self.frame("anna") + skipped + Self.frame("\n") + Self.frame("") + Self.frame(text))
        #expect(try evaluate("long.zst", ["-q"]) == evaluate("long.txt", ["-q"]))
        try shell("mkdir lists; cp a.txt.zst b.csv.zst lists")
        try folder.write("both.txt", "anna\notto\nemma\nada\n")
        #expect(try evaluate("lists") == evaluate("both.txt"))
    }

    /// `collect` decompresses files, too; --max-size is of what comes out.
    @Test func collecting() throws {
        try shell("gzip -k b.csv c.json; (head -c 3000000 /dev/zero | tr '\\0' x) | gzip > x.txt.gz")
        #expect(try folder.rnnc("collect", "b.csv.gz", "c.json.gz").lines == ["emma", "ada", "nora", "mina"])
        try folder.write("bad.gz", folder.data("b.csv.gz").dropLast())
        try folder.rnnc("collect", "bad.gz").expectFailure(saying: "bad.gz: its gzip data end too early")
        try folder.rnnc("collect", "x.txt.gz", "--max-size", "2M").expectFailure(saying: "x.txt.gz is larger than 2M")
        try folder.write("x.xz", Data([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]))
        try folder.rnnc("collect", "x.xz").expectFailure(saying: "x.xz is compressed; decompress it: xz -d x.xz")
    }

    @Test(.enabled(if: hasZstandard)) func damagedZstandard() throws {
        let whole = Self.threeThousandAnnas
        for count in [4, 5, 8, 12, whole.count - 5, whole.count - 1] {
            try folder.write("bad.zst", whole.prefix(count))
            try folder.rnnc("evaluate", "model.safetensors", "bad.zst")
                .expectFailure(saying: "bad.zst: its zstd data end too early")
        }
        for position in [4, 9, 16, whole.count - 2] {
            var bad = whole
            bad[position] ^= 0x55
            try folder.write("bad.zst", bad)
            try folder.rnnc("evaluate", "model.safetensors", "bad.zst").expectFailure(saying: "bad.zst: its zstd data ")
        }
        try folder.write("bad.zst", whole + Data("more".utf8))
        try folder.rnnc("evaluate", "model.safetensors", "bad.zst")
            .expectFailure(saying: "bad.zst: its zstd data are damaged")
    }

    @Test(.enabled(if: !hasZstandard)) func zstandardWithoutItsLibrary() throws {
        try folder.write("n.txt", Self.threeThousandAnnas)
        try folder.rnnc("evaluate", "model.safetensors", "n.txt")
            .expectFailure(saying: "n.txt is compressed; decompress it: zstd -d n.txt")
    }

    @Test(arguments: [
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz -d"),
        (Array("BZh91AY&SY".utf8), "bzip2 -d"),
    ])
    func otherCompressions(_ bytes: [UInt8], _ command: String) throws {
        try folder.write("n.txt", Data(bytes))
        try folder.rnnc("evaluate", "model.safetensors", "n.txt")
            .expectFailure(saying: "n.txt is compressed; decompress it: \(command) n.txt")
    }

    /// Several files are one list for `evaluate`, with one model and with several, of names and of running text.
    @Test func evaluateTakesSeveralFiles() throws {
        try folder.write("all.txt", "anna\notto\nemma\nada\nnora\nmina\nolaf\nlina\nanna\n")
        try folder.write("more.txt", "anna\n")
        try shell("gzip -k a.txt; mkdir lists; cp b.csv c.json lists")
        let several = ["a.txt.gz", "lists", "d.jsonl", "more.txt"]
        let all = try folder.rnnc("evaluate", "model.safetensors", "all.txt", "--json").output
        let run = try folder.rnnc(["evaluate", "model.safetensors"] + several + ["--json"])
        #expect(run.status == 0 && run.output == all, "\(run)")
        let both = try folder.rnnc(
            ["evaluate", "model.safetensors", "model.safetensors"] + several + ["--json", "--mix", "0.5,0.5"])
        #expect(both.objects.count == 3 && both.objects[0]["names"] as? Int == 9, "\(both)")
        try folder.rnnc("evaluate", "model.safetensors", "a.txt", "model.safetensors")
            .expectFailure(saying: "model.safetensors is a model, not a list", "before the lists")
        #expect(try folder.rnnc("evaluate", "model.safetensors", "model.safetensors").status == 64)

        try folder.write("one.txt", "to be or not to be")
        try folder.write("two.txt", "that is the question\n")
        try folder.write("play.txt", "to be or not to be\nthat is the question\n")
        try folder.train("play.txt", to: "play", "--text", "--streams", "2", "--epochs", "1", "--validation", "0")
        let parts = try folder.rnnc("evaluate", "play", "one.txt", "two.txt", "--json")
        #expect(parts.status == 0, "\(parts)")
        #expect(try parts.output == folder.rnnc("evaluate", "play", "play.txt", "--json").output)
    }

    /// All lists of a folder, in the order of their names; nothing else.
    @Test func folders() throws {
        try shell(
            """
            mkdir lists lists/deeper.txt empty; gzip a.txt; mv a.txt.gz b.csv c.json d.jsonl lists
            printf 'zz' > lists/.hidden.txt; printf 'zz' > lists/README.md; printf 'zz' > empty/x.safetensors
            printf 'anna\\notto\\nemma\\nada\\nnora\\nmina\\nolaf\\nlina\\n' > all.txt
            """)
        #expect(try evaluate("lists") == evaluate("all.txt") && evaluate("lists/") == evaluate("all.txt"))
        let options = ["-n", "9", "--not-in", "lists", "--temperature", "0.1"]
        let run = try folder.rnnc(["generate", "model.safetensors"] + options)
        let all = try folder.text("all.txt").split(separator: "\n").map(String.init)
        #expect(run.status == 0 && Set(run.lines).isDisjoint(with: all), "\(run)")
        try folder.rnnc("evaluate", "model.safetensors", "empty")
            .expectFailure(saying: "empty: a folder without lists", ".jsonl")
    }

    /// The names of each file after those of the one before: the same bytes as one list, except for what it is called.
    @Test func severalFilesAreOneList() throws {
        try shell(
            "mkdir more; mv c.json more; printf 'anna\\notto\\nemma\\nada\\nnora\\nmina\\nolaf\\nlina\\n' > all.txt")
        try folder.train("all.txt", to: "one", "--validation", "0")
        let options = ["--hidden", "8", "--epochs", "2", "--threads", "1", "-q", "--validation", "0"]
        let run = try folder.rnnc(["train", "a.txt", "b.csv", "more", "d.jsonl", "-o", "m"] + options)
        #expect(run.status == 0, "\(run)")
        let names = try ["one", "m"].map { try folder.rnnc("generate", $0, "-n", "9", "--seed", "1").output }
        #expect(names[0] == names[1] && !names[0].isEmpty)
        let counts = try ["one", "m"].map { try (folder.inspect($0)["training"] as? [String: Any])?["names"] as? Int }
        #expect(counts[0] == counts[1] && counts[0] != nil)
        let both = try folder.rnnc(["train", "@companies", "a.txt", "-o", "both"] + options)
        #expect(both.status == 0, "\(both)")
        let record = try #require(folder.inspect("both")["training"] as? [String: Any])
        let alone = try NameCount(folder, "@companies", options)
        #expect(
            record["names"] as? Int == alone.count + 2 && record["list"] as? String == "@companies, a.txt", "\(record)")
    }

    private struct NameCount {
        let count: Int

        init(_ folder: Folder, _ list: String, _ options: [String]) throws {
            let run = try folder.rnnc(["train", list, "-o", "alone"] + options)
            try #require(run.status == 0, "\(run)")
            count = try #require((folder.inspect("alone")["training"] as? [String: Any])?["names"] as? Int)
        }
    }

    /// An error names the file, not the list.
    @Test func errorsNameTheFile() throws {
        try folder.write("bad.txt", Data("ok\n\u{E9}".utf8) + Data([0xFF]))
        try folder.rnnc("train", "a.txt", "bad.txt", "-o", "m")
            .expectFailure(saying: "Error: bad.txt is not UTF-8: line 2, byte 3")
        try folder.rnnc("train", "a.txt", "missing.txt", "-o", "m").expectFailure(saying: "cannot read missing.txt")
        try folder.write("bad.json", "[\"a\",\n \"b\" 1]")
        try folder.rnnc("train", "a.txt", "bad.json", "-o", "m")
            .expectFailure(saying: "Error: bad.json: line 2, column 6")
        try folder.rnnc("train", "a.txt", "model.safetensors", "-o", "m")
            .expectFailure(saying: "model.safetensors is a model")
        let run = try folder.rnnc("train", "a.txt", "b.csv", "-o", "b.csv")
        #expect(run.status == 64 && run.errors.contains("b.csv is an input file"), "\(run)")
    }

    @Test func sweepsOfSeveralFiles() throws {
        let options = ["-o", "s", "--hidden", "2,3", "--epochs", "1", "--validation", "0"]
        let run = try folder.rnnc(["sweep", "a.txt", "b.csv"] + options)
        #expect(run.status == 0 && run.output.contains("rnnc train a.txt b.csv -o best.safetensors"), "\(run)")
    }

    @Test func recordsAndTexts() throws {
        try folder.write("p.csv", "first,last\nab,xy\ncd,z\n")
        try folder.write("q.csv", "last,first\nyx,ba\n")
        try shell("gzip p.csv")
        let options = ["--epochs", "1", "--validation", "0", "-q"]
        let run = try folder.rnnc(["train", "p.csv.gz", "q.csv", "--columns", "first,last", "-o", "r"] + options)
        #expect(run.status == 0, "\(run)")
        #expect(try folder.inspect("r")["rows"] as? Int == 3)
        try folder.write("t.txt", String(repeating: "to be or not\n", count: 40))
        try folder.write("u.txt", String(repeating: "to be", count: 40))
        try shell("cat u.txt > both.txt; echo >> both.txt; cat t.txt >> both.txt; gzip -k t.txt")
        for (list, model) in [(["u.txt", "t.txt.gz"], "one"), (["both.txt"], "two")] {
            let run = try folder.rnnc(["train", "--text"] + list + ["-o", model, "--streams", "4"] + options)
            #expect(run.status == 0, "\(run)")
        }
        let texts = try ["one", "two"].map { try folder.rnnc("generate", $0, "--length", "50", "--seed", "1").output }
        #expect(texts[0] == texts[1] && texts[0].count > 40)
        let evaluations = try ["t.txt", "t.txt.gz"].map { try folder.rnnc("evaluate", "one", $0, "--json").output }
        #expect(evaluations[0] == evaluations[1] && !evaluations[0].isEmpty)
    }
}
