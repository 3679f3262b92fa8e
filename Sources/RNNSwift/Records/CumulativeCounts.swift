/// Counts that indices are drawn in proportion to.
struct CumulativeCounts: Sendable, Equatable {
    /// For each index, the sum of the counts up to it.
    private let sums: [Int]

    /// The sum of the counts.
    var total: Int { sums.last ?? 0 }

    /// Nil if a count is below 0, or the sum is too large.
    init?(_ counts: some Sequence<Int>) {
        var sums: [Int] = []
        for count in counts {
            let (sum, overflow) = (sums.last ?? 0).addingReportingOverflow(count)
            guard count >= 0, !overflow else { return nil }
            sums.append(sum)
        }
        self.sums = sums
    }

    /// Draws an index.
    ///
    /// - Precondition: A count is above 0.
    func draw(using generator: inout SplitMix64) -> Int {
        let number = Int.random(in: 0..<total, using: &generator)
        // The first index whose sum is above the number.
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] <= number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
