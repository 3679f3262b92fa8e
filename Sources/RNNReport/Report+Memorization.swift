import RNNSwift

/// What the models have memorized of the list.
extension Report {
    /// The tables on memorization; nil without a list and without canaries.
    var memorizationSection: String? {
        let parts = [limitationRemarks, partsTable, distancesTable, canaryTable].compactMap { $0 }
        guard !parts.isEmpty else { return nil }
        return """
            <section aria-labelledby="memorization-section">
            <h2 id="memorization-section">Memorization</h2>
            \(parts.joined(separator: "\n"))
            </section>
            """
    }

    private var measured: [(result: Result, memorization: Memorization)] {
        results.compactMap { result in result.memorization.map { (result, $0) } }
    }

    /// Why figures are missing.
    private var limitationRemarks: String? {
        let remarks = measured.compactMap { result, memorization -> String? in
            let label = result.run.label
            if let limitation = memorization.limitation {
                return "\(label): names trained on cannot be told from held-out names: \(limitation)."
            }
            if memorization.heldOut == nil {
                return "\(label): no names were held out, so there is nothing to compare the names trained on with."
            }
            guard result.run.model?.record.previousLists != nil else { return nil }
            return "\(label): the model was fine-tuned; names that were held out here may be in an earlier list."
        }
        guard !remarks.isEmpty else { return nil }
        return remarks.map { Markup.element("p", ["class": "remark"], Markup.escape($0)) }.joined(separator: "\n")
    }

    /// Probabilities of names trained on and held out.
    private var partsTable: String? {
        typealias Column = (title: String, value: (Memorization) -> String?)
        let columns: [Column] = [
            ("names trained on", { $0.training.map { Figures.count($0.names) } }),
            ("names held out", { $0.heldOut.map { Figures.count($0.names) } }),
            ("per name trained on", { $0.training.map { Self.perMillion($0.probability) } }),
            ("per name held out", { $0.heldOut.map { Self.perMillion($0.probability) } }),
            ("ratio", Self.ratio),
            ("nats per character, trained on", { $0.training.map { Figures.loss($0.nats) } }),
            ("held out", { $0.heldOut.map { Figures.loss($0.nats) } }),
        ]
        let rows = measured.filter { $0.memorization.training != nil }.map { result, memorization in
            row(result, columns.map { $0.value(memorization) ?? "–" })
        }
        guard !rows.isEmpty else { return nil }
        return note(
            "How often each distinct name is among a million generated names at temperature 1, in the mean, exactly; a "
                + "ratio far above 1 is memorization.")
            + PageStyle.table(
                "Names trained on and held out", head: Self.head(["run"] + columns.map(\.title)), rows: rows)
    }

    private static func perMillion(_ probability: Double) -> String {
        let value = probability * 1e6
        return Figures.decimal(value, value < 10 ? 3 : 1)
    }

    private static func ratio(_ memorization: Memorization) -> String? {
        guard let ratio = memorization.ratio, let error = memorization.ratioError else { return nil }
        return "\(Figures.decimal(ratio, 2)) ± \(Figures.decimal(error, 2))"
    }

    /// Nearest names of the list.
    private var distancesTable: String? {
        let rows = measured.flatMap { result, memorization in
            let kinds: [(String, NameDistances?)] = [
                ("generated, temperature 1", memorization.generated),
                ("generated, temperature \(GenerationOptions.defaultTemperature)", memorization.generatedByDefault),
                ("held out", memorization.heldOutDistances),
            ]
            return kinds.compactMap { kind, distances -> String? in
                guard let distances, distances.names > 0 else { return nil }
                return row(
                    result, [kind, Figures.count(distances.names)] + distances.shares.map { Figures.percent($0) })
            }
        }
        guard !rows.isEmpty else { return nil }
        return note(
            "Edits (characters inserted, deleted or replaced) from a name to the nearest name trained on, or to the "
                + "nearest of the list where these are not known; held-out names show what is natural.")
            + PageStyle.table(
                "Distance to the nearest name",
                head: Self.head(["run", "names", "number", "0 edits", "1 edit", "2 edits", "3 or more"]), rows: rows)
    }

    /// Exposure of planted names.
    private var canaryTable: String? {
        let rows = results.flatMap { result in
            result.exposures.map { exposure in
                row(
                    result,
                    [
                        exposure.name, times(exposure.name, result),
                        "\(Figures.count(exposure.rank)) of \(Figures.count(exposure.candidates + 1))",
                        (exposure.isLowerBound ? "at least " : "") + Figures.decimal(exposure.bits, 1),
                        exposure.extrapolated.map { Figures.decimal($0, 1) } ?? "–",
                        Figures.decimal(exposure.patternBits, 1),
                    ])
            }
        }
        guard !rows.isEmpty else { return nil }
        return note(
            "Rank of a planted name by its probability among other names of its pattern. Exposure is log2(names) - "
                + "log2(rank), in bits: about 1.4 in the mean without memorization, and at most the last column.")
            + PageStyle.table(
                "Planted names",
                head: Self.head(["run", "name", "times in the list", "rank", "exposure", "extrapolated", "at most"]),
                rows: rows)
    }

    /// How often a name is in the list, and whether it was held out.
    private func times(_ name: String, _ result: Result) -> String {
        guard let original else { return "–" }
        let times = Figures.count(original.statistics.occurrences[name] ?? 0)
        return result.memorization?.isHeldOut(name) ?? false ? "\(times), held out" : times
    }

    private func note(_ text: String) -> String {
        "\n" + Markup.element("p", ["class": "note"], Markup.escape(text)) + "\n"
    }

    private static func head(_ titles: [String]) -> String {
        titles.map { "<th scope=\"col\">\($0)</th>" }.joined()
    }

    private func row(_ result: Result, _ cells: [String]) -> String {
        let cells = cells.map { "<td><bdi>\(Markup.escape($0))</bdi></td>" }.joined()
        return "<tr><th scope=\"row\">\(heading(result))</th>\(cells)</tr>"
    }
}
