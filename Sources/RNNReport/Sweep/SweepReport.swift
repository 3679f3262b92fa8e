import RNNSwift

extension Sweep {
    /// A page with the curves of all settings, a table of them, and what each value of an axis came to.
    ///
    /// - Parameters:
    ///   - results: Of all settings.
    ///   - command: What trains the best setting again.
    public func report(_ results: [SweepResult], command: String?) -> String {
        let (settings, seeds) = (grid.groups.count, grid.seeds.count)
        let title =
            "Sweep of \(source): \(Figures.count(settings)) settings" + (seeds > 1 ? ", \(seeds) seeds of each" : "")
        let figures = [courseFigure(results, overTime: false), courseFigure(results, overTime: true)].compactMap(\.self)
        let curves = figures.enumerated().map { $1.element(id: "course-\($0 + 1)") }
        var body = [header(title, results, command)]
        if !curves.isEmpty { body.append(Self.section("curves", "Curves", Self.grid(curves))) }
        body.append(Self.section("settings", "Settings", settingsTable(results)))
        let axes = axisTables(results)
        if !axes.isEmpty { body.append(Self.section("values", "What each value came to", axes)) }
        return PageStyle.page(
            title, body: body, footer: "Made by rnnc sweep. Resting the pointer on a chart shows its values.")
    }

    /// Number of settings with colored curves; the others are gray.
    private static let named = 6

    private static func grid(_ figures: [String]) -> String {
        "<div class=\"figures\">\n\(figures.joined(separator: "\n"))\n</div>"
    }

    private static func section(_ id: String, _ title: String, _ content: String) -> String {
        """
        <section aria-labelledby="\(id)-section">
        <h2 id="\(id)-section">\(title)</h2>
        \(content)
        </section>
        """
    }

    private func header(_ title: String, _ results: [SweepResult], _ command: String?) -> String {
        let (training, heldOut) = counts
        let held = heldOut > 0 ? "\(Figures.count(heldOut)) held out" : "none held out"
        var facts = "\(Figures.count(training)) distinct names to learn, \(held)"
        let best = ranked(results)[0]
        if let loss = best.loss {
            let deviation = best.deviation.map { " ± \(Figures.loss($0))" } ?? ""
            facts +=
                "; the best setting is \(labelWithoutSeed(best.index)), with \(Figures.loss(loss))\(deviation) nats per character"
        }
        let open = results.count { !$0.isFinished }
        var remarks: [String] = []
        if open > 0 { remarks.append("The sweep is not at its end: \(open) settings are not finished.") }
        if grid.seeds.count > 1 {
            remarks.append(
                "Losses are means over the seeds, ± their standard deviation. Each seed holds out other names, the same ones for "
                    + "all settings.")
        }
        if heldOut == 0 { remarks.append("No names are held out: the losses are those on the names trained on.") }
        var paragraphs = remarks.map(Markup.escape)
        if let command { paragraphs.append("The best again: <code>\(Markup.escape(command))</code>") }
        return """
            <header>
            <h1>\(Markup.escape(title))</h1>
            <p class="lead">\(Markup.escape(facts)).</p>
            \(paragraphs.map { Markup.element("p", ["class": "remark"], $0) }.joined(separator: "\n"))
            </header>
            """
    }

    /// The validation loss of every setting.
    private func courseFigure(_ results: [SweepResult], overTime: Bool) -> Figure? {
        let shown = ranked(results).filter { $0.loss != nil }
        guard !shown.isEmpty else { return nil }
        let lines = shown.enumerated().map { rank, group in
            let points = group.course.enumerated().map { number, epoch -> Curve.Point in
                (overTime ? epoch.seconds : Double(number + 1), epoch.loss)
            }
            return LineChart.Line(
                label: labelWithoutSeed(group.index), style: rank, curve: Curve(points: points.filter { $0.x > 0 }),
                isBackground: rank >= Self.named)
        }
        let limit = Self.limit(shown)
        let drawn = lines.map { $0.curve.finite.filter { $0.y <= limit } }
        let xs = drawn.map { $0.map(\.x) }
        let chart = LineChart(
            x: overTime ? .time(xs.flatMap(\.self), ends: xs.compactMap(\.last)) : .epochs(xs.flatMap(\.self)),
            y: .numbers("nats per character", drawn.flatMap { $0.map(\.y) }),
            lines: lines, limits: [],
            tellX: { overTime ? Figures.time($0) : "epoch \(Int($0))" }, tellY: { Figures.loss($0) })
        let whose = counts.heldOut > 0 ? "held-out names" : "names trained on"
        let rest = shown.count - Self.named
        return Figure(
            title: overTime ? "Loss by time" : "Loss by epoch",
            note: "The mean of -ln p of every character of the \(whose), in nats."
                + (rest > 0 ? " In color the best \(Self.named), in gray the other \(rest)." : "")
                + (overTime ? " The time of one setting's training, beside others." : ""),
            panels: [chart.drawing()])
    }

    /// The largest loss that is drawn. Beside those of the first epochs, differences at the end could not be seen.
    private static func limit(_ shown: [SweepGroup]) -> Double {
        let ends = shown.compactMap(\.loss)
        return ends[0] + max(3 * (ends[ends.count / 2] - ends[0]), 0.5)
    }

    private func settingsTable(_ results: [SweepResult]) -> String {
        let table = SweepTable(self, results)
        let head = table.titles.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let rows = table.rows.enumerated().map { rank, row in
            let mark = Drawing.shape(
                Palette.mark(rank, x: 7, y: 7, radius: 5), className: Palette.colorClass(rank))
            let key =
                rank < Self.named ? "<svg viewBox=\"0 0 14 14\" class=\"key\" aria-hidden=\"true\">\(mark)</svg>" : ""
            let cells = row.dropFirst().map { "<td>\(Markup.escape($0))</td>" }.joined()
            return "<tr><th scope=\"row\">\(key)\(row[0])</th>\(cells)</tr>"
        }
        return PageStyle.table("All settings, the best first", head: head, rows: rows)
    }

    /// For each axis, the best and the middle setting of each value.
    private func axisTables(_ results: [SweepResult]) -> String {
        let ranked = ranked(results).filter { $0.loss != nil }
        return grid.varying.filter { grid.axes[$0].name != "seed" }.map { axis in
            let name = grid.axes[axis].name
            let rows = grid.axes[axis].values.compactMap { value -> String? in
                let those = ranked.filter { grid.settings[$0.index].values[axis] == value }
                guard let best = those.first else { return nil }
                func loss(_ group: SweepGroup) -> String { group.loss.map(Figures.loss) ?? "–" }
                let cells = [
                    "\(those.count)", loss(best), loss(those[those.count / 2]), labelWithoutSeed(best.index),
                    Figures.count(best.results[0].parameters),
                ]
                return "<tr><th scope=\"row\">\(Markup.escape(value.text))</th>"
                    + cells.map { "<td>\(Markup.escape($0))</td>" }.joined() + "</tr>"
            }
            let titles = [name, "settings", "best loss", "loss of the middle one", "best setting", "its parameters"]
            return PageStyle.table(
                "By \(name)", head: titles.map { "<th scope=\"col\">\($0)</th>" }.joined(), rows: rows)
        }.joined(separator: "\n")
    }
}
