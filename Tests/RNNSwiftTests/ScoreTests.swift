import Foundation
import RNNSwift
import Testing

@Suite struct ScoreTests {
    @Test(arguments: Kernels.available, Architecture.Cell.allCases)
    func scoresAreProbabilities(_ kernels: Kernels, _ cell: Architecture.Cell) throws {
        let model = try randomModel("abcé", cell: cell, hidden: [6, 5], kernels: kernels, spread: 3)
        let names = randomNames(300, letters: 3, longest: 9, seed: 8).filter { !$0.isEmpty } + ["e\u{301}a", " ab "]
        for (name, score) in zip(names, model.scores(for: names)) {
            let text = NameList.normalize(name)
            #expect(score.name == text && score.nats.count == text.count + 1 && score.unknownParts.isEmpty)
            #expect(try abs(score.logProbability - model.logProbability(of: text)) < 1e-4)
            #expect(abs(score.natsPerCharacter * Double(score.nats.count) + score.logProbability) < 1e-9)
        }
    }

    /// The mean over a list is what the evaluation says.
    @Test func scoresAgreeWithTheEvaluation() throws {
        let model = try randomModel("abc", hidden: [8], spread: 2)
        let names = randomNames(500, letters: 3, longest: 8, seed: 9).filter { !$0.isEmpty }
        let scores = model.scores(for: names)
        let nats = scores.reduce(0) { $0 + $1.nats.reduce(0, +) } / Double(scores.reduce(0) { $0 + $1.nats.count })
        #expect(abs(nats - model.evaluate(on: try NameList(names)).nats) < 1e-5)
    }

    @Test func scoresDoNotDependOnThreadsOrNeighbors() throws {
        let model = try randomModel("abc", hidden: [8, 32])
        let names = randomNames(3000, letters: 3, longest: 8, seed: 9)
        let scores = model.scores(for: names)
        #expect(model.scores(for: names, threads: 3) == scores)
        #expect(scores.indices.allSatisfy { $0 % 500 != 0 || model.scores(for: [names[$0]]) == [scores[$0]] })
        #expect(model.scores(for: []).isEmpty)
    }

    @Test func unknownCharacters() throws {
        let scores = try randomModel("ab").scores(for: ["ab", "axбa", "x"])
        #expect(scores[1].unknownParts == ["x", "б"] && scores[2].unknownParts == ["x"])
        #expect(scores[1].logProbability == -.infinity && scores[1].natsPerCharacter == .infinity)
        #expect(scores[0].logProbability > -.infinity && scores[1].nats.isEmpty)
    }
}
