import Foundation

extension ProcessGroup {
    /// The other processes.
    package var others: [Int] { (0..<count).filter { $0 != rank } }
    package var isCoordinator: Bool { rank == 0 }
    /// The processes that are the first ones on their hosts.
    package var firstOnHosts: [Int] { hosts.compactMap(\.first) }

    package func exchange(sending: [Message] = [], receiving: [Message] = []) {
        exchange(sending: sending, receiving: receiving, patiently: false)
    }

    /// Sends values to another process, which calls ``receive(_:from:patiently:)`` for as many.
    package func send<Value: BitwiseCopyable>(_ values: [Value], to rank: Int) {
        var values = values
        values.withUnsafeMutableBytes { bytes in
            exchange(sending: [Message(rank: rank, bytes)])
        }
    }

    package func receive<Value: BitwiseCopyable>(_ values: inout [Value], from rank: Int, patiently: Bool = false) {
        values.withUnsafeMutableBytes { bytes in
            exchange(sending: [], receiving: [Message(rank: rank, bytes)], patiently: patiently)
        }
    }

    /// Sends a packet: a kind and data of any length.
    package func send(_ kind: Int, _ data: Data, to rank: Int) {
        send([kind, data.count], to: rank)
        var data = data
        if !data.isEmpty { data.withUnsafeMutableBytes { exchange(sending: [Message(rank: rank, $0)]) } }
    }

    package func receivePacket(from rank: Int) -> (kind: Int, data: Data) {
        var head = [0, 0]
        receive(&head, from: rank)
        var data = Data(count: head[1])
        if head[1] > 0 { data.withUnsafeMutableBytes { exchange(receiving: [Message(rank: rank, $0)]) } }
        return (head[0], data)
    }

    /// Copies memory of the first of some processes to the others, in pieces, each process to the next one: for large
    /// memory and many processes that takes hardly longer than for two.
    ///
    /// - Parameter ranks: The processes that call this, in the order of the chain. (default: all)
    package func broadcast(_ memory: UnsafeMutableRawBufferPointer, among ranks: [Int]? = nil) {
        let ranks = ranks ?? Array(0..<count)
        guard let place = ranks.firstIndex(of: rank), let base = memory.baseAddress else { return }
        let pieceSize = 1 << 20
        let pieces = stride(from: 0, to: memory.count, by: pieceSize).map { begin in
            (base: base + begin, count: min(pieceSize, memory.count - begin))
        }
        func piece(_ index: Int, _ rank: Int) -> [Message] {
            pieces.indices.contains(index)
                ? [Message(rank: rank, base: pieces[index].base, byteCount: pieces[index].count)] : []
        }
        for index in 0...pieces.count {  // one is received while the one before it is sent on
            exchange(
                sending: place + 1 < ranks.count ? piece(place == 0 ? index : index - 1, ranks[place + 1]) : [],
                receiving: place > 0 ? piece(index, ranks[place - 1]) : [])
        }
    }

    /// Copies data of the coordinator to all processes; what others give is ignored.
    package func broadcast(_ data: Data = Data()) -> Data {
        var count = [data.count]
        count.withUnsafeMutableBytes { broadcast($0) }
        var data = isCoordinator ? data : Data(count: count[0])
        data.withUnsafeMutableBytes { broadcast($0) }
        return data
    }

    /// Copies a value of the coordinator to all processes; what others give is ignored.
    package func broadcast<Value: Codable>(_ value: Value?, as: Value.Type = Value.self) -> Value {
        do {
            let data = broadcast(isCoordinator ? try JSONEncoder.canonical.encode(value) : Data())
            guard isCoordinator, let value else { return try JSONDecoder().decode(Value.self, from: data) }
            return value
        } catch {
            abort("\(name(of: rank)) does not understand the coordinator: \(error)")
        }
    }

    /// Collects values of all processes in the coordinator, in the order of their ranks.
    ///
    /// - Parameter counts: The number of values that each process has.
    /// - Returns: What there is in the coordinator; nothing in the others.
    package func gather<Value: BitwiseCopyable>(_ values: [Value], counts: [Int]) -> [Value] {
        precondition(counts.count == count && values.count == counts[rank], "each process has its number of values")
        guard isCoordinator else {
            if !values.isEmpty { send(values, to: 0) }
            return []
        }
        return values
            + (1..<count).flatMap { rank -> [Value] in
                guard counts[rank] > 0 else { return [] }
                return withUnsafeTemporaryAllocation(of: Value.self, capacity: counts[rank]) { memory in
                    let bytes = UnsafeMutableRawBufferPointer(memory)
                    exchange(receiving: [Message(rank: rank, bytes)])
                    return Array(memory)
                }
            }
    }
}

extension Message {
    init(rank: Int, _ bytes: UnsafeMutableRawBufferPointer) {
        self.init(rank: rank, base: bytes.baseAddress!, byteCount: bytes.count)
    }
}
