import Foundation
import Testing

/// Files of earlier versions, which `Versions/make.sh` has made with them: each is opened, and is what it was. Those of
/// versions to come are refused by name.
@Suite struct VersionTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        for name in ["names.txt", "table.csv"] {
            try folder.write(name, Data(contentsOf: Self.all.appending(path: name)))
        }
    }

    private static let all = Bundle.module.resourceURL!.appending(path: "Versions")
    static let versions = ["2026-11-26", "2026-11-29"]

    /// The files of a version, which are copied to the folder.
    private func copy(_ version: String) throws -> [String] {
        let place = Self.all.appending(path: version)
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
        for name in names { try FileManager.default.copyItem(at: place.appending(path: name), to: folder.file(name)) }
        return names
    }

    /// What `evaluate --json` says of a model and of its parts: -ln p of a prediction.
    private func nats(_ value: Any) -> [Double] {
        guard let object = value as? [String: Any] else { return [] }
        return object.sorted { $0.key < $1.key }.flatMap { key, value in
            key == "nats" ? [value as? Double ?? .nan] : nats(value)
        }
    }

    @Test(arguments: versions) func models(_ version: String) throws {
        let names = try copy(version).filter { $0.hasSuffix(".safetensors") }
        #expect(names.count >= 4)
        for name in names {
            let list = name.contains("label") || name.contains("records") ? "table.csv" : "names.txt"
            let run = try folder.rnnc("evaluate", name, list, "--json")
            let before = try JSONSerialization.jsonObject(
                with: folder.data(name.replacing(".safetensors", with: ".json")))
            let (now, then) = (nats(run.objects.first ?? [:]), nats(before))
            #expect(run.status == 0 && !then.isEmpty && now.count == then.count, "\(name): \(run)")
            #expect(zip(now, then).allSatisfy { abs($0 - $1) < 1e-4 }, "\(name): \(now), not \(then)")
            let isText = name.hasPrefix("text")
            let drawn = try folder.rnnc(
                ["generate", name, "--seed", "1"] + (isText ? ["--length", "20"] : ["-n", "3"]))
            #expect(
                drawn.status == 0 && drawn.errors.isEmpty && (isText || drawn.lines.count == 3), "\(name): \(drawn)")
        }
    }

    private static let options =
        "--cell gru --hidden 4 --layers 1 --init pytorch --learning-rate 0.01 --schedule constant --dropout 0 "
        + "--batch-size 4 --threads 1 --isa reference --epochs 5000 --patience 5000 -q --resume"

    @Test(arguments: versions) func checkpoints(_ version: String) throws {
        let more = [
            "stopped-adamw": " --optimizer adamw --weight-decay 0.01 --ema 0.9", "stopped-ensemble": " --ensemble 2",
        ]
        let names = try copy(version).filter { $0.hasSuffix(".checkpoint") }
        #expect(names.count >= 2)
        for name in names {
            let model = name.replacing(".checkpoint", with: "")
            let arguments = "train names.txt -o \(model) \(Self.options)\(more[model] ?? "")"
            let run = try folder.rnnc(arguments.split(separator: " ").map(String.init))
            #expect(run.status == 0 && run.errors.isEmpty, "\(name): \(run)")
            #expect(try folder.files.contains(model) && !folder.files.contains(name))
        }
    }

    private static let sweep =
        "sweep names.txt -o sweep --hidden 3,4 --cell gru --layers 1 --init pytorch --isa reference --epochs 400 "
        + "--patience 400 --first-round 200 -q --resume"

    @Test(arguments: [versions.last!]) func sweeps(_ version: String) throws {
        #expect(try copy(version).contains("sweep"))
        let run = try folder.rnnc(Self.sweep.split(separator: " ").map(String.init))
        #expect(run.status == 0 && run.errors.isEmpty && run.output.contains("done"), "\(run)")
    }

    /// Replaces a text in a file by one of the same length.
    private func change(_ name: String, _ text: String, to other: String) throws {
        var data = try folder.data(name)
        let place = try #require(data.range(of: Data(text.utf8)))
        data.replaceSubrange(place, with: Data(other.utf8))
        try folder.write(name, data)
    }

    @Test func versionsToCome() throws {
        _ = try copy(try #require(Self.versions.last))
        for (name, format) in [("names", "1"), ("labels", "2"), ("ensemble", "3"), ("records", "1")] {
            let file = "\(name).safetensors"
            try change(file, #"rnnc.format":"\#(format)""#, to: #"rnnc.format":"9""#)
            try folder.rnnc("inspect", file).expectFailure(saying: file, "format is 9")
        }
        try change("stopped.checkpoint", #""rnnc.format":"1""#, to: #""rnnc.format":"9""#)
        try folder.rnnc("train names.txt -o stopped \(Self.options)".split(separator: " ").map(String.init))
            .expectFailure(saying: "stopped.checkpoint", "format is 9")
        try change("sweep/sweep.json", #""format":"1""#, to: #""format":"9""#)
        try folder.rnnc(Self.sweep.split(separator: " ").map(String.init))
            .expectFailure(saying: "sweep.json", "format 9")
    }
}
