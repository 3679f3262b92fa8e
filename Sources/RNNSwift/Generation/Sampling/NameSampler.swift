/// Draws names from a network.
///
/// Name number i is drawn with random numbers of its own (stream i of the seed), so it is the same whichever row and
/// whichever thread makes it.
package struct NameSampler: Sendable {
    /// Names in the making: enough to keep the matrix products busy, few enough to stay in the cache.
    private static let mostRows = 96

    package let ensemble: ModelEnsemble
    package let sampling: TokenSampling
    /// Tokens that every name begins with.
    package let prefix: [Int]
    package let maximumLength: Int
    package let seed: UInt64
    package let stream: SplitMix64.Stream
    let table: PrefixTable
    private let rows: Int

    /// - Parameter expected: About how many names are to be drawn. They do not depend on it.
    package init(
        _ ensemble: ModelEnsemble, _ sampling: TokenSampling = .init(), prefix: [Int] = [], maximumLength: Int,
        seed: UInt64,
        stream: SplitMix64.Stream = .generation, expected: Int
    ) {
        self.ensemble = ensemble
        self.sampling = sampling
        self.prefix = prefix
        self.maximumLength = maximumLength
        self.seed = seed
        self.stream = stream
        rows = min(max(expected, 1), Self.mostRows)
        table = PrefixTable(
            Lockstep(ensemble, rows: rows), TokenDistributions(ensemble, sampling, rows: rows), prefix: prefix,
            start: ensemble.vocabulary.start, stop: ensemble.vocabulary.stop, maximumLength: maximumLength,
            expected: expected)
    }

    /// What one thread draws names in.
    package func makeDrafts() -> NameDrafts {
        NameDrafts(
            self, lockstep: Lockstep(ensemble, rows: rows), next: TokenDistributions(ensemble, sampling, rows: rows))
    }

    fileprivate func random(_ number: UInt64) -> SplitMix64 {
        SplitMix64(seed: seed, stream: stream, index: number)
    }
}

/// Names being drawn, and those that are: in a row of the lock-step each, and when one is finished the next begins in
/// its place.
package final class NameDrafts: NameSource {
    private struct Draft: BitwiseCopyable {
        var random = SplitMix64(seed: 0, stream: .generation)
        /// Which of the names it is.
        var name = 0
    }

    private let sampler: NameSampler
    private let kernels: Kernels
    private let stop: Int
    private let lockstep: Lockstep
    private let next: TokenDistributions
    private let drafts: Buffer<Draft>
    package let names: DrawnNames

    fileprivate init(_ sampler: NameSampler, lockstep: Lockstep, next: TokenDistributions) {
        self.sampler = sampler
        kernels = sampler.ensemble.kernels
        stop = sampler.ensemble.vocabulary.stop
        self.lockstep = lockstep
        self.next = next
        drafts = Buffer(count: lockstep.rows)
        names = DrawnNames(maximumLength: sampler.maximumLength)
    }

    package func draw(_ numbers: Range<UInt64>) {
        names.reserve(numbers.count)
        lockstep.run(
            numbers.count,
            begin: { name, row in begin(name, number: numbers.lowerBound + UInt64(name), row: row) },
            onStep: { rows in next.update(lockstep.logits.leading(rows: rows)) },
            goOn: goOn,
            move: { row, other in drafts[other] = drafts[row] })
    }

    /// Draws a name's beginning from the table; false if it is finished with that.
    private func begin(_ name: Int, number: UInt64, row: Int) -> Bool {
        let table = sampler.table
        var draft = Draft(random: sampler.random(number), name: name)
        names.begin(name, with: sampler.prefix)
        var node = PrefixTable.root
        while true {
            let token = kernels.draw(table.distributions, row: node, random: draft.random.next32())
            guard token != stop, names.append(token, to: name) else { return false }
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
    private func goOn(_ row: Int) -> Bool {
        let random = drafts[row].random.next32()
        let token = kernels.draw(next.values, row: row, random: random)
        lockstep.tokens[row] = token
        return token != stop && names.append(token, to: drafts[row].name)
    }
}
