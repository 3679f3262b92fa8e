import Foundation

/// Decides how names under a constraint are drawn: all alike and those that fit kept, where many do, or steered.
///
/// Either way a name comes in proportion to its probability in the model.
package struct Steering {
    /// Names that are drawn to find out, if they are not very long.
    private static let mostPilots = 4096
    /// Fraction of unsteered names that must satisfy the constraint for steering to be unnecessary.
    private static let share = 1.0 / 32
    /// How many times as long a steered name takes as one that is not.
    private static let cost = 4.0
    /// Fraction of the steered names that must be accepted for a tempered look-ahead not to be tried.
    private static let fluent = 1.0 / 50

    /// Nil where names need no steering.
    package let plan: SteeredDrafts.Plan?
    /// Fraction of the names of the model that satisfy the constraint, as far as that is known; above 0.
    let share: Double

    package init(_ constraint: Constraint, _ ensemble: ModelEnsemble, _ options: GenerationOptions, prefix: [Int]) {
        guard options.temperature > 0, constraint.isSteerable else {
            (plan, share) = (nil, 1)
            return
        }
        let pilots = max(min(Self.mostPilots, 1 << 20 / constraint.lengths.upperBound), 256)
        let sampler = NameSampler(
            ensemble, options.sampling, prefix: prefix, maximumLength: constraint.lengths.upperBound,
            seed: options.seed, stream: .pilot, expected: pilots)
        let drafts = sampler.makeDrafts()
        drafts.draw(0..<UInt64(pilots))
        let fitting = (0..<pilots).count {
            drafts.names.count(of: $0) > 0 && constraint.accepts(drafts.names.tokens(of: $0))
        }
        share = Double(max(fitting, 1)) / Double(pilots)
        guard options.alwaysSteers || share < Self.share else {
            plan = nil
            return
        }
        let planner = SteeringPlanner(constraint, ensemble, options, prefix: prefix, pilots: pilots)
        let names = (0..<pilots / 2).map { drafts.names.tokens(of: $0).values }
        let (plan, accepted) = planner.plan(names, fluent: Self.fluent)
        let isWorthwhile = options.alwaysSteers || fitting == 0 || accepted > Self.cost * share
        self.plan = isWorthwhile ? plan : nil
    }
}

/// Makes a plan for steered names, from names that are drawn for it.
private struct SteeringPlanner {
    private let constraint: Constraint
    private let ensemble: ModelEnsemble
    private let options: GenerationOptions
    private let prefix: [Int]
    private let pilots: Int

    init(
        _ constraint: Constraint, _ ensemble: ModelEnsemble, _ options: GenerationOptions, prefix: [Int], pilots: Int
    ) {
        (self.constraint, self.ensemble, self.options) = (constraint, ensemble, options)
        (self.prefix, self.pilots) = (prefix, pilots)
    }

    /// - Parameters:
    ///   - names: Names of the model.
    ///   - fluent: Fraction of accepted names below which a tempered look-ahead is tried.
    /// - Returns: The plan, and the fraction of its names that are accepted.
    func plan(_ names: [[Int]], fluent: Double) -> (plan: SteeredDrafts.Plan, accepted: Double) {
        // What the model says after beginnings of all names, then also after those of names that are wanted.
        let first = SteeredDrafts(plan(LookAhead(constraint, names: names, prefix: prefix, ensemble, options.sampling)))
        first.draw(UInt64(pilots)..<UInt64(pilots + pilots / 2))
        let wanted = (0..<pilots / 2).filter { first.logWeight(of: $0) > -.infinity }
            .map { first.names.tokens(of: $0).values }
        let lookAhead = LookAhead(constraint, names: names + wanted, prefix: prefix, ensemble, options.sampling)
        let plain = measure(lookAhead, firstName: 2 * pilots)
        guard plain.accepted < fluent else { return plain }
        // Where estimates are bad, the largest weights are seen too rarely to be measured. So the tempered look-ahead,
        // whose weights differ less, is preferred if it is not much worse, and if more than a few names count.
        let tempered = measure(lookAhead.tempered, firstName: 4 * pilots)
        let least = max(plain.accepted / 2, 4 / Double(2 * pilots))
        return tempered.accepted > least ? tempered : plain
    }

    /// Draws names to find the unit, the largest weight of many, and the weights at which prefixes are given up.
    private func measure(_ lookAhead: LookAhead, firstName: Int) -> (plan: SteeredDrafts.Plan, accepted: Double) {
        var plan = plan(lookAhead)
        let count = 2 * pilots
        let drafts = SteeredDrafts(plan, recordsPrefixes: true)
        drafts.draw(UInt64(firstName)..<UInt64(firstName + count))
        let weights = (0..<count).map { drafts.logWeight(of: $0) }
        plan.stream = .generation
        guard let unit = weights.max(), unit > -.infinity else { return (plan, 0) }
        plan.unit = unit
        // What is raised to such a weight becomes no more than the unit, if it grows no more than any of these names.
        plan.leastWeights = (0...constraint.lengths.upperBound).map { length in
            length < prefix.count ? -.infinity : unit - drafts.largestGrowth(after: length, names: count)
        }
        plan.leastWeights = plan.leastWeights.map { $0 == .infinity ? -.infinity : $0 }  // lengths that no name had
        return (plan, weights.reduce(0) { $0 + exp($1 - unit) } / Double(count))
    }

    private func plan(_ lookAhead: LookAhead) -> SteeredDrafts.Plan {
        SteeredDrafts.Plan(
            ensemble: ensemble, sampling: options.sampling, constraint: constraint, lookAhead: lookAhead,
            prefix: prefix, seed: options.seed, stream: .pilot)
    }
}
