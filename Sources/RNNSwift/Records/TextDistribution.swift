/// Texts and how often each was seen: the real distribution of a field that is not learned.
public struct TextDistribution: Sendable, Equatable {
    /// The texts, the most frequent first; one of them may be empty.
    public let counts: [Count]
    /// The sum of the counts.
    public let total: Int
    /// For each text, the sum of the counts up to it.
    private let sums: [Int]

    public struct Count: Sendable, Equatable, Codable {
        public let text: String
        /// At least 1.
        public let count: Int

        public init(text: String, count: Int) {
            (self.text, self.count) = (text, count)
        }
    }

    public init(_ texts: some Sequence<String>) {
        let counts = texts.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            .map { Count(text: $0.key, count: $0.value) }
        self.init(counts: counts.sorted { ($1.count, $0.text) < ($0.count, $1.text) })!
    }

    /// Nil if a count is below 1, a text comes twice, or the sum is too large.
    package init?(counts: [Count]) {
        var sums: [Int] = []
        var total = 0
        for entry in counts {
            let (sum, overflow) = total.addingReportingOverflow(entry.count)
            guard entry.count > 0, !overflow else { return nil }
            total = sum
            sums.append(sum)
        }
        guard Set(counts.map(\.text)).count == counts.count else { return nil }
        (self.counts, self.total, self.sums) = (counts, total, sums)
    }

    /// Draws a text.
    package func draw(using generator: inout SplitMix64) -> String {
        let number = Int.random(in: 0..<total, using: &generator)
        // The first text whose sum is above the number.
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] <= number { low = middle + 1 } else { high = middle }
        }
        return counts[low].text
    }
}
