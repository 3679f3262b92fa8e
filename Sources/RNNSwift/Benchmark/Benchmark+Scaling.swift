import Foundation

extension Benchmark {
    /// By how much more threads would be faster than one: a projection, for machines with fewer cores.
    public struct Scaling: Encodable, Sendable {
        public let workload: String
        public let isa: String
        public let threads: Int
        /// How many times as fast as one thread, the median over the repeats.
        public let speedup: Double
        /// Work of all threads, as a share of what they could do until the slowest one ends: 1 if work is divided
        /// evenly.
        public let balance: Double
        /// Share of the time in which only one thread would work.
        public let serial: Double
        /// Seconds that the threads of this machine need to begin and end a division of work, as measured.
        public let divisionSeconds: Double

        enum CodingKeys: String, CodingKey {
            case workload, isa, threads, speedup, balance, serial
            case divisionSeconds = "division_seconds"
        }
    }

    /// Projects the speed on ``threads`` threads, which are imagined: one thread does the work of each in turn. The
    /// time is that of the longest one in each division of the work, what is not divided, and the time that real
    /// threads, as many as there are cores, need to begin and end a division. Effects of shared caches and memory are
    /// not part of it.
    public func scaling(_ workload: Workload) throws -> Scaling {
        let (alone, imagined) = (WorkerPool(threads: 1), WorkerPool(projecting: threads))
        guard let projection = imagined.projection else { preconditionFailure("a pool that projects has a projection") }
        let (one, many) = (try work(workload, alone).work, try work(workload, imagined).work)
        let division = Self.divisionSeconds(threads: min(threads, Processors.cores))
        (_, _) = (one(), many())
        var (speedups, balances, serial): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<repeats {
            let speed = measure(one)
            projection.reset()
            let (characters, seconds) = measure(many)
            let divisions = Double(projection.divisions) * division
            let undivided = seconds - projection.work
            let projected = undivided + projection.longest + divisions
            speedups.append((Double(characters) / projected) / (Double(speed.characters) / speed.seconds))
            balances.append(projection.work / (projection.longest * Double(threads)))
            serial.append(undivided / projected)
        }
        func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        return Scaling(
            workload: workload.rawValue, isa: kernels.name, threads: threads, speedup: median(speedups),
            balance: median(balances), serial: median(serial), divisionSeconds: division)
    }

    /// Seconds to begin and end a division of work among real threads, the median of many.
    private static func divisionSeconds(threads: Int) -> Double {
        let workers = WorkerPool(threads: threads)
        let times = (0..<101).map { _ in
            let clock = Stopwatch()
            for _ in 0..<20 { workers.forEach(threads) { _, _ in } }
            return clock.seconds / 20
        }
        return times.sorted()[times.count / 2]
    }
}
