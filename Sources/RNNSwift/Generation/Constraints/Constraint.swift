/// What names must be beyond what they begin with, as an automaton over tokens and bounds of their length.
///
/// Where tokens have several characters, the automaton counts characters, too.
package struct Constraint: Sendable {
    package let automaton: Automaton
    /// In tokens, those of labels included.
    package let lengths: ClosedRange<Int>
    /// Where the automaton is behind the prefix that every name begins with.
    package let start: Int
    /// [lengths, states] Whether a beginning of this length in this state can still become a name. Empty where the
    /// table would be too large.
    private let isAlive: [Bool]

    /// Entries of tables over lengths and states.
    static let mostEntries = 10_000_000

    /// Something that names must be.
    private struct Requirement {
        let automaton: Automaton
        /// What follows "no name" if there is none.
        let reason: String
        /// Characters that names need.
        var literals: Set<Character> = []
    }

    /// The constraint that options ask for; nil if they ask for none.
    ///
    /// - Parameters:
    ///   - beginning: What every name begins with.
    ///   - maximumLength: In characters.
    /// - Throws: ``GenerationError``, ``RegularExpressionError``.
    package init?(
        _ options: GenerationOptions, _ vocabulary: Vocabulary, _ beginning: NameBeginning, maximumLength: Int
    ) throws {
        let minimum = max(options.minimumLength, 1)
        guard minimum <= maximumLength else {
            throw GenerationError.lengths(minimum: minimum, maximum: maximumLength)
        }
        do {
            let requirements = try Self.requirements(options, vocabulary.alphabet, beginning)
            let isNeeded = vocabulary.tokenizer != nil || beginning.hasOtherLabels
            guard isNeeded || !requirements.isEmpty || minimum > 1 || options.maximumLength != nil else { return nil }
            let characters = try Self.automaton(requirements, vocabulary.alphabet, beginning.characters)
            if vocabulary.isPlain {
                automaton = characters
            } else {
                automaton = try characters.spelled(
                    by: vocabulary, given: beginning.given,
                    lengths: vocabulary.tokenizer == nil ? nil : minimum...maximumLength)
            }
        } catch is Automaton.TooComplex {
            throw GenerationError.tooComplex
        }
        let labels = vocabulary.labels.columns.count
        lengths = (vocabulary.tokenizer == nil ? minimum : 1) + labels...maximumLength + labels
        let prefix = beginning.tokens
        guard automaton.states > 0 else {
            throw GenerationError.impossible("no name that the model's tokens write satisfies the options")
        }
        start = automaton.state(after: prefix) ?? 0
        let (entries, isTooLarge) = (lengths.upperBound + 1).multipliedReportingOverflow(by: automaton.states)
        isAlive = isTooLarge || entries > Self.mostEntries ? [] : Self.findAlive(automaton, lengths)
        guard isAlive(length: prefix.count, state: start) else {
            throw GenerationError.impossible(
                "no name of \(minimum) to \(maximumLength) characters satisfies the options")
        }
    }

    /// - Parameter vocabulary: The alphabet.
    private static func requirements(
        _ options: GenerationOptions, _ vocabulary: Vocabulary, _ beginning: NameBeginning
    ) throws -> [Requirement] {
        var all: [Requirement] = []
        func add(_ expression: RegularExpression, _ reason: String) throws {
            all.append(
                Requirement(
                    automaton: try Automaton(expression, vocabulary), reason: reason, literals: expression.literals))
        }
        if !beginning.text.isEmpty {
            let text = RegularExpression(literal: vocabulary.split(beginning.text))
            try add(.sequence([.beginning, text]), "begins with \"\(beginning.text)\"")
        }
        for text in options.contained where !text.isEmpty {
            _ = try vocabulary.tokens(of: text)
            try add(RegularExpression(literal: vocabulary.split(NameList.composed(text))), "contains \"\(text)\"")
        }
        if !options.suffix.isEmpty {
            _ = try vocabulary.tokens(of: options.suffix)
            try add(
                .sequence([RegularExpression(literal: vocabulary.split(NameList.composed(options.suffix))), .end]),
                "ends with \"\(options.suffix)\"")
        }
        for pattern in options.patterns {
            try add(try RegularExpression(pattern, vocabulary), "matches \"\(pattern)\"")
        }
        for pattern in options.excludedPatterns {
            let automaton = try Automaton(RegularExpression(pattern, vocabulary), vocabulary).complement
            all.append(Requirement(automaton: automaton, reason: "fails to match \"\(pattern)\""))
        }
        let words = options.excludedTexts.filter { !$0.isEmpty }
        if !words.isEmpty {
            let texts = words.count == 1 ? "\"\(words.first!)\"" : "the \(words.count) texts to be left out"
            all.append(
                Requirement(automaton: try Automaton(without: words, vocabulary), reason: "is free of \(texts)"))
        }
        // Names are trimmed, so the constraints are for names that begin and end with no white space.
        let asksForMore = options.minimumLength > 1 || options.maximumLength != nil
        if !all.isEmpty || asksForMore, vocabulary.characters.contains(where: \.isWhitespace) {
            try add(try RegularExpression(#"^\S(.*\S)?$"#), "neither begins nor ends with white space")
        }
        return all
    }

    /// The intersection of automata; throws an error that names the automaton that makes it empty.
    private static func automaton(
        _ requirements: [Requirement], _ vocabulary: Vocabulary, _ prefix: [Int]
    ) throws -> Automaton {
        var all: Automaton?
        for requirement in requirements {
            let (automaton, reason) = (requirement.automaton, requirement.reason)
            guard automaton.states > 0 else {
                let unknown = requirement.literals.filter { vocabulary.token(of: $0) == nil }.sorted()
                let list = unknown.map { "\"\($0)\"" }.joined(separator: ", ")
                throw GenerationError.impossible(
                    "no name \(reason)" + (list.isEmpty ? "" : "; the model does not know \(list)"))
            }
            guard automaton.state(after: prefix) != nil else {
                throw GenerationError.impossible(
                    "no name that begins with \"\(vocabulary.text(of: prefix))\" \(reason)")
            }
            let both = try all?.intersection(automaton) ?? automaton
            guard both.state(after: prefix) != nil else {
                throw GenerationError.impossible("no name \(reason) and satisfies the other options")
            }
            all = both
        }
        return try all ?? Automaton(.empty, vocabulary)
    }

    private static func findAlive(_ automaton: Automaton, _ lengths: ClosedRange<Int>) -> [Bool] {
        let states = automaton.states
        var isAlive = [Bool](repeating: false, count: (lengths.upperBound + 1) * states)
        for length in (0...lengths.upperBound).reversed() {
            for state in 0..<states {
                var alive = automaton.isAccepting[state] && lengths.contains(length)
                if length < lengths.upperBound {
                    for index in 0..<automaton.classCount where !alive {
                        let next = Int(automaton.transitions[state * automaton.classCount + index])
                        alive = next >= 0 && isAlive[(length + 1) * states + next]
                    }
                }
                isAlive[length * states + state] = alive
            }
        }
        return isAlive
    }

    /// Whether a beginning of this length in this state can still become a name, as far as that is known.
    func isAlive(length: Int, state: Int) -> Bool { isAlive.isEmpty || isAlive[length * automaton.states + state] }

    /// Whether tables over lengths and states are small enough to steer by.
    var isSteerable: Bool { !isAlive.isEmpty }

    /// Whether a beginning of this length in this state is a name.
    package func accepts(length: Int, state: Int) -> Bool { automaton.isAccepting[state] && lengths.contains(length) }

    /// Whether a name is what it must be.
    func accepts(_ tokens: TokenList) -> Bool {
        guard lengths.contains(tokens.count) else { return false }
        var state = 0
        for position in 0..<tokens.count {
            state = automaton.next(state, tokens[position])
            guard state >= 0 else { return false }
        }
        return automaton.isAccepting[state]
    }
}

extension Vocabulary {
    /// The tokens of a text; throws where a part of it is none.
    package func tokens(of text: String) throws -> [Int] {
        try parts(of: NameList.composed(text)).map { part in
            if let token = part.token { return token }
            throw part.text.count == 1
                ? GenerationError.unknownCharacter(Character(part.text)) : GenerationError.unknownPart(part.text)
        }
    }
}
