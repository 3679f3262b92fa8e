/// Draws names and writes them as lines of UTF-8, trimmed and in normal form C like those of lists. One for each thread.
final class NameWriter {
    private let vocabulary: Vocabulary
    private let drafts: Drafts
    /// The byte of each token whose character is plain ASCII; 0 for the others.
    private let bytes: [UInt8]

    /// The names, each followed by a line feed. Empty ones have a line too.
    private(set) var lines: [UInt8] = []
    /// Where the line feed of each name stands.
    private(set) var ends: [Int] = []
    /// Characters drawn, ends of names included.
    private(set) var characters = 0

    init(_ sampler: Sampler) {
        vocabulary = sampler.vocabulary
        drafts = sampler.makeDrafts()
        bytes = vocabulary.characters.map { String($0).utf8.isPlainASCII ? $0.asciiValue! : 0 }
    }

    /// Writes the names with these numbers, instead of those before.
    func write(_ numbers: Range<UInt64>) {
        drafts.draw(numbers)
        var (lines, ends) = (lines, ends)
        (self.lines, self.ends) = ([], [])
        lines.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        characters = numbers.count
        for name in 0..<numbers.count {
            let tokens = drafts.tokens(of: name)
            characters += tokens.count
            write(tokens, to: &lines)
            ends.append(lines.count)
            lines.append(0x0A)
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
                lines.append(contentsOf: NameList.normalize(text).utf8)
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
        return vocabulary.text(of: drafts.tokens(of: 0).values)
    }
}
