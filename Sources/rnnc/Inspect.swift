import ArgumentParser
import Foundation
import RNNSwift

struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the contents of a model file.",
        discussion: """
            Examples:
              rnnc inspect names.safetensors
              rnnc inspect names.safetensors --json
              rnnc inspect names.safetensors --logits anna
            """
    )

    @Argument(help: "Model made by rnnc train, or that of a built-in list, such as @names.", completion: .model)
    var model: String

    @OptionGroup var machine: MachineOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Print the logits after each prefix of NAME instead, as JSON, one row per prediction, to compare with "
                + "another program.", valueName: "name"))
    var logits: String?

    private struct Description: Encodable {
        let architecture: Architecture
        let parameters: Int
        struct Tokens: Encodable {
            let kind: String
            let texts: [String]
        }

        let characters: [String]
        /// Nil where each token is a character.
        let tokens: Tokens?
        let labels: Labels?
        let training: TrainingRecord
    }

    private struct EnsembleDescription: Encodable {
        let mean: ModelEnsemble.Mean
        let validationLosses: EnsembleModel.Losses?
        let test: TrainingRecord.Test?
        let networks: [Description]

        enum CodingKeys: String, CodingKey {
            case mean, test, networks
            case validationLosses = "validation_losses"
        }
    }

    private struct RecordDescription: Encodable {
        struct Field: Encodable {
            let name: String
            /// Model of a learned field, and the number of records in which the field is empty.
            var model: Description?
            var empty: Int?
            /// Values and counts of a sampled field.
            var counts: [TextDistribution.Count]?
        }

        let rows: Int
        let separator: String
        let fields: [Field]
        let labels: Labels?
        /// How often each value of each label comes.
        let labelCounts: [[Int]]?

        enum CodingKeys: String, CodingKey {
            case rows, separator, fields, labels
            case labelCounts = "label_counts"
        }
    }

    func run() throws {
        let output = StandardOutput()
        let file = try readModelFile(model, kernels: machine.kernels)
        switch file {
        case .text(let text):
            guard logits == nil else {
                throw CommandFailure("\(model) is a model of running text; --logits requires a model of names")
            }
            try write(text.model, to: output)
        case .names(let model):
            if let logits {
                try output.json(model.logits(for: logits))
            } else {
                try write(model, to: output)
            }
        case .ensemble(let ensemble):
            guard logits == nil else {
                throw CommandFailure(
                    "\(model) is an ensemble of \(ensemble.members.count) networks; --logits requires a single one")
            }
            if json {
                try output.json(
                    EnsembleDescription(
                        mean: ensemble.mean, validationLosses: ensemble.validation, test: ensemble.test,
                        networks: ensemble.members.map(describe)))
            } else {
                for (label, value) in rows(ensemble) { try output.row(label, value) }
            }
        case .records(let records):
            guard logits == nil else {
                throw CommandFailure("\(model) holds records; --logits requires a model of names")
            }
            if json { try output.json(describe(records)) } else { try write(records, to: output) }
        }
        try output.flush()
    }

    private func write(_ model: Model, to output: StandardOutput) throws {
        if json {
            try output.json(describe(model))
        } else {
            for (label, value) in rows(model) { try output.row(label, value) }
        }
    }

    private func describe(_ model: Model) -> Description {
        Description(
            architecture: model.architecture, parameters: model.parameterCount,
            characters: model.vocabulary.characters.map { String($0) },
            tokens: model.vocabulary.tokenization.map { .init(kind: "\($0)", texts: model.vocabulary.texts) },
            labels: model.vocabulary.labels.isEmpty ? nil : model.vocabulary.labels, training: model.record)
    }

    private func describe(_ records: RecordModel) -> RecordDescription {
        let fields = records.fields.map { field in
            switch field.content {
            case .learned(let model, let empty):
                RecordDescription.Field(name: field.name, model: describe(model), empty: empty)
            case .sampled(let texts): RecordDescription.Field(name: field.name, counts: texts.counts)
            }
        }
        return RecordDescription(
            rows: records.rows, separator: records.separator, fields: fields, labels: records.labels?.labels,
            labelCounts: records.labels?.valueCounts)
    }

    private func write(_ records: RecordModel, to output: StandardOutput) throws {
        try output.row("records", "\(records.rows) of \(records.fields.map(\.name).joined(separator: ", "))")
        try output.row("separator", "\"\(records.separator)\"")
        if let labels = records.labels {
            for (label, value) in labelRows(labels.labels, labels.valueCounts) { try output.row(label, value) }
        }
        for field in records.fields {
            try output.line("\n" + field.name.printableOnOneLine)
            switch field.content {
            case .learned(let model, let empty):
                for (label, value) in rows(model) { try output.row(label, value) }
                if empty > 0 { try output.row("empty", "in \(empty) records") }
            case .sampled(let texts):
                let most = texts.counts.prefix(10).map { "\($0.text.isEmpty ? "none" : "\"\($0.text)\"") \($0.count)" }
                let rest = texts.counts.count - most.count
                try output.row(
                    "sampled", most.joined(separator: ", ") + (rest > 0 ? ", and \(rest) others" : ""))
            }
        }
    }

    private func vocabularyRows(_ model: Model) -> [(String, String)] {
        let vocabulary = model.vocabulary
        let characters = String(vocabulary.characters).replacing("\n", with: "⏎")
        var rows = [
            (
                vocabulary.unit == .clusters ? "characters" : "code points",
                "\(vocabulary.characters.count): \(characters)"
            )
        ]
        if let tokens = vocabulary.tokenization {
            let longest = vocabulary.texts.sorted { ($1.count, $0) < ($0.count, $1) }.prefix(10)
            rows.append(
                (
                    "tokens",
                    "\(vocabulary.texts.count), \(tokens); the longest: "
                        + longest.map { "\"\($0.replacing("\n", with: "⏎"))\"" }.joined(separator: ", ")
                ))
        }
        return rows + labelRows(vocabulary.labels, model.record.labelCounts)
    }

    /// A row for each label, with its values and their counts.
    private func labelRows(_ labels: Labels, _ counts: [[Int]]?) -> [(String, String)] {
        labels.columns.enumerated().map { index, column in
            let counts = counts.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            let values = column.values.enumerated().map { number, value in
                let count = counts.flatMap { $0.indices.contains(number) ? $0[number] : nil }
                return Labels.shown(value) + (count.map { " \($0)" } ?? "")
            }
            let shown = values.prefix(30).joined(separator: ", ") + (values.count > 30 ? ", …" : "")
            return ("label \(column.name)", "\(values.count): \(shown)")
        }
    }

    /// What the networks have in common, and a row with the loss of each.
    private func rows(_ ensemble: EnsembleModel) -> [(String, String)] {
        let first = ensemble.members[0]
        let own: Set = [
            "seed", "epochs", "loss", "fine-tuned", "validation loss", "learning curve", "test", "parameters",
        ]
        var rows =
            [
                ("networks", "\(ensemble.members.count)"),
                ("parameters", "\(first.parameterCount) each"),
                ("mean", ensemble.mean.rawValue),
            ] + rows(first).filter { !own.contains($0.0) }
        for (index, member) in ensemble.members.enumerated() {
            let record = member.record
            let loss = record.validationLoss.map { "validation loss \($0.formatted(4))" }
            rows.append(
                (
                    "network \(index + 1)",
                    "seed \(record.seed), \(record.epochs) epochs, best epoch \(record.bestEpoch), "
                        + "\(loss ?? "loss \(record.loss.formatted(4))")"
                ))
        }
        if let losses = ensemble.validation {
            rows.append(
                (
                    "validation loss",
                    "arithmetic mean \(losses.arithmetic.formatted(4)), geometric mean \(losses.geometric.formatted(4)) "
                        + "nats per character"
                ))
        }
        return rows + (ensemble.test.map { [("test", describe($0))] } ?? [])
    }

    private func describe(_ test: TrainingRecord.Test) -> String {
        "\(test.nats.formatted(4)) nats per character, accuracy \(test.accuracy.argmax.percent), on "
            + test.list.printableOnOneLine + (test.names > 0 ? ": \(test.names.counted("name"))" : "")
    }

    private func rows(_ model: Model) -> [(String, String)] {
        let record = model.record
        let units = model.architecture.hidden.map(String.init).joined(separator: ", ")
        let labels = model.vocabulary.labels.isEmpty ? "" : " with their labels"
        var rows =
            [
                ("cells", model.architecture.cell.rawValue),
                ("hidden units", units),
                ("parameters", "\(model.parameterCount)"),
            ] + vocabularyRows(model)
        if let origin = record.importedFrom {
            let text = record.text.map { [("trained on", "running text of \($0.characters) characters")] } ?? []
            return rows + text + [("imported from", origin)]
        }
        if let text = record.text {
            rows += [
                ("trained on", "\(record.list): running text of \(text.characters) characters"),
                ("held out", "the last \(text.heldOut) characters"),
            ]
        } else {
            rows += [
                (
                    "trained on",
                    "\(record.list): \(record.names.counted("name")), \(record.distinctNames) distinct\(labels)"
                ),
                ("held out", "\(record.heldOutNames) distinct names\(labels)"),
            ]
        }
        if let text = record.text { rows.append(("sequence length", "\(text.sequenceLength)")) }
        rows += record.settingTexts.map { ($0.label, $0.text) }
        rows.append(("seed", "\(record.seed)"))
        if record.bestEpoch > 0 {
            rows.append(("epochs", "\(record.epochs), best epoch \(record.bestEpoch)"))
            rows.append(("loss", "\(record.loss.formatted(4)) nats per character"))
        } else {
            rows.append(("epochs", "none: the initial weights"))
        }
        if let lists = record.previousLists {
            rows.append(("fine-tuned", "trained before on " + lists.joined(separator: ", ")))
        }
        if let loss = record.validationLoss {
            rows.append(("validation loss", "\(loss.formatted(4)) nats per character"))
        }
        if let curve = record.curve, let first = curve.epochs.first, let last = curve.epochs.last {
            let losses = curve.validationLosses ?? curve.losses
            rows.append(
                (
                    "learning curve",
                    "\(sparkline(losses, columns: 30))  \((losses.first ?? 0).formatted(4)) after epoch \(first), "
                        + "\((losses.last ?? 0).formatted(4)) after epoch \(last)"
                ))
        }
        if let test = record.test { rows.append(("test", describe(test))) }
        return rows
    }
}
