import CKernels

// Views of buffers. Threads that share one write to different parts of it.
extension Matrix: @unchecked Sendable {}
extension Vector: @unchecked Sendable {}
extension TokenRows: @unchecked Sendable {}
extension PackedMatrix: @unchecked Sendable {}

extension WorkerPool {
    /// Divides `0 ..< count` among the threads, in consecutive ranges of about the same length.
    fileprivate func share(_ count: Int, _ body: @Sendable (Range<Int>) -> Void) {
        let parts = threads
        forEach(parts) { part, _ in
            let range = count * part / parts..<count * (part + 1) / parts
            if !range.isEmpty { body(range) }
        }
    }
}

/// The kernels of a pass, divided among threads. What a thread computes is part of the result, never of a sum, so that
/// the bits do not depend on their number. Without workers these are the kernels of the same names; what generation
/// calls, a name at a time, is inlined, so that nothing is left of the question.
extension Kernels {
    @inline(__always)
    func multiply(_ a: Matrix, _ b: PackedMatrix, bias: Vector? = nil, into result: Matrix, workers: WorkerPool?) {
        guard let workers else { return multiply(a, b, bias: bias, into: result) }
        workers.share(a.rows) { multiply(a.rows($0), b, bias: bias, into: result.rows($0)) }
    }

    /// `result += aᵀ b`, in blocks of columns, or of rows if there are few columns. The bits depend on whether blocks
    /// are wide, so there are always blocks of rows, on however many threads.
    func accumulateOuter(_ a: Matrix, _ b: Matrix, into result: Matrix, workers: WorkerPool?) {
        guard let workers else { return accumulateOuter(a, b, into: result) }
        let (wide, rows) = (256, 64)
        if b.columns >= 2 * wide {
            workers.share(b.columns / wide) { blocks in
                let first = blocks.lowerBound * wide
                let end = blocks.upperBound == b.columns / wide ? b.columns : blocks.upperBound * wide
                accumulateOuter(
                    a, b.columns(from: first, count: end - first),
                    into: result.columns(from: first, count: end - first))
            }
        } else {
            workers.forEach((a.columns + rows - 1) / rows) { block, _ in
                let first = block * rows
                let count = min(rows, a.columns - first)
                accumulateOuter(
                    a.columns(from: first, count: count), b, into: result.rows(first..<first + count))
            }
        }
    }

    func accumulateColumnSums(_ a: Matrix, into sums: Vector, workers: WorkerPool?) {
        guard let workers else { return accumulateColumnSums(a, into: sums) }
        workers.share(a.columns) { columns in
            accumulateColumnSums(a.columns(from: columns.lowerBound, count: columns.count), into: sums[columns])
        }
    }

    @inline(__always)
    func gather(_ weights: Matrix, tokens: TokenRows, bias: Vector?, into result: Matrix, workers: WorkerPool?) {
        guard let workers else { return gather(weights, tokens: tokens, bias: bias, into: result) }
        workers.share(result.rows) { rows in
            gather(weights, tokens: tokens.rows(rows), bias: bias, into: result.rows(rows))
        }
    }

    func scatterAdd(_ a: Matrix, tokens: TokenRows, into weights: Matrix, workers: WorkerPool?) {
        guard let workers else { return scatterAdd(a, tokens: tokens, into: weights) }
        workers.share(a.columns) { columns in
            let (first, count) = (columns.lowerBound, columns.count)
            scatterAdd(
                a.columns(from: first, count: count), tokens: tokens,
                into: weights.columns(from: first, count: count))
        }
    }

    /// The losses of blocks of rows are added in their order.
    func softmaxCrossEntropy(_ rows: PackedRows, scale: Float, logits: Matrix, workers: WorkerPool?) -> Double {
        guard let workers else { return softmaxCrossEntropy(rows, scale: scale, logits: logits) }
        precondition(logits.rows == rows.count, "the shapes do not match")
        let size = 128
        let (first, target, counts) = (rows.targetStart, rows.target, rows.targetCount)
        let losses = PerThread(count: (logits.rows + size - 1) / size) { 0.0 }
        workers.forEach((logits.rows + size - 1) / size) { block, _ in
            let begin = block * size
            let part = logits.rows(begin..<min(begin + size, logits.rows))
            losses[block] = table.pointee.softmax_cross_entropy(
                part.rows, part.columns, first.base + begin, target.base, counts.base, scale, part.base, part.stride)
        }
        return losses.values.reduce(0, +)
    }

