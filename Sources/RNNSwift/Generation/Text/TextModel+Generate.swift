extension TextModel {
    /// Continues a prefix.
    ///
    /// - Parameters:
    ///   - length: The characters that come after the prefix, at most.
    ///   - prefix: What the text begins with; it comes back before what follows it. The model reads it after a line
    ///     feed.
    ///   - stop: The text ends before the first of these, behind the prefix.
    ///   - options: Temperature, top-k, top-p, min-p and the seed; the rest is for names.
    /// - Throws: ``GenerationError/unknownCharacter(_:)``, ``GenerationError/unknownPart(_:)``.
    public func generate(
        length: Int, prefix: String = "", stop: String? = nil, options: GenerationOptions = .init()
    ) throws -> String {
        var text = ""
        try generate(length: length, prefix: prefix, stop: stop, options: options) { text.append($0) }
        return text
    }

    /// The same, character by character.
    public func generate(
        length: Int, prefix: String = "", stop: String? = nil, options: GenerationOptions = .init(),
        write: (Character) throws -> Void
    ) throws {
        try ModelEnsemble(model).generateText(
            length: length, prefix: prefix, stop: stop, options: options, write: write)
    }
}

extension ModelEnsemble {
    /// Continues a prefix with models of running text, character by character: see
    /// ``TextModel/generate(length:prefix:stop:options:)``.
    public func generateText(
        length: Int, prefix: String = "", stop: String? = nil, options: GenerationOptions = .init(),
        write: (Character) throws -> Void
    ) throws {
        precondition(length >= 0, "the length must be at least 0")
        options.check()
        let prefix = NameList.composed(prefix)
        let tokens = try vocabulary.tokens(of: prefix)
        let stop = Array(NameList.composed(stop ?? ""))
        for character in prefix { try write(character) }
        // What may be the beginning of the stop text.
        var held: [Character] = []
        let sampler = TextSampler(self, options.sampling, prefix: tokens, seed: options.seed)
        try sampler.write(length) { character in
            held.append(character)
            if !stop.isEmpty, held == stop {
                held = []
                return false
            }
            if held.count >= stop.count { try write(held.removeFirst()) }
            return true
        }
        for character in held { try write(character) }
    }
}
