import Foundation

/// Walks the prefix tree of a list with a network: one forward step for each distinct prefix.
///
/// The tree is cut into pieces of consecutive distinct names, each of about `pieceSize` characters, so that memory
/// stays small whatever the list's size, and so that threads have something to share. Every figure is a sum over the
/// pieces, in their order.
struct Evaluator {
    private static let pieceSize = 2048

    private let network: Network
    private let names: EncodedNames
    private let statistics: PrefixStatistics
    /// Ranges of `names.occurrences`.
    private let pieces: [Range<Int>]
    private let workers: WorkerPool
    private let processes: (any ProcessGroup)?
    private let workspaces: PerThread<Workspace>

    /// - Parameter processes: The processes that evaluate the same weights, each on some of the pieces.
    init(_ names: EncodedNames, network: Network, workers: WorkerPool, processes: (any ProcessGroup)? = nil) {
        self.processes = processes
        self.names = names
        self.network = network
        self.workers = workers
        statistics = PrefixStatistics(names)
        workspaces = PerThread(count: workers.threads) { Workspace(network) }
        var pieces: [Range<Int>] = []
        let positions = names.occurrences
        var (begin, size) = (0, 0)
        for i in positions.indices where i == 0 || positions[i] != positions[i - 1] {
            if size >= Self.pieceSize {
                pieces.append(begin..<i)
                (begin, size) = (i, 0)
            }
            size += names.length(Int(positions[i])) + 1
        }
        if begin < positions.count { pieces.append(begin..<positions.count) }
        self.pieces = pieces
    }

    /// - Returns: In other processes than the coordinator, an evaluation of some pieces.
    func evaluate(_ weights: PackedParameters) -> Evaluation {
        let partial = processes.divide(pieces.count, workers) { piece, thread in
            let workspace = workspaces[thread]
            workspace.rows.build(names, selection: names.occurrences[pieces[piece]])
            let logits = network.forward(weights, workspace)
            network.kernels.logSoftmax(logits)
            return Self.sums(workspace.rows, logProbabilities: logits, names.vocabulary)
        }
        return PredictionSums(partial).evaluation(of: names, statistics)
    }

    private static func sums(
        _ rows: PackedRows, logProbabilities: Matrix, _ vocabulary: Vocabulary
    ) -> PredictionSums {
        var sums = PredictionSums()
        let (stop, labels) = (vocabulary.stop, vocabulary.labelTokens)
        // The log-probability of each row's prefix; parents come before their children.
        var prefix = [Double](repeating: 0, count: rows.count)
        for row in 0..<rows.count {
            let parent = Int(rows.parent[row])
            if parent >= 0 {
                prefix[row] = prefix[parent] + Double(logProbabilities[parent, Int(rows.token[row])])
            }
            let best = logProbabilities.indexOfMaximum(row: row)
            for i in Int(rows.targetStart[row])..<Int(rows.targetStart[row + 1]) {
                let (token, count) = (Int(rows.target[i]), Double(rows.targetCount[i]))
                let logProbability = Double(logProbabilities[row, token])
                sums.add(
                    logProbability: logProbability, isBest: token == best, isLabel: labels.contains(token), count: count
                )
                if token == stop { sums.add(name: exp(prefix[row] + logProbability)) }
            }
        }
        return sums
    }
}
