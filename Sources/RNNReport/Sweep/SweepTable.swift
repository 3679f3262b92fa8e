import Foundation
import RNNSwift

/// The results of a sweep as rows, the best first.
public struct SweepTable: Sendable {
    public let titles: [String]
    public let rows: [[String]]
    /// The columns of numbers, which are written flush right.
    public let numeric: Set<Int>

    /// A row for each setting. Of a setting with several seeds it has the mean loss, and the standard deviation.
    ///
    /// - Parameters:
    ///   - results: Of all settings.
    ///   - most: Maximum number of rows.
    public init(_ sweep: Sweep, _ results: [SweepResult], most: Int = .max) {
        let hasSeeds = sweep.grid.seeds.count > 1
        let axes = sweep.grid.varying.filter { sweep.grid.axes[$0].name != "seed" }
        let names = axes.map { sweep.grid.axes[$0].name }
        titles =
            ["rank"] + names + [sweep.counts.heldOut > 0 ? "validation loss" : "training loss"]
            + (hasSeeds ? ["deviation", "seeds"] : [])
            + ["accuracy", "epochs", "parameters", "seconds", "state"]
        rows = sweep.ranked(results).prefix(most).enumerated().map { rank, group -> [String] in
            let values = sweep.grid.settings[group.index].values
            var row = ["\(rank + 1)"]
            for axis in axes { row.append(values[axis]?.text ?? "–") }
            row.append(group.loss.map { Figures.loss($0) } ?? "–")
            if hasSeeds { row += [group.deviation.map { Figures.loss($0) } ?? "–", "\(group.results.count)"] }
            row.append(group.accuracy.map { Figures.percent($0) } ?? "–")
            row += ["\(group.epochs)", "\(group.results[0].parameters)"]
            return row + [Figures.decimal(group.seconds, 1), group.state]
        }
        // An axis is one of numbers if its values are, but for what stands where there is none.
        numeric = Set(titles.indices.dropLast()).subtracting(
            axes.indices.filter { index in
                !sweep.grid.axes[axes[index]].values.allSatisfy { Double($0.text) != nil }
            }.map { $0 + 1 })
    }

    /// Lines of columns.
    ///
    /// - Parameter width: Of the longest line. Where it is too small titles are shortened, then columns are left out,
    ///   the least important first.
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
        "validation loss": "loss", "training loss": "loss", "learning-rate": "rate", "batch-size": "batch",
        "weight-decay": "decay",
        "deviation": "±",
    ]
    private static let dispensable = ["seconds", "parameters", "accuracy", "epochs", "rank", "state"]

    /// A CSV file with a column for each axis, and numbers as they are. With several seeds each has a row, which has
    /// the mean and the standard deviation of the setting, too.
    public static func csv(_ sweep: Sweep, _ results: [SweepResult]) -> String {
        let hasSeeds = sweep.grid.seeds.count > 1
        var header = ["rank", "state"] + sweep.grid.axes.map { $0.name.replacing("-", with: "_") }
        header += ["validation_loss", "loss", "accuracy", "epochs", "best_epoch", "parameters"]
        if hasSeeds { header += ["mean_validation_loss", "deviation"] }
        var rows = [header + ["seconds"]]
        for (rank, group) in sweep.ranked(results).enumerated() {
            for result in group.results {
                let values = sweep.grid.settings[result.index].values
                var row = ["\(rank + 1)", result.state.rawValue] + values.map { $0?.text ?? "" }
                row += numbers(of: result)
                if hasSeeds { row += [text(group.loss), text(group.deviation)] }
                rows.append(row + ["\(result.progress.seconds)"])
            }
        }
        return rows.map { $0.map { SpreadsheetCell.field($0) }.joined(separator: ",") + "\n" }.joined()
    }

    /// The columns from the validation loss to the parameters.
    private static func numbers(of result: SweepResult) -> [String] {
        let (progress, best) = (result.progress, result.progress.best)
        return [
            text(best?.validationLoss), text(best?.loss), text(best?.accuracy), "\(progress.course.count)",
            progress.bestEpoch.map { "\($0)" } ?? "", "\(result.parameters)",
        ]
    }

    private static func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
}
