/// What names must be beyond their prefix, as an automaton over tokens and bounds of their length.
struct Constraint: Sendable {
    let automaton: Automaton
    /// In characters.
    let lengths: ClosedRange<Int>
    /// Where the automaton is behind the prefix that every name begins with.
    let start: Int
    /// [lengths, states] Whether a beginning of this length in this state can still become a name.
    private let isAlive: [Bool]

    /// Entries of tables over lengths and states.
    static let mostEntries = 10_000_000

    /// The constraint that options ask for; nil if they ask for none.
    ///
    /// - Parameter prefix: The tokens that every name begins with.
    /// - Throws: ``GenerationError``, ``RegularExpressionError``.
    init?(_ options: GenerationOptions, _ vocabulary: Vocabulary, prefix: [Int], maximumLength: Int) throws {
        let minimum = max(options.minimumLength, 1)
        guard minimum <= maximumLength else {
            throw GenerationError.lengths(minimum: minimum, maximum: maximumLength)
        }
        var expressions: [(expression: RegularExpression, reason: String)] = []
        for text in options.contained where !text.isEmpty {
            _ = try vocabulary.tokens(of: text)
            expressions.append((RegularExpression(literal: text), "contains \"\(text)\""))
        }
        if !options.suffix.isEmpty {
            _ = try vocabulary.tokens(of: options.suffix)
            expressions.append(
                (.sequence([RegularExpression(literal: options.suffix), .end]), "ends with \"\(options.suffix)\""))
        }
        for pattern in options.patterns {
            expressions.append((try RegularExpression(pattern), "matches \"\(pattern)\""))
        }
        guard !expressions.isEmpty || minimum > 1 || options.maximumLength != nil else { return nil }
        // Names are trimmed, so the constraints are for names that begin and end with no white space.
        if vocabulary.characters.contains(where: \.isWhitespace) {
            expressions.append((try RegularExpression(#"^\S(.*\S)?$"#), "neither begins nor ends with white space"))
        }
        do {
            automaton = try Self.automaton(expressions, vocabulary, prefix)
        } catch is Automaton.TooComplex {
            throw GenerationError.tooComplex
        }
        lengths = minimum...maximumLength
        start = automaton.state(after: prefix) ?? 0
        guard (maximumLength + 1).multipliedReportingOverflow(by: automaton.states).partialValue <= Self.mostEntries
        else { throw GenerationError.tooComplex }
        isAlive = Self.findAlive(automaton, lengths)
        guard isAlive(length: prefix.count, state: start) else {
            throw GenerationError.impossible(
                "no name of \(lengths.lowerBound) to \(lengths.upperBound) characters is what the options ask for")
        }
    }

    /// The intersection of automata, and an error that tells which of them is in the way.
    private static func automaton(
        _ expressions: [(expression: RegularExpression, reason: String)], _ vocabulary: Vocabulary, _ prefix: [Int]
    ) throws -> Automaton {
        var all = try Automaton(.empty, vocabulary)
        for (expression, reason) in expressions {
            let automaton = try Automaton(expression, vocabulary)
            guard automaton.states > 0 else {
                let unknown = expression.literals.filter { vocabulary.token(of: $0) == nil }.sorted()
                let list = unknown.map { "\"\($0)\"" }.joined(separator: ", ")
                throw GenerationError.impossible(
                    "no name \(reason)" + (list.isEmpty ? "" : "; the model does not know \(list)"))
            }
            guard automaton.state(after: prefix) != nil else {
                throw GenerationError.impossible(
                    "no name that begins with \"\(vocabulary.text(of: prefix))\" \(reason)")
            }
            all = try all.intersection(automaton)
            guard all.state(after: prefix) != nil else {
                throw GenerationError.impossible("no name \(reason) and is what the other options ask for")
            }
        }
        return all
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

    func isAlive(length: Int, state: Int) -> Bool { isAlive[length * automaton.states + state] }

    /// Whether a beginning of this length in this state is a name.
    func accepts(length: Int, state: Int) -> Bool { automaton.isAccepting[state] && lengths.contains(length) }

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
    /// The tokens of a text; throws where a character is unknown.
    func tokens(of text: String) throws -> [Int] {
        try NameList.composed(text).map { character in
            guard let token = token(of: character) else { throw GenerationError.unknownCharacter(character) }
            return token
        }
    }
}
