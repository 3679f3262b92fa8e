/// A model of running text.
///
///     let model = TextModel(try Trainer(RunningText(contentsOf: "shakespeare.txt"), options: options).train())
///     print(try model.generate(500, prefix: "ROMEO:"))
public struct TextModel: Sendable {
    /// The network, its vocabulary and how it came to be; to be saved as any other.
    public let model: Model

    /// - Precondition: The model was trained on running text.
    public init(_ model: Model) {
        precondition(model.record.text != nil, "a model of names")
        self.model = model
    }

    /// Reads a model.
    ///
    /// - Throws: ``FileError`` if the file cannot be read, ``Model/FormatError`` if it holds no model of running text.
    public init(contentsOf path: String, kernels: Kernels = .best) throws {
        guard case .text(let model) = try ModelFile(contentsOf: path, kernels: kernels) else {
            throw Model.FormatError(description: "\(path) is a model of names, not of running text")
        }
        self = model
    }

    /// Goes on from a prefix.
    ///
    /// - Parameters:
    ///   - length: The characters that come after the prefix.
    ///   - prefix: What the text begins with; it comes back before what follows it. The model reads it after a line feed.
    ///   - options: Temperature, top-k, top-p, min-p and the seed; the rest is for names.
    /// - Throws: ``GenerationError/unknownCharacter(_:)``.
    public func generate(_ length: Int, prefix: String = "", _ options: GenerationOptions = .init()) throws -> String {
        var text = ""
        try generate(length, prefix: prefix, options) { text.append($0) }
        return text
    }

    /// The same, character by character.
    public func generate(
        _ length: Int, prefix: String = "", _ options: GenerationOptions = .init(),
        write: (Character) throws -> Void
    ) throws {
        precondition(length >= 0)
        options.check()
        let prefix = NameList.composed(prefix)
        let tokens = try model.vocabulary.tokens(of: prefix)
        for character in prefix { try write(character) }
        try TextSampler(Mixture(model), options.sampling, prefix: tokens, seed: options.seed).write(length, write)
    }

    /// The same model, whose record has how it predicts a text that had no part in its training.
    public func tested(on text: RunningText, threads: Int = 1) -> TextModel {
        TextModel(model.tested(evaluate(on: text, threads: threads), text.source))
    }

    /// How well the model predicts a text: every character but the first, after those before it.
    ///
    /// Characters that the model does not know are left out and counted. No limits are known for running text: the maximum is 1,
    /// and there are neither names nor a floor.
    ///
    /// - Parameter threads: The result does not depend on it.
    public func evaluate(on text: RunningText, threads: Int = 1) -> Evaluation {
        let (tokens, unknown) = model.vocabulary.tokens(of: text)
        let evaluator = TextEvaluator(tokens, 0..<tokens.count, workers: WorkerPool(threads: threads))
        var evaluation = evaluator.evaluate(Mixture(model))
        evaluation.unknownCharacters = unknown
        return evaluation
    }
}
