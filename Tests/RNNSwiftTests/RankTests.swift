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
}
