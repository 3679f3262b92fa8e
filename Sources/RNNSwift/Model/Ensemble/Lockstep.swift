/// Names in the making, a row each, that read one token each at a time.
///
/// A row's results do not depend on what the other rows are, nor on how many: where the kernels' products do not
/// promise that, rows are computed one by one.
package final class Lockstep {
    package let rows: Int
    private let ensemble: ModelEnsemble
    private let readers: [Reader]
    private let mean: PredictionMean
    /// What each row reads next.
    package let tokens: TokenRows
    /// The states of all layers side by side, before a step and after it.
    private(set) var states: Matrix
    private var next: Matrix
    /// What a softmax gives the next token of, after a step. For the caller to change.
    package let logits: Matrix
    private let tokenBuffer: Buffer<Int32>
    private let floats = (states: Buffer<Float>(), next: Buffer<Float>(), logits: Buffer<Float>())

    package init(_ ensemble: ModelEnsemble, rows: Int) {
        self.rows = rows
        self.ensemble = ensemble
        tokenBuffer = Buffer(count: rows)
        tokens = tokenBuffer.tokens(rows)
        let columns = ensemble.parts.reduce(0) { $0 + $1.network.stateColumns }
        states = floats.states.activations(rows: rows, columns: columns)
        next = floats.next.activations(rows: rows, columns: columns)
        logits = floats.logits.activations(rows: rows, columns: ensemble.vocabulary.count)
        mean = PredictionMean(ensemble)
        var column = 0
        readers = ensemble.parts.map { part in
            defer { column += part.network.stateColumns }
            return Reader(part, firstColumn: column, rows: rows)
        }
    }

    /// The first `count` rows read their tokens.
    package func step(rows count: Int) {
        if ensemble.kernels.hasIndependentRows {
            step(0..<count)
        } else {
            for row in 0..<count { step(row..<row + 1) }
        }
        swap(&states, &next)
    }

    /// Takes names through the rows, one each; when one is finished the next begins in its place.
    ///
    /// - Parameters:
    ///   - count: The names; they begin in order.
    ///   - begin: Readies a row for a name; false if the name is finished at that.
    ///   - onStep: Called after each step with the number of rows that have made it.
    ///   - goOn: Gives a row its next token; false if its name is finished.
    ///   - move: What the caller keeps of a row goes to another, too.
    package func run(
        _ count: Int, begin: (_ name: Int, _ row: Int) -> Bool, onStep: (_ rows: Int) -> Void,
        goOn: (_ row: Int) -> Bool,
        move: (_ row: Int, _ other: Int) -> Void
    ) {
        var (begun, active) = (0, 0)
        /// Whether a name is left that needs the row.
        func beginNext(row: Int) -> Bool {
            while begun < count {
                begun += 1
                if begin(begun - 1, row) { return true }
            }
            return false
        }
        while active < rows && beginNext(row: active) { active += 1 }
        while active > 0 {
            step(rows: active)
            onStep(active)
            for row in (0..<active).reversed() where !goOn(row) && !beginNext(row: row) {
                active -= 1  // the last active row, which has advanced already, moves here
                guard row != active else { continue }
                tokens[row] = tokens[active]
                states.copyRow(row, from: states, row: active)
                move(active, row)
            }
        }
    }

    /// All rows begin anew: they have read nothing.
    package func reset() {
        for row in 0..<rows { states.fillRow(row, with: 0) }
    }

    /// A row begins anew.
    package func reset(row: Int) { states.fillRow(row, with: 0) }

    private func step(_ range: Range<Int>) {
        if readers.count == 1, readers[0].part.tokens.isEmpty {
            readers[0].step(tokens.rows(range), states.rows(range), next.rows(range), into: logits.rows(range))
            return
        }
        for reader in readers { reader.read(tokens.rows(range), states.rows(range), next.rows(range)) }
        mean.mix(logits, range, readers.map(\.logits))
    }

    /// One network of the ensemble, as it reads.
    private final class Reader {
        let part: ModelEnsemble.Part
        private let firstColumn: Int
        private let spaces: [LayerSpace]
        private let tokenBuffer: Buffer<Int32>
        private let logitBuffer = Buffer<Float>()
        /// Its own, as log-probabilities, if it is one of several.
        private(set) var logits: Matrix

        init(_ part: ModelEnsemble.Part, firstColumn: Int, rows: Int) {
            self.part = part
            self.firstColumn = firstColumn
            spaces = part.network.layers.map { _ in LayerSpace() }
            let isAlone = part.tokens.isEmpty
            tokenBuffer = Buffer(count: isAlone ? 0 : rows)
            logits = logitBuffer.activations(rows: isAlone ? 0 : rows, columns: part.network.vocabularySize)
        }

        /// Reads the ensemble's tokens. Where this network does not know one, its state stays.
        func read(_ tokens: TokenRows, _ before: Matrix, _ after: Matrix) {
            let own = tokenBuffer.tokens(tokens.count)
            for row in 0..<tokens.count {
                let token = Int(part.tokens[tokens[row]])
                own[row] = token < 0 ? part.start : token
            }
            let logits = logits.rows(0..<tokens.count)
            step(own, before, after, into: logits) { state in
                for row in 0..<tokens.count where self.part.tokens[tokens[row]] < 0 {
                    state.after.copyRow(row, from: state.before, row: row)
                }
            }
            part.network.kernels.logSoftmax(logits)
        }

        /// - Parameter correct: Called with the states of each layer before and after it has read.
        func step(
            _ tokens: TokenRows, _ before: Matrix, _ after: Matrix, into logits: Matrix,
            correct: ((before: Matrix, after: Matrix)) -> Void = { _ in }
        ) {
            var input = LayerInput.tokens(tokens)
            var column = firstColumn
            for (layer, space) in zip(part.network.layers, spaces) {
                let state = after.columns(from: column, count: layer.stateColumns)
                let old = before.columns(from: column, count: layer.stateColumns)
                layer.step(input, part.weights, state: old, next: state, space)
                correct((old, state))
                input = .states(state.leading(columns: layer.units))
                column += Network.stateStride(layer)
            }
            guard case .states(let top) = input else { preconditionFailure("a network has at least one layer") }
            part.network.project(top, part.weights, into: logits)
        }
    }
}

extension Network {
    /// The floats of the states of all layers, each of which starts on a 64-byte boundary.
    var stateColumns: Int { layers.reduce(0) { $0 + Self.stateStride($1) } }

    static func stateStride(_ layer: any RecurrentLayer) -> Int { layer.stateColumns.inWholeCacheLines }
}
