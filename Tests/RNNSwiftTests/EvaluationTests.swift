import Foundation
import RNNSwift
import Testing

/// Exact evaluation over prefix trees against the definitions, name by name.
@Suite struct EvaluationTests {
    /// ln p of each next token of a name, by the logits of its prefixes.
    private func logProbabilities(_ model: Model, _ name: String) throws -> [[Double]] {
        try model.logits(for: name).map { row in
            let largest = Double(row.max()!)
            let sum = row.reduce(0) { $0 + exp(Double($1) - largest) }
            return row.map { Double($0) - largest - log(sum) }
        }
    }

    @Test(arguments: Kernels.available) func agreesWithTheDefinitions(_ kernels: Kernels) throws {
        let names = randomNames(300, letters: 3, longest: 6, seed: 9).filter { !$0.isEmpty }
        let model = try randomModel("abc", kernels: kernels, spread: 3)
        let result = model.evaluate(on: try NameList(names))

        var (predictions, nats, argmax, sampled) = (0.0, 0.0, 0.0, 0.0)
        var recreated: [String: Double] = [:]
        for name in names {
            let targets = name.map { model.vocabulary.token(of: $0)! } + [model.vocabulary.stop]
            let rows = try logProbabilities(model, name)
            for (row, target) in zip(rows, targets) {
                predictions += 1
                nats -= row[target]
                sampled += exp(row[target])
                if row.firstIndex(of: row.max()!) == target { argmax += 1 }
            }
            recreated[name] = exp(zip(rows, targets).reduce(0) { $0 + $1.0[$1.1] })
            #expect(try abs(model.logProbability(of: name) - log(recreated[name]!)) < 1e-9)
        }
        #expect(result.names == names.count)
        #expect(Double(result.predictions) == predictions)
        #expect(abs(result.nats - nats / predictions) < 1e-6)
        #expect(abs(result.accuracy.sampled - sampled / predictions) < 1e-6)
        #expect(abs(result.accuracy.argmax - argmax / predictions) < 1e-12)
        #expect(abs(result.recreated - recreated.values.reduce(0, +)) < 1e-6)
        #expect(abs(result.bits - result.nats / log(2)) < 1e-12 && abs(result.perplexity - exp(result.nats)) < 1e-9)
    }

    @Test func theoreticalMaximaAgreeWithTheDefinitions() throws {
        let names = randomNames(200, letters: 3, longest: 5, seed: 10).filter { !$0.isEmpty }
        var counts: [String: [String: Double]] = [:]
        for name in names {
            for length in 0...name.count {
                let next = length < name.count ? String(name[name.index(name.startIndex, offsetBy: length)]) : "STOP"
                counts[String(name.prefix(length)), default: [:]][next, default: 0] += 1
            }
        }
        var (total, argmax, sampled, nats) = (0.0, 0.0, 0.0, 0.0)
        for next in counts.values {
            let sum = next.values.reduce(0, +)
            total += sum
            argmax += next.values.max()!
            sampled += next.values.reduce(0) { $0 + $1 * $1 / sum }
            nats -= next.values.reduce(0) { $0 + $1 * log($1 / sum) }
        }
        let statistics = PrefixStatistics(EncodedNames(names, vocabulary: try Vocabulary(of: names)))
        #expect(statistics.predictions == Int(total))
        #expect(statistics.distinctPrefixes == counts.count)
        #expect(abs(statistics.maximumArgmax - argmax / total) < 1e-12)
        #expect(abs(statistics.maximumSampled - sampled / total) < 1e-12)
        #expect(abs(statistics.floorNats - nats / total) < 1e-12)
    }

    /// Lists of more than one piece, and threads, change nothing.
    @Test func piecesAndThreads() throws {
        let model = try randomModel("abcdef")
        let list = try NameList(randomNames(6000, letters: 6, longest: 9, seed: 11).filter { !$0.isEmpty })
        let one = model.evaluate(on: list)
        #expect(model.evaluate(on: list, threads: 2) == one)
        #expect(model.evaluate(on: list, threads: 7) == one)
    }

    @Test func unknownCharactersAreCounted() throws {
        let result = try randomModel("ab").evaluate(on: try NameList(["ab", "abc", "cc", "b"]))
        #expect(result.names == 2 && result.predictions == 5 && result.unknownCharacters == 3)
        let nothing = try randomModel("ab").evaluate(on: try NameList(["xyz"]))
        #expect(nothing.names == 0 && nothing.nats == 0 && nothing.recreated == 0)
    }

    @Test(.enabled(if: Shared.isPresent, Shared.absence)) func theSeedsMaxima() throws {
        func statistics(_ names: some Collection<String>) throws -> PrefixStatistics {
            PrefixStatistics(EncodedNames(names, vocabulary: try Vocabulary(of: names)))
        }
        func rounded(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

        let names = try statistics(NameList(contentsOf: Shared.path("data/names.txt")).names)
        #expect(rounded(names.maximumArgmax, 6) == "0.496765")
        #expect(rounded(names.maximumSampled, 6) == "0.417054")
        #expect(rounded(names.floorNats, 4) == "1.4412")

        let players = try JSONDecoder().decode(
            [String: [String]].self, from: Data(contentsOf: URL(filePath: Shared.path("data/baseball_shuffled.json"))))
        let first = try statistics(try #require(players["firstnames"]).map { String($0.dropFirst().dropLast()) })
        #expect(first.predictions == 127_119 && first.distinctPrefixes == 8_077)
        #expect(rounded(first.maximumArgmax, 6) == "0.626940")
        #expect(rounded(first.maximumSampled, 6) == "0.541297")
        #expect(rounded(first.floorNats, 4) == "1.1200")
    }
}
