/// The most probable names, exactly and in order: a best-first search in the tree of beginnings.
///
/// No name is more probable than what it begins with, so the probability of a beginning bounds all that can come of it: once
/// as many names are known as are wanted, and no open beginning is more probable than the last of them, they are the ones.
/// Beginnings from which no name can come that the constraint accepts are not entered. The most probable open ones are
/// continued together, in lock-step.
///
/// Children below a *floor* are not remembered; if it turns out that they would have been needed, the search begins anew with a
/// lower one. So memory is in proportion to what has to be looked at.
struct BestSearch {
    /// The bytes that a search may take where nothing else is said.
    static let defaultMemory = 1 << 30
    /// Nats by which the floor goes down.
    private static let step = 4.0
    private static let mostRows = 96

    /// A beginning that was continued.
    private struct Node {
        let parent: Int32
        let token: Int32
        let length: Int32
        /// Of the automaton.
        let state: Int32
        /// Where the network's state is kept, as long as there are children to be continued.
        var slot: Int32 = -1
        var openChildren: Int32 = 0
    }

    /// A beginning that may be continued: a child of a node.
    private struct Child {
        let logProbability: Double
        let parent: Int32
        let token: Int32
    }

    private struct Found {
        let logProbability: Double
        let name: String

        /// The less probable first; of equally probable ones, the last by name.
        static func isWorse(_ a: Found, _ b: Found) -> Bool {
            (a.logProbability, b.name) < (b.logProbability, a.name)
        }
    }

    private let mixture: Mixture
    private let constraint: Constraint?
    private let filter: NameFilter
    private let prefix: [Int]
    private let maximumLength: Int
    private let wanted: Int
    private let memory: Int

    private let lockstep: Lockstep
    private var nodes: [Node] = []
    private var pool: StatePool
    private var open = Heap<Child> { $0.logProbability > $1.logProbability }
    private var found = Heap<Found>(Found.isWorse)
    /// Whether a child was below the floor.
    private var isCut = false

    /// - Throws: ``GenerationError``, ``RegularExpressionError``.
    init(_ mixture: Mixture, _ count: Int, _ options: GenerationOptions, memory: Int = defaultMemory) throws {
        options.check()
        self.mixture = mixture
        wanted = count
        self.memory = memory
        maximumLength = mixture.maximumLength(options)
        prefix = try mixture.tokens(ofPrefix: options.prefix, maximumLength: maximumLength)
        constraint = try Constraint(options, mixture.vocabulary, prefix: prefix, maximumLength: maximumLength)
        filter = try NameFilter(options, trainingNames: mixture.trainingNames)
        lockstep = Lockstep(mixture, rows: Self.mostRows)
        pool = StatePool(columns: lockstep.states.columns)
    }

    /// - Throws: ``GenerationError/searchTooLarge(found:bytes:)``.
    mutating func run() throws -> [String] {
        guard wanted > 0 else { return [] }
        var floor = -10.0
        repeat {
            try search(floor: floor)
            floor -= Self.step
        } while found.count < wanted && isCut
        return found.all.sorted { Found.isWorse($1, $0) }.map(\.name)
    }

    /// - Parameter floor: Above the logarithm of the probability of the prefix.
    private mutating func search(floor: Double) throws {
        nodes = []
        pool = StatePool(columns: lockstep.states.columns)
        open = Heap { $0.logProbability > $1.logProbability }
        found = Heap(Found.isWorse)
        isCut = false

        // The prefix, token by token; each beginning of it is a node.
        var logProbability = 0.0
        lockstep.reset(row: 0)
        for (length, token) in ([mixture.vocabulary.start] + prefix).enumerated() {
            if length > 0 {
                logProbability +=
                    Double(lockstep.logits[0, token]) - lockstep.logits.logSumExp(row: 0)
            }
            lockstep.tokens[0] = token
            lockstep.step(rows: 1)
            nodes.append(
                Node(
                    parent: Int32(length - 1), token: Int32(token), length: Int32(length),
                    state: Int32(length == prefix.count ? constraint?.start ?? 0 : 0)))
        }
        let lowest = logProbability + floor
        open(row: 0, node: nodes.count - 1, logProbability, lowest: lowest)

        while true {
            var batch: [(node: Int, logProbability: Double)] = []
            while batch.count < lockstep.rows, let child = open.first, child.logProbability >= threshold {
                _ = open.removeFirst()
                batch.append((begin(child, row: batch.count), child.logProbability))
            }
            guard !batch.isEmpty else { return }
            lockstep.step(rows: batch.count)
            for (row, entry) in batch.enumerated() {
                open(row: row, node: entry.node, entry.logProbability, lowest: lowest)
            }
            let bytes = pool.bytes + nodes.count * MemoryLayout<Node>.stride + open.count * MemoryLayout<Child>.stride
            guard bytes <= memory else { throw GenerationError.searchTooLarge(found: found.count, bytes: memory) }
        }
    }

