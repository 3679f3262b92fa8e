import Foundation

/// A list of names: companies, players, dinosaurs, or any texts of one line.
///
/// Names are trimmed and in Unicode's normal form C; there are no empty ones. Repeated names stay, and count. They have
/// no control characters, tabs included, no separators of lines or paragraphs and no byte order marks, unless these are
/// allowed; a line feed or a carriage return they never have.
///
///     let names = try NameList(contentsOf: "names.txt")      // by the file's ending: text, CSV, TSV or JSON
///     let names = try NameList(contentsOf: ["a.csv", "more"])  // several files or folders are one list
///     let names = try NameList(.companies)                   // a list that comes with the library
///     let names = try NameList(["Anna", "Otto"])
public struct NameList: Sendable {
    /// Longer ones are refused: a file with such lines is not a list of names.
    public static let longestName = 8192

    /// The names in the order of the list.
    public private(set) var names = Names()

    /// The characters of the longest name.
    public private(set) var longest = 0

    /// What is known of the names beside their texts; nil for a list without such columns.
    public internal(set) var labels: NameLabels?

    /// What the list is called in messages: its path or paths, or "@companies".
    public let source: String

    /// What the file left open and how it was understood, such as the delimiter of a table: lines for the user, without
    /// an end.
    public internal(set) var remarks: [String] = []

    /// The file that is being read, for errors.
    var file: String

    let rule: NameRule
    /// The columns of labels, as they were given: headers or numbers, to be looked up in each file.
    private(set) var labelColumns: [String] = []
    /// Collects labels while the list is read.
    private(set) var labelBuilder: NameLabels.Builder?
    /// Whether each file must have the labels.
    let requiresLabels: Bool
    /// The labels of the name that is appended next; nil if they are missing.
    var nextLabels: [String]?

    /// A list of these names.
    ///
    /// - Throws: ``ListError/empty(source:)`` if nothing is left after trimming,
    ///   ``ListError/tooLong(source:position:length:)``, ``ListError/notText(source:position:byte:what:)``.
    public init(
        _ names: some Sequence<String>, source: String = "the list", allowingControlCharacters: Bool = false
    ) throws {
        try self.init(source: source, rule: NameRule(allowsControlCharacters: allowingControlCharacters)) { list in
            for (index, name) in names.enumerated() { try list.append(name, at: "entry \(index + 1)") }
        }
    }

    /// A list of names with labels: see ``Labels``.
    ///
    /// - Parameters:
    ///   - rows: Each name with its values, one for each of `labels`.
    ///   - labels: The names of the labels.
    /// - Throws: As ``init(_:source:allowingControlCharacters:)``, and ``ListError/malformed(source:reason:)`` if a
    ///   label has too many values.
    public init(
        _ rows: some Sequence<(name: String, values: [String])>, labels: [String], source: String = "the list",
        allowingControlCharacters: Bool = false
    ) throws {
        let rule = NameRule(allowsControlCharacters: allowingControlCharacters)
        try self.init(source: source, rule: rule, labels: labels) { list in
            for (index, row) in rows.enumerated() {
                list.nextLabels = row.values
                try list.append(row.name, at: "entry \(index + 1)")
            }
        }
    }

    /// A list of what `fill` appends.
    ///
    /// - Parameters:
    ///   - labels: The names of labels.
    ///   - requiresLabels: Whether each file must have them. If not, the list has labels if one of its files does.
    package init(
        source: String, rule: NameRule, labels: [String] = [], requiresLabels: Bool = true,
        _ fill: (inout NameList) throws -> Void
    ) throws {
        (self.source, file, self.rule, self.requiresLabels) = (source, source, rule, requiresLabels)
        labelColumns = labels
        if !labels.isEmpty { labelBuilder = NameLabels.Builder(labels) }
        try fill(&self)
        self.labels = labelBuilder?.finish()
        (labelBuilder, nextLabels) = (nil, nil)
        guard names.count > 0 else { throw ListError.empty(source: source) }
    }

    /// Reserves memory for the names of a file of the given size in bytes.
    mutating func reserve(bytes: Int) { names.reserve(bytes: min(bytes, Int(Int32.max)) + 1) }

