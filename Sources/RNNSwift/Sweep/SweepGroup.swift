/// What has become of a setting with all of its seeds: one result, or one for each seed.
package struct SweepGroup {
    package let results: [SweepResult]

    /// An index of ``SweepGrid/settings``: the setting with its first seed.
    package var index: Int { results[0].index }

    private var best: [SweepProgress.Epoch] { results.compactMap(\.progress.best) }

    /// The mean of the best validation losses; nil before there is one.
    package var loss: Double? { Self.mean(best.map(\.validationLoss)) }
    /// The standard deviation of the best validation losses; nil for fewer than two.
    package var deviation: Double? { Self.deviation(best.map(\.validationLoss)) }
    package var accuracy: Double? { Self.mean(best.map(\.accuracy)) }
    package var seconds: Double { results.reduce(0) { $0 + $1.progress.seconds } }
    /// The epochs of the longest training.
    package var epochs: Int { results.map(\.progress.course.count).max() ?? 0 }
    package var isFinished: Bool { results.allSatisfy(\.isFinished) }

    /// The states that the trainings are in, each once.
    package var state: String {
        var seen: Set<String> = []
        return results.map(\.state.rawValue).filter { seen.insert($0).inserted }.joined(separator: ", ")
    }

    /// The mean validation loss after each epoch that all trainings have done, with the mean of their seconds.
    package var course: [(loss: Double, seconds: Double)] {
        let courses = results.map(\.progress.course).filter { !$0.isEmpty }
        return (0..<(courses.map(\.count).min() ?? 0)).map { epoch in
            let those = courses.map { $0[epoch] }
            return (Self.mean(those.map(\.validationLoss)) ?? 0, Self.mean(those.map(\.seconds)) ?? 0)
        }
    }

    package static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// The sample standard deviation, with n - 1.
    package static func deviation(_ values: [Double]) -> Double? {
        guard values.count > 1, let mean = mean(values) else { return nil }
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
}

extension Sweep {
    /// Results by setting, the better ones first; those without an epoch last; in the order of the settings where they
    /// are equal.
    package func ranked(_ results: [SweepResult]) -> [SweepGroup] {
        let groups = grid.groups.map { SweepGroup(results: $0.map { results[$0] }) }
        return groups.sorted { ($0.loss ?? .infinity, $0.index) < ($1.loss ?? .infinity, $1.index) }
    }
}
