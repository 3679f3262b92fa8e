import ArgumentParser

@main
struct RNNC: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rnnc",
        abstract: "Learns a list of names in seconds and invents new ones.",
        discussion: """
            Examples:
              rnnc train -o companies.safetensors          learn the built-in list of companies
              rnnc train names.txt -o names.safetensors    learn your own list, one name a line
              rnnc generate names.safetensors -n 20        invent twenty names

            Results go to standard output, progress and errors to standard error.
            Exit status: 0 done, 1 failed (one line says why), 64 wrong usage, 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [Train.self, Generate.self, Evaluate.self, Inspect.self, Bench.self]
    )
}
