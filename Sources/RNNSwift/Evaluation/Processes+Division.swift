extension Optional<any ProcessGroup> {
    /// Divides pieces of work among processes and threads.
    ///
    /// - Returns: What comes of each piece, in their order; in other processes than the coordinator, of their own ones.
    func divide<Value: BitwiseCopyable>(
        _ pieces: Int, _ workers: WorkerPool, _ body: @Sendable (_ piece: Int, _ thread: Int) -> Value
    ) -> [Value] {
        let count = self?.count ?? 1
        let ranges = (0..<count).map { pieces * $0 / count..<pieces * ($0 + 1) / count }
        let own = ranges[self?.rank ?? 0]
        let values = PerThread<Value?>(count: own.count) { nil }
        workers.forEach(own.count) { index, thread in values[index] = body(own.lowerBound + index, thread) }
        let results = values.values.map { $0! }
        return self?.gather(results, counts: ranges.map(\.count)) ?? results
    }
}
