/// What can be wrong with a list of names. The description is one line that says what to do.
public enum ListError: Error, Equatable, CustomStringConvertible {
    case unreadable(source: String, reason: String)
    case notUTF8(source: String, line: Int, byte: Int)
    /// A file is in another encoding of Unicode; the line and byte are the first that UTF-8 text does not have.
    case otherEncoding(source: String, encoding: String, line: Int, byte: Int, conversion: String)
    /// A name has a control character, or another one that is no part of names.
    case notText(source: String, position: String, byte: Int, what: String)
    case tooLong(source: String, position: String, length: Int)
    /// A line has more bytes than a name can have.
    case tooManyBytes(source: String, position: String)
    /// One character has too many Unicode scalars.
    case longCharacter(source: String, position: String, scalars: Int)
    /// A file is compressed; a command decompresses it.
    case compressed(source: String, command: String)
    case tooLarge(source: String)
    case malformed(source: String, reason: String)
    case empty(source: String)
    case emptyText(source: String)
    /// A text has too few characters, or tokens, for what is asked for.
    case shortText(source: String, length: Int, needed: Int, unit: String)
    case unknownBuiltIn(String)
    case tooManyCharacters(Int)
    case repeatedCharacter(Character)
    case tooManyTokens(Int)
    case repeatedToken(String)
    /// Fewer tokens are wanted than the list has characters.
    case fewTokens(count: Int, characters: Int)
    case malformedTokens(String)
    /// The values of labels have more combinations.
    case tooManyLabels(limit: Int)
    /// No name of a list can be written with the tokens.
    case unwritable(source: String, name: String)

    public var description: String {
        switch self {
        case .unreadable(let source, let reason): "cannot read \(source): \(reason)"
        case .notUTF8(let source, let line, let byte):
            "\(source) is not UTF-8: line \(line), byte \(byte) of the line; convert it, for example with iconv"
        case .otherEncoding(let source, let encoding, let line, let byte, let conversion):
            "\(source) is not UTF-8: line \(line), byte \(byte) of the line; it looks like \(encoding), "
                + "which this converts: \(conversion)"
        case .notText(let source, let position, let byte, let what):
            "\(source), \(position): \(what) at byte \(byte); remove it, or see `allowingControlCharacters`"
        case .tooLong(let source, let position, let length):
            "\(source), \(position): a name of \(length) characters; at most \(NameList.longestName) are taken, "
                + "is this a list of names?"
        case .tooManyBytes(let source, let position):
            "\(source), \(position): more than \(NameRule.mostBytes) bytes without a line break; "
                + "is this a list of names?"
        case .longCharacter(let source, let position, let scalars):
            "\(source), \(position): one character of \(scalars) Unicode scalars; at most "
                + "\(NameRule.longestCharacter) are taken"
        case .compressed(let source, let command): "\(source) is compressed; decompress it: \(command)"
        case .tooLarge(let source): "\(source) is too large: its names may have 2 GiB together"
        case .malformed(let source, let reason): "\(source): \(reason)"
        case .empty(let source): "\(source) has no names"
        case .emptyText(let source): "\(source) has no text"
        case .shortText(let source, let length, let needed, let unit):
            "\(source) has \(length) \(unit) to learn, and its streams need at least \(needed); use fewer `streams`"
        case .unknownBuiltIn(let name):
            "unknown built-in list \(name); the built-in lists are \(NameList.BuiltIn.paths)"
        case .tooManyCharacters(let count):
            "\(count) different characters; at most \(Vocabulary.limit) are supported"
        case .repeatedCharacter(let character): "the vocabulary has \"\(character)\" twice"
        case .tooManyTokens(let count):
            "\(count) different tokens; at most \(Vocabulary.limit) are supported, choose other `tokens`"
        case .repeatedToken(let token): "the vocabulary has the token \"\(token)\" twice, or an empty one"
        case .fewTokens(let count, let characters):
            "`tokens` bpe:\(count) is too few: the list has \(characters) different characters, and each is a token"
        case .unwritable(let source, let name):
            "the tokens write no name of \(source), such as \"\(name)\"; choose other `tokens`"
        case .tooManyLabels(let limit):
            "the labels have more than \(limit) combinations of values; choose fewer columns, or a larger "
                + "`minimumLabelCount`"
        case .malformedTokens(let reason): "the tokens are malformed: \(reason)"
        }
    }
}
