extension NameList {
    /// The names of a list, one after another: each is made into a `String` when its turn comes.
    ///
    /// In memory they are one text of about the file's size.
    public struct Names: Sendable {
        private static let separator: UInt8 = 0x0A

        /// UTF-8; each name is followed by a line feed, which no name has.
        private var text: [UInt8] = []
        public private(set) var count = 0

        /// Reserves memory for a number of bytes: those of the names, and one more for each name.
        mutating func reserve(bytes: Int) {
            // Not for a small file after others: each reservation moves what there is.
            if bytes > text.count { text.reserveCapacity(text.count + bytes) }
        }

        /// Appends a name unless that makes the text too large for the positions in ``EncodedNames``.
        package mutating func append(_ name: some Collection<UInt8>) -> Bool {
            guard text.count + name.count < Int(Int32.max) else { return false }
            text += name
            text.append(Self.separator)
            count += 1
            return true
        }
    }
}

extension NameList.Names: Collection {
    /// Where a name begins in the text.
    public struct Index: Comparable, Sendable {
        fileprivate let offset: Int
        public static func < (a: Index, b: Index) -> Bool { a.offset < b.offset }
    }

    public var startIndex: Index { Index(offset: 0) }
    public var endIndex: Index { Index(offset: text.count) }

    public func index(after index: Index) -> Index { Index(offset: end(of: index) + 1) }

    public subscript(index: Index) -> String { String(decoding: bytes(index), as: UTF8.self) }

    /// The names in UTF-8.
    package var utf8: some Collection<ArraySlice<UInt8>> { indices.lazy.map { bytes($0) } }

    private func bytes(_ index: Index) -> ArraySlice<UInt8> { text[index.offset..<end(of: index)] }

    private func end(of index: Index) -> Int {
        var end = index.offset
        while text[end] != Self.separator { end += 1 }
        return end
    }
}
