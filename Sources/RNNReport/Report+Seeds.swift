import Foundation
import RNNSwift

/// Runs that differ in nothing but the seed, together.
extension Report {
    /// The runs of one setting.
    struct SeedGroup {
        let label: String
        let results: [Result]

        var seeds: [UInt64] { results.compactMap { $0.run.model?.record.seed } }

        /// The mean of a figure over the runs that have it, with the sample standard deviation of two or more.
        func mean(_ value: (Result) -> Double?) -> (mean: Double, deviation: Double?)? {
            let values = results.compactMap(value)
            guard let mean = SweepGroup.mean(values) else { return nil }
            return (mean, SweepGroup.deviation(values))
        }

        /// The runs as one, whose history has the means.
        var asOne: Result {
            let histories = results.compactMap(\.run.history)
            return Result(
                run: Run(label, history: histories.isEmpty ? nil : History(meanOf: histories)), style: results[0].style)
        }
    }

    /// The runs by what they were trained with, in the order of the first ones; runs without a model stay alone.
    var seedGroups: [SeedGroup] {
        var groups: [[Result]] = []
        for result in results {
            let place = groups.firstIndex { group in
                guard let model = result.run.model, let other = group[0].run.model else { return false }
                return model.architecture == other.architecture
                    && model.record.withoutSeed == other.record.withoutSeed
            }
            if let place { groups[place].append(result) } else { groups.append([result]) }
        }
        return groups.map { group in
            let label = Self.common(group.map(\.run.label))
            return SeedGroup(
                label: group.count > 1 ? "\(label), \(group.count) seeds" : label, results: group)
        }
    }

    /// What courses are drawn of: the runs, or, where seeds are put together, their means.
    var drawnResults: [Result] {
        options.groupsSeeds ? seedGroups.map { $0.results.count > 1 ? $0.asOne : $0.results[0] } : results
    }

    /// What all labels begin with, without marks at its end; the first label if that is nothing.
    private static func common(_ labels: [String]) -> String {
        let prefix = labels.dropFirst().reduce(labels[0]) { $0.commonPrefix(with: $1) }
        let trimmed = prefix.trimmingCharacters(in: .punctuationCharacters.union(.whitespaces))
        return labels.count == 1 || trimmed.isEmpty ? labels[0] : trimmed
    }

    /// Means and deviations, a row for each setting; nil unless seeds are put together.
    var seedTable: String? {
        guard options.groupsSeeds else { return nil }
        typealias Column = (title: String, value: (Result) -> Double?, text: (Double) -> String)
        let columns: [Column] = [
            ("nats per character", { $0.evaluation?.nats }, Figures.loss),
            ("accuracy", { $0.evaluation?.accuracy.argmax }, { Figures.percent($0, 2) }),
            ("recreated", { $0.isText ? nil : $0.evaluation?.recreated }, { Figures.percent($0, 2) }),
            ("held-out loss", { $0.run.model?.record.validationLoss }, Figures.loss),
            ("test loss", { $0.run.model?.record.test?.nats }, Figures.loss),
            ("epochs", { $0.run.model.map { Double($0.record.epochs) } }, { Figures.decimal($0, 1) }),
        ]
        let groups = seedGroups
        let shown = columns.filter { column in groups.contains { $0.mean(column.value) != nil } }
        let titles = ["setting", "seeds"] + shown.map(\.title)
        let rows = groups.map { group in
            let cells = shown.map { column -> String in
                guard let (mean, deviation) = group.mean(column.value) else { return "–" }
                return column.text(mean) + (deviation.map { " ± \(column.text($0))" } ?? "")
            }
            let seeds = group.seeds.map(String.init).joined(separator: ", ")
            return "<tr><th scope=\"row\"><bdi>\(Markup.escape(group.label))</bdi></th>"
                + ([seeds.isEmpty ? "–" : seeds] + cells).map { "<td>\(Markup.escape($0))</td>" }.joined() + "</tr>"
        }
        let head = titles.map { "<th scope=\"col\">\($0)</th>" }.joined()
        return """
            <section aria-labelledby="seeds-section">
            <h2 id="seeds-section">Seeds</h2>
            \(PageStyle.table("Means over the seeds, ± their standard deviation", head: head, rows: rows))
            </section>
            """
    }
}

extension TrainingRecord {
    /// What was asked for, but for the seed, and without what came of it.
    fileprivate var withoutSeed: TrainingRecord {
        var record = self
        (record.seed, record.names, record.longestName) = (0, 0, 0)
        (record.epochs, record.bestEpoch, record.loss, record.validationLoss) = (0, 0, 0, nil)
        (record.accuracy, record.curve) = (nil, nil)
        record.test = record.test.map { .init(list: $0.list, names: 0, nats: 0, accuracy: .init()) }
        return record
    }
}
