/// The distinct names of a list as tokens, sorted: what ``EncodedNames`` are made of, for either width of tokens.
struct SortedNames<Token: FixedWidthInteger & UnsignedInteger> {
    /// The names one after another, each followed by STOP.
    package private(set) var tokens: [Token] = []
    /// Where each name of the list begins, ascending.
    private(set) var positions: [Int32] = []
    /// The number of distinct names.
    package private(set) var count = 0
    /// Number of parts of names, and of labels, that are no tokens of the vocabulary; names with these are omitted.
    private(set) var unknown = 0
    /// The first name that is omitted.
    private(set) var omitted: String?

    private let stop: Token

    /// Names that begin with the same character are brought together first and then sorted, so that sorting jumps about
    /// in a small part of a large list.
    ///
    /// - Parameter labels: What the names begin with; nil for nothing.
    init(_ names: consuming some Collection<some Collection<UInt8>>, _ vocabulary: Vocabulary, _ labels: LabelTokens?) {
        stop = Token(vocabulary.stop)
        positions.reserveCapacity(names.count)
        let ends = distribute(consume names, vocabulary, labels)
        var begin = 0
        var end = 0  // of what is sorted
        for next in ends {
            end = sort(begin..<next, to: end)
            begin = next
        }
        if end < tokens.count { tokens = Array(tokens[..<end]) }  // which lets go of the rest's memory
    }

    /// Fills `tokens` with all names in the order of their first tokens, otherwise in the order of the list. Returns
    /// where the names of each first token end.
    ///
    /// Encodes the names twice, first to see how much room they need: less memory than to keep them in between.
    private mutating func distribute(
        _ names: some Collection<some Collection<UInt8>>, _ vocabulary: Vocabulary, _ labels: LabelTokens?
    ) -> [Int] {
        var name: [Token] = []
        var ends = [Int](repeating: 0, count: vocabulary.count + 1)
        // STOP, the first token of the empty name, comes before the others.
        func bucket(_ first: Token, _ stop: Token) -> Int { first == stop ? 0 : Int(first) + 1 }
        let isLabeled = labels != nil
        var number = 0
        for text in names {
            if isLabeled
                ? vocabulary.encode(text, labels, number, into: &name) : vocabulary.encode(text, into: &name)
            {
                ends[bucket(name[0], stop)] += name.count
            } else {
                let text = String(decoding: text, as: UTF8.self)
                unknown += max(vocabulary.parts(of: text).count { $0.token == nil }, 1)
                if omitted == nil { omitted = text }
            }
            number += 1
        }
        var total = 0
        for i in ends.indices {  // for now, where the names of a first token begin
            (ends[i], total) = (total, total + ends[i])
        }
        tokens = [Token](repeating: stop, count: total)
        number = 0
        for text in names {
            if isLabeled
                ? vocabulary.encode(text, labels, number, into: &name) : vocabulary.encode(text, into: &name)
            {
                let place = bucket(name[0], stop)
                let begin = ends[place]
                ends[place] += name.count
                for (i, token) in name.enumerated() { tokens[begin + i] = token }
            }
            number += 1
        }
        return ends
    }

    /// Sorts the names in a range of tokens, and moves the distinct ones to `end`, at most where the range begins.
    /// Returns where they end.
    private mutating func sort(_ range: Range<Int>, to end: Int) -> Int {
        let first = positions.count
        var position = range.lowerBound
        while position < range.upperBound {
            positions.append(Int32(position))
            position = self.end(of: position)
        }
        sortNames(&positions, first..<positions.count, of: tokens, stop: stop)

        var sorted: [Token] = []
        sorted.reserveCapacity(range.count)
        var last = 0
        for i in first..<positions.count {
            let name = tokens[Int(positions[i])..<self.end(of: Int(positions[i]))]
            if i == first || !name.elementsEqual(sorted[last...]) {
                last = sorted.count
                sorted += name
                count += 1
            }
            positions[i] = Int32(end + last)
        }
        for (i, token) in sorted.enumerated() { tokens[end + i] = token }
        return end + sorted.count
    }

    /// Behind the STOP of the name at a position.
    private func end(of position: Int) -> Int {
        tokens.withUnsafeBufferPointer { position + TokenScan(tokens: $0, stop: stop).length(position) + 1 }
    }
}
