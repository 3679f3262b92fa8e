/// Goes through drawn names, in order, and keeps those that fit.
struct NameSearch {
    /// How many are still wanted.
    private(set) var wanted: Int
    /// Names that were looked at.
    private var next: UInt64 = 0
    private(set) var isOpen: Bool
    /// The names that the last call kept: lines of UTF-8, and where their line feeds stand.
    private(set) var lines: [UInt8] = []
    private(set) var ends: [Int] = []
    /// [names, columns] Their label tokens.
    private(set) var labels: [UInt16] = []
    /// The number of labels.
    private let columns: Int
    private var lastFind: UInt64 = 0
    private let isEndless: Bool
    /// How many names in a row may not fit.
    private var patience: UInt64 { isEndless ? 10_000_000 : 100 * UInt64(min(wanted, 1 << 50)) + 10_000 }
    /// The names that were found, if each is wanted once only.
    private var taken: ByteStringSet?
    private let letterCase: LetterCase

    /// - Parameters:
    ///   - wanted: Nil for names without end.
    ///   - letterCase: Two names are the same if they are in this case.
    ///   - columns: The number of labels.
    init(wanted: Int?, unique: Bool, letterCase: LetterCase = .keep, columns: Int = 0) {
        self.letterCase = letterCase
        self.columns = columns
        self.wanted = wanted ?? .max
        isOpen = self.wanted > 0
        isEndless = wanted == nil
        taken = unique ? ByteStringSet() : nil
    }

    mutating func examine(_ block: NameDrawing.Block) {
        lines.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        labels.removeAll(keepingCapacity: true)
        var begin = 0
        for (name, end) in block.ends.enumerated() where isOpen {
            // Asked for each name, so that the end does not depend on how many are made at once.
            guard next - lastFind <= patience else {
                isOpen = false
                return
            }
            next += 1
            if fits(block.lines[begin..<end]) {
                lines.append(contentsOf: block.lines[begin...end])
                ends.append(lines.count - 1)
                if columns > 0 { labels += block.labels[name * columns..<(name + 1) * columns] }
                lastFind = next
                wanted -= 1
                isOpen = wanted > 0
            }
            begin = end + 1
        }
    }

    private mutating func fits(_ name: ArraySlice<UInt8>) -> Bool {
        if name.isEmpty { return false }
        return taken?.insert(letterCase.apply(to: name)) ?? true
    }
}
