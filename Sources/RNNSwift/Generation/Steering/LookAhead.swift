/// Estimate of the probability that a prefix becomes a name that a constraint accepts.
///
/// The distribution after a prefix is approximated here by the mean over prefixes with the same last characters; the
/// probability of the end of a name also depends on its length. In this simpler model the probability is exact, by
/// dynamic programming from the longest names back. It is 0 exactly for prefixes that cannot become an accepted name.
struct LookAhead: Sendable {
    let contexts: Contexts
    private let constraint: Constraint
    private let firstLength: Int
    /// [lengths, states, contexts]
    private var values: [Double]

    /// The context of the prefix that every name begins with.
    let start: Int

    /// Contexts times states times lengths times characters: the steps of the dynamic program.
    private static let mostSteps = 60_000_000
    private static let mostContexts = 500
    /// How many beginnings those of a wider context count as.
    private static let doubt = 3.0

    /// - Parameters:
    ///   - names: Names like those that are wanted, each of which begins with the prefix.
    ///   - prefix: What every name begins with.
    init(_ constraint: Constraint, names: [[Int]], prefix: [Int], _ ensemble: ModelEnsemble, _ sampling: TokenSampling)
    {
        let vocabulary = ensemble.vocabulary
        let (states, lengths) = (constraint.automaton.states, constraint.lengths.upperBound - prefix.count + 1)
        let limit = Self.mostSteps / max(states * lengths * vocabulary.count, 1)
        contexts = Contexts(names, vocabulary, limit: min(max(limit, 2), Self.mostContexts))
        self.constraint = constraint
        firstLength = prefix.count
        let contexts = contexts
        start = prefix.reduce(contexts.start) { contexts.after($0, $1) }
        let model = SimplerModel(names, contexts, from: prefix.count, constraint.lengths.upperBound, ensemble, sampling)
        values = Self.solve(constraint, contexts, model, firstLength: prefix.count)
    }

    func value(length: Int, state: Int, context: Int) -> Double {
        values[((length - firstLength) * constraint.automaton.states + state) * contexts.count + context]
    }

    /// The square root of each estimate. It lets the model decide more, so that no name is steered away from as much
    /// where the estimates are bad.
    var tempered: LookAhead {
        var result = self
        for index in values.indices { result.values[index] = values[index].squareRoot() }
        return result
    }

    /// Sums up the probabilities of characters, each times the estimate for the prefix with that character.
    ///
    /// - Parameter sums: Gets the running sums over the characters.
    /// - Returns: The sum over all of them.
    func cumulate(
        _ probabilities: UnsafePointer<Double>, length: Int, state: Int, context: Int, into sums: Buffer<Double>
    ) -> Double {
        let (automaton, count) = (constraint.automaton, contexts.count)
        let behind = (length + 1 - firstLength) * automaton.states * count
        precondition(behind >= 0 && behind + automaton.states * count <= values.count, "out of range")
        return automaton.withSuccessors(of: state) { successors, classes in
            contexts.withFollowing(context) { following in
                values.withUnsafeBufferPointer { values in
                    let (values, result) = (values.baseAddress! + behind, sums.base)
                    var sum = 0.0
                    for token in 0..<sums.capacity {
                        let next = Int(successors[Int(classes[token])])
                        if next >= 0 { sum += probabilities[token] * values[next * count + Int(following[token])] }
                        result[token] = sum
                    }
                    return sum
                }
            }
        }
    }

