import RNNSwift
import Testing

/// Names in batches, pass by pass.
@Suite struct EpochsTests {
    private static let digits = Array("0123456789")

    private func encode(_ count: Int) throws -> EncodedNames {
        EncodedNames((0..<count).map { "\($0)" }, vocabulary: try Vocabulary(Self.digits))
    }

    /// Every name once a pass, in batches that ascend: of a list that is dealt at once, and of one that is not, because
    /// it has more than 2^17 names.
    @Test(arguments: [(1, 4), (1000, 7), (140_000, 256), (140_000, 90_000)], [true, false])
    func everyNameOnce(_ size: (names: Int, batch: Int), sorted: Bool) throws {
        let names = try encode(size.names)
        var epochs = Epochs(names, batchSize: size.batch, sorted: sorted, seed: 3)
        epochs.begin(pass: 0)
        let first = (0..<epochs.steps).map { Array(epochs[$0]) }
        #expect(first.dropLast().allSatisfy { $0.count == min(size.batch, size.names) })
        #expect(first.joined().sorted() == Array(names.occurrences))
        if sorted { #expect(first.allSatisfy { $0 == $0.sorted() }) }

        epochs.begin(pass: 1)
        let second = (0..<epochs.steps).map { Array(epochs[$0]) }
        #expect(second.joined().sorted() == Array(names.occurrences))
        #expect(size.names == 1 || second != first)

        // A pass can be resumed anywhere.
        epochs.begin(pass: 0)
        for step in (0..<epochs.steps).reversed() where step % 97 == 0 { #expect(Array(epochs[step]) == first[step]) }
    }

    /// Runs stay together, begin elsewhere in each pass, and are in a random order.
    @Test(arguments: [(1, 4), (10, 3), (1000, 4), (1001, 16), (140_000, 8)])
    func runs(_ size: (names: Int, run: Int)) throws {
        let names = try encode(size.names)
        let index = Dictionary(uniqueKeysWithValues: names.occurrences.enumerated().map { ($1, $0) })
        var epochs = Epochs(names, batchSize: size.run, runLength: size.run, seed: 3)
        var starts: Set<Int> = []
        for pass in 0..<3 {
            epochs.begin(pass: pass)
            let runs = (0..<epochs.steps).map { epochs[$0].map { index[$0]! } }
            #expect(runs.joined().sorted() == Array(0..<size.names))
            // One run may wrap around, from the end of the list to its beginning.
            let broken = runs.filter { run in zip(run, run.dropFirst()).contains { $1 != $0 + 1 } }
            #expect(broken.count <= 1)
            #expect(size.names < 100 || runs.map(\.[0]) != runs.map(\.[0]).sorted())
            starts.insert(runs[0][0] % size.run)
        }
        #expect(size.names < 100 || starts.count > 1)
    }

    /// Batches of several runs, and of parts of runs where the batch is no multiple of them.
    @Test(arguments: [(1000, 32, 8), (1000, 50, 8), (100, 7, 64), (200_000, 256, 4)])
    func batchesOfRuns(_ size: (names: Int, batch: Int, run: Int)) throws {
        let names = try encode(size.names)
        let index = Dictionary(uniqueKeysWithValues: names.occurrences.enumerated().map { ($1, $0) })
        var epochs = Epochs(names, batchSize: size.batch, runLength: size.run, seed: 3)
        epochs.begin(pass: 2)
        let batches = (0..<epochs.steps).map { epochs[$0].map { index[$0]! } }
        #expect(batches.dropLast().allSatisfy { $0.count == size.batch && $0 == $0.sorted() })
        #expect(batches.joined().sorted() == Array(0..<size.names))
        let steps = batches.map { batch in zip(batch, batch.dropFirst()).count { $1 == $0 + 1 } }
        let run = min(size.run, size.batch)
        #expect(Double(steps.reduce(0, +)) > 0.9 * Double(size.names) * Double(run - 1) / Double(run) - 16)
    }

    @Test func aPartOfTheList() throws {
        let names = try encode(200_000)
        var epochs = Epochs(names, namesPerEpoch: 140_001, batchSize: 100, seed: 1)
        epochs.begin(pass: 0)
        let drawn = (0..<epochs.steps).flatMap { Array(epochs[$0]) }
        #expect(drawn.count == 140_001 && Set(drawn).count == drawn.count)
    }
}
