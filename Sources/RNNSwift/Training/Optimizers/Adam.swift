import Foundation

/// Adam (Kingma and Ba 2015), as in PyTorch: ε is added to the root.
struct Adam: OptimizerRule {
    let kernels: Kernels
    let beta1: Double
    let beta2: Double
    let epsilon: Double
    var steps = 0
    /// The length of the step along the first moment, and what the root of the second one is multiplied by: both
    /// corrected for moments that began as zeros.
    private var step: Float = 0
    private var correction: Float = 0
    private let mean: Buffer<Float>
    private let square: Buffer<Float>
    private let count: Int

    init(
        parameterCount: Int, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, kernels: Kernels
    ) {
        self.kernels = kernels
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        count = parameterCount
        mean = Buffer(count: parameterCount)
        square = Buffer(count: parameterCount)
    }

    var moments: [String: Vector] { ["mean": mean.vector(count: count), "square": square.vector(count: count)] }

    mutating func advance(learningRate: Double) {
        steps += 1
        step = Float(learningRate / (1 - pow(beta1, Double(steps))))
        correction = Float(1 / (1 - pow(beta2, Double(steps))).squareRoot())
    }

    func update(_ parameters: Vector, along gradient: Vector, at offset: Int) {
        kernels.adam(
            parameters, along: gradient, step: step, correction: correction, beta1: Float(beta1), beta2: Float(beta2),
            epsilon: Float(epsilon), mean: mean.vector(at: offset, count: parameters.count),
            square: square.vector(at: offset, count: parameters.count))
    }
}
