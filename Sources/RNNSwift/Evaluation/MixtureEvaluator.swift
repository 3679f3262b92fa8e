import Foundation

extension Mixture {
    /// How well the models together predict a list, exactly, as ``Model/evaluate(on:threads:)`` says it of one. The
    /// softmax is that of ``score(_:threads:)``.
    ///
    /// - Parameter threads: The result does not depend on it.
    public func evaluate(on list: NameList, threads: Int = 1) -> Evaluation {
        MixtureEvaluator(EncodedNames(list.names, vocabulary: vocabulary), self).evaluate(threads: threads)
    }
}

/// Reads each distinct name of a list with a mixture, many side by side. Every figure is a sum over pieces of the list,
/// in their order.
private struct MixtureEvaluator {
    private static let namesAtOnce = 1024

    private struct Sums {
        var nats = 0.0
        var argmax = 0.0
        var sampled = 0.0
        var recreated = 0.0
    }

    private let mixture: Mixture
    private let names: EncodedNames
    /// The tokens of each distinct name, STOP included, and how often it is in the list.
    private let distinct: [(tokens: [Int], count: Double)]

    init(_ names: EncodedNames, _ mixture: Mixture) {
        (self.names, self.mixture) = (names, mixture)
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

    func evaluate(threads: Int) -> Evaluation {
        let pieces = (distinct.count + Self.namesAtOnce - 1) / Self.namesAtOnce
        let partial = PerThread(count: pieces) { Sums() }
        WorkerPool(threads: max(min(threads, pieces), 1)).forEach(pieces) { piece, _ in
            let begin = piece * Self.namesAtOnce
            partial[piece] = sums(distinct[begin..<min(begin + Self.namesAtOnce, distinct.count)])
        }
        var total = Sums()
        for sums in partial.values {
            total.nats += sums.nats
            total.argmax += sums.argmax
            total.sampled += sums.sampled
            total.recreated += sums.recreated
        }
        let statistics = PrefixStatistics(names)
        let predictions = Double(max(statistics.predictions, 1))
        return Evaluation(
            names: names.occurrences.count, predictions: statistics.predictions, nats: total.nats / predictions,
            accuracy: .init(argmax: total.argmax / predictions, sampled: total.sampled / predictions),
            maximum: .init(argmax: statistics.maximumArgmax, sampled: statistics.maximumSampled),
            floorNats: statistics.floorNats, recreated: total.recreated, unknownCharacters: names.unknownCharacters)
    }

    private func sums(_ piece: ArraySlice<(tokens: [Int], count: Double)>) -> Sums {
        let piece = Array(piece)
        var sums = Sums()
        var logProbabilities = [Double](repeating: 0, count: piece.count)
        LockstepReading(mixture: mixture).read(piece.map { Array($0.tokens.dropLast()) }) { logits, places in
            mixture.kernels.logSoftmax(logits)
            for (row, place) in places.enumerated() {
                let name = piece[place.name]
                let target = name.tokens[place.length]
                let logProbability = Double(logits[row, target])
                logProbabilities[place.name] += logProbability
                sums.nats -= name.count * logProbability
                sums.sampled += name.count * exp(logProbability)
                if logits.indexOfMaximum(row: row) == target { sums.argmax += name.count }
            }
        }
        sums.recreated = logProbabilities.reduce(0) { $0 + exp($1) }
        return sums
    }
}
