import ArgumentParser
import RNNSwift

struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Invent names.",
        discussion: """
            Names go to standard output, one a line. If the options leave too few to find, those that were found are \
            printed and the exit status is 1.

            Examples:
              rnnc generate companies.safetensors -n 20 --not-in @companies
              rnnc generate names.safetensors -n 100 --unique --temperature 0.8
              rnnc generate names.safetensors --prefix mar
              rnnc generate names.safetensors -n 1000 --seed 7 --json
            """
    )

    @Argument(help: "A model made by rnnc train.")
    var model: String

    @Option(name: .customShort("n"), help: ArgumentHelp("How many names.", valueName: "count"))
    var count = 20

    @Option(help: ArgumentHelp("Below 1 names are more usual, above 1 wilder.", valueName: "number"))
    var temperature = 1.0

    @Option(help: ArgumentHelp("What every name begins with.", valueName: "text"))
    var prefix = ""

    @Option(
        help: ArgumentHelp(
            "At most so many characters; longer names are cut off. (default: 50, or the longest name of the list)",
            valueName: "characters"))
    var maxLength: Int?

    @Flag(help: "No name twice.")
    var unique = false

    @Option(
        help: ArgumentHelp(
            "No name of this list: a file, - or a built-in list. May be given several times.", valueName: "list"))
    var notIn: [String] = []

    @OptionGroup(title: "Reading the list") var reading: ListOptions

    @Option(help: ArgumentHelp("The same seed gives the same names.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup var machine: MachineOptions

    @Flag(help: #"JSON, one object a line: {"name":…,"logprob":…}."#)
    var json = false

    private struct Name: Encodable {
        let name: String
        let logprob: Double
    }

    mutating func validate() throws {
        guard count > 0 else { throw ValidationError("-n must be at least 1.") }
        guard temperature > 0, temperature.isFinite else { throw ValidationError("--temperature must be above 0.") }
        guard maxLength ?? 1 > 0 else { throw ValidationError("--max-length must be at least 1.") }
    }

    func run() throws {
        let model = try Model(contentsOf: model, kernels: machine.kernels)
        var options = GenerationOptions()
        options.temperature = temperature
        options.prefix = prefix
        options.maximumLength = maxLength
        options.unique = unique
        for list in notIn { options.excluded.formUnion(try reading.read(list).names) }
        options.seed = seed
        options.threads = machine.threads

        let output = StandardOutput()
        var found = 0
        if json {
            for name in try model.generate(count, options) {
                try output.json(Name(name: name, logprob: model.logProbability(of: name)))
                found += 1
            }
        } else {
            found = try model.generate(count, options) { try output.lines($0) }
        }
        try output.flush()
        if found < count {
            throw CommandFailure(
                "only \(found) of \(count) names were found; relax --unique, --not-in or --prefix, "
                    + "or raise --temperature")
        }
    }
}
