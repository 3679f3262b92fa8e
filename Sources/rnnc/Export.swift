import ArgumentParser
import Foundation
import RNNExchange
import RNNSwift

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Export a model to the format of another program.",
        discussion: """
            Formats:
            \(ExportFormat.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

            Examples:
              rnnc export names.safetensors -o names.html --favorites favorites.txt
              rnnc export names.safetensors -o weights.json --vocabulary-file vocab.json
              rnnc export names.safetensors -o state.safetensors > load.py
              rnnc export one.safetensors two.safetensors -o ensemble.onnx
              rnnc export shakespeare.safetensors -o shakespeare.html       a model of running text
              rnnc export --with-training -o train.html                     a page that learns lists
            """
    )

    private static let extensions = ExportFormat.allCases.compactMap(\.fileExtension).map { "." + $0 }
        .joined(separator: ", ")

    @Argument(
        help: ArgumentHelp(
            "Model made by rnnc train, or that of a built-in list, such as @names; or several with the same characters, "
                + "whose ensemble is exported to onnx. None for a web page --with-training."),
        completion: .model)
    var models: [String] = []

    @Option(
        help: ArgumentHelp(
            "Weights of several models in their ensemble, such as 0.7,0.3. (default: equal)", valueName: "weights"))
    var mix: Shares?

    @OptionGroup var meanOptions: MeanOptions

    @Option(
        help: ArgumentHelp(
            "Output format, one of those above. (default: by the extension of --output: \(extensions))",
            valueName: "format"))
    var format: ExportFormat?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("File to write; - for standard output.", valueName: "file"),
        completion: .file())
    var output: String

    @Option(
        help: ArgumentHelp(
            "File to write the vocabulary to, as JSON: the number of each token, including START and STOP.",
            valueName: "file"),
        completion: .file(extensions: ["json"]))
    var vocabularyFile: String?

    @OptionGroup var tokens: TokenOptions

    @Option(
        help: ArgumentHelp(
            "For c and c-int8: what all names in the file begin with, so that a program can have several models. "
                + "(default: names, or text for running text)", valueName: "name"))
    var prefix: String?

    @OptionGroup(title: "Web pages") var page: PageExportOptions

    mutating func validate() throws {
        guard let format = format ?? ExportFormat(path: output) else {
            let formats = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("The extension of \(output) names no format; give --format with one of \(formats).")
        }
        self.format = format
        guard format == .html || page.isEmpty else {
            throw ValidationError(
                "--not-in, --favorites and --with-training are for web pages; the format \(format.rawValue) does not "
                    + "support them.")
        }
        if let prefix {
            guard format == .c || format == .cInt8 else { throw ValidationError("--prefix is for c and c-int8.") }
            guard prefix.wholeMatch(of: /[A-Za-z][A-Za-z0-9_]{0,30}/) != nil else {
                throw ValidationError("--prefix must be letters, digits and _, at most 31, a letter first.")
            }
        }
        guard !models.isEmpty || page.withTraining else {
            throw ValidationError("Give the MODEL to export. Only a web page --with-training needs none.")
        }
        guard !models.isEmpty || page.notIn.isEmpty && vocabularyFile == nil else {
            throw ValidationError("--not-in and --vocabulary-file require a MODEL.")
        }
        guard models.count <= 1 || format == .onnx else {
            throw ValidationError("The format \(format.rawValue) takes one model; only onnx takes several.")
        }
        if let mix, mix.values.count != models.count {
            throw ValidationError("--mix has \(mix.values.count) weights for \(models.count) models.")
        }
        output = outputPath(output)
        vocabularyFile = vocabularyFile.map(outputPath)
        try checkNotOverwritten(models + page.files, by: [output, vocabularyFile].compactMap { $0 })
        guard tokens.isEmpty || vocabularyFile != nil else {
            throw ValidationError("--start and --stop require --vocabulary-file.")
        }
        guard output != vocabularyFile, vocabularyFile.map({ !isSameFile($0, output) }) ?? true else {
            throw ValidationError("--output and --vocabulary-file are the same file.")
        }
    }

    func run() throws {
        try OutputKind(format!).checkWritable(output)
        if let vocabularyFile { try OutputKind.json.checkWritable(vocabularyFile) }
        guard !models.isEmpty else {
            try FileAccess.replace(output, with: WebPage.write(page.read()))
            return
        }
        let files = try readModelFiles(models)
        let isText = !files.text.isEmpty
        guard !isText || page.isEmpty else {
            throw CommandFailure(
                "\(models[0]) is a model of running text; --not-in, --favorites and --with-training are for names")
        }
        let groups = files.names + files.text
        try meanOptions.check(groups, self.models)
        if let index = groups.firstIndex(where: { $0.file != nil }), format != .onnx {
            throw CommandFailure(
                "\(self.models[index]) is an ensemble of \(groups[index].networks.count) networks, which only onnx can "
                    + "hold; for \(format!.rawValue), train one network with train --teacher \(self.models[index])")
        }
        let models = groups.flatMap(\.networks)
        let ensemble = try groups.ensemble(mix?.values, meanOptions.mean)
        let loader = try Model.export(
            models, shares: models.count > 1 ? ensemble.shares : nil, mean: ensemble.mean, as: format!, to: output,
            vocabulary: vocabularyFile, start: tokens.start, stop: tokens.stop, prefix: prefix, page: page.read())
        if format == .html, !isText, models[0].trainingNames == nil, page.notIn.isEmpty {
            Progress(quiet: false).line(
                "the model does not contain its training names, so the page cannot show which names are new; "
                    + "give their list with --not-in")
        }
        guard !isStandardOutput(output) else { return }
        let standardOutput = StandardOutput()
        for line in loader { try standardOutput.line(line) }
        try standardOutput.flush()
    }
}

/// Options of web pages.
struct PageExportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "List whose names the page does not count as new, in addition to the training names: a file, - or a "
                + "built-in list. May be repeated.", valueName: "list"), completion: .list)
    var notIn: [String] = []

    @Option(
        help: ArgumentHelp(
            "File with the initial favorites of the page, one name per line, as written by generate --interactive.",
            valueName: "file"), completion: .file())
    var favorites: String?

    @Flag(
        help: ArgumentHelp(
            "Let the page train models on lists that are pasted into it, without a network. Without MODEL, the page "
                + "begins with the training."))
    var withTraining = false

    var isEmpty: Bool { notIn.isEmpty && favorites == nil && !withTraining }
    var files: [String] { notIn + [favorites].compactMap { $0 } }

    func read() throws -> PageOptions {
        var options = PageOptions(trains: withTraining)
        for list in notIn { options.excluded.formUnion(try NameList(contentsOf: list).names) }
        if let favorites { options.favorites = try Favorites.read(favorites) }
        return options
    }
}

extension ExportFormat: ExpressibleByArgument {
    /// The format of a file name extension; nil for an unknown extension.
    package init?(path: String) {
        let name = (path as NSString).pathExtension.lowercased()
        guard let format = Self.allCases.first(where: { $0.fileExtension == (name == "htm" ? "html" : name) }) else {
            return nil
        }
        self = format
    }
}
