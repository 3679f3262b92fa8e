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

    /// Reads a file in UTF-8, the files of a folder, or standard input ("-"). What is compressed is
    /// decompressed, as for ``NameList``.
    ///
    /// - Throws: ``ListError``, or ``FileError`` if the file cannot be read.
    public init(contentsOf path: String, allowingControlCharacters: Bool = false) throws {
        try self.init(contentsOf: [path], allowingControlCharacters: allowingControlCharacters)
    }

    /// Reads several files, and the files of folders, one after another as one text. Each begins in a new line.
    ///
    /// - Parameter paths: At least one.
    /// - Throws: ``ListError``, ``FileError``.
    public init(contentsOf paths: [String], allowingControlCharacters: Bool = false) throws {
        let files = try ListFiles(paths)
        guard files.paths.count > 1 else {
            try self.init(file: files.paths[0], allowingControlCharacters)
            return
        }
        var text = ""
        for path in files.paths {
            if !text.isEmpty, text.utf8.last != 0x0A { text += "\n" }
            text += try RunningText(file: path, allowingControlCharacters).text
        }
        try self.init(text, source: files.source, allowingControlCharacters: allowingControlCharacters)
    }

    private init(file path: String, _ allowsControlCharacters: Bool) throws {
        guard !path.hasPrefix("@") else {
            throw ListError.malformed(source: path, reason: "is a list of names, no running text; name a file")
        }
        let input = try ListFile(path)
        var data = Data(capacity: input.size)
        while case let piece = try input.next(), !piece.isEmpty { data += piece }
        let rule = NameRule(allowsControlCharacters: allowsControlCharacters, isRunningText: true)
        var pieces = [data]
        let file = NamedEncoding(source: input.source, rule: rule) { pieces.popLast() ?? Data() }
        self = try file.namingEncoding {
            try RunningText(
                NameList.text(of: file.next(), source: input.source), source: input.source,
                allowingControlCharacters: allowsControlCharacters)
        }
    }
}

extension Vocabulary {
    /// The vocabulary of a text: all tokens that it is split into.
    package init(of text: RunningText, tokens: Tokenization) throws {
        try self.init(ofUTF8: [text.text.utf8], tokens: tokens, isText: true)
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
