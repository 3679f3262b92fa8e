/// How texts are split into tokens, as it is chosen before a training. What comes of it travels with the model, in its
/// ``Vocabulary``.
///
///     characters      each character is a token
///     words           runs of letters, digits, apostrophes and underscores; every other character by itself
///     smiles          atoms, bonds and ring numbers of molecules in SMILES notation: Cl, Br, [nH], %12
///     bpe:500         byte-pair encoding over characters (Sennrich et al., 2016), learned from the list: 500 tokens
///     regex:PATTERN   the longest match of a regular expression, as `Documentation/Guides/Generation.md` describes
///                     them; characters where nothing matches are tokens by themselves
///     file:PATH       the tokens in a file, one per line; the longest one that fits is taken
public enum Tokenization: Sendable, Equatable {
    case characters
    case words
    case smiles
    /// The number of tokens, those of single characters included.
    case bytePairs(Int)
    case regularExpression(String)
    case file(String)

    /// The most tokens of byte-pair encoding.
    static let mostBytePairs = 60_000

    /// Reads what ``description`` writes; nil if a text is none of it.
    public init?(_ text: String) {
        func rest(_ start: String) -> String? {
            text.hasPrefix(start) && text.utf8.count > start.utf8.count ? String(text.dropFirst(start.count)) : nil
        }
        switch text {
        case "characters": self = .characters
        case "words": self = .words
        case "smiles": self = .smiles
        default:
            if let count = rest("bpe:").flatMap({ Int($0) }), (1...Self.mostBytePairs).contains(count) {
                self = .bytePairs(count)
            } else if let pattern = rest("regex:") {
                self = .regularExpression(pattern)
            } else if let path = rest("file:") {
                self = .file(path)
            } else {
                return nil
            }
        }
    }

    /// The pattern whose matches are tokens, where these are found so.
    var pattern: String? {
        switch self {
        case .words: #"[\w'’]+"#
        // Weininger (1988); the organic subset, bracket atoms, bonds, branches, ring numbers.
        case .smiles: #"\[[^\]]+\]|Br|Cl|%\d\d|."#
        case .regularExpression(let pattern): pattern
        case .characters, .bytePairs, .file: nil
        }
    }
}

extension Tokenization: CustomStringConvertible {
    /// As on the command line: `bpe:500`.
    public var description: String {
        switch self {
        case .characters: "characters"
        case .words: "words"
        case .smiles: "smiles"
        case .bytePairs(let count): "bpe:\(count)"
        case .regularExpression(let pattern): "regex:\(pattern)"
        case .file(let path): "file:\(path)"
        }
    }
}
