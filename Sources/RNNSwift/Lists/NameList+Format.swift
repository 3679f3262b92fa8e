import Foundation

extension NameList {
    /// How a list is written down.
    public enum Format: String, CaseIterable, Sendable {
        /// One name per line; lines end with LF, CR LF or CR.
        case text
        /// Rows of fields, separated by commas or what the table's first rows show, or by tabs.
        case csv, tsv
        /// An array of strings, or of objects that have the name under a key.
        case json
        /// One JSON value per line: a string, or an object that has the name under a key.
        case jsonl

        /// The endings of file names for each format, in lower case. All commands read files by these.
        public static let endings: [(format: Format, endings: [String])] = [
            (.text, ["txt", "text", "list"]), (.csv, ["csv", "psv"]), (.tsv, ["tsv", "tab"]), (.json, ["json"]),
            (.jsonl, ["jsonl", "ndjson", "jsonlines"]),
        ]

        /// The format of a file by the ending of its name; nil if that says nothing.
        public init?(ending: String) {
            let ending = ending.lowercased()
            guard let found = Self.endings.first(where: { $0.endings.contains(ending) }) else { return nil }
            self = found.format
        }

        /// By the ending of a file's name, before `.gz` or `.zst`; text if it says nothing.
        public init(path: String) { self = Self(name: path) ?? .text }

        /// By the ending of a file's name, before `.gz` or `.zst`; nil if it says nothing.
        init?(name: String) { self.init(ending: Compression.endingInside(name)) }

        /// Whether lists of this format have columns.
        public var isTable: Bool { self == .csv || self == .tsv }
    }
}
