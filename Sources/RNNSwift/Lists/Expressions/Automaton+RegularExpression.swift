extension Automaton {
    /// The names over a vocabulary that an expression matches, somewhere.
    ///
    /// Thompson's construction and the subset construction (Aho, Sethi and Ullman, Compilers, 3.7). An expression that
    /// is tied to no beginning may begin anew at every character; once it has matched, all that follows is welcome.
    ///
    /// - Throws: ``TooComplex``.
    package init(_ expression: RegularExpression, _ vocabulary: Vocabulary) throws {
        let nondeterministic = try NondeterministicAutomaton(expression)
        let (classes, members) = Self.classes(vocabulary, nondeterministic.sets)
        try self.init(
            classes: classes, start: nondeterministic.start,
            isAccepting: { try nondeterministic.accepts($0) },
            next: { try nondeterministic.next($0, members[$1]) })
    }

    /// Characters that the same sets contain are of one class: the class of each, and for each class which sets those
    /// are.
    private static func classes(
        _ vocabulary: Vocabulary, _ sets: [CharacterClass]
    ) -> (classes: [Int32], members: [[Bool]]) {
        var numbers: [[Bool]: Int32] = [:]
        var members: [[Bool]] = []
        let classes = vocabulary.characters.map { character in
            let membership = sets.map { $0.contains(character) }
            if let number = numbers[membership] { return number }
            numbers[membership] = Int32(members.count)
            members.append(membership)
            return Int32(members.count - 1)
        }
        return (classes, members)
    }
}

/// An automaton that may be in several states at once.
package final class NondeterministicAutomaton {
    private enum State {
        /// Reads a character of a set.
        case reading(set: Int, next: Int)
        case either(Int, Int)
        /// Passes only before the first character, or only after the last.
        case beginning(next: Int)
        case end(next: Int)
        case matched
    }

    /// The states in which something is still to be read or to end, ascending. Nil: it has matched, whatever follows.
    typealias Subset = [Int32]?

    private static let mostStates = 20_000
    /// States that are looked at: what would take longer than some seconds is refused.
    private static let mostVisits = 20_000_000

    private var states: [State] = [.matched]
    private(set) var sets: [CharacterClass] = []
    private var numbers: [CharacterClass: Int] = [:]
    /// What an attempt that begins at a later character starts with.
    private var restart: Subset = []
    private(set) var start: Subset = []
    private var visits = 0
    /// The last search that has seen a state.
    private var seen: [Int] = []
    private var search = 0

    package init(_ expression: RegularExpression) throws {
        let entry = try add(expression, then: 0)
        seen = [Int](repeating: 0, count: states.count)
        start = try reach([entry], atBeginning: true)
        restart = try reach([entry])
    }

    func accepts(_ subset: Subset) throws -> Bool {
        guard let subset else { return true }
        return try reach(subset.map(Int.init), atEnd: true) == nil
    }

    /// Whether a text has a match.
    package func matches(_ text: String) throws -> Bool {
        visits = 0
        var subset = start
        for character in text {
            guard let next = try next(subset, sets.map { $0.contains(character) }) else { return false }
            subset = next
        }
        return try accepts(subset)
    }

    /// - Parameter members: Of each set, whether the character is in it.
    func next(_ subset: Subset, _ members: [Bool]) throws -> Subset? {
        guard let subset, let restart else { return .some(nil) }
        var following = restart.map(Int.init)
        for state in subset {
            if case .reading(let set, let next) = states[Int(state)], members[set] { following.append(next) }
        }
        return .some(try reach(following))
    }

    /// What is reached without reading.
    private func reach(_ from: [Int], atBeginning: Bool = false, atEnd: Bool = false) throws -> Subset {
        search += 1
        var pending = from
        var waiting: [Int32] = []
        while let state = pending.popLast() {
            guard seen[state] != search else { continue }
            seen[state] = search
            visits += 1
            switch states[state] {
            case .reading: waiting.append(Int32(state))
            case .either(let a, let b): pending += [a, b]
            case .beginning(let next): if atBeginning { pending.append(next) }
            case .end(let next): if atEnd { pending.append(next) } else { waiting.append(Int32(state)) }
            case .matched: return nil
            }
        }
        guard visits <= Self.mostVisits else { throw Automaton.TooComplex() }
        return waiting.sorted()
    }

    /// Adds states that read an expression and then continue at a state. Returns the first of them.
    private func add(_ expression: RegularExpression, then next: Int) throws -> Int {
        switch expression {
        case .empty: return next
        case .characters(let set):
            let number = numbers[set] ?? sets.count
            if number == sets.count {
                numbers[set] = number
                sets.append(set)
            }
            return try append(.reading(set: number, next: next))
        case .sequence(let parts): return try parts.reversed().reduce(next) { try add($1, then: $0) }
        case .alternatives(let parts):
            let entries = try parts.map { try add($0, then: next) }
            return try entries.dropLast().reversed().reduce(entries.last!) { try append(.either($1, $0)) }
        case .repeated(let part, let least, let most):
            var entry = next
            if let most {
                for _ in 0..<most - least { entry = try append(.either(add(part, then: entry), next)) }
            } else {
                entry = try append(.matched)  // a place for the loop, whose body has to know it
                states[entry] = .either(try add(part, then: entry), next)
            }
            for _ in 0..<least {
                let before = entry
                entry = try add(part, then: entry)
                if entry == before { break }  // a part without anything in it
            }
            return entry
        case .beginning: return try append(.beginning(next: next))
        case .end: return try append(.end(next: next))
        }
    }

    private func append(_ state: State) throws -> Int {
        guard states.count < Self.mostStates else { throw Automaton.TooComplex() }
        states.append(state)
        return states.count - 1
    }
}
