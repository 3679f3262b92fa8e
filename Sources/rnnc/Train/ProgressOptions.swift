import ArgumentParser
import Foundation

/// Options of the progress on standard error.
struct ProgressOptions: ParsableArguments {
    /// Form of the output on standard error.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        /// A display of several lines on a terminal, one updating line in a notebook or a low window, otherwise lines.
        case auto
        /// One updating line.
        case line
        /// One line per epoch.
        case lines
    }

    @Option(
        help: ArgumentHelp(
            "Form of the progress output: auto (a display on a terminal, one updating line in a notebook or "
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

    /// Minimum height of a window for the display, in rows.
    private static let leastRows = 6

    /// Interval of reports on unfinished epochs, in seconds; nil for none.
    func partialEpochs(quiet: Bool) -> Double? {
        let form = form(quiet: quiet)
        return sampleEvery?.value ?? (form == .display || form == .line ? EpochReporter.sampleInterval : nil)
    }

    /// The form of the output; nil for no output.
    func form(quiet: Bool) -> EpochReporter.Form? {
        guard !quiet else { return nil }
        switch progress {
        case .line: return .line
        case .lines: return .lines
        case .auto:
            guard LiveRegion.standardError.isLive else { return .lines }
            // A notebook cell is a terminal that cannot move its cursor up.
            let isNotebook = ProcessInfo.processInfo.environment["JPY_PARENT_PID"] != nil
            return isNotebook || LiveRegion.standardError.size.rows < Self.leastRows ? .line : .display
        }
    }
}
