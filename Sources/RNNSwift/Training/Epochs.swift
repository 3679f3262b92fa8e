/// Passes over a list, or over names drawn from it, in batches: each in a fresh order.
struct Epochs {
    /// The names of the list, ascending.
    private let names: [Int32]
    /// A pass: its names, batch by batch.
    private var order: [Int32]
    /// Which place in a pass each name of the list has; those from `order.count` on are left out.
    private var places: [Int32]
    private let batchSize: Int
    /// Whether the names of a batch are to ascend, for a prefix tree to be built of them.
    private let sorted: Bool
    private let seed: UInt64
    /// The number of the next pass. Its order depends on nothing else but the seed.
    private var pass: UInt64

    /// - Parameters:
    ///   - namesPerEpoch: The names of a pass, drawn afresh for each; by default all.
    ///   - firstPass: The number of the pass to begin with; those before it count as done.
    init(
        _ names: EncodedNames, namesPerEpoch: Int? = nil, batchSize: Int, sorted: Bool = true, seed: UInt64,
        firstPass: Int = 0
    ) {
        self.names = names.occurrences
        order = [Int32](repeating: 0, count: min(namesPerEpoch ?? .max, self.names.count))
        places = [Int32](repeating: 0, count: self.names.count)
        self.batchSize = min(batchSize, max(order.count, 1))
        self.sorted = sorted
        self.seed = seed
        pass = UInt64(firstPass)
    }

    /// The steps of a pass.
    var steps: Int { max(order.count - 1, 0) / batchSize + 1 }

    /// One pass. Returns the summed loss and the number of predictions of its steps; `step` ends the pass by returning nil.
    mutating func next(
        _ step: (ArraySlice<Int32>) -> (loss: Double, predictions: Int)?
    ) -> (loss: Double, predictions: Int) {
        var generator = SplitMix64(seed: seed, stream: .shuffling, index: pass)
        pass += 1
        for name in places.indices { places[name] = Int32(name) }
        places.shuffle(using: &generator)
        deal()
        var (loss, predictions) = (0.0, 0)
        for begin in stride(from: 0, to: order.count, by: batchSize) {
            guard let result = step(order[begin..<min(begin + batchSize, order.count)]) else { break }
            loss += result.loss
            predictions += result.predictions
        }
        return (loss, predictions)
    }

    /// Puts each name into its batch. To have the names of each batch ascend, nothing needs to be sorted: they are dealt in
    /// ascending order, each to the next free place of its batch.
    private mutating func deal() {
        guard sorted else {
            for (name, place) in zip(names, places) where place < order.count { order[Int(place)] = name }
            return
        }
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: steps) { next in
            for batch in 0..<steps { next.initializeElement(at: batch, to: Int32(batch * batchSize)) }
            for (name, place) in zip(names, places) where place < order.count {
                let batch = Int(place) / batchSize
                order[Int(next[batch])] = name
                next[batch] += 1
            }
        }
    }
}
