/// A list of names that finds out whether a name is near to one of them.
///
/// Near is measured by Levenshtein's edit distance: the fewest insertions, deletions and replacements of a character
/// that make one name the other. If two names are within k edits, at most half of the edits are in the first half of
/// the name or less than half of them in the second. So two prefix trees are searched, one of the names and one of the
/// names read backward, each with the condition that few edits are in the half that is read first. This leaves a small
/// part of each tree (the partition of Navarro and Baeza-Yates 2001).
package struct NearNames: Sendable {
    private var forward = NearNameTree()
    private var backward = NearNameTree()
    private var numbers: [Character: Int32] = [:]
    /// The numbers of the ASCII characters; -1 where no name has the character.
    private var asciiNumbers = [Int32](repeating: -1, count: 128)

    package init(_ names: some Sequence<String>) {
        for name in names {
            let characters = NameList.normalize(name).map { character in
                let number = numbers[character] ?? Int32(numbers.count)
                numbers[character] = number
                if let byte = character.asciiValue { asciiNumbers[Int(byte)] = number }
                return number
            }
            forward.insert(characters)
            backward.insert(characters.reversed())
        }
    }

    /// Whether the distance to the nearest name is at most `limit`.
    package func isNear(_ name: String, within limit: Int) -> Bool {
        isNear(name.map { numbers[$0] ?? -1 }, within: limit)
    }

    /// Whether the distance from a name in UTF-8 to the nearest name is at most `limit`.
    func isNear(_ name: ArraySlice<UInt8>, within limit: Int) -> Bool {
        guard name.allSatisfy({ $0 < 0x80 }) else {
            return isNear(String(decoding: name, as: UTF8.self), within: limit)
        }
        return isNear(name.map { asciiNumbers[Int($0)] }, within: limit)
    }

    /// - Parameter name: Numbers of characters; -1 for those that no name has.
    private func isNear(_ name: [Int32], within limit: Int) -> Bool {
        let half = name.count / 2
        var walk = NearNameWalk(
            name, characters: numbers.count, limit: limit, first: half, firstLimit: limit / 2)
        if forward.isNear(&walk) { return true }
        guard limit > 0 else { return false }
        walk = NearNameWalk(
            name.reversed(), characters: numbers.count, limit: limit, first: name.count - half,
            firstLimit: (limit - 1) / 2)
        return backward.isNear(&walk)
    }
}

/// A prefix tree of names, of which the children of a node are a chain.
struct NearNameTree: Sendable {
    private struct Node {
        var character: Int32
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        var isName = false
    }

    private var nodes = [Node(character: -1)]

    mutating func insert(_ name: some Sequence<Int32>) {
        var node = 0
        for character in name {
            var child = Int(nodes[node].firstChild)
            while child >= 0, nodes[child].character != character { child = Int(nodes[child].nextSibling) }
            if child < 0 {
                child = nodes.count
                nodes.append(Node(character: character, nextSibling: nodes[node].firstChild))
                nodes[node].firstChild = Int32(child)
            }
            node = child
        }
        nodes[node].isName = true
    }

    func isNear(_ walk: inout NearNameWalk) -> Bool {
        nodes.withUnsafeBufferPointer { Self.search(0, $0, &walk, depth: 0) }
    }

    /// Whether a name at or under a node is within the limit. The walk's states at `depth` are the node's.
    ///
    /// The child with the sought name's own character comes first: near names often begin alike.
    private static func search(
        _ node: Int, _ nodes: UnsafeBufferPointer<Node>, _ walk: inout NearNameWalk, depth: Int
    ) -> Bool {
        if nodes[node].isName, walk.isWhole(depth) { return true }
        let first = Int(nodes[node].firstChild)
        let own = walk.character(at: depth)
        var child = first
        while child >= 0, nodes[child].character != own { child = Int(nodes[child].nextSibling) }
        let preferred = child
        if child >= 0, walk.step(from: depth, Int(own)), search(child, nodes, &walk, depth: depth + 1) { return true }
        child = first
        while child >= 0 {
            if child != preferred, walk.step(from: depth, Int(nodes[child].character)),
                search(child, nodes, &walk, depth: depth + 1)
            {
                return true
            }
            child = Int(nodes[child].nextSibling)
        }
        return false
    }
}

/// The states of a nondeterministic automaton on the path from the root of a tree to a node.
///
/// Bit i of word j says that the first i characters of the name are the node's prefix with j edits (Wu and Manber
/// 1992). A step to a child is a few operations on words, and where no bit is left no name is near. Bits that do not
/// fit into one word continue in the next.
struct NearNameWalk {
    private let name: [Int32]
    private let length: Int
    private let limit: Int
    private let words: Int
    /// With more edits than `firstLimit`, only the bits of prefixes that are at least `first` long are states.
    private let first: Int
    private let firstLimit: Int
    /// [characters, words] Bit i: the name's character number i, from 1, is this one.
    private var places: [UInt64]
    /// [depths, limit + 1, words]
    private var states: [UInt64]

    /// - Parameter firstLimit: How many edits there may be in the first characters, of which there are `first`.
    init(_ name: some Collection<Int32>, characters: Int, limit: Int, first: Int, firstLimit: Int) {
        (self.limit, self.first, self.firstLimit) = (limit, first, firstLimit)
        self.name = Array(name)
        length = name.count
        words = length / 64 + 1
        places = [UInt64](repeating: 0, count: characters * words)
        for (index, character) in name.enumerated() where character >= 0 {
            places[Int(character) * words + (index + 1) / 64] |= 1 << ((index + 1) % 64)
        }
        // A prefix with more than `limit` characters more than the name has no states, and is not left.
        states = [UInt64](repeating: 0, count: (length + limit + 2) * (limit + 1) * words)
        for edits in 0...limit {  // the first characters inserted
            for i in 0...min(edits, length) where edits <= firstLimit || i >= first {
                states[edits * words + i / 64] |= 1 << (i % 64)
            }
        }
    }

    /// The name's character number i, from 0; -2 behind its end.
    func character(at index: Int) -> Int32 { index < length ? name[index] : -2 }

    /// Whether the whole name is the prefix at this depth, within the limit.
    func isWhole(_ depth: Int) -> Bool {
        (0...limit).contains { states[(depth * (limit + 1) + $0) * words + length / 64] >> (length % 64) & 1 == 1 }
    }

    /// Makes the states of a child; false if there are none.
    mutating func step(from depth: Int, _ character: Int) -> Bool {
        let (limit, words, length, firstLimit) = (limit, words, length, firstLimit)
        let (firstWord, firstMask) = (first / 64, UInt64.max << (first % 64))
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
                        if edits > firstLimit, word <= firstWord { state &= word == firstWord ? firstMask : 0 }
                        after[word] = state
                        any |= state
                    }
                    before += words
                    after += words
                }
                return any != 0
            }
        }
    }
}
