/// What can be wrong with a list of names. The description is one line that says what to do.
public enum ListError: Error, Equatable, CustomStringConvertible {
    case unreadable(source: String, reason: String)
    case notUTF8(source: String, line: Int, byte: Int)
    case tooLong(source: String, position: String, length: Int)
    case tooLarge(source: String)
    case malformed(source: String, reason: String)
    case empty(source: String)
    case emptyText(source: String)
    /// A text has too few characters for what is asked for.
    case shortText(source: String, characters: Int, needed: Int)
    case unknownBuiltIn(String)
    case tooManyCharacters(Int)
    case repeatedCharacter(Character)

    public var description: String {
        switch self {
        case .unreadable(let source, let reason): "cannot read \(source): \(reason)"
        case .notUTF8(let source, let line, let byte):
            "\(source) is not UTF-8: line \(line), byte \(byte) of the line; convert it, for example with iconv"
        case .tooLong(let source, let position, let length):
            "\(source), \(position): a name of \(length) characters; at most \(NameList.longestName) are taken, "
                + "is this a list of names?"
        case .tooLarge(let source): "\(source) is too large: its names may have 2 GiB together"
        case .malformed(let source, let reason): "\(source): \(reason)"
        case .empty(let source): "\(source) has no names"
        case .emptyText(let source): "\(source) has no text"
        case .shortText(let source, let characters, let needed):
            "\(source) has \(characters) characters to learn, and its streams need at least \(needed); use fewer --streams"
        case .unknownBuiltIn(let name):
            "there is no built-in list \(name); there are "
                + NameList.BuiltIn.allCases.map { "@\($0.rawValue)" }.joined(separator: ", ")
        case .tooManyCharacters(let count):
            "\(count) different characters; at most \(Vocabulary.limit) can be told apart"
        case .repeatedCharacter(let character): "the vocabulary has \"\(character)\" twice"
        }
    }
}
