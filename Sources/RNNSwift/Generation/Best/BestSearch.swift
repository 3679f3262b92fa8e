/// The most probable names, exactly and in order: a best-first search in the tree of beginnings.
///
/// No name is more probable than what it begins with, so the probability of a beginning bounds all that can come of it:
/// once as many names are known as are wanted, and no open beginning is more probable than the last of them, they are
/// the ones. Beginnings from which no name can come that the constraint accepts are not entered. The most probable open
/// ones, to within a sixteenth of a nat, are continued together, in lock-step.
///
/// Children below a *floor* are not remembered; if it turns out that they would have been needed, the search begins
/// anew with a lower one. So memory is in proportion to what has to be looked at.
package struct BestSearch {
    /// The bytes that a search may take where nothing else is said, whatever the memory of the machine: some millions
    /// of prefixes of a small model, which take a few seconds.
    package static let defaultMemory = 512 << 20
    /// Nats by which prefixes may be continued out of order.
    private static let width = 1.0 / 16
    /// Nats by which the floor goes down, at least.
    private static let step = 4.0
    private static let mostRows = 96
    private static let reportEvery = Duration.milliseconds(100)

    /// A beginning that was continued.
    private struct Node {
        let parent: Int32
        let token: Int32
        let length: Int32
        /// State of the automaton.
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
        let name: LabeledName

        /// The less probable first; of equally probable ones, the last by name.
        static func isWorse(_ a: Found, _ b: Found) -> Bool {
            (a.logProbability, b.name.name) < (b.logProbability, a.name.name)
        }
    }

    private let ensemble: ModelEnsemble
    private let constraint: Constraint?
    private let filter: NameFilter
    private let prefix: [Int]
    private let maximumLength: Int
    private let wanted: Int
    /// The case in which no name may be found twice, whatever its labels; nil if no two can be the same.
    private let uniqueCase: LetterCase?
    private let memory: Int

    private let lockstep: Lockstep
    private var nodes: [Node] = []
    private var pool: StatePool
    private var open = BucketQueue<Child>(from: 0, width: width)
    private var found = Heap<Found>(Found.isWorse)
    /// The found names by what no two of them may share; empty if none can.
    private var identities: [LabeledName: Found] = [:]
    /// The logarithm of the probability of the prefix.
    private var root = 0.0
    /// Children that are less probable are not remembered.
    private var lowest = 0.0
    /// The most probable child or name that was below the floor.
    private var mostCut = -Double.infinity
    /// The names of the last search that came to its end, and its floor.
    private var complete: (names: [Found], lowest: Double) = ([], .infinity)
    /// Beginnings that were looked at, in all searches.
    private var beginnings = 0
    private var nextReport = ContinuousClock.now + reportEvery

    /// - Throws: ``GenerationError``, ``RegularExpressionError``.
    package init(_ ensemble: ModelEnsemble, _ count: Int, _ options: GenerationOptions, memory: Int = defaultMemory)
        throws
    {
        options.check()
        self.ensemble = ensemble
        wanted = count
        let mayShare = options.letterCase != .keep || !ensemble.vocabulary.labels.isEmpty
        uniqueCase = options.unique && mayShare ? options.letterCase : nil
        self.memory = memory
        let characters = ensemble.maximumLength(options)
        let beginning = try NameBeginning(options, ensemble.vocabulary, maximumLength: characters)
        constraint = try Constraint(options, ensemble.vocabulary, beginning, maximumLength: characters)
        prefix = beginning.tokens
        maximumLength = characters + ensemble.vocabulary.labels.columns.count
        filter = try NameFilter(options, trainingNames: ensemble.trainingNames)
        lockstep = Lockstep(ensemble, rows: Self.mostRows)
        pool = StatePool(columns: lockstep.states.columns)
    }

    /// - Parameter goesOn: Whether to continue, asked several times per second; false ends the search.
    package mutating func run(while goesOn: (BestProgress) -> Bool) -> (
        names: [LabeledName], certain: Int, end: BestNames.End
    ) {
        guard wanted > 0 else { return ([], 0, .complete) }
        var floor = -10.0
        while true {
            let end = search(floor: floor, goesOn)
            guard end == .complete else { return interrupted(end) }
            guard found.count < wanted, mostCut > -.infinity else {
                let names = found.all.sorted { Found.isWorse($1, $0) }.map(\.name)
                return (names, names.count, .complete)
            }
            // All names above the floor are known. What was cut may be far below it.
            complete = (found.all, lowest)
            floor = min(floor, mostCut - root)
            floor -= max(Self.step, -floor / 64)
        }
    }

    /// What is known in the middle of a search.
    private func interrupted(_ end: BestNames.End) -> (names: [LabeledName], certain: Int, end: BestNames.End) {
        var seen = Set<LabeledName>()
        let all = (complete.names + found.all).sorted { Found.isWorse($1, $0) }
        let best = all.filter { seen.insert(identity($0.name)).inserted }.prefix(wanted)
        let bound = min(complete.lowest, max(lowest, open.lowestCost.map { -$0 } ?? lowest))
        return (best.map(\.name), best.prefix { $0.logProbability >= bound }.count, end)
    }

    /// - Parameter floor: Above the logarithm of the probability of the prefix.
    private mutating func search(floor: Double, _ goesOn: (BestProgress) -> Bool) -> BestNames.End {
        nodes = []
        pool = StatePool(columns: lockstep.states.columns)
        found = Heap(Found.isWorse)
        identities = [:]
        mostCut = -.infinity

        // The prefix, token by token; each beginning of it is a node.
        var logProbability = 0.0
        lockstep.reset(row: 0)
        for (length, token) in ([ensemble.vocabulary.start] + prefix).enumerated() {
            if length > 0 {
                logProbability += lockstep.logits.logSoftmax(row: 0)[token]
            }
            lockstep.tokens[0] = token
            lockstep.step(rows: 1)
            nodes.append(
                Node(
                    parent: Int32(length - 1), token: Int32(token), length: Int32(length),
                    state: Int32(length == prefix.count ? constraint?.start ?? 0 : 0)))
        }
        // A prefix without probability has no names.
        guard logProbability > -.infinity else { return .complete }
        root = logProbability
        lowest = root + floor
        open = BucketQueue(from: -logProbability, width: Self.width)
        open(row: 0, node: nodes.count - 1, logProbability)

        while true {
            var batch: [(node: Int, logProbability: Double)] = []
            while batch.count < lockstep.rows, let child = open.removeFirst() {
                guard child.logProbability >= threshold else {
                    close(Int(child.parent))
                    continue
                }
                batch.append((begin(child, row: batch.count), child.logProbability))
            }
            guard !batch.isEmpty else { return .complete }
            lockstep.step(rows: batch.count)
            for (row, entry) in batch.enumerated() { open(row: row, node: entry.node, entry.logProbability) }
            beginnings += batch.count
            let bytes = pool.bytes + nodes.count * MemoryLayout<Node>.stride + open.count * MemoryLayout<Child>.stride
            guard bytes <= memory else { return .memory(bytes: memory) }
            if ContinuousClock.now >= nextReport {
                nextReport = .now + Self.reportEvery
                let known = max(found.count, complete.names.count)
                guard goesOn(BestProgress(found: known, beginnings: beginnings, bytes: bytes)) else { return .stopped }
            }
        }
    }

    /// What is less probable than this is not among the names that are wanted.
    private var threshold: Double { found.count < wanted ? -.infinity : found.first!.logProbability }

    /// A child of a node is no longer open.
    private mutating func close(_ parent: Int) {
        nodes[parent].openChildren -= 1
        if nodes[parent].openChildren == 0 { pool.giveBack(nodes[parent].slot) }
    }

    /// Makes a child a node and readies a row to continue it.
    private mutating func begin(_ child: Child, row: Int) -> Int {
        let parent = Int(child.parent)
        let state = constraint.map { $0.automaton.next(Int(nodes[parent].state), Int(child.token)) } ?? 0
        pool.copy(nodes[parent].slot, to: lockstep.states, row: row)
        lockstep.tokens[row] = Int(child.token)
        close(parent)
        nodes.append(
            Node(
                parent: child.parent, token: child.token, length: nodes[parent].length + 1, state: Int32(state)))
        return nodes.count - 1
    }

    /// Finds the children of a node that a row has just read, and the name that it is.
    private mutating func open(row: Int, node: Int, _ logProbability: Double) {
        let (length, state) = (Int(nodes[node].length), Int(nodes[node].state))
        let next = lockstep.logits.logSoftmax(row: row)
        if constraint?.accepts(length: length, state: state) ?? (length > 0) {
            let end = logProbability + next[ensemble.vocabulary.stop]
            // A name below the floor may not be better than what is cut there.
            if end < lowest {
                mostCut = max(mostCut, end)
            } else if end >= threshold {
                find(node, end)
            }
        }
        guard length < maximumLength else { return }
        let least = max(lowest, threshold)
        for token in 0..<ensemble.vocabulary.start {
            let child = logProbability + next[token]
            if let constraint {
                let state = constraint.automaton.next(state, token)
                guard state >= 0, constraint.isAlive(length: length + 1, state: state) else { continue }
            }
            guard child >= least else {
                if child < lowest { mostCut = max(mostCut, child) }
                continue
            }
            if nodes[node].openChildren == 0 { nodes[node].slot = pool.keep(lockstep.states, row: row) }
            nodes[node].openChildren += 1
            open.insert(
                Child(logProbability: child, parent: Int32(node), token: Int32(token)), cost: -child)
        }
    }

    /// What no other found name may share.
    private func identity(_ name: LabeledName) -> LabeledName {
        uniqueCase.map { LabeledName(name: $0.apply(to: name.name), values: []) } ?? name
    }

    /// Takes note of a name, if it is wanted.
    private mutating func find(_ node: Int, _ logProbability: Double) {
        var tokens: [Int] = []
        var node = node
        while node > 0 {
            tokens.append(Int(nodes[node].token))
            node = Int(nodes[node].parent)
        }
        // Characters that join, or are trimmed, make another name.
        let vocabulary = ensemble.vocabulary
        guard let name = vocabulary.name(of: tokens.reversed()), filter.accepts(Array(name.utf8)[...]) else { return }
        let values = vocabulary.labels.isEmpty ? [] : vocabulary.labelValues(of: tokens.reversed()) ?? []
        let new = Found(logProbability: logProbability, name: LabeledName(name: name, values: values))
        if let same = identities[identity(new.name)] {
            guard Found.isWorse(same, new) else { return }
            let others = found.all.filter { $0.name != same.name }
            found = Heap(Found.isWorse)
            for other in others { found.insert(other) }
        } else if found.count == wanted {
            guard Found.isWorse(found.first!, new) else { return }
            identities[identity(found.removeFirst().name)] = nil
        }
        found.insert(new)
        if uniqueCase != nil { identities[identity(new.name)] = new }
    }
}
