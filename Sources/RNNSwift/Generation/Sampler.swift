/// Draws names from a network.
///
/// Name number i is drawn with random numbers of its own (stream i of the seed), so it is the same whichever row and whichever
/// thread makes it.
struct Sampler: Sendable {
    /// Names in the making: enough to keep the matrix products busy, few enough to stay in the cache.
    private static let mostRows = 96

    let network: Network
    let vocabulary: Vocabulary
    let weights: PackedParameters
    let temperature: Double
    /// Tokens that every name begins with.
    let prefix: [Int]
    let maximumLength: Int
    let seed: UInt64
    let table: PrefixTable
    private let rows: Int

    /// - Parameter expected: About how many names are to be drawn. They do not depend on it.
    init(
        _ network: Network, _ weights: PackedParameters, vocabulary: Vocabulary, temperature: Double = 1,
        prefix: [Int] = [], maximumLength: Int, seed: UInt64, expected: Int
    ) {
        self.network = network
        self.vocabulary = vocabulary
        self.weights = weights
        self.temperature = temperature
        self.prefix = prefix
        self.maximumLength = maximumLength
        self.seed = seed
        rows = min(max(expected, 1), Self.mostRows)
        table = PrefixTable(
            Lockstep(network, weights, rows: rows, forbidden: vocabulary.start, temperature: temperature),
            prefix: prefix, start: vocabulary.start, stop: vocabulary.stop, maximumLength: maximumLength,
            expected: expected)
    }

    /// What one thread draws names in.
    func makeDrafts() -> Drafts {
        Drafts(
            self,
            lockstep: Lockstep(network, weights, rows: rows, forbidden: vocabulary.start, temperature: temperature))
    }

    fileprivate func random(_ number: UInt64) -> SplitMix64 {
        SplitMix64(seed: seed, stream: .generation, index: number)
    }
}

/// Names being drawn, and those that are: in a row of the lock-step each, and when one is finished the next begins in its place.
final class Drafts {
    private struct Draft: BitwiseCopyable {
        var random = SplitMix64(seed: 0, stream: .generation)
        /// Which of the names it is.
        var name = 0
    }

    private let sampler: Sampler
    private let lockstep: Lockstep
    private let drafts: Buffer<Draft>
    private let tokens = Buffer<UInt16>()
    private let lengths = Buffer<Int>()

    fileprivate init(_ sampler: Sampler, lockstep: Lockstep) {
        self.sampler = sampler
        self.lockstep = lockstep
        drafts = Buffer(count: lockstep.rows)
    }

    /// The tokens of a name that was drawn, by its place in the range.
    func tokens(of name: Int) -> TokenList { tokens.list(at: name * sampler.maximumLength, count: lengths[name]) }

    /// Draws the names with these numbers.
    func draw(_ numbers: Range<UInt64>) {
        tokens.reserve(numbers.count * sampler.maximumLength)
        lengths.reserve(numbers.count)
        var (next, active) = (0, 0)
        /// Whether a name is left that needs the row.
        func beginNext(row: Int) -> Bool {
            while next < numbers.count {
                next += 1
                if begin(next - 1, number: numbers.lowerBound + UInt64(next - 1), row: row) { return true }
            }
            return false
        }
        while active < lockstep.rows && beginNext(row: active) { active += 1 }
        while active > 0 {
            lockstep.step(rows: active)
            for row in (0..<active).reversed() where !goOn(row: row) && !beginNext(row: row) {
                active -= 1  // the last active row, which has gone on already, moves here
                move(row: active, to: row)
            }
        }
    }

    /// Draws a name's beginning from the table; false if it is finished with that.
    private func begin(_ name: Int, number: UInt64, row: Int) -> Bool {
        let (table, kernels) = (sampler.table, sampler.network.kernels)
        var draft = Draft(random: sampler.random(number), name: name)
        lengths[name] = 0
        for token in sampler.prefix { _ = append(token, to: name) }
        guard sampler.prefix.count < sampler.maximumLength else { return false }
        var node = PrefixTable.root
        while true {
            let token = kernels.draw(table.distributions, row: node, random: draft.random.next32())
            guard token != sampler.vocabulary.stop, append(token, to: name) else { return false }
            guard let child = table.child(of: node, token) else {
                lockstep.states.copyRow(row, from: table.states, row: node)
                lockstep.tokens[row] = token
                drafts[row] = draft
                return true
            }
            node = child
        }
    }

    /// Draws a name's next token; false if it is finished with that.
    private func goOn(row: Int) -> Bool {
        let random = drafts[row].random.next32()
        let token = sampler.network.kernels.draw(lockstep.distributions, row: row, random: random)
        lockstep.tokens[row] = token
        return token != sampler.vocabulary.stop && append(token, to: drafts[row].name)
    }

    /// False if the name may not become longer.
    private func append(_ token: Int, to name: Int) -> Bool {
        tokens[name * sampler.maximumLength + lengths[name]] = UInt16(token)
        lengths[name] += 1
        return lengths[name] < sampler.maximumLength
    }

    private func move(row: Int, to other: Int) {
        guard row != other else { return }
        drafts[other] = drafts[row]
        lockstep.tokens[other] = lockstep.tokens[row]
        lockstep.states.copyRow(other, from: lockstep.states, row: row)
    }
}
