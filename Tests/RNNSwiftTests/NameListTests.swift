import Foundation
import RNNSwift
import Testing

@Suite struct NameListTests {
    private func list(_ text: String, format: NameList.Format = .text, column: String? = nil) throws -> [String] {
        try Array(NameList(Data(text.utf8), source: "test", format: format, column: column).names)
    }

    @Test(arguments: ["a\nb\n", "a\r\nb\r\n", "a\rb\r", "a\nb", "\u{FEFF}a\nb", "\n\na\n\n b \t\n\n", "a\r\n\r\nb"])
    func lines(_ text: String) throws {
        #expect(try list(text) == ["a", "b"])
    }

    /// However a text is cut into pieces, its lines are the same.
    @Test func piecesOfLines() {
        let text = Array("\u{FEFF}a\r\nb\r\rcd\n\ne\r\n\nf".utf8)
        let expected = ["1 a", "2 b", "4 cd", "6 e", "8 f"]
        for size in 1...text.count {
            var lines: [String] = []
            var reader = LineReader()
            func take(_ line: ArraySlice<UInt8>, _ number: Int) {
                lines.append("\(number) \(String(decoding: line, as: UTF8.self))")
            }
            for begin in stride(from: 0, to: text.count, by: size) {
                reader.read(text[begin..<min(begin + size, text.count)], take)
            }
            reader.finish(take)
            #expect(lines == expected, "pieces of \(size) bytes")
        }
    }

    @Test func charactersAreComposedGraphemes() throws {
        let names = try list("Jose\u{301}\nЁлка\n👩🏽‍🚀x\nq\u{307}\u{323}\n")
        #expect(names.map(\.count) == [4, 4, 2, 1])
        #expect(Array(names[0].unicodeScalars).count == 4)  // é is one scalar in normal form C
        let vocabulary = try Vocabulary(of: names)
        #expect(Set(vocabulary.characters) == Set(names.joined()))
        var tokens: [UInt16] = []
        for name in names {
            let isKnown = vocabulary.encode(name.utf8, into: &tokens)
            #expect(isKnown && tokens.count == name.count + 1)
            #expect(vocabulary.text(of: tokens.map { Int($0) }) == name)
        }
        let isKnown = vocabulary.encode("z".utf8, into: &tokens)
        #expect(!isKnown)
    }

    @Test func tables() throws {
        let csv = "id,name,city\n1,Ann,Rome\n2,\"Bo, Jr.\",Oslo\n3,,Bonn\n"
        #expect(try list(csv, format: .csv) == ["Ann", "Bo, Jr."])
        #expect(try list(csv, format: .csv, column: "city") == ["Rome", "Oslo", "Bonn"])
        #expect(try list(csv, format: .csv, column: "3") == ["Rome", "Oslo", "Bonn"])
        #expect(try list("first\tlast\nAnn\tLee\n", format: .tsv) == ["Ann"])
        #expect(throws: ListError.self) { try list(csv, format: .csv, column: "town") }
        #expect(throws: ListError.self) { try list(csv, format: .csv, column: "4") }
    }

    @Test func json() throws {
        #expect(try list(#"["Ann", " Bo "]"#, format: .json) == ["Ann", "Bo"])
        #expect(try list(#"[{"name": "Ann"}, {"name": "Bo", "id": 1}]"#, format: .json) == ["Ann", "Bo"])
        for broken in ["", "{", #"{"a": 1}"#, "[1]", #"[{"title": "Ann"}]"#] {
            #expect(throws: ListError.self) { try list(broken, format: .json) }
        }
    }

