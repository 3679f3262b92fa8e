import ArgumentParser
import RNNSwift

/// Sampling options.
struct SamplingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Sampling temperature, the divisor of the logits, at least 0. 1 samples the learned distribution; lower "
                + "values favor probable characters, higher values improbable ones; 0 always takes the most probable "
                + "character.",
            valueName: "number"))
    var temperature = GenerationOptions.defaultTemperature

    @Option(help: ArgumentHelp("Sample only from the K most probable characters. (default: no limit)", valueName: "K"))
    var topK: Int?

    @Option(
        help: ArgumentHelp(
            "Nucleus sampling: sample only from the smallest set of most probable characters whose total probability "
                + "is at least P, above 0 and at most 1. (default: no limit)", valueName: "P"))
    var topP: Double?

    @Option(
        help: ArgumentHelp(
            "Sample only from characters that are at least P times as probable as the most probable one, 0 to 1. "
                + "(default: no limit)",
            valueName: "P"))
    var minP: Double?

    mutating func validate() throws {
        guard temperature >= 0, temperature.isFinite else {
            throw ValidationError("--temperature must be at least 0.")
        }
        guard topK ?? 1 > 0 else { throw ValidationError("--top-k must be at least 1.") }
        guard topP.map({ $0 > 0 && $0 <= 1 }) ?? true else {
            throw ValidationError("--top-p must be greater than 0 and at most 1.")
        }
        guard minP.map({ (0...1).contains($0) }) ?? true else { throw ValidationError("--min-p must be 0 to 1.") }
    }

    var isGiven: Bool { temperature != GenerationOptions.defaultTemperature || !given.isEmpty }

    var given: [String] {
        [topK == nil ? nil : "--top-k", topP == nil ? nil : "--top-p", minP == nil ? nil : "--min-p"].compactMap { $0 }
    }

    func apply(to options: inout GenerationOptions) {
        options.temperature = temperature
        options.topK = topK
        options.topP = topP
        options.minP = minP
    }
}

/// Constraints on names.
struct ConstraintOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Text that every name begins with.", valueName: "text"))
    var prefix = ""

    @Option(help: ArgumentHelp("Text that every name ends with.", valueName: "text"))
    var suffix = ""

    @Option(help: ArgumentHelp("Text that every name contains. May be repeated.", valueName: "text"))
    var contains: [String] = []

    @Option(
        help: ArgumentHelp(
            "Regular expression that every name, or a part of it, matches. May be repeated.",
            valueName: "regex"))
    var matching: [String] = []

    @Option(
        help: ArgumentHelp("Text that no name contains, in upper or lower case. May be repeated.", valueName: "text"))
    var notContaining: [String] = []

    @Option(
        help: ArgumentHelp(
            "File of texts, one per line, that no name contains, in upper or lower case; - for standard input. May be "
                + "repeated.", valueName: "file"), completion: .list)
    var notContainingAny: [String] = []

    @Option(
        help: ArgumentHelp(
            "Regular expression that no name, nor a part of it, matches. May be repeated.",
            valueName: "regex"))
    var notMatching: [String] = []

    @Option(help: ArgumentHelp("Minimum number of characters per name. (default: 1)", valueName: "characters"))
    var minLength: Int?

    @Option(
        help: ArgumentHelp(
            "Maximum number of characters per name. (default: 50, or the longest name of the list)",
            valueName: "characters"))
    var maxLength: Int?

    mutating func validate() throws {
        guard minLength ?? 1 > 0 else { throw ValidationError("--min-length must be at least 1.") }
        guard maxLength ?? 1 > 0 else { throw ValidationError("--max-length must be at least 1.") }
        for (length, option) in [(minLength, "--min-length"), (maxLength, "--max-length")] {
            guard length ?? 1 <= NameList.longestName else {
                throw ValidationError("\(option) must be at most \(NameList.longestName).")
            }
        }
        if let minLength, let maxLength, minLength > maxLength {
            throw ValidationError("--min-length \(minLength) is greater than --max-length \(maxLength).")
        }
        for (patterns, option) in [(matching, "--matching"), (notMatching, "--not-matching")] {
            for pattern in patterns {
                do {
                    try GenerationOptions.check(pattern: pattern)
                } catch {
                    throw ValidationError("\(option): \(error)")
                }
            }
        }
        guard !notContaining.contains("") else { throw ValidationError("--not-containing requires a nonempty text.") }
    }

    /// Whether a constraint other than the prefix was given.
    var isGiven: Bool { given.contains { $0 != "--prefix" } }

    var given: [String] {
        [
            prefix.isEmpty ? nil : "--prefix", suffix.isEmpty ? nil : "--suffix",
            contains.isEmpty ? nil : "--contains", matching.isEmpty ? nil : "--matching",
            minLength == nil ? nil : "--min-length", maxLength == nil ? nil : "--max-length",
            notContaining.isEmpty ? nil : "--not-containing",
            notContainingAny.isEmpty ? nil : "--not-containing-any", notMatching.isEmpty ? nil : "--not-matching",
        ].compactMap { $0 }
    }

    func apply(to options: inout GenerationOptions) throws {
        options.prefix = prefix
        options.suffix = suffix
        options.contained = contains
        options.patterns = matching
        options.excludedPatterns = notMatching
        options.excludedTexts = Set(notContaining)
        for path in notContainingAny {
            options.excludedTexts.formUnion(try NameList(contentsOf: path, format: .text).names)
        }
        options.minimumLength = minLength ?? 1
        options.maximumLength = maxLength
    }
}

/// Exclusions of names.
struct NoveltyOptions: ParsableArguments {
    @Flag(help: "Omit repeated names.")
    var unique = false

    @Flag(help: "Omit names of the training list, which the model file remembers.")
    var novel = false

    @Option(
        help: ArgumentHelp(
            "List whose names are omitted: a file, a folder, - for standard input, or a built-in list. May be repeated.",
            valueName: "list"),
        completion: .list)
    var notIn: [String] = []

    @Option(
        help: ArgumentHelp(
            "With --not-in: minimum edit distance (insertions, deletions and replacements of a character) from every "
                + "name of that list, 1 to 100.",
            valueName: "edits"))
    var minDistance: Int?

    mutating func validate() throws {
        guard let minDistance else { return }
        guard (1...100).contains(minDistance) else { throw ValidationError("--min-distance must be 1 to 100.") }
        guard !notIn.isEmpty else {
            throw ValidationError("--min-distance requires --not-in, the list to keep the distance from.")
        }
    }

    var given: [String] {
        [
            unique ? "--unique" : nil, novel ? "--novel" : nil, notIn.isEmpty ? nil : "--not-in",
            minDistance == nil ? nil : "--min-distance",
        ].compactMap { $0 }
    }

    /// - Parameter read: Reads a list.
    func apply(to options: inout GenerationOptions, _ read: (String) throws -> some Sequence<String>) throws {
        options.unique = unique
        options.novel = novel
        options.minimumDistance = minDistance ?? 1
        for list in notIn { options.excluded.formUnion(try read(list)) }
    }
}
