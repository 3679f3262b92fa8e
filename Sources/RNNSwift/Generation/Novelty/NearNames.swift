/// A list of names that finds out whether a name is near to one of them.
///
/// Near is measured by Levenshtein's edit distance: the fewest insertions, deletions and replacements of a character
/// that make one name the other. The list is a prefix tree; a name walks it with the states of a nondeterministic
/// automaton, in which bit i of word j says that the first i characters of the name are the node's prefix with at most
/// j edits (Wu and Manber 1992). A step to a child is a few operations on words, and where no bit is left no name is
/// near.
package struct NearNames: Sendable {
    private struct Node {
        var character: Int32
        var firstChild: Int32 = -1
        package var nextSibling: Int32 = -1
        var isName = false
    }

    private var nodes = [Node(character: -1)]
    private var numbers: [Character: Int32] = [:]

    package init(_ names: some Sequence<String>) {
        // Sorted character by character, equal beginnings stand together: of a node's children only the last one, which
        // is the first in its chain, can be the next name's.
        for name in names.map({ NameList.normalize($0) }).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            var node = 0
            for character in name {
                let number = numbers[character] ?? Int32(numbers.count)
                numbers[character] = number
                let first = Int(nodes[node].firstChild)
                if first >= 0, nodes[first].character == number {
                    node = first
                } else {
                    nodes.append(Node(character: number, nextSibling: Int32(first)))
                    nodes[node].firstChild = Int32(nodes.count - 1)
                    node = nodes.count - 1
                }
            }
            nodes[node].isName = true
        }
    }

    /// Whether the distance to the nearest name is at most `limit`.
    package func isNear(_ name: String, within limit: Int) -> Bool {
        var walk = Walk(name.map { numbers[$0] ?? -1 }, characters: numbers.count, limit: limit)
        return nodes.withUnsafeBufferPointer { search(0, $0, &walk, depth: 0) }
    }

    /// Whether a name at or under a node is within the limit. The walk's states at `depth` are the node's.
    private func search(_ node: Int, _ nodes: UnsafeBufferPointer<Node>, _ walk: inout Walk, depth: Int) -> Bool {
        if nodes[node].isName, walk.isWhole(depth) { return true }
        var child = Int(nodes[node].firstChild)
        while child >= 0 {
            if walk.step(from: depth, Int(nodes[child].character)), search(child, nodes, &walk, depth: depth + 1) {
                return true
            }
            child = Int(nodes[child].nextSibling)
        }
        return false
    }

    /// The states of a name on the path from the root to a node. Bits that do not fit into one word continue in the
    /// next.
    private struct Walk {
        private let length: Int
        private let limit: Int
        private let words: Int
        /// [characters, words] Bit i: the name's character number i, from 1, is this one.
        private var places: [UInt64]
        /// [depths, limit + 1, words]
        private var states: [UInt64]

        init(_ name: [Int32], characters: Int, limit: Int) {
            length = name.count
            self.limit = limit
            words = name.count / 64 + 1
            places = [UInt64](repeating: 0, count: characters * words)
            for (index, character) in name.enumerated() where character >= 0 {
                places[Int(character) * words + (index + 1) / 64] |= 1 << ((index + 1) % 64)
            }
            // A prefix with more than `limit` characters more than the name has no states, and is not left.
            states = [UInt64](repeating: 0, count: (name.count + limit + 2) * (limit + 1) * words)
            for edits in 0...limit {  // the first characters inserted
                for i in 0...min(edits, length) { states[edits * words + i / 64] |= 1 << (i % 64) }
            }
        }

        /// Whether the whole name is the prefix at this depth, within the limit.
        func isWhole(_ depth: Int) -> Bool {
            states[(depth * (limit + 1) + limit) * words + length / 64] >> (length % 64) & 1 == 1
        }

        /// Makes the states of a child; false if there are none.
        mutating func step(from depth: Int, _ character: Int) -> Bool {
            let (limit, words, length) = (limit, words, length)
            return places.withUnsafeBufferPointer { places in
                states.withUnsafeMutableBufferPointer { states in
                    let places = places.baseAddress! + character * words
                    var before = states.baseAddress! + depth * (limit + 1) * words
                    var after = before + (limit + 1) * words
                    var any: UInt64 = 0
                    for edits in 0...limit {
                        var (carry, carryFewer): (UInt64, UInt64) = (0, 0)
                        for word in 0..<words {
                            var state = (before[word] << 1 | carry) & places[word]
                            carry = before[word] >> 63
                            if edits > 0 {
                                let (fewerBefore, fewerAfter) = (before[word - words], after[word - words])
                                // The child's character inserted; replaced, or the name's deleted.
                                state |= fewerBefore | (fewerBefore | fewerAfter) << 1 | carryFewer
                                carryFewer = (fewerBefore | fewerAfter) >> 63
                            }
                            if word == words - 1 { state &= .max >> (63 - length % 64) }
                            after[word] = state
                            if edits == limit { any |= state }
                        }
                        before += words
                        after += words
                    }
                    return any != 0
                }
            }
        }
    }
}
