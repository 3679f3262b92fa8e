import ArgumentParser
import Foundation
import RNNExchange
import RNNSwift

@main
struct RNNC: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rnnc",
        abstract: "Train a recurrent network on a list of names, and generate new ones.",
        discussion: """
            Examples:
              rnnc train -o companies.safetensors        a built-in list of companies
              rnnc train names.txt -o names.safetensors  your own list, one name per line
              rnnc generate names.safetensors -n 20      twenty new names

            Results are written to standard output, progress and errors to standard error. An output file replaces only
            a file of the same kind: a model never replaces a list. As an output file, - is standard output.
            Exit status: 0 success, 1 failure (with one line that says why), 64 wrong usage, 130 interrupted by Ctrl-C
            (143 by SIGTERM, 129 by SIGHUP).
            """,
        version: Kernels.version,
        subcommands: [
            Train.self, Sweep.self, Generate.self, Evaluate.self, Score.self, Classify.self, Inspect.self, Import.self,
            Export.self,
            Collect.self, Report.self, Bench.self, Manual.self,
        ]
    )

    static func main() { Launch.run(runCommand) }

    private static func runCommand() {
        StandardOutput.reserve()
        // Limits OpenBLAS, if it is loaded, to one thread: this program uses threads itself.
        setenv("OPENBLAS_NUM_THREADS", "1", 1)
        if let script = CompletionScript.requested(by: Array(CommandLine.arguments.dropFirst())) {
            finish(printing: script)
        }
        ProcessLimits.check()
        CompressedLists.enable()
        do {
            var command = try UsageFault.parse(textArguments())
            try command.run()
        } catch let error as UsageError {
            try? writeAll(error.text.printable.utf8, to: STDERR_FILENO, called: "standard error")
            exit(withError: ExitCode.validationFailure)
        } catch {
            // An error of the library names properties; errors of the parser have their own exit codes. What validate()
            // throws is wrapped by the parser.
            let isOurs = exitCode(for: error) == .failure && !(error is ExitCode)
            exit(withError: isOurs ? CommandFailure(withOptionNames(message(for: error))) : error)
        }
    }

    /// The arguments, without the name of the program.
    ///
    /// - Throws: If an argument is not UTF-8. Swift would repair it silently, and it would name another file.
    private static func textArguments() throws -> [String] {
        try (1..<max(Int(CommandLine.argc), 1)).map { index in
            guard let bytes = CommandLine.unsafeArgv[index] else { return "" }
            guard let text = String(validatingCString: bytes) else {
                throw CommandFailure(
                    "argument \(index) is not UTF-8: \(String(cString: bytes)); rename the file, or read the list from "
                        + "standard input: rnnc train - -o MODEL < FILE")
            }
            return text
        }
    }
}
