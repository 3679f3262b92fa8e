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

    /// Nil where names need no steering.
    package let plan: SteeredDrafts.Plan?

    package init(_ constraint: Constraint, _ ensemble: ModelEnsemble, _ options: GenerationOptions, prefix: [Int]) {
        plan = Self.makePlan(constraint, ensemble, options, prefix: prefix)
    }

    private static func makePlan(
        _ constraint: Constraint, _ ensemble: ModelEnsemble, _ options: GenerationOptions, prefix: [Int]
    ) -> SteeredDrafts.Plan? {
        guard options.temperature > 0, constraint.isSteerable else { return nil }
        let pilots = max(min(mostPilots, 1 << 20 / constraint.lengths.upperBound), 256)
        let sampler = NameSampler(
            ensemble, options.sampling, prefix: prefix, maximumLength: constraint.lengths.upperBound,
            seed: options.seed, stream: .pilot, expected: pilots)
        let drafts = sampler.makeDrafts()
        drafts.draw(0..<UInt64(pilots))
        let fitting = (0..<pilots).count {
            drafts.names.count(of: $0) > 0 && constraint.accepts(drafts.names.tokens(of: $0))
        }
        let share = Double(fitting) / Double(pilots)
        guard options.alwaysSteers || share < Self.share else { return nil }

        // What the model says after beginnings of all names, then also after those of names that are wanted.
        var names = (0..<pilots / 2).map { drafts.names.tokens(of: $0).values }
        var lookAhead = LookAhead(constraint, names: names, prefix: prefix, ensemble, options.sampling)
        func plan(_ stream: SplitMix64.Stream, unit: Double = 0) -> SteeredDrafts.Plan {
            SteeredDrafts.Plan(
                ensemble: ensemble, sampling: options.sampling, constraint: constraint, lookAhead: lookAhead,
                prefix: prefix, seed: options.seed, stream: stream, unit: unit)
        }
        var steered = SteeredDrafts(plan(.pilot))
        steered.draw(UInt64(pilots)..<UInt64(pilots + pilots / 2))
        names += (0..<pilots / 2).filter { steered.logWeight(of: $0) > -.infinity }.map {
            steered.names.tokens(of: $0).values
        }
        lookAhead = LookAhead(constraint, names: names, prefix: prefix, ensemble, options.sampling)

        // The largest weight of many counts once.
        steered = SteeredDrafts(plan(.pilot))
        steered.draw(UInt64(2 * pilots)..<UInt64(4 * pilots))
        let weights = (0..<2 * pilots).map { steered.logWeight(of: $0) }
        guard let unit = weights.max(), unit > -.infinity else { return plan(.generation) }
        let accepted = weights.reduce(0) { $0 + exp($1 - unit) } / Double(weights.count)
        return options.alwaysSteers || accepted > cost * share ? plan(.generation, unit: unit) : nil
    }
}
