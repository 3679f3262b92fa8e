import RNNSwift

/// `rnnc evaluate` with a model of running text.
extension Evaluate {
    private struct Result: Encodable {
        /// Nil for a single model.
        var model: String?
        /// The models of an ensemble.
        var models: [String]?
        let predictions: Int
        let nats: Double
        let bits: Double
        let perplexity: Double
        let accuracy: Accuracy
        let unknownCharacters: Int

        enum CodingKeys: String, CodingKey {
            case model, models, predictions, nats, bits, perplexity, accuracy
            case unknownCharacters = "unknown_characters"
        }

        init(_ evaluation: Evaluation, model: String? = nil, models: [String]? = nil) {
            (self.model, self.models) = (model, models)
            (predictions, nats, bits) = (evaluation.predictions, evaluation.nats, evaluation.bits)
            (perplexity, accuracy) = (evaluation.perplexity, evaluation.accuracy)
            unknownCharacters = evaluation.unknownCharacters
        }
    }

    private func readText() throws -> RunningText {
        guard reading.isDefault else {
            throw CommandFailure(
                "\(self.model) is a model of running text; remove --format, --column, --key and the table options"
            )
        }
        return try RunningText(contentsOf: lists, allowingControlCharacters: reading.allowControlCharacters)
    }

    private func evaluation(_ ensemble: ModelEnsemble, _ text: RunningText, name: String) throws -> Evaluation {
        let result = ensemble.evaluate(on: text, threads: machine.threads)
        guard result.predictions > 0 else {
            throw CommandFailure("\(text.source) has fewer than two characters that \(name) knows")
        }
        return result
    }

    func evaluateText(_ model: TextModel) throws {
        let result = try evaluation(ModelEnsemble(model.model), readText(), name: "the model")
        let output = StandardOutput()
        if json {
            try output.json(Result(result))
        } else {
            try output.row("predictions", "\(result.predictions)")
            try output.row("nats per character", result.nats.formatted(4))
            try output.row("bits per character", result.bits.formatted(4))
            try output.row("perplexity", result.perplexity.formatted(4))
            try output.row("accuracy, argmax", result.accuracy.argmax.formatted(6))
            try output.row("accuracy, sampled", result.accuracy.sampled.formatted(6))
        }
        try output.flush()
        tellOfUnknownCharacters(result.unknownCharacters)
    }

    private struct AdaptedResult: Encodable {
        let predictions: Int
        let nats: Double
        let bits: Double
        let perplexity: Double
        let unknownCharacters: Int

        enum CodingKeys: String, CodingKey {
            case predictions, nats, bits, perplexity
            case unknownCharacters = "unknown_characters"
        }
    }

    /// A model that keeps learning from the text.
    func evaluateAdapting(_ model: TextModel) throws {
        let text = try readText()
        let result = model.evaluate(on: text, adapting: DynamicEvaluation())
        guard result.predictions > 0 else {
            throw CommandFailure("\(text.source) has fewer than two characters that the model knows")
        }
        let output = StandardOutput()
        if json {
            try output.json(
                AdaptedResult(
                    predictions: result.predictions, nats: result.nats, bits: result.bits,
                    perplexity: result.perplexity, unknownCharacters: result.unknownCharacters))
        } else {
            try output.row("predictions", "\(result.predictions)")
            try output.row("nats per character", result.nats.formatted(4))
            try output.row("bits per character", result.bits.formatted(4))
            try output.row("perplexity", result.perplexity.formatted(4))
        }
        try output.flush()
        tellOfUnknownCharacters(result.unknownCharacters)
    }

    private func tellOfUnknownCharacters(_ count: Int) {
        guard count > 0 else { return }
        Progress(quiet: quiet).line("left out: \(count) characters that the model does not know")
    }

    /// Several models and their ensemble, a line each.
    func evaluateTexts(_ models: [TextModel]) throws {
        let text = try readText()
        let paths = self.models
        let ensemble = try ModelEnsemble(models.map(\.model), shares: mix?.values)
        var rows = try zip(paths, models).map { path, model in
            Result(try evaluation(ModelEnsemble(model.model), text, name: path), model: path)
        }
        rows.append(
            Result(try evaluation(ensemble, text, name: Self.ensemble), model: Self.ensemble, models: paths))
        let output = StandardOutput()
        if json {
            for row in rows { try output.json(row) }
        } else {
            for line in table(rows) { try output.line(line) }
        }
        try output.flush()
        for row in rows where row.unknownCharacters > 0 {
            Progress(quiet: quiet).line(
                "left out for \(row.model ?? ""): \(row.unknownCharacters) characters that it does not know")
        }
    }

    private func table(_ rows: [Result]) -> [String] {
        let titles = [
            "predictions", "nats per character", "bits per character", "perplexity", "accuracy, argmax",
            "accuracy, sampled",
        ]
        return [Self.tableLine(titles, titles, "model")]
            + rows.map { row in
                Self.tableLine(
                    titles,
                    [
                        "\(row.predictions)", row.nats.formatted(4), row.bits.formatted(4),
                        row.perplexity.formatted(4), row.accuracy.argmax.formatted(6),
                        row.accuracy.sampled.formatted(6),
                    ], row.model ?? "")
            }
    }
}
