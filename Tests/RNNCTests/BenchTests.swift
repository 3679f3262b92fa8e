import Foundation
import RNNSwift
import Testing

/// What the figures are is the machine's business; that they are there, and possible, is tested.
@Suite struct BenchTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
    }

    @Test func jsonHasAnObjectAWorkload() throws {
        let run = try folder.rnnc(
            "bench", "book", "names32", "generate1", "--list", "names.txt", "--repeats", "1", "--threads", "1", "--json"
        )
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.objects.map { $0["workload"] as? String } == ["book", "names32", "generate1"], "\(run)")
        for row in run.objects {
            #expect(row["threads"] as? Int == 1)
            #expect(row["repeats"] as? Int == 1)
            #expect(row["isa"] is String)
            for field in ["characters_per_second", "gflops", "peak_gflops", "fraction_of_peak"] {
                let value = try #require(row[field] as? Double, "\(field) of \(row)")
                #expect(value > 0 && value.isFinite, "\(field) of \(row)")
            }
            #expect(row["spread"] is Double)
        }
    }

    @Test func plainOutputHasALineAWorkload() throws {
        let run = try folder.rnnc("bench", "names32", "--list", "names.txt", "--repeats", "1", "--threads", "1")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.lines.count == 2 && run.lines.last?.hasPrefix("names32 ") == true, "\(run)")
    }

    /// Which kernels OpenBLAS has chosen.
    @Test func openBLASTellsItsCore() throws {
        guard Kernels(named: "openblas") != nil else { return }
        let arguments = ["names32", "--list", "names.txt", "--repeats", "1", "--isa", "openblas"]
        let run = try folder.rnnc(["bench"] + arguments)
        #expect(run.status == 0 && run.errors.hasPrefix("OpenBLAS runs its kernels for "), "\(run)")
        let json = try folder.rnnc(["bench"] + arguments + ["--json"])
        #expect(json.errors.isEmpty && json.objects.first?["core"] is String, "\(json)")
    }

    /// How two threads would share the work, without threads.
    @Test func projection() throws {
        let arguments = ["names32", "--list", "names.txt", "--repeats", "1", "--batch-size", "128", "--project", "2"]
        let run = try folder.rnnc(["bench"] + arguments)
        #expect(run.status == 0 && run.output.hasPrefix("names32: projected "), "\(run)")
        let json = try folder.rnnc(["bench"] + arguments + ["--json"])
        let row = try #require(json.objects.first)
        let speedup = try #require(row["speedup"] as? Double)
        #expect(speedup > 0.1 && speedup < 2.5 && row["threads"] as? Int == 2, "\(row)")
    }

    @Test func singleSteps() throws {
        let run = try folder.rnnc("bench", "step", "--repeats", "1", "--json")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.objects.count == 18 && run.objects.allSatisfy { $0["workload"] as? String == "step" }, "\(run)")
        for row in run.objects {
            for field in ["nanoseconds", "bound_nanoseconds"] {
                let value = try #require(row[field] as? Double, "\(field) of \(row)")
                #expect(value > 0 && value.isFinite, "\(field) of \(row)")
            }
        }
        // A row of the input with the bias, the recurrent weights and the output of an LSTM of 16 units.
        let lstm = try #require(run.objects.first { $0["cell"] as? String == "lstm" && $0["units"] as? [Int] == [16] })
        #expect(lstm["weight_bytes"] as? Int == 4 * (4 * 16 * (1 + 16) + 28 * (16 + 1)))
        let plain = try folder.rnnc("bench", "step", "--repeats", "1", "--cell", "gru", "--hidden", "12,20")
        #expect(plain.status == 0 && plain.errors.isEmpty && plain.lines.count == 2, "\(plain)")
        #expect(plain.lines.last?.hasPrefix("gru 12,20 ") == true, "\(plain)")
    }

    /// Whether a mark is reached is the list's business.
    @Test func timesToLoss() throws {
        let run = try folder.rnnc(
            "bench", "names-to-loss", "--list", "names.txt", "--repeats", "1", "--threads", "2", "--json")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(run.objects.compactMap { $0["nats"] as? Double } == [2.2, 2.1, 2, 1.92], "\(run)")
        for row in run.objects {
            let loss = try #require(row["loss"] as? Double)
            #expect(loss > 0 && (row["seconds"] as? Double).map { $0 > 0 } ?? true, "\(row)")
        }
    }

    @Test func badLists() throws {
        try folder.rnnc("bench", "names32", "--list", "missing.txt", "--json").expectFailure(saying: "missing.txt")
    }

    @Test(arguments: [
        ["unknown"], ["--repeats", "0"], ["--threads", "0"], ["--isa", "unknown"], ["--cell", "gru"],
        ["book", "--hidden", "4", "--cell", "lstm"], ["--hidden", "0"], ["--project", "1"], ["--batch-size", "0"],
    ])
    func wrongUsage(_ options: [String]) throws {
        let run = try folder.rnnc(["bench"] + options)
        #expect(run.status == 64 && run.output.isEmpty && run.errors.hasPrefix("Error: "), "\(run)")
    }

    /// An option that a named workload would ignore.
    @Test(arguments: [
        ("step", ["--project", "2"]), ("names-to-loss", ["--project", "2"]), ("step", ["--batch-size", "64"]),
        ("names-to-loss", ["--batch-size", "64"]), ("book", ["--batch-size", "64"]),
        ("lstm128", ["--batch-size", "64"]),
        ("generate1", ["--batch-size", "64"]),
    ])
    func optionsThatAWorkloadDoesNotSupport(_ workload: String, _ options: [String]) throws {
        let run = try folder.rnnc(["bench", "names32", workload] + options)
        #expect(run.status == 64 && run.output.isEmpty, "\(run)")
        #expect(run.errors.hasPrefix("Error: \(options[0]) does not support the workload \(workload)"), "\(run)")
    }
}
