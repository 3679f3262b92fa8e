import Foundation
import RNNReport
import RNNSwift
import Testing

/// Frequencies of labels in reports.
@Suite struct LabelReportTests {
    private static func list(women: Int, men: Int, others: Int = 0) throws -> NameList {
        let rows = (0..<women + men + others).map { number in
            (
                name: ["ab", "ba", "abb", "baa"][number % 4],
                values: [number < women ? "f" : number < women + men ? "m" : "", number % 3 == 0 ? "n" : "s"]
            )
        }
        return try NameList(rows, labels: ["gender", "region"])
    }

    private static func model(_ list: NameList) throws -> Model {
        var options = TrainingOptions()
        options.architecture = Architecture(hidden: [8])
        (options.schedule.epochs, options.schedule.learningRate, options.data.batchSize) = (30, 0.02, 32)
        (options.data.validation, options.threads) = (.none, 1)
        return try Trainer(list, options: options).train()
    }

    private static func options(_ count: Int) -> Report.Options {
        var options = Report.Options()
        (options.count, options.seed, options.measuresMemorization) = (count, 3, false)
        return options
    }

    @Test func sharesOfGeneratedNames() throws {
        let list = try Self.list(women: 350, men: 125, others: 25)
        let model = try Self.model(list)
        let report = try Report([.init("<a>", model: model)], list: list, options: Self.options(2000))
        let shares = report.results[0].labelShares
        #expect(shares.map(\.label) == ["gender", "gender", "gender", "region", "region"])
        #expect(shares.map(\.value) == ["", "f", "m", "n", "s"])
        #expect(zip(shares.prefix(3).map(\.listed), [0.05, 0.7, 0.25]).allSatisfy { abs($0 - $1) < 1e-12 })
        // The same names, counted here.
        var generation = GenerationOptions.learned
        generation.seed = 3
        var (women, found) = (0, 0)
        _ = try ModelEnsemble(model).generateLabeled(count: 2000, options: generation) { names in
            women += names.count { $0.values[0] == "f" }
            found += names.count
        }
        #expect(found == 2000 && shares[1].generated == Double(women) / 2000)
        #expect(abs(shares[1].error - (Double(women * (2000 - women)) / 2000).squareRoot() / 2000) < 1e-12)
        let page = report.html()
        #expect(page.contains("<bdi>gender = (none)</bdi>") && page.contains(", generated</th>"))
        let cells = "<td>70.00%</td><td>" + String(format: "%.2f%%", 100 * shares[1].generated)
        #expect(page.contains(cells), "\(cells)")
        #expect(page.contains("<td>" + String(format: "±%.2f%%", 100 * shares[1].error)))
    }

    /// Against a list with the shares that were generated, and against one with others.
    @Test func differencesBeyondChanceAreRemarks() throws {
        let model = try Self.model(try Self.list(women: 350, men: 125, others: 25))
        func report(_ list: NameList) throws -> Report {
            try Report([.init("a", model: model)], list: list, options: Self.options(1000))
        }
        var generation = GenerationOptions.learned
        generation.seed = 4
        var rows: [(name: String, values: [String])] = []
        _ = try ModelEnsemble(model).generateLabeled(count: 100_000, options: generation) { names in
            rows += names.map { (name: $0.name, values: $0.values) }
        }
        let same = try report(try NameList(rows, labels: ["gender", "region"]))
        #expect(!same.results[0].labelShares.contains { $0.isBeyondChance })
        #expect(!same.remarks.contains { $0.contains("beyond chance") }, "\(same.remarks)")

        let other = try report(try Self.list(women: 125, men: 350, others: 25))
        let values = other.results[0].labelShares.filter { $0.label == "gender" && $0.isBeyondChance }.map(\.value)
        #expect(values.contains("f") && values.contains("m"))
        let remark = try #require(other.remarks.first { $0.contains("beyond chance") })
        #expect(remark.hasPrefix("a: ") && remark.contains("gender = f ") && remark.contains(" instead of 25.0%"))
        #expect(other.html().contains("% *</td>"))

        // A list without labels.
        let plain = try NameList(["ab", "ba"])
        let unlabeled = try report(plain)
        #expect(unlabeled.results[0].labelShares.isEmpty && !unlabeled.html().contains("labels-section"))
    }

    /// By the definition, with all terms.
    @Test(arguments: [0.0, 0.02, 0.3, 0.5, 0.97, 1]) func tails(probability: Double) {
        let trials = 40
        func choose(_ k: Int) -> Double { (0..<k).reduce(1) { $0 * Double(trials - $1) / Double($1 + 1) } }
        let terms = (0...trials).map {
            choose($0) * pow(probability, Double($0)) * pow(1 - probability, Double(trials - $0))
        }
        for successes in 0...trials {
            let isAbove = Double(successes) >= Double(trials) * probability
            let expected = (isAbove ? terms[successes...] : terms[...successes]).reduce(0, +)
            let tail = Binomial(trials: trials, probability: probability).tail(successes)
            #expect(abs(tail - expected) < 1e-9, "\(successes)")
        }
    }
}