    @Test func errorsSayWhere() throws {
        let broken = Data("ok\nab".utf8) + [0xFF] + Data("c\n".utf8)
        #expect(throws: ListError.notUTF8(source: "test", line: 2, byte: 3)) {
            try NameList(broken, source: "test", format: .text)
        }
        let brokenTable = Data("name\nok\n".utf8) + [0xC3]
        #expect(throws: ListError.notUTF8(source: "test", line: 3, byte: 1)) {
            try NameList(brokenTable, source: "test", format: .csv)
        }
        #expect(throws: ListError.empty(source: "test")) { try list(" \n\t\n") }
        #expect(throws: ListError.tooLong(source: "test", position: "line 2", length: 8193)) {
            try list("a\n" + String(repeating: "x", count: 8193))
        }
        #expect(try list(String(repeating: "é", count: 8192)).count == 1)
        #expect(throws: ListError.unknownBuiltIn("@nothing")) { try NameList(contentsOf: "@nothing") }
        #expect(throws: FileError.self) { try NameList(contentsOf: "/nowhere/names.txt") }
    }

    @Test func splitHasNoNameOnBothSides() throws {
        let list = try NameList(randomNames(500, letters: 3, longest: 3, seed: 7).filter { !$0.isEmpty })
        let (training, heldOut) = try list.split(holdingOut: 0.25, seed: 1)
        #expect(Set(training).isDisjoint(with: heldOut))
        #expect((training + heldOut).sorted() == list.names.sorted())
        #expect(Set(heldOut).count == Int((0.25 * Double(list.distinct.count)).rounded()))
        #expect(try list.split(holdingOut: 0.25, seed: 1).heldOut == heldOut)
        #expect(try list.split(holdingOut: 0.25, seed: 2).heldOut != heldOut)
    }

    @Test func somethingIsAlwaysLeftToTrainOn() throws {
        let one = try NameList(["Otto"]).split(holdingOut: 0.99, seed: 1)
        #expect(one.training == ["Otto"] && one.heldOut.isEmpty)
    }

    @Test func encodedNamesAreSortedAndDistinct() throws {
        let names = ["bo", "ann", "bo", "", "anna", "ann", "bo"]
        let encoded = EncodedNames(names, vocabulary: try Vocabulary(of: names))
        #expect(encoded.texts == ["", "ann", "ann", "anna", "bo", "bo", "bo"])
        #expect(encoded.count == 4 && Array(encoded.occurrences) == [0, 1, 1, 5, 10, 10, 10])
        let partial = EncodedNames(["ann", "zoe", "ann"], vocabulary: try Vocabulary(Array("an")))
        #expect(partial.occurrences.count == 2 && partial.unknownCharacters == 3)
    }

    /// Vocabularies on both sides of the widths of tokens; lists of one bucket, of many, of long common prefixes.
    @Test(arguments: [6, 254, 255, 400])
    func sortingAgreesWithTheStandardLibrary(_ characters: Int) throws {
        let alphabet = (0..<characters).map { (i: Int) -> Character in
            let code = UInt32(i < 20 ? 97 + i : 0x4E00 + i)
            return Character(Unicode.Scalar(code)!)
        }
        let vocabulary = try Vocabulary(alphabet)
        var names = randomNames(3000, letters: 6, longest: 12, seed: 21)
        names += names.prefix(500).map { String(repeating: "a", count: 50) + $0 }
        names += names.prefix(500).map { $0 + String(alphabet.suffix(2)) }
        let encoded = EncodedNames(names, vocabulary: vocabulary)
        #expect(encoded.words.isEmpty == (characters + 2 <= 256) && encoded.bytes.isEmpty != encoded.words.isEmpty)
        #expect(encoded.texts == names.sorted())
        #expect(encoded.count == Set(names).count)
        #expect(Array(encoded.occurrences) == encoded.occurrences.sorted())
        let (training, heldOut) = encoded.split(holdingOut: 0.3, seed: 1)
        #expect(training.count == Set(training.texts).count && heldOut.count == Set(heldOut.texts).count)
    }

    @Test func theNamesOfAListAreACollection() throws {
        let names = try NameList(["Otto", " ", "Zoë", String(repeating: "ä", count: 40), "Otto"]).names
        #expect(names.count == 4 && names.first == "Otto" && names.dropFirst().first == "Zoë")
        #expect(Array(names) == names.indices.map { names[$0] })
        #expect(try NameList(["a", "ää", "aäa", "aaaa"]).longest == 4)
    }

    @Test func vocabularyLimits() throws {
        #expect(throws: ListError.repeatedCharacter("a")) { try Vocabulary(Array("aba")) }
        let many = (0..<70_000).compactMap { Unicode.Scalar(UInt32(0x10000 + $0)) }.map { Character($0) }
        #expect(throws: ListError.tooManyCharacters(70_000)) { try Vocabulary(many) }
    }
}
