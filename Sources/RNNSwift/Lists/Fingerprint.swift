/// A number that hardly any other data have.
struct Fingerprint: CustomStringConvertible {
    private var text: FNV1a
    private var names: UInt64 = 0

    /// The fingerprint of all names of the parts of a list, independent of their order and of the part of each name.
    init(of parts: [EncodedNames]) {
        text = FNV1a(parts[0].vocabulary)
        for token in parts[0].bytes { text.mix(UInt64(token)) }
        for token in parts[0].words { text.mix(UInt64(token)) }
        for name in parts.lazy.flatMap(\.occurrences) {
            var generator = SplitMix64(seed: UInt64(name), stream: .split)
            names &+= generator.next()
        }
    }

    /// The fingerprint of a text.
    init(of text: SharedArray<UInt16>, _ vocabulary: Vocabulary) {
        self.text = FNV1a(vocabulary)
        for token in text { self.text.mix(UInt64(token)) }
    }

    var description: String { "\(String(text.hash, radix: 16))-\(String(names, radix: 16))" }
}

/// FNV-1a, over tokens instead of bytes.
struct FNV1a {
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    init() {}

    init(_ vocabulary: Vocabulary) {
        let labels = vocabulary.labels.columns.flatMap { [$0.name] + $0.values }
        for text in vocabulary.texts + labels {
            for byte in text.utf8 { mix(UInt64(byte)) }
            mix(0x0A)
        }
    }

    mutating func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01B3 }
}
