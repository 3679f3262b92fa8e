/// The most frequent beginnings of names, with the states of the network and the distribution of the next token after
/// each.
///
/// Names begin alike, and what follows a beginning does not depend on how often it is computed. So names draw from the
/// table while they begin as it knows, and the network runs for what is rarer only; the names are the same. The table
/// is a tree: a node is a prefix, its children are the prefixes one token longer. It holds the prefixes above a
/// probability: those that several of the names to be drawn are expected to meet, as far as memory goes.
final class PrefixTable: @unchecked Sendable {  // immutable once made
    /// A prefix pays if it is expected to be met so often.
    private static let visits = 2.0
    /// The bytes of a table. In larger ones, looking things up takes as long as computing them.
    private static let memory = 8 << 20
    /// About how many prefixes have a probability above p, times p, in models of names.
    private static let density = 0.5

    /// The node of the prefix that every name begins with.
    static let root = 0
    package let states: Matrix
    package let distributions: Distributions
    private let children: Buffer<Int32>
    private let buffers = (states: Buffer<Float>(), distributions: Buffer<Int32>())

    /// - Parameter prefix: Tokens that every name begins with.
    /// - Parameter expected: How many names are to be drawn.
    init(
        _ lockstep: Lockstep, _ next: TokenDistributions, prefix: [Int], start: Int, stop: Int, maximumLength: Int,
        expected: Int
    ) {
        let classes = next.values.classes
        let limit = min(max(expected, 1), Self.memory / (4 * lockstep.states.columns + 8 * classes) + 1)
        states = buffers.states.activations(rows: limit, columns: lockstep.states.columns)
        distributions = buffers.distributions.distributions(rows: limit, classes: classes)
        children = Buffer(count: limit * classes)

        lockstep.reset(row: 0)
        for token in [start] + prefix {
            lockstep.tokens[0] = token
            lockstep.step(rows: 1)
        }
        next.update(lockstep.logits.leading(rows: 1))
        keep(lockstep, next, row: 0, node: Self.root)

        /// Nodes, parents before children.
        var nodes = [(parent: 0, token: start, probability: 1.0, length: prefix.count)]
        let least = max(Self.visits / Double(max(expected, 1)), Self.density / Double(limit))
        func addChildren(of node: Int) {
            guard nodes[node].length < maximumLength else { return }
            for token in 0..<classes where token != stop && nodes.count < limit {
                let probability = nodes[node].probability * distributions.probability(row: node, of: token)
                guard probability >= least else { continue }
                children[node * classes + token] = Int32(nodes.count)
                nodes.append((node, token, probability, nodes[node].length + 1))
            }
        }
        addChildren(of: Self.root)
        var known = 1
        while known < nodes.count {
            let batch = known..<min(known + lockstep.rows, nodes.count)
            for (row, node) in batch.enumerated() {
                lockstep.states.copyRow(row, from: states, row: nodes[node].parent)
                lockstep.tokens[row] = nodes[node].token
            }
            lockstep.step(rows: batch.count)
            next.update(lockstep.logits.leading(rows: batch.count))
            for (row, node) in batch.enumerated() {
                keep(lockstep, next, row: row, node: node)
                addChildren(of: node)
            }
            known = batch.upperBound
        }
    }

    private func keep(_ lockstep: Lockstep, _ next: TokenDistributions, row: Int, node: Int) {
        states.copyRow(node, from: lockstep.states, row: row)
        distributions.copyRow(node, from: next.values, row: row)
    }

    /// The prefix that is one token longer, or nil if the table does not have it.
    package func child(of node: Int, _ token: Int) -> Int? {
        let child = Int(children[node * distributions.classes + token])
        return child == 0 ? nil : child
    }
}
