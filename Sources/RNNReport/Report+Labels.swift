import RNNSwift

extension Report {
    /// How well each model predicts the names of each value of its labels; nil without labels.
    var labelSection: String? {
        let labeled = results.filter { !$0.byLabel.isEmpty }
        guard !labeled.isEmpty else { return nil }
        var values: [[String]] = []
        for own in labeled.flatMap(\.byLabel) where !values.contains([own.label, own.value]) {
            values.append([own.label, own.value])
        }
        let rows = values.map { pair in
            let own = labeled.map { result in result.byLabel.first { [$0.label, $0.value] == pair }?.evaluation }
            let names = own.compactMap { $0?.names }.max() ?? 0
            let cells = [Figures.count(names)] + own.map { $0.map { Figures.loss($0.nats) } ?? "–" }
            let title = Markup.escape("\(pair[0]) = \(Labels.shown(pair[1]))")
            return "<tr><th scope=\"row\"><bdi>\(title)</bdi></th>"
                + cells.map { "<td>\(Markup.escape($0))</td>" }.joined() + "</tr>"
        }
        let head =
            "<th scope=\"col\">label</th><th scope=\"col\">names</th>"
            + labeled.map { "<th scope=\"col\">\(heading($0))</th>" }.joined()
        return """
            <section aria-labelledby="labels-section">
            <h2 id="labels-section">Labels</h2>
            \(PageStyle.table("Nats per character of the names with each value", head: head, rows: rows))
            </section>
            """
    }
}
