import ArgumentParser
import Foundation
import RNNSwift

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a model for another program.",
        discussion: """
            Formats:
            \(ExportFormat.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

            Examples:
              rnnc export names.safetensors --format weights-json -o weights.json --vocabulary-file vocab.json
              rnnc export names.safetensors --format safetensors -o state.safetensors > load.py
            """
    )

    @Argument(help: "A model made by rnnc train.")
    var model: String

    @Option(help: ArgumentHelp("What to write: see above.", valueName: "format"))
    var format: ExportFormat

    @Option(name: .shortAndLong, help: ArgumentHelp("Where it goes.", valueName: "file"))
    var output: String

    @Option(help: ArgumentHelp("Where the tokens' numbers go, as JSON, START and STOP among them.", valueName: "file"))
    var vocabularyFile: String?

    @OptionGroup var tokens: TokenOptions

    mutating func validate() throws {
        try checkNotOverwritten([model], by: [output, vocabularyFile].compactMap { $0 })
        guard tokens.isEmpty || vocabularyFile != nil else {
            throw ValidationError("--start and --stop are for --vocabulary-file.")
        }
        guard output != vocabularyFile, vocabularyFile.map({ !isSameFile($0, output) }) ?? true else {
            throw ValidationError("--output and --vocabulary-file are one file.")
        }
    }

    func run() throws {
        let loader = try Model(contentsOf: model)
            .export(as: format, to: output, vocabulary: vocabularyFile, start: tokens.start, stop: tokens.stop)
        let standardOutput = StandardOutput()
        for line in loader { try standardOutput.line(line) }
        try standardOutput.flush()
    }
}

extension ExportFormat: ExpressibleByArgument {}
