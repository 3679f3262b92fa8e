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
    /// The number of the pass that `next` makes.
    private var pass = 0

    /// - Parameter namesPerEpoch: The names of a pass, drawn afresh for each; by default all.
    init(
        _ names: EncodedNames, namesPerEpoch: Int? = nil, batchSize: Int, sorted: Bool = true, seed: UInt64
    ) {
        self.names = names.occurrences
        order = [Int32](repeating: 0, count: min(namesPerEpoch ?? .max, self.names.count))
        places = [Int32](repeating: 0, count: self.names.count)
        self.batchSize = min(batchSize, max(order.count, 1))
        self.sorted = sorted
        self.seed = seed
    }

    /// The steps of a pass.
    var steps: Int { max(order.count - 1, 0) / batchSize + 1 }

    /// Puts the names into the order of a pass, which depends on nothing but its number and the seed.
    mutating func begin(pass: Int) {
        var generator = SplitMix64(seed: seed, stream: .shuffling, index: UInt64(pass))
        for name in places.indices { places[name] = Int32(name) }
        places.shuffle(using: &generator)
        deal()
    }

    /// The names of a step of the pass that was begun.
    subscript(step: Int) -> ArraySlice<Int32> { order[step * batchSize..<min((step + 1) * batchSize, order.count)] }

    /// The next pass. Returns the number of predictions of its steps.
    mutating func next(_ step: (ArraySlice<Int32>) -> (loss: Double, predictions: Int)) -> Int {
        begin(pass: pass)
        pass += 1
        return (0..<steps).reduce(0) { $0 + step(self[$1]).predictions }
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
