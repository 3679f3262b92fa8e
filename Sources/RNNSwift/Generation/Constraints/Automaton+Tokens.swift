extension Automaton {
    private struct State: Hashable {
        /// The labels that were read.
        var labels: Int
        /// The state of the automaton over characters.
        var state: Int32
        /// The characters that were read, if these are counted.
        var length: Int
    }

    private enum Class: Hashable {
        /// Values of a label, wanted or not.
        case label(Int, isWanted: Bool)
        /// Texts of this length that lead from each state to the same.
        case text(length: Int, next: [Int32])
    }

    /// The sequences of a vocabulary's tokens that write what this one wants, which is over the vocabulary's alphabet:
    /// a value of each label, then texts.
    ///
    /// - Parameters:
    ///   - given: For each label, the numbers of the values that names may have; nil for all.
    ///   - lengths: The characters that names may have; nil for any number.
    /// - Throws: ``TooComplex``.
    package func spelled(
        by vocabulary: Vocabulary, given: [Int: [Int]], lengths: ClosedRange<Int>?
    ) throws -> Automaton {
        guard states > 0 else { return self }
        guard vocabulary.texts.count <= Self.mostTransitions / states else { throw TooComplex() }
        var numbers: [Class: Int32] = [:]
        var members: [Class] = []
        func number(_ token: Class) -> Int32 {
            if let known = numbers[token] { return known }
            numbers[token] = Int32(members.count)
            members.append(token)
            return Int32(members.count - 1)
        }
        var classes = vocabulary.texts.indices.map { number(text($0, vocabulary)) }
        for column in vocabulary.labels.columns.indices {
            for value in vocabulary.labels.columns[column].values.indices {
                classes.append(number(.label(column, isWanted: given[column]?.contains(value) ?? true)))
            }
        }
        let columns = vocabulary.labels.columns.count
        return try Automaton(
            classes: classes, limit: lengths == nil ? Self.mostStates + columns : 2 * Self.mostStates,
            start: State(labels: 0, state: 0, length: 0),
            isAccepting: { [isAccepting] in
                $0.labels == columns && isAccepting[Int($0.state)] && lengths?.contains($0.length) ?? true
            },
            next: { state, index in
                switch members[index] {
                case .label(let column, let isWanted):
                    guard isWanted, column == state.labels else { return nil }
                    return State(labels: column + 1, state: 0, length: 0)
                case .text(let length, let next):
                    let following = next[Int(state.state)]
                    let total = lengths == nil ? 0 : state.length + length
                    guard state.labels == columns, following >= 0, total <= lengths?.upperBound ?? 0 else { return nil }
                    return State(labels: columns, state: following, length: total)
                }
            })
    }

    private func text(_ token: Int, _ vocabulary: Vocabulary) -> Class {
        let spelling = vocabulary.tokenizer?.spellings[token].map(Int.init) ?? [token]
        let following = (0..<states).map { state in
            spelling.reduce(state) { $0 < 0 ? $0 : next($0, $1) }
        }
        return .text(length: spelling.count, next: following.map { Int32($0) })
    }
}
