/// Dropout of recurrent weights (DropConnect; Wan et al. 2013, Merity et al. 2018): each step is made with a part of
/// them set to 0, and the others scaled up; these alone follow its gradient.
///
/// Dropout of what layers hand up leaves the recurrence as it is. This reaches it, and the matrices are the same at
/// each character.
package final class WeightDropout: Sendable {
    /// The weights of the step.
    package let weights: PackedParameters
    private let dropout: Dropout
    private let mask: Parameters
    private let slices: [ParameterLayout.Slice]

    package init(_ network: Network, _ dropout: Dropout) {
        weights = network.pack(Parameters(network.layout))
        mask = Parameters(network.layout)
        slices = network.layout.slices.filter { $0.role == .recurrent }
        self.dropout = dropout
    }

    /// A step begins.
    package func begin(step: Int, _ parameters: Parameters, workers: WorkerPool?) {
        weights.parameters.all.copy(from: parameters.all)
        var masks = dropout.masks(step: step)
        for slice in slices {
            masks.draw(into: mask.matrix(slice))
            weights.parameters.matrix(slice).setProduct(parameters.matrix(slice), mask.matrix(slice))
        }
        weights.update(workers: workers)
    }

    /// Turns the gradient of the weights of the step into that of all.
    package func drop(_ gradient: Parameters) {
        for slice in slices { gradient.matrix(slice).setProduct(gradient.matrix(slice), mask.matrix(slice)) }
    }
}
