/// Beginnings of names by what they end with: the last two characters where these are frequent, or the last one, or
/// nothing.
struct Contexts: Sendable {
    /// The number of contexts; number 0 is that of which nothing is known.
    package let count: Int
    /// The context that holds less of the same beginnings: of two characters the last one, of one none; 0 of 0.
    let wider: [Int32]
    /// The context of a name before its first character.
    let start: Int
    private let tokens: Int
    /// [contexts, tokens] The context after one more character.
    private let following: [Int32]

    func after(_ context: Int, _ token: Int) -> Int { Int(following[context * tokens + token]) }

    /// Calls `body` with the contexts after one more character, for each character.
    func withFollowing<Result>(_ context: Int, _ body: (UnsafePointer<Int32>) -> Result) -> Result {
        precondition((0..<count).contains(context), "out of range")
        return following.withUnsafeBufferPointer { body($0.baseAddress! + context * tokens) }
    }

    /// Contexts after which many names continue.
    ///
    /// - Parameters:
    ///   - names: The tokens of names.
    ///   - limit: The most contexts, at least 2.
    init(_ names: [[Int]], _ vocabulary: Vocabulary, limit: Int) {
        // Before the first character stands START.
        let base = vocabulary.start + 1
        var singles = [Int](repeating: 0, count: base)
        var pairs: [Int: Int] = [:]
        for name in names {
            var last = vocabulary.start
            for token in name {
                singles[token] += 1
                pairs[last * base + token, default: 0] += 1
                last = token
            }
        }
        singles[vocabulary.start] = .max
        let ones = Array(singles.indices.sorted { (singles[$1], $0) < (singles[$0], $1) }.prefix(limit - 1))
        let twos = Array(
            pairs.keys.sorted { (pairs[$1]!, $0) < (pairs[$0]!, $1) }.prefix(limit - 1 - ones.count))
        var (oneNumbers, twoNumbers): ([Int: Int32], [Int: Int32]) = ([:], [:])
        for (index, one) in ones.enumerated() { oneNumbers[one] = Int32(1 + index) }
        for (index, two) in twos.enumerated() { twoNumbers[two] = Int32(1 + ones.count + index) }
        let lasts = [-1] + ones + twos.map { $0 % base }
        count = lasts.count
        tokens = vocabulary.start
        var wider = [Int32](repeating: 0, count: 1 + ones.count)
        for two in twos { wider.append(oneNumbers[two % base] ?? 0) }
        self.wider = wider
        start = Int(oneNumbers[vocabulary.start]!)
        var following: [Int32] = []
        for last in lasts {
            for token in 0..<tokens {
                let pair = last < 0 ? nil : twoNumbers[last * base + token]
                following.append(pair ?? oneNumbers[token] ?? 0)
            }
        }
        self.following = following
    }
}
