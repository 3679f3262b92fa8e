import RNNSwift

extension Report {
    /// How often each model generates each value of its labels, and how well it predicts the names of each; nil without
    /// labels.
    var labelSection: String? {
        let tables = [shareTable, lossTable].compactMap(\.self)
        guard !tables.isEmpty else { return nil }
        return """
            <section aria-labelledby="labels-section">
            <h2 id="labels-section">Labels</h2>
            \(tables.joined(separator: "\n"))
            </section>
            """
    }

    /// Differences between the labels of the list and those that a model generates.
    func labelRemarks(_ result: Result) -> [String] {
        let differences = result.labelShares.filter(\.isBeyondChance)
        guard !differences.isEmpty, let original else { return [] }
        let shown = differences.prefix(3).map { share in
            "\(Self.title(share.label, share.value)) \(Figures.percent(share.generated)) instead of "
                + Figures.percent(share.listed)
        }
        let others = differences.count - shown.count
        return [
            "\(result.run.label): generated names have other labels than \(original.source), beyond chance: "
                + shown.joined(separator: ", ") + (others > 0 ? ", and \(others) other values" : "") + "."
        ]
    }

    private static func title(_ label: String, _ value: String) -> String { "\(label) = \(Labels.shown(value))" }

    private var shareTable: String? {
        let labeled = results.filter { !$0.labelShares.isEmpty }
        guard !labeled.isEmpty else { return nil }
        let rows = Self.distinct(labeled.flatMap(\.labelShares).map { [$0.label, $0.value] }).map { pair in
            let own = labeled.map { result in result.labelShares.first { [$0.label, $0.value] == pair } }
            let cells = own.flatMap { share in
                share.map { share in
                    let mark = share.isBeyondChance ? " *" : ""
                    return [Figures.percent(share.generated, 2) + mark, "±" + Figures.percent(share.error, 2)]
                } ?? ["–", "–"]
            }
            let listed = own.compactMap { $0?.listed }.first.map { Figures.percent($0, 2) }
            return Self.row(pair, [listed ?? "–"] + cells)
        }
        let columns = labeled.flatMap { ["\(heading($0)), generated", "standard error"] }
        return PageStyle.table(
            "Share of the names with each value; * differs from the list beyond chance (p &lt; 0.01)",
            head: Self.head(["label", "in the list"] + columns), rows: rows)
    }

    private var lossTable: String? {
        let labeled = results.filter { !$0.byLabel.isEmpty }
        guard !labeled.isEmpty else { return nil }
        let rows = Self.distinct(labeled.flatMap(\.byLabel).map { [$0.label, $0.value] }).map { pair in
            let own = labeled.map { result in result.byLabel.first { [$0.label, $0.value] == pair }?.evaluation }
            let names = own.compactMap { $0?.names }.max() ?? 0
            return Self.row(pair, [Figures.count(names)] + own.map { $0.map { Figures.loss($0.nats) } ?? "–" })
        }
        return PageStyle.table(
            "Nats per character of the names with each value",
            head: Self.head(["label", "names"] + labeled.map(heading)), rows: rows)
    }

    /// Labels and values, each once.
    private static func distinct(_ pairs: [[String]]) -> [[String]] {
        var seen: Set<[String]> = []
        return pairs.filter { seen.insert($0).inserted }
    }

    /// - Parameter columns: Headings in HTML.
    private static func head(_ columns: [String]) -> String {
        columns.map { "<th scope=\"col\">\($0)</th>" }.joined()
    }

    /// The row of a label and a value.
    private static func row(_ pair: [String], _ cells: [String]) -> String {
        "<tr><th scope=\"row\"><bdi>\(Markup.escape(title(pair[0], pair[1])))</bdi></th>"
            + cells.map { "<td>\(Markup.escape($0))</td>" }.joined() + "</tr>"
    }
}
