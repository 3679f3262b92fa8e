import Foundation

extension Vocabulary {
    /// Keys of the metadata of files that have a vocabulary; each value is JSON, or a text.
    package enum Key {
        /// The texts of the tokens, in their order.
        package static let texts = "rnnc.vocabulary"
        /// What a character is, if it is no grapheme cluster.
        package static let unit = "rnnc.vocabulary_unit"
        /// How texts are split into tokens, if not into characters, and the pairs of byte-pair encoding.
        package static let tokens = "rnnc.tokens"
        package static let merges = "rnnc.merges"
        /// The labels, if there are any.
        package static let labels = "rnnc.labels"
    }

    /// The vocabulary as metadata of a file.
    package func metadata() throws -> [String: String] {
        let encoder = JSONEncoder.canonical
        var metadata = [Key.texts: try encoder.text(texts)]
        if unit != .clusters { metadata[Key.unit] = unit.rawValue }
        if let tokenizer {
            metadata[Key.tokens] = tokenizer.tokenization.description
            if !tokenizer.merges.isEmpty { metadata[Key.merges] = try encoder.text(tokenizer.merges) }
        }
        if !labels.isEmpty { metadata[Key.labels] = try encoder.text(labels) }
        return metadata
    }

    /// The vocabulary of a file.
    ///
    /// - Parameter isText: Whether it is of running text, which has line breaks.
    /// - Throws: ``FormatError``, ``ListError``, ``RegularExpressionError``.
    package init(metadata: [String: String], isText: Bool) throws {
        func decode<Value: Decodable>(_ key: String, as: Value.Type = Value.self) throws -> Value {
            guard let text = metadata[key] else { throw FormatError(description: "its metadata lacks \(key)") }
            guard let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)) else {
                throw FormatError(description: "its metadata \(key) is not what it should be")
            }
            return value
        }
        let texts: [String] = try decode(Key.texts)
        let vocabulary: Vocabulary
        if let tokens = metadata[Key.tokens] {
            guard let tokenization = Tokenization(tokens), tokenization != .characters,
                texts.allSatisfy({ NameRule.isToken($0, ofRunningText: isText) })
            else { throw FormatError(description: "its vocabulary is not a list of tokens") }
            let merges: [[UInt16]] = metadata[Key.merges] == nil ? [] : try decode(Key.merges)
            vocabulary = Vocabulary(try Tokenizer(tokenization, texts: texts, merges: merges))
        } else {
            guard texts.allSatisfy({ NameRule.isCharacter($0, ofRunningText: isText) }) else {
                throw FormatError(description: "its vocabulary is not a list of single characters")
            }
            let unit = Unit(rawValue: metadata[Key.unit] ?? Unit.clusters.rawValue)
            guard let unit, unit == .clusters || texts.allSatisfy({ $0.unicodeScalars.count == 1 }) else {
                throw FormatError(description: "its metadata \(Key.unit) is not what it should be")
            }
            vocabulary = try Vocabulary(texts.map { Character($0) }, unit: unit)
        }
        self = metadata[Key.labels] == nil ? vocabulary : try vocabulary.labeled(decode(Key.labels))
    }
}
