import Foundation

/// A list of names: companies, players, dinosaurs, anything of which there is one a line.
///
/// Names are trimmed and in Unicode's normal form C; there are no empty ones. Repeated names stay, and count.
///
///     let names = try NameList(contentsOf: "names.txt")      // by the file's ending: text, CSV, TSV or JSON
///     let names = try NameList(.companies)                   // a list that comes with the library
///     let names = try NameList(["Anna", "Otto"])
public struct NameList: Sendable {
    /// Longer ones are refused: a file with such lines is not a list of names.
    public static let longestName = 8192

    /// The names in the order of the list.
    public private(set) var names = Names()

    /// The characters of the longest name.
    public private(set) var longest = 0

    /// What the list is called in messages: its path, or "@companies".
    public let source: String

    /// What the file left open and how it was understood, such as the delimiter of a table: lines for the user, without an end.
    public internal(set) var remarks: [String] = []

    /// A list of these names.
    ///
    /// - Throws: ``ListError/empty(source:)`` if nothing is left after trimming, ``ListError/tooLong(source:position:length:)``.
    public init(_ names: some Sequence<String>, source: String = "the list") throws {
        try self.init(source: source) { list in
            for (index, name) in names.enumerated() { try list.append(name, at: "entry \(index + 1)") }
        }
    }

    /// A list of what `fill` appends.
    init(source: String, _ fill: (inout NameList) throws -> Void) throws {
        self.source = source
        try fill(&self)
        guard names.count > 0 else { throw ListError.empty(source: source) }
    }

    /// Makes room for the names of a file of so many bytes.
    mutating func reserve(bytes: Int) { names.reserve(bytes: min(bytes, Int(Int32.max)) + 1) }

    /// Appends a name, trimmed and in normal form C, unless it is empty.
    ///
    /// - Parameter position: Where it was found, for the error.
    mutating func append(_ name: String, at position: @autoclosure () -> String) throws {
        let name = Self.normalize(name)
        // A character has at least one byte, so a name of fewer bytes than the longest has characters needs no counting.
        let length = name.utf8.count <= longest ? name.utf8.count : name.count
        guard length <= Self.longestName else {
            throw ListError.tooLong(source: source, position: position(), length: length)
        }
        guard !name.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else {
            throw ListError.malformed(source: source, reason: "\(position()): a name with a line break")
        }
        guard !name.isEmpty else { return }
        try append(normalized: name.utf8, length: length)
    }

    /// Appends a line of a file, without its end.
    mutating func append(line: ArraySlice<UInt8>, number: Int) throws {
        // ASCII that begins and ends with neither a blank nor a control character is what it should be.
        if let first = line.first, let last = line.last, first > 0x20, last > 0x20, line.count <= Self.longestName,
            line.allSatisfy({ $0 < 0x80 })
        {
            try append(normalized: line, length: line.count)
        } else {
            try append(Self.text(of: line, number: number, source: source), at: "line \(number)")
        }
    }

    private mutating func append(normalized name: some Collection<UInt8>, length: Int) throws {
        guard names.append(name) else { throw ListError.tooLarge(source: source) }
        longest = max(longest, length)
    }

    /// The text of a line; throws where it is not UTF-8.
    static func text(of line: ArraySlice<UInt8>, number: Int, source: String) throws -> String {
        if let text = String(validating: line, as: UTF8.self) { return text }
        var decoder = UTF8.ForwardParser()
        var (iterator, valid) = (line.makeIterator(), 0)
        while case .valid(let scalar) = decoder.parseScalar(from: &iterator) { valid += scalar.count }
        throw ListError.notUTF8(source: source, line: number, byte: valid + 1)
    }

    /// Trimmed, and in normal form C.
    static func normalize(_ name: String) -> String {
        let isTrimmed = !(name.first?.isWhitespace ?? false) && !(name.last?.isWhitespace ?? false)
        let trimmed = isTrimmed ? name : name.trimmingCharacters(in: .whitespacesAndNewlines)
        return composed(trimmed)
    }

    /// In normal form C.
    static func composed(_ text: String) -> String {
        text.utf8.isPlainASCII ? text : text.precomposedStringWithCanonicalMapping
    }

    /// The distinct names, sorted.
    public var distinct: [String] { Set(names).sorted() }

    /// Cuts the list in two by *distinct* name, so that no name stands on both sides. Both come sorted.
    ///
    /// - Parameter share: The share of the distinct names in `heldOut`, rounded to a whole number of names; at least one name
    ///   stays in `training`.
    /// - Parameter seed: Which names these are. A ``Trainer`` with this share and seed holds out the same.
    /// - Throws: ``ListError/tooManyCharacters(_:)``.
    public func split(holdingOut share: Double, seed: UInt64) throws -> (training: [String], heldOut: [String]) {
        let (training, heldOut) = EncodedNames(names, vocabulary: try Vocabulary(ofUTF8: names.utf8))
            .split(holdingOut: share, seed: seed)
        return (training.texts, heldOut.texts)
    }
}
