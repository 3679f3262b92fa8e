import Foundation
import RNNSwift
import Testing

/// What a model has memorized of its list: names trained on against names held out, and distances to the list.
@Suite struct MemorizationTests {
    private func model(
        _ names: [String], epochs: Int, hidden: Int, seed: UInt64 = 1, validation: Double = 0.3,
        _ change: (inout TrainingOptions) -> Void = { _ in }
    ) throws -> Model {
        var options = TrainingOptions()
        options.architecture = Architecture(cell: .gru, hidden: [hidden])
        options.data.batchSize = 32
        options.data.validation = validation > 0 ? .share(validation) : .none
        options.schedule.epochs = epochs
        options.seed = seed
        change(&options)
        return try Trainer(NameList(names), options: options).train()
    }

    /// Distinct names of syllables.
    private func syllables(_ count: Int, seed: UInt64 = 5) -> [String] {
        var random = SplitMix64(seed: seed, stream: .shuffling)
        let parts = "b d f g k l m n p r s t v".split(separator: " ").flatMap { c in "aeiou".map { "\(c)\($0)" } }
        var names: Set<String> = []
        while names.count < count {
            names.insert((0..<3).map { _ in parts.randomElement(using: &random)! }.joined())
        }
        return names.sorted()
    }

    /// Without early stopping, a short list is memorized; a long one of the same kind is not.
    @Test func aShortListIsMemorizedAndALongOneIsNot() throws {
        let (short, long) = (syllables(60), syllables(2000))
        let memorized = try Memorization(
            of: model(short, epochs: 150, hidden: 32, validation: 0), list: NameList(short),
            heldOut: NameList(syllables(60, seed: 6)))
        let learned = try Memorization(of: model(long, epochs: 15, hidden: 32), list: NameList(long))
        let compared = try Memorization(
            of: model(long, epochs: 15, hidden: 32), list: NameList(long), heldOut: NameList(syllables(600, seed: 6)))
        #expect(compared.training == learned.training && compared.heldOut != learned.heldOut)
        #expect(abs(try #require(compared.ratio) - 1) < 0.5)
        let (high, low) = (try #require(memorized.ratio), try #require(learned.ratio))
        #expect(low < 1.5 && low > 0.7 && high > 5 * low, "\(high) and \(low)")
        #expect(try #require(learned.ratioError) < 0.3)
    }

    /// The probability of every name, one by one, in the parts that a trainer makes.
    @Test(arguments: [UInt64(1), 9]) func figuresAreSumsOverTheNames(seed: UInt64) throws {
        let names = syllables(90) + ["bababa", "bababa"]
        let list = try NameList(names)
        let model = try model(names, epochs: 2, hidden: 8, seed: seed)
        let (training, heldOut) = try list.split(holdingOut: 0.3, seed: seed)
        let measured = try Memorization(of: model, list: list, threads: 2)
        #expect(measured.limitation == nil)
        for (part, names) in [(measured.training, training), (measured.heldOut, heldOut)] {
            let part = try #require(part)
            let probabilities = try Set(names).sorted().map { exp(try model.logProbability(of: $0)) }
            let (count, sum) = (Double(probabilities.count), probabilities.reduce(0, +))
            let squares = probabilities.reduce(0) { $0 + ($1 - sum / count) * ($1 - sum / count) }
            let error = (squares / count / (count - 1)).squareRoot() / (sum / count)
            #expect(part.names == probabilities.count && abs(part.recreated - sum) < 1e-6 * sum)
            #expect(abs(part.relativeError - error) < 1e-4 * error)
        }
        #expect(heldOut.allSatisfy { measured.isHeldOut($0) } && !training.contains { measured.isHeldOut($0) })
        let read = try Model(Safetensors(model.serialized()), kernels: .best)
        #expect(try Memorization(of: read, list: list).heldOut == measured.heldOut, "from a file")
    }

    @Test func partsThatCannotBeReproduced() throws {
        let names = syllables(60)
        func limitation(_ model: Model, _ list: [String]) throws -> String {
            let measured = try Memorization(of: model, list: NameList(list, source: "L"))
            #expect((measured.training == nil) == (measured.limitation != nil) && measured.generated.names > 0)
            return measured.limitation ?? ""
        }
        let plain = try model(names, epochs: 1, hidden: 4)
        #expect(try limitation(plain, names.dropLast()).contains("59 distinct names"))
        #expect(try limitation(plain, names + ["bababe", "dudude"]).contains("not in the list"))
        var without = plain.record
        without.importedFrom = "x"
        #expect(try limitation(Model(plain, record: without), names).contains("does not say"))

        let blind = try model(names, epochs: 1, hidden: 4) { $0.data.storesHashes = false }
        #expect(try limitation(blind, names).isEmpty)
        let others = names.dropLast() + [String(names.joined().prefix(6).reversed())]
        #expect(try limitation(blind, Array(others)).contains("another list"))
        let separate = try model(names, epochs: 1, hidden: 4) {
            $0.data.validation = .list(try! NameList(["bababe", "dudude"]))
        }
        #expect(try limitation(separate, names).contains("a list of their own"))
        let none = try Memorization(of: model(names, epochs: 1, hidden: 4, validation: 0), list: NameList(names))
        #expect(none.training?.names == 60 && none.heldOut == nil && none.ratio == nil && none.limitation == nil)
    }

    @Test func partsOfModelsWithOtherTokensAndLabels() throws {
        let names = syllables(80)
        let tokens = try model(names, epochs: 1, hidden: 4) { $0.data.tokens = .bytePairs(60) }
        #expect(try Memorization(of: tokens, list: NameList(names)).heldOut?.names == 24)
        let labeled = try NameList(
            names.enumerated().map { ($1, [$0 % 2 == 0 ? "x" : "y"]) } + [(names[0], ["y"])], labels: ["kind"])
        var options = TrainingOptions()
        options.architecture = Architecture(hidden: [4])
        options.schedule.epochs = 1
        let model = try Trainer(labeled, options: options).train()
        let measured = try Memorization(of: model, list: labeled)
        #expect(measured.heldOut?.names == 8 && measured.limitation == nil, "\(measured.limitation ?? "")")
    }

    @Test func distances() throws {
        let list = NearNames(["anna", "otto", "李雷"])
        for (name, limit, distance) in [
            ("anna", 2, 0), ("ann", 2, 1), ("anno", 2, 1), ("ato", 2, 2), ("李", 2, 1), ("xyzxyz", 2, nil),
            ("hanno", 1, nil), ("hanno", 2, 2),
        ] as [(String, Int, Int?)] {
            #expect(list.distance(to: name, limit: limit) == distance, "\(name)")
        }
        let names = syllables(300)
        let measured = try Memorization(of: model(names, epochs: 1, hidden: 4), list: NameList(names), threads: 2)
        #expect(measured.heldOutDistances?.names == 90 && measured.heldOutDistances?.counts[0] == 0)
        #expect(measured.generated.names == 1000 && measured.generated.counts.reduce(0, +) == 1000)
        #expect(abs(measured.generatedByDefault.shares.reduce(0, +) - 1) < 1e-12)
    }
}
