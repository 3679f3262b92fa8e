extension TextModel {
    /// Continues a prefix.
    ///
    /// - Parameters:
    ///   - length: The characters that come after the prefix.
    ///   - prefix: What the text begins with; it comes back before what follows it. The model reads it after a line
    ///     feed.
    ///   - options: Temperature, top-k, top-p, min-p and the seed; the rest is for names.
    /// - Throws: ``GenerationError/unknownCharacter(_:)``.
    public func generate(
        length: Int, prefix: String = "", options: GenerationOptions = .init()
    ) throws -> String {
        var text = ""
        try generate(length: length, prefix: prefix, options: options) { text.append($0) }
        return text
    }

    /// The same, character by character.
    public func generate(
        length: Int, prefix: String = "", options: GenerationOptions = .init(),
        write: (Character) throws -> Void
    ) throws {
        precondition(length >= 0, "the length must be at least 0")
        options.check()
        let prefix = NameList.composed(prefix)
        let tokens = try model.vocabulary.tokens(of: prefix)
        for character in prefix { try write(character) }
        try TextSampler(ModelEnsemble(model), options.sampling, prefix: tokens, seed: options.seed).write(length, write)
    }
}
