import RNNSwift

/// Statistics of names of a list, or of generated names.
package struct NameStatistics: Sendable {
    /// Names, repeated ones as often as they come.
    package private(set) var count = 0
    /// How often each name comes.
    package private(set) var occurrences: [String: Int] = [:]
    /// Names by their number of characters.
    package private(set) var lengths: [Int: Int] = [:]
    package private(set) var characters: [Character: Int] = [:]
    package private(set) var characterCount = 0

    package init(_ names: some Sequence<String>) {
        for name in names { occurrences[name, default: 0] += 1 }
        for (name, times) in occurrences {
            count += times
            lengths[name.count, default: 0] += times
            for character in name { characters[character, default: 0] += times }
        }
        characterCount = characters.values.reduce(0, +)
    }

    package var distinct: Int { occurrences.count }

    package var meanLength: Double { count > 0 ? Double(characterCount) / Double(count) : 0 }

    /// The length in the middle, or between the two there.
    package var medianLength: Double {
        guard count > 0 else { return 0 }
        let sorted = lengths.sorted { $0.key < $1.key }
        func length(_ place: Int) -> Int {
            var seen = 0
            return sorted.first {
                seen += $0.value
                return seen > place
            }?.key ?? 0
        }
        return Double(length((count - 1) / 2) + length(count / 2)) / 2
    }

    /// The share of names of a length.
    package func share(ofLength length: Int) -> Double { count > 0 ? Double(lengths[length] ?? 0) / Double(count) : 0 }

    /// The share of a character among all.
    package func share(of character: Character) -> Double {
        characterCount > 0 ? Double(characters[character] ?? 0) / Double(characterCount) : 0
    }

    /// The most frequent names, those that are equally frequent in the order of the alphabet.
    package func mostFrequent(_ count: Int) -> [(name: String, times: Int)] {
        occurrences.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count).map { ($0.key, $0.value) }
    }
}
