/// What is generated.
public struct GenerationOptions: Sendable, Codable {
    /// Temperature of everything that generates unless the caller says otherwise: this library, the command line,
    /// exported web pages and the comments of exported C. `Documentation/Notes/Temperature.md` has the measurements
    /// that chose it.
    public static let defaultTemperature = 0.7

    /// The maximum length of a name where neither the caller nor the training list asks for more.
    package static let defaultMaximumLength = 50

    // MARK: How characters are drawn, in this order

    /// The divisor of the logits, at least 0: below 1 names are more usual, above 1 wilder. 1 samples the distribution
    /// that was learned; 0 takes the most probable character, always.
    public var temperature = GenerationOptions.defaultTemperature
    /// Number of most probable characters to sample from (top-k), at least 1; nil for all.
    public var topK: Int?
    /// Total probability of the most probable characters to sample from (nucleus sampling, top-p), above 0 and at most
    /// 1; nil for all.
    public var topP: Double?
    /// Minimum probability of characters to sample from, as a fraction of that of the most probable one, 0 to 1; nil
    /// for all.
    public var minP: Double?

    // MARK: What a name must be

    /// What every name begins with.
    public var prefix = ""
    /// What every name ends with.
    public var suffix = ""
    /// What every name has in it somewhere.
    public var contained: [String] = []
    /// Regular expressions that match every name, or a part of it (see `Documentation/Guides/Generation.md`).
    public var patterns: [String] = []
    /// Regular expressions that match no name, nor a part of it.
    public var excludedPatterns: [String] = []
    /// What no name has in it anywhere, in whatever case: thousands of words are searched for at once.
    public var excludedTexts: Set<String> = []
    public var minimumLength = 1
    /// By default 50, or the length of the longest name of the training list if that is more; and at least the minimum.
    public var maximumLength: Int?

    /// Values of labels that every name has, by the labels' names; the other labels are drawn. "(none)" is a missing
    /// value.
    public var given: [String: String] = [:]

    // MARK: Which names are left out

    /// No name twice.
    public var unique = false
    /// No name that the model was trained on.
    public var novel = false
    /// None of these names,
    public var excluded: Set<String> = []
    /// nor one that differs from one of them by fewer insertions, deletions and replacements of a character than this.
    public var minimumDistance = 1

    /// Letter case in which names are written. ``unique``, ``novel``, ``excluded`` and ``minimumDistance`` compare the
    /// name as it is written; everything else is asked of the name as it is drawn. The most probable names are returned
    /// as they are drawn.
    public var letterCase = LetterCase.keep

    public var seed: UInt64 = 1
    /// At least 1. The names do not depend on it.
    public var threads = 1

    /// Steers towards the constraints even where many names fit: for tests.
    package var alwaysSteers = false

    public init() {}

    /// Throws what is wrong with a regular expression: a ``RegularExpressionError``.
    public static func check(pattern: String) throws { _ = try RegularExpression(pattern) }

    package func check() {
        precondition(temperature >= 0 && temperature.isFinite, "the temperature must be at least 0")
        precondition(threads > 0, "there must be at least one thread")
        precondition(
            (1...NameList.longestName).contains(maximumLength ?? 1),
            "the maximum length must be 1 to \(NameList.longestName)")
        precondition((topK ?? 1) > 0, "top-k must be at least 1")
        precondition((topP ?? 1) > 0 && (topP ?? 1) <= 1, "top-p must be above 0 and at most 1")
        precondition((0...1).contains(minP ?? 0), "min-p must be 0 to 1")
        precondition(
            (1...NameList.longestName).contains(minimumDistance),
            "the minimum distance must be 1 to \(NameList.longestName)")
    }

    /// Whether anything is asked of what a name is made of.
    var asksForShape: Bool {
        !(prefix + suffix).isEmpty || !contained.isEmpty || !patterns.isEmpty || minimumLength > 1
            || maximumLength != nil
    }

    package var sampling: TokenSampling { TokenSampling(temperature: temperature, topK: topK, topP: topP, minP: minP) }
}

/// What cannot be generated, and why, in one line.
public enum GenerationError: Error, Equatable, CustomStringConvertible {
    case unknownCharacter(Character)
    /// A text of several characters that is no token of the model.
    case unknownPart(String)
    case prefixTooLong(limit: Int)
    /// No name over the model's vocabulary is what the options ask for.
    case impossible(String)
    /// The minimum length is above the maximum.
    case lengths(minimum: Int, maximum: Int)
    /// The constraints need an automaton that is too large.
    case tooComplex
    /// The model's file does not tell which names it was trained on.
    case noTrainingNames
    /// A search for the most probable names that takes more memory than is allowed.
    case searchTooLarge(found: Int, bytes: Int)

    public var description: String {
        switch self {
        case .unknownCharacter(let character): "the model does not know the character \"\(character)\""
        case .unknownPart(let text): "the model has no token for \"\(text)\""
        case .prefixTooLong(let limit): "the prefix is longer than the maximum length of \(limit) characters"
        case .impossible(let reason): reason
        case .lengths(let minimum, let maximum):
            "no name has at least \(minimum) and at most \(maximum) characters"
        case .tooComplex: "the constraints are too complex: simplify the regular expressions, or exclude fewer texts"
        case .noTrainingNames:
            "the model does not contain its training names; give the list with `excluded` instead of `novel`"
        case .searchTooLarge(let found, let bytes):
            "the search for the most probable names takes more than \(bytes >> 20) MB of memory after "
                + "\(found) names; request fewer, or exclude fewer"
        }
    }
}
