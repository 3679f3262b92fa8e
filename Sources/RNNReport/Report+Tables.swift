import RNNSwift

extension Report {
    /// Columns of numbers, a run a row.
    var summaryTable: String {
        typealias Column = (title: String, value: (Result) -> String?)
        let columns: [Column] = [
            ("accuracy", { $0.evaluation.map { Figures.percent($0.accuracy.argmax, 2) } }),
            ("sampled", { $0.evaluation.map { Figures.percent($0.accuracy.sampled, 2) } }),
            ("nats per character", { $0.evaluation.map { Figures.loss($0.nats) } }),
            ("bits per character", { $0.isText ? $0.evaluation.map { Figures.loss($0.bits) } : nil }),
            ("recreated", { $0.isText ? nil : $0.evaluation.map { Figures.percent($0.recreated, 2) } }),
            ("epochs", { $0.run.history?.epochs.last.map { Figures.count($0.number) } }),
            ("training time", { $0.run.history?.epochs.last?.seconds.map(Figures.time) }),
            ("best held-out loss", { $0.run.history.flatMap { Self.least($0, .validationLoss) }.map(Figures.loss) }),
            ("test loss", { $0.run.model?.record.test.map { Figures.loss($0.nats) } }),
            ("distinct names", { $0.generated.map { Figures.count($0.statistics.distinct) } }),
        ]
        let shown = columns.filter { column in results.contains { column.value($0) != nil } }
        guard !shown.isEmpty else { return "" }
        let head = shown.map { "<th scope=\"col\">\($0.title)</th>" }.joined()
        let rows = results.map { result in
            let cells = shown.map { "<td>\(Markup.escape($0.value(result) ?? "–"))</td>" }.joined()
            return "<tr><th scope=\"row\">\(heading(result))</th>\(cells)</tr>"
        }
        return PageStyle.table("The runs at a glance", head: "<th scope=\"col\">run</th>\(head)", rows: rows)
    }

    private static func least(_ history: History, _ measure: History.Measure) -> Double? {
        history.values(measure).compactMap { $0 }.filter(\.isFinite).min()
    }

    /// Settings of each training, one per row.
    package var settings: String? {
        func known(_ text: String) -> String? { text.isEmpty ? nil : text }
        func positive(_ number: Int) -> String? { number > 0 ? Figures.count(number) : nil }
        typealias Setting = (title: String, value: (Model) -> String?)
        let network: [Setting] = [
            ("cells", { $0.architecture.cell.rawValue }),
            ("hidden units", { $0.architecture.hidden.map(String.init).joined(separator: ", ") }),
            ("parameters", { positive($0.parameterCount) }),
            ("characters", { positive($0.vocabulary.characters.count) }),
            ("list", { $0.record.text == nil ? known($0.record.list) : nil }),
            ("text", { $0.record.text == nil ? nil : known($0.record.list) }),
            ("characters of the text", { $0.record.text.map { Figures.count($0.characters) } }),
            ("held-out characters", { $0.record.text.map { Figures.count($0.heldOut) } }),
            ("sequence length", { $0.record.text.map { Figures.count($0.sequenceLength) } }),
            ("names", { positive($0.record.names) }),
            ("distinct names", { positive($0.record.distinctNames) }),
            ("held out", { $0.record.names > 0 ? Figures.count($0.record.heldOutNames) : nil }),
            ("imported from", { $0.record.importedFrom }),
        ]
        let trained: [Setting] = TrainingSetting.all.map { setting in
            (setting.label, { model in model.record.settingTexts.first { $0.label == setting.label }?.text })
        }
        let outcome: [Setting] = [
            ("seed", { $0.record.epochs > 0 ? "\($0.record.seed)" : nil }),
            ("epochs", { positive($0.record.epochs) }),
            ("best epoch", { positive($0.record.bestEpoch) }),
            ("loss", { $0.record.bestEpoch > 0 ? Figures.loss($0.record.loss) : nil }),
            ("held-out loss", { $0.record.validationLoss.map(Figures.loss) }),
            ("test loss", { $0.record.test.map { "\(Figures.loss($0.nats)), on \($0.list)" } }),
        ]
        let models = results.filter { $0.run.model != nil }
        func row(_ title: String, _ values: [String?]) -> String? {
            guard values.contains(where: { $0 != nil }) else { return nil }
            let cells = values.map { "<td><bdi>\(Markup.escape($0 ?? "–"))</bdi></td>" }.joined()
            return "<tr><th scope=\"row\">\(title)</th>\(cells)</tr>"
        }
        let networks = row("networks", models.map { $0.run.ensemble.map { "\($0.members.count)" } })
        let rows =
            [networks].compactMap(\.self)
            + (network + trained + outcome).compactMap { title, value in
                row(title, models.map { $0.run.model.flatMap(value) })
            }
        guard !rows.isEmpty else { return nil }
        let head = models.map { "<th scope=\"col\">\(heading($0))</th>" }.joined()
        return """
            <section aria-labelledby="settings-section">
            <h2 id="settings-section">Settings</h2>
            \(PageStyle.table("How each model was made", head: "<th scope=\"col\">setting</th>\(head)", rows: rows))
            </section>
            """
    }
}
