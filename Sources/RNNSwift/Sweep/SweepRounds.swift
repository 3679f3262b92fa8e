/// Successive halving (Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter
/// optimization", AISTATS 2016): all settings are trained for some epochs; the better half continues for as many epochs
/// as it has done, and so on; the last settings are trained to the end.
///
/// Which settings continue is decided when all settings of a round are finished, only from their results. The decision
/// depends neither on threads nor on interruptions, and can be repeated at any time.
package struct SweepRounds {
    /// Total number of epochs at the end of the round; `Int.max` for the last round, whose trainings end by themselves.
    package struct Round: Equatable {
        package let epochs: Int
        /// How many settings are in it, at most.
        package let entrants: Int
    }

    /// Number of settings that are not halved any more.
    static let finalists = 3

    package let rounds: [Round]
    /// The trainings of each setting: one, or one for each seed. They stay together.
    private let groups: [[Int]]

    /// - Parameters:
    ///   - groups: The trainings of each setting, which are compared by the mean of their scores; by default one each.
    ///   - first: Epochs of the first round; nil for a single round.
    ///   - most: Epochs that no training exceeds.
    package init(settings: Int, groups: [[Int]]? = nil, first: Int?, most: Int?) {
        self.groups = groups ?? (0..<settings).map { [$0] }
        var rounds: [Round] = []
        var (entrants, epochs) = (settings, first ?? .max)
        while entrants > Self.finalists, epochs < most ?? .max {
            rounds.append(Round(epochs: epochs, entrants: entrants))
            entrants = max((entrants + 1) / 2, Self.finalists)
            epochs = epochs.multipliedReportingOverflow(by: 2).overflow ? .max : 2 * epochs
        }
        self.rounds = rounds + [Round(epochs: .max, entrants: entrants)]
    }

    /// The trainings in a round, those of the best setting first, given what all those of the rounds before have done.
    package func entrants(of round: Int, _ progress: [SweepProgress]) -> [Int] {
        groupsEntering(round, progress).flatMap { groups[$0] }
    }

    private func groupsEntering(_ round: Int, _ progress: [SweepProgress]) -> [Int] {
        guard round > 0 else { return Array(groups.indices) }
        let before = rounds[round - 1].epochs
        let scores = groupsEntering(round - 1, progress).compactMap { group -> (score: Double, group: Int)? in
            let members = groups[group].map { progress[$0] }
            let scores = members.compactMap { $0.hasDiverged(before: before) ? nil : $0.score(after: before) }
            guard scores.count == members.count else { return nil }
            return (scores.reduce(0, +) / Double(scores.count), group)
        }
        return scores.sorted { $0 < $1 }.prefix(rounds[round].entrants).map(\.group)
    }

    /// Whether a setting of a round has nothing left to do in it.
    package func isDone(_ progress: SweepProgress, in round: Int) -> Bool {
        progress.ending != nil || progress.course.count >= rounds[round].epochs
    }
}
