/// Looks for the ends and the common beginnings of names among `tokens`, eight bytes at a time.
package struct TokenScan<Token: FixedWidthInteger & UnsignedInteger> {
    /// Names, each followed by `stop`.
    package let tokens: UnsafeBufferPointer<Token>
    package let stop: Token

    package init(tokens: UnsafeBufferPointer<Token>, stop: Token) { (self.tokens, self.stop) = (tokens, stop) }

    private static var perWord: Int { UInt64.bitWidth / Token.bitWidth }
    /// A one in each token of a word.
    private static var ones: UInt64 { UInt64.max / UInt64(Token.max) }
    /// The highest bit of each token of a word.
    private static var highest: UInt64 { ones << UInt64(Token.bitWidth - 1) }

    /// As many tokens as fit, the first one lowest.
    private func word(_ position: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(tokens.baseAddress! + position).loadUnaligned(as: UInt64.self))
    }

    /// The tokens of the name at `position`. That it is one of `tokens`, and that a `stop` follows, is not checked.
    package func length(_ position: Int) -> Int {
        var end = position
        while end + Self.perWord <= tokens.count {
            let difference = word(end) ^ (Self.ones &* UInt64(stop))
            // The highest bits of tokens that are zero; one above such a token may be marked by its borrow, so the
            // lowest counts.
            let zeros = (difference &- Self.ones) & ~difference & Self.highest
            if zeros != 0 { return end - position + zeros.trailingZeroBitCount / Token.bitWidth }
            end += Self.perWord
        }
        while tokens[end] != stop { end += 1 }
        return end - position
    }

    /// The number of tokens that the names at two positions begin with alike, where `length` is that of the one at `a`.
    package func commonPrefix(_ a: Int, _ b: Int, length: Int) -> Int {
        var count = 0
        while count < length, max(a, b) + count + Self.perWord <= tokens.count {
            let difference = word(a + count) ^ word(b + count)
            if difference != 0 { return min(count + difference.trailingZeroBitCount / Token.bitWidth, length) }
            count += Self.perWord
        }
        while count < length, tokens[a + count] == tokens[b + count] { count += 1 }
        return min(count, length)
    }
}
