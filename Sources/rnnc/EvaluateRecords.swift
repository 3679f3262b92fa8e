import RNNSwift

/// `rnnc evaluate` with a model of records.
extension Evaluate {
    func evaluateRecords(_ model: RecordModel) throws {
        guard reading.column == nil else {
            throw CommandFailure("\(self.model) holds records, and its fields choose the columns; remove --column")
        }
        let names = model.fields.map(\.name)
        // A field may be named by the number of its column, and the column may have a header in this table.
        let list = try reading.readRecords(
            lists, columns: names, names: names, labels: model.labels?.labels.names ?? [], requiresLabels: false,
            quiet: quiet)
        let result = try model.evaluate(on: list, given: givenOptions.values, threads: machine.threads)
        for field in result.fields where field.evaluation.names == 0 {
            throw CommandFailure(
                "the model does not know the characters of any \(field.name) of \(list.source)")
        }
        let output = StandardOutput()
        if json {
            try output.json(result)
        } else {
            try output.row("records", "\(result.records)")
            try output.row("nats per record", result.nats?.formatted(4) ?? "none: no record is known")
            if let labels = result.labels {
                try output.row("given labels", "\(labels.nats.formatted(4)) nats per record")
                try output.row("nats of labels", "\(labels.labelNats.formatted(4)) per record")
            }
            try output.row(
                "recreated",
                "\(result.recreated.formatted(6))     the probability that a record generated at temperature 1 is in the list"
            )
            for field in result.fields {
                try output.line("\n\(field.name)")
                for (label, value) in rows(field.evaluation) + rows(field.byLabel) { try output.row(label, value) }
            }
        }
        try output.flush()
        if result.leftOut > 0 {
            Progress(quiet: quiet).line(
                "left out: \(result.leftOut) records with characters or sampled texts that the model does not know")
        }
        for field in result.fields where field.evaluation.unknownCharacters > 0 {
            Progress(quiet: quiet).line(
                "left out: \(field.name) with \(field.evaluation.unknownCharacters) characters that the model does not know"
            )
        }
    }
}
