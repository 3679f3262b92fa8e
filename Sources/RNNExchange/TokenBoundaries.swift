import RNNSwift

/// Which tokens may follow which in a name, for programs that know nothing of grapheme clusters: the exported ones.
///
/// Tokens are of a class as what comes first and of another as what comes next; a small table contains the pairs of
/// classes that must not follow each other. START comes before the first character and STOP after the last one: lists
/// trim names and have no empty ones. Values of labels come first, one of each label in their order. Tokens of several
/// characters may follow each other: a name that other tokens write is the same name. In running text, only characters
/// that would join are apart, and STOP never comes.
package struct TokenBoundaries {
    /// [tokens] The class of each token as the one before a boundary, START included.
    package private(set) var left: [Int] = []
    /// [tokens] The class of each token as the one behind a boundary, STOP included.
    package private(set) var right: [Int] = []
    /// [left classes, right classes] Whether one may not follow the other.
    package private(set) var isForbidden: [[Bool]] = []

    /// The boundaries of a model: of names, or of running text.
    package init(_ model: Model) { self.init(model.vocabulary, isText: model.record.text != nil) }

    package init(_ vocabulary: Vocabulary, isText: Bool = false) {
        let tokens = vocabulary.texts.indices
        let labels = vocabulary.labels.columns.enumerated().flatMap { column, label in
            label.values.map { _ in Key.label(column) }
        }
        let leftKeys = tokens.map { Self.leftKey(vocabulary, $0) } + labels + [.start, .stop]
        let rightKeys = tokens.map { Self.rightKey(vocabulary, $0) } + labels + [.start, .stop]
        // A token of each key stands for all of them.
        var (lefts, rights): ([Key: Int], [Key: Int]) = ([:], [:])
        for token in 0..<vocabulary.count {
            lefts[leftKeys[token]] = lefts[leftKeys[token]] ?? token
            rights[rightKeys[token]] = rights[rightKeys[token]] ?? token
        }
        let isPlain = vocabulary.tokenizer == nil
        let unusable = vocabulary.texts.enumerated().map { token, text in
            text.contains(where: \.isNewline) || isPlain && !vocabulary.isStable(token)
        }
        let isLabeled = !labels.isEmpty
        func forbids(_ a: Int, _ b: Int) -> Bool {
            if a == vocabulary.stop || b == vocabulary.start { return true }
            if isText { return b == vocabulary.stop || a != vocabulary.start && isPlain && vocabulary.joins(a, b) }
            let label = rightKeys[b].label
            if a == vocabulary.start, isLabeled || label != nil { return label != 0 }
            if let last = leftKeys[a].label, last + 1 < vocabulary.labels.columns.count { return label != last + 1 }
            if label != nil { return true }
            if !tokens.contains(a) { return b == vocabulary.stop || !Self.mayBegin(vocabulary, b) }
            if b == vocabulary.stop { return !Self.mayEnd(vocabulary, a) }
            return unusable[a] || unusable[b] || isPlain && vocabulary.joins(a, b)
        }
        let columns = rights.values.sorted()
        var rowNumbers: [[Bool]: Int] = [:]
        var rowOf: [Int: Int] = [:]
        var rows: [[Bool]] = []
        for token in lefts.values.sorted() {
            let row = columns.map { forbids(token, $0) }
            if rowNumbers[row] == nil {
                rowNumbers[row] = rows.count
                rows.append(row)
            }
            rowOf[token] = rowNumbers[row]
        }
        var columnNumbers: [[Bool]: Int] = [:]
        var columnOf: [Int: Int] = [:]
        var kept: [[Bool]] = []
        for (index, token) in columns.enumerated() {
            let column = rows.map { $0[index] }
            if columnNumbers[column] == nil {
                columnNumbers[column] = kept.count
                kept.append(column)
            }
            columnOf[token] = columnNumbers[column]
        }
        left = leftKeys.map { rowOf[lefts[$0]!]! }
        right = rightKeys.map { columnOf[rights[$0]!]! }
        isForbidden = rows.indices.map { row in kept.map { $0[row] } }
    }

    /// Whether a token may not follow another one, or START, or be followed by STOP.
    package func forbids(_ token: Int, _ next: Int) -> Bool { isForbidden[left[token]][right[next]] }

    /// Whether pairs tell of every sequence of tokens. They do for clusters. Code points may compose over another sign
    /// in between, which does not compose.
    static func suffice(_ vocabulary: Vocabulary) -> Bool {
        guard vocabulary.unit == .codePoints else { return true }
        let tokens = vocabulary.characters.indices
        let signs = tokens.filter {
            vocabulary.characters[$0].unicodeScalars.first!.properties.canonicalCombiningClass != .notReordered
        }
        for first in signs {
            for second in signs {
                for token in tokens {
                    let areApart = !vocabulary.joins(token, first) && !vocabulary.joins(first, second)
                    guard areApart == vocabulary.reads([token, first, second]) else { return false }
                }
            }
        }
        return true
    }

    /// Key of the behavior of a token next to others.
    private enum Key: Hashable {
        case start, stop
        /// A value of a label.
        case label(Int)
        /// A text that begins, or ends, with white space, has a line break, or neither.
        case text(isBlank: Bool, hasNewline: Bool)
        /// One of many characters that stand alone and are alike.
        case alone(isSpace: Bool)
        /// A token like no other; characters behind a boundary are alike if they begin alike.
        case token(Int)
        case scalar(Unicode.Scalar)

        var label: Int? { if case .label(let column) = self { column } else { nil } }
    }

    private static func mayBegin(_ vocabulary: Vocabulary, _ token: Int) -> Bool {
        vocabulary.tokenizer == nil
            ? vocabulary.isName(token) : rightKey(vocabulary, token) == .text(isBlank: false, hasNewline: false)
    }

    private static func mayEnd(_ vocabulary: Vocabulary, _ token: Int) -> Bool {
        vocabulary.tokenizer == nil
            ? vocabulary.isName(token) : leftKey(vocabulary, token) == .text(isBlank: false, hasNewline: false)
    }

    private static func leftKey(_ vocabulary: Vocabulary, _ token: Int) -> Key {
        // Which code points compose with a sign differs from letter to letter.
        guard vocabulary.unit == .clusters else { return .token(token) }
        guard vocabulary.tokenizer == nil else {
            let text = vocabulary.texts[token]
            return .text(isBlank: text.last?.isWhitespace ?? true, hasNewline: text.contains(where: \.isNewline))
        }
        let scalar = vocabulary.characters[token].unicodeScalars.first!
        guard vocabulary.standsAlone(token), !isSpecial(scalar) else { return .token(token) }
        return .alone(isSpace: scalar == " ")
    }

    private static func rightKey(_ vocabulary: Vocabulary, _ token: Int) -> Key {
        guard vocabulary.tokenizer == nil else {
            let text = vocabulary.texts[token]
            return .text(isBlank: text.first?.isWhitespace ?? true, hasNewline: text.contains(where: \.isNewline))
        }
        let scalar = vocabulary.characters[token].unicodeScalars.first!
        guard vocabulary.standsAlone(token), !isSpecial(scalar) else {
            // Whether a name may end with a character behind a boundary is asked of it before the next one.
            return vocabulary.isName(token) ? .scalar(scalar) : .token(token)
        }
        return .alone(isSpace: scalar == " ")
    }

    /// Hangul syllables, which jamo extend, and two signs that join as emoji do.
    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        (0xAC00..<0xD7A4).contains(scalar.value) || scalar.value == 0xA9 || scalar.value == 0xAE
    }
}
