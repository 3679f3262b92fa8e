import ArgumentParser
import Foundation
import RNNSwift

struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the speed of this machine, workload by workload.",
        discussion: """
            Medians of several repeats. GFLOP/s count every character of every name; since common beginnings are computed \
            once, the share of the peak may pass 100%. The peak is measured in the same run.

            Examples:
              rnnc bench
              rnnc bench lstm128 gru128 --text shakespeare.txt --threads 1
              rnnc bench names256 --list names.txt --threads 1 --json
            """
    )

    @Argument(help: "Which: \(Benchmark.Workload.allCases.map(\.rawValue).joined(separator: ", ")); by default all.")
    var workloads: [Benchmark.Workload] = []

    @Option(help: ArgumentHelp("The list to train on; by default a built-in one.", valueName: "list"))
    var list: String?

    @Option(
        help: ArgumentHelp(
            "The running text that lstm128 and the like train on; by default the built-in names.", valueName: "file"))
    var text: String?

    @OptionGroup(title: "Reading the list") var reading: ListOptions

    @Option(
        help: ArgumentHelp("Hidden units of each layer, such as 64,64, instead of the workload's.", valueName: "units"))
    var hidden: HiddenUnits?

    @Option(help: "With --hidden: the kind of the recurrent cells: rnn, lstm or gru.")
    var cell = Architecture.Cell.rnn

    @Option(help: ArgumentHelp("Repeats of each workload.", valueName: "count"))
    var repeats = 9

    @OptionGroup var machine: MachineOptions

    @Flag(help: "JSON, one object a line.")
    var json = false

    mutating func validate() throws {
        guard repeats > 0 else { throw ValidationError("--repeats must be at least 1.") }
        guard hidden.map({ Architecture.isValid($0.units) }) ?? true else {
            throw ValidationError("--hidden must be 1 to \(Architecture.widestLayer).")
        }
    }

    func run() throws {
        var benchmark = try Benchmark(
            list: list.map { try reading.read($0) }, textFile: text)
        benchmark.architecture = hidden.map { Architecture(cell: cell, hidden: $0.units) }
        benchmark.kernels = machine.kernels
        benchmark.threads = machine.threads
        benchmark.repeats = repeats
        let output = StandardOutput()
        if !json {
            try output.line(
                "workload         isa        threads   characters/s    GFLOP/s       peak   of peak   spread")
        }
        for workload in workloads.isEmpty ? Benchmark.Workload.allCases : workloads {
            let result = try benchmark.run(workload)
            if json {
                try output.json(result)
            } else {
                try output.line(
                    result.workload.padding(toLength: 17, withPad: " ", startingAt: 0)
                        + result.isa.padding(toLength: 11, withPad: " ", startingAt: 0)
                        + String(
                            format: "%7d %14.0f %10.1f %10.1f %8.1f%% %7.1f%%", result.threads,
                            result.charactersPerSecond, result.gflops, result.peakGflops,
                            result.fractionOfPeak * 100, result.spread * 100))
            }
            try output.flush()
        }
    }
}

extension Benchmark.Workload: ExpressibleByArgument {}
