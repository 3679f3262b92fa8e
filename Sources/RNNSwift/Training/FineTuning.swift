// Fine-tuning: training on another list, starting from a model.

extension Vocabulary {
    /// These characters, with the same tokens, and after them, sorted, those of another vocabulary that are new.
    ///
    /// - Throws: ``ListError/tooManyCharacters(_:)``.
    package func extended(by other: Vocabulary) throws -> Vocabulary {
        let known = Set(characters)
        let others = Set(other.characters.flatMap { split(String($0)) })
        return try Vocabulary(characters + others.filter { !known.contains($0) }.sorted(), unit: unit)
    }
}

extension Parameters {
    /// Takes the weights of a model over. Those of characters that the model does not know stay as they are.
    ///
    /// - Precondition: The model's architecture is that of the layout, and `vocabulary` is its own, extended.
    package func takeOver(_ model: Model, vocabulary: Vocabulary) {
        let known = model.vocabulary
        let (start, stop) = (vocabulary.start, vocabulary.stop)
        let tokens = Array(0..<known.characters.count) + [start, stop]  // of the model's tokens
        let before = model.weights.parameters
        for (index, (slice, old)) in zip(layout.slices, before.layout.slices).enumerated() {
            let rows = index == 0 ? tokens : Array(0..<slice.rows)  // the first weights are those of the input
            let isOutput = slice.role == .output || slice.role == .outputBias
            let columns = isOutput ? tokens : Array(0..<slice.columns)
            let (source, result) = (before.matrix(old), matrix(slice))
            for (from, row) in rows.enumerated() {
                for (fromColumn, column) in columns.enumerated() { result[row, column] = source[from, fromColumn] }
            }
        }
    }
}

extension Trainer {
    /// The characters of the list that the fine-tuned model does not know, which get new weights; none without such a
    /// model.
    public var newCharacters: [Character] {
        base.map { Array(vocabulary.characters.dropFirst($0.vocabulary.characters.count)) } ?? []
    }
}
