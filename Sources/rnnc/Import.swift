import ArgumentParser
import RNNExchange
import RNNSwift

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a model from another program's file.",
        discussion: """
            What the file is, its content says: weights as arrays in JSON, a Keras model (HDF5, or a .keras archive), or a \
            PyTorch state dict saved as safetensors. SimpleRNN, LSTM and GRU layers of any number, and a linear output layer.

            The vocabulary is JSON: {"^": 0, "T": 1, "i": 2, "$": 3}, where ^ is read before a name and $ ends it.

            Examples:
              rnnc import weights.txt --vocabulary vocab.json -o names.safetensors
              rnnc import names.keras --vocabulary vocab.json -o names.safetensors
              rnnc import state.safetensors --vocabulary vocab.json --start . --stop . -o names.safetensors
            """
    )

    @Argument(help: "Another program's file.", completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp("JSON with the characters and their numbers.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var vocabulary: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where the model goes; - for standard output.", valueName: "model"),
        completion: .model)
    var output: String

    @OptionGroup var tokens: TokenOptions

    @Flag(name: .shortAndLong, help: "No remarks on standard error.")
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
        let progress = Progress(quiet: quiet)
        if let assumption = imported.assumption { progress.line("\(file): \(assumption)") }
        if !imported.leftOut.isEmpty {
            progress.line(
                "\(file): never generated, since they are no characters: \(imported.leftOut.prefix(10).joined(separator: ", "))"
                    + (imported.leftOut.count > 10 ? ", … (\(imported.leftOut.count) tokens)" : "")
                    + "; probabilities are those given that none of them comes")
        }
        progress.line(
            "\(file): \(imported.format), \(architecture.cell.rawValue) "
                + architecture.hidden.map(String.init).joined(separator: ",")
                + ", \(imported.model.vocabulary.characters.count) \(characters), START \(imported.vocabulary.start), "
                + "STOP \(imported.vocabulary.stop)"
                + (FileAccess.isPlain(output) ? "; now try: rnnc generate \(output) -n 20" : ""))
    }
}

/// What stands for START and STOP in a vocabulary of another program.
struct TokenOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What is read before a name in that vocabulary. (default: ^)", valueName: "text"))
    var start: String?

    @Option(
        help: ArgumentHelp(
            "What ends a name in that vocabulary. (default: $, or # where that is one of its tokens or $ a character)",
            valueName: "text"))
    var stop: String?

    var isEmpty: Bool { start == nil && stop == nil }
}
