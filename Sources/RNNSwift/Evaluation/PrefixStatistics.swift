import Foundation

/// What a list of names allows any model that predicts a character from the ones before it, and no model can beat on this list.
///
/// From the counts c of the next character after every prefix, STOP included, prefixes weighted by frequency: with one guess
/// the best is to say the most frequent character, with a sample from the true distribution one is right Σ c²/(Σ c)² of the
/// time. The floor of the loss is the entropy of that distribution.
public struct PrefixStatistics: Sendable, Equatable {
    /// Characters to predict: those of all names, and a STOP for each.
    public private(set) var predictions = 0
    /// Distinct prefixes of names, the empty one included.
    public private(set) var distinctPrefixes = 0
    /// The highest possible share of right guesses of the most probable character.
    public private(set) var maximumArgmax = 0.0
    /// The expected share of right guesses when sampling from the true distribution.
    public private(set) var maximumSampled = 0.0
    /// The lowest possible mean loss, in nats a character.
    public private(set) var floorNats = 0.0

    /// The statistics of a list.
    public init(_ list: NameList) throws {
        self.init(EncodedNames(list.names, vocabulary: try Vocabulary(of: list.names)))
    }

    /// In one pass over the sorted names, without building the tree: a node is a range of names that share a prefix.
    init(_ names: EncodedNames) {
        guard names.count > 0 else { return }
        var nodes = [(names: 0..<names.count, depth: 0)]
        while let node = nodes.popLast() {
            distinctPrefixes += 1
            var (total, most) = (0, 0)
            var (squares, logarithms) = (0.0, 0.0)  // Σ c², Σ c ln c
            func count(_ c: Int) {
                total += c
                most = max(most, c)
                squares += Double(c) * Double(c)
                logarithms += Double(c) * log(Double(c))
            }
            var name = node.names.lowerBound
            if names.length(name) == node.depth {  // sorted: the name that ends here comes first, and is alone
                count(Int(names.multiplicities[name]))
                name += 1
            }
            while name < node.names.upperBound {
                let first = name
                let token = names.token(of: first, at: node.depth)
                var passes = 0
                while name < node.names.upperBound, names.token(of: name, at: node.depth) == token {
                    passes += Int(names.multiplicities[name])
                    name += 1
                }
                count(passes)
                nodes.append((first..<name, node.depth + 1))
            }
            predictions += total
            maximumArgmax += Double(most)
            maximumSampled += squares / Double(total)
            floorNats += Double(total) * log(Double(total)) - logarithms
        }
        maximumArgmax /= Double(predictions)
        maximumSampled /= Double(predictions)
        floorNats /= Double(predictions)
    }
}
