import ArgumentParser
import Foundation

@main
struct RNNC: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rnnc",
        abstract: "Learns a list of names in seconds and invents new ones.",
        discussion: """
            Examples:
              rnnc train -o companies.safetensors        a built-in list of companies
              rnnc train names.txt -o names.safetensors  your own, one name a line
              rnnc generate names.safetensors -n 20      twenty new names

            Results go to standard output, progress and errors to standard error.
            Exit status: 0 done, 1 failed (one line says why), 64 wrong usage, 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [
            Train.self, Sweep.self, Generate.self, Evaluate.self, Score.self, Inspect.self, Import.self, Export.self,
            Collect.self, Report.self, Bench.self, Manual.self,
        ]
    )

    static func main() {
        StandardOutput.reserve()
        // Should OpenBLAS be loaded, it starts as many threads as this says. The work is cut into threads above it.
        setenv("OPENBLAS_NUM_THREADS", "1", 1)
        if let script = CompletionScript.requested(by: Array(CommandLine.arguments.dropFirst())) {
            return print(script)
        }
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            exit(withError: error)
        }
    }
}
