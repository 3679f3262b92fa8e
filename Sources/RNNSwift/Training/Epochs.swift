/// Passes over a list, or over names drawn from it, in batches: each in a fresh order, each batch sorted if its prefix tree is
/// to be built.
struct Epochs {
    private var order: [Int32]
    /// Names a pass.
    private let count: Int
    private let batchSize: Int
    private let sorted: Bool
    private var generator: SplitMix64
    /// A batch, while it is sorted.
    private var scratch: [Int32] = []

    init(_ names: EncodedNames, namesPerEpoch: Int? = nil, batchSize: Int, sorted: Bool = true, seed: UInt64) {
        order = names.occurrences
        count = min(namesPerEpoch ?? .max, order.count)
        self.batchSize = batchSize
        self.sorted = sorted
        generator = SplitMix64(seed: seed, stream: .shuffling)
    }

    /// The steps of a pass.
    var steps: Int { max(count - 1, 0) / batchSize + 1 }

    /// One pass. Returns the summed loss and the number of predictions of its steps; `step` ends the pass by returning nil.
    mutating func next(
        _ step: (ArraySlice<Int32>) -> (loss: Double, predictions: Int)?
    ) -> (loss: Double, predictions: Int) {
        shuffle()
        var (loss, predictions) = (0.0, 0)
        for begin in stride(from: 0, to: count, by: batchSize) {
            let batch = begin..<min(begin + min(batchSize, count), count)
            if sorted { sort(batch) }
            guard let result = step(order[batch]) else { break }
            loss += result.loss
            predictions += result.predictions
        }
        return (loss, predictions)
    }

    /// Draws the names of the next pass: they come first.
    private mutating func shuffle() {
        if count == order.count {
            order.shuffle(using: &generator)
        } else {
            for i in 0..<count { order.swapAt(i, Int.random(in: i..<order.count, using: &generator)) }
        }
    }

    /// Sorts a part of the order by its digits to the base 256, the lowest first. (The library's `sort` allocates.)
    private mutating func sort(_ batch: Range<Int>) {
        let digits = (Int32.bitWidth - order[batch].reduce(0, |).leadingZeroBitCount + 7) / 8
        scratch.reserveCapacity(batch.count)
        for digit in 0..<digits {
            func key(_ position: Int32) -> Int { Int(position >> (8 * digit)) & 255 }
            withUnsafeTemporaryAllocation(of: Int.self, capacity: 257) { starts in
                starts.initialize(repeating: 0)
                for position in order[batch] { starts[key(position) + 1] += 1 }
                for i in 1...256 { starts[i] += starts[i - 1] }
                scratch.removeAll(keepingCapacity: true)
                scratch.append(contentsOf: order[batch])
                for position in scratch {
                    order[batch.lowerBound + starts[key(position)]] = position
                    starts[key(position)] += 1
                }
            }
        }
    }
}
