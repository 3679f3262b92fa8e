import Foundation

/// The results of a sweep as rows, the best first.
public struct SweepTable: Sendable {
    public let titles: [String]
    public let rows: [[String]]
    /// The columns of numbers, which are written flush right.
    public let numeric: Set<Int>

    /// - Parameter results: Of all settings.
    public init(_ sweep: Sweep, _ results: [SweepResult]) {
        let axes = sweep.grid.varying
        let names = axes.map { sweep.grid.axes[$0].name }
        titles = ["rank"] + names + ["validation loss", "accuracy", "epochs", "parameters", "seconds", "state"]
        rows = SweepResult.ranked(results).enumerated().map { rank, result in
            let values = sweep.grid.settings[result.index].values
            let (progress, best) = (result.progress, result.progress.best)
            return ["\(rank + 1)"] + axes.map { values[$0]?.text ?? "–" } + [
                best.map { Figures.loss($0.validationLoss) } ?? "–",
                best.map { Figures.percent($0.accuracy) } ?? "–", "\(progress.course.count)", "\(result.parameters)",
                Figures.decimal(progress.seconds, 1), result.state.rawValue,
            ]
        }
        // An axis is one of numbers if its values are, but for what stands where there is none.
        numeric = Set(titles.indices.dropLast()).subtracting(
            axes.indices.filter { index in
                !sweep.grid.axes[axes[index]].values.allSatisfy { Double($0.text) != nil }
            }.map { $0 + 1 })
    }

    /// Lines of columns.
    ///
    /// - Parameter width: Of the longest line. Where it is too small titles are shortened, then columns are left out, the least
    ///   important first.
    public func lines(width: Int = .max) -> [String] {
        func widths(_ titles: [String]) -> [Int] {
            titles.indices.map { column in max(titles[column].count, rows.map { $0[column].count }.max() ?? 0) }
        }
        func isTooWide(_ columns: [Int], _ widths: [Int]) -> Bool { columns.reduce(-2) { $0 + widths[$1] + 2 } > width }
        var columns = Array(titles.indices)
        let isNarrow = isTooWide(columns, widths(titles))
        let titles = isNarrow ? titles.map { Self.shortTitles[$0] ?? $0 } : titles
        let widths = widths(titles)
        for title in Self.dispensable where isTooWide(columns, widths) { columns.removeAll { titles[$0] == title } }
        return ([titles] + rows).map { row in
            let cells = columns.map { column -> String in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return numeric.contains(column) ? space + row[column] : row[column] + space
            }
            let line = cells.joined(separator: "  ").replacing(#/ +$/#, with: "")
            return line.count > width ? String(line.prefix(max(width, 0))) : line
        }
    }

    private static let shortTitles = [
        "validation loss": "loss", "learning-rate": "rate", "batch-size": "batch", "weight-decay": "decay",
    ]
    private static let dispensable = ["seconds", "parameters", "accuracy", "epochs", "rank", "state"]

    /// A CSV file with a column for each axis, and numbers as they are.
    public static func csv(_ sweep: Sweep, _ results: [SweepResult]) -> String {
        let header =
            ["rank", "state"] + sweep.grid.axes.map { $0.name.replacing("-", with: "_") } + [
                "validation_loss", "loss", "accuracy", "epochs", "best_epoch", "parameters", "seconds",
            ]
        let rows = SweepResult.ranked(results).enumerated().map { rank, result -> [String] in
            let (progress, best) = (result.progress, result.progress.best)
            return ["\(rank + 1)", result.state.rawValue]
                + sweep.grid.settings[result.index].values.map { $0?.text ?? "" } + [
                    best.map { "\($0.validationLoss)" } ?? "", best.map { "\($0.loss)" } ?? "",
                    best.map { "\($0.accuracy)" } ?? "", "\(progress.course.count)",
                    progress.bestEpoch.map { "\($0)" } ?? "", "\(result.parameters)", "\(progress.seconds)",
                ]
        }
        return ([header] + rows).map { $0.map { SpreadsheetCell.field($0) }.joined(separator: ",") + "\n" }.joined()
    }
}
