import CKernels

/// A batch of names as rows, packed for the recurrence (see `rnnk_rows`): those that are continued first, by depth,
/// then the others.
///
/// A row is one forward step of the network: it reads `token` after the state of its `parent` and predicts what comes
/// next. Built as a *prefix tree* there is one row for each distinct prefix of the names, since equal prefixes have
/// equal hidden states: fewer rows, the same sums of losses and gradients. Built *plain* there is a row for each
/// position of each name.
///
/// What should come next at a row is a set of tokens with counts, since several names may pass through it. A row's
/// parent stands before it.
///
/// The buffers are reused by the next `build`.
package final class PackedRows {
    // Stored apart: exclusive access to stored properties that other modules see is checked at each use.
    private var extent = (count: 0, depths: 0, states: 0, predictions: 0)
    /// The number of rows.
    package private(set) var count: Int {
        get { extent.count }
        set { extent.count = newValue }
    }
    /// The number of depths at which rows are continued: the characters of the longest name.
    package private(set) var depths: Int {
        get { extent.depths }
        set { extent.depths = newValue }
    }
    /// The number of initial states that rows continue; 0 if the first row of a name continues nothing.
    package private(set) var states: Int {
        get { extent.states }
        set { extent.states = newValue }
    }
    /// The sum of all target counts: every character of every name, and its STOP.
    package private(set) var predictions: Int {
        get { extent.predictions }
        set { extent.predictions = newValue }
    }
    /// The number of rows that are continued: the first ones.
    package var continued: Int { Int(start[depths]) }

    /// [depths + 1] The continued rows of depth t are `start[t] ..< start[t + 1]`.
    package let start = Buffer<Int32>(count: 1)
    /// [count] The row that a row continues; negative if it is the first of a name.
    package let parent = Buffer<Int32>()
    /// [count] The token that a row reads.
    package let token = Buffer<Int32>()
    /// [count + 1] The targets of row r are `target[targetStart[r] ..< targetStart[r + 1]]`, with as many counts.
    package let targetStart = Buffer<Int32>()
    package let target = Buffer<Int32>()
    package let targetCount = Buffer<Float>()

    /// The nodes of the tree in the order in which they are met, names being walked one after another: parents come
    /// before their children.
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
    /// The characters of each name.
    private let length = Buffer<Int32>()
    /// While the tree grows: the node of each prefix of the current name. After: the next row of each depth, and of
    /// those that are not continued.
    private let path = Buffer<Int32>()

    package init() {}

    package var tokens: TokenRows { token.tokens(count) }

    /// What the kernels take. Valid until the next `build`.
    package var layout: rnnk_rows {
        rnnk_rows(rows: count, states: states, depths: depths, start: start.base, parent: parent.base)
    }

    /// Builds the prefix tree of `selection`, positions in `names` in ascending order; a repeated position counts as
    /// often as it occurs.
    package func build(_ names: EncodedNames, selection: some RandomAccessCollection<Int32>) {
        build(names, selection: selection, sharing: true)
    }

    /// Builds a row for each position of each name of `selection`, sharing nothing.
    package func buildPlain(_ names: EncodedNames, selection: some RandomAccessCollection<Int32>) {
        build(names, selection: selection.sorted { names.length(Int($0)) > names.length(Int($1)) }, sharing: false)
    }

    /// Builds the rows of a piece of running text: the streams of `range` side by side, a depth each token. Each stream
    /// continues an initial state.
    package func build(_ text: TextStreams, piece: Int, streams range: Range<Int>) {
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
        let start = Int32(names.vocabulary.start)
        states = 0
        names.words.isEmpty
            ? names.bytes.withUnsafeBufferPointer { growTree(names.scan($0), start, selection, sharing: sharing) }
            : names.words.withUnsafeBufferPointer { growTree(names.scan($0), start, selection, sharing: sharing) }
        assignRows()
        fillTargets(stop: Int32(names.vocabulary.stop))
    }

    /// For each row of the tree that was built last, of these names: the position of the token behind its prefix in the
    /// first name of `selection` that has this prefix.
    func findPositions(
        _ names: EncodedNames, selection: some RandomAccessCollection<Int32>, into positions: Buffer<Int32>
    ) {
        positions.reserve(count)
        names.words.isEmpty
            ? names.bytes.withUnsafeBufferPointer { findPositions(names.scan($0), selection, positions.base) }
            : names.words.withUnsafeBufferPointer { findPositions(names.scan($0), selection, positions.base) }
    }

    /// Meets the nodes in the order of `growTree`.
    private func findPositions<Token>(
        _ names: TokenScan<Token>, _ selection: some RandomAccessCollection<Int32>,
        _ positions: UnsafeMutablePointer<Int32>
    ) {
        let row = nodes.row.base
        var (node, previous) = (0, 0)
        for (name, position) in selection.enumerated() {
            let (begin, characters) = (Int(position), Int(length[name]))
            let shared = name > 0 ? names.commonPrefix(begin, previous, length: characters) + 1 : 0
            previous = begin
            for at in stride(from: shared, through: characters, by: 1) {
                positions[Int(row[node])] = Int32(truncatingIfNeeded: begin + at)
                node += 1
            }
        }
        precondition(node == count, "the tree is of other names")
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

    /// Makes room for a tree, and sets `length`, `depths` and `predictions`.
    private func reserve<Token>(
        for selection: some RandomAccessCollection<Int32>, of names: TokenScan<Token>, sharing: Bool
    ) {
        // Every name ends in STOP, so only where it begins needs to be checked.
        precondition(
            names.tokens.last ?? names.stop == names.stop
                && selection.allSatisfy { names.tokens.indices.contains(Int($0)) },
            "names end with STOP, and a selection is of positions in them")
        var (longest, nodes) = (0, 0)
        var last: Int32 = -1
        predictions = 0
        self.length.reserve(selection.count)
        let length = length.base
        for (name, position) in selection.enumerated() {
            let characters = names.length(Int(position))
            length[name] = Int32(characters)
            longest = max(longest, characters)
            predictions += characters + 1
            if position != last || !sharing { nodes += characters + 1 }
            last = position
        }
        depths = longest
        self.nodes.reserve(nodes)
        path.reserve(longest + 1)
        reserve(rows: nodes, depths: longest)
    }

    /// Walks the names in order. With the one before, a name shares the nodes of their common prefix.
    private func growTree<Token>(
        _ names: TokenScan<Token>, _ start: Int32, _ selection: some RandomAccessCollection<Int32>, sharing: Bool
    ) {
        reserve(for: selection, of: names, sharing: sharing)
        let (path, length) = (path.base, length.base)
        let (depth, parent, token) = (nodes.depth.base, nodes.parent.base, nodes.token.base)
        let (children, ends, passes) = (nodes.children.base, nodes.ends.base, nodes.passes.base)
        var (count, previous) = (0, 0)
        for (name, position) in selection.enumerated() {
            let (begin, characters) = (Int(position), Int(length[name]))
            var at = 0  // depth of the first node that is not shared
            if sharing && name > 0 { at = names.commonPrefix(begin, previous, length: characters) + 1 }
            previous = begin
            var last: Int32 = -1
            if at > 0 {
                last = path[at - 1]
                if at <= characters { children[Int(last)] &+= 1 }
            }
            while at <= characters {
                depth[count] = Int32(truncatingIfNeeded: at)
                parent[count] = last
                token[count] = at > 0 ? Int32(truncatingIfNeeded: names.tokens[begin + at - 1]) : start
                children[count] = at < characters ? 1 : 0
                ends[count] = 0
                passes[count] = 0
                last = Int32(truncatingIfNeeded: count)
                path[at] = last
                count &+= 1
                at &+= 1
            }
            ends[Int(last)] &+= 1
        }
        self.count = count
    }

    /// Numbers the nodes, those with children first, by depth, and sets `start`, `parent`, `token`.
    private func assignRows() {
        let (depth, children, row) = (nodes.depth.base, nodes.children.base, nodes.row.base)
        let (start, next) = (self.start.base, path.base)
        next.update(repeating: 0, count: depths + 1)
        for node in 0..<count where children[node] > 0 { next[Int(depth[node])] &+= 1 }
        var total: Int32 = 0
        for t in 0..<depths {
            start[t] = total
            total &+= next[t]
            next[t] = start[t]
        }
        start[depths] = total
        next[depths] = total
        for node in 0..<count {
            let place = children[node] > 0 ? Int(depth[node]) : depths
            let r = next[place]
            next[place] = r &+ 1
            row[node] = r
            let above = nodes.parent.base[node]
            parent.base[Int(r)] = above < 0 ? -1 : row[Int(above)]
            token.base[Int(r)] = nodes.token.base[node]
        }
    }

    /// A row's targets are the tokens of its children, each as often as names pass through that child, and STOP as
    /// often as names end at the row.
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
