import Foundation
import Testing

/// Small files that ask for much: memory, time, or another file. Each is refused in one line.
@Suite struct HostileFileTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private static func json(_ value: Any) -> String {
        (try? JSONSerialization.data(withJSONObject: value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static func model(
        _ cell: String = "rnn", hidden: [Int] = [1], vocabulary: [String] = ["a", "b"],
        with more: [String: String] = [:]
    ) -> [String: String] {
        let plain = [
            "rnnc.format": more.isEmpty ? "1" : "2", "rnnc.architecture": json(["cell": cell, "hidden": hidden]),
            "rnnc.vocabulary": json(vocabulary), "rnnc.training": "{}",
        ]
        return plain.merging(more) { $1 }
    }

    private static func header(_ metadata: [String: String]) -> String { json(["__metadata__": metadata]) }

    private static let labels =
        "[" + (0..<60).map { #"{"name":"\#($0)","values":["a","b","c","d"]}"# }.joined(separator: ",") + "]"

    /// The headers of files without tensors, and what is said of them.
    private static let headers: [(header: String, reason: String)] = [
        (header(model("lstm", hidden: [Int](repeating: 8192, count: 64))), "rnn.weight_ih_l0 is missing"),
        (header(model(hidden: [Int](repeating: 1, count: 65))), "sizes"),
        (#"{"__metadata__":"# + String(repeating: "[", count: 200_000), "not a JSON object"),
        (header(model(with: ["rnnc.tokens": "regex:(a|b)*a(a|b){18}"])), "too complex"),
        (header(model(with: ["rnnc.tokens": "regex:((((a{1,50}){1,50}){1,50}){1,50})"])), "too complex"),
        (header(model(with: ["rnnc.tokens": "bpe:60000", "rnnc.merges": "[[0,1]]"])), "pair 1"),
        (header(model(with: ["rnnc.labels": labels])), "combinations"),
        (header(model(with: ["rnnc.labels": #"[{"name":"g","values":["(none)","a"]}]"#])), "rnnc.labels"),
        (header(model(with: ["rnnc.training": #"{"names":9223372036854775807}"#])), "rnnc.training"),
        (header(model(with: ["rnnc.training": #"{"label_counts":[[-1]]}"#])), "rnnc.training"),
        (
            header(
                model(with: ["rnnc.training": #"{"curve":{"epochs":[9223372036854775807],"losses":[1],"every":1}}"#])),
            "rnnc.training"
        ),
        (
            header([
                "rnnc.records": #"{"fields":[{"name":"x","counts":[{"text":"a","count":4611686018427387904},"#
                    + #"{"text":"b","count":4611686018427387904}]},{"name":"y","empty":0}],"#
                    + #""rows":9223372036854775807,"separator":" "}"#
            ]), "counts"
        ),
    ]

    @Test(arguments: headers.indices) func models(_ index: Int) throws {
        let (header, reason) = Self.headers[index]
        let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
        try folder.write("bad.safetensors", length + Data(header.utf8))
        // A tenth of a second and little memory; the limits are generous.
        let run = try folder.shell("ulimit -v 1000000; ulimit -t 20; exec \"$RNNC\" inspect bad.safetensors")
        run.expectFailure(saying: "bad.safetensors", reason)
    }

    @Test func deepNesting() throws {
        for name in ["list.json", "list.jsonl"] {
            let begin = name == "list.json" ? "[" : ""
            try folder.write(name, begin + String(repeating: #"{"x":"#, count: 100_000))
            try folder.rnnc("train", name, "-o", "m").expectFailure(saying: name, "nested")
        }
        try folder.write("weights.json", String(repeating: "[", count: 1_000_000))
        try folder.write("v.json", "{}")
        try folder.rnnc("import", "weights.json", "--vocabulary", "v.json", "-o", "m")
            .expectFailure(saying: "weights.json", "not a JSON array")
    }

    /// An archive of which an entry would have a gigabyte is refused before anything of it is unpacked.
    @Test func aLargeEntryOfAnArchive() throws {
        let name = Data("config.json".utf8)
        let entry =
            Data("PK\u{1}\u{2}".utf8) + Data([0, 0, 0, 0, 0, 0, 8, 0]) + Data(count: 8)
            + Data([0, 0, 1, 0, 0, 0, 0, 0x40, UInt8(name.count), 0]) + Data(count: 16) + name
        let end = Data("PK\u{5}\u{6}".utf8) + Data([0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0])
        try folder.write("bomb.keras", Data("PK\u{3}\u{4}".utf8) + entry + end)
        try folder.write("v.json", "{}")
        let run = try folder.rnnc("import", "bomb.keras", "--vocabulary", "v.json", "-o", "m")
        run.expectFailure(saying: "bomb.keras", "would have 1073741824 bytes unpacked")
    }

    /// A model whose tokens came from a file has them; the file is not looked for.
    @Test func theFileOfTokensIsNotRead() throws {
        try folder.write("names.txt", "anna\notto\nhannah\n")
        try folder.write("tokens.txt", "an\nna\not\nto\nh\na\nn\nt\no\n")
        let train = try folder.rnnc(
            "train", "names.txt", "-o", "m", "--tokens", "file:tokens.txt", "--epochs", "1", "--hidden", "2", "-q")
        try #require(train.status == 0, "\(train)")
        let before = try folder.rnnc("generate", "m", "-n", "3", "--seed", "1")
        try folder.write("tokens.txt", "x\n")
        let after = try folder.rnnc("generate", "m", "-n", "3", "--seed", "1")
        #expect(before.status == 0 && after.output == before.output, "\(after)")
    }
}
