import ArgumentParser
import RNNSwift

/// How characters are drawn.
struct SamplingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Divisor of the logits, from 0: lower values give more usual names, higher values wilder ones; 1 samples the "
                + "distribution that was learned, 0 takes the most probable character, always.",
            valueName: "number"))
    var temperature = GenerationOptions.defaultTemperature

    @Option(help: ArgumentHelp("Only the so many most probable characters.", valueName: "count"))
    var topK: Int?

    @Option(
        help: ArgumentHelp(
            "Of these only the most probable ones that together have this probability.", valueName: "probability"))
    var topP: Double?

    @Option(
        help: ArgumentHelp(
            "Of these only those that are at least so many times as probable as the most probable one.",
            valueName: "share"))
    var minP: Double?

    mutating func validate() throws {
        guard temperature >= 0, temperature.isFinite else {
            throw ValidationError("--temperature must be at least 0.")
        }
        guard topK ?? 1 > 0 else { throw ValidationError("--top-k must be at least 1.") }
        guard topP.map({ $0 > 0 && $0 <= 1 }) ?? true else {
            throw ValidationError("--top-p must be above 0 and at most 1.")
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

/// What a name must be.
struct ConstraintOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What every name begins with.", valueName: "text"))
    var prefix = ""

    @Option(help: ArgumentHelp("What every name ends with.", valueName: "text"))
    var suffix = ""

    @Option(help: ArgumentHelp("What every name has in it. May be given several times.", valueName: "text"))
    var contains: [String] = []

    @Option(
        help: ArgumentHelp(
            "A regular expression that matches every name or a part of it. May be given several times.",
            valueName: "regex"))
    var matching: [String] = []

    @Option(
        help: ArgumentHelp("What no name has in it, in whatever case. May be given several times.", valueName: "text"))
    var notContaining: [String] = []

    @Option(
        help: ArgumentHelp(
            "A file of texts, one per line, that no name has in it, in whatever case; - for standard input. May be given "
                + "several times.", valueName: "file"), completion: .list)
    var notContainingAny: [String] = []

    @Option(
        help: ArgumentHelp(
            "A regular expression that matches no name, nor a part of it. May be given several times.",
            valueName: "regex"))
    var notMatching: [String] = []

    @Option(help: ArgumentHelp("At least so many characters.", valueName: "characters"))
    var minLength: Int?

    @Option(
        help: ArgumentHelp(
            "At most so many characters. (default: 50, or the longest name of the list)", valueName: "characters"))
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
            throw ValidationError("--min-length \(minLength) is above --max-length \(maxLength).")
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
        guard !notContaining.contains("") else { throw ValidationError("--not-containing needs a text.") }
    }

    /// Whether there is one beyond the prefix.
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

/// Which names are left out.
struct NoveltyOptions: ParsableArguments {
    @Flag(help: "No name twice.")
    var unique = false

    @Flag(help: "No name of the training list; the model's file remembers them.")
    var novel = false

    @Option(
        help: ArgumentHelp(
            "No name of this list: a file, - or a built-in list. May be given several times.", valueName: "list"),
        completion: .list)
    var notIn: [String] = []

    @Option(
        help: ArgumentHelp(
            "Nor one with fewer than so many insertions, deletions and replacements of a character to a name of it.",
            valueName: "edits"))
    var minDistance: Int?

    mutating func validate() throws {
        guard let minDistance else { return }
        guard (1...100).contains(minDistance) else { throw ValidationError("--min-distance must be 1 to 100.") }
        guard !notIn.isEmpty else {
            throw ValidationError("--min-distance is the distance to the names of a list: give it with --not-in.")
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
