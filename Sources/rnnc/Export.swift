import ArgumentParser
import Foundation
import RNNSwift

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a model for another program.",
        discussion: """
            Formats:
            \(ExportFormat.allCases.map {
                "  \($0.rawValue.padding(toLength: 14, withPad: " ", startingAt: 0))\($0.summary)"
            }.joined(separator: "\n"))

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

    @Option(help: ArgumentHelp("Where JSON with the tokens' numbers goes, START and STOP among them.", valueName: "file"))
    var vocabularyFile: String?

    @OptionGroup var tokens: TokenOptions

    mutating func validate() throws {
        try checkNotOverwritten([model], by: [output, vocabularyFile].compactMap { $0 })
        guard output != vocabularyFile, vocabularyFile.map({ !isSameFile($0, output) }) ?? true else {
            throw ValidationError("--output and --vocabulary-file are one file.")
        }
    }

    func run() throws {
        let exported = try Model(contentsOf: model)
            .exported(as: format, to: output, start: tokens.start, stop: tokens.stop)
        try exported.save(to: output, vocabulary: vocabularyFile)
        let standardOutput = StandardOutput()
        for line in exported.loader { try standardOutput.line(line) }
        try standardOutput.flush()
    }
}

extension ExportFormat: ExpressibleByArgument {}
