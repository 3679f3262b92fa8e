import Foundation

/// Measures how well a network predicts running text.
///
/// The text is cut into segments of about 2,048 characters, which are read side by side. Before its first one each
/// reads the 128 characters that stand before the segment, so that its state is nearly that of a network that has read
/// everything. Every character of the range is predicted once, but the first of all, before which nothing stands.
struct TextEvaluator {
    private static let segmentLength = 2048
    private static let lead = 128
    private static let rowsPerGroup = 32

    /// Reads from `begin` on and counts predictions of the characters from `first` on, to `end`.
    private struct Segment {
        let begin: Int
        let first: Int
        let end: Int
    }

    private let tokens: SharedArray<UInt16>
    /// The tokens that are predicted.
    private let range: Range<Int>
    /// Each is read by one thread; the longest segments of a group come first.
    private let groups: [[Segment]]
    private let workers: WorkerPool
    private let processes: (any ProcessGroup)?

    /// - Parameter processes: The processes that evaluate the same models, each on some of the groups.
    init(
        _ tokens: SharedArray<UInt16>, _ range: Range<Int>, workers: WorkerPool, processes: (any ProcessGroup)? = nil
    ) {
        self.processes = processes
        self.tokens = tokens
        self.workers = workers
        let range = max(range.lowerBound, 1)..<max(range.upperBound, 1)
        self.range = range
        let count = max(1, range.count / Self.segmentLength)
        let segments = (0..<count).map { index in
            let first = range.lowerBound + range.count * index / count
            return Segment(
                begin: max(first - Self.lead, 0), first: first,
                end: range.lowerBound + range.count * (index + 1) / count)
        }
        let groups = (count - 1) / Self.rowsPerGroup + 1
        self.groups = (0..<groups).map { group in
            segments[count * group / groups..<count * (group + 1) / groups].sorted {
                $0.end - $0.begin > $1.end - $1.begin
            }
        }
    }

    func evaluate(_ ensemble: ModelEnsemble) -> Evaluation {
        let predictions = range.count
        let partial = processes.divide(groups.count, workers) { group, _ in sums(ensemble, groups[group]) }
        let vocabulary = ensemble.vocabulary
        let characters =
            vocabulary.tokenizer == nil || range.isEmpty
            ? predictions : tokens[range].reduce(0) { $0 + vocabulary.width(ofToken: Int($1)) }
        return PredictionSums(partial).evaluation(predictions: predictions, characters: characters)
    }

    private func sums(_ ensemble: ModelEnsemble, _ segments: [Segment]) -> PredictionSums {
        var sums = PredictionSums()
        let lockstep = Lockstep(ensemble, rows: segments.count)
        lockstep.reset()
        var (active, step) = (segments.count, 0)
        while true {
            // The last character is predicted, not read.
            while active > 0, segments[active - 1].begin + step + 1 >= segments[active - 1].end { active -= 1 }
            guard active > 0 else { return sums }
            for row in 0..<active { lockstep.tokens[row] = Int(tokens[segments[row].begin + step]) }
            lockstep.step(rows: active)
            let logits = lockstep.logits.leading(rows: active)
            ensemble.kernels.logSoftmax(logits)
            for row in 0..<active {
                let position = segments[row].begin + step + 1
                guard position >= segments[row].first else { continue }
                let target = Int(tokens[position])
                let logProbability = Double(logits[row, target])
                sums.add(logProbability: logProbability, isBest: logits.indexOfMaximum(row: row) == target)
            }
            step += 1
        }
    }
}
