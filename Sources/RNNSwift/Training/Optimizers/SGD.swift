/// Gradient descent: `p -= lr g`.
package struct SGD: OptimizerRule {
    package let kernels: Kernels
    package var steps = 0
    private var learningRate = 0.0

    package init(kernels: Kernels) { self.kernels = kernels }

    package var moments: [String: Vector] { [:] }

    package mutating func advance(learningRate: Double) {
        steps += 1
        self.learningRate = learningRate
    }

    package func update(_ parameters: Vector, along gradient: Vector, at offset: Int) {
        kernels.sgd(parameters, along: gradient, learningRate: Float(learningRate))
    }
}
