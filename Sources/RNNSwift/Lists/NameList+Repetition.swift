import Foundation

extension NameList {
    /// How much the names of the list repeat parts of each other: the nats per character by which the last four
    /// characters predict the next one better than the last one alone. Below 0 where few names have a part in common;
    /// up to 1 for lists such as "Great Barford, Great Bardfield, …".
    ///
    /// Both losses are those of interpolated n-grams (Witten and Bell 1991) of four fifths of the distinct names on the
    /// other fifth, for each fifth. The first 2,000 distinct names count, or fewer with 100,000 characters, so that the
    /// time does not depend on the list. 0 for a single name.
    package func repetition() -> Double {
        var seen: Set<ArraySlice<UInt8>> = []
        var tokens: [Character: UInt16] = [:]
        var coded: [[UInt16]] = []
        var characters = 0
        for (name, text) in zip(names.utf8, names) where seen.insert(name).inserted {
            coded.append(
                text.map { character in
                    // After 65,532 kinds of characters, all others are one.
                    if let token = tokens[character] { return token }
                    let token = UInt16(min(tokens.count, 0xFFFC)) + CharacterSequences.first
                    tokens[character] = token
                    return token
                })
            characters += coded[coded.count - 1].count
            if coded.count >= 2000 || characters >= 100_000 { break }
        }
        guard coded.count > 1 else { return 0 }
        let folds = min(5, coded.count)
        var (short, long, predictions) = (0.0, 0.0, 0)
        for fold in 0..<folds {
            var sequences = CharacterSequences()
            for (index, name) in coded.enumerated() where index % folds != fold { sequences.count(name) }
            for name in stride(from: fold, to: coded.count, by: folds).map({ coded[$0] }) {
                let nats = sequences.nats(name)
                short += nats.short
                long += nats.long
                predictions += name.count + 1
            }
        }
        return (short - long) / Double(predictions)
    }
}

/// How often characters follow up to four others, in names.
private struct CharacterSequences {
    static let longest = 4
    /// Stands before each name.
    private static let start: UInt16 = 1
    private static let stop: UInt16 = 2
    /// The number of the first character.
    static let first: UInt16 = 3

    private struct Follower: Hashable {
        /// The characters before, packed in 16 bits each.
        let context: UInt64
        let token: UInt16
    }

    private var followers: [Follower: Int] = [:]
    /// How many characters follow a context, and how many different ones.
    private var contexts: [UInt64: (total: Int, distinct: Int)] = [:]
    private var tokens: Set<UInt16> = [stop]

    /// Calls `body` with each character of a name, STOP included, and the four characters before it.
    private static func forEach(_ name: [UInt16], _ body: (_ token: UInt16, _ history: UInt64) -> Void) {
        var history = (0..<longest).reduce(UInt64(0)) { history, _ in history << 16 | UInt64(start) }
        for token in name + [stop] {
            body(token, history)
            history = history << 16 | UInt64(token)
        }
    }

    /// The last `length` characters of a history.
    private static func context(_ history: UInt64, _ length: Int) -> UInt64 {
        length == longest ? history : history & (1 << (16 * UInt64(length)) - 1)
    }

    mutating func count(_ name: [UInt16]) {
        Self.forEach(name) { token, history in
            tokens.insert(token)
            for length in 0...Self.longest {
                let context = Self.context(history, length)
                let count = followers[Follower(context: context, token: token), default: 0]
                followers[Follower(context: context, token: token)] = count + 1
                let known = contexts[context, default: (0, 0)]
                contexts[context] = (known.total + 1, known.distinct + (count == 0 ? 1 : 0))
            }
        }
    }

    /// -ln of the probability of a name, after one character before each and after four.
    func nats(_ name: [UInt16]) -> (short: Double, long: Double) {
        var nats = (short: 0.0, long: 0.0)
        Self.forEach(name) { token, history in
            var probability = 1 / Double(tokens.count + 1)
            var short = probability
            for length in 0...Self.longest {
                let context = Self.context(history, length)
                guard let known = contexts[context] else { break }
                let count = followers[Follower(context: context, token: token), default: 0]
                probability =
                    (Double(count) + Double(known.distinct) * probability) / Double(known.total + known.distinct)
                if length <= 1 { short = probability }
            }
            nats.short -= log(short)
            nats.long -= log(probability)
        }
        return nats
    }
}
