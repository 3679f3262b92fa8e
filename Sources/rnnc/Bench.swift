import ArgumentParser
import Foundation
import RNNSwift

struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the training and generation speed of this machine.",
        discussion: """
            Each row is the median of several repeats. GFLOP/s count every character of every name. Since equal \
            prefixes are computed only once, the percentage of the peak may exceed 100%. The peak is measured in the \
            same run.

            The rows of step are nanoseconds of one step of one sequence, by the C library. Their bound is the time in \
            which as many bytes as the weights have are read from the cache.

            Examples:
              rnnc bench
              rnnc bench lstm128 gru128 --text shakespeare.txt --threads 1
              rnnc bench names256 --list names.txt --threads 1 --json
              rnnc bench step --cell gru --hidden 64,64
              rnnc bench names-to-loss --list train.txt --validation-file test.txt
              rnnc bench names256 lstm128 --project 8
            """
    )

    @Argument(help: "Workloads to measure: \(Selection.all.map(\.name).joined(separator: ", ")). (default: all)")
    var workloads: [Selection] = []

    @Option(
        help: ArgumentHelp("List to train on. (default: a built-in list)", valueName: "list"), completion: .list)
    var list: String?

    @Option(
        help: ArgumentHelp(
            "For names-to-loss: list to measure the loss on. (default: a tenth of the list)",
            valueName: "list"), completion: .list)
    var validationFile: String?

    @Option(
        help: ArgumentHelp(
            "Running text for the workloads on text, such as lstm128. (default: the built-in names)", valueName: "file"),
        completion: .file())
    var text: String?

    @OptionGroup(title: "List format") var reading: ListOptions

    @Option(
        help: ArgumentHelp(
            "Hidden units per layer, such as 64,64, instead of those of the workload.", valueName: "units"))
    var hidden: String?

    @Option(
        help:
            "With --hidden: recurrent cell: \(Architecture.Cell.allCases.map(\.rawValue).joined(separator: ", ")). (default: rnn)",
        completion: .list(Architecture.Cell.allCases.map(\.rawValue)))
    var cell: String?

    @Option(
        help: ArgumentHelp(
            "For names32, names256 and names128h: names per batch, instead of those of the workload.",
            valueName: "names"))
    var batchSize: Int?

    @Option(
        help: ArgumentHelp(
            "Project the speed of training with this many threads, 2 to 1024, from how evenly the work is divided. "
                + "Shared caches and memory are not taken into account.", valueName: "count"))
    var project: Int?

    @Option(
        help: ArgumentHelp("Repeats per workload, 1 to 1000. (default: 9, or 3 for names-to-loss)", valueName: "count"))
    var repeats: Int?

    @OptionGroup var machine: MachineOptions

    @Flag(help: "Print one JSON object per line.")
    var json = false

    mutating func validate() throws {
        guard (1...1000).contains(repeats ?? 1) else { throw ValidationError("--repeats must be 1 to 1000.") }
        guard batchSize ?? 1 > 0 else { throw ValidationError("--batch-size must be at least 1.") }
        guard (2...1024).contains(project ?? 2) else { throw ValidationError("--project must be 2 to 1024.") }
        guard cell == nil || hidden != nil else { throw ValidationError("--cell requires --hidden.") }
        let trainsOnline = workloads.isEmpty || workloads.contains { $0.name == Benchmark.Workload.book.rawValue }
        guard try architecture?.cell ?? .rnn == .rnn || !trainsOnline else {
            throw ValidationError("The workload book requires --cell rnn.")
        }
        if let other = workloads.first(where: { !$0.hasProjection }), project != nil {
            throw ValidationError("--project does not support the workload \(other.name).")
        }
        if let other = workloads.first(where: { !$0.hasBatchesOfNames }), batchSize != nil {
            let supported = Selection.all.filter(\.hasBatchesOfNames).map(\.name).joined(separator: ", ")
            throw ValidationError(
                "--batch-size does not support the workload \(other.name), only \(supported).")
        }
    }

    func run() throws {
        var benchmark = try Benchmark(list: list.map { try reading.read($0, quiet: false) }, textFile: text)
        benchmark.architecture = try architecture
        benchmark.kernels = machine.kernels
        benchmark.batchSize = batchSize
        benchmark.threads = project ?? machine.threads
        if let core = benchmark.kernels.openBLASCore, !json {
            let advice = "; this processor has faster ones: set OPENBLAS_CORETYPE=Haswell, or SkylakeX with AVX-512"
            Progress(quiet: false).line(
                "OpenBLAS runs its kernels for \(core)" + (benchmark.kernels.missesAVX2 ? advice : ""))
        }
        let output = StandardOutput()
        var isFirst = true
        var isFirstStep = true
        for selection in workloads.isEmpty ? Selection.all : workloads {
            switch selection {
            case .workload(let workload) where project != nil:
                benchmark.repeats = repeats ?? 9
                let result = try benchmark.scaling(workload)
                try json ? output.json(result) : output.line(describe(result))
                try output.flush()
            case .workload(let workload):
                benchmark.repeats = repeats ?? 9
                if isFirst && !json { try output.line(Self.header) }
                isFirst = false
                let result = try benchmark.run(workload)
                try json ? output.json(result) : output.line(describe(result))
                try output.flush()
            case .singleStep where project != nil, .timeToLoss where project != nil: continue
            case .singleStep:
                benchmark.repeats = repeats ?? 9
                try benchmark.singleSteps { result in
                    if isFirstStep && !json { try output.line(Self.stepHeader) }
                    isFirstStep = false
                    try json ? output.json(result) : output.line(describe(result))
                    try output.flush()
                }
            case .timeToLoss:
                benchmark.repeats = repeats ?? 3
                let validation = try validationFile.map { try reading.read($0, quiet: false) }
                try benchmark.timesToLoss(validation: validation) { result in
                    try json ? output.json(result) : output.line(describe(result))
                    try output.flush()
                }
            }
        }
    }

    /// The network of the options; nil for those of the workloads.
    private var architecture: Architecture? {
        get throws {
            guard let hidden else { return nil }
            var options = TrainingOptions()
            options.architecture.hidden = [1]
            try options.apply([GivenSetting("hidden", hidden)] + (cell.map { [GivenSetting("cell", $0)] } ?? []))
            return options.architecture
        }
    }

    private static let header =
        "workload         isa        threads   characters/s    GFLOP/s       peak   of peak   spread"

    private func describe(_ result: Benchmark.Result) -> String {
        result.workload.padding(toLength: 17, withPad: " ", startingAt: 0)
            + result.isa.padding(toLength: 11, withPad: " ", startingAt: 0)
            + String(
                format: "%7d %14.0f %10.1f %10.1f %8.1f%% %7.1f%%", result.threads, result.charactersPerSecond,
                result.gflops, result.peakGflops, result.fractionOfPeak * 100, result.spread * 100)
    }

    private func describe(_ result: Benchmark.Scaling) -> String {
        let percent = [result.balance, result.serial].map { String(format: "%.0f%%", $0 * 100) }
        return "\(result.workload): projected \(result.speedup.formatted(2)) times one thread with \(result.threads) "
            + "threads (\(percent[0]) of them busy while work is divided, \(percent[1]) of the time undivided, "
            + String(format: "%.1f microseconds per division)", result.divisionSeconds * 1e6)
    }

    private static let stepHeader =
        "step             isa           ns/step    weights   bound ns  of bound   spread"

    private func describe(_ result: Benchmark.SingleStep) -> String {
        "\(result.cell) \(result.units.map(String.init).joined(separator: ","))"
            .padding(toLength: 17, withPad: " ", startingAt: 0)
            + result.isa.padding(toLength: 11, withPad: " ", startingAt: 0)
            + String(
                format: "%10.1f %7.1f KB %10.1f %8.1f%% %7.1f%%", result.nanoseconds,
                Double(result.weightBytes) / 1024, result.boundNanoseconds, result.fractionOfBound * 100,
                result.spread * 100)
    }

    private func describe(_ result: Benchmark.TimeToLoss) -> String {
        let time = result.seconds.map { "\($0.formatted(3)) s" } ?? "not reached"
        return "\(result.workload): \(result.nats.formatted(2)) nats after \(time), \(result.threads) threads "
            + "(\(result.settings); ends at \(result.loss.formatted(3)))"
    }

    /// A workload, the latency of single steps, or the times to given losses.
    enum Selection: ExpressibleByArgument {
        case workload(Benchmark.Workload)
        case singleStep
        case timeToLoss

        static let all = Benchmark.Workload.allCases.map { Self.workload($0) } + [.singleStep, .timeToLoss]

        static var allValueStrings: [String] { all.map(\.name) }

        /// Whether --project supports it.
        var hasProjection: Bool { if case .workload = self { true } else { false } }

        /// Whether it trains on batches of names, which have a --batch-size.
        var hasBatchesOfNames: Bool {
            if case .workload(let workload) = self, case .names = workload.kind { true } else { false }
        }

        var name: String {
            switch self {
            case .workload(let workload): workload.rawValue
            case .singleStep: Benchmark.singleStepName
            case .timeToLoss: Benchmark.timeToLossName
            }
        }

        init?(argument: String) {
            guard let selection = Self.all.first(where: { $0.name == argument.lowercased() }) else { return nil }
            self = selection
        }
    }
}