    /// `result = f(a b [+ result])`, each thread some of the columns, always the same ones: their weights stay in the
    /// cache of its core from step to step.
    private func multiplyColumns(
        _ a: Matrix, _ b: PackedMatrix, _ flags: Int = RNNK_ACCUMULATE, into result: Matrix, _ workers: WorkerPool
    ) {
        precondition(
            a.columns == b.rows && result.rows == a.rows && result.columns == b.columns, "the shapes do not match")
        precondition(b.precision == .float, "only a training shares steps")
        workers.share(b.columns) { columns in
            table.pointee.gemm_columns(
                a.rows, b.columns, a.columns, columns.lowerBound, columns.upperBound, a.input, b.base, nil,
                Int32(flags), result.output)
        }
    }
}

/// The recurrences of sequences that run side by side, for tables with `hasIndependentRows`. `initial` has a
/// row for each sequence, and so has each step, in order of the steps. Products and cells of a step are divided among
/// threads. The functions without workers document the shapes.
extension Kernels {
    /// The rows of each step, and the states that they continue: those of the step before, or the initial ones.
    private struct Steps: Sequence {
        let initial: Matrix
        let states: Matrix

        init(_ initial: Matrix, _ states: Matrix) {
            precondition(initial.rows > 0 && states.rows.isMultiple(of: initial.rows), "the shapes do not match")
            self.initial = initial
            self.states = states
        }

        func makeIterator() -> some IteratorProtocol<Range<Int>> {
            stride(from: 0, to: states.rows, by: initial.rows).lazy.map { $0..<$0 + initial.rows }.makeIterator()
        }

        func reversed() -> [Range<Int>] { Array(self).reversed() }

        /// What the rows of a step continue, of the hidden states or of others that are beside them in `initial`.
        func previous(_ rows: Range<Int>, of others: Matrix? = nil) -> Matrix {
            guard rows.lowerBound > 0 else {
                return others == nil
                    ? initial.leading(columns: states.columns) : initial.trailing(columns: states.columns)
            }
            return (others ?? states).rows(before(rows))
        }

        func before(_ rows: Range<Int>) -> Range<Int> { rows.lowerBound - rows.count..<rows.lowerBound }
    }

    /// The gradient of recurrent weights.
    private func accumulateRecurrent(
        _ steps: Steps, _ gradient: Matrix, into weights: Matrix, _ workers: WorkerPool
    ) {
        let first = steps.initial.rows
        accumulateOuter(
            steps.states.leading(rows: gradient.rows - first), gradient.rows(first..<gradient.rows), into: weights,
            workers: workers)
        accumulateOuter(
            steps.initial.leading(columns: steps.states.columns), gradient.leading(rows: first), into: weights,
            workers: workers)
    }

    func rnnForward(_ recurrent: PackedMatrix, initial: Matrix, states: Matrix, workers: WorkerPool) {
        let steps = Steps(initial, states)
        for rows in steps {
            multiplyColumns(
                steps.previous(rows), recurrent, RNNK_ACCUMULATE | RNNK_TANH, into: states.rows(rows), workers)
        }
    }

    func rnnBackward(
        _ recurrentTransposed: PackedMatrix, initial: Matrix, states: Matrix, gradient: Matrix, weights: Matrix,
        workers: WorkerPool
    ) {
        let steps = Steps(initial, states)
        for rows in steps.reversed() {
            let (h, da) = (states.rows(rows), gradient.rows(rows))
            workers.share(rows.count) { part in
                table.pointee.rnn_cells_backward(part.count, h.columns, h.rows(part).input, da.rows(part).output)
            }
            guard rows.lowerBound > 0 else { break }
            multiplyColumns(da, recurrentTransposed, into: gradient.rows(steps.before(rows)), workers)
        }
        accumulateRecurrent(steps, gradient, into: weights, workers)
    }

