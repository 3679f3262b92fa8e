/// Draws names and writes them as lines of UTF-8, trimmed and in normal form C like those of lists. One for each thread.
final class NameWriter {
    private let vocabulary: Vocabulary
    private let source: any NameSource
    private let constraint: Constraint?
    private let filter: NameFilter?
    /// The byte of each token whose character is plain ASCII; 0 for the others.
    private let bytes: [UInt8]

    /// The names, each followed by a line feed. Empty ones and those that are not wanted have an empty line.
    private(set) var lines: [UInt8] = []
    /// Where the line feed of each name stands.
    private(set) var ends: [Int] = []
    /// Characters drawn, ends of names included.
    private(set) var characters = 0

    /// - Parameter constraint: What names must be; checked here where the source does not see to it.
    init(
        _ source: any NameSource, _ vocabulary: Vocabulary, constraint: Constraint? = nil, filter: NameFilter? = nil
    ) {
        self.vocabulary = vocabulary
        self.source = source
        self.constraint = constraint
        self.filter = filter
        bytes = vocabulary.characters.map { String($0).utf8.isPlainASCII ? $0.asciiValue! : 0 }
    }

    /// Writes the names with these numbers, instead of those before.
    func write(_ numbers: Range<UInt64>) {
        source.draw(numbers)
        let names = source.names
        var (lines, ends) = (lines, ends)
        (self.lines, self.ends) = ([], [])
        lines.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        characters = numbers.count
        for name in 0..<numbers.count {
            let tokens = names.tokens(of: name)
            characters += tokens.count
            let copies = names.count(of: name)
            let begin = lines.count
            if copies > 0, constraint?.accepts(tokens) ?? true {
                write(tokens, to: &lines)
                if let filter, !filter.accepts(lines[begin...]) { lines.removeSubrange(begin...) }
            }
            let end = lines.count
            for copy in 0..<max(copies, 1) {
                if copy > 0 { lines.append(contentsOf: lines[begin..<end]) }
                ends.append(lines.count)
                lines.append(0x0A)
            }
        }
        (self.lines, self.ends) = (lines, ends)
    }

    private func write(_ tokens: TokenList, to lines: inout [UInt8]) {
        let begin = lines.count
        for position in 0..<tokens.count {
            let byte = bytes[tokens[position]]
            guard byte != 0 else {
                lines.removeSubrange(begin...)
                let text = vocabulary.text(of: tokens.values)
                let name = NameList.normalize(text)
                // Characters that come together as another one, or are trimmed, are not what the constraint has seen.
                if constraint == nil || name.count == tokens.count && name.utf8.elementsEqual(text.utf8) {
                    lines.append(contentsOf: name.utf8)
                }
                return
            }
            lines.append(byte)
        }
        Self.trim(&lines, from: begin)
    }

    /// Takes white space from both ends of an ASCII name.
    private static func trim(_ lines: inout [UInt8], from begin: Int) {
        while lines.count > begin, lines.last!.isWhitespace { lines.removeLast() }
        let first = lines[begin...].firstIndex { !$0.isWhitespace } ?? lines.endIndex
        if first > begin { lines.removeSubrange(begin..<first) }
    }
}

extension UInt8 {
    /// Of ASCII: space, tab, line feed, vertical tab, form feed, carriage return.
    fileprivate var isWhitespace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension Sampler {
    /// The text of one name, as it is drawn.
    func text(ofName number: UInt64) -> String {
        let drafts = makeDrafts()
        drafts.draw(number..<number + 1)
        return mixture.vocabulary.text(of: drafts.names.tokens(of: 0).values)
    }
}
