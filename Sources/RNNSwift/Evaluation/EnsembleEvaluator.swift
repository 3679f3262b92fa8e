import Foundation

extension ModelEnsemble {
    /// How well the models together predict a list, exactly, as ``Model/evaluate(on:threads:)`` says it of one. The
    /// softmax is that of ``scores(for:threads:)``.
    ///
    /// - Parameter threads: The result does not depend on it.
    public func evaluate(on list: NameList, threads: Int = 1) -> Evaluation {
        evaluate(EncodedNames(list, vocabulary: vocabulary), threads: threads)
    }

    func evaluate(_ names: EncodedNames, threads: Int) -> Evaluation {
        SharedEvaluation.evaluate(self, names, isTree: false, threads: threads)
    }
}

/// Reads each distinct name of a list with an ensemble, many side by side. Every figure is a sum over pieces of the
/// list, in their order.
struct EnsembleEvaluator {
    private static let namesAtOnce = 1024

    private let ensemble: ModelEnsemble
    private let names: EncodedNames
    /// The tokens of each distinct name, STOP included, and how often it is in the list.
    private let distinct: [(tokens: [Int], count: Double)]

    init(_ names: EncodedNames, _ ensemble: ModelEnsemble) {
        (self.names, self.ensemble) = (names, ensemble)
        var distinct: [(tokens: [Int], count: Double)] = []
        distinct.reserveCapacity(names.count)
        var last: Int32 = -1
        for position in names.occurrences {
            if position == last {
                distinct[distinct.count - 1].count += 1
            } else {
                let begin = Int(position)
                distinct.append(((begin...begin + names.length(begin)).map { names[$0] }, 1))
                last = position
            }
        }
        self.distinct = distinct
    }

    /// - Parameter processes: The processes that evaluate the same models, each on some of the pieces.
    func evaluate(_ workers: WorkerPool, _ processes: (any ProcessGroup)?) -> Evaluation {
        let pieces = (distinct.count + Self.namesAtOnce - 1) / Self.namesAtOnce
        let partial = processes.divide(pieces, workers) { piece, _ in
            let begin = piece * Self.namesAtOnce
            return sums(distinct[begin..<min(begin + Self.namesAtOnce, distinct.count)])
        }
        return PredictionSums(partial).evaluation(of: names, PrefixStatistics(names))
    }

    private func sums(_ piece: ArraySlice<(tokens: [Int], count: Double)>) -> PredictionSums {
        let piece = Array(piece)
        var sums = PredictionSums()
        var logProbabilities = [Double](repeating: 0, count: piece.count)
        func add(_ name: Int, _ length: Int, _ logProbability: Double, isBest: Bool) {
            logProbabilities[name] += logProbability
            sums.add(
                logProbability: logProbability, isBest: isBest,
                isLabel: ensemble.vocabulary.labelTokens.contains(piece[name].tokens[length]), count: piece[name].count)
        }
        let paths = piece.map { Array($0.tokens.dropLast()) }
        if let mixture = names.hasLabels ? nil : ensemble.mixture {
            mixture.read(paths) { name, read in
                for (length, token) in piece[name].tokens.enumerated() {
                    let logProbability = read.predictions[length][token]
                    add(name, length, logProbability, isBest: logProbability == read.predictions[length].max()!)
                }
            }
        } else {
            LockstepReading(ensemble: ensemble).read(paths) { logits, places in
                ensemble.kernels.logSoftmax(logits)
                for (row, place) in places.enumerated() {
                    let target = piece[place.name].tokens[place.length]
                    add(
                        place.name, place.length, Double(logits[row, target]),
                        isBest: logits.indexOfMaximum(row: row) == target)
                }
            }
        }
        for logProbability in logProbabilities { sums.add(name: exp(logProbability)) }
        return sums
    }
}
