/// A row-major matrix in guarded memory; the elements between the end of a row and the beginning of the next are
/// guarded too. A vector is a matrix of one row.
struct Matrix {
    let rows: Int
    let columns: Int
    /// Distance between two rows.
    let ld: Int
    private let memory: Guarded<Float>

    typealias Placement = Guarded<Float>.Placement

    /// A matrix of unset elements.
    init(_ rows: Int, _ columns: Int, padding: Int = 0, _ placement: Placement = .end) {
        self.rows = rows
        self.columns = columns
        ld = columns + padding
        memory = Guarded(count: rows == 0 || columns == 0 ? 0 : (rows - 1) * ld + columns, placement)
    }

    init(_ rows: Int, _ columns: Int, padding: Int = 0, _ placement: Placement = .end, fill: (Int, Int) -> Float) {
        self.init(rows, columns, padding: padding, placement)
        for r in 0..<rows {
            for c in 0..<columns { self[r, c] = fill(r, c) }
        }
    }

    /// Elements uniform in `range`.
    init(
        _ rows: Int, _ columns: Int, padding: Int = 0, _ placement: Placement = .end,
        in range: ClosedRange<Float>, using random: inout SplitMix64
    ) {
        self.init(rows, columns, padding: padding, placement) { _, _ in Float.random(in: range, using: &random) }
    }

    init(vector: [Float], _ placement: Placement = .end) {
        self.init(1, vector.count, placement) { _, c in vector[c] }
    }

    var base: UnsafeMutablePointer<Float> { memory.base }

    subscript(r: Int, c: Int) -> Float {
        get { memory.base[r * ld + c] }
        nonmutating set { memory.base[r * ld + c] = newValue }
    }

    /// The elements, row by row, without padding.
    var elements: [Float] {
        (0..<rows).flatMap { r in (0..<columns).map { c in self[r, c] } }
    }

    func map(_ transform: (Float) -> Float) -> Matrix { Matrix(rows, columns) { transform(self[$0, $1]) } }

    /// The same elements elsewhere.
    func copy(in layout: Layout = Layout.all[0]) -> Matrix {
        Matrix(rows, columns, padding: layout.padding, layout.placement) { self[$0, $1] }
    }

    func hasSameBits(as other: Matrix) -> Bool {
        (0..<rows).allSatisfy { r in
            (0..<columns).allSatisfy { c in self[r, c].bitPattern == other[r, c].bitPattern }
        }
    }

    /// Whether nothing was written outside the matrix, padding included.
    var isIntact: Bool {
        guard ld > columns, rows > 1, columns > 0 else { return memory.isIntact }
        return memory.isIntact
            && (0..<rows - 1).allSatisfy { r in
                (columns..<ld).allSatisfy { c in
                    (base + r * ld + c).withMemoryRebound(to: UInt32.self, capacity: 1) { Guarded<Float>.isUnset($0) }
                }
            }
    }
}

/// How the arguments of one call lie in memory. A kernel is called once for each layout: it has to be right, and to
/// give the same bits, in all of them.
struct Layout: Sendable {
    let padding: Int
    let placement: Matrix.Placement

    static let all = [
        Layout(padding: 0, placement: .start()),  // aligned to 64 bytes, dense
        Layout(padding: 3, placement: .start(offset: 1)),  // one float beside every alignment
        Layout(padding: 1, placement: .end),  // nothing accessible behind the last element
    ]
}
