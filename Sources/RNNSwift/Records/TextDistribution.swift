/// Texts and how often each was seen: the real distribution of a field that is not learned.
public struct TextDistribution: Sendable, Equatable {
    /// The texts, the most frequent first; one of them may be empty.
    public let counts: [Count]
    /// The sum of the counts.
    public var total: Int { sums.total }
    private let sums: CumulativeCounts

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
        guard let sums = CumulativeCounts(counts.map(\.count)), counts.allSatisfy({ $0.count > 0 }),
            Set(counts.map(\.text)).count == counts.count
        else { return nil }
        (self.counts, self.sums) = (counts, sums)
    }

    /// The counts by their texts.
    var byText: [String: Int] { Dictionary(uniqueKeysWithValues: counts.map { ($0.text, $0.count) }) }

    /// How often a text comes.
    func count(of text: String) -> Int { counts.first { $0.text == text }?.count ?? 0 }

    /// Draws a text.
    package func draw(using generator: inout SplitMix64) -> String { counts[sums.draw(using: &generator)].text }
}
