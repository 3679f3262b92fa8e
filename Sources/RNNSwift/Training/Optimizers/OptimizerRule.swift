/// A rule by which parameters follow their gradient.
///
/// A step may be made in pieces, so that threads can share it.
package protocol OptimizerRule: Sendable {
    /// Steps begun so far.
    var steps: Int { get set }
    /// What is kept from step to step, by name; each is laid out as the parameters are.
    var moments: [String: Vector] { get }
    /// The next step begins.
    mutating func advance(learningRate: Double)
    /// The step, for the parameters from number `offset` on.
    func update(_ parameters: Vector, along gradient: Vector, at offset: Int)
}

extension OptimizerRule {
    /// A whole step.
    package mutating func update(_ parameters: Vector, along gradient: Vector, learningRate: Double) {
        advance(learningRate: learningRate)
        update(parameters, along: gradient, at: 0)
    }
}

extension TrainingOptions {
    /// The optimizer that was asked for, before its first step.
    package func makeOptimizer(parameterCount count: Int) -> any OptimizerRule {
        let (momentum, epsilon, decay) = (optimizer.momentum, optimizer.usedEpsilon, optimizer.usedWeightDecay)
        let base: any OptimizerRule =
            switch optimizer.kind {
            case .adam, .adamw:
                Adam(
                    parameterCount: count, beta1: optimizer.beta1, beta2: optimizer.beta2, epsilon: epsilon,
                    kernels: kernels)
            case .rmsprop: RMSprop(parameterCount: count, rho: optimizer.rho, epsilon: epsilon, kernels: kernels)
            case .momentum: Momentum(parameterCount: count, momentum: momentum, kernels: kernels)
            case .heavyBall: Momentum(parameterCount: count, momentum: momentum, averages: false, kernels: kernels)
            case .nesterov: Nesterov(parameterCount: count, momentum: momentum, kernels: kernels)
            case .sgd: SGD(kernels: kernels)
            }
        return decay > 0 ? WeightDecay(base, decay: decay, kernels: kernels) : base
    }
}
