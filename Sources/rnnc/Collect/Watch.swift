import Foundation
import Synchronization

/// Ends work after a timeout or Ctrl-C.
final class Watch: Sendable {
    private struct TooLong: Error {}

    private let seconds: Double
    private let end: ContinuousClock.Instant?
    private let isOver = Atomic(false)

    init(seconds: Double) {
        self.seconds = seconds
        end = seconds < 1e9 ? ContinuousClock.now + .seconds(seconds) : nil
    }

    /// Throws if the work must end. Cheap to call.
    func check() throws {
        if Interruption.isRequested { throw Interrupted() }
        if isOver.load(ordering: .relaxed) { throw failure }
    }

    private var failure: CommandFailure {
        CommandFailure("parsing takes longer than \(String(format: "%g", seconds)) s; see --timeout")
    }

    /// Runs work on another thread and waits for it.
    ///
    /// - Throws: The error of the work; `Interrupted` or `CommandFailure` if it must end and does not end soon. The
    ///   thread is then abandoned; it ends at its next check or with the process.
    func run<Result>(_ work: @escaping () throws -> Result) throws -> Result {
        let job = Work(work)
        let thread = Thread { job.run() }
        thread.stackSize = 8 << 20
        thread.start()
        var grace = 5
        while job.done.wait(timeout: .now() + 0.1) == .timedOut {
            if let end, ContinuousClock.now > end { isOver.store(true, ordering: .relaxed) }
            do {
                try check()
            } catch {
                grace -= 1
                if grace == 0 { throw error }
            }
        }
        return try job.get()
    }

    /// The result is written before `done` is signaled, and read after that.
    private final class Work<Result>: @unchecked Sendable {
        let done = DispatchSemaphore(value: 0)
        private let work: () throws -> Result
        private var result: Swift.Result<Result, any Error>?

        init(_ work: @escaping () throws -> Result) { self.work = work }

        func run() {
            result = Swift.Result { try work() }
            done.signal()
        }

        func get() throws -> Result {
            guard let result else { throw TooLong() }
            return try result.get()
        }
    }
}
