import Foundation

/// A text to learn as it runs on: a play, a program, anything that is no list of names.
///
/// It is in Unicode's normal form C and its lines end with a line feed, which is a character like any other.
///
///     let text = try RunningText(contentsOf: "shakespeare.txt")
///     let model = try Trainer(text, options: options).train()
public struct RunningText: Sendable {
    public let text: String
    /// What the text is called in messages: its path, or "standard input".
    public let source: String

    /// - Throws: ``ListError/emptyText(source:)``, ``ListError/notText(source:position:byte:what:)`` where there is a
    ///   control character that is neither a tab, a line break nor a form feed, unless they are allowed.
    public init(_ text: String, source: String = "the text", allowingControlCharacters: Bool = false) throws {
        let rule = NameRule(allowsControlCharacters: allowingControlCharacters, isRunningText: true)
        let lines = Self.lines(of: text)
        guard !lines.isEmpty else { throw ListError.emptyText(source: source) }
        let text = NameList.composed(lines)
        do {
            try rule.check(lines[...], source: source) { "" }
            try rule.checkCharacters(text, source: source) { "" }
        } catch is ListError {
            // Which line it is costs a second look.
            for (number, line) in lines.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                try rule.check(String(line)[...], source: source) { "line \(number + 1)" }
                try rule.checkCharacters(NameList.composed(String(line)), source: source) { "line \(number + 1)" }
            }
        }
        (self.text, self.source) = (text, source)
    }

    /// The text with a line feed as the end of each line and without byte order marks at the beginnings of lines.
    private static func lines(of text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0xEF }) else { return text }
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var (index, isLineStart) = (0, true)
        while index < source.count {
            let byte = source[index]
            if isLineStart, byte == 0xEF, source[index...].starts(with: [0xEF, 0xBB, 0xBF]) {
                index += 3
                continue
            }
            index += byte == 0x0D && source[index...].starts(with: [0x0D, 0x0A]) ? 2 : 1
            isLineStart = byte == 0x0A || byte == 0x0D
            bytes.append(isLineStart ? 0x0A : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads a file in UTF-8, or standard input ("-").
    ///
    /// - Throws: ``ListError``, or ``FileError`` if the file cannot be read.
    public init(contentsOf path: String, allowingControlCharacters: Bool = false) throws {
        guard !path.hasPrefix("@") else {
            throw ListError.malformed(source: path, reason: "is a list of names, no running text; name a file")
        }
        let source = path == "-" ? "standard input" : path
        let data = try path == "-" ? FileHandle.standardInput.readToEnd() ?? Data() : FileAccess.read(path)
        let rule = NameRule(allowsControlCharacters: allowingControlCharacters, isRunningText: true)
        var pieces = [data]
        let file = NamedEncoding(source: source, rule: rule) { pieces.popLast() ?? Data() }
        self = try file.namingEncoding {
            try RunningText(
                NameList.text(of: file.next(), source: source), source: source,
                allowingControlCharacters: allowingControlCharacters)
        }
    }
}

extension Vocabulary {
    /// The vocabulary of a text: all tokens that it is split into.
    package init(of text: RunningText, tokens: Tokenization) throws {
        try self.init(ofUTF8: [text.text.utf8], tokens: tokens)
    }

    /// The tokens of a text, without parts that are none, and the number of these.
    package func tokens(of text: RunningText) -> (tokens: [UInt16], unknown: Int) {
        var tokens: [UInt16] = []
        tokens.reserveCapacity(text.text.utf8.count + 1)
        if encode(text.text.utf8, into: &tokens) {
            tokens.removeLast()  // STOP
            return (tokens, 0)
        }
        let parts = parts(of: text.text)
        tokens = parts.compactMap { $0.token.map { UInt16($0) } }
        return (tokens, parts.count - tokens.count)
    }
}
