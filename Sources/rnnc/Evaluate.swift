import ArgumentParser
import Foundation
import RNNSwift

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how well models predict a list of names.",
        discussion: """
            Everything is computed exactly, nothing is sampled. Beside each figure stands what no model can beat on this \
            list, since equal beginnings go on in different ways.

            Examples:
              rnnc evaluate names.safetensors names.txt
              rnnc evaluate names.safetensors test.txt --json
              rnnc evaluate one.safetensors two.safetensors test.txt      each, and the two together
            """
    )

    @Argument(
        help: ArgumentHelp(
            "One model made by rnnc train, or several, and then the list: a file, - for standard input, or a built-in list: "
                + "@companies, @players, @dinosaurs.", valueName: "model ... list"), completion: .list)
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "The shares of several models when they predict together; by default equal.", valueName: "shares"))
    var mix: Shares?

    @OptionGroup(title: "Reading the list") var reading: ListOptions
    @OptionGroup var machine: MachineOptions

    @Flag(name: .shortAndLong, help: "No remarks on standard error.")
    var quiet = false

    @Flag(help: #"One JSON object per model: {"model":…,"nats":…,…}; of several models the last is "ensemble"."#)
    var json = false

    var model: String { paths[0] }
    var list: String { paths[paths.count - 1] }

    mutating func validate() throws {
        guard paths.count > 1 else { throw ValidationError("Give a model, and the list that it is measured on.") }
        if let mix, mix.values.count != paths.count - 1 {
            throw ValidationError("--mix has \(mix.values.count) shares for \(paths.count - 1) models.")
        }
    }

    func run() throws {
        if paths.count > 2 { return try evaluateSeveral() }
        let model: Model
        switch try readModelFile(self.model, kernels: machine.kernels) {
        case .names(let names): model = names
        case .text(let text): return try evaluateText(text)
        case .records(let records): return try evaluateRecords(records)
        }
        let list = try reading.read(list, quiet: quiet)
        let result = model.evaluate(on: list, threads: machine.threads)
        guard result.names > 0 else {
            throw CommandFailure("the model does not know the characters of any name of \(list.source)")
        }
        let output = StandardOutput()
        if json {
            try output.json(NamedEvaluation(model: self.model, evaluation: result))
        } else {
            for (label, value) in rows(result) { try output.row(label, value) }
        }
        try output.flush()
        let leftOut = list.names.count - result.names
        if leftOut > 0 {
            Progress(quiet: quiet).line(
                "left out: \(leftOut) names with \(result.unknownCharacters) characters that the model does not know")
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
            ("nats a character", "\(result.nats.formatted(4))     at least \(result.floorNats.formatted(4))"),
            ("bits a character", result.bits.formatted(4)),
            ("perplexity", result.perplexity.formatted(4)),
            ("accuracy, argmax", accuracy(\.argmax)),
            ("accuracy, sampled", accuracy(\.sampled)),
            (
                "recreated",
                "\(result.recreated.formatted(4))     the probability that a name generated at temperature 1 is in the list"
            ),
        ]
    }
}
