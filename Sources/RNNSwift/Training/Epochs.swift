/// Passes over a list, or over names drawn from it, in batches, each in a new order.
///
/// A batch consists of runs: names that follow each other in the sorted list and therefore share prefixes, which a
/// prefix tree computes only once. Where the runs begin is drawn anew for each pass.
package struct Epochs {
    /// The names of the list, ascending.
    private let names: SharedArray<Int32>
    /// The names of a pass.
    private let count: Int
    /// Which place in a pass each name of the list has; those from `count` on are left out. The processes of a host
    /// share this memory, if there is a group of processes.
    private let places: UnsafeMutableBufferPointer<Int32>
    private let memory: Buffer<Int32>?
    private let processes: (any ProcessGroup)?
    /// The names at the places of `dealt`, batch by batch: of some batches at a time, so that a long list needs little
    /// memory.
    private var order: [Int32] = []
    private var dealt = 0..<0
    private let batchSize: Int
    /// The names of a run.
    private let runLength: Int
    /// Whether the names of a batch are to ascend, for a prefix tree to be built of them.
    private let sorted: Bool
    private let seed: UInt64
    /// The number of the pass that `next` makes.
    private var pass = 0

    /// - Parameters:
    ///   - namesPerEpoch: Number of names of a pass, drawn anew for each pass. (default: all)
    ///   - runLength: Number of names of a run, at least 1.
    ///   - processes: The processes that make the same passes.
    package init(
        _ names: EncodedNames, namesPerEpoch: Int? = nil, batchSize: Int, runLength: Int = 1, sorted: Bool = true,
        seed: UInt64, processes: (any ProcessGroup)? = nil
    ) {
        self.names = names.occurrences
        count = min(namesPerEpoch ?? .max, self.names.count)
        self.processes = processes
        memory = processes == nil ? Buffer(count: self.names.count) : nil
        let base =
            memory?.base
            ?? processes!.makeSharedMemory(byteCount: max(self.names.count, 1) * MemoryLayout<Int32>.stride)
            .bindMemory(to: Int32.self, capacity: self.names.count)
        places = UnsafeMutableBufferPointer(start: base, count: self.names.count)
        self.batchSize = min(batchSize, max(count, 1))
        self.runLength = min(runLength, self.batchSize)
        self.sorted = sorted
        self.seed = seed
    }

    /// The steps of a pass.
    package var steps: Int { max(count - 1, 0) / batchSize + 1 }

    /// The batches that are dealt at a time: all of them, or at least a sixteenth.
    private var batchesAtOnce: Int { max(max(1 << 17, count / 16) / batchSize, 1) }

    /// Puts the names into the order of a pass, which depends on nothing but its number and the seed.
    package mutating func begin(pass: Int) {
        dealt = 0..<0
        guard let processes else { return place(pass) }
        processes.waitForNeighbors()
        if processes.firstOnHosts.contains(processes.rank) { place(pass) }
        processes.waitForNeighbors()
    }

    private func place(_ pass: Int) {
        var generator = SplitMix64(seed: seed, stream: .shuffling, index: UInt64(pass))
        if runLength == 1 {
            for name in places.indices { places[name] = Int32(name) }
            var places = places
            places.shuffle(using: &generator)
        } else {
            placeRuns(using: &generator)
        }
    }

    /// Cuts the list into runs, from a random name on and past its end to its beginning, and puts them into a random
    /// order. Names that are left, fewer than a run has, come last.
    private func placeRuns(using generator: inout SplitMix64) {
        var name = Int.random(in: 0..<max(places.count, 1), using: &generator)
        var runs = (0..<Int32(places.count / runLength)).map { $0 * Int32(runLength) }
        runs.shuffle(using: &generator)
        for place in places.indices {
            let run = place / runLength
            places[name] = run < runs.count ? runs[run] + Int32(place % runLength) : Int32(place)
            name = name + 1 == places.count ? 0 : name + 1
        }
    }

    /// The names of a step of the pass that was begun. Steps are best asked for in order.
    package subscript(step: Int) -> ArraySlice<Int32> {
        mutating get {
            let places = step * batchSize..<min((step + 1) * batchSize, count)
            if !dealt.contains(places) {
                deal(places.lowerBound..<min(places.lowerBound + batchesAtOnce * batchSize, count))
            }
            return order[places.lowerBound - dealt.lowerBound..<places.upperBound - dealt.lowerBound]
        }
    }

    /// The next pass. Returns the number of predictions of its steps.
    package mutating func next(_ step: (ArraySlice<Int32>) -> (loss: Double, predictions: Int)) -> Int {
        begin(pass: pass)
        pass += 1
        return (0..<steps).reduce(0) { $0 + step(self[$1]).predictions }
    }

    /// Puts the names of some places, which begin with a batch, into their batches. To have the names of each batch
    /// ascend, nothing needs to be sorted: they are dealt in ascending order, each to the next free place of its batch.
    private mutating func deal(_ range: Range<Int>) {
        dealt = range
        if order.count < range.count { order = [Int32](repeating: 0, count: range.count) }
        let first = Int32(range.lowerBound)
        let own = first..<Int32(range.upperBound)
        guard sorted else {
            for (name, place) in zip(names, places) where own.contains(place) { order[Int(place - first)] = name }
            return
        }
        let batches = (range.count + batchSize - 1) / batchSize
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: batches) { next in
            for batch in 0..<batches { next.initializeElement(at: batch, to: Int32(batch * batchSize)) }
            for (name, place) in zip(names, places) where own.contains(place) {
                let batch = Int(place - first) / batchSize
                order[Int(next[batch])] = name
                next[batch] += 1
            }
        }
    }
}
