/// Draws names and writes them as lines of UTF-8, if lists read them as the tokens that were drawn. One for each
/// thread.
final class NameWriter {
    private let vocabulary: Vocabulary
    private let source: any NameSource
    private let constraint: Constraint?
    private let filter: NameFilter?
    /// The byte of each token whose character is ASCII and stands alone; 0 for the others.
    private let bytes: [UInt8]
    /// The text of each other token whose character stands alone; empty for the rest.
    private let texts: [[UInt8]]

    /// The names, each followed by a line feed. Those that are not wanted have an empty line.
    private(set) var lines: [UInt8] = []
    /// Where the line feed of each name stands.
    private(set) var ends: [Int] = []
    /// [names, labels] The label tokens of the names; anything of those that are not wanted.
    private(set) var labels: [UInt16] = []
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
        let characters = vocabulary.characters
        let tokens = 0..<vocabulary.start
        bytes = tokens.map { vocabulary.standsAlone($0) ? characters[$0].asciiValue ?? 0 : 0 }
        texts = tokens.map {
            vocabulary.standsAlone($0) && !characters[$0].isASCII ? Array(String(characters[$0]).utf8) : []
        }
    }

    /// Writes the names with these numbers, instead of those before.
    func write(_ numbers: Range<UInt64>) {
        source.draw(numbers)
        let names = source.names
        var (lines, ends) = (lines, ends)
        (self.lines, self.ends) = ([], [])
        lines.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        labels.removeAll(keepingCapacity: true)
        let columns = vocabulary.labels.columns.count
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
                for column in 0..<columns { labels.append(column < tokens.count ? UInt16(tokens[column]) : 0) }
            }
        }
        (self.lines, self.ends) = (lines, ends)
    }

    /// Appends the name that tokens write; nothing if no list reads it as these tokens.
    private func write(_ tokens: TokenList, to lines: inout [UInt8]) {
        let begin = lines.count
        let columns = vocabulary.labels.columns.count
        guard columns == 0 || vocabulary.labelValues(of: tokens.values) != nil else { return }
        for position in columns..<tokens.count {
            let token = tokens[position]
            let byte = bytes[token]
            if byte != 0 {
                lines.append(byte)
            } else if !texts[token].isEmpty {
                lines.append(contentsOf: texts[token])
            } else {
                lines.removeSubrange(begin...)
                if let name = vocabulary.name(of: tokens.values) { lines.append(contentsOf: name.utf8) }
                return
            }
        }
        // Lists trim names.
        if lines.count > begin, lines[begin] == 0x20 || lines.last == 0x20 { lines.removeSubrange(begin...) }
    }
}

extension NameSampler {
    /// The text of one name, as it is drawn.
    package func text(ofName number: UInt64) -> String {
        let drafts = makeDrafts()
        drafts.draw(number..<number + 1)
        return ensemble.vocabulary.text(of: drafts.names.tokens(of: 0).values)
    }
}
