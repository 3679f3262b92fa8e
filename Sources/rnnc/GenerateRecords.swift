import RNNSwift

/// `rnnc generate` with a model of records.
extension Generate {
    private struct Line: Encodable {
        let name: String
        let logprob: Double
        let novel: Bool?
        let fields: [String: String]
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
        options.seed = drawingSeed
        options.threads = machine.threads
        options.letterCase = letterCase
        let found = try StandardOutput.write(to: self.output) { output in
            try model.generate(count: count == 0 ? nil : count, options: options) { records in
                if json {
                    let logarithms = model.logProbabilities(of: records.map(\.fields), threads: machine.threads)
                    for (record, logarithm) in zip(records, logarithms) {
                        let fields = Dictionary(
                            uniqueKeysWithValues: zip(
                                model.fields.map(\.name), record.fields.map { letterCase.apply(to: $0) }))
                        let text = letterCase.apply(to: record.text)
                        try output.json(
                            Line(
                                name: text, logprob: logarithm,
                                novel: model.trainingRecords.map { !$0.contains(text) }, fields: fields,
                                seed: drawingSeed))
                    }
                } else {
                    for record in records { try output.line(letterCase.apply(to: record.text)) }
                }
                if count == 0 { try output.flush() }
            }
        }
        try checkEnough(found)
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
