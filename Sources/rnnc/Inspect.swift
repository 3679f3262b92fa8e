import ArgumentParser
import Foundation
import RNNSwift

struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what is in a model file.",
        discussion: """
            Examples:
              rnnc inspect names.safetensors
              rnnc inspect names.safetensors --json
              rnnc inspect names.safetensors --logits anna
            """
    )

    @Argument(help: "A model made by rnnc train.")
    var model: String

    @OptionGroup var machine: MachineOptions

    @Flag(help: "One JSON object.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Print the logits after each prefix of a name instead, as JSON, one row a prediction: to check another "
                + "program's reading of the file.", valueName: "name"))
    var logits: String?

    private struct Description: Encodable {
        let architecture: Architecture
        let parameters: Int
        let characters: [String]
        let training: TrainingRecord
    }

    func run() throws {
        let model = try Model(contentsOf: model, kernels: machine.kernels)
        let output = StandardOutput()
        if let logits {
            try output.json(model.logits(for: logits))
        } else if json {
            try output.json(
                Description(
                    architecture: model.architecture, parameters: model.parameterCount,
                    characters: model.vocabulary.characters.map { String($0) }, training: model.record))
        } else {
            for (label, value) in rows(model) {
                try output.line(label.padding(toLength: 20, withPad: " ", startingAt: 0) + value)
            }
        }
        try output.flush()
    }

    private func rows(_ model: Model) -> [(String, String)] {
        let record = model.record
        let units = model.architecture.hidden.map(String.init).joined(separator: ", ")
        var rows = [
            ("cells", model.architecture.cell.rawValue),
            ("hidden units", units),
            ("parameters", "\(model.parameterCount)"),
            (
                "characters",
                "\(model.vocabulary.characters.count): \(String(model.vocabulary.characters))"
            ),
        ]
        if let origin = record.importedFrom { return rows + [("imported from", printable(origin))] }
        rows += [
            ("trained on", "\(printable(record.list)): \(record.names) names, \(record.distinctNames) distinct"),
            ("held out", "\(record.heldOutNames) distinct names"),
            (
                "optimizer",
                "\(record.optimizer), learning rate \(record.learningRate), "
                    + (record.update == "character" ? "a step a character" : "batches of \(record.batchSize)")
                    + ", seed \(record.seed)"
            ),
            ("epochs", "\(record.epochs), the best is number \(record.bestEpoch)"),
            ("loss", "\(record.loss.formatted(4)) nats a character"),
        ]
        if let loss = record.validationLoss {
            rows.append(("validation loss", "\(loss.formatted(4)) nats a character"))
        }
        return rows
    }
}

/// A text of a file's, without what would steer a terminal.
private func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
}
