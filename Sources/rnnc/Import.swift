import ArgumentParser
import RNNExchange
import RNNSwift

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import a model from the file of another program.",
        discussion: """
            The format is detected from the content: weights as arrays in JSON, a Keras model (HDF5 or .keras \
            archive), or a PyTorch state dict saved as safetensors. A network has any number of SimpleRNN, LSTM or GRU \
            layers, and a linear output layer.

            The vocabulary is a JSON object of tokens and their numbers, {"^": 0, "T": 1, "i": 2, "$": 3}, where ^ is \
            the START token and $ the STOP token.

            Examples:
              rnnc import weights.txt --vocabulary vocab.json -o names.safetensors
              rnnc import names.keras --vocabulary vocab.json -o names.safetensors
              rnnc import state.safetensors --vocabulary vocab.json --start . --stop . -o names.safetensors
            """
    )

    @Argument(help: "File to import.", completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp("JSON file with the number of each token.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var vocabulary: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Model file to write; - for standard output.", valueName: "model"),
        completion: .model)
    var output: String

    @OptionGroup var tokens: TokenOptions

    @Flag(name: .shortAndLong, help: "Print no remarks on standard error.")
    var quiet = false

    mutating func validate() throws {
        output = outputPath(output)
        try checkNotOverwritten([file, vocabulary].compactMap { $0 }, by: [output])
    }

    func run() throws {
        try OutputKind.model.checkWritable(output)
        let imported = try Model.importing(file, vocabulary: vocabulary, start: tokens.start, stop: tokens.stop)
        try imported.model.save(to: output)
        let architecture = imported.model.architecture
        let characters = imported.model.vocabulary.unit == .clusters ? "characters" : "code points"
        let isText = imported.model.record.text != nil
        let progress = Progress(quiet: quiet)
        if let assumption = imported.assumption { progress.line("\(file): \(assumption)") }
        if !imported.leftOut.isEmpty {
            progress.line(
                "\(file): never generated, because they are not characters: \(imported.leftOut.prefix(10).joined(separator: ", "))"
                    + (imported.leftOut.count > 10 ? ", … (\(imported.leftOut.count) tokens)" : "")
                    + "; probabilities are conditional on none of them occurring")
        }
        progress.line(
            "\(file): \(imported.format), \(architecture.cell.rawValue) "
                + architecture.hidden.map(String.init).joined(separator: ",")
                + ", \(imported.model.vocabulary.characters.count) \(characters), START \(imported.vocabulary.start), "
                + "STOP \(imported.vocabulary.stop)"
                + (FileAccess.isPlain(output)
                    ? "; now try: rnnc generate \(output) \(isText ? "--length 500" : "-n 20")" : ""))
    }
}

/// START and STOP in a vocabulary of another program.
struct TokenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("START token of the vocabulary, which precedes every name. (default: ^)", valueName: "token")
    )
    var start: String?

    @Option(
        help: ArgumentHelp(
            "STOP token of the vocabulary, which ends every name. (default: $, or # if it is one of the tokens or $ is "
                + "a character)",
            valueName: "token"))
    var stop: String?

    var isEmpty: Bool { start == nil && stop == nil }
}
