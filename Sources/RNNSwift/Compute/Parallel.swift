import Dispatch

/// Runs independent pieces of work on several threads. Which thread takes which piece is fixed, and nothing may depend on it.
enum Parallel {
    /// Calls `body(piece, thread)` for each piece; returns when all are done. Pieces of one thread run one after another, so
    /// memory can be kept by thread.
    static func forEach(_ pieces: Int, threads: Int, _ body: @Sendable (_ piece: Int, _ thread: Int) -> Void) {
        let threads = max(1, min(threads, pieces))
        if threads == 1 {
            for piece in 0..<pieces { body(piece, 0) }
        } else {
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                for piece in stride(from: thread, to: pieces, by: threads) { body(piece, thread) }
            }
        }
    }
}

/// Values that threads use without sharing: one for each thread, or one for each piece of work.
final class PerThread<Value>: @unchecked Sendable {
    private(set) var values: [Value]

    init(count: Int, _ make: () -> Value) { values = (0..<count).map { _ in make() } }

    /// Each index belongs to one thread at a time.
    subscript(index: Int) -> Value {
        get { values[index] }
        set { values.withUnsafeMutableBufferPointer { $0[index] = newValue } }
    }
}
