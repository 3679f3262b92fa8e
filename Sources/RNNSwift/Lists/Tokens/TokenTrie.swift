/// Sequences of numbers, each with a token: looked up whole, or as the longest one that something begins with.
struct TokenTrie: Sendable {
    /// What stands for no token.
    static let none = UInt16.max

    /// The node behind another one, by that and the number between them; node 0 is the empty sequence.
    private var children: [UInt64: Int32] = [:]
    /// [nodes] The token of the sequence that ends at a node.
    private var ends = [Self.none]

    private static func key(_ node: Int, _ number: UInt16) -> UInt64 { UInt64(node) << 16 | UInt64(number) }

    /// Adds a sequence; false if it was there.
    mutating func insert(_ sequence: [UInt16], token: UInt16) -> Bool {
        var node = 0
        for number in sequence {
            let key = Self.key(node, number)
            if let child = children[key] {
                node = Int(child)
            } else {
                children[key] = Int32(ends.count)
                node = ends.count
                ends.append(Self.none)
            }
        }
        guard ends[node] == Self.none else { return false }
        ends[node] = token
        return true
    }

    /// The token of a whole sequence, or ``none``.
    func token(of sequence: some Sequence<UInt16>) -> UInt16 {
        var node = 0
        for number in sequence {
            guard let child = children[Self.key(node, number)] else { return Self.none }
            node = Int(child)
        }
        return ends[node]
    }

    /// The longest sequence that something begins with at a position: its token, or ``none``, and its end.
    func longest(in numbers: [UInt16], from start: Int) -> (token: UInt16, end: Int) {
        var (node, position) = (0, start)
        var longest = (token: Self.none, end: start)
        while position < numbers.count, let child = children[Self.key(node, numbers[position])] {
            node = Int(child)
            position += 1
            if ends[node] != Self.none { longest = (ends[node], position) }
        }
        return longest
    }
}
