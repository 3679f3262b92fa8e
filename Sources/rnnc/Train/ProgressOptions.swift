import ArgumentParser
import Foundation

/// How `rnnc train` shows on standard error how the training goes.
struct ProgressOptions: ParsableArguments {
    /// What standard error gets.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        /// A display of several lines on a terminal, a line that is written over in a notebook or a low window, lines
        /// elsewhere.
        case auto
        /// One line that is written over.
        case line
        /// A line for each epoch.
        case lines
    }

    @Option(
        help: ArgumentHelp(
            "Form of the progress on standard error: auto (a display on a terminal, one updating line in a notebook or "
                + "a low window, otherwise lines), line (one updating line) or lines (one line per epoch).",
            valueName: "form"))
    var progress = Form.auto

    @Option(
        help: ArgumentHelp(
            "Epochs per line where lines are printed; the last epoch is always printed. --json and --history report "
                + "every epoch. (default: 1)", valueName: "epochs"))
    var logEvery: Int?

    @Option(
        help: ArgumentHelp(
            "Interval at which an unfinished epoch reports its loss so far and a sample, such as 30s or 5m. (default: "
                + "10s on a terminal, otherwise never)", valueName: "time"))
    var sampleEvery: Seconds?

    mutating func validate() throws {
        try check(logEvery ?? 1 > 0, "--log-every must be at least 1.")
    }

    /// The fewest rows of a window that the display fits into.
    private static let leastRows = 6

    /// The form that standard error has; nil for nothing.
    func form(quiet: Bool) -> EpochReporter.Form? {
        guard !quiet else { return nil }
        switch progress {
        case .line: return .line
        case .lines: return .lines
        case .auto:
            guard LiveRegion.standardError.isLive else { return .lines }
            // A notebook's cell is a terminal that cannot move its cursor up.
            let isNotebook = ProcessInfo.processInfo.environment["JPY_PARENT_PID"] != nil
            return isNotebook || LiveRegion.standardError.size.rows < Self.leastRows ? .line : .display
        }
    }
}
