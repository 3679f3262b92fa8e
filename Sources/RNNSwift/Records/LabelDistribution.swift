/// How often combinations of values of labels come in a table, and how probable they are in new records.
///
/// In a table of n records, a combination that comes c times has the probability (c + p) / (n + 1), where p is the
/// product of the shares that its values have in the table. So each combination is possible, and each value by itself
/// has the share that it has in the table.
public struct LabelDistribution: Sendable, Equatable {
    public struct Count: Sendable, Equatable, Codable {
        /// The number of the value in each column.
        public let values: [Int]
        /// At least 1.
        public let count: Int

        package init(values: [Int], count: Int) { (self.values, self.count) = (values, count) }
    }

    public let labels: Labels
    /// The combinations that come in the table, in ascending order of the numbers of their values.
    public let counts: [Count]
    /// Number of records of the table.
    public let total: Int
    /// [column, value] How often each value comes.
    public let valueCounts: [[Int]]
    /// The place of each combination in the counts.
    private let places: [[Int]: Int]

    package init(_ labels: NameLabels) {
        let counts = (0..<labels.count).reduce(into: [[Int]: Int]()) { counts, record in
            counts[labels.valueNumbers(of: record), default: 0] += 1
        }
        let sorted = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        self.init(labels: labels.labels, counts: sorted.map { Count(values: $0.key, count: $0.value) })!
    }

    /// Nil if a combination is none of the labels, comes twice or out of order, or if a value never comes.
    package init?(labels: Labels, counts: [Count]) {
        let widths = labels.columns.map(\.values.count)
        var valueCounts = widths.map { [Int](repeating: 0, count: $0) }
        guard !labels.isEmpty, let sums = CumulativeCounts(counts.map(\.count)) else { return nil }
        for (place, count) in counts.enumerated() {
            guard count.count > 0, count.values.count == widths.count,
                zip(count.values, widths).allSatisfy({ (0..<$1).contains($0) }),
                place == 0 || counts[place - 1].values.lexicographicallyPrecedes(count.values)
            else { return nil }
            for (column, value) in count.values.enumerated() { valueCounts[column][value] += count.count }
        }
        guard valueCounts.allSatisfy({ !$0.contains(0) }) else { return nil }
        (self.labels, self.counts, self.valueCounts, total) = (labels, counts, valueCounts, sums.total)
        places = Dictionary(uniqueKeysWithValues: counts.enumerated().map { ($1.values, $0) })
    }

    /// The place of a combination in ``counts``; nil if it does not come in the table.
    func place(of combination: [Int]) -> Int? { places[combination] }

    /// The probability of a combination of values, given by their numbers.
    public func probability(of combination: [Int]) -> Double {
        let count = place(of: combination).map { counts[$0].count } ?? 0
        return (Double(count) + product(combination.map { [$0] })) / (Double(total) + 1)
    }

    /// The product over columns of the shares of some of their values.
    private func product(_ values: [[Int]]) -> Double {
        zip(valueCounts, values).reduce(1) { product, column in
            product * Double(column.1.reduce(0) { $0 + column.0[$1] }) / Double(total)
        }
    }

    /// Draws combinations that have given values.
    struct Sampler {
        private let distribution: LabelDistribution
        /// Places of the combinations of the table that have the given values.
        private let places: [Int]
        private let counts: CumulativeCounts
        /// The values that each column may have.
        private let values: [[Int]]
        private let valueCounts: [CumulativeCounts]

        /// - Parameter given: The numbers of the values that a column may have; nil for all.
        init(_ distribution: LabelDistribution, given: [Int: [Int]]) {
            self.distribution = distribution
            places = distribution.counts.indices.filter { place in
                given.allSatisfy { $0.value.contains(distribution.counts[place].values[$0.key]) }
            }
            counts = CumulativeCounts(places.map { distribution.counts[$0].count })!
            let values = distribution.labels.columns.indices.map { column in
                given[column] ?? Array(distribution.valueCounts[column].indices)
            }
            self.values = values
            valueCounts = zip(distribution.valueCounts, values).map { counts, values in
                CumulativeCounts(values.map { counts[$0] })!
            }
        }

        func draw(using generator: inout SplitMix64) -> [Int] {
            let seen = Double(counts.total)
            if generator.uniform() * (seen + distribution.product(values)) < seen {
                return distribution.counts[places[counts.draw(using: &generator)]].values
            }
            return zip(values, valueCounts).map { $0[$1.draw(using: &generator)] }
        }
    }
}
