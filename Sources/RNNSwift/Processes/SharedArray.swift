/// Elements that do not change: those of an array, or some in memory that the processes of a host share.
package struct SharedArray<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, @unchecked Sendable {
    private let array: [Element]
    /// In shared memory; nil for the elements of the array.
    private let memory: UnsafeBufferPointer<Element>?

    package init(_ array: [Element] = []) { (self.array, memory) = (array, nil) }

    /// - Parameter memory: Stays as it is as long as the process lives.
    package init(sharing memory: UnsafeBufferPointer<Element>) { (array, self.memory) = ([], memory) }

    package var startIndex: Int { 0 }
    package var endIndex: Int { memory?.count ?? array.count }

    package subscript(index: Int) -> Element {
        @inline(__always) get {
            guard let memory else { return array[index] }
            precondition(memory.indices.contains(index), "out of range")
            return memory[index]
        }
    }

    package func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<Element>) throws -> Result) rethrows
        -> Result
    {
        try memory.map(body) ?? array.withUnsafeBufferPointer(body)
    }

    package func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<Element>) throws -> Result
    ) rethrows -> Result? { try withUnsafeBufferPointer(body) }
}

extension ProcessGroup {
    /// Copies the coordinator's elements into memory that the processes of each host share.
    ///
    /// - Parameter elements: The coordinator's; the others give nothing.
    package func share<Element>(_ elements: consuming SharedArray<Element>, count: Int) -> SharedArray<Element> {
        let bytes = count * MemoryLayout<Element>.stride
        guard bytes > 0 else { return SharedArray() }
        let memory = UnsafeMutableRawBufferPointer(start: makeSharedMemory(byteCount: bytes), count: bytes)
        if isCoordinator { elements.withUnsafeBufferPointer { memory.copyMemory(from: UnsafeRawBufferPointer($0)) } }
        if firstOnHosts.contains(rank) { broadcast(memory, among: firstOnHosts) }
        waitForNeighbors()
        return SharedArray(sharing: UnsafeBufferPointer(memory.bindMemory(to: Element.self)))
    }
}
