/// Gradient descent: `p -= lr g`.
struct SGD: Optimizer {
    let kernels: Kernels
    var steps = 0
    private var learningRate = 0.0

    init(kernels: Kernels) { self.kernels = kernels }

    var moments: [String: Vector] { [:] }

    mutating func advance(learningRate: Double) {
        steps += 1
        self.learningRate = learningRate
    }

    func update(_ parameters: Vector, along gradient: Vector, at offset: Int) {
        kernels.sgd(parameters, along: gradient, learningRate: Float(learningRate))
    }
}