    private static func solve(
        _ constraint: Constraint, _ contexts: Contexts, _ model: SimplerModel, firstLength: Int
    ) -> [Double] {
        let (automaton, last) = (constraint.automaton, constraint.lengths.upperBound)
        let plane = automaton.states * contexts.count
        var values = [Double](repeating: 0, count: (last - firstLength + 1) * plane)
        for length in (firstLength...last).reversed() {
            let (here, behind) = ((length - firstLength) * plane, (length - firstLength + 1) * plane)
            for state in 0..<automaton.states where constraint.isAlive(length: length, state: state) {
                let mayEnd = constraint.accepts(length: length, state: state)
                for context in 0..<contexts.count {
                    let end = model.end(length: length, context: context)
                    var sum = 0.0
                    if length < last {
                        for token in 0..<model.tokens {
                            let next = automaton.next(state, token)
                            guard next >= 0 else { continue }
                            sum +=
                                model.probability(context, token)
                                * values[behind + next * contexts.count + contexts.after(context, token)]
                        }
                    }
                    // No estimate is so bad that it rules out what is possible.
                    values[here + state * contexts.count + context] = max((mayEnd ? end : 0) + (1 - end) * sum, 1e-290)
                }
            }
        }
        return values
    }

    /// What follows a beginning, by its context and length only.
    private struct SimplerModel {
        let tokens: Int
        /// [contexts, tokens] Of the next character, if there is one.
        private var probabilities: [Double] = []
        /// [contexts] Of the end.
        private var ends: [Double] = []
        /// [lengths] How many times as probable the end is at a length as the contexts tell.
        private var endFactors: [Double] = []

        func probability(_ context: Int, _ token: Int) -> Double { probabilities[context * tokens + token] }

        func end(length: Int, context: Int) -> Double { min(ends[context] * endFactors[length], 0.99) }

        init(
            _ names: [[Int]], _ contexts: Contexts, from first: Int, _ longest: Int, _ ensemble: ModelEnsemble,
            _ sampling: TokenSampling
        ) {
            let (tokens, stop) = (ensemble.vocabulary.start, ensemble.vocabulary.stop)
            self.tokens = tokens
            let columns = tokens + 1  // the last one: STOP
            // Sums over all beginnings, in the narrowest context; the wider ones follow.
            var sums = [Double](repeating: 0, count: contexts.count * columns)
            var visits = [Double](repeating: 0, count: contexts.count)
            var lengths: [(length: Int, context: Int, end: Double)] = []
            let paths = names.map { name in
                name.reduce(into: [contexts.start]) { $0.append(contexts.after($0.last!, $1)) }
            }
            let probabilities = TokenProbabilities(ensemble, sampling, rows: 96)
            LockstepReading(ensemble: ensemble).read(names) { logits, places in
                probabilities.update(logits)
                for (row, place) in places.enumerated() where place.length >= first {
                    let context = paths[place.name][place.length]
                    visits[context] += 1
                    for token in 0..<tokens { sums[context * columns + token] += probabilities[row, token] }
                    let end = probabilities[row, stop]
                    sums[context * columns + tokens] += end
                    lengths.append((place.length, context, end))
                }
            }
            // Narrower contexts have higher numbers.
            for context in (1..<contexts.count).reversed() {
                let wider = Int(contexts.wider[context])
                visits[wider] += visits[context]
                for column in 0..<columns { sums[wider * columns + column] += sums[context * columns + column] }
            }
            // Where little was seen, what the wider context says; in the widest one all characters alike.
            for context in 0..<contexts.count {
                let wider = Int(contexts.wider[context])
                for column in 0..<columns {
                    let guess = context == 0 ? 1 / Double(columns) : sums[wider * columns + column]
                    let doubt = context == 0 ? 0.01 : LookAhead.doubt
                    sums[context * columns + column] =
                        (sums[context * columns + column] + doubt * guess) / (visits[context] + doubt)
                }
            }
            ends = (0..<contexts.count).map { sums[$0 * columns + tokens] }
            self.probabilities = (0..<contexts.count).flatMap { context in
                (0..<tokens).map { sums[context * columns + $0] / (1 - sums[context * columns + tokens]) }
            }
            var (seen, expected) = (
                [Double](repeating: 1, count: longest + 1), [Double](repeating: 1, count: longest + 1)
            )
            for (length, context, end) in lengths where length <= longest {
                seen[length] += end
                expected[length] += ends[context]
            }
            endFactors = zip(seen, expected).map { $0 / $1 }
        }
    }
}