    /// What is less probable than this is not among the names that are wanted.
    private var threshold: Double { found.count < wanted ? -.infinity : found.first!.logProbability }

    /// Makes a child a node and readies a row to continue it.
    private mutating func begin(_ child: Child, row: Int) -> Int {
        let parent = Int(child.parent)
        let state = constraint.map { $0.automaton.next(Int(nodes[parent].state), Int(child.token)) } ?? 0
        pool.copy(nodes[parent].slot, to: lockstep.states, row: row)
        lockstep.tokens[row] = Int(child.token)
        nodes[parent].openChildren -= 1
        if nodes[parent].openChildren == 0 { pool.giveBack(nodes[parent].slot) }
        nodes.append(
            Node(
                parent: child.parent, token: child.token, length: nodes[parent].length + 1, state: Int32(state)))
        return nodes.count - 1
    }

    /// Finds the children of a node that a row has just read, and the name that it is.
    private mutating func open(row: Int, node: Int, _ logProbability: Double, lowest: Double) {
        let (length, state) = (Int(nodes[node].length), Int(nodes[node].state))
        let logits = lockstep.logits
        let total = logits.logSumExp(row: row)
        if constraint?.accepts(length: length, state: state) ?? (length > 0) {
            let end = logProbability - (total - Double(logits[row, mixture.vocabulary.stop]))
            // A name below the floor may not be better than what is cut there.
            if end < lowest {
                isCut = true
            } else if end >= threshold {
                find(node, end)
            }
        }
        guard length < maximumLength else { return }
        let least = max(lowest, threshold)
        for token in 0..<mixture.vocabulary.start {
            let child = logProbability - (total - Double(logits[row, token]))
            if let constraint {
                let next = constraint.automaton.next(state, token)
                guard next >= 0, constraint.isAlive(length: length + 1, state: next) else { continue }
            }
            guard child >= least else {
                isCut = isCut || child < lowest
                continue
            }
            if nodes[node].openChildren == 0 { nodes[node].slot = pool.keep(lockstep.states, row: row) }
            nodes[node].openChildren += 1
            open.insert(Child(logProbability: child, parent: Int32(node), token: Int32(token)))
        }
    }

    /// Takes note of a name, if it is wanted.
    private mutating func find(_ node: Int, _ logProbability: Double) {
        var tokens: [Int] = []
        var node = node
        while node > 0 {
            tokens.append(Int(nodes[node].token))
            node = Int(nodes[node].parent)
        }
        let text = mixture.vocabulary.text(of: tokens.reversed())
        let name = NameList.normalize(text)
        // Characters that come together as another one, or are trimmed, are another name.
        guard name.count == tokens.count, name.utf8.elementsEqual(text.utf8), filter.accepts(Array(name.utf8)[...])
        else { return }
        let new = Found(logProbability: logProbability, name: name)
        if found.count == wanted {
            guard Found.isWorse(found.first!, new) else { return }
            _ = found.removeFirst()
        }
        found.insert(new)
    }
}

extension Mixture {
    /// The most probable names that fit the options, in order; fewer than `count` if there are no more. Nothing is drawn: of
    /// the options those that tell how have no effect.
    ///
    /// - Throws: ``GenerationError`` if no name of this model is what the options ask for, or the search takes too much memory;
    ///   ``RegularExpressionError``.
    public func best(_ count: Int, _ options: GenerationOptions = .init()) throws -> [NameScore] {
        var search = try BestSearch(self, count, options)
        return try score(search.run(), threads: options.threads)
    }
}

extension Model {
    /// The most probable names: see ``Mixture/best(_:_:)``.
    public func best(_ count: Int, _ options: GenerationOptions = .init()) throws -> [NameScore] {
        try Mixture(self).best(count, options)
    }
}
