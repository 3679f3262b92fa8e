/// Draws running text from a network, token by token.
///
/// A token that is a character is drawn given that it does not join the one before it: what is written has the
/// characters that were drawn. Of longer tokens only the text counts.
final class TextSampler {
    private let vocabulary: Vocabulary
    private let lockstep: Lockstep
    private let next: TokenDistributions
    private let kernels: Kernels
    private var random: SplitMix64
    /// Whether some tokens may join.
    private let mayJoin: Bool
    /// The token written last; nil before the first.
    private var last: Int?
    /// Whether two tokens join, of those that were asked for.
    private var joints: [[Int]: Bool] = [:]

    /// - Parameters:
    ///   - prefix: Tokens that the text continues.
    ///   - index: Which of the texts of a seed it is.
    init(_ ensemble: ModelEnsemble, _ sampling: TokenSampling, prefix: [Int] = [], seed: UInt64, index: UInt64 = 0) {
        let vocabulary = ensemble.vocabulary
        self.vocabulary = vocabulary
        mayJoin =
            vocabulary.tokenizer == nil
            && !vocabulary.characters.indices.allSatisfy {
                vocabulary.standsAlone($0) || vocabulary.characters[$0] == "\n"
            }
        kernels = ensemble.kernels
        lockstep = Lockstep(ensemble, rows: 1)
        next = TokenDistributions(ensemble, sampling, rows: 1)
        random = SplitMix64(seed: seed, stream: .generation, index: index)
        lockstep.reset()
        for token in [vocabulary.firstOfText] + prefix { read(token) }
        last = prefix.last
    }

    private func read(_ token: Int) {
        lockstep.tokens[0] = token
        lockstep.step(rows: 1)
    }

    /// Hands over `length` characters, one after the other, until `body` throws or returns false; fewer where none can
    /// follow.
    func write(_ length: Int, _ body: (Character) throws -> Bool) rethrows {
        var written = 0
        while written < length {
            lockstep.logits[0, vocabulary.stop] = -.infinity  // a text has no end
            guard let token = draw() else { return }
            for character in vocabulary.texts[token] where written < length {
                guard try body(character) else { return }
                written += 1
            }
            last = token
            read(token)
        }
    }

    /// Nil if no character can follow without joining the last one.
    private func draw() -> Int? {
        let logits = mayJoin ? (0..<lockstep.logits.columns).map { lockstep.logits[0, $0] } : []
        next.update(lockstep.logits)
        let token = kernels.draw(next.values, row: 0, random: random.next32())
        return mayJoin && joinsLast(token) ? drawApart(logits) : token
    }

    /// Draws from the tokens that do not join the last one, in proportion to their probabilities.
    ///
    /// - Parameter logits: Those of all tokens.
    private func drawApart(_ logits: [Float]) -> Int? {
        let apart = (0..<vocabulary.start).filter { !joinsLast($0) }
        func current() -> [Double] { apart.map { next.values.probability(row: 0, of: $0) } }
        var weights = current()
        if weights.reduce(0, +) == 0 {
            // Temperature or filters leave only tokens that join: without these, they leave others.
            for token in logits.indices { lockstep.logits[0, token] = -.infinity }
            for token in apart { lockstep.logits[0, token] = logits[token] }
            next.update(lockstep.logits)
            weights = current()
        }
        var left = random.uniform() * weights.reduce(0, +)
        for (token, weight) in zip(apart, weights) {
            left -= weight
            if left < 0 { return token }
        }
        return apart.last
    }

    private func joinsLast(_ token: Int) -> Bool {
        guard let last else { return false }
        if let known = joints[[last, token]] { return known }
        let joins = vocabulary.joins(last, token)
        joints[[last, token]] = joins
        return joins
    }
}
