/// Rows of states, as many as are in use: taken, kept and given back one by one.
struct StatePool {
    private static let rowsAtOnce = 1024

    private let columns: Int
    private var chunks: [Buffer<Float>] = []
    private var free: [Int32] = []

    init(columns: Int) { self.columns = columns }

    /// The memory of all rows.
    var bytes: Int { chunks.count * Self.rowsAtOnce * columns * 4 }

    /// Keeps a copy of a row; returns its number.
    package mutating func keep(_ states: Matrix, row: Int) -> Int32 {
        if free.isEmpty {
            let first = chunks.count * Self.rowsAtOnce
            chunks.append(Buffer(count: Self.rowsAtOnce * columns))
            free = (first..<first + Self.rowsAtOnce).reversed().map { Int32($0) }
        }
        let number = free.removeLast()
        rows(of: number).copyRow(Int(number) % Self.rowsAtOnce, from: states, row: row)
        return number
    }

    func copy(_ number: Int32, to states: Matrix, row: Int) {
        states.copyRow(row, from: rows(of: number), row: Int(number) % Self.rowsAtOnce)
    }

    mutating func giveBack(_ number: Int32) { free.append(number) }

    private func rows(of number: Int32) -> Matrix {
        chunks[Int(number) / Self.rowsAtOnce].matrix(rows: Self.rowsAtOnce, columns: columns)
    }
}
