/// Texts that finished names must not contain, and patterns that they must not match. It needs no vocabulary.
struct ExcludedTexts {
    private let words: WordTrie?
    private let patterns: [NondeterministicAutomaton]

    /// - Throws: ``RegularExpressionError``, ``GenerationError/tooComplex``.
    init(_ options: GenerationOptions) throws {
        do {
            words =
                options.excludedTexts.isEmpty
                ? nil : try WordTrie(options.excludedTexts.map { Array(NameList.composed($0)) })
            patterns = try options.excludedPatterns.map { try NondeterministicAutomaton(RegularExpression($0)) }
        } catch is Automaton.TooComplex {
            throw GenerationError.tooComplex
        }
    }

    /// - Parameter text: In normal form C.
    func accepts(_ text: String) throws -> Bool {
        if let words, words.isIn(text) { return false }
        do {
            return try !patterns.contains { try $0.matches(text) }
        } catch is Automaton.TooComplex {
            throw GenerationError.tooComplex
        }
    }
}
