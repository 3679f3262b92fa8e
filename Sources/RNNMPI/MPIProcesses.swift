#if MPI
    import CMPI
    import Foundation
    import RNNSwift

    /// The processes that `mpirun` has started, with Open MPI or MPICH.
    ///
    ///     let processes = MPIProcesses.start()
    ///     guard processes.rank == 0 else { exit(processes.follow()) }
    ///     Processes.$current.withValue(processes) { … }
    ///     processes.end(0)
    ///     processes.finish()
    ///
    /// One per process. Whatever goes wrong with a message ends all processes.
    public final class MPIProcesses: ProcessGroup {
        public let rank: Int
        public let count: Int
        public let hosts: [[Int]]
        private let hostNames: [String]
        /// By process: one thread at a time exchanges messages.
        public private(set) nonisolated(unsafe) var waits: [Double]
        private nonisolated(unsafe) var hasComplained = false
        /// Whether the process is to end: then it does not wait for messages of processes that are lost.
        private let isInterrupted: @Sendable () -> Bool
        /// Gets a line about a process that is late.
        private let report: @Sendable (String) -> Void

        /// How long to look for messages without sleeping, in seconds, where that may take long.
        private static let patience = 0.002
        /// Looks for a message after which other processes may use the core between two looks.
        private static let looksBeforeYielding = 100
        /// Seconds after which a process that does not answer counts as lost, when all are to end.
        private static let longestStep = 0.5
        /// Seconds after which a process is late.
        private static let lateness = 10.0
        /// Seconds after which it is lost: of a host that vanishes, TCP says nothing for hours.
        private static let longestWait = 60.0

        /// Starts MPI, in all processes at the same time.
        ///
        /// - Parameters:
        ///   - isInterrupted: Whether the process is to end: then it does not wait for others that are lost.
        ///   - report: Gets a line about a process that is late. By default it goes to standard error.
        public static func start(
            isInterrupted: @escaping @Sendable () -> Bool = { false },
            report: @escaping @Sendable (String) -> Void = { FileHandle.standardError.write(Data("\($0)\n".utf8)) }
        ) -> MPIProcesses {
            MPIProcesses(isInterrupted, report)
        }

        private init(
            _ isInterrupted: @escaping @Sendable () -> Bool, _ report: @escaping @Sendable (String) -> Void
        ) {
            (self.isInterrupted, self.report) = (isInterrupted, report)
            var (rank, size) = (Int32(0), Int32(0))
            Self.check(rnnc_mpi_start(&rank, &size), "start")
            let length = 64
            var first = [Int32](repeating: 0, count: Int(size))
            var names = [CChar](repeating: 0, count: length * Int(size))
            Self.check(rnnc_mpi_hosts(size, rank, &first, &names, Int32(length)), "find the hosts of the processes")
            (self.rank, count) = (Int(rank), Int(size))
            waits = [Double](repeating: 0, count: Int(size))
            hosts = Set(first).sorted().map { host in first.indices.filter { first[$0] == host } }
            hostNames = (0..<Int(size)).map { rank in
                String(
                    decoding: names[rank * length..<(rank + 1) * length].prefix { $0 != 0 }.map(
                        UInt8.init(bitPattern:)), as: UTF8.self)
            }
        }

        /// Ends MPI, in all processes at the same time.
        public func finish() { Self.check(rnnc_mpi_end(), "end") }

        public func name(of rank: Int) -> String {
            hosts.count > 1 ? "process \(rank) on host \(hostNames[rank])" : "process \(rank)"
        }

        public func exchange(sending: [Message], receiving: [Message], patiently: Bool) {
            var transfer = rnnc_mpi_transfer()
            let (sent, received) = (sending.map(\.forMPI), receiving.map(\.forMPI))
            Self.check(rnnc_mpi_begin(sent, sent.count, received, received.count, &transfer), "begin a message")
            var last = Int32(rank)
            Self.check(rnnc_mpi_look(&transfer, &last), "exchange messages")
            guard transfer.open > 0 else { return }
            let clock = Stopwatch()
            var looks = 0
            while transfer.open > 0 {
                looks += 1
                if !patiently && looks.isMultiple(of: 1024) { complain(transfer, clock.seconds) }
                // The process that is waited for may need this core.
                if patiently && clock.seconds > Self.patience {
                    usleep(500)
                } else if looks > Self.looksBeforeYielding {
                    sched_yield()
                }
                Self.check(rnnc_mpi_look(&transfer, &last), "exchange messages")
            }
            if !patiently { waits[Int(last)] += clock.seconds }
        }

        /// Looks after messages that do not come.
        private func complain(_ transfer: rnnc_mpi_transfer, _ seconds: Double) {
            guard seconds > Self.longestStep, rank == 0 else { return }
            let missing = name(of: Int(withUnsafePointer(to: transfer) { rnnc_mpi_missing($0) }))
            if isInterrupted() || seconds > Self.longestWait {
                abort(
                    "\(missing) does not answer; continue from the last checkpoint with --resume, in any number of processes"
                )
            }
            guard seconds > Self.lateness, !hasComplained else { return }
            hasComplained = true
            report("waiting for \(missing), which has been late for \(Int(seconds)) s")
        }

        public func hasMessage(from rank: Int) -> Bool {
            var isThere: Int32 = 0
            Self.check(rnnc_mpi_probe(Int32(rank), &isThere), "look for a message")
            return isThere != 0
        }

        public func makeSharedMemory(byteCount: Int) -> UnsafeMutableRawPointer {
            var base: UnsafeMutableRawPointer?
            Self.check(rnnc_mpi_share(byteCount, &base), "share \(byteCount >> 20) MB of memory on a host")
            return base!
        }

        public func waitForNeighbors() { Self.check(rnnc_mpi_wait_for_host(), "wait for the processes of a host") }

        public func abort(_ reason: String) -> Never { Self.abort(reason) }

        private static func abort(_ reason: String) -> Never {
            FileHandle.standardError.write(Data("Error: \(reason)\n".utf8))
            rnnc_mpi_abort(1)
            exit(1)
        }

        private static func check(_ error: Int32, _ what: String) {
            guard error != 0 else { return }
            var text = [CChar](repeating: 0, count: 256)
            rnnc_mpi_text(error, &text, Int32(text.count))
            let reason = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            abort("MPI cannot \(what): \(reason)")
        }
    }

    extension Message {
        fileprivate var forMPI: rnnc_mpi_message {
            rnnc_mpi_message(rank: Int32(rank), base: base, bytes: byteCount)
        }
    }
#endif
