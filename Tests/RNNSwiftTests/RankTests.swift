import Foundation
import RNNSwift
import Testing

@Suite struct RankTests {
    /// The logarithms of the probabilities of all names that are more probable than `least`, in descending order: a
    /// prefix is at least as probable as its names.
    private func logarithms(_ model: Model, above least: Double) throws -> [Double] {
        var all: [Double] = []
        func visit(_ prefix: String, _ probability: Double) throws {
            let logits = try model.logits(for: prefix).last!.map { Double($0) }
            let total = log(logits.reduce(0) { $0 + exp($1) })
            if !prefix.isEmpty { all.append(probability + logits[model.vocabulary.stop] - total) }
            for (token, character) in model.vocabulary.characters.enumerated() {
                let next = probability + logits[token] - total
                if next > least, prefix.count < 50 { try visit(prefix + String(character), next) }
            }
        }
        try visit("", 0)
        return all.filter { $0 > least }.sorted(by: >)
    }

    /// Against looking at all names: exact for the most probable ones, and within the error for others.
    @Test func ranksAreNumbersOfNames() throws {
        let model = try randomModel("abcd", hidden: [6, 5], spread: 2)
        let ensemble = ModelEnsemble(model)
        let all = try logarithms(model, above: log(2e-6))
        #expect(all.count > 3000)
        let names = ["a", "b", "d", "ab", "ca", "bcd", "abca", "ddda", "abcda", "cbacb", "dcbabd", "x"]
        let scores = ensemble.scores(for: names)
        let ranks = try ensemble.ranks(of: scores)
        #expect(ranks.last! == nil)
        var (exact, estimated) = (0, 0)
        for (score, rank) in zip(scores, ranks) where score.logProbability > log(3e-6) {
            let rank = try #require(rank)
            // Names that are equally probable, but for the last bit, may or may not count.
            let above = all.prefix { $0 > score.logProbability + 1e-6 }
            let mass = above.reduce(0) { $0 + exp($1) }
            if rank.error == 0 {
                exact += 1
                #expect(rank.rank == Double(above.count), "\(score.name)")
                #expect(abs(rank.massAbove - mass) < 1e-5)
            } else {
                estimated += 1
                #expect(abs(rank.rank - Double(above.count)) < 4 * rank.error, "\(score.name): \(rank), \(above.count)")
                #expect(rank.error < 0.2 * rank.rank && abs(rank.massAbove - mass) < 0.01)
            }
        }
        #expect(exact > 2 && estimated > 1)
        #expect(try ensemble.ranks(of: scores, threads: 3) == ranks)
        #expect(try ensemble.ranks(of: scores, seed: 2) != ranks)
        #expect(try ensemble.ranks(of: Array(scores.suffix(1))) == [nil])
    }

    /// With labels, and with some of them given, against the scores of all short names.
    @Test(arguments: [0, 0.5]) func ranksWithLabels(_ dropout: Double) throws {
        let rows = randomNames(300, letters: 3, longest: 4, seed: 4).filter { !$0.isEmpty }.enumerated().map {
            (name: $1, values: [$1.hasSuffix("a") ? "f" : "m", $0.isMultiple(of: 3) ? "x" : "y"])
        }
        let list = try NameList(rows, labels: ["gender", "kind"])
        var options = TrainingOptions()
        (options.schedule.epochs, options.schedule.learningRate, options.data.batchSize) = (30, 0.01, 32)
        options.data.labelDropout = dropout
        options.data.validation = .none
        let ensemble = ModelEnsemble(try Trainer(list, options: options).train())
        var names = [""]
        var all: [String] = []
        for _ in 0..<7 {
            names = names.flatMap { name in ["a", "b", "c"].map { name + $0 } }
            all += names
        }
        for given in [[:], ["gender": "f"], ["gender": "m", "kind": "x"]] {
            let scores = try ensemble.scores(for: all, given: given)
            let sorted = scores.map(\.logProbability).sorted(by: >)
            // Longer names are less probable than the first ones.
            for place in [3, 20, 60, 150] {
                let score = try #require(scores.first { $0.logProbability == sorted[place] })
                let rank = try #require(try ensemble.ranks(of: [score], given: given, threads: 2)[0])
                #expect(abs(rank.rank - Double(place)) < max(5 * rank.error, 1), "\(given), \(place): \(rank)")
                let mass = sorted[..<place].reduce(0) { $0 + exp($1) }
                #expect(abs(rank.massAbove - mass) < 0.03, "\(given), \(place): \(rank), \(mass)")
            }
        }
        #expect(throws: LabelError.self) { try ensemble.ranks(of: ensemble.scores(for: ["a"]), given: ["x": "y"]) }
    }
}
