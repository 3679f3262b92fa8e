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

    public let names: [String]

    /// What the list is called in messages: its path, or "@companies".
    public let source: String

    /// A list of these names.
    ///
    /// - Throws: ``ListError/empty(source:)`` if nothing is left after trimming, ``ListError/tooLong(source:position:length:)``.
    public init(_ names: some Sequence<String>, source: String = "the list") throws {
        try self.init(
            names.enumerated().map { (name: $1, position: "entry \($0 + 1)") }, source: source)
    }

    init(_ entries: some Sequence<(name: String, position: String)>, source: String) throws {
        self.names = try entries.compactMap { entry in
            let name = Self.normalize(entry.name)
            // A character has at least one byte, so most names need no counting.
            guard name.utf8.count <= Self.longestName || name.count <= Self.longestName else {
                throw ListError.tooLong(source: source, position: entry.position, length: name.count)
            }
            guard !name.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else {
                throw ListError.malformed(source: source, reason: "\(entry.position): a name with a line break")
            }
            return name.isEmpty ? nil : name
        }
        self.source = source
        guard !self.names.isEmpty else { throw ListError.empty(source: source) }
    }

    /// Trimmed, and in normal form C.
    static func normalize(_ name: String) -> String {
        let isTrimmed = !(name.first?.isWhitespace ?? false) && !(name.last?.isWhitespace ?? false)
        let trimmed = isTrimmed ? name : name.trimmingCharacters(in: .whitespacesAndNewlines)
        return composed(trimmed)
    }

    /// In normal form C.
    static func composed(_ text: String) -> String {
        text.isPlainASCII ? text : text.precomposedStringWithCanonicalMapping
    }

    /// The distinct names, sorted.
    public var distinct: [String] { Set(names).sorted() }

    /// The characters of the longest name.
    public var longest: Int { names.reduce(0) { $1.utf8.count > $0 ? max($0, $1.count) : $0 } }

    /// Cuts the list in two by *distinct* name, so that no name stands on both sides.
    ///
    /// - Parameter share: The share of the distinct names in `heldOut`, rounded to a whole number of names; at least one name
    ///   stays in `training`.
    /// - Parameter seed: Which names these are.
    public func split(holdingOut share: Double, seed: UInt64) -> (training: [String], heldOut: [String]) {
        var shuffled = distinct
        var generator = SplitMix64(seed: seed, stream: .split)
        shuffled.shuffle(using: &generator)
        let count = min(Int((share * Double(shuffled.count)).rounded()), shuffled.count - 1)
        let heldOut = Set(shuffled.prefix(max(count, 0)))
        return (names.filter { !heldOut.contains($0) }, names.filter { heldOut.contains($0) })
    }
}
