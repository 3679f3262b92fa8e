import ArgumentParser
import Foundation
import RNNSwift

/// `rnnc generate --best`: the most probable names.
extension Generate {
    /// Writes the names that are certain to be the most probable ones, when the search is complete, interrupted, or out
    /// of time or memory.
    func writeBest(_ ensemble: ModelEnsemble, _ options: GenerationOptions) throws {
        Interruption.catchSignals()
        let progress = SearchProgress(wanted: count)
        let deadline = maxTime.map { ContinuousClock.now + .seconds($0.value) }
        let best = try ensemble.mostProbableNames(count: count, options: options) { state in
            progress.show(state)
            return !Interruption.isRequested && (deadline.map { ContinuousClock.now < $0 } ?? true)
        }
        progress.clear()
        let certain = best.end == .complete ? best.names[...] : best.names.prefix(best.certain)
        let written: Void? = try StandardOutput.write(to: self.output) { output in
            try writeHead(ensemble.vocabulary.labels, to: output)
            for (name, values) in zip(certain, best.values) {
                try write(LabeledName(name: name.name, values: values), name.logProbability, ensemble, to: output)
            }
        }
        guard written != nil else { return }
        let found = "\(certain.count) of \(count) names were found that are certain to be the most probable ones"
        switch best.end {
        case .complete: try checkEnough(certain.count)
        case .stopped where Interruption.isRequested:
            Progress(quiet: false).line("interrupted: \(found)")
            throw ExitCode(Interruption.exitStatus)
        case .stopped: throw CommandFailure("--max-time reached: \(found)")
        case .memory(let bytes):
            throw CommandFailure(
                "the search ended at \(bytes >> 20) MB of memory: \(found); request fewer names or a longer --prefix, or "
                    + "remove --best to draw names")
        }
    }
}

/// Reports the progress of a long search on standard error: one updating line on a terminal, otherwise a line every ten
/// seconds.
private final class SearchProgress {
    private static let patience = Duration.seconds(1)
    private static let interval = Duration.seconds(10)

    private let wanted: Int
    private let begin = ContinuousClock.now
    private var lastLine = ContinuousClock.now
    private let region = LiveRegion.standardError

    init(wanted: Int) { self.wanted = wanted }

    func show(_ state: BestProgress) {
        let now = ContinuousClock.now
        let text =
            "searching: \(state.found) of \(wanted) names, \(state.beginnings) prefixes, \(state.bytes >> 20) MB, "
            + "\((now - begin).components.seconds) s"
        if region.isLive {
            if now - begin >= Self.patience { region.draw([StyledLine(text)]) }
        } else if now - lastLine >= Self.interval {
            lastLine = now
            region.write(text)
        }
    }

    func clear() { region.clear() }
}
