import Foundation

/// Reads names whose labels are not known: under all values that they may have, each as probable as the model says.
///
/// P(c₁…cⱼ) is the sum of P(labels, c₁…cⱼ) over the values, and the prediction of the next token is the mean of those
/// under each of the values, weighted by P(labels, c₁…cⱼ).
package struct MixtureReading {
    /// What names may begin with: the tokens of labels.
    package let beginnings: [[Int]]
    private let ensemble: ModelEnsemble
    /// Whether probabilities are those given that a name has one of the beginnings.
    private let isConditional: Bool

    /// Floats of the predictions of names that are read together.
    private static let mostPredictions = 1 << 21

    /// A name, read under all beginnings.
    package struct Name {
        /// [length + 1, tokens] ln P of each token after each prefix; empty where that is not asked for.
        package var predictions: [[Double]]
        /// ln P(beginning, name, STOP) of each beginning.
        package var joint: [Double]
        /// ln P(name, STOP | beginning) of each beginning.
        package var conditional: [Double]
    }

    package init(_ ensemble: ModelEnsemble, beginnings: [[Int]], isConditional: Bool = false) {
        (self.ensemble, self.beginnings, self.isConditional) = (ensemble, beginnings, isConditional)
    }

    /// Reads names of tokens without labels.
    ///
    /// - Parameters:
    ///   - withPredictions: Whether the predictions of single tokens are wanted.
    ///   - body: Called with each of them, in order.
    package func read(_ names: [[Int]], withPredictions: Bool = true, _ body: (_ name: Int, Name) -> Void) {
        var begin = 0
        while begin < names.count {
            var (end, size) = (begin, 0)
            while end < names.count, end == begin || size < Self.mostPredictions {
                size += (names[end].count + 1) * ensemble.vocabulary.count
                end += 1
            }
            for (index, name) in readTogether(Array(names[begin..<end]), withPredictions).enumerated() {
                body(begin + index, name)
            }
            begin = end
        }
    }

    private func readTogether(_ names: [[Int]], _ withPredictions: Bool) -> [Name] {
        var predictions = names.map { name in withPredictions ? (0...name.count).map { _ in Mixture() } : [] }
        var joint = names.map { _ in [Double](repeating: -.infinity, count: beginnings.count) }
        var conditional = names.map { _ in [Double](repeating: 0, count: beginnings.count) }
        // ln P of what was read of each name under each beginning.
        var read = [Double](repeating: 0, count: names.count * beginnings.count)
        let paths = names.flatMap { name in beginnings.map { $0 + name } }
        LockstepReading(ensemble: ensemble).read(paths) { logits, places in
            ensemble.kernels.logSoftmax(logits)
            for (row, place) in places.enumerated() {
                let (name, beginning) = place.name.quotientAndRemainder(dividingBy: beginnings.count)
                let (path, length) = (paths[place.name], place.length - beginnings[beginning].count)
                if length >= 0, withPredictions {
                    predictions[name][length].add(
                        Mixture.Part(weight: read[place.name], logarithms: logits.row(row)), beginning,
                        of: beginnings.count)
                }
                let next = place.length < path.count ? path[place.length] : ensemble.vocabulary.stop
                read[place.name] += Double(logits[row, next])
                if length >= 0 { conditional[name][beginning] += Double(logits[row, next]) }
                if place.length == path.count { joint[name][beginning] = read[place.name] }
            }
        }
        return names.indices.map { name in
            Name(
                predictions: predictions[name].enumerated().map { length, mixture in
                    mixture.prediction(isConditional: length > 0 || isConditional)
                }, joint: joint[name], conditional: conditional[name])
        }
    }

    /// What follows a prefix of a name under each of the beginnings. Which names are read together decides in which
    /// order these come; they are added in their own, so that the sum does not depend on it.
    private struct Mixture {
        struct Part {
            let weight: Double
            let logarithms: [Float]
        }

        /// By beginning, as long as one is missing.
        private var parts: [Part?] = []
        private var missing = 0
        private var sums = LogSums(count: 0)
        private var total = LogSums(count: 1)

        mutating func add(_ part: Part, _ beginning: Int, of count: Int) {
            if parts.isEmpty { (parts, missing) = ([Part?](repeating: nil, count: count), count) }
            parts[beginning] = part
            missing -= 1
            guard missing == 0 else { return }
            sums = LogSums(count: part.logarithms.count)
            for part in parts.lazy.compactMap(\.self) {
                sums.add(part.weight) { Double(part.logarithms[$0]) }
                total.add(part.weight) { _ in 0 }
            }
            parts = []
        }

        func prediction(isConditional: Bool) -> [Double] {
            let total = isConditional ? total.logarithms[0] : 0
            return sums.logarithms.map { $0 - total }
        }
    }

    /// Sums of exponentials, of which only the logarithms may be in range.
    private struct LogSums {
        private var scale = -Double.infinity
        private var sums: [Double]

        init(count: Int) { sums = [Double](repeating: 0, count: count) }

        /// Adds exp(`weight` + a logarithm) to each sum.
        mutating func add(_ weight: Double, _ logarithm: (Int) -> Double) {
            if weight > scale {
                let factor = exp(scale - weight)
                for index in sums.indices { sums[index] *= factor }
                scale = weight
            }
            let factor = exp(weight - scale)
            for index in sums.indices { sums[index] += factor * exp(logarithm(index)) }
        }

        var logarithms: [Double] { sums.map { log($0) + scale } }
    }
}

extension Vocabulary {
    /// All sequences of label tokens that names may begin with: every value of each label, or those that are given.
    ///
    /// - Parameters:
    ///   - given: For each label, the numbers of the values that it may have; nil for all.
    ///   - unlabeled: Whether names may also have no labels.
    package func beginnings(given: [Int: [Int]] = [:], unlabeled: Bool) -> [[Int]] {
        labels.combinations(given: given).map(beginning(of:)) + (unlabeled && !labels.isEmpty ? [[]] : [])
    }

    /// The label tokens of a combination of values, given by their numbers.
    package func beginning(of combination: [Int]) -> [Int] {
        combination.enumerated().map { tokens(ofLabel: $0).lowerBound + $1 }
    }
}
