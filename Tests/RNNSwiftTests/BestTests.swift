import Foundation
import RNNSwift
import Testing

@Suite struct BestTests {
    private func exact(_ model: Model, longest: Int, where isWanted: (String) -> Bool = { _ in true }) throws
        -> [(name: String, logProbability: Double)]
    {
        var names: [(String, Double)] = []
        func visit(_ prefix: String) throws {
            if !prefix.isEmpty, isWanted(prefix) { names.append((prefix, try model.logProbability(of: prefix))) }
            guard prefix.count < longest else { return }
            for character in model.vocabulary.characters { try visit(prefix + String(character)) }
        }
        try visit("")
        return names.sorted { $0.1 > $1.1 }
    }

    /// Every name of a small model, against looking at all of them.
    @Test(arguments: Kernels.available, [(Architecture.Cell.rnn, Float(1)), (.rnn, 6), (.lstm, 5), (.gru, 5)])
    func theMostProbableNames(_ kernels: Kernels, _ setting: (cell: Architecture.Cell, spread: Float)) throws {
        let model = try randomModel(
            "abc", cell: setting.cell, hidden: [6, 5], kernels: kernels, spread: setting.spread)
        let expected = try exact(model, longest: 4)
        var options = GenerationOptions.learned
        options.maximumLength = 4
        for count in [1, 7, 100, 120, 500] {
            let best = try model.mostProbableNames(count: count, options: options)
            #expect(best.map(\.name) == expected.prefix(count).map(\.name))
            #expect(zip(best, expected).allSatisfy { abs($0.logProbability - $1.logProbability) < 1e-4 })
            #expect(best == model.scores(for: best.map(\.name)))
        }
    }

    /// Logits whose differences are as large as they are: the search comes to improbable names in few steps.
    @Test(arguments: [1e3, 1e8, 1e30, 2e37] as [Float]) func largeLogits(_ spread: Float) throws {
        let model = try randomModel("abc", hidden: [6, 5], spread: spread)
        let expected = try exact(model, longest: 3).map(\.logProbability)
        var options = GenerationOptions.learned
        options.maximumLength = 3
        for count in [1, 7, 39] {
            let best = try model.mostProbableNames(count: count, options: options)
            #expect(best.count == count && Set(best.map(\.name)).count == count)
            for (name, logProbability) in zip(best, expected) {
                #expect(abs(name.logProbability - logProbability) <= 1e-6 * max(-logProbability, 1), "\(name.name)")
            }
        }
    }

