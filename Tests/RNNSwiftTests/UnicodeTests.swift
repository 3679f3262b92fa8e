import Foundation
import RNNExchange
import RNNSwift
import Testing

/// All of Unicode: what a list, a vocabulary, a model, a checkpoint, a record or an import accepts is read again as it
/// was, scalar by scalar. (Strings and characters compare by canonical equivalence, so bytes are compared here.)
@Suite struct UnicodeTests {
    /// One or two scalars of each kind that the rules of grapheme clusters and of normal forms know.
    private static let kinds: [Unicode.Scalar] = [
        "a", "E", "\"", "\\", " ", "\u{E9}", "\u{212B}", "\u{FB01}", "\u{1E9B}", "\u{958}", "\u{1D15E}",
        // Controls, format characters, blanks.
        "\u{0}", "\u{9}", "\u{A}", "\u{D}", "\u{1B}", "\u{7F}", "\u{85}", "\u{AD}", "\u{200B}", "\u{2028}", "\u{FEFF}",
        "\u{A0}", "\u{3000}", "\u{202E}", "\u{2066}",
        // Marks, joiners, what follows a base.
        "\u{301}", "\u{323}", "\u{344}", "\u{F73}", "\u{3099}", "\u{20E3}", "\u{FE0F}", "\u{200C}", "\u{200D}",
        "\u{1F3FD}", "\u{E0067}", "\u{903}", "\u{E33}", "\u{9BE}", "\u{9C7}",
        // Prepended marks, flags, pictures, consonants and their linkers.
        "\u{600}", "\u{D4E}", "\u{110BD}", "\u{1F1F3}", "\u{1F1F4}", "\u{1F468}", "\u{2764}", "\u{915}", "\u{9B0}",
        "\u{94D}", "\u{9CD}",
        // Hangul: L, V, T, LV, LVT.
        "\u{1100}", "\u{A960}", "\u{1161}", "\u{D7B0}", "\u{11A8}", "\u{D7CB}", "\u{AC00}", "\u{AC01}",
        // The ends of planes, private use.
        "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{E000}", "\u{10FFFF}",
    ]

    private static let forms: [@Sendable (String) -> String] = [
        { $0 }, \.precomposedStringWithCanonicalMapping, \.decomposedStringWithCanonicalMapping,
        \.precomposedStringWithCompatibilityMapping, \.decomposedStringWithCompatibilityMapping,
    ]

    /// A text in all of its normal forms.
    private static func allForms(_ text: String) -> [String] {
        var known: Set<[UInt8]> = []
        return forms.map { $0(text) }.filter { known.insert(Array($0.utf8)).inserted }
    }

    private static func scalars(_ range: Range<UInt32>) -> [Unicode.Scalar] { range.compactMap { Unicode.Scalar($0) } }

