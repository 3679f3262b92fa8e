/// A model of running text.
///
///     let model = TextModel(try Trainer(RunningText(contentsOf: "shakespeare.txt"), options: options).train())
///     print(try model.generate(length: 500, prefix: "ROMEO:"))
public struct TextModel: Sendable {
    /// The network, its vocabulary and how it came to be; to be saved as any other.
    public let model: Model

    /// - Precondition: The model was trained on running text.
    public init(_ model: Model) {
        precondition(model.record.text != nil, "a model of names")
        self.model = model
    }
}

extension Vocabulary {
    /// The token that a network reads before running text: a text begins like a line. Without line feeds, nothing
    /// better than START is known.
    package var firstOfText: Int { token(of: "\n") ?? start }
}
