/// What every generated name begins with: labels and a text.
package struct NameBeginning: Sendable {
    /// Tokens that every name begins with: given labels, up to the first that is not given, and then those of the text
    /// where each is a character.
    package let tokens: [Int]
    /// The text that names begin with behind the tokens.
    let text: String
    /// For labels, the numbers of their values that names may have, if these are given.
    let given: [Int: [Int]]
    /// Whether labels are given that are not among the tokens.
    var hasOtherLabels: Bool { given.count > labels }
    /// The number of labels among the tokens.
    private let labels: Int
    /// The characters of the text that are among the tokens, as tokens of the alphabet.
    let characters: [Int]

    /// - Throws: ``LabelError``, ``GenerationError``.
    package init(_ options: GenerationOptions, _ vocabulary: Vocabulary, maximumLength: Int) throws {
        given = try vocabulary.labels.numbers(ofGiven: options.given)
        let text = NameList.composed(options.prefix)
        let characters = try vocabulary.alphabet.tokens(of: text)
        guard characters.count <= maximumLength else { throw GenerationError.prefixTooLong(limit: maximumLength) }
        if let first = characters.first, vocabulary.characters[first].isWhitespace {
            throw GenerationError.impossible("no name begins with white space: the prefix is \"\(options.prefix)\"")
        }
        var tokens: [Int] = []
        while let number = given[tokens.count]?.first {
            tokens.append(vocabulary.tokens(ofLabel: tokens.count).lowerBound + number)
        }
        labels = tokens.count
        if tokens.count == vocabulary.labels.columns.count, vocabulary.tokenizer == nil {
            self.text = ""
            self.characters = characters
            tokens += characters
        } else {
            self.text = text
            self.characters = []
        }
        self.tokens = tokens
    }
}
