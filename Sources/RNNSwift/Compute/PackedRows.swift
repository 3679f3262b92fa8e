import CKernels

/// A batch of names as rows, packed for the recurrence (see `rnnk_rows`): those that are continued first, by depth, then the
/// others.
///
/// A row is one forward step of the network: it reads `token` after the state of its `parent` and predicts what comes next.
/// Built as a *prefix tree* there is one row for each distinct prefix of the names, since equal prefixes have equal hidden
/// states: fewer rows, the same sums of losses and gradients. Built *plain* there is a row for each position of each name.
///
/// What should come next at a row is a set of tokens with counts, since several names may pass through it. A row's parent
/// stands before it.
///
/// The buffers are reused by the next `build`.
final class PackedRows {
    /// The number of rows.
    private(set) var count = 0
    /// The number of depths at which rows are continued: the characters of the longest name.
    private(set) var depths = 0
    /// The number of initial states that rows continue; 0 if the first row of a name continues nothing.
    private(set) var states = 0
    /// The sum of all target counts: every character of every name, and its STOP.
    private(set) var predictions = 0
    /// The number of rows that are continued: the first ones.
    var continued: Int { Int(start[depths]) }

    /// [depths + 1] The continued rows of depth t are `start[t] ..< start[t + 1]`.
    let start = Buffer<Int32>(count: 1)
    /// [count] The row that a row continues; negative if it is the first of a name.
    let parent = Buffer<Int32>()
    /// [count] The token that a row reads.
    let token = Buffer<Int32>()
    /// [count + 1] The targets of row r are `target[targetStart[r] ..< targetStart[r + 1]]`, with as many counts.
    let targetStart = Buffer<Int32>()
    let target = Buffer<Int32>()
    let targetCount = Buffer<Float>()

    /// The nodes of the tree in the order in which they are met, names being walked one after another: parents come before
    /// their children.
    private struct Nodes {
        let depth = Buffer<Int32>()
        let parent = Buffer<Int32>()
        let token = Buffer<Int32>()
        let children = Buffer<Int32>()
        /// Names that end here.
        let ends = Buffer<Int32>()
        /// Names that end here or further down.
        let passes = Buffer<Int32>()
        let row = Buffer<Int32>()

        func reserve(_ count: Int) {
            depth.reserve(count)
            parent.reserve(count)
            token.reserve(count)
            children.reserve(count)
            ends.reserve(count)
            passes.reserve(count)
            row.reserve(count)
        }
    }

    private let nodes = Nodes()
    /// While the tree grows: the node of each prefix of the current name. After: the next continued row of each depth.
    private let path = Buffer<Int32>()

    var tokens: TokenRows { token.tokens(count) }

    /// What the kernels take. Valid until the next `build`.
    var layout: rnnk_rows {
        rnnk_rows(rows: count, states: states, depths: depths, start: start.base, parent: parent.base)
    }

    /// Builds the prefix tree of `selection`, positions in `names` in ascending order; a position that stands there several
    /// times counts as often.
    func build(_ names: EncodedNames, selection: some RandomAccessCollection<Int32>) {
        build(names, selection: selection, sharing: true)
    }

    /// Builds a row for each position of each name of `selection`, sharing nothing.
    func buildPlain(_ names: EncodedNames, selection: some RandomAccessCollection<Int32>) {
        build(names, selection: selection.sorted { names.length(Int($0)) > names.length(Int($1)) }, sharing: false)
    }

    /// Builds the rows of a piece of running text: the streams of `range` side by side, a depth each token. Each stream
    /// continues an initial state.
    func build(_ text: TextStreams, piece: Int, streams range: Range<Int>) {
        let length = text.length(ofPiece: piece)
        states = range.count
        count = length * states
        (depths, predictions) = (length - 1, count)
        reserve(rows: count, depths: depths)
        text.tokens.withUnsafeBufferPointer { tokens in
            for (column, stream) in range.enumerated() {
                let begin = text.start(ofPiece: piece, stream: stream)
                for position in 0..<length {
                    let row = position * states + column
                    parent.base[row] = Int32(position > 0 ? row - states : -1 - column)
                    token.base[row] = Int32(tokens[begin + position])
                    target.base[row] = Int32(tokens[begin + position + 1])
                }
            }
        }
        for depth in 0..<length { start.base[depth] = Int32(depth * states) }
        for row in 0..<count {
            targetStart.base[row] = Int32(row)
            targetCount.base[row] = 1
        }
        targetStart.base[count] = Int32(count)
    }

    private func build(_ names: EncodedNames, selection: some RandomAccessCollection<Int32>, sharing: Bool) {
        let vocabulary = names.vocabulary
        names.words.isEmpty
            ? names.bytes.withUnsafeBufferPointer { growTree($0, vocabulary, selection, sharing: sharing) }
            : names.words.withUnsafeBufferPointer { growTree($0, vocabulary, selection, sharing: sharing) }
        assignRows()
        fillTargets(stop: Int32(names.vocabulary.stop))
    }

