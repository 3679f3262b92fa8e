import Foundation
import RNNReport
import RNNSwift
import Synchronization

/// Reports the progress of a sweep on standard error, and as JSON on standard output.
final class SweepReporter: Sendable {
    private struct State {
        var round = ""
        /// Time of the last drawing of the table.
        var shown: ContinuousClock.Instant?
        var failure: (any Error)?
    }

    private let sweep: RNNSwift.Sweep
    private let progress: Progress
    private let json: Bool
    /// The terminal region of the table; nil without a terminal.
    private let screen: LiveRegion?
    private let state = Mutex(State())

    init(_ sweep: RNNSwift.Sweep, _ progress: Progress, json: Bool) {
        (self.sweep, self.progress, self.json) = (sweep, progress, json)
        screen = progress.quiet || !LiveRegion.standardError.isLive ? nil : .standardError
    }

    /// The first error; after it nothing more is reported.
    var failure: (any Error)? { state.withLock { $0.failure } }

    func report(_ event: RNNSwift.Sweep.Event, _ results: [SweepResult]) {
        switch event {
        case .epoch: break
        case .round(let number, let count, let settings, let epochs):
            state.withLock { $0.round = "round \(number) of \(count)" }
            let end = epochs.map { "until epoch \($0)" } ?? "to the end"
            progress.line("round \(number) of \(count): \(settings.counted("setting")) \(end)")
        case .finished(let setting, let wasBefore):
            if json { tell(SettingEvent(results[setting], sweep.grid)) }
            if !wasBefore { progress.line(describe(results[setting], results)) }
        }
        if screen != nil { show(results) }
    }

    /// Removes the table.
    func finish() { screen?.clear() }

    /// Draws the table, at most ten times per second.
    private func show(_ results: [SweepResult]) {
        let round = state.withLock { state -> String? in
            guard state.shown.map({ .now - $0 > .milliseconds(100) }) ?? true else { return nil }
            state.shown = .now
            return state.round
        }
        guard let screen, let round else { return }
        let table = SweepTable(sweep, results, most: Self.shownSettings)
        let underWay = results.filter { $0.state == .training }.map {
            "\(sweep.label($0.index)) epoch \($0.progress.course.count)"
        }
        let now =
            "\(round)  \(results.count { $0.isFinished }) of \(results.count) finished  now "
            + underWay.joined(separator: ", ")
        screen.draw((table.lines(width: screen.size.columns) + [now]).map { StyledLine($0) })
    }

    private static let shownSettings = 8

    /// The line of a finished setting.
    private func describe(_ result: SweepResult, _ results: [SweepResult]) -> String {
        let course = result.progress.course
        let loss = result.progress.best.map {
            "\(sweep.counts.heldOut > 0 ? "validation" : "training") loss \($0.validationLoss.formatted(4))  accuracy \($0.accuracy.percent)"
        }
        let count = "\(results.count { $0.isFinished }) of \(results.count)"
        return [
            count, sweep.label(result.index), "\(result.state.rawValue) after epoch \(course.count)", loss,
            "\(result.progress.seconds.formatted(1)) s",
        ].compactMap(\.self).joined(separator: "  ")
    }

    private func tell(_ event: some Encodable) {
        state.withLock { state in
            guard state.failure == nil else { return }
            do {
                let output = StandardOutput()
                try output.json(event)
                try output.flush()
            } catch {
                state.failure = error
            }
        }
    }
}
