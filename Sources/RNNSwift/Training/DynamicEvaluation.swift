import Foundation

/// How a model of running text keeps learning from a text while it predicts it: dynamic evaluation (Krause et al.
/// 2018).
///
/// The text is read in one stream, piece by piece. After a piece is predicted, and its loss counted, the weights make
/// one step along the gradient of its mean loss, and a step back towards the weights of the model:
///
///     v += (1 - ρ) (g² - v)     θ -= η g / (√v̂ + ε)     θ += λ (θ₀ - θ)
///
/// where v̂ is v, corrected for its beginning with 0, as in Adam. Krause et al. take v from the training text; here,
/// the text itself is all that is needed.
public struct DynamicEvaluation: Sendable {
    /// η, greater than 0.
    public var learningRate = 0.0005
    /// λ, at least 0 and at most 1.
    public var decay = 0.002
    /// Tokens of a piece, at least 1.
    public var sequenceLength = 20

    public init() {}

    /// How a model has predicted a text.
    public struct Result: Sendable {
        /// Predicted tokens: all but the first.
        public let predictions: Int
        /// -ln p of the text, per character.
        public let nats: Double
        /// Number of characters that the model does not know, which are left out.
        public let unknownCharacters: Int

        public var bits: Double { nats / M_LN2 }
        public var perplexity: Double { exp(nats) }
    }
}

extension TextModel {
    /// How well the model predicts a text if it keeps learning from what it has read.
    ///
    /// The model itself is not changed. A text of fewer than two characters that the model knows gives 0 predictions.
    public func evaluate(on text: RunningText, adapting method: DynamicEvaluation) -> DynamicEvaluation.Result {
        read(text, method).result
    }

    /// The model that has learned from a text while it read it, as in ``evaluate(on:adapting:)``.
    ///
    /// Its record is that of this model, which is not changed. A text of fewer than two characters that the model
    /// knows gives the same model.
    public func adapted(to text: RunningText, by method: DynamicEvaluation = .init()) -> TextModel {
        let (vocabulary, network) = (model.vocabulary, model.network)
        let parameters = read(text, method).parameters
        return TextModel(Model(network: network, vocabulary: vocabulary, parameters: parameters, record: model.record))
    }

    private func read(
        _ text: RunningText, _ method: DynamicEvaluation
    ) -> (result: DynamicEvaluation.Result, parameters: Parameters) {
        precondition(method.learningRate > 0 && (0...1).contains(method.decay) && method.sequenceLength > 0)
        let (vocabulary, network, origin) = (model.vocabulary, model.network, model.weights.parameters)
        let (tokens, unknown) = vocabulary.tokens(of: text)
        guard tokens.count > 1 else { return (.init(predictions: 0, nats: 0, unknownCharacters: unknown), origin) }
        let streams = TextStreams(tokens, streams: 1, sequenceLength: method.sequenceLength)
        let rule = ReturningAdam(to: origin, decay: method.decay, kernels: network.kernels)
        let parameters = origin.copy()
        let step = TrainingStep(
            network, parameters: parameters, optimizer: rule, workers: WorkerPool(threads: 1))
        var loss = 0.0
        for piece in 0..<streams.pieces {
            loss += step.run(streams, piece: piece, learningRate: method.learningRate).loss
        }
        let characters =
            vocabulary.tokenizer == nil
            ? tokens.count - 1 : tokens.dropFirst().reduce(0) { $0 + vocabulary.width(ofToken: Int($1)) }
        let nats = loss / Double(characters)
        return (.init(predictions: tokens.count - 1, nats: nats, unknownCharacters: unknown), parameters)
    }
}

/// Adam without a first moment, and a step back towards other parameters.
private struct ReturningAdam: OptimizerRule {
    private var base: Adam
    private let origin: Parameters
    private let decay: Float

    init(to origin: Parameters, decay: Double, kernels: Kernels) {
        base = Adam(parameterCount: origin.layout.count, beta1: 0, kernels: kernels)
        (self.origin, self.decay) = (origin, Float(decay))
    }

    var steps: Int {
        get { base.steps }
        set { base.steps = newValue }
    }
    var moments: [String: Vector] { base.moments }

    mutating func advance(learningRate: Double) { base.advance(learningRate: learningRate) }

    func update(_ parameters: Vector, along gradient: Vector, at offset: Int) {
        base.update(parameters, along: gradient, at: offset)
        parameters.approach(origin.all[offset..<offset + parameters.count], by: decay)
    }
}
