import RNNSwift

/// `rnnc classify` with a model of records.
extension Classify {
    func classifyRecords(_ model: RecordModel) throws {
        let fields = model.fields.map(\.name)
        guard reading.column == nil else {
            throw CommandFailure("\(models[0]) holds records, and its fields choose the columns; remove --column")
        }
        guard isList else {
            throw CommandFailure(
                "\(models[0]) holds records; give a table with the columns \(fields.joined(separator: ", "))")
        }
        let list = try reading.readRecords(
            [names.first ?? "-"], columns: fields, names: fields, labels: label.map { [$0] } ?? [],
            requiresLabels: false, quiet: quiet)
        let results = try model.classify(
            Array(list.rows), label: label ?? "", given: givenOptions.values, includingMissing: withMissing,
            threads: machine.threads)
        var rows = list.rows.makeIterator()
        try write(results, labels: list.labels, of: "record") { result, output in
            let texts = Dictionary(uniqueKeysWithValues: zip(fields, rows.next() ?? []))
            try write(result, fields: texts, to: output)
        }
    }
}