    @Test func underConstraints() throws {
        let model = try randomModel("abc", hidden: [6, 5], spread: 5)
        let first = try exact(model, longest: 5).prefix(20).map(\.name)
        var options = GenerationOptions.learned
        options.maximumLength = 5
        options.prefix = "b"
        options.suffix = "a"
        options.contained = ["c"]
        options.excluded = Set(first)
        let expected = try exact(model, longest: 5) {
            $0.hasPrefix("b") && $0.hasSuffix("a") && $0.contains("c") && !first.contains($0)
        }
        #expect(expected.count > 20)
        #expect(try model.mostProbableNames(count: 15, options: options).map(\.name) == expected.prefix(15).map(\.name))
        #expect(try model.mostProbableNames(count: 1000, options: options).map(\.name) == expected.map(\.name))
        options.contained = ["x"]
        #expect(throws: GenerationError.unknownCharacter("x")) {
            try model.mostProbableNames(count: 1, options: options)
        }
    }

    /// Names that are trimmed, or whose characters come together, are others.
    @Test func namesAreWhatTheyAreWrittenAs() throws {
        let model = try randomModel("ae \u{301}é", hidden: [6], spread: 2)
        var options = GenerationOptions.learned
        options.maximumLength = 4
        let names = try model.mostProbableNames(count: 500, options: options).map(\.name)
        #expect(names.count > 100 && Set(names).count == names.count)
        #expect(names.allSatisfy { NameList.normalize($0) == $0 })
        let tokens = try names.map { try model.vocabulary.tokens(of: $0).count }
        #expect(zip(names, tokens).allSatisfy { $0.count == $1 })
    }

    /// A search in which nothing is found for long ends instead of taking all memory.
    @Test func memoryIsBounded() throws {
        let model = try randomModel("abcdefghijklmnopqrstuvwxyz", hidden: [32])  // all names nearly alike
        var options = GenerationOptions.learned
        options.contained = ["aaaaaaaa"]
        let bytes = 20 << 20
        var search = try BestSearch(ModelEnsemble(model), 1, options, memory: bytes)
        let result = search.run { _ in true }
        #expect(result.names.isEmpty && result.certain == 0 && result.end == .memory(bytes: bytes))
        // By default it ends in seconds, whatever the machine.
        #expect(BestSearch.defaultMemory == 512 << 20)
    }

    /// A search that is stopped has the first names, and knows how many of them are in their places.
    @Test func searchesCanBeStopped() throws {
        let model = try randomModel("abcdefgh", hidden: [16], spread: 4)
        var options = GenerationOptions()
        options.maximumLength = 12
        let all = try model.mostProbableNames(count: 20_000, options: options).map(\.name)
        var (calls, last) = (0, BestProgress(found: 0, beginnings: 0, bytes: 0))
        let best = try ModelEnsemble(model).mostProbableNames(count: 200_000, options: options) { progress in
            #expect(progress.found >= last.found && progress.beginnings > last.beginnings)
            (calls, last) = (calls + 1, progress)
            return progress.found < 500
        }
        #expect(best.end == .stopped && calls > 0)
        #expect(best.names.count >= best.certain && best.certain > 0)
        let certain = min(best.certain, all.count)
        #expect(best.names.prefix(certain).map(\.name) == Array(all.prefix(certain)))
        #expect(Set(best.names.map(\.name)).count == best.names.count)
    }

    @Test func bucketQueues() {
        var random = SplitMix64(seed: 2, stream: .shuffling)
        var queue = BucketQueue<Double>(from: 3, width: 0.5)
        var all: [Double] = []
        #expect(queue.lowestCost == nil && queue.removeFirst() == nil)
        for _ in 0..<2000 {
            if all.isEmpty || Int.random(in: 0..<3, using: &random) > 0 {
                let cost = Double.random(in: 2..<40, using: &random)
                queue.insert(cost, cost: cost)
                all.append(cost)
            } else {
                let least = max(all.min()!, 3)
                #expect(queue.lowestCost! <= least && queue.lowestCost! > least - 0.5)
                let first = queue.removeFirst()!
                #expect(first < least + 0.5)
                all.remove(at: all.firstIndex(of: first)!)
            }
            #expect(queue.count == all.count)
        }
    }

    /// Costs of all sizes take few buckets, and come in order.
    @Test func largeCosts() {
        var queue = BucketQueue<Double>(from: 1, width: 0.5)
        let costs = [1, 3, 2048, 2050, 5000, 1e6, 1e6 + 2000, 1e30, 1.001e30, 7e38, 1e300]
        for cost in costs.reversed() { queue.insert(cost, cost: cost) }
        for cost in costs {
            #expect(queue.lowestCost! <= cost && queue.lowestCost! >= cost - max(0.5, cost / 4096))
            #expect(queue.removeFirst() == cost)
        }
        #expect(queue.count == 0)
    }

    @Test func heaps() {
        var random = SplitMix64(seed: 1, stream: .shuffling)
        var heap = Heap<Int>(<)
        var all: [Int] = []
        for _ in 0..<2000 {
            if all.isEmpty || Int.random(in: 0..<3, using: &random) > 0 {
                let value = Int.random(in: 0..<500, using: &random)
                heap.insert(value)
                all.append(value)
            } else {
                let least = all.min()!
                #expect(heap.first == least && heap.removeFirst() == least)
                all.remove(at: all.firstIndex(of: least)!)
            }
            #expect(heap.count == all.count)
        }
    }
}
