import Foundation
import RNNSwift
import Testing

/// Canaries: ranks among names of the same pattern.
@Suite struct ExposureTests {
    private func model(_ names: [String], epochs: Int) throws -> Model {
        var options = TrainingOptions()
        options.architecture = Architecture(cell: .gru, hidden: [16])
        options.data.validation = .none
        options.data.batchSize = 16
        options.schedule.epochs = epochs
        return try Trainer(NameList(names), options: options).train()
    }

    /// Every name of the pattern, one by one.
    @Test func aRankAmongAllNamesOfThePattern() throws {
        let model = try model(["Ab1-a", "Ba2-b", "ca3", "b1", "A-1"], epochs: 3)
        let upper = ["A", "B"], lower = ["a", "b", "c"], digits = ["1", "2", "3"]
        let canary = "Bc2-a"
        var names: [String] = []
        for a in upper { for b in lower { for c in digits { for d in lower { names.append("\(a)\(b)\(c)-\(d)") } } } }
        let own = try model.logProbability(of: canary)
        let rank = try 1 + names.count { try model.logProbability(of: $0) > own }
        let exposure = try #require(ModelEnsemble(model).exposures(of: [canary]).first)
        #expect(exposure.isComplete && exposure.rank == rank && exposure.candidates == 53 && names.count == 54)
        #expect(abs(exposure.bits - log2(54 / Double(rank))) < 1e-12 && abs(exposure.patternBits - log2(54)) < 1e-12)
        #expect(!exposure.isLowerBound && exposure.extrapolated == nil)
        // Fewer candidates than names: a sample.
        let sample = try #require(ModelEnsemble(model).exposures(of: [canary], candidates: 40, threads: 2).first)
        #expect(!sample.isComplete && sample.candidates <= 40 && sample.candidates > 30)
        #expect(try ModelEnsemble(model).exposures(of: [canary], candidates: 40).first == sample, "deterministic")
        #expect(try ModelEnsemble(model).exposures(of: [canary], candidates: 40, seed: 2).first != sample)
    }

    @Test func plantedNamesAreExposed() throws {
        var random = SplitMix64(seed: 3, stream: .shuffling)
        func draw() -> String {
            (0..<6).reduce(into: "") { text, _ in
                text.append("abcdefghij".randomElement(using: &random)!)
            }
        }
        let (planted, control) = ((0..<4).map { _ in draw() }, (0..<20).map { _ in draw() })
        let others = (0..<60).map { _ in draw() }
        let model = try model(others + planted.flatMap { [$0, $0, $0, $0] }, epochs: 200)
        let ensemble = ModelEnsemble(model)
        for exposure in try ensemble.exposures(of: planted, candidates: 2000) {
            #expect(exposure.isLowerBound && exposure.bits > 10, "\(exposure)")
            let extrapolated = try #require(exposure.extrapolated)
            #expect(extrapolated > exposure.bits - 1 && extrapolated <= exposure.patternBits)
        }
        let mean = try ensemble.exposures(of: control, candidates: 500).reduce(0) { $0 + $1.bits } / 20
        #expect(mean < 4, "\(mean) bits of names that were not planted; 1.44 is expected")
    }

    @Test func patterns() throws {
        let vocabulary = try Vocabulary(Array("aAbB12 -李雷"))
        func bits(_ name: String) -> Double { CanaryPattern(of: name, vocabulary).bits }
        #expect(bits("aB") == 2 && bits("a-B 1") == 3 && bits("李-") == 1 && bits("--") == 0)
        #expect(CanaryPattern(of: "a-1", vocabulary).allNames == ["a-1", "a-2", "b-1", "b-2"])
        let none = try #require(ModelEnsemble(model(["--", "ab"], epochs: 1)).exposures(of: ["--"]).first)
        #expect(none.rank == 1 && none.candidates == 0 && none.bits == 0 && !none.isLowerBound)
    }

    @Test func unknownCharactersAreNamed() throws {
        let ensemble = try ModelEnsemble(model(["ab", "ba"], epochs: 1))
        let error = #expect(throws: UnknownCanary.self) { try ensemble.exposures(of: ["ab", "a9b9x"]) }
        #expect(error?.parts == ["9", "9", "x"])
        #expect(
            error?.description.contains("\"a9b9x\"") ?? false && error?.description.contains("\"9\", \"x\"") ?? false)
    }

    /// Tails against sums of the density, and against the normal distribution.
    @Test func skewNormalTails() throws {
        let normal = SkewNormal(location: 1, scale: 2, shape: 0)
        for x in [-30.0, -3, 1, 2, 5, 20, 61] {
            let exact = log(erfc((x - 1) / 2 / 2.0.squareRoot()) / 2)
            let tail = normal.logTail(above: x)
            #expect(
                abs(tail - (exact.isFinite ? exact : 0)) < 1e-6 || x == 61 && (-460 ... -450).contains(tail), "\(x)")
        }
        for shape in [-3.0, 0.5, 4] {
            let skewed = SkewNormal(location: 0, scale: 1, shape: shape)
            for x in [-1.0, 0, 0.7] {
                let sum = stride(from: x + 0.0005, to: 10, by: 0.001).reduce(0) {
                    $0 + 0.001 * exp(-$1 * $1 / 2) / (2 * Double.pi).squareRoot()
                        * erfc(-shape * $1 / 2.0.squareRoot())
                }
                #expect(abs(skewed.logTail(above: x) - log(sum)) < 1e-5, "\(shape) \(x)")
            }
        }
        // The maximum of two normal numbers has a skew-normal distribution of shape 1.
        var random = SplitMix64(seed: 1, stream: .shuffling)
        func draw() -> Double {
            (-2 * log(1 - random.uniform())).squareRoot() * cos(2 * Double.pi * random.uniform())
        }
        let fitted = try #require(SkewNormal(fitting: (0..<40_000).map { _ in max(draw(), draw()) }))
        for x in [0.0, 1, 2, 3] {
            let below = 1 - erfc(x / 2.0.squareRoot()) / 2
            #expect(abs(fitted.logTail(above: x) - log(1 - below * below)) < 0.15, "\(x)")
        }
        #expect(SkewNormal(fitting: [1, 1, 1]) == nil)
    }
}
