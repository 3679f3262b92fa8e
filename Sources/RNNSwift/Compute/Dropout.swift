/// Dropout (Srivastava et al. 2014): in training, each unit's output is set to 0 with a probability, and what is left
/// is scaled up so that the expectation stays what it is.
///
/// It applies to the outputs of a recurrent layer on their way to the next layer or the output layer. The recurrence
/// uses the states unchanged (Zaremba et al. 2014).
package struct Dropout: Sendable {
    /// A unit is dropped if its 16 random bits are below this. So probabilities are multiples of 2^-16.
    private let threshold: UInt16
    /// The seed of the training.
    private let seed: UInt64
    /// Whether a name has the same mask at each of its characters (Gal and Ghahramani 2016).
    private let isVariational: Bool

    /// - Parameter probability: At least 0 and below 1.
    package init(probability: Double, isVariational: Bool, seed: UInt64) {
        precondition((0..<1).contains(probability), "the probability must be at least 0 and less than 1")
        threshold = UInt16(min((probability * 65_536).rounded(), 65_535))
        self.isVariational = isVariational
        self.seed = seed
    }

    /// The masks of a step's shard, or of all of it, which depend on nothing else.
    package func masks(step: Int, shard: Int = 0xFFFF) -> Masks {
        Masks(
            threshold: threshold, scale: Float(65_536 / Double(65_536 - Int(threshold))), isVariational: isVariational,
            generator: SplitMix64(seed: seed, stream: .dropout, index: UInt64(step) << 16 | UInt64(shard)))
    }

    /// Draws masks, for one layer after the other.
    package struct Masks {
        fileprivate let threshold: UInt16
        fileprivate let scale: Float
        fileprivate let isVariational: Bool
        fileprivate var generator: SplitMix64

        /// Fills `mask` with a factor for each unit of each row: 0 if it is dropped, otherwise 1 / (1 - p).
        ///
        /// A variational mask belongs to a name's first character in a shard, or to a stream of running text: each row
        /// has that of the row before it. (The row that reads START is the first of all names and has one of its own.)
        package mutating func draw(_ rows: PackedRows, into mask: Matrix) {
            precondition(mask.rows == rows.count, "the shapes do not match")
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: (mask.columns + 3) / 4) { bits in
                for row in 0..<mask.rows {
                    let parent = isVariational ? Int(rows.parent[row]) : -1
                    if parent >= 0, rows.states > 0 || rows.parent[parent] >= 0 {
                        mask.copyRow(row, from: mask, row: parent)
                    } else {
                        draw(mask.base + row * mask.stride, count: mask.columns, bits)
                    }
                }
            }
        }

        /// Fills a mask of weights.
        package mutating func draw(into mask: Matrix) {
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: (mask.columns + 3) / 4) { bits in
                for row in 0..<mask.rows { draw(mask.base + row * mask.stride, count: mask.columns, bits) }
            }
        }

        /// First the random bits, four units at a time, then the factors: two loops that compilers make good code of.
        private mutating func draw(
            _ factors: UnsafeMutablePointer<Float>, count: Int, _ bits: UnsafeMutableBufferPointer<UInt64>
        ) {
            var generator = generator
            for index in bits.indices { bits[index] = generator.next() }
            self.generator = generator
            let (threshold, scale) = (threshold, scale)
            bits.withMemoryRebound(to: UInt16.self) { bits in
                for unit in 0..<count { factors[unit] = bits[unit] < threshold ? 0 : scale }
            }
        }
    }
}

extension Matrix {
    /// Sets each element to the product of those of `a` and `b`; one of these may be the matrix itself.
    func setProduct(_ a: Matrix, _ b: Matrix) {
        precondition(
            a.rows == rows && a.columns == columns && b.rows == rows && b.columns == columns, "the shapes do not match")
        for row in 0..<rows {
            let (result, x, y) = (base + row * stride, a.base + row * a.stride, b.base + row * b.stride)
            for column in 0..<columns { result[column] = x[column] * y[column] }
        }
    }
}

extension Vector {
    /// Goes this share of the way to `other`.
    func approach(_ other: Vector, by share: Float) {
        precondition(other.count == count, "the shapes do not match")
        for index in 0..<count { base[index] += share * (other.base[index] - base[index]) }
    }
}
