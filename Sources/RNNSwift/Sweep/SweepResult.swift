/// What has become of a setting.
public struct SweepResult: Sendable {
    public enum State: String, Sendable {
        /// Nothing was done yet, or it waits for the next round.
        case waiting
        case training
        /// Others were better, so it was not trained any further.
        case stopped
        /// The loss no longer falls.
        case converged
        /// All the epochs that were asked for are done.
        case done
        /// The loss went out of bounds.
        case diverged
    }

    /// In ``SweepGrid/settings``.
    public let index: Int
    public let parameters: Int
    public internal(set) var state: State
    public internal(set) var progress: SweepProgress

    /// Whether nothing more is to be done.
    public var isFinished: Bool { state != .waiting && state != .training }

    /// The better ones first; those without an epoch last; in the order of the settings where they are equal.
    public static func ranked(_ results: [SweepResult]) -> [SweepResult] {
        func key(_ result: SweepResult) -> (Double, Int) {
            (result.progress.best?.validationLoss ?? .infinity, result.index)
        }
        return results.sorted { key($0) < key($1) }
    }
}
