import RNNSwift

/// `rnnc generate` with a model of records.
extension Generate {
    private struct Line: Encodable {
        let name: String
        let logprob: Double
        let novel: Bool?
        let fields: [String: String]
        /// Values of the model's labels; nil without labels.
        let labels: [String: String]?
        let seed: UInt64
    }

    func generateRecords(_ model: RecordModel) throws {
        guard !best, !interactive else {
            throw CommandFailure("\(models[0]) holds records; --best and --interactive require a model of names")
        }
        var options = GenerationOptions()
        sampling.apply(to: &options)
        try constraints.apply(to: &options)
        try novelty.apply(to: &options) { try reading.read($0, as: model) }
        options.given = givenOptions.values
        options.seed = drawingSeed
        options.threads = machine.threads
        options.letterCase = letterCase
        let found = try StandardOutput.write(to: self.output) { output in
            if let labels = model.labels?.labels { try writeHead(labels, to: output) }
            return try model.generate(count: count == 0 ? nil : count, options: options) { records in
                let logarithms = json ? model.logProbabilities(of: records.map(\.fields), threads: machine.threads) : []
                for (index, record) in records.enumerated() {
                    try write(record, json ? logarithms[index] : 0, model, to: output)
                }
                if count == 0 { try output.flush() }
            }
        }
        try checkEnough(found)
    }

    /// Writes a record, given as it was drawn, with its probability.
    private func write(
        _ record: Record, _ logProbability: Double, _ model: RecordModel, to output: StandardOutput
    ) throws {
        let text = letterCase.apply(to: record.text)
        guard json else {
            guard labelOutput.withLabels else { return try output.line(text) }
            let cells = ([text] + record.values).map { SpreadsheetCell.field($0, delimiter: "\t") }
            return try output.line(cells.joined(separator: "\t"))
        }
        let fields = zip(model.fields.map(\.name), record.fields.map { letterCase.apply(to: $0) })
        let labels = model.labels.map { Dictionary(uniqueKeysWithValues: zip($0.labels.names, record.values)) }
        try output.json(
            Line(
                name: text, logprob: logProbability, novel: model.trainingRecords.map { !$0.contains(text) },
                fields: Dictionary(uniqueKeysWithValues: fields), labels: labels, seed: drawingSeed))
    }
}

extension ListOptions {
    /// The records of a list: rows of a table with the model's fields as columns, or whole names.
    fileprivate func read(_ path: String, as model: RecordModel) throws -> [String] {
        guard try column == nil && isTable(path) else { return Array(try read(path, quiet: false).names) }
        let names = model.fields.map(\.name)
        return try readRecords([path], columns: names, names: names, quiet: false).texts(separator: model.separator)
    }
}
