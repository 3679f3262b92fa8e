import Foundation
import RNNSwift
import Synchronization

/// Tells of a sweep as it goes on: on standard error, and as JSON on standard output.
final class SweepReporter: Sendable {
    private struct State {
        var shown: ContinuousClock.Instant?
        var failure: (any Error)?
    }

    private let sweep: RNNSwift.Sweep
    private let progress: Progress
    private let json: Bool
    private let state = Mutex(State())

    init(_ sweep: RNNSwift.Sweep, _ progress: Progress, json: Bool) {
        (self.sweep, self.progress, self.json) = (sweep, progress, json)
    }

    /// What went wrong; from then on nothing more is told.
    var failure: (any Error)? { state.withLock { $0.failure } }

    func report(_ event: RNNSwift.Sweep.Event, _ results: [SweepResult]) {
        switch event {
        case .epoch: if progress.isTerminal { showState(results) }
        case .round(let number, let count, let settings, let epochs):
            let end = epochs.map { "until epoch \($0)" } ?? "to their end"
            progress.line(
                "round \(number) of \(count): \(settings) \(settings == 1 ? "setting" : "settings") \(end)")
        case .finished(let setting, let wasBefore):
            if json { tell(SettingEvent(results[setting], sweep.grid)) }
            if !wasBefore { progress.line(line(results[setting], results)) }
        }
    }

    /// One line, now and then: how many settings are finished, and the best so far.
    private func showState(_ results: [SweepResult]) {
        let isDue = state.withLock { state in
            guard state.shown.map({ .now - $0 > .milliseconds(100) }) ?? true else { return false }
            state.shown = .now
            return true
        }
        guard isDue else { return }
        let best = SweepResult.ranked(results)[0]
        let underWay = results.filter { $0.state == .training }.map {
            "\(sweep.label($0.index)) epoch \($0.progress.course.count)"
        }
        progress.live(
            "\(results.count { $0.isFinished }) of \(results.count) finished  best \(sweep.label(best.index)) "
                + "\(best.progress.best?.validationLoss.formatted(4) ?? "")  now " + underWay.joined(separator: ", "))
    }

    /// A finished setting.
    private func line(_ result: SweepResult, _ results: [SweepResult]) -> String {
        let course = result.progress.course
        let loss = result.progress.best.map {
            "validation loss \($0.validationLoss.formatted(4))  accuracy \($0.accuracy.percent)"
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
