/// Names as they were drawn: tokens, and how often each counts.
package final class DrawnNames {
    private let maximumLength: Int
    private let tokens = Buffer<UInt16>()
    private let lengths = Buffer<Int>()
    private let counts = Buffer<Int>()

    init(maximumLength: Int) { self.maximumLength = maximumLength }

    func reserve(_ count: Int) {
        tokens.reserve(count * maximumLength)
        lengths.reserve(count)
        counts.reserve(count)
    }

    /// A name begins; it counts once.
    func begin(_ name: Int, with prefix: [Int]) {
        lengths[name] = 0
        counts[name] = 1
        for token in prefix { _ = append(token, to: name) }
    }

    /// False if that makes the name too long: then it counts no more.
    func append(_ token: Int, to name: Int) -> Bool {
        let length = lengths[name]
        guard length < maximumLength else {
            counts[name] = 0
            return false
        }
        tokens[name * maximumLength + length] = UInt16(token)
        lengths[name] = length + 1
        return true
    }

    package func tokens(of name: Int) -> TokenList { tokens.list(at: name * maximumLength, count: lengths[name]) }

    func length(of name: Int) -> Int { lengths[name] }

    /// How often a name counts: not at all if it is none that is wanted.
    package func count(of name: Int) -> Int { counts[name] }

    func setCount(_ count: Int, of name: Int) { counts[name] = count }
}

/// Where names come from, by number.
package protocol NameSource: AnyObject {
    var names: DrawnNames { get }
    /// Draws the names with these numbers.
    func draw(_ numbers: Range<UInt64>)
}
