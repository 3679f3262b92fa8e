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
        #expect(first.joined().sorted() == names.occurrences)
        if sorted { #expect(first.allSatisfy { $0 == $0.sorted() }) }

        epochs.begin(pass: 1)
        let second = (0..<epochs.steps).map { Array(epochs[$0]) }
        #expect(second.joined().sorted() == names.occurrences)
        #expect(size.names == 1 || second != first)

        // A pass can be resumed anywhere.
        epochs.begin(pass: 0)
        for step in (0..<epochs.steps).reversed() where step % 97 == 0 { #expect(Array(epochs[step]) == first[step]) }
    }

    @Test func aPartOfTheList() throws {
        let names = try encode(200_000)
        var epochs = Epochs(names, namesPerEpoch: 140_001, batchSize: 100, seed: 1)
        epochs.begin(pass: 0)
        let drawn = (0..<epochs.steps).flatMap { Array(epochs[$0]) }
        #expect(drawn.count == 140_001 && Set(drawn).count == drawn.count)
    }
}
