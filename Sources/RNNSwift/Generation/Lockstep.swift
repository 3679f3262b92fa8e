/// Names in the making, a row each, that read one token each at a time.
///
/// A row's results do not depend on what the other rows are, nor on how many: where the kernels' products do not promise that,
/// rows are computed one by one.
final class Lockstep {
    let rows: Int
    private let network: Network
    private let weights: PackedParameters
    /// A token that is never drawn.
    private let forbidden: Int
    private let temperature: Double
    /// What each row reads next.
    let tokens: TokenRows
    /// The states of all layers side by side, before a step and after it.
    private(set) var states: Matrix
    private var next: Matrix
    private let spaces: [LayerSpace]
    private let logits: Matrix
    /// Of the next token, after a step.
    let distributions: Distributions
    private let buffers: (tokens: Buffer<Int32>, distributions: Buffer<Int32>)
    private let floats: (states: Buffer<Float>, next: Buffer<Float>, logits: Buffer<Float>, work: Buffer<Float>)

    init(_ network: Network, _ weights: PackedParameters, rows: Int, forbidden: Int, temperature: Double) {
        self.rows = rows
        self.network = network
        self.weights = weights
        self.forbidden = forbidden
        self.temperature = temperature
        buffers = (Buffer(count: rows), Buffer())
        floats = (Buffer(), Buffer(), Buffer(), Buffer())
        spaces = network.layers.map { _ in LayerSpace() }
        tokens = buffers.tokens.tokens(rows)
        states = floats.states.activations(rows: rows, columns: network.stateColumns)
        next = floats.next.activations(rows: rows, columns: network.stateColumns)
        logits = floats.logits.activations(rows: rows, columns: network.vocabularySize)
        distributions = buffers.distributions.distributions(rows: rows, classes: network.vocabularySize)
    }

    /// The first `count` rows read their tokens.
    func step(rows count: Int) {
        if network.kernels.hasIndependentRows {
            step(0..<count)
        } else {
            for row in 0..<count { step(row..<row + 1) }
        }
        swap(&states, &next)
    }

    private func step(_ range: Range<Int>) {
        let (before, after) = (states.rows(range), next.rows(range))
        var input = LayerInput.tokens(tokens.rows(range))
        var column = 0
        for (layer, space) in zip(network.layers, spaces) {
            let state = after.columns(from: column, count: layer.stateColumns)
            layer.step(
                input, weights, state: before.columns(from: column, count: layer.stateColumns), next: state, space)
            input = .states(state.leading(columns: layer.units))
            column += Network.stateStride(layer)
        }
        guard case .states(let top) = input else { preconditionFailure("a network has at least one layer") }
        let logits = logits.rows(range)
        network.project(top, weights, into: logits)
        for row in 0..<range.count { logits[row, forbidden] = -.infinity }
        network.kernels.cumulate(
            logits, temperature: temperature, into: distributions.rows(range), work: floats.work)
    }
}

extension Network {
    /// The floats of the states of all layers, each of which starts on a 64-byte boundary.
    var stateColumns: Int { layers.reduce(0) { $0 + Self.stateStride($1) } }

    static func stateStride(_ layer: any RecurrentLayer) -> Int { (layer.stateColumns + 15) / 16 * 16 }
}
