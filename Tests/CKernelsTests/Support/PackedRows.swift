import CKernels
import Testing

/// Rows packed by depth, in guarded memory. The parents of depth 0, which kernels may not read, stay unset.
struct PackedRows: CustomTestStringConvertible {
    let testDescription: String
    let depths: Int
    let start: Guarded<Int32>
    let internals: Guarded<Int32>
    let parent: Guarded<Int32>

    /// From each depth's parents, counted from the first row of the depth above; `internals` rows of a depth have
    /// children. At depth 0 only the number of rows counts.
    init(_ description: String, parents: [[Int]]) {
        testDescription = description
        depths = parents.count
        let starts = parents.reduce(into: [0]) { $0.append($0.last! + $1.count) }
        start = Guarded(starts.map(Int32.init))
        internals = Guarded(parents.indices.map { t in t + 1 < parents.count ? Int32(Set(parents[t + 1]).count) : 0 })
        parent = Guarded(count: starts.last!)
        for t in parents.indices.dropFirst() {
            for (i, p) in parents[t].enumerated() { parent.base[starts[t] + i] = Int32(starts[t - 1] + p) }
        }
    }

    var c: rnnk_rows { rnnk_rows(depths: depths, start: start.base, internal: internals.base, parent: parent.base) }
    var count: Int { Int(start.base[depths]) }
    var roots: Int { depths == 0 ? 0 : Int(start.base[1]) }

    /// Parent of row r, nil at depth 0.
    func parent(of r: Int) -> Int? { r < roots ? nil : Int(parent.base[r]) }

    /// Rows of `work` that the recurrence needs.
    func workRows(initialState: Bool) -> Int { max(Int(internals.elements.max() ?? 0), initialState ? roots : 0) }
}

extension PackedRows {
    /// A tree, or several, of random shape; nodes with children come first in each depth, otherwise in any order.
    static func trees(roots: Int, depths: Int, width: Int, seed: Int) -> PackedRows {
        var random = SplitMix64(seed: seed)
        var parents = [Array(repeating: 0, count: roots)]
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
            .sequences([150]),
            .trees(roots: 1, depths: 2, width: 40, seed: 1),
            .trees(roots: 1, depths: 7, width: 30, seed: 2),
            .trees(roots: 5, depths: 5, width: 25, seed: 3),
            .trees(roots: 2, depths: 60, width: 4, seed: 4),
        ]
    }
}
