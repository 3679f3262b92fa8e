/// Draws running text from a network, character by character.
final class TextSampler {
    private let vocabulary: Vocabulary
    private let lockstep: Lockstep
    private let next: TokenDistributions
    private let kernels: Kernels
    private var random: SplitMix64

    /// - Parameters:
    ///   - prefix: Tokens that the text goes on from.
    ///   - index: Which of the texts of a seed it is.
    init(_ mixture: Mixture, _ sampling: Sampling, prefix: [Int] = [], seed: UInt64, index: UInt64 = 0) {
        vocabulary = mixture.vocabulary
        kernels = mixture.kernels
        lockstep = Lockstep(mixture, rows: 1)
        next = TokenDistributions(mixture, sampling, rows: 1)
        random = SplitMix64(seed: seed, stream: .generation, index: index)
        lockstep.reset()
        // A text begins like a line. Without line feeds nothing better than START is known.
        for token in [vocabulary.token(of: "\n") ?? vocabulary.start] + prefix { read(token) }
    }

    private func read(_ token: Int) {
        lockstep.tokens[0] = token
        lockstep.step(rows: 1)
    }

    /// Hands over so many characters, one after the other, until `body` throws.
    func write(_ length: Int, _ body: (Character) throws -> Void) rethrows {
        for _ in 0..<length {
            lockstep.logits[0, vocabulary.stop] = -.infinity  // a text has no end
            next.update(lockstep.logits)
            let token = kernels.draw(next.values, row: 0, random: random.next32())
            try body(vocabulary.characters[token])
            read(token)
        }
    }
}
