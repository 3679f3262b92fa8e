import Foundation
import RNNSwift

/// A group whose processes are threads of this one, on imagined hosts.
final class LocalProcesses: ProcessGroup {
    /// What the members of a group have in common.
    private final class Hub: @unchecked Sendable {
        private let condition = NSCondition()
        private var messages: [[Int]: [Data]] = [:]
        private var arrivals: [String: Int] = [:]
        private var memories: [[Int]: UnsafeMutableRawPointer] = [:]

        deinit { for memory in memories.values { memory.deallocate() } }

        func post(_ data: Data, from: Int, to: Int) {
            condition.withLock {
                messages[[from, to], default: []].append(data)
                condition.broadcast()
            }
        }

        func fetch(from: Int, to: Int) -> Data {
            condition.withLock {
                while messages[[from, to]]?.isEmpty ?? true { condition.wait() }
                return messages[[from, to]]!.removeFirst()
            }
        }

        func hasMessage(from: Int, to: Int) -> Bool {
            condition.withLock { !(messages[[from, to]]?.isEmpty ?? true) }
        }

        /// Returns when `count` callers have come with the same key.
        func meet(_ key: String, count: Int) {
            condition.withLock {
                arrivals[key, default: 0] += 1
                condition.broadcast()
                while arrivals[key]! < count { condition.wait() }
            }
        }

        /// The memory with a key, made by the first one who asks.
        func memory(_ key: [Int], byteCount: Int) -> UnsafeMutableRawPointer {
            condition.withLock {
                if let memory = memories[key] { return memory }
                let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
                memset(memory, 0, byteCount)
                memories[key] = memory
                return memory
            }
        }
    }

    let rank: Int
    let hosts: [[Int]]
    private let hub: Hub
    private nonisolated(unsafe) var meetings = 0
    private nonisolated(unsafe) var windows = 0
    /// Bytes that this process has sent.
    nonisolated(unsafe) private(set) var sent = 0

    var count: Int { hosts.joined().count }

    private init(rank: Int, hosts: [[Int]], _ hub: Hub) { (self.rank, self.hosts, self.hub) = (rank, hosts, hub) }

    /// The members of a group.
    static func make(hosts: [[Int]]) -> [LocalProcesses] {
        let hub = Hub()
        return hosts.joined().sorted().map { LocalProcesses(rank: $0, hosts: hosts, hub) }
    }

    /// Runs `body` with the help of other processes, and returns when these have ended.
    static func run<Result>(_ hosts: [[Int]], _ body: () throws -> Result) rethrows -> Result {
        let members = make(hosts: hosts)
        let ended = DispatchGroup()
        for member in members.dropFirst() {
            ended.enter()
            Thread.detachNewThread {
                _ = member.follow()
                ended.leave()
            }
        }
        defer {
            members[0].end(0)
            ended.wait()
        }
        return try Processes.$current.withValue(members[0]) { try body() }
    }

    var waits: [Double] { [Double](repeating: 0, count: count) }

    func name(of rank: Int) -> String { "process \(rank)" }

    func exchange(sending: [Message], receiving: [Message], patiently: Bool) {
        for message in sending {
            sent += message.byteCount
            hub.post(Data(bytes: message.base, count: message.byteCount), from: rank, to: message.rank)
        }
        for message in receiving {
            let data = hub.fetch(from: message.rank, to: rank)
            precondition(data.count == message.byteCount, "a message has another length than expected")
            data.withUnsafeBytes { message.base.copyMemory(from: $0.baseAddress!, byteCount: data.count) }
        }
    }

    func hasMessage(from rank: Int) -> Bool { hub.hasMessage(from: rank, to: self.rank) }

    private var host: [Int] { hosts.first { $0.contains(rank) }! }

    func waitForNeighbors() {
        hub.meet("\(host[0]) \(meetings)", count: host.count)
        meetings += 1
    }

    func makeSharedMemory(byteCount: Int) -> UnsafeMutableRawPointer {
        defer { windows += 1 }
        return hub.memory([host[0], windows], byteCount: byteCount)
    }

    func abort(_ reason: String) -> Never { fatalError(reason) }
}
