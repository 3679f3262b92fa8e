/// Lists of names that processes have in common: the coordinator encodes one, and each host gets one copy of it.
extension EncodedNames {
    private struct Description: Codable {
        let vocabulary: [String: String]
        let hasLabels: Bool
        let tokens: Int
        /// Names of each part, with repetitions, and distinct ones.
        let names: [Int]
        let distinct: [Int]
        let unknown: [Int]
    }

    /// Shares some names of one list, such as those trained on and those held out, which have one array of tokens.
    ///
    /// - Parameter parts: The coordinator's, which are let go; the others give nothing.
    package static func share(_ parts: consuming [EncodedNames], in group: any ProcessGroup) -> [EncodedNames] {
        let own = parts.first.map { first in
            Description(
                vocabulary: (try? first.vocabulary.metadata()) ?? [:], hasLabels: first.hasLabels,
                tokens: max(first.bytes.count, first.words.count), names: parts.map(\.occurrences.count),
                distinct: parts.map(\.count), unknown: parts.map(\.unknownCharacters))
        }
        let description = group.broadcast(own)
        guard let vocabulary = try? Vocabulary(metadata: description.vocabulary, isText: false) else {
            group.abort("\(group.name(of: group.rank)) cannot read the vocabulary of a list")
        }
        let isNarrow = vocabulary.count <= 256
        var (bytes, words) = (SharedArray<UInt8>(), SharedArray<UInt16>())
        var occurrences = parts.map(\.occurrences)
        (bytes, words) = (parts.first?.bytes ?? bytes, parts.first?.words ?? words)
        parts = []  // From here on an array is there twice only while it is copied.
        if isNarrow {
            bytes = group.share(consume bytes, count: description.tokens)
            words = SharedArray()
        } else {
            words = group.share(consume words, count: description.tokens)
            bytes = SharedArray()
        }
        if occurrences.isEmpty { occurrences = description.names.map { _ in SharedArray() } }
        return occurrences.indices.map { part in
            let shared = group.share(occurrences[part], count: description.names[part])
            occurrences[part] = SharedArray()
            return EncodedNames(
                vocabulary, bytes: bytes, words: words, occurrences: shared, count: description.distinct[part],
                unknown: description.unknown[part], hasLabels: description.hasLabels)
        }
    }
}
