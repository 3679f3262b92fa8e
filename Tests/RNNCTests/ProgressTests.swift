import Foundation
import Testing

/// `--log-every`, `--progress`, `--sample-every`.
@Suite struct ProgressTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
    }

    private func train(_ options: String...) throws -> Run {
        try folder.rnnc(
            ["train", "names.txt", "-o", "m", "--hidden", "8", "--epochs", "25", "--threads", "1"] + options)
    }

    private func epochs(_ run: Run) -> [Int] {
        run.errorLines.compactMap { line in
            line.hasPrefix("epoch ") ? Int(line.dropFirst(6).prefix { $0.isNumber }) : nil
        }
    }

    @Test func aLineForEveryTenthEpochAndTheLast() throws {
        #expect(try epochs(train()) == Array(1...25))
        let model = try folder.data("m")
        #expect(try epochs(train("--log-every", "10")) == [10, 20, 25])
        #expect(try epochs(train("--log-every", "100")) == [25])
        #expect(try epochs(train("--log-every", "5")) == [5, 10, 15, 20, 25])
        let run = try train("--log-every", "10", "--json", "--history", "h.csv")
        #expect(run.objects.filter { $0["event"] as? String == "epoch" }.count == 25, "programs get every epoch")
        #expect(try folder.text("h.csv").split(separator: "\n").count == 26)
        #expect(try folder.data("m") == model)
        #expect(try train("--log-every", "0").status == 64)
        #expect(try epochs(train("--quiet", "--log-every", "5")) == [])
    }

    @Test func oneLineThatIsWrittenOver() throws {
        let run = try train("--progress", "line")
        #expect(run.status == 0, "\(run)")
        let updating = run.errors.split(separator: "\n").filter { $0.contains("\repoch ") }
        #expect(updating.count == 1, "\(run.errors)")
        let states = updating.first?.split(separator: "\r") ?? []
        #expect(states.last?.hasPrefix("epoch 25 ") == true, "\(run.errors)")
        #expect(!run.errors.contains("\u{1B}"))
        #expect(try train("--progress", "bar").status == 64)
    }

    @Test func aLongEpochShowsSamplesAndItsLoss() throws {
        let names = (0..<6000).map { "name\(String($0, radix: 5))" }.joined(separator: "\n")
        try folder.write("long.txt", names)
        func train(_ options: String...) throws -> Run {
            try folder.rnnc(
                ["train", "long.txt", "-o", "m", "--hidden", "8", "--epochs", "2", "--batch-size", "8"]
                    + ["--weight-dropout", "0.2", "--ema", "0.9", "--threads", "1"] + options)
        }
        #expect(try train().status == 0)
        let model = try folder.data("m")
        let run = try train("--sample-every", "1ms", "--json")
        #expect(run.status == 0, "\(run)")
        let partial = run.objects.filter { $0["event"] as? String == "progress" }
        #expect(!partial.isEmpty && run.errorLines.contains { $0.contains("loss so far") }, "\(run)")
        for event in partial {
            let step = try #require(event["step"] as? Int), steps = try #require(event["steps"] as? Int)
            #expect(step > 0 && step < steps && [1, 2].contains(event["epoch"] as? Int))
            #expect((event["loss"] as? Double).map { $0 > 0 && $0 < 9 } == true && event["sample"] is String)
        }
        #expect(try folder.data("m") == model, "looking changes nothing")
        #expect(try train("--json").objects.allSatisfy { $0["event"] as? String != "progress" })
        #expect(try train("--sample-every", "soon").status == 64)
    }
}
