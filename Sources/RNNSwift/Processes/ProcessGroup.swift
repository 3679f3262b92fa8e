/// Processes that work together, on one host or on several, and how they reach each other: for example those that
/// `mpirun` has started (see the module RNNMPI).
///
/// The process with rank 0 coordinates: it alone reads files and reports. The others follow (see ``follow()``). What
/// they compute together does not depend on their number.
///
/// A group cannot be mended: where a process is lost, the implementation ends this one with a line that says so.
public protocol ProcessGroup: AnyObject, Sendable {
    /// The number of this process, from 0.
    var rank: Int { get }
    /// The number of processes, at least 1.
    var count: Int { get }
    /// The ranks on each host, ascending; the host of rank 0 comes first.
    var hosts: [[Int]] { get }
    /// The name of a process for messages, such as "process 3 on host node7".
    func name(of rank: Int) -> String

    /// Seconds that this process has waited for each other one, as the last one that was waited for.
    var waits: [Double] { get }

    /// Sends and receives messages, and returns when all have been sent and received. Messages from one process to
    /// another arrive in the order in which they are sent, and have the length that the receiver expects.
    ///
    /// - Parameter patiently: Whether this may take long, so that the process had better sleep meanwhile.
    func exchange(sending: [Message], receiving: [Message], patiently: Bool)

    /// Whether a message of another process has arrived.
    func hasMessage(from rank: Int) -> Bool

    /// Memory that the processes of a host share, zeros at first: the address of it in this process. All processes of
    /// the host call this at the same time. It is there until the process ends.
    func makeSharedMemory(byteCount: Int) -> UnsafeMutableRawPointer

    /// Returns when all processes on the host have called this.
    func waitForNeighbors()

    /// Ends all processes of the group with an error, after writing its reason to standard error.
    func abort(_ reason: String) -> Never
}

/// A message from or to another process.
public struct Message: @unchecked Sendable {
    /// The other process.
    public let rank: Int
    public let base: UnsafeMutableRawPointer
    public let byteCount: Int

    public init(rank: Int, base: UnsafeMutableRawPointer, byteCount: Int) {
        (self.rank, self.base, self.byteCount) = (rank, base, byteCount)
    }
}

/// The processes that help this one.
public enum Processes {
    /// The group whose processes do a part of the work of trainings, evaluations, generation and sweeps that this
    /// thread begins, which must have rank 0; by default none, and the process works alone.
    ///
    ///     Processes.$current.withValue(group) { try trainer.train() }
    @TaskLocal public static var current: (any ProcessGroup)?
}