    /// Appends a name, trimmed and in normal form C, unless it is empty.
    ///
    /// - Parameter position: Where it was found, for the error.
    package mutating func append(_ name: String, at position: @autoclosure () -> String) throws {
        let trimmed = NameRule.trimmed(name)
        guard trimmed.utf8.count <= NameRule.mostBytes else {
            throw ListError.tooLong(source: file, position: position(), length: trimmed.count)
        }
        try rule.check(trimmed, source: file, position: position)
        let name = Self.composed(String(trimmed))
        try rule.checkCharacters(name, source: file, position: position)
        // A character has at least one byte, so a name of fewer bytes than the longest has characters needs no
        // counting.
        let length = name.utf8.count <= longest ? name.utf8.count : name.count
        guard length <= Self.longestName else {
            throw ListError.tooLong(source: file, position: position(), length: length)
        }
        guard !name.isEmpty else { return }
        try append(normalized: name.utf8, length: length, at: position())
    }

    /// Appends a line of a file, without its end.
    package mutating func append(line: ArraySlice<UInt8>, number: Int) throws {
        // ASCII without control characters that begins and ends with no blank is what it should be.
        if let first = line.first, let last = line.last, first > 0x20, last > 0x20, line.count <= Self.longestName,
            line.allSatisfy({ $0 &- 0x20 < 0x5F })
        {
            try append(normalized: line, length: line.count, at: "line \(number)")
        } else {
            guard line.count <= NameRule.mostBytes else { throw tooManyBytes(line: number) }
            try append(Self.text(of: line, number: number, source: file), at: "line \(number)")
        }
    }

    /// The error of a line that cannot be a name, whatever is in it.
    package func tooManyBytes(line: Int) -> ListError { .tooManyBytes(source: file, position: "line \(line)") }

    mutating func append(
        normalized name: some Collection<UInt8>, length: Int, at position: @autoclosure () -> String
    ) throws {
        guard names.append(name) else { throw ListError.tooLarge(source: source) }
        longest = max(longest, length)
        if labelBuilder != nil { try appendLabels(at: position) }
    }

    private mutating func appendLabels(at position: () -> String) throws {
        do {
            try labelBuilder?.append(nextLabels)
        } catch let error as NameLabels.Builder.Problem {
            throw ListError.malformed(source: file, reason: "\(position()): \(error)")
        }
    }

    /// Calls labels by these names, those of the first file.
    mutating func nameLabels(_ names: [String]) {
        if labelBuilder?.columns == labelColumns { labelBuilder?.columns = names }
    }

    /// The text of a line; throws where it is not UTF-8.
    package static func text(of line: ArraySlice<UInt8>, number: Int, source: String) throws -> String {
        if let text = String(validating: line, as: UTF8.self) { return text }
        var decoder = UTF8.ForwardParser()
        var (iterator, valid) = (line.makeIterator(), 0)
        while case .valid(let scalar) = decoder.parseScalar(from: &iterator) { valid += scalar.count }
        throw ListError.notUTF8(source: source, line: number, byte: valid + 1)
    }

    /// Trimmed, and in normal form C.
    package static func normalize(_ name: String) -> String { composed(String(NameRule.trimmed(name))) }

    /// In normal form C.
    package static func composed(_ text: String) -> String {
        guard !text.utf8.isPlainASCII else { return text }
        // Foundation is not done at once with four marks that are written as two others, and with the last sound of a
        // Hangul syllable behind one that is composed; after it has taken them apart, it is.
        let isTakenApart = text.unicodeScalars.contains {
            [0x344, 0xF73, 0xF75, 0xF81].contains($0.value) || (0x11A8..<0x11C3).contains($0.value)
        }
        return (isTakenApart ? text.decomposedStringWithCanonicalMapping : text).precomposedStringWithCanonicalMapping
    }

    /// Makes values of labels that come fewer times one value, ``NameLabels/rareValue``.
    mutating func mergeLabels(rarerThan count: Int) { labels = labels?.merging(rarerThan: count) }

    /// The names alone.
    package var withoutLabels: NameList {
        var list = self
        list.labels = nil
        return list
    }

    /// The distinct names, sorted.
    public var distinct: [String] { Set(names).sorted() }

    /// Cuts the list in two by *distinct* name, so that no name stands on both sides. Both come sorted.
    ///
    /// - Parameter share: The share of the distinct names in `heldOut`, rounded to a whole number of names; at least
    ///   one name stays in `training`.
    /// - Parameter seed: Which names these are. A ``Trainer`` with this share and seed holds out the same.
    /// - Throws: ``ListError/tooManyCharacters(_:)``.
    public func split(holdingOut share: Double, seed: UInt64) throws -> (training: [String], heldOut: [String]) {
        let (training, heldOut) = EncodedNames(self, vocabulary: try Vocabulary(ofUTF8: names.utf8))
            .split(holdingOut: share, seed: seed)
        return (training.texts, heldOut.texts)
    }
}
