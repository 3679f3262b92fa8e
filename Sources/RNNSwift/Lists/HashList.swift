/// A set of 64-bit hashes, shortened and compressed: 1.54 bits per hash more than `errorBits`.
///
/// The hashes are mixed, scaled down to numbers below `count` * 2^`errorBits`, sorted, and written as differences in
/// Rice's code. A hash that is not in the set is found with a probability of 2^-`errorBits` at most.
///
/// `words` are the form in files:
///
///     count, errorBits, number of words that follow, then bits, the lowest of each word first. For each number d less
///     its predecessor (the first one: itself): d >> (errorBits - 1) zeros, a one, the lowest errorBits - 1 bits of d
struct HashList: Sendable, Equatable {
    /// More bits are refused, so that a code fits in a word.
    static let mostErrorBits = 32
    private static let header = 3
    private static let most = 1 << 31

    let words: [UInt64]
    /// The number of distinct hashes.
    let count: Int
    private let errorBits: Int
    /// Where every 32nd code begins, and the number before it.
    private let index: [Place]

    private struct Place: Equatable {
        var number: UInt64 = 0
        /// From the first bit of `words`.
        var bit = HashList.header * 64
    }
    private static let step = 32

    /// The set of these hashes; they may be repeated and in any order.
    init(_ hashes: consuming [UInt64], errorBits: Int) {
        for index in hashes.indices { hashes[index] = Self.mixed(hashes[index]) }
        hashes.sort()
        var count = 0
        for index in hashes.indices where index == 0 || hashes[index] != hashes[count - 1] {
            hashes[count] = hashes[index]
            count += 1
        }
        precondition(count <= Self.most, "too many hashes")
        let range = Self.range(count, errorBits)
        var writer = BitWriter([UInt64(count), UInt64(errorBits), 0], capacity: count * (errorBits + 2) / 64 + 8)
        var index: [Place] = []
        index.reserveCapacity((count + Self.step - 1) / Self.step)
        var last: UInt64 = 0
        for code in 0..<count {
            if code % Self.step == 0 { index.append(Place(number: last, bit: writer.end)) }
            let number = Self.scaled(hashes[code], range)
            writer.append(number - last, lowBits: errorBits - 1)
            last = number
        }
        var words = writer.words
        words[2] = UInt64(words.count - Self.header)
        (self.words, self.count, self.errorBits, self.index) = (words, count, errorBits, index)
    }

    /// Reads a set at the beginning of numbers from a file; nil if these are damaged.
    init?(readingFrom rest: inout ArraySlice<UInt64>) {
        let numbers = Array(rest.prefix(Self.header))
        guard numbers.count == Self.header, numbers[0] <= Self.most,
            (1...Self.mostErrorBits).contains(Int(clamping: numbers[1])), numbers[2] <= UInt64(rest.count - Self.header)
        else { return nil }
        (count, errorBits) = (Int(numbers[0]), Int(numbers[1]))
        // Each code has a bit at least for its one, and its low bits.
        guard count <= Int(numbers[2]) * 64 / errorBits else { return nil }
        words = Array(rest.prefix(Self.header + Int(numbers[2])))
        guard let index = Self.index(words, count, errorBits) else { return nil }
        self.index = index
        rest = rest.dropFirst(words.count)
    }

    /// Nil if the codes are not those of `count` numbers in the range, or do not end with the words.
    private static func index(_ words: [UInt64], _ count: Int, _ errorBits: Int) -> [Place]? {
        var index: [Place] = []
        index.reserveCapacity((count + step - 1) / step)
        let range = range(count, errorBits)
        var place = Place()
        for code in 0..<count {
            if code % step == 0 { index.append(place) }
            let last = place.number
            guard advance(&place, words, errorBits), (last..<range).contains(place.number) else { return nil }
        }
        let isWhole = (place.bit + 63) / 64 == words.count
        return isWhole && (place.bit & 63 == 0 || words[words.count - 1] >> UInt64(place.bit & 63) == 0) ? index : nil
    }

    /// Reads the code at a place; false if it does not end.
    private static func advance(_ place: inout Place, _ words: [UInt64], _ errorBits: Int) -> Bool {
        var (quotient, word) = (0, place.bit >> 6)
        guard word < words.count else { return false }
        var bits = words[word] >> UInt64(place.bit & 63)
        if bits == 0 {
            quotient = 64 - place.bit & 63
            word += 1
            while word < words.count, words[word] == 0 {
                quotient += 64
                word += 1
            }
            guard word < words.count else { return false }
            bits = words[word]
        }
        quotient += bits.trailingZeroBitCount
        let lowBits = errorBits - 1
        let begin = place.bit + quotient + 1
        let end = begin + lowBits
        guard end <= words.count << 6 else { return false }
        word = begin >> 6
        var low = lowBits == 0 ? 0 : word < words.count ? words[word] >> UInt64(begin & 63) : 0
        if word + 1 < words.count { low |= words[word + 1] << UInt64(64 - begin & 63) }
        low &= 1 << UInt64(lowBits) - 1
        place.bit = end
        place.number = place.number &+ UInt64(quotient) << UInt64(lowBits) &+ low
        return true
    }

    func contains(_ hash: UInt64) -> Bool {
        let number = Self.scaled(Self.mixed(hash), Self.range(count, errorBits))
        // The last place before which there are only smaller numbers.
        var (low, high) = (1, index.count)
        while low < high {
            let middle = (low + high) / 2
            if index[middle].number < number { low = middle + 1 } else { high = middle }
        }
        guard low - 1 < index.count else { return false }
        var place = index[low - 1]
        for _ in 0..<min(Self.step, count - (low - 1) * Self.step) {
            guard Self.advance(&place, words, errorBits), place.number < number else { break }
        }
        return place.number == number
    }

    private static func range(_ count: Int, _ errorBits: Int) -> UInt64 { UInt64(count) << UInt64(errorBits) }

    /// A number below `range`, in the order of the hashes.
    private static func scaled(_ hash: UInt64, _ range: UInt64) -> UInt64 { hash.multipliedFullWidth(by: range).high }

    /// The output function of SplitMix64: FNV-1a alone has similar high bits for texts that differ in their last bytes.
    private static func mixed(_ hash: UInt64) -> UInt64 {
        var hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
        return hash ^ hash >> 31
    }
}

/// Appends Rice's codes to words, the lowest bits first.
private struct BitWriter {
    private(set) var words: [UInt64]
    /// The bits of the last word that are used; 0 if all are.
    private var used = 0

    /// The number of bits.
    var end: Int { words.count * 64 - (64 - used) & 63 }

    init(_ words: [UInt64], capacity: Int) {
        self.words = words
        self.words.reserveCapacity(capacity)
    }

    /// Appends the code of a number.
    mutating func append(_ number: UInt64, lowBits: Int) {
        var quotient = Int(number >> UInt64(lowBits))
        while quotient > 31 {
            append(bits: 0, count: 31)
            quotient -= 31
        }
        // Together at most 64 bits.
        let low = number & (1 << UInt64(lowBits) - 1)
        append(bits: (low << 1 | 1) << UInt64(quotient), count: quotient + 1 + lowBits)
    }

    private mutating func append(bits: UInt64, count: Int) {
        if used == 0 { words.append(0) }
        words[words.count - 1] |= bits << UInt64(used)
        if used + count > 64 { words.append(bits >> UInt64(64 - used)) }
        used = (used + count) & 63
    }
}
