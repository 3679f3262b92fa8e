import CKernels
import Testing

/// Rows packed for a recurrence, in guarded memory.
struct PackedRows: CustomTestStringConvertible {
    let testDescription: String
    let depths: Int
    /// Initial states.
    let states: Int
    let start: Guarded<Int32>
    let parent: Guarded<Int32>

    /// From each depth's parents, counted from the first row of the depth above; at depth 0, the initial states. Rows
    /// that are not continued are put behind the others.
    init(_ description: String, parents: [[Int]]) {
        testDescription = description
        states = parents.first.map { ($0.max() ?? -1) + 1 } ?? 0
        let continued = parents.indices.map { t in t + 1 < parents.count ? Set(parents[t + 1]) : [] }
        depths = continued.count { !$0.isEmpty }
        let starts = continued.prefix(depths).reduce(into: [0]) { $0.append($0.last! + $1.count) }
        var next = starts, leaf = starts.last!, above: [Int] = []
        var parent = Array(repeating: Int32(0), count: parents.reduce(0) { $0 + $1.count })
        for t in parents.indices {
            var rows: [Int] = []
            for (i, p) in parents[t].enumerated() {
                rows.append(continued[t].contains(i) ? next[t] : leaf)
                if continued[t].contains(i) { next[t] += 1 } else { leaf += 1 }
                parent[rows[i]] = Int32(t == 0 ? -1 - p : above[p])
            }
            above = rows
        }
        start = Guarded(starts.map(Int32.init))
        self.parent = Guarded(parent)
    }

    var c: rnnk_rows {
        rnnk_rows(rows: count, states: states, depths: depths, start: start.base, parent: parent.base)
    }
    var count: Int { parent.elements.count }

    /// Parent of row r, nil if it continues an initial state.
    func parent(of r: Int) -> Int? { parent.base[r] < 0 ? nil : Int(parent.base[r]) }

    /// The initial state that row r continues, nil if it continues a row.
    func state(of r: Int) -> Int? { parent.base[r] < 0 ? Int(-1 - parent.base[r]) : nil }

    /// Rows of `work` that the recurrence needs.
    func workRows(initialState: Bool) -> Int { Int(start.base[depths]) + (initialState ? states : 0) }
}

extension PackedRows {
    /// A tree, or several, of random shape; each begins from an initial state, some from the same one.
    static func trees(roots: Int, depths: Int, width: Int, seed: Int) -> PackedRows {
        var random = SplitMix64(seed: seed)
        var parents = [(0..<roots).map { $0 * 2 / 3 }]
        for _ in 1..<depths {
            let continued = Int.random(in: 1...parents.last!.count, using: &random)
            let more = Int.random(in: 0...max(0, width - continued), using: &random)
            let extra = (0..<more).map { _ in Int.random(in: 0..<continued, using: &random) }
            parents.append((Array(0..<continued) + extra).shuffled(using: &random))
        }
        return PackedRows("\(roots) trees of \(depths) depths", parents: parents)
    }

    /// Sequences of these lengths, longest first: row i of a depth continues row i of the depth above.
    static func sequences(_ lengths: [Int]) -> PackedRows {
        let longest = lengths.max() ?? 0
        let parents = (0..<longest).map { t in Array(0..<lengths.count { $0 > t }) }
        return PackedRows("sequences of \(lengths)", parents: parents)
    }

    static var all: [PackedRows] {
        [
            .sequences([]),
            .sequences([1]),
            .sequences([9, 7, 7, 4, 2, 1, 1]),
            .sequences(Array(repeating: 3, count: 13)),
            .sequences(Array(repeating: 1, count: 13)),
            .sequences([3, 3, 2]),
            .sequences([150]),
            .trees(roots: 1, depths: 2, width: 40, seed: 1),
            .trees(roots: 1, depths: 7, width: 30, seed: 2),
            .trees(roots: 5, depths: 5, width: 25, seed: 3),
            .trees(roots: 2, depths: 60, width: 4, seed: 4),
            .trees(roots: 3, depths: 1, width: 3, seed: 5),
        ]
    }
}
