/// The momentum of *Data Science from Scratch*, `u = m u + (1 - m) g; p -= lr u`, or Polyak's heavy ball, PyTorch's
/// `SGD(momentum: m)`: `u = m u + g; p -= lr u`, which is the same with the rate lr / (1 - m).
package struct Momentum: OptimizerRule {
    package let kernels: Kernels
    package let momentum: Double
    private let factor: Double
    package var steps = 0
    private var learningRate = 0.0
    private let average: Buffer<Float>
    private let count: Int

    /// - Parameter averages: Whether the gradient counts (1 - m) times, as in the book; otherwise the ball is heavy.
    package init(parameterCount: Int, momentum: Double = 0.9, averages: Bool = true, kernels: Kernels) {
        self.kernels = kernels
        self.momentum = momentum
        factor = averages ? 1 : Self.heavyBallFactor(momentum)
        count = parameterCount
        average = Buffer(count: parameterCount)
    }

    /// What makes the rate of the heavy ball one of the average's.
    static func heavyBallFactor(_ momentum: Double) -> Double { 1 / (1 - momentum) }

    package var moments: [String: Vector] { ["average": average.vector(count: count)] }

    package mutating func advance(learningRate: Double) {
        steps += 1
        self.learningRate = factor * learningRate
    }

    package func update(_ parameters: Vector, along gradient: Vector, at offset: Int) {
        kernels.momentum(
            parameters, along: gradient, learningRate: Float(learningRate), momentum: Float(momentum),
            average: average.vector(at: offset, count: parameters.count))
    }
}

/// Nesterov's momentum, as PyTorch's `SGD(momentum: m, nesterov: true)`: `u = m u + g; p -= lr (g + m u)`.
struct Nesterov: OptimizerRule {
    let kernels: Kernels
    let momentum: Double
    var steps = 0
    private var learningRate = 0.0
    private let velocity: Buffer<Float>
    private let count: Int

    init(parameterCount: Int, momentum: Double = 0.9, kernels: Kernels) {
        self.kernels = kernels
        self.momentum = momentum
        count = parameterCount
        velocity = Buffer(count: parameterCount)
    }

    var moments: [String: Vector] { ["velocity": velocity.vector(count: count)] }

    mutating func advance(learningRate: Double) {
        steps += 1
        self.learningRate = learningRate
    }

    func update(_ parameters: Vector, along gradient: Vector, at offset: Int) {
        kernels.nesterov(
            parameters, along: gradient, learningRate: Float(learningRate), momentum: Float(momentum),
            velocity: velocity.vector(at: offset, count: parameters.count))
    }
}
