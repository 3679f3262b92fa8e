import Foundation

/// A rule by which parameters follow their gradient.
///
/// A step may be made in pieces, so that threads can share it.
protocol Optimizer: Sendable {
    /// The next step begins.
    mutating func advance(learningRate: Double)
    /// The step, for the parameters from number `offset` on.
    func update(_ parameters: Vector, along gradient: Vector, at offset: Int)
}

extension Optimizer {
    /// A whole step.
    mutating func update(_ parameters: Vector, along gradient: Vector, learningRate: Double) {
        advance(learningRate: learningRate)
        update(parameters, along: gradient, at: 0)
    }
}

/// Gradient descent: `p -= lr g`.
struct SGD: Optimizer {
    let kernels: Kernels
    private var learningRate = 0.0

    init(kernels: Kernels) { self.kernels = kernels }

    mutating func advance(learningRate: Double) { self.learningRate = learningRate }

    func update(_ parameters: Vector, along gradient: Vector, at offset: Int) {
        kernels.sgd(parameters, along: gradient, learningRate: Float(learningRate))
    }
}

/// The momentum of *Data Science from Scratch*: `u = m u + (1 - m) g; p -= lr u`.
struct Momentum: Optimizer {
    let kernels: Kernels
    let momentum: Double
    private var learningRate = 0.0
    private let average: Buffer<Float>

    init(parameterCount: Int, momentum: Double = 0.9, kernels: Kernels) {
        self.kernels = kernels
        self.momentum = momentum
        average = Buffer(count: parameterCount)
    }

    mutating func advance(learningRate: Double) { self.learningRate = learningRate }

    func update(_ parameters: Vector, along gradient: Vector, at offset: Int) {
        kernels.momentum(
            parameters, along: gradient, learningRate: Float(learningRate), momentum: Float(momentum),
            average: average.vector(at: offset, count: parameters.count))
    }
}

/// Adam (Kingma and Ba 2015), as in PyTorch: ε is added to the root.
struct Adam: Optimizer {
    let kernels: Kernels
    let beta1: Double
    let beta2: Double
    let epsilon: Double
    private var steps = 0
    private var learningRate = 0.0
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

    mutating func advance(learningRate: Double) {
        steps += 1
        self.learningRate = learningRate
    }

    func update(_ parameters: Vector, along gradient: Vector, at offset: Int) {
        kernels.adam(
            parameters, along: gradient, step: Float(learningRate / (1 - pow(beta1, Double(steps)))),
            correction: Float(1 / (1 - pow(beta2, Double(steps))).squareRoot()), beta1: Float(beta1),
            beta2: Float(beta2), epsilon: Float(epsilon), mean: mean.vector(at: offset, count: parameters.count),
            square: square.vector(at: offset, count: parameters.count))
    }
}
