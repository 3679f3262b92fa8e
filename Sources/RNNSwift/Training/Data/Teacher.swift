import Synchronization

/// A model whose predictions another network learns, for the prefixes of a list.
///
/// The predictions for all prefixes of the list are computed once, before the first step, if they need at most
/// ``mostBytes``; otherwise those of each batch when it comes. Both are the same within rounding.
package final class Teacher: Sendable {
    /// Most memory for the predictions of a list, in bytes.
    package static let mostBytes = 1 << 29

    package let ensemble: ModelEnsemble
    private let table = Mutex<Table?>(nil)
    private let mostBytes: Int

    package init(_ ensemble: ModelEnsemble, mostBytes: Int = Teacher.mostBytes) {
        (self.ensemble, self.mostBytes) = (ensemble, mostBytes)
    }

    /// The predictions for all prefixes of a list; nil if they need too much memory. Each call is for the same list.
    package func predictions(_ names: EncodedNames, _ workers: WorkerPool) -> Table? {
        table.withLock { table in
            if table == nil { table = Table(names, ensemble, workers, mostBytes: mostBytes) }
            return table
        }
    }

    /// Predictions for all prefixes of a list, in the order in which a walk through the sorted names meets them.
    package final class Table: @unchecked Sendable {
        /// Tokens of the names whose rows are computed together.
        private static let pieceSize = 2048

        let distributions: Matrix
        private let memory: Buffer<Float>
        /// By position of a token of a name: the row of the prefix before it.
        private let rows: Buffer<Int32>

        fileprivate init?(_ names: EncodedNames, _ ensemble: ModelEnsemble, _ workers: WorkerPool, mostBytes: Int) {
            let tokens = max(names.bytes.count, names.words.count)
            let stride = names.vocabulary.count.inWholeCacheLines
            guard 4 * tokens <= mostBytes else { return nil }
            rows = Buffer(count: tokens)
            let pieces = Self.number(names, rows)
            let count = pieces.last?.rows.upperBound ?? 0
            guard 4 * (tokens + count * stride) <= mostBytes else { return nil }
            memory = Buffer(count: count * stride)
            distributions = memory.matrix(rows: count, columns: names.vocabulary.count, stride: stride)
            let spaces = PerThread(count: workers.threads) { Space(ensemble) }
            workers.forEach(pieces.count) { [rows, distributions] index, thread in
                let (piece, space) = (pieces[index], spaces[thread])
                space.rows.build(names, selection: names.occurrences[piece.names])
                space.rows.findPositions(names, selection: names.occurrences[piece.names], into: space.positions)
                let predictions = space.predictions.probabilities()
                for row in 0..<space.rows.count {
                    let own = Int(rows[Int(space.positions[row])])
                    // A prefix that an earlier piece has, too, is that piece's.
                    if piece.rows.contains(own) { distributions.copyRow(own, from: predictions, row: row) }
                }
            }
        }

        /// Consecutive names, and the rows of the prefixes that no name before them has.
        private struct Piece {
            let names: Range<Int>
            let rows: Range<Int>
        }

        /// Numbers the prefixes of the names, and cuts the names into pieces of about the same size.
        private static func number(_ names: EncodedNames, _ rows: Buffer<Int32>) -> [Piece] {
            var pieces: [Piece] = []
            var (count, size, previous, length) = (0, 0, -1, 0)
            var (firstName, firstRow) = (0, 0)
            for (index, position) in names.occurrences.enumerated() {
                let begin = Int(position)
                guard begin != previous else { continue }
                if size >= pieceSize {
                    pieces.append(Piece(names: firstName..<index, rows: firstRow..<count))
                    (firstName, firstRow, size) = (index, count, 0)
                }
                let own = names.length(begin)
                var at = 0
                if previous >= 0 {
                    rows[begin] = rows[previous]
                    at = 1
                    while at <= min(own, length), names[begin + at - 1] == names[previous + at - 1] {
                        rows[begin + at] = rows[previous + at]
                        at += 1
                    }
                }
                for depth in at..<max(own + 1, at) {
                    rows[begin + depth] = Int32(count)
                    count += 1
                }
                (previous, length) = (begin, own)
                size += own + 1
            }
            if firstName < names.occurrences.count {
                pieces.append(Piece(names: firstName..<names.occurrences.count, rows: firstRow..<count))
            }
            return pieces
        }

        /// Sets `space.index` to the rows of the prefixes of a tree.
        fileprivate func find(_ tree: PackedRows, _ names: EncodedNames, _ selection: ArraySlice<Int32>, _ space: Space)
        {
            tree.findPositions(names, selection: selection, into: space.positions)
            space.index.reserve(tree.count)
            for row in 0..<tree.count { space.index[row] = rows[Int(space.positions[row])] }
        }
    }

    /// The memory of one thread.
    package final class Space: @unchecked Sendable {
        fileprivate let rows: PackedRows
        fileprivate let predictions: TreePredictions
        fileprivate let positions = Buffer<Int32>()
        fileprivate let index = Buffer<Int32>()

        /// - Parameter rows: The rows that are predicted.
        package init(_ ensemble: ModelEnsemble, _ rows: PackedRows = PackedRows()) {
            self.rows = rows
            predictions = TreePredictions(ensemble, rows)
        }

        /// The targets of a tree that was built of a selection of names: the rows of this space.
        ///
        /// - Parameter table: Nil if the predictions are to be computed.
        package func targets(
            _ names: EncodedNames, _ selection: ArraySlice<Int32>, _ table: Table?, weight: Float
        ) -> SoftTargets {
            if let table {
                table.find(rows, names, selection, self)
                return SoftTargets(weight: weight, table.distributions, index: index.base)
            }
            index.reserve(rows.count)
            for row in 0..<rows.count { index[row] = Int32(row) }
            return SoftTargets(weight: weight, predictions.probabilities(), index: index.base)
        }
    }
}
