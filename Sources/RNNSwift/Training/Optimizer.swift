import Foundation

/// A rule by which parameters follow their gradient.
protocol Optimizer {
    /// One step.
    mutating func update(_ parameters: Vector, along gradient: Vector, learningRate: Double)
}

/// Gradient descent: `p -= lr g`.
struct SGD: Optimizer {
    let kernels: Kernels

    mutating func update(_ parameters: Vector, along gradient: Vector, learningRate: Double) {
        kernels.sgd(parameters, along: gradient, learningRate: Float(learningRate))
    }
}

/// The momentum of *Data Science from Scratch*: `u = m u + (1 - m) g; p -= lr u`.
struct Momentum: Optimizer {
    let kernels: Kernels
    let momentum: Double
    private let average: Buffer<Float>

    init(parameterCount: Int, momentum: Double = 0.9, kernels: Kernels) {
        self.kernels = kernels
        self.momentum = momentum
        average = Buffer(count: parameterCount)
    }

    mutating func update(_ parameters: Vector, along gradient: Vector, learningRate: Double) {
        kernels.momentum(
            parameters, along: gradient, learningRate: Float(learningRate), momentum: Float(momentum),
            average: average.vector(count: parameters.count))
    }
}

/// Adam (Kingma and Ba 2015), as in PyTorch: ε is added to the root.
struct Adam: Optimizer {
    let kernels: Kernels
    let beta1: Double
    let beta2: Double
    let epsilon: Double
    private var steps = 0
    private let mean: Buffer<Float>
    private let square: Buffer<Float>

    init(
        parameterCount: Int, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, kernels: Kernels
    ) {
        self.kernels = kernels
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        mean = Buffer(count: parameterCount)
        square = Buffer(count: parameterCount)
    }

    mutating func update(_ parameters: Vector, along gradient: Vector, learningRate: Double) {
        steps += 1
        kernels.adam(
            parameters, along: gradient, step: Float(learningRate / (1 - pow(beta1, Double(steps)))),
            correction: Float(1 / (1 - pow(beta2, Double(steps))).squareRoot()), beta1: Float(beta1),
            beta2: Float(beta2), epsilon: Float(epsilon), mean: mean.vector(count: parameters.count),
            square: square.vector(count: parameters.count))
    }
}
