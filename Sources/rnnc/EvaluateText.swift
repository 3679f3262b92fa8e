import RNNSwift

/// `rnnc evaluate` with a model of running text.
extension Evaluate {
    private struct Result: Encodable {
        let predictions: Int
        let nats: Double
        let bits: Double
        let perplexity: Double
        let accuracy: Accuracy
        let unknownCharacters: Int

        enum CodingKeys: String, CodingKey {
            case predictions, nats, bits, perplexity, accuracy
            case unknownCharacters = "unknown_characters"
        }
    }

    func evaluateText(_ model: TextModel) throws {
        guard reading.isDefault else {
            throw CommandFailure(
                "\(self.model) is a model of running text; remove --format, --column, --key and the table options"
            )
        }
        let text = try RunningText(contentsOf: list, allowingControlCharacters: reading.allowControlCharacters)
        let result = model.evaluate(on: text, threads: machine.threads)
        guard result.predictions > 0 else {
            throw CommandFailure("\(text.source) has fewer than two characters that the model knows")
        }
        let output = StandardOutput()
        if json {
            try output.json(
                Result(
                    predictions: result.predictions, nats: result.nats, bits: result.bits,
                    perplexity: result.perplexity, accuracy: result.accuracy,
                    unknownCharacters: result.unknownCharacters))
        } else {
            try output.row("predictions", "\(result.predictions)")
            try output.row("nats per character", result.nats.formatted(4))
            try output.row("bits per character", result.bits.formatted(4))
            try output.row("perplexity", result.perplexity.formatted(4))
            try output.row("accuracy, argmax", result.accuracy.argmax.formatted(6))
            try output.row("accuracy, sampled", result.accuracy.sampled.formatted(6))
        }
        try output.flush()
        if result.unknownCharacters > 0 {
            Progress(quiet: quiet).line("left out: \(result.unknownCharacters) characters that the model does not know")
        }
    }
}
