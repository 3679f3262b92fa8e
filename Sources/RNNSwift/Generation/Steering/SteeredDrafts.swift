import Foundation

/// Names that are drawn towards what a constraint asks for.
///
/// The next character is drawn in proportion to its probability in the model times the look-ahead's estimate of what
/// comes of it. A name's *weight* is the model's probability of it divided by the probability of drawing it so: the
/// better the look-ahead, the less weights differ. A name counts weight / `unit` times, the fraction by chance. So each
/// name comes, on the average, in proportion to its probability in the model, whatever the look-ahead; where weights
/// are at most `unit` that is rejection sampling, and names are independent of each other.
package final class SteeredDrafts: NameSource {
    /// What all threads share.
    package struct Plan: Sendable {
        let ensemble: ModelEnsemble
        let sampling: TokenSampling
        let constraint: Constraint
        let lookAhead: LookAhead
        let prefix: [Int]
        let seed: UInt64
        var stream: SplitMix64.Stream
        /// The logarithm of the weight of a name that counts once.
        var unit = 0.0
        /// [lengths] The logarithm of the weight below which a prefix of this length is given up by chance. Without
        /// any, none is.
        package var leastWeights: [Double] = []

        var maximumLength: Int { constraint.lengths.upperBound }
    }

    private struct Draft: BitwiseCopyable {
        var random = SplitMix64(seed: 0, stream: .generation)
        var name = 0
        /// States of the automaton and of the look-ahead.
        var state = 0
        var context = 0
    }

    private static let mostRows = 96

    private let plan: Plan
    private let automaton: Automaton
    private let lookAhead: LookAhead
    private let stop: Int
    private let lockstep: Lockstep
    private let probabilities: TokenProbabilities
    /// Behind the prefix, in row 0.
    private let root: (lockstep: Lockstep, probabilities: TokenProbabilities)
    private let drafts: Buffer<Draft>
    package let names: DrawnNames
    private let logWeights = Buffer<Double>()
    /// [names, lengths] The logarithm of the weight of each prefix: of the model's probability of it, times that of the
    /// look-ahead's estimates, divided by the probability of drawing it. Empty if they are not recorded.
    private let prefixWeights = Buffer<Double>()
    private let isRecording: Bool
    /// Running sums over characters.
    private let sums: Buffer<Double>

    /// - Parameter recordsPrefixes: Whether the weights of prefixes are kept.
    package init(_ plan: Plan, recordsPrefixes: Bool = false) {
        self.plan = plan
        isRecording = recordsPrefixes
        automaton = plan.constraint.automaton
        lookAhead = plan.lookAhead
        stop = plan.ensemble.vocabulary.stop
        let rows = Self.mostRows
        lockstep = Lockstep(plan.ensemble, rows: rows)
        probabilities = TokenProbabilities(plan.ensemble, plan.sampling, rows: rows)
        drafts = Buffer(count: rows)
        names = DrawnNames(maximumLength: plan.maximumLength)
        sums = Buffer(count: plan.ensemble.vocabulary.start)
        root = (Lockstep(plan.ensemble, rows: 1), TokenProbabilities(plan.ensemble, plan.sampling, rows: 1))
        root.lockstep.reset(row: 0)
        for token in [plan.ensemble.vocabulary.start] + plan.prefix {
            root.lockstep.tokens[0] = token
            root.lockstep.step(rows: 1)
        }
        root.probabilities.update(root.lockstep.logits)
    }

    /// The logarithm of the weight of a name that was drawn; -infinity if it did not come to an end.
    package func logWeight(of name: Int) -> Double { logWeights[name] }

    /// The largest logarithm by which the weight of a name grew after its prefix of a length; -infinity without names.
    ///
    /// - Parameter count: Number of names that were drawn.
    func largestGrowth(after length: Int, names count: Int) -> Double {
        precondition(isRecording && length <= plan.maximumLength, "the weights of prefixes are not recorded")
        return (0..<count).reduce(-.infinity) { largest, name in
            guard names.length(of: name) >= length, logWeights[name] > -.infinity else { return largest }
            return max(largest, logWeights[name] - prefixWeights[name * (plan.maximumLength + 1) + length])
        }
    }

    package func draw(_ numbers: Range<UInt64>) {
        names.reserve(numbers.count)
        logWeights.reserve(numbers.count)
        if isRecording { prefixWeights.reserve(numbers.count * (plan.maximumLength + 1)) }
        lockstep.run(
            numbers.count,
            begin: { name, row in begin(name, number: numbers.lowerBound + UInt64(name), row: row) },
            onStep: { rows in probabilities.update(lockstep.logits.leading(rows: rows)) },
            goOn: { row in goOn(row: row, probabilities, row) },
            move: { row, other in drafts[other] = drafts[row] })
    }

    /// Draws a name's first character behind the prefix; false if it is finished with that.
    private func begin(_ name: Int, number: UInt64, row: Int) -> Bool {
        drafts[row] = Draft(
            random: SplitMix64(seed: plan.seed, stream: plan.stream, index: number), name: name,
            state: plan.constraint.start, context: plan.lookAhead.start)
        names.begin(name, with: plan.prefix)
        names.setCount(0, of: name)  // until it ends
        logWeights[name] = 0
        guard goOn(row: row, root.probabilities, 0) else { return false }
        lockstep.states.copyRow(row, from: root.lockstep.states, row: 0)
        return true
    }

    /// Draws a name's next token from a row of probabilities; false if it is finished with that.
    private func goOn(row: Int, _ probabilities: TokenProbabilities, _ source: Int) -> Bool {
        var draft = drafts[row]
        let (name, length) = (draft.name, names.length(of: draft.name))
        let distribution = probabilities.row(source)
        var sum = 0.0
        if length < plan.maximumLength {
            sum = lookAhead.cumulate(
                distribution, length: length, state: draft.state, context: draft.context, into: sums)
        }
        let open = sum
        if plan.constraint.accepts(length: length, state: draft.state) { sum += distribution[stop] }
        logWeights[name] += log(sum)
        if isRecording { prefixWeights[name * (plan.maximumLength + 1) + length] = logWeights[name] }
        guard sum > 0, survives(name, length, &draft) else {
            logWeights[name] = -.infinity
            return false
        }
        let threshold = draft.random.uniform() * sum
        guard threshold < open else {
            count(name, &draft)
            return false
        }
        var token = 0
        while sums[token] <= threshold { token += 1 }
        draft.state = automaton.next(draft.state, token)
        draft.context = lookAhead.contexts.after(draft.context, token)
        logWeights[name] -= log(
            lookAhead.value(length: length + 1, state: draft.state, context: draft.context))
        _ = names.append(token, to: name)
        lockstep.tokens[row] = token
        drafts[row] = draft
        return true
    }

    /// Gives up a prefix with a small weight, by chance: one that stays gets the least weight. So its mean is the same.
    /// (Rejection control: Liu, Chen and Wong 1998.)
    private func survives(_ name: Int, _ length: Int, _ draft: inout Draft) -> Bool {
        guard !plan.leastWeights.isEmpty else { return true }
        let least = plan.leastWeights[length]
        guard logWeights[name] < least else { return true }
        guard draft.random.uniform() < exp(logWeights[name] - least) else { return false }
        logWeights[name] = least
        return true
    }

    /// Finds out how often a finished name counts.
    private func count(_ name: Int, _ draft: inout Draft) {
        let times = exp(logWeights[name] - plan.unit)
        names.setCount(Int(min(times + draft.random.uniform(), 1e6)), of: name)
    }
}
