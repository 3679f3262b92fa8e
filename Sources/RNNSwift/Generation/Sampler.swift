/// Draws names from a network, many at once: each row of the states is a name in the making, and when one is finished the next
/// begins in its place.
///
/// Name number i is drawn with random numbers of its own (stream i of the seed), so it is the same whichever row and whichever
/// thread makes it.
struct Sampler: Sendable {
    /// Names in the making: enough to keep the matrix products busy, few enough to stay in the cache.
    private static let rows = 192

    let network: Network
    let vocabulary: Vocabulary
    let weights: PackedParameters
    let temperature: Double
    /// Tokens that every name begins with.
    let prefix: [Int]
    let maximumLength: Int
    let seed: UInt64

    /// The tokens of the names with these numbers.
    func names(_ numbers: Range<UInt64>) -> [[Int]] {
        var result = [[Int]](repeating: [], count: numbers.count)
        var making = Making(network, rows: min(Self.rows, numbers.count))
        var (next, active) = (0, 0)
        while active < making.capacity {
            making.begin(row: active, name: next, random: random(numbers, next), start: vocabulary.start)
            next += 1
            active += 1
        }
        while active > 0 {
            making.step(network, weights, rows: active, forbidden: vocabulary.start, temperature: temperature)
            var row = 0
            while row < active {
                let name = making.name[row]
                let token = result[name].count < prefix.count ? prefix[result[name].count] : making.drawn[row]
                if token != vocabulary.stop { result[name].append(token) }
                if token != vocabulary.stop && result[name].count < maximumLength {
                    making.tokens[row] = token
                } else if next < numbers.count {
                    making.begin(row: row, name: next, random: random(numbers, next), start: vocabulary.start)
                    next += 1
                } else {  // the last active row moves here, and is looked at next
                    active -= 1
                    making.move(row: active, to: row)
                    continue
                }
                row += 1
            }
        }
        return result
    }

    private func random(_ numbers: Range<UInt64>, _ index: Int) -> SplitMix64 {
        SplitMix64(seed: seed, stream: .generation, index: numbers.lowerBound + UInt64(index))
    }
}

/// The state of all names in the making.
private struct Making {
    let capacity: Int
    /// Which name a row makes.
    var name: [Int]
    private var random: [SplitMix64]
    private let tokenBuffer: Buffer<Int32>
    private let drawnBuffer: Buffer<Int32>
    private let uniform: Buffer<Double>
    private let logits = Buffer<Float>()
    private let work = Buffer<Float>()
    private let buffers: [(Buffer<Float>, Buffer<Float>)]
    /// For each layer, the states before and after a step.
    private var states: [(current: Matrix, next: Matrix)]
    private let spaces: [LayerSpace]

    init(_ network: Network, rows: Int) {
        capacity = rows
        name = [Int](repeating: 0, count: rows)
        random = [SplitMix64](repeating: SplitMix64(seed: 0, stream: .generation), count: rows)
        tokenBuffer = Buffer(count: rows)
        drawnBuffer = Buffer(count: rows)
        uniform = Buffer(count: rows)
        buffers = network.layers.map { _ in (Buffer(), Buffer()) }
        spaces = network.layers.map { _ in LayerSpace() }
        states = zip(network.layers, buffers).map { layer, buffers in
            (
                buffers.0.activations(rows: rows, columns: layer.stateColumns),
                buffers.1.activations(rows: rows, columns: layer.stateColumns)
            )
        }
    }

    /// What each row reads next.
    var tokens: TokenRows { tokenBuffer.tokens(capacity) }
    /// What the last step drew for each row.
    var drawn: TokenRows { drawnBuffer.tokens(capacity) }

    mutating func begin(row: Int, name: Int, random: SplitMix64, start: Int) {
        self.name[row] = name
        self.random[row] = random
        tokens[row] = start
        for layer in states { layer.current.fillRow(row, with: 0) }
    }

    mutating func move(row: Int, to other: Int) {
        guard row != other else { return }
        name[other] = name[row]
        random[other] = random[row]
        tokens[other] = tokens[row]
        drawn[other] = drawn[row]
        for layer in states { layer.current.copyRow(row, to: other) }
    }

    /// One step of the first `rows` rows: new states, and a token drawn for each.
    mutating func step(
        _ network: Network, _ weights: PackedParameters, rows: Int, forbidden: Int, temperature: Double
    ) {
        var input = LayerInput.tokens(tokenBuffer.tokens(rows))
        for (index, layer) in network.layers.enumerated() {
            let next = states[index].next.leading(rows: rows)
            layer.step(
                input, weights, state: states[index].current.leading(rows: rows), next: next, spaces[index])
            input = .states(next.leading(columns: layer.units))
            states[index] = (states[index].next, states[index].current)
        }
        guard case .states(let top) = input else { preconditionFailure("a network has at least one layer") }
        let logits = logits.activations(rows: rows, columns: network.vocabularySize)
        network.project(top, weights, into: logits)
        for row in 0..<rows {
            logits[row, forbidden] = -.infinity
            uniform[row] = random[row].uniform()
        }
        network.kernels.sample(
            logits, temperature: temperature, uniform: uniform, into: drawnBuffer.tokens(rows), work: work)
    }
}
