/// Draws names from a network.
///
/// Name number i is drawn with random numbers of its own (stream i of the seed), so it is the same whichever row and whichever
/// thread makes it.
struct Sampler: Sendable {
    /// Names in the making: enough to keep the matrix products busy, few enough to stay in the cache.
    private static let mostRows = 96

    let mixture: Mixture
    let sampling: Sampling
    /// Tokens that every name begins with.
    let prefix: [Int]
    let maximumLength: Int
    let seed: UInt64
    let stream: SplitMix64.Stream
    let table: PrefixTable
    private let rows: Int

    /// - Parameter expected: About how many names are to be drawn. They do not depend on it.
    init(
        _ mixture: Mixture, _ sampling: Sampling = .init(), prefix: [Int] = [], maximumLength: Int, seed: UInt64,
        stream: SplitMix64.Stream = .generation, expected: Int
    ) {
        self.mixture = mixture
        self.sampling = sampling
        self.prefix = prefix
        self.maximumLength = maximumLength
        self.seed = seed
        self.stream = stream
        rows = min(max(expected, 1), Self.mostRows)
        table = PrefixTable(
            Lockstep(mixture, rows: rows), TokenDistributions(mixture, sampling, rows: rows), prefix: prefix,
            start: mixture.vocabulary.start, stop: mixture.vocabulary.stop, maximumLength: maximumLength,
            expected: expected)
    }

    /// What one thread draws names in.
    func makeDrafts() -> Drafts {
        Drafts(
            self, lockstep: Lockstep(mixture, rows: rows), next: TokenDistributions(mixture, sampling, rows: rows))
    }

    fileprivate func random(_ number: UInt64) -> SplitMix64 {
        SplitMix64(seed: seed, stream: stream, index: number)
    }
}

/// Where names come from, by number.
protocol NameSource: AnyObject {
    /// Draws the names with these numbers.
    func draw(_ numbers: Range<UInt64>)
    /// The tokens of a name that was drawn, by its place in the range.
    func tokens(of name: Int) -> TokenList
    /// How often the name counts: not at all if it is none that is wanted.
    func copies(of name: Int) -> Int
}

/// Names being drawn, and those that are: in a row of the lock-step each, and when one is finished the next begins in its place.
final class Drafts: NameSource {
    private struct Draft: BitwiseCopyable {
        var random = SplitMix64(seed: 0, stream: .generation)
        /// Which of the names it is.
        var name = 0
    }

    private let sampler: Sampler
    private let kernels: Kernels
    private let stop: Int
    private let lockstep: Lockstep
    private let next: TokenDistributions
    private let drafts: Buffer<Draft>
    private let tokens = Buffer<UInt16>()
    private let lengths = Buffer<Int>()
    /// Whether a name has ended before it became too long.
    private let isWhole = Buffer<Bool>()

    fileprivate init(_ sampler: Sampler, lockstep: Lockstep, next: TokenDistributions) {
        self.sampler = sampler
        kernels = sampler.mixture.kernels
        stop = sampler.mixture.vocabulary.stop
        self.lockstep = lockstep
        self.next = next
        drafts = Buffer(count: lockstep.rows)
    }

    func tokens(of name: Int) -> TokenList { tokens.list(at: name * sampler.maximumLength, count: lengths[name]) }

    /// 0 if the name would have been too long.
    func copies(of name: Int) -> Int { isWhole[name] ? 1 : 0 }

    func draw(_ numbers: Range<UInt64>) {
        tokens.reserve(numbers.count * sampler.maximumLength)
        lengths.reserve(numbers.count)
        isWhole.reserve(numbers.count)
        var (begun, active) = (0, 0)
        /// Whether a name is left that needs the row.
        func beginNext(row: Int) -> Bool {
            while begun < numbers.count {
                begun += 1
                if begin(begun - 1, number: numbers.lowerBound + UInt64(begun - 1), row: row) { return true }
            }
            return false
        }
        while active < lockstep.rows && beginNext(row: active) { active += 1 }
        while active > 0 {
            lockstep.step(rows: active)
            next.update(lockstep.logits.leading(rows: active))
            for row in (0..<active).reversed() where !goOn(row: row) && !beginNext(row: row) {
                active -= 1  // the last active row, which has gone on already, moves here
                move(row: active, to: row)
            }
        }
    }

    /// Draws a name's beginning from the table; false if it is finished with that.
    private func begin(_ name: Int, number: UInt64, row: Int) -> Bool {
        let table = sampler.table
        var draft = Draft(random: sampler.random(number), name: name)
        lengths[name] = 0
        isWhole[name] = true
        for token in sampler.prefix { _ = append(token, to: name) }
        var node = PrefixTable.root
        while true {
            let token = kernels.draw(table.distributions, row: node, random: draft.random.next32())
            guard token != stop, append(token, to: name) else { return false }
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
        let token = kernels.draw(next.values, row: row, random: random)
        lockstep.tokens[row] = token
        return token != stop && append(token, to: drafts[row].name)
    }

    /// False if that makes the name too long.
    private func append(_ token: Int, to name: Int) -> Bool {
        guard lengths[name] < sampler.maximumLength else {
            isWhole[name] = false
            return false
        }
        tokens[name * sampler.maximumLength + lengths[name]] = UInt16(token)
        lengths[name] += 1
        return true
    }

    private func move(row: Int, to other: Int) {
        guard row != other else { return }
        drafts[other] = drafts[row]
        lockstep.tokens[other] = lockstep.tokens[row]
        lockstep.states.copyRow(other, from: lockstep.states, row: row)
    }
}
