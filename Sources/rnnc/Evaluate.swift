import ArgumentParser
import Foundation
import RNNSwift

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how well models predict a list of names, or a running text.",
        discussion: """
            All figures are exact; nothing is sampled. Each figure is printed with its theoretical limit for this \
            list: no model can do better, because equal prefixes have different continuations.

            Examples:
              rnnc evaluate names.safetensors names.txt
              rnnc evaluate names.safetensors test.txt --json
              rnnc evaluate one.safetensors two.safetensors test.txt      each model, and their ensemble
              rnnc evaluate names.safetensors a.txt b.csv.gz more/        several files and folders as one list
              rnnc evaluate shakespeare.safetensors play.txt --adapt      a running text, from which the model learns
            """
    )

    @Argument(
        help: ArgumentHelp(
            "One or more models made by rnnc train (the leading arguments that are model files), or that of a "
                + "built-in list, such as @names; then the list to "
                + "evaluate them on: a file, a folder of lists, - for standard input, or a built-in list "
                + "(\(NameList.BuiltIn.paths)). Several are read as one list.", valueName: "model ... list"),
        completion: .list)
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "Weights of several models in their ensemble, such as 0.7,0.3. (default: equal)", valueName: "weights"))
    var mix: Shares?

    @Flag(
        help: ArgumentHelp(
            "For a model of running text: let it keep learning from the text that it has read (dynamic evaluation). The "
                + "model file is not changed."))
    var adapt = false
    @OptionGroup var meanOptions: MeanOptions

    @OptionGroup var givenOptions: GivenOptions
    @OptionGroup(title: "List format") var reading: ListOptions
    @OptionGroup var machine: MachineOptions
    @OptionGroup var precision: PrecisionOptions

    @Flag(name: .shortAndLong, help: "Print no remarks on standard error.")
    var quiet = false

    @Flag(
        help:
            #"Print one JSON object per model: {"model":…,"nats":…,…}; with several, the last is "ensemble"."#)
    var json = false

    var model: String { paths[0] }
    var models: [String] { leadingModels(of: paths) }
    var lists: [String] { Array(paths.dropFirst(models.count)) }

    static let adaptWithInt8 = "--adapt cannot be combined with --int8: 8-bit weights do not learn."

    mutating func validate() throws {
        guard !paths.isEmpty, !lists.isEmpty else {
            throw ValidationError("Give a model and the list to evaluate it on.")
        }
        if let mix, mix.values.count != models.count {
            throw ValidationError("--mix has \(mix.values.count) weights for \(models.count) models.")
        }
        try check(!adapt || !precision.int8, Self.adaptWithInt8)
    }

    func run() throws {
        if let model = lists.first(where: { FileKind(of: $0) == .model }) {
            throw CommandFailure("\(model) is a model, not a list; give all models before the lists")
        }
        if models.count > 1 {
            try check(!adapt, "--adapt takes one model.")
            try checkNothingIsGiven()
            return try evaluateSeveral()
        }
        if case .records(let records) = try readModelFile(
            self.model, kernels: machine.kernels, int8: precision.int8)
        {
            try checkAdapts()
            return try evaluateRecords(records)
        }
        try checkNothingIsGiven()
        let files = try readModelFiles(models, kernels: machine.kernels, int8: precision.int8)
        try meanOptions.check(files.names + files.text, models)
        if let text = files.text.first {
            guard adapt else { return try evaluateText(text.ensemble(meanOptions.mean)) }
            return try evaluateAdapting(text.adaptable(self.model))
        }
        try checkAdapts()
        let model = files.names[0]
        let list = try reading.read(
            lists, labels: model.vocabulary.labels.names, requiresLabels: false, quiet: quiet)
        let result = model.evaluate(on: list, mean: meanOptions.mean, threads: machine.threads)
        guard result.names > 0 else {
            throw CommandFailure("the model does not know the characters of any name of \(list.source)")
        }
        let byLabel = model.evaluateByLabel(on: list, mean: meanOptions.mean, threads: machine.threads)
        let output = StandardOutput()
        if json {
            try output.json(
                NamedEvaluation(
                    model: self.model, evaluation: result, labels: byLabel.isEmpty ? nil : byLabel.byValue))
        } else {
            for (label, value) in rows(result) + rows(byLabel) { try output.row(label, value) }
        }
        try output.flush()
        let leftOut = list.names.count - result.names
        if leftOut > 0 {
            Progress(quiet: quiet).line(
                "left out: \(leftOut) names with \(result.unknownCharacters) characters "
                    + (model.vocabulary.labels.isEmpty ? "" : "or labels ") + "that the model does not know")
        }
    }

    private func checkAdapts() throws {
        guard !adapt else { throw CommandFailure("--adapt is for models of running text; \(model) is not one") }
    }

    private func checkNothingIsGiven() throws {
        guard givenOptions.given.isEmpty else {
            throw CommandFailure(
                "\(model) is not a model of records, for which --given is; the labels of names are read from the list")
        }
    }

    /// Figures of models whose tokens are not just characters.
    private func tokenRows(_ result: Evaluation) -> [(String, String)] {
        let perToken = ("nats per token", result.natsPerToken.formatted(4))
        return (result.characters == result.predictions ? [] : [perToken])
            + (result.labelNats == 0 ? [] : [("nats of labels", "\(result.labelNats.formatted(4)) per name")])
    }

    /// A row for each value of each label.
    func rows(_ evaluations: [LabelEvaluation]) -> [(String, String)] {
        evaluations.map { own in
            (
                "\(own.label)=\(Labels.shown(own.value))",
                "\(own.evaluation.nats.formatted(4)) nats per character, \(own.evaluation.names) names"
            )
        }
    }

    func rows(_ result: Evaluation) -> [(String, String)] {
        func accuracy(_ path: KeyPath<Accuracy, Double>) -> String {
            let (value, maximum) = (result.accuracy[keyPath: path], result.maximum[keyPath: path])
            return "\(value.formatted(6))   at most \(maximum.formatted(6)), \((value / maximum).percent) of that"
        }
        return [
            ("names", "\(result.names)"),
            ("predictions", "\(result.predictions)"),
            ("nats per character", "\(result.nats.formatted(4))     at least \(result.floorNats.formatted(4))"),
        ] + tokenRows(result) + [
            ("bits per character", result.bits.formatted(4)),
            ("perplexity", result.perplexity.formatted(4)),
            ("accuracy, argmax", accuracy(\.argmax)),
            ("accuracy, sampled", accuracy(\.sampled)),
            (
                "recreated",
                "\(result.recreated.formatted(4))     the probability that a name generated at temperature 1 is in the list"
                    + (result.labelNats > 0 ? ", with the labels that it has there" : "")
            ),
        ]
    }
}
