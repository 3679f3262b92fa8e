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

    /// - Throws: ``ListError/emptyText(source:)``.
    public init(_ text: String, source: String = "the text") throws {
        guard !text.isEmpty else { throw ListError.emptyText(source: source) }
        let lines = text.utf8.contains(0x0D) ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
        self.text = NameList.composed(lines)
        self.source = source
    }

    /// Reads a file in UTF-8, or standard input ("-").
    ///
    /// - Throws: ``ListError``, or ``FileError`` if the file cannot be read.
    public init(contentsOf path: String) throws {
        guard !path.hasPrefix("@") else {
            throw ListError.malformed(source: path, reason: "is a list of names, no running text; name a file")
        }
        let source = path == "-" ? "standard input" : path
        let data = try path == "-" ? FileHandle.standardInput.readToEnd() ?? Data() : FileAccess.read(path)
        try self.init(NameList.text(of: data, source: source), source: source)
    }
}

extension Vocabulary {
    /// The vocabulary of a text: all of its characters, sorted.
    init(of text: RunningText) throws { try self.init(ofUTF8: [text.text.utf8]) }

    /// The tokens of a text, without those of characters that are not known.
    func tokens(of text: RunningText) -> (tokens: [UInt16], unknown: Int) {
        var tokens: [UInt16] = []
        tokens.reserveCapacity(text.text.utf8.count + 1)
        if encode(text.text.utf8, into: &tokens) {
            tokens.removeLast()  // STOP
            return (tokens, 0)
        }
        var unknown = 0
        tokens.removeAll(keepingCapacity: true)
        for character in text.text {
            if let token = token(of: character) { tokens.append(UInt16(token)) } else { unknown += 1 }
        }
        return (tokens, unknown)
    }
}
