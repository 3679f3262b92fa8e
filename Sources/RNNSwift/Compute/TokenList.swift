/// A view of the tokens of one name.
package struct TokenList {
    package let base: UnsafeMutablePointer<UInt16>
    package let count: Int

    subscript(position: Int) -> Int {
        precondition(position >= 0 && position < count, "out of range")
        return Int(base[position])
    }

    package var values: [Int] { (0..<count).map { self[$0] } }
}

extension Buffer<UInt16> {
    func list(at offset: Int, count: Int) -> TokenList {
        precondition(offset >= 0 && count >= 0 && offset + count <= capacity, "out of range")
        return TokenList(base: base + offset, count: count)
    }
}
