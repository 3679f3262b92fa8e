import RNNSwift

/// An evaluation with the name of its model.
struct NamedEvaluation: Encodable {
    let model: String
    /// The models of an ensemble.
    var models: [String]?
    let evaluation: Evaluation
    /// Evaluations by label and value.
    var labels: [String: [String: Evaluation]]?

    private enum CodingKeys: String, CodingKey { case model, models, labels }

    func encode(to encoder: any Encoder) throws {
        try evaluation.encode(to: encoder)
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(model, forKey: .model)
        try fields.encodeIfPresent(models, forKey: .models)
        try fields.encodeIfPresent(labels, forKey: .labels)
    }
}

/// `rnnc evaluate` with several models: each model, and their ensemble.
extension Evaluate {
    /// Name of the ensemble in the output.
    static let ensemble = "ensemble"

    func evaluateSeveral() throws {
        let paths = self.models
        let files = try readModelFiles(paths, kernels: machine.kernels, int8: precision.int8)
        guard files.text.isEmpty else { return try evaluateTexts(files.text) }
        let models = files.names
        let ensemble = try ModelEnsemble(models, shares: mix?.values)
        let list = try reading.read(
            lists, labels: ensemble.vocabulary.labels.names, requiresLabels: false, quiet: quiet)
        var rows = zip(paths, models).map { path, model in
            NamedEvaluation(model: path, evaluation: model.evaluate(on: list, threads: machine.threads))
        }
        rows.append(
            NamedEvaluation(
                model: Self.ensemble, models: paths, evaluation: ensemble.evaluate(on: list, threads: machine.threads)))
        for row in rows where row.evaluation.names == 0 {
            throw CommandFailure("\(row.model) does not know the characters of any name of \(list.source)")
        }
        let output = StandardOutput()
        if json {
            for row in rows { try output.json(row) }
        } else {
            for line in table(rows) { try output.line(line) }
        }
        try output.flush()
        for row in rows where row.evaluation.names < list.names.count {
            Progress(quiet: quiet).line(
                "left out for \(row.model): \(list.names.count - row.evaluation.names) names with "
                    + "\(row.evaluation.unknownCharacters) characters that it does not know")
        }
    }

    /// Cells aligned to the right below their titles, and a name.
    static func tableLine(_ titles: [String], _ cells: [String], _ name: String) -> String {
        zip(titles, cells).map { title, cell in
            String(repeating: " ", count: max(title.count - cell.count, 0)) + cell
        }.joined(separator: "  ") + "  " + name
    }

    /// A line for each model, below titles; the last line has the theoretical limits.
    private func table(_ rows: [NamedEvaluation]) -> [String] {
        let titles = [
            "names", "nats per character", "perplexity", "accuracy, argmax", "accuracy, sampled", "recreated",
        ]
        func line(_ cells: [String], _ name: String) -> String { Self.tableLine(titles, cells, name) }
        let limits = rows[rows.count - 1].evaluation
        return [line(titles, "model")]
            + rows.map { row in
                let result = row.evaluation
                return line(
                    [
                        "\(result.names)", result.nats.formatted(4), result.perplexity.formatted(4),
                        result.accuracy.argmax.formatted(6), result.accuracy.sampled.formatted(6),
                        result.recreated.formatted(4),
                    ], row.model)
            } + [
                line(
                    [
                        "", limits.floorNats.formatted(4), "", limits.maximum.argmax.formatted(6),
                        limits.maximum.sampled.formatted(6), "",
                    ], "(theoretical limits for this list)")
            ]
    }
}