    func lstmForward(
        _ recurrent: PackedMatrix, initial: Matrix, gates: Matrix, cells: Matrix, states: Matrix, workers: WorkerPool
    ) {
        let steps = Steps(initial, states)
        for rows in steps {
            let (z, c, h) = (gates.rows(rows), cells.rows(rows), states.rows(rows))
            let c0 = steps.previous(rows, of: cells)
            multiplyColumns(steps.previous(rows), recurrent, into: z, workers)
            workers.share(rows.count) { part in
                table.pointee.lstm_cells(
                    part.count, h.columns, c0.rows(part).input, z.rows(part).output, c.rows(part).output,
                    h.rows(part).output)
            }
        }
    }

    func lstmBackward(
        _ recurrentTransposed: PackedMatrix, initial: Matrix, gates: Matrix, cells: Matrix, states: Matrix,
        gradient: Matrix, weights: Matrix, work: Buffer<Float>, workers: WorkerPool
    ) {
        let steps = Steps(initial, states)
        let carried = work.activations(rows: initial.rows, columns: states.columns)
        for row in 0..<carried.rows { carried.fillRow(row, with: 0) }
        for rows in steps.reversed() {
            let (z, c, h, dh) = (gates.rows(rows), cells.rows(rows), states.rows(rows), gradient.rows(rows))
            let c0 = steps.previous(rows, of: cells)
            workers.share(rows.count) { part in
                table.pointee.lstm_cells_backward(
                    part.count, h.columns, c0.rows(part).input, c.rows(part).input, h.rows(part).input,
                    dh.rows(part).input, z.rows(part).output, carried.rows(part).output)
            }
            guard rows.lowerBound > 0 else { break }
            multiplyColumns(z, recurrentTransposed, into: gradient.rows(steps.before(rows)), workers)
        }
        accumulateRecurrent(steps, gates, into: weights, workers)
    }

    func gruForward(
        _ recurrent: PackedMatrix, bias: Vector, initial: Matrix, gates: Matrix, candidates: Matrix, states: Matrix,
        work: Buffer<Float>, workers: WorkerPool
    ) {
        let steps = Steps(initial, states)
        let products = work.activations(rows: initial.rows, columns: gates.columns)
        for rows in steps {
            let (a, q, h) = (gates.rows(rows), candidates.rows(rows), states.rows(rows))
            let h0 = steps.previous(rows)
            multiplyColumns(h0, recurrent, 0, into: products, workers)
            workers.share(rows.count) { part in
                table.pointee.gru_cells(
                    part.count, h.columns, products.rows(part).input, bias.base, h0.rows(part).input,
                    a.rows(part).output, q.rows(part).output, h.rows(part).output)
            }
        }
    }

    func gruBackward(
        _ recurrentTransposed: PackedMatrix, initial: Matrix, gates: Matrix, candidates: Matrix, states: Matrix,
        gradient: Matrix, weights: Matrix, work: Buffer<Float>, workers: WorkerPool
    ) {
        let steps = Steps(initial, states)
        let products = work.activations(rows: initial.rows, columns: gates.columns)
        for rows in steps.reversed() {
            let (a, q, dh) = (gates.rows(rows), candidates.rows(rows), gradient.rows(rows))
            let h0 = steps.previous(rows)
            let passed = rows.lowerBound > 0 ? gradient.rows(steps.before(rows)) : nil
            workers.share(rows.count) { part in
                table.pointee.gru_cells_backward(
                    part.count, dh.columns, h0.rows(part).input, dh.rows(part).output, a.rows(part).output,
                    q.rows(part).output, passed?.rows(part).output ?? rnnk_matrix(at: nil, ld: 0),
                    products.rows(part).output)
            }
            if let passed { multiplyColumns(products, recurrentTransposed, into: passed, workers) }
        }
        let units = states.columns
        accumulateRecurrent(
            steps, gates.leading(columns: 2 * units), into: weights.leading(columns: 2 * units), workers)
        accumulateRecurrent(steps, candidates, into: weights.trailing(columns: units), workers)
    }
}
