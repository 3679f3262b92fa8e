import Foundation
import Synchronization

/// Threads that wait for independent pieces of work.
///
/// A batch of 256 names takes a quarter of a millisecond on two cores. Waking a sleeping thread takes a good part of
/// that, so a worker spins for about as long as the serial part between two batches takes before it goes to sleep; in
/// the steady state nothing locks. Which thread takes which piece is fixed, and nothing may depend on it.
package final class WorkerPool: Sendable {
    private struct Job {
        let pieces: Int
        let body: @Sendable (_ piece: Int, _ thread: Int) -> Void
    }

    /// Shared by the pool and its threads, so that threads do not keep the pool alive.
    private final class Shared: @unchecked Sendable {
        /// The workers whose threads have started.
        private(set) var workers: [Worker]
        /// Written before workers are notified, read by them afterwards.
        var job: Job?
        let busy = Atomic<Int>(0)
        let isClosed = Atomic<Bool>(false)

        init(workers: Int) { self.workers = (0..<workers).map { _ in Worker() } }

        /// Leaves the first workers, before there is any work.
        func keep(_ count: Int) { workers.removeSubrange(count...) }

        /// The pieces of one thread, of workers and caller together.
        func run(thread: Int) {
            guard let job else { return }
            for piece in stride(from: thread, to: job.pieces, by: workers.count + 1) { job.body(piece, thread) }
        }
    }

    private final class Worker: Sendable {
        static let waiting = 0
        static let told = 1
        static let asleep = 2
        let state = Atomic<Int>(Worker.waiting)
        let alarm = DispatchSemaphore(value: 0)

        func tell() {
            if state.exchange(Self.told, ordering: .acquiringAndReleasing) == Self.asleep { alarm.signal() }
        }

        /// Returns when told.
        func wait() {
            for _ in 0..<WorkerPool.patience where state.load(ordering: .acquiring) == Self.told { return }
            let (slept, _) = state.compareExchange(
                expected: Self.waiting, desired: Self.asleep, ordering: .acquiringAndReleasing)
            if slept { alarm.wait() }
        }
    }

    /// Looks at an atomic before giving up: some tens of microseconds.
    private static let patience = 50_000

    private let shared: Shared
    /// The caller's thread and the workers.
    package let threads: Int
    /// What the threads would do, where they are only imagined.
    package let projection: Projection?

    /// The work of imagined threads: a measure of how evenly work is divided, on a machine with fewer processors.
    package final class Projection: @unchecked Sendable {
        /// Seconds that all threads worked, and that the longest of each division worked.
        package fileprivate(set) var (work, longest) = (0.0, 0.0)
        /// Number of times that work was divided.
        package fileprivate(set) var divisions = 0

        package func reset() { (work, longest, divisions) = (0, 0, 0) }
    }

    /// Imagined threads: the caller does the work of one after the other, and measures each.
    package init(projecting threads: Int) {
        shared = Shared(workers: 0)
        self.threads = threads
        projection = Projection()
    }

    /// More threads than processors are not started, but for a few, and none where the system has no room for another
    /// one.
    package init(threads: Int) {
        precondition(threads > 0, "there must be at least one thread")
        let threads = min(threads, max(ProcessInfo.processInfo.activeProcessorCount, 8))
        let shared = Shared(workers: threads - 1)
        var started = 0
        for (index, worker) in shared.workers.enumerated() {
            let isStarted = startThread {
                while true {
                    worker.wait()
                    if shared.isClosed.load(ordering: .acquiring) { return }
                    shared.run(thread: index + 1)
                    worker.state.store(Worker.waiting, ordering: .releasing)
                    shared.busy.subtract(1, ordering: .acquiringAndReleasing)
                }
            }
            guard isStarted else { break }
            started += 1
        }
        shared.keep(started)
        self.shared = shared
        self.threads = started + 1
        projection = nil
    }

    deinit {
        shared.isClosed.store(true, ordering: .releasing)
        for worker in shared.workers { worker.tell() }
    }

    /// Calls `body(piece, thread)` for each of `0 ..< pieces`, and returns when all are done. The pieces of one thread
    /// run one after another, so memory can be kept by thread. Not to be called by two threads at once.
    package func forEach(_ pieces: Int, _ body: @Sendable (_ piece: Int, _ thread: Int) -> Void) {
        if let projection { return project(pieces, body, projection) }
        let helpers = shared.workers.prefix(max(pieces - 1, 0))
        guard !helpers.isEmpty else {
            for piece in 0..<pieces { body(piece, 0) }
            return
        }
        withoutActuallyEscaping(body) { body in
            shared.job = Job(pieces: pieces, body: body)
            shared.busy.store(helpers.count, ordering: .releasing)
            for worker in helpers { worker.tell() }
            shared.run(thread: 0)
            var looks = 0
            while shared.busy.load(ordering: .acquiring) > 0 {
                looks += 1
                if looks > Self.patience { sched_yield() }  // a worker may have lost its processor
            }
            shared.job = nil
        }
    }

    private func project(_ pieces: Int, _ body: (_ piece: Int, _ thread: Int) -> Void, _ projection: Projection) {
        var longest = 0.0
        for thread in 0..<min(threads, pieces) {
            let clock = Stopwatch()
            for piece in stride(from: thread, to: pieces, by: threads) { body(piece, thread) }
            let seconds = clock.seconds
            projection.work += seconds
            longest = max(longest, seconds)
        }
        projection.longest += longest
        if pieces > 1 { projection.divisions += 1 }
    }
}

/// Runs `body` on `count` threads, including that of the caller, and returns when all are done. Uses fewer threads if
/// the system cannot start more. Unlike Dispatch's `concurrentPerform` it needs no open file.
func runOnThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let ended = DispatchSemaphore(value: 0)
    var started = 0
    while started + 1 < count {
        let isStarted = startThread {
            body()
            ended.signal()
        }
        guard isStarted else { break }
        started += 1
    }
    body()
    for _ in 0..<started { ended.wait() }
}

/// Starts a thread that nobody waits for and that gets no signals to end the process, which its caller may hold back.
/// False if the system has no memory or no number left for one, of which Foundation's Thread says nothing.
private func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    final class Start {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let start = Unmanaged.passRetained(Start(body))
    let signals = HeldSignals()
    defer { signals.release() }
    #if canImport(Darwin)
        var thread: pthread_t?
        let code = pthread_create(
            &thread, nil,
            {
                Unmanaged<Start>.fromOpaque($0).takeRetainedValue().body()
                return nil
            }, start.toOpaque())
    #else
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, start.toOpaque())
    #endif
    guard code == 0 else {
        start.release()
        return false
    }
    #if canImport(Darwin)
        if let thread { pthread_detach(thread) }
    #else
        pthread_detach(thread)
    #endif
    return true
}

/// Values that threads use without sharing: one for each thread, or one for each piece of work.
final class PerThread<Value>: @unchecked Sendable {
    /// Not an array: threads that write to different elements of one would still write to the array as a whole.
    private let storage: UnsafeMutableBufferPointer<Value>

    package var values: [Value] { Array(storage) }

    init(count: Int, _ make: () -> Value) {
        storage = .allocate(capacity: count)
        for index in 0..<count { storage.initializeElement(at: index, to: make()) }
    }

    deinit {
        storage.deinitialize()
        storage.deallocate()
    }

    /// Each index belongs to one thread at a time.
    subscript(index: Int) -> Value {
        get {
            precondition(storage.indices.contains(index), "out of range")
            return storage[index]
        }
        set {
            precondition(storage.indices.contains(index), "out of range")
            storage[index] = newValue
        }
    }
}
