import Foundation
import RNNSwift
import Testing

@Suite struct NoveltyTests {
    private func trainedModel(_ list: NameList, epochs: Int) throws -> Model {
        var options = TrainingOptions()
        options.data.batchSize = 32
        options.data.validation = .none
        options.architecture = Architecture(hidden: [16])
        options.schedule.epochs = epochs
        return try Trainer(list, options: options).train()
    }

    /// The names of the list, held-out ones among them, and no others.
    @Test func modelsRememberTheirNames() throws {
        let names = ["Zoe\u{301}", "anna", "anna", "otto", "Ж", "🧑🏽‍🚀x"]
        let model = try trainedModel(NameList(names + (0..<40).map { "n\($0)" }), epochs: 1)
        let read = try Model(Safetensors(model.serialized()), kernels: .best)
        #expect(read.trainingNames == model.trainingNames && read.trainingNames?.count == 45)
        for known in [model, read].compactMap(\.trainingNames) {
            #expect(names.allSatisfy { known.contains($0) } && known.contains(" Zoé ") && known.contains("n39"))
            #expect(!["", "ann", "anna x", "n40", "Anna"].contains { known.contains($0) })
        }
        #expect("a".utf8.fnv1a == 0xaf63_dc4c_8601_ec8c && "foobar".utf8.fnv1a == 0x8594_4171_f739_67e8)
    }

    @Test func filesWithoutNamesAreReadAndBrokenOnesRefused() throws {
        let model = try trainedModel(NameList(["ab", "ba", "aa"]), epochs: 1)
        var file = try Safetensors(model.serialized())
        func read() throws -> Model { try Model(file, kernels: .best) }
        #expect(try read().trainingNames?.count == 3)
        let codes = try #require(file.tensors["names.codes"]?.integers)
        for index in 0..<3 {
            file.tensors["names.codes"] = .init(codes[..<index] + [codes[index] ^ 1 << 40] + codes[(index + 1)...])
            #expect(throws: Model.FormatError.self) { try read() }
        }
        file.tensors["names.codes"] = .init([3, 2] as [Float], shape: [2])
        #expect(throws: Model.FormatError.self) { try read() }
        file.tensors["names.codes"] = nil
        file.tensors["names.hashes"] = .init([3, 2, 5] as [Int64])
        #expect(throws: Model.FormatError.self) { try read() }
        file.tensors["names.hashes"] = .init([2, 3] as [Float], shape: [2])
        #expect(throws: Model.FormatError.self) { try read() }
        file.tensors["names.hashes"] = nil
        #expect(try read().trainingNames == nil)
        var options = GenerationOptions.learned
        options.novel = true
        #expect(throws: GenerationError.noTrainingNames) { try read().generate(count: 1, options: options) }
        #expect(try ModelEnsemble(read()).isKnown("ab") == nil)
    }

