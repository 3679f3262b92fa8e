/// The exponential moving average of the weights over the steps of a training (Polyak and Juditsky 1992): it predicts
/// better than the weights that the last steps happened to leave.
///
///     w̄ += (1 - d) (w - w̄)   after each step t = 1, 2, …   with d = min(decay, (1 + t) / (10 + t))
///
/// so that the first weights, which are random, are soon forgotten.
package final class AverageWeights: Sendable {
    static let momentName = "average-weights"
    /// Packed when they are needed, not after each step.
    package let weights: PackedParameters
    private let decay: Double

    /// - Parameter decay: At least 0 and below 1.
    package init(_ network: Network, of parameters: Parameters, decay: Double) {
        precondition((0..<1).contains(decay), "the decay must be at least 0 and less than 1")
        weights = network.pack(parameters.copy())
        self.decay = decay
    }

    package static func decay(_ decay: Double, steps: Int) -> Double {
        min(decay, (1 + Double(steps)) / (10 + Double(steps)))
    }

    /// A step is done, for these parameters.
    package func follow(_ latest: PackedParameters, _ range: Range<Int>, steps: Int) {
        let share = Float(1 - Self.decay(decay, steps: steps))
        weights.parameters.all[range].approach(latest.parameters.all[range], by: share)
    }
}
