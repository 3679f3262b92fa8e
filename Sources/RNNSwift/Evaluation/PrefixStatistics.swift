import Foundation

/// What a list of names allows any model that predicts a character from the ones before it, and no model can beat on
/// this list.
///
/// From the counts c of the next character after every prefix, STOP included, prefixes weighted by frequency: with one
/// guess the best is to say the most frequent character, with a sample from the true distribution one is right Σ c²/(Σ
/// c)² of the time. The floor of the loss is the entropy of that distribution.
public struct PrefixStatistics: Sendable, Equatable {
    /// Tokens to predict: those of all names, their labels included, and a STOP for each.
    public private(set) var predictions = 0
    /// Distinct prefixes of names, the empty one included.
    public private(set) var distinctPrefixes = 0
    /// The highest possible share of right guesses of the most probable character.
    public private(set) var maximumArgmax = 0.0
    /// The expected share of right guesses when sampling from the true distribution.
    public private(set) var maximumSampled = 0.0
    /// The lowest possible mean loss of names, given their labels, in nats per character.
    public private(set) var floorNats = 0.0

    /// The statistics of a list.
    public init(_ list: NameList) throws {
        self.init(EncodedNames(list, vocabulary: try Vocabulary(of: list.names)))
    }

    /// In one pass over the sorted names, without building the tree: a node is a range of names that share a prefix.
    package init(_ names: EncodedNames) {
        let (positions, stop) = (names.occurrences, names.vocabulary.stop)
        guard !positions.isEmpty else { return }
        let labels = names.hasLabels ? names.vocabulary.labels.columns.count : 0
        var nodes = [(names: positions.indices, depth: 0)]
        while let node = nodes.popLast() {
            distinctPrefixes += 1
            let total = node.names.count
            var most = 0
            var (squares, logarithms) = (0.0, 0.0)  // Σ c², Σ c ln c
            var begin = node.names.lowerBound
            while begin < node.names.upperBound {
                let token = names[Int(positions[begin]) + node.depth]
                var end = begin + 1
                while end < node.names.upperBound, names[Int(positions[end]) + node.depth] == token { end += 1 }
                let c = Double(end - begin)
                most = max(most, end - begin)
                squares += c * c
                logarithms += c * log(c)
                if token != stop { nodes.append((begin..<end, node.depth + 1)) }
                begin = end
            }
            predictions += total
            maximumArgmax += Double(most)
            maximumSampled += squares / Double(total)
            if node.depth >= labels { floorNats += Double(total) * log(Double(total)) - logarithms }
        }
        maximumArgmax /= Double(predictions)
        maximumSampled /= Double(predictions)
        floorNats /= Double(names.vocabulary.isPlain ? predictions : names.characters)
    }
}
