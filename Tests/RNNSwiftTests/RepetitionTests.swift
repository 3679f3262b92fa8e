import Foundation
import RNNSwift
import Testing

/// What the names of a list have in common decides how much a training from the base model drops.
@Suite struct RepetitionTests {
    /// Names of two parts each, from as few parts as there are.
    private func list(parts: Int) throws -> NameList {
        var random = SplitMix64(seed: 3, stream: .generation)
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let words = (0..<parts).map { _ in String((0..<5).map { _ in letters[Int(random.next() % 26)] }) }
        return try NameList(
            (0..<200).map { _ in
                words[Int(random.next() % UInt64(parts))] + " " + words[Int(random.next() % UInt64(parts))]
            })
    }

    @Test func repeatedPartsCount() throws {
        let (few, many) = (try list(parts: 20).repetition(), try list(parts: 2000).repetition())
        #expect(few > 1, "\(few)")
        #expect(many < -0.2, "\(many)")
        #expect(TrainingOptions(for: try list(parts: 20)).regularization.dropout == 0.2)
        let options = TrainingOptions(for: try list(parts: 2000))
        #expect(options.regularization.dropout == 0.4 && options.regularization.weightDropout == 0.3)
        #expect(try Trainer(list(parts: 2000)).mostEpochs == 10)
    }

    /// The value that a program of a few lines gives, written after the definition in Python.
    @Test func sixNames() throws {
        let names = ["anna", "hanna", "johanna", "susanna", "emma", "gemma"]
        #expect(abs(try NameList(names).repetition() - 0.06527172884879295) < 1e-12)
        #expect(try NameList(names + names).repetition() == NameList(names).repetition(), "distinct names count")
        #expect(try NameList(["aa"]).repetition() == 0)
    }
}