    /// The weights are the same, with and without hashes.
    @Test func modelsWithoutHashes() throws {
        let list = try NameList(["ab", "ba", "aa"])
        let base = try trainedModel(list, epochs: 1)
        var options = TrainingOptions()
        options.data.validation = .none
        options.schedule.epochs = 1
        options.data.storesHashes = false
        for model in [
            try Trainer(list, options: options).train(), try Trainer(list, options: options, from: base).train(),
        ] {
            let file = try Safetensors(model.serialized())
            #expect(model.trainingNames == nil && !file.tensors.keys.contains { $0.hasPrefix("names.") })
        }
        let records = try RecordList(columns: ["a", "b"], rows: [["x", "y"], ["y", "x"]])
        let model = try RecordTrainer(records, options: options).train()
        #expect(
            try model.trainingRecords == nil
                && !Safetensors(model.serialized()).tensors.keys.contains { $0.contains("names.") })
        var novel = GenerationOptions.learned
        novel.novel = true
        #expect(throws: GenerationError.noTrainingNames) { try model.generate(count: 1, options: novel) { _ in } }
    }

    /// The share of novel names among many agrees with what the evaluation computes exactly.
    @Test func theShareOfNovelNames() throws {
        let list = try NameList(randomNames(300, letters: 3, longest: 6, seed: 7))
        let model = try trainedModel(list, epochs: 400)  // enough that START has almost no probability left
        // Empty names are left out.
        let recreated = try model.evaluate(on: list).recreated / (1 - exp(model.logProbability(of: "")))
        let (samples, ensemble) = (100_000, ModelEnsemble(model))
        let known = try model.generate(count: samples, options: .learned).count { ensemble.isKnown($0)! }
        let error = sqrt(recreated * (1 - recreated) / Double(samples))
        #expect(recreated > 0.01 && recreated < 0.99)
        #expect(abs(Double(known) / Double(samples) - recreated) < 3 * error)

        var options = GenerationOptions.learned
        options.novel = true
        let novel = try model.generate(count: 2000, options: options)
        #expect(novel.count == 2000 && Set(novel).isDisjoint(with: list.names))
        #expect(try Set(model.mostProbableNames(count: 200, options: options).map(\.name)).isDisjoint(with: list.names))
        let same = try model.generate(count: 4000, options: .learned).filter { ensemble.isKnown($0) == false }
        #expect(!same.isEmpty && novel.starts(with: same.prefix(novel.count)))
    }

    /// Against the table of all distances.
    @Test func nearNames() {
        func distance(_ a: String, _ b: String) -> Int {
            let (a, b) = (Array(a), Array(b))
            var row = Array(0...b.count)
            for i in a.indices {
                var corner = row[0]
                row[0] = i + 1
                for j in b.indices {
                    let best = min(row[j] + 1, row[j + 1] + 1, corner + (a[i] == b[j] ? 0 : 1))
                    (corner, row[j + 1]) = (row[j + 1], best)
                }
            }
            return row[b.count]
        }
        #expect(distance("kitten", "sitting") == 3 && distance("", "ab") == 2)
        var generator = SplitMix64(seed: 7, stream: .shuffling)
        let list = randomNames(60, letters: 3, longest: 9, seed: 5).filter { !$0.isEmpty } + ["né", "👩🏽‍🚀ab"]
        let near = NearNames(list)
        var counts = [0, 0]
        for name in randomNames(400, letters: 4, longest: 14, seed: 6) + ["ne", "n\u{301}", "👩ab", "zzzzzz"] {
            let nearest = list.map { distance(NameList.normalize($0), name) }.min()!
            for limit in 0...5 {
                #expect(near.isNear(name, within: limit) == (nearest <= limit), "\(name) \(limit)")
                counts[nearest <= limit ? 1 : 0] += 1
            }
        }
        #expect(counts.allSatisfy { $0 > 300 })
        #expect(!NearNames([]).isNear("a", within: 3))
        // Longer than a word of bits, and than two.
        let long = (0..<150).map { String("abc".randomElement(using: &generator)!) + "\($0 % 7)" }.joined()
        for length in [63, 64, 65, 127, 128, 129, 300] {
            let name = String(long.prefix(length))
            let near = NearNames([name, "b"])
            #expect(near.isNear(name, within: 0))
            #expect(near.isNear(String(name.dropFirst(2)) + "x", within: 3))
            #expect(!near.isNear(String(name.dropFirst(2)) + "x", within: 2))
            #expect(near.isNear("x" + name + "y", within: 2) && !near.isNear("x" + name + "y", within: 1))
        }
    }

    @Test func minimumDistances() throws {
        let model = try randomModel("abc", hidden: [6], spread: 3)
        var options = GenerationOptions.learned
        options.maximumLength = 4
        options.excluded = ["abca", "ccc"]
        options.minimumDistance = 3
        options.unique = true
        let names = try model.generate(count: 1000, options: options)
        #expect(!names.isEmpty && names.count < 118)
        #expect(names.allSatisfy { !NearNames(["abca", "ccc"]).isNear($0, within: 2) })
        let best = try model.mostProbableNames(count: 1000, options: options).map(\.name)
        #expect(Set(best).isSuperset(of: names))
    }
}