    /// Makes room for rows with a target each. (Nothing is allocated when there is room: not even a list of buffers.)
    private func reserve(rows: Int, depths: Int) {
        start.reserve(depths + 1)
        parent.reserve(rows)
        token.reserve(rows)
        targetStart.reserve(rows + 1)
        target.reserve(rows)
        targetCount.reserve(rows)
    }

    /// Makes room for a tree, and sets `depths` and `predictions`.
    private func reserve<Token: Equatable>(
        for selection: some RandomAccessCollection<Int32>, of tokens: UnsafeBufferPointer<Token>, stop: Token,
        sharing: Bool
    ) {
        var (longest, most) = (0, 0)
        var last: Int32 = -1
        predictions = 0
        states = 0
        for position in selection {
            let begin = Int(position)
            var end = begin
            while tokens[end] != stop { end += 1 }
            let length = end - begin
            longest = max(longest, length)
            predictions += length + 1
            if position != last || !sharing { most += length + 1 }
            last = position
        }
        depths = longest
        nodes.reserve(most)
        path.reserve(longest + 1)
        reserve(rows: most, depths: longest)
    }

    /// Walks the names in order. With the one before, a name shares the nodes of their common prefix.
    private func growTree<Token: FixedWidthInteger>(
        _ tokens: UnsafeBufferPointer<Token>, _ vocabulary: Vocabulary, _ selection: some RandomAccessCollection<Int32>,
        sharing: Bool
    ) {
        let (start, stop) = (Int32(vocabulary.start), Token(vocabulary.stop))
        // Every name ends in STOP, so only where it begins needs to be checked.
        precondition(tokens.last ?? stop == stop && selection.allSatisfy { tokens.indices.contains(Int($0)) })
        reserve(for: selection, of: tokens, stop: stop, sharing: sharing)
        let path = path.base
        let (depth, parent, token) = (nodes.depth.base, nodes.parent.base, nodes.token.base)
        let (children, ends, passes) = (nodes.children.base, nodes.ends.base, nodes.passes.base)
        var (count, previous) = (0, 0)
        for position in selection {
            let name = Int(position)
            var at = 0  // depth of the first node that is not shared
            if sharing && count > 0 {
                while tokens[name + at] == tokens[previous + at] && tokens[name + at] != stop { at += 1 }
                at += 1
            }
            while at == 0 || tokens[name + at - 1] != stop {
                depth[count] = Int32(at)
                children[count] = 0
                ends[count] = 0
                passes[count] = 0
                if at == 0 {
                    parent[count] = -1
                    token[count] = start
                } else {
                    parent[count] = path[at - 1]
                    token[count] = Int32(tokens[name + at - 1])
                    children[Int(path[at - 1])] += 1
                }
                path[at] = Int32(count)
                count += 1
                at += 1
            }
            ends[Int(path[at - 1])] += 1
            previous = name
        }
        self.count = count
    }

    /// Numbers the nodes, those with children first, by depth, and sets `start`, `parent`, `token`.
    private func assignRows() {
        let (depth, children, row) = (nodes.depth.base, nodes.children.base, nodes.row.base)
        let (start, next) = (start.base, path.base)
        start.update(repeating: 0, count: depths + 1)
        for node in 0..<count where children[node] > 0 { start[Int(depth[node]) + 1] += 1 }
        for t in 0..<depths {
            next[t] = start[t]
            start[t + 1] += start[t]
        }
        var nextLeaf = start[depths]
        for node in 0..<count {
            let r: Int32
            if children[node] > 0 {
                r = next[Int(depth[node])]
                next[Int(depth[node])] += 1
            } else {
                r = nextLeaf
                nextLeaf += 1
            }
            row[node] = r
            parent.base[Int(r)] = depth[node] > 0 ? row[Int(nodes.parent.base[node])] : -1
            token.base[Int(r)] = nodes.token.base[node]
        }
    }

    /// A row's targets are the tokens of its children, each as often as names pass through that child, and STOP as often as
    /// names end at the row.
    private func fillTargets(stop: Int32) {
        let (parent, ends, passes, row) = (nodes.parent.base, nodes.ends.base, nodes.passes.base, nodes.row.base)
        targetStart.reserve(count + 1)
        let first = targetStart.base
        for node in 0..<count { first[Int(row[node])] = nodes.children.base[node] + (ends[node] > 0 ? 1 : 0) }
        var total: Int32 = 0
        for r in 0..<count {  // for now, where the targets of a row end
            total += first[r]
            first[r] = total
        }
        first[count] = total
        target.reserve(Int(total))
        targetCount.reserve(Int(total))

        func put(_ token: Int32, _ times: Int32, at node: Int) {
            let r = Int(row[node])
            first[r] -= 1
            target.base[Int(first[r])] = token
            targetCount.base[Int(first[r])] = Float(times)
        }
        for node in stride(from: count - 1, through: 0, by: -1) {  // children before parents
            if ends[node] > 0 { put(stop, ends[node], at: node) }
            passes[node] += ends[node]
            if parent[node] >= 0 {
                passes[Int(parent[node])] += passes[node]
                put(nodes.token.base[node], passes[node], at: Int(parent[node]))
            }
        }
    }
}