    /// Whether a scalar is one of many that are alike: ideographs, Hangul syllables, Yi, cuneiform and hieroglyphs,
    /// private use, unassigned.
    private static func isOneOfMany(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .privateUse, .unassigned: return true
        case .otherLetter:
            let text = String(Character(scalar))
            let isSyllable = (0xAC00...0xD7A3).contains(scalar.value)
            let isSign = [0xA000...0xA48C, 0x12000...0x1BFFF].contains { $0.contains(scalar.value) }
            return isSyllable
                || (isSign || scalar.properties.isIdeographic)
                    && text.decomposedStringWithCompatibilityMapping.unicodeScalars.elementsEqual(text.unicodeScalars)
        default: return false
        }
    }

    /// Parts of all scalars, each with fewer than there may be characters in a vocabulary.
    static let parts = stride(from: UInt32(0), to: 0x110000, by: 0x8000).map { $0..<$0 + 0x8000 }

    /// Each scalar alone and inside a name, in all normal forms. Of scalars that are alike: every 29th, since there are
    /// 28 syllables for each pair of L and V, and the ends of each block of 256; in exhaustive runs all.
    @Test(arguments: parts) func everyScalar(_ range: Range<UInt32>) throws {
        let scalars = Self.scalars(range).filter {
            isExhaustive || $0.value % 29 == 0 || [0, 0xFF].contains($0.value & 0xFF) || !Self.isOneOfMany($0)
        }
        let texts = scalars.flatMap { Self.allForms(String(Character($0))) }
        try checkThatAllSurvives(texts.filter { !hasLineBreak($0) })
        // Nothing is assigned, or has properties, in planes 4 to 13, 15 and 16.
        guard range.lowerBound < 0x40000 || range.lowerBound >> 16 == 14 else { return }
        let inside = texts.filter { !hasLineBreak($0) }.map { "x\($0)y" }
        try checkThatListsSurvive(inside)
    }

    /// Two and three of each kind, in all normal forms.
    @Test func everyKindOfCluster() throws {
        let kinds = Self.kinds.map { String(Character($0)) }.filter { !hasLineBreak($0) }
        let pairs = kinds.flatMap { a in kinds.map { a + $0 } }
        let rarer = kinds.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        let triples = rarer.flatMap { a in rarer.flatMap { b in rarer.map { a + b + $0 } } }
        try checkThatAllSurvives(pairs.flatMap(Self.allForms))
        try checkThatListsSurvive(triples.flatMap(Self.allForms))
    }

    private func hasLineBreak(_ text: String) -> Bool { text.utf8.contains { $0 == 0x0A || $0 == 0x0D } }

    /// Without the option what is refused is exactly this, and an error says where it is.
    @Test func whatListsRefuse() throws {
        for scalar in Self.scalars(0..<0x110000) {
            let isRefused =
                scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
                || ["\u{2028}", "\u{2029}", "\u{FEFF}"].contains(scalar)
            // Most are seen to be taken by the list of them all.
            guard isRefused || scalar.value % 101 == 0 else { continue }
            let list = Result { try NameList(["ok", "é\(Character(scalar))b"], source: "test") }
            switch (isRefused, list) {
            case (false, .success(let list)): #expect(list.names.count == 2)
            case (true, .failure(ListError.notText("test", "entry 2", 3, _))): break
            case (true, .failure(ListError.malformed("test", "entry 2: a name with a line break"))): break
            default: Issue.record("\(scalar.code): \(list)")
            }
        }
    }

    // MARK: - Checks

    private func checkThatAllSurvives(_ texts: [String]) throws {
        let names = try checkThatListsSurvive(texts)
        guard !names.isEmpty else { return }
        let vocabulary = try Vocabulary(ofUTF8: names.lazy.map(\.utf8))
        let network = Network(Architecture(hidden: [1]), vocabularySize: vocabulary.count, kernels: .best)
        var record = TrainingRecord()
        record.list = String(names[0])
        func model() -> Model {
            Model(
                network: network, vocabulary: vocabulary, parameters: network.initialParameters(seed: 1),
                record: record)
        }
        try checkThatFilesSurvive(model(), texts: names)
        let foreign = try ForeignVocabulary(vocabulary, start: "START", stop: "STOP")
        let read = try ForeignVocabulary(json: foreign.json, start: "START", stop: "STOP")
        // A vocabulary of single code points of which some join may be another program's: the file does not tell.
        #expect(
            read.vocabulary.characters.elementsEqual(vocabulary.characters) { $0.utf8.elementsEqual($1.utf8) }
                && read.ids == foreign.ids)
        let exported = try Model.read(TorchStateDict.write(model())).vocabulary
        #expect(try #require(exported).isIdentical(to: vocabulary))

        let text = try RunningText(names.joined(separator: "\n"), allowingControlCharacters: true)
        let again = try RunningText(text.text, allowingControlCharacters: true)
        #expect(text.text.utf8.elementsEqual(again.text.utf8))
        let characters = try Vocabulary(of: text, tokens: .characters)
        record.text = .init(characters: 1, heldOut: 0, sequenceLength: 1)
        let textNetwork = Network(Architecture(hidden: [1]), vocabularySize: characters.count, kernels: .best)
        let textModel = Model(
            network: textNetwork, vocabulary: characters, parameters: textNetwork.initialParameters(seed: 1),
            record: record)
        let readText = try Model(Safetensors(textModel.serialized()), kernels: .best)
        #expect(readText.vocabulary.isIdentical(to: characters))
    }

    /// Lists of lines and of JSON, and the tokens of their names. Returns the names that are in the list.
    @discardableResult
    private func checkThatListsSurvive(_ texts: [String]) throws -> [String] {
        guard let list = try? NameList(texts, allowingControlCharacters: true) else { return [] }
        let names = Array(list.names)
        // Only what is nothing but blanks is left out.
        #expect(names.count == texts.count { !NameList.normalize($0).isEmpty })
        let lines = try NameList(
            Data(names.joined(separator: "\n").utf8), source: "lines", format: .text, allowingControlCharacters: true)
        expectIdentical(Array(lines.names), names)
        let json = try NameList(
            JSONEncoder().encode(texts), source: "json", format: .json, allowingControlCharacters: true)
        expectIdentical(Array(json.names), names)
        let vocabulary = try Vocabulary(ofUTF8: names.lazy.map(\.utf8))
        var tokens: [UInt16] = []
        let texts = names.map { name in
            #expect(vocabulary.encode(name.utf8, into: &tokens))
            return vocabulary.text(of: tokens.dropLast().lazy.map { Int($0) })
        }
        expectIdentical(texts, names)
        return names
    }

    /// A model, a checkpoint, and records with the texts, and with the characters as names of fields.
    private func checkThatFilesSurvive(_ model: Model, texts: [String]) throws {
        let checkpoint = Checkpoint(
            settings: ["the list": texts[texts.count / 2]], position: .init(), best: model, parameters: [0],
            moments: [:])
        let data = try checkpoint.serialized()
        let read = try Checkpoint(data, kernels: .best)
        #expect(read.settings == checkpoint.settings && read.best.record == model.record)
        #expect(read.best.vocabulary.isIdentical(to: model.vocabulary))

        let distribution = TextDistribution(texts.prefix(5000))
        let names = Set(texts.prefix(20)).sorted()
        let small = try randomModel("ab", hidden: [1])
        let records = RecordModel(
            fields: [.init(name: "sampled field", content: .sampled(distribution))]
                + names.map { .init(name: $0, content: .learned(small, empty: 0)) },
            separator: texts[0], rows: distribution.total, trainingRecords: NameHashes([[UInt8(0)]]))
        let readRecords = try RecordModel(Safetensors(records.serialized()), kernels: .best)
        expectIdentical(readRecords.fields.map(\.name), records.fields.map(\.name))
        #expect(readRecords.separator.utf8.elementsEqual(records.separator.utf8))
        guard case .sampled(let readTexts) = readRecords.fields[0].content else {
            Issue.record("the field is not sampled")
            return
        }
        expectIdentical(readTexts.counts.map(\.text), distribution.counts.map(\.text))
    }

    private func expectIdentical(
        _ a: [String], _ b: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(a.count == b.count, sourceLocation: sourceLocation)
        guard let index = zip(a, b).enumerated().first(where: { !$1.0.utf8.elementsEqual($1.1.utf8) })?.offset else {
            return
        }
        let codes = [a[index], b[index]].map { $0.unicodeScalars.map(\.code) }
        Issue.record("number \(index): \(codes[0]) is not \(codes[1])", sourceLocation: sourceLocation)
    }
}
