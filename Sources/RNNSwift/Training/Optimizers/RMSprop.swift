/// RMSprop (Hinton 2012), as in Keras: `v = ρ v + (1 - ρ) g²; p -= lr g / √(v + ε)`. (PyTorch adds ε to the root.)
struct RMSprop: OptimizerRule {
    let kernels: Kernels
    let rho: Double
    let epsilon: Double
    var steps = 0
    private var learningRate = 0.0
    private let square: Buffer<Float>
    private let count: Int

    init(parameterCount: Int, rho: Double = 0.9, epsilon: Double = 1e-7, kernels: Kernels) {
        self.kernels = kernels
        self.rho = rho
        self.epsilon = epsilon
        count = parameterCount
        square = Buffer(count: parameterCount)
    }

    var moments: [String: Vector] { ["square": square.vector(count: count)] }

    mutating func advance(learningRate: Double) {
        steps += 1
        self.learningRate = learningRate
    }

    func update(_ parameters: Vector, along gradient: Vector, at offset: Int) {
        kernels.rmsprop(
            parameters, along: gradient, learningRate: Float(learningRate), rho: Float(rho), epsilon: Float(epsilon),
            square: square.vector(at: offset, count: parameters.count))
    }
}
