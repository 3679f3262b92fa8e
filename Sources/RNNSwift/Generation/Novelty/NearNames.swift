/// A list of names that finds out whether a name is near to one of them.
///
/// Near is measured by Levenshtein's edit distance: the fewest insertions, deletions and replacements of a character that make
/// one name the other. The list is a prefix tree, and a name walks it with one row of the table of distances of its beginnings
/// to a node's prefix, as far as an entry is within the limit. Entries further from the diagonal than the limit are above it, so
/// a row has 2 limit + 1 of them.
struct NearNames: Sendable {
    private struct Node {
        var character: Int32
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        var isName = false
    }

    private var nodes = [Node(character: -1)]
    private var numbers: [Character: Int32] = [:]

    init(_ names: some Sequence<String>) {
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
    func isNear(_ name: String, within limit: Int) -> Bool {
        let name = name.map { numbers[$0] ?? -2 }
        let width = 2 * limit + 1
        /// Entry i of the row at depth d is the distance of the first d + i - limit characters.
        var rows = (0..<width).map { $0 < limit ? limit + 1 : min($0 - limit, limit + 1) }
        return search(0, depth: 0, name, limit, &rows)
    }

    /// Whether a name at or under a node is within the limit. The node's row is the last of `rows`.
    private func search(_ node: Int, depth: Int, _ name: [Int32], _ limit: Int, _ rows: inout [Int]) -> Bool {
        let width = 2 * limit + 1
        let row = rows.count - width
        let own = name.count - depth + limit  // the entry of the whole name
        if nodes[node].isName, own >= 0, own < width, rows[row + own] <= limit { return true }
        var child = Int(nodes[node].firstChild)
        while child >= 0 {
            var least = limit + 1
            for entry in 0..<width {
                let length = depth + 1 + entry - limit
                guard length >= 0, length <= name.count else {
                    rows.append(limit + 1)
                    continue
                }
                // Entry i stood at i + 1 in the row above, where a prefix was one shorter.
                var best = limit + 1
                if length > 0 {
                    best = min(best, rows[row + entry] + (name[length - 1] == nodes[child].character ? 0 : 1))
                    if entry > 0 { best = min(best, rows[row + width + entry - 1] + 1) }
                }
                if entry + 1 < width { best = min(best, rows[row + entry + 1] + 1) }
                least = min(least, best)
                rows.append(best)
            }
            if least <= limit, search(child, depth: depth + 1, name, limit, &rows) { return true }
            rows.removeLast(width)
            child = Int(nodes[child].nextSibling)
        }
        return false
    }
}
