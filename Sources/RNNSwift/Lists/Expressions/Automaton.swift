/// A deterministic finite automaton over the characters of a vocabulary: which sequences of them are wanted.
///
/// Characters that it does not tell apart are of one class. State 0 is where it starts. A state from which nothing that
/// is wanted can be reached is not there; without any state nothing is wanted at all.
package struct Automaton: Sendable, Equatable {
    /// The class of each token.
    package let classes: [Int32]
    package let classCount: Int
    /// [states, classes] The next state, or -1.
    private(set) var transitions: [Int32]
    package private(set) var isAccepting: [Bool]

    /// States that are too many, in one automaton or in several together.
    struct TooComplex: Error {}
    /// States of the automaton of a regular expression.
    static let mostStates = 20_000
    /// Entries of a table.
    static let mostTransitions = 20_000_000

    package var states: Int { isAccepting.count }

    /// The next state, or -1 if no accepted text continues like this.
    package func next(_ state: Int, _ token: Int) -> Int { Int(transitions[state * classCount + Int(classes[token])]) }

    /// Calls `body` with the next state after each class of characters, or -1, and with the class of each token.
    func withSuccessors<Result>(
        of state: Int, _ body: (_ successors: UnsafePointer<Int32>, _ classes: UnsafePointer<Int32>) -> Result
    ) -> Result {
        precondition((0..<states).contains(state), "out of range")
        return transitions.withUnsafeBufferPointer { transitions in
            classes.withUnsafeBufferPointer { classes in
                body(transitions.baseAddress! + state * classCount, classes.baseAddress!)
            }
        }
    }

    /// Where these tokens lead from the start, or nil if nothing that is wanted begins with them.
    package func state(after tokens: some Sequence<Int>) -> Int? {
        guard states > 0 else { return nil }
        var state = 0
        for token in tokens {
            state = next(state, token)
            guard state >= 0 else { return nil }
        }
        return state
    }

    /// Grows an automaton from its first state.
    ///
    /// - Parameters:
    ///   - classes: The class of each token, numbered from 0.
    ///   - next: The state that a class of characters leads to, or nil if nothing that is wanted comes then.
    ///   - limit: The most states.
    package init<State: Hashable>(
        classes: [Int32], limit: Int = mostStates, start: State, isAccepting accepts: (State) throws -> Bool,
        next: (State, _ class: Int) throws -> State?
    ) throws {
        self.classes = classes
        classCount = Int((classes.max() ?? -1) + 1)
        var numbers = [start: 0]
        var states = [start]
        transitions = []
        isAccepting = []
        while isAccepting.count < states.count {
            let state = states[isAccepting.count]
            isAccepting.append(try accepts(state))
            for index in 0..<classCount {
                guard let following = try next(state, index) else {
                    transitions.append(-1)
                    continue
                }
                if let number = numbers[following] {
                    transitions.append(Int32(number))
                } else {
                    transitions.append(Int32(states.count))
                    numbers[following] = states.count
                    states.append(following)
                }
            }
            guard states.count <= limit, transitions.count <= Self.mostTransitions else { throw TooComplex() }
        }
        prune()
    }

    /// An automaton of a table, from which nothing is taken out yet but states without a way to an accepting one.
    package init(classes: [Int32], classCount: Int, transitions: [Int32], isAccepting: [Bool]) {
        (self.classes, self.classCount) = (classes, classCount)
        (self.transitions, self.isAccepting) = (transitions, isAccepting)
        prune()
    }

    /// What this one does not want.
    package var complement: Automaton {
        // What has no next state goes to one in which all is welcome.
        let rest = Int32(states)
        return Automaton(
            classes: classes, classCount: classCount,
            transitions: transitions.map { $0 < 0 ? rest : $0 } + [Int32](repeating: rest, count: classCount),
            isAccepting: isAccepting.map { !$0 } + [true])
    }

    /// What both want.
    package func intersection(_ other: Automaton) throws -> Automaton {
        guard states > 0 else { return self }
        guard other.states > 0 else { return other }
        var pairs: [[Int32]: Int32] = [:]
        var members: [(own: Int, other: Int)] = []
        let merged = zip(classes, other.classes).map { own, others in
            if let known = pairs[[own, others]] { return known }
            pairs[[own, others]] = Int32(members.count)
            members.append((Int(own), Int(others)))
            return Int32(members.count - 1)
        }
        return try Automaton(
            classes: merged, limit: max(Self.mostStates, 2 * max(states, other.states)), start: [0, 0] as SIMD2<Int32>,
            isAccepting: { self.isAccepting[Int($0.x)] && other.isAccepting[Int($0.y)] },
            next: { state, index in
                let x = self.transitions[Int(state.x) * self.classCount + members[index].own]
                let y = other.transitions[Int(state.y) * other.classCount + members[index].other]
                return x < 0 || y < 0 ? nil : [x, y]
            })
    }

    /// Takes out the states from which no accepting one is reached.
    private mutating func prune() {
        var before = [[Int32]](repeating: [], count: states)
        for (index, target) in transitions.enumerated() where target >= 0 {
            before[Int(target)].append(Int32(index / classCount))
        }
        var isAlive = isAccepting
        var pending = isAccepting.indices.filter { isAccepting[$0] }
        while let state = pending.popLast() {
            for earlier in before[state] where !isAlive[Int(earlier)] {
                isAlive[Int(earlier)] = true
                pending.append(Int(earlier))
            }
        }
        guard isAlive.first ?? false else {
            (transitions, isAccepting) = ([], [])
            return
        }
        var (numbers, count) = ([Int32](repeating: -1, count: states), Int32(0))
        for state in isAlive.indices where isAlive[state] {
            numbers[state] = count
            count += 1
        }
        var kept: [Int32] = []
        for state in isAlive.indices where isAlive[state] {
            for index in 0..<classCount {
                let target = transitions[state * classCount + index]
                kept.append(target < 0 ? -1 : numbers[Int(target)])
            }
        }
        transitions = kept
        isAccepting = zip(isAccepting, isAlive).filter(\.1).map(\.0)
    }
}
