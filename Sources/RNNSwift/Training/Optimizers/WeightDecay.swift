/// Decoupled weight decay (Loshchilov and Hutter 2019) before the step of another optimizer: `p -= lr λ p`. With Adam
/// that is AdamW; Keras' `weight_decay` is the same for all optimizers. Biases decay too, as in both.
struct WeightDecay: OptimizerRule {
    private let kernels: Kernels
    private let decay: Double
    private var base: any OptimizerRule
    private var kept = 1.0

    init(_ base: any OptimizerRule, decay: Double, kernels: Kernels) {
        self.base = base
        self.decay = decay
        self.kernels = kernels
    }

    var steps: Int {
        get { base.steps }
        set { base.steps = newValue }
    }

    var moments: [String: Vector] { base.moments }

    mutating func advance(learningRate: Double) {
        kept = 1 - learningRate * decay
        base.advance(learningRate: learningRate)
    }

    func update(_ parameters: Vector, along gradient: Vector, at offset: Int) {
        kernels.scale(parameters, by: Float(kept))
        base.update(parameters, along: gradient, at: offset)
    }
}
