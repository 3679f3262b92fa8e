import ArgumentParser
import RNNSwift

/// `rnnc score --text` with models of running text.
extension Score {
    private struct Line: Encodable {
        struct Character: Encodable {
            let character: String
            /// Nil if it is unknown, and for the first one.
            let nats: Double?

            func encode(to encoder: any Encoder) throws {
                var fields = encoder.container(keyedBy: CodingKeys.self)
                try fields.encode(character, forKey: .character)
                try fields.encode(nats, forKey: .nats)
            }

            enum CodingKeys: String, CodingKey { case character, nats }
        }

        let line: Int
        let text: String
        let nats: Double
        let nats_per_character: Double
        let characters: [Character]
        /// Model of the score, if there are several.
        let model: String?

        init(_ line: TextScore.Line, model: String?) {
            (self.line, text, nats, self.model) = (line.number, line.text, line.nats, model)
            nats_per_character = line.natsPerCharacter
            characters = line.parts.map { Character(character: $0.text, nats: $0.nats) }
        }
    }

    private struct Totals: Encodable {
        let bits_per_character: Double
        let nats_per_character: Double
        let characters: Int
        let unknown_characters: Int
        let model: String?

        init(_ score: TextScore, model: String?) {
            (bits_per_character, nats_per_character) = (score.bitsPerCharacter, score.natsPerCharacter)
            (characters, unknown_characters, self.model) = (score.characters, score.unknownCharacters, model)
        }
    }

    /// A model, or the ensemble, and its score of the text.
    private struct Scored {
        /// Nil for a single model.
        let label: String?
        let score: TextScore
    }

    /// Checks the options of a run with --text.
    func validateText(names: [String]) throws {
        guard names.isEmpty else {
            throw ValidationError("--text takes models only; \(names[0]) is not a model.")
        }
        let others =
            (rank ? ["--rank"] : []) + (seed == nil ? [] : ["--seed"])
            + (givenOptions.given.isEmpty ? [] : ["--given"])
        guard others.isEmpty else {
            throw ValidationError("--text cannot be combined with \(others.joined(separator: " and ")).")
        }
        guard reading.isDefault else {
            throw ValidationError("--text cannot be combined with --format, --column, --key and the table options.")
        }
        try checkMix()
    }

    func scoreText(_ path: String, _ files: (names: [ModelGroup], text: [ModelGroup])) throws {
        guard files.names.isEmpty else {
            throw CommandFailure(
                "\(models[0]) is a model of names; --text is for models of running text (for names: "
                    + "\(shellCommand(["score", models[0], "-"])) < \(shellCommand([path]).dropFirst("rnnc ".count)))")
        }
        let text = try RunningText(contentsOf: path, allowingControlCharacters: reading.allowControlCharacters)
        try meanOptions.check(files.text, models)
        var ensembles = files.text.map { $0.ensemble(meanOptions.mean) }
        var labels: [String?] = [nil]
        if files.text.count > 1 {
            ensembles.append(try files.text.ensemble(mix?.values, meanOptions.mean))
            labels = models + [Evaluate.ensemble]
        }
        let scored = zip(labels, ensembles).map { Scored(label: $0, score: $1.scores(of: text)) }
        guard let deciding = scored.last?.score, scored.allSatisfy({ $0.score.characters > 0 }) else {
            throw CommandFailure("\(text.source) has fewer than two characters that the model knows")
        }
        var order = Array(deciding.lines.indices)
        if sort {
            // Lines without a prediction come last.
            let means = deciding.lines.map { $0.characters > 0 ? $0.natsPerCharacter : -.infinity }
            order.sort { (means[$1], $0) < (means[$0], $1) }
        }
        _ = try StandardOutput.untilReaderLeaves { try write(scored, order, to: $0) }
        for model in scored { remark(model) }
    }

    private func write(_ scored: [Scored], _ order: [Int], to output: StandardOutput) throws {
        let surprise = SurpriseColors.forStandardOutput
        for index in order {
            for model in scored {
                let line = model.score.lines[index]
                if json {
                    try output.json(Line(line, model: model.label))
                    continue
                }
                let mean = (line.characters > 0 ? line.natsPerCharacter.formatted(4) : "-") + "\t"
                let label = model.label.map { "\t" + $0 } ?? ""
                if let surprise {
                    try output.line(styled: mean + surprise.paint(line) + label)
                } else {
                    try output.line(mean + line.text + label)
                }
            }
        }
        if json { for model in scored { try output.json(Totals(model.score, model: model.label)) } }
    }

    private func remark(_ model: Scored) {
        let (score, progress) = (model.score, Progress(quiet: quiet))
        let label = model.label.map { $0 + ": " } ?? ""
        if !json {
            progress.line(
                "\(label)\(score.natsPerCharacter.formatted(4)) nats (\(score.bitsPerCharacter.formatted(4)) bits) per "
                    + "character, \(score.characters) characters")
        }
        if score.unknownCharacters > 0 {
            progress.line("\(label)left out: \(score.unknownCharacters) characters that the model does not know")
        }
    }
}
