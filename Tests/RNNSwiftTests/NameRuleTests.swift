import Foundation
import RNNSwift
import Testing

/// What lists and running text refuse, and what their errors say.
@Suite struct NameRuleTests {
    private func list(_ text: String, format: NameList.Format = .text, allowing: Bool = false) throws -> NameList {
        try NameList(Data(text.utf8), source: "test", format: format, allowingControlCharacters: allowing)
    }

    @Test func marksAtTheBeginningOfLinesAreDropped() throws {
        let joined = "\u{FEFF}Anna\nBert\n\u{FEFF}Carl\r\n\u{FEFF}\u{FEFF} Dora\u{FEFF}\n\u{FEFF}\n"
        #expect(Array(try list(joined).names) == ["Anna", "Bert", "Carl", "Dora"])
        #expect(Array(try list(#"["\#u{FEFF}Anna", "\ufeffBert"]"#, format: .json).names) == ["Anna", "Bert"])
        #expect(try RunningText("\u{FEFF}a\n\u{FEFF}b\r\n\u{FEFF}\u{FEFF}c\rd").text == "a\nb\nc\nd")
    }

    @Test(
        arguments: [
            ("ok\nBert\u{FEFF}Carl\n", "line 2", 5), ("ok\n  a\u{0}b\n", "line 2", 4), ("a\tb\n", "line 1", 2),
            ("ok\n\nä\u{85}b", "line 3", 3), ("a\u{2028}b", "line 1", 2), ("x\u{1B}[2J", "line 1", 2),
        ])
    func theErrorNamesLineAndByte(_ text: String, _ position: String, _ byte: Int) throws {
        let error = #expect(throws: ListError.self) { try list(text) }
        guard case .notText("test", position, byte, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect("\(try #require(error))".contains("at byte \(byte); remove it, or see `allowingControlCharacters`"))
        let lines = text.split(separator: "\n")
        #expect(try Array(list(text, allowing: true).names).last == lines.last.map { NameList.normalize(String($0)) })
    }

    @Test func neitherIsOptionalForLineBreaks() {
        for text in ["a\nb", "a\rb", "a\r\nb"] {
            #expect(throws: ListError.self) { try NameList([text], allowingControlCharacters: true) }
        }
    }

    @Test func runningTextHasTabsLineBreaksAndFormFeeds() throws {
        let text = "a\tb\n\u{C}c\u{2028}d\u{2029}e"
        #expect(try RunningText(text).text == text)
        for (text, position, byte) in [
            ("a\n\tb\u{7}", "line 2", 3), ("\u{85}", "line 1", 1), ("a\u{FEFF}", "line 1", 2),
        ] {
            let error = #expect(throws: ListError.self) { try RunningText(text, source: "test") }
            guard case .notText("test", position, byte, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try RunningText(text, allowingControlCharacters: true).text == text)
        }
    }

    private static let samples = [
        "Anna\nBert\n", "Zoë\nØrjan\n", "Анна\nБорис\nЁлка\n", "आरव\nविवान\nआदित्य\n", "สมชาย\nสมหญิง\n",
        "김민준\n이서연\n", "佐藤\n鈴木\n高橋\n", "محمد\nفاطمة\n", "👨‍👩‍👧\n👩‍🚀\n", "A", "Nguyễn Văn An\nTrần Thị Bình\n",
        "Γιώργος\nΜαρία\n", "שלום\nדוד\n", "గౌరవ్\n", "Ελλη, Анна\n",
    ]

    @Test(arguments: samples, ["", "\u{FEFF}"]) func otherEncodingsAreNamed(_ text: String, _ mark: String) throws {
        let encodings: [(String.Encoding, String)] = [
            (.utf16LittleEndian, "UTF-16LE"), (.utf16BigEndian, "UTF-16BE"), (.utf32LittleEndian, "UTF-32LE"),
            (.utf32BigEndian, "UTF-32BE"),
        ]
        for (encoding, name) in encodings {
            let data = try #require((mark + text).data(using: encoding))
            for format in NameList.Format.allCases {
                let error = #expect(throws: ListError.self) { try NameList(data, source: "a.txt", format: format) }
                let description = "\(try #require(error))"
                #expect(description.contains("a.txt is not UTF-8: line 1, byte"), "\(description)")
                let option = mark.isEmpty ? name : String(name.dropLast(2))
                #expect(
                    description.hasSuffix("\(name), which this converts: iconv -f \(option) -t UTF-8 a.txt > utf8.txt"),
                    "\(text): \(description)")
            }
        }
    }

    @Test func whatIsNoEncodingIsNotNamed() {
        let texts = [
            "Anna\n\u{0}\nBe\u{0}rt\n\u{7}Carl\n", "ab\u{0}\u{0}", "Anna\u{0}Bert\u{0}Carl\u{0}",
            "\u{1B}[31mred\u{1B}[0m\n",
            "\u{FF}\u{FF}", "Bush hid the facts", String(repeating: "\u{0}", count: 100),
        ]
        for text in texts { #expect(TextEncoding(guessing: text.utf8) == nil, "\(text.debugDescription)") }
        #expect(TextEncoding(guessing: [0x63, 0xE9, 0x0A] as [UInt8]) == nil)
        #expect(TextEncoding(guessing: [] as [UInt8]) == nil)
    }

    /// Families, flags of regions and letters with a hundred marks are characters; a million marks are none.
    @Test func charactersHaveALimit() throws {
        let zalgo = "Z" + String(repeating: "\u{301}\u{323}", count: 50) + "algo"
        let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}"
        #expect(try list("\(zalgo)\n\(family)\n").names.count == 2)
        let long = "x" + String(repeating: "\u{301}", count: 256)
        #expect(throws: ListError.longCharacter(source: "test", position: "line 2", scalars: 257)) {
            try list("ok\n\(long)b\n")
        }
        #expect(try list("ok\nx" + String(repeating: "\u{301}", count: 255)).names.count == 2)
        #expect(throws: ListError.longCharacter(source: "the text", position: "line 3", scalars: 257)) {
            try RunningText("ok\n\n\(long)b\n")
        }
        #expect(throws: ListError.longCharacter(source: "the vocabulary", position: "entry 1", scalars: 257)) {
            try Vocabulary([Character(long)])
        }
        #expect(throws: ListError.tooManyBytes(source: "test", position: "line 2")) {
            try list("ok\na" + String(repeating: "\u{301}", count: 50_000) + "\nok")
        }
        #expect(throws: ListError.self) { try NameList([String(repeating: "x", count: 70_000)]) }
    }

    /// What has no line break is left after some pieces of it.
    @Test func readingStopsEarly() throws {
        var lines = LineReader()
        lines.read([UInt8](repeating: 0x61, count: NameRule.mostBytes)) { _, _ in }
        #expect(lines.pending == NameRule.mostBytes && lines.number == 1)
        #expect(throws: ListError.tooManyBytes(source: "/dev/zero", position: "line 1")) {
            try NameList(contentsOf: "/dev/zero")
        }
    }
}
