/// Passes over a list in batches: each in a fresh order, each batch sorted if its prefix tree is to be built.
struct Epochs {
    private var order: [Int32]
    private let batchSize: Int
    private let sorted: Bool
    private var generator: SplitMix64

    init(_ names: EncodedNames, batchSize: Int, sorted: Bool = true, seed: UInt64) {
        order = names.occurrences
        self.batchSize = batchSize
        self.sorted = sorted
        generator = SplitMix64(seed: seed, stream: .shuffling)
    }

    /// The steps of a pass.
    var steps: Int { max(order.count - 1, 0) / batchSize + 1 }

    /// One pass. Returns the summed loss and the number of predictions of its steps; `step` ends the pass by returning nil.
    mutating func next(
        _ step: (ArraySlice<Int32>) -> (loss: Double, predictions: Int)?
    ) -> (loss: Double, predictions: Int) {
        order.shuffle(using: &generator)
        var (loss, predictions) = (0.0, 0)
        for begin in stride(from: 0, to: order.count, by: batchSize) {
            let batch = begin..<min(begin + batchSize, order.count)
            if sorted { order.withUnsafeMutableBufferPointer { $0[batch].sort() } }
            guard let result = step(order[batch]) else { break }
            loss += result.loss
            predictions += result.predictions
        }
        return (loss, predictions)
    }
}
