import Foundation

extension RecordModel {
    /// Numbers that are in memory at once: one for each record and combination of labels.
    private static let mostNumbers = 1 << 21

    /// Natural logarithms of the probabilities of records; of one whose characters or sampled texts the model does not
    /// know, -infinity. They are those of temperature 1, given that a record is not empty altogether, and sums over all
    /// values of the labels.
    ///
    /// - Parameter threads: The result does not depend on it.
    public func logProbabilities(of records: [[String]], threads: Int = 1) -> [Double] {
        logProbabilities(of: records, numbers: [:], threads: threads)
    }

    /// Natural logarithms of the probabilities of records that have given labels: see
    /// ``logProbabilities(of:threads:)``.
    ///
    /// - Parameter given: Values of labels, by the labels' names.
    /// - Throws: ``LabelError``.
    public func logProbabilities(
        of records: [[String]], given: [String: String], threads: Int = 1
    ) throws -> [Double] {
        logProbabilities(of: records, numbers: try numbers(ofGiven: given), threads: threads)
    }

    /// - Throws: ``LabelError``.
    func numbers(ofGiven given: [String: String]) throws -> [Int: [Int]] {
        try (labels?.labels ?? Labels()).numbers(ofGiven: given)
    }

    /// - Parameter numbers: For each label that is given, the numbers of the values that it may have.
    func logProbabilities(of records: [[String]], numbers: [Int: [Int]], threads: Int) -> [Double] {
        let combinations = combinations(given: numbers)
        let total = log(combinations.reduce(0) { $0 + probability(of: $1) * (1 - probabilityOfEmpty($1)) })
        var results = [Double](repeating: 0, count: records.count)
        forEachJoint(of: records, combinations, threads: threads) { results[$0] = $1.logSumExp - total }
        return results
    }

    /// Combinations of labels that have given values; the empty one for a model without labels.
    func combinations(given: [Int: [Int]]) -> [[Int]] { (labels?.labels ?? Labels()).combinations(given: given) }

    /// P(labels).
    private func probability(of combination: [Int]) -> Double { labels?.probability(of: combination) ?? 1 }

    /// The probability that a record of these labels is empty altogether.
    private func probabilityOfEmpty(_ combination: [Int]) -> Double {
        fields.reduce(1) { $0 * shareOfEmpty($1, combination) }
    }

    /// Computes ln P(labels, record) for some combinations of labels, whether or not a record is empty.
    ///
    /// - Parameter body: Called with the number of each record, in order, and a logarithm for each combination.
    func forEachJoint(
        of records: [[String]], _ combinations: [[Int]], threads: Int, _ body: (Int, [Double]) -> Void
    ) {
        let priors = combinations.map { log(probability(of: $0)) }
        let atOnce = max(Self.mostNumbers / combinations.count, 1)
        for begin in stride(from: 0, to: records.count, by: atOnce) {
            let part = records[begin..<min(begin + atOnce, records.count)]
            var joint = part.map { _ in priors }
            for (index, field) in fields.enumerated() {
                let texts = Array(Set(part.map { $0[index] })).sorted()
                let places = Dictionary(uniqueKeysWithValues: texts.enumerated().map { ($1, $0) })
                let logarithms = logProbabilities(of: texts, in: field, combinations, threads: threads)
                for (number, record) in part.enumerated() {
                    let own = logarithms[places[record[index]]!]
                    for combination in own.indices { joint[number][combination] += own[combination] }
                }
            }
            for (number, logarithms) in joint.enumerated() { body(begin + number, logarithms) }
        }
    }

    /// [text, combination] ln P(text | labels) in a field.
    private func logProbabilities(
        of texts: [String], in field: Field, _ combinations: [[Int]], threads: Int
    ) -> [[Double]] {
        switch field.content {
        case .learned(let model, _):
            let empty = combinations.map { shareOfEmpty(field, $0) }
            let scores = model.logProbabilities(of: texts, combinations, threads: threads)
            return zip(texts, scores).map { text, scores in
                zip(empty, scores).map { text.isEmpty ? log($0) : log(1 - $0) + $1 }
            }
        case .sampled(let all):
            let counts = all.byText
            let shares = texts.map { Double(counts[$0] ?? 0) / Double(all.total) }
            guard let labels, case .texts(let parts) = field.byLabels else { return shares.map { [log($0)] } }
            let byText = parts.map(\.byText)
            let places = combinations.map(labels.place(of:))
            return zip(texts, shares).map { text, share in
                places.map { place in
                    log(place.map { labels.share(byText[$0][text] ?? 0, at: $0, otherwise: share) } ?? share)
                }
            }
        }
    }

    /// The probability that a field of a record with these labels is empty.
    func shareOfEmpty(_ field: Field, _ combination: [Int]) -> Double {
        let share = shareOfEmpty(field)
        guard let labels, let byLabels = field.byLabels, let place = labels.place(of: combination) else { return share }
        let count =
            switch byLabels {
            case .empty(let counts): counts[place]
            case .texts(let texts): texts[place].count(of: "")
            }
        return labels.share(count, at: place, otherwise: share)
    }
}

extension LabelDistribution {
    /// The probability of what `count` of the records of a combination are, where it is that of `otherwise` among all
    /// records: as if one more record had the combination, of which no more is known.
    func share(_ count: Int, at place: Int, otherwise: Double) -> Double {
        (Double(count) + otherwise) / (Double(counts[place].count) + 1)
    }
}

extension Model {
    /// [text, combination] ln P(text | labels).
    fileprivate func logProbabilities(of texts: [String], _ combinations: [[Int]], threads: Int) -> [[Double]] {
        guard !vocabulary.labels.isEmpty else {
            return scores(for: texts, threads: threads).map { [$0.logProbability] }
        }
        return ModelEnsemble(self).logProbabilities(
            of: texts, beginnings: combinations.map(vocabulary.beginning(of:)), threads: threads)
    }
}

extension [Double] {
    /// The logarithm of the sum of the exponentials.
    var logSumExp: Double {
        guard let most = self.max(), most > -.infinity else { return -.infinity }
        return most + log(reduce(0) { $0 + exp($1 - most) })
    }
}
