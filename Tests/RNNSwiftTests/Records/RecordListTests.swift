import Foundation
import RNNSwift
import Testing

@Suite struct RecordListTests {
    private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv").path
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test func thePlayersAreRecords() throws {
        let list = try RecordList(
            contentsOf: "@players", columns: ["first", "last"], sampledColumns: ["suffix"])
        #expect(list.columns.map(\.name) == ["first", "last", "suffix"])
        #expect(list.columns.map(\.isSampled) == [false, false, true])
        #expect(list.rows.first == ["Hank", "Aaron", ""])
        #expect(Array(list.texts(separator: " ")) == Array(try NameList(.players).names))
        #expect(list.texts(separator: "_").contains("Ken_Griffey_Jr."))
        #expect(list.source == "@players")
    }

    @Test func columnsHaveTheOrderThatIsAskedFor() throws {
        try withFile("last,title,first\nLovelace,Lady,Ada\nTuring,,Alan\n") { path in
            let list = try RecordList(
                contentsOf: path, columns: ["title", "3", "last"], sampledColumns: ["title"])
            #expect(list.columns.map(\.name) == ["title", "first", "last"])
            #expect(list.columns.map(\.isSampled) == [true, false, false])
            #expect(list.texts(separator: " ") == ["Lady Ada Lovelace", "Alan Turing"])
        }
    }

    /// Labels of several tables, each with a header of its own, and of rows that are dropped.
    @Test func labelsBelongToTheirRecords() throws {
        try withFile("a,b,kind,place\nx,y,one, here \n,,two,there\nxx,,,there\n") { first in
            try withFile("place,b,a,kind\nhere,,x,(none)\n") { second in
                let list = try RecordList(
                    contentsOf: [first, second], columns: ["a", "b"], labels: ["place", "kind"])
                let labels = try #require(list.labels)
                #expect(Array(list.rows) == [["x", "y"], ["xx", ""], ["x", ""]])
                #expect(labels.labels.names == ["place", "kind"])
                #expect(labels.labels.columns.map(\.values) == [["here", "there"], ["", "one"]])
                #expect((0..<3).map { labels[$0] } == [["here", "one"], ["there", ""], ["here", ""]])
                let names = try list.names(of: 1)
                #expect(Array(names.names) == ["y"] && names.labels?[0] == ["here", "one"])
            }
            try withFile("a,b\nx,y\n") { plain in
                #expect(throws: ListError.self) {
                    try RecordList(contentsOf: plain, columns: ["a"], labels: ["kind"])
                }
                func read(_ paths: String...) throws -> RecordList {
                    try RecordList(contentsOf: paths, columns: ["a"], labels: ["kind"], requiresLabels: false)
                }
                #expect(try read(plain).labels == nil)
                let both = try #require(try read(plain, first).labels)
                #expect((0..<3).map { both[$0] } == [[""], ["one"], [""]])
            }
        }
    }

    @Test func fieldsAreTrimmedAndEmptyRecordsDropped() throws {
        try withFile("\u{FEFF}a,b\r\n x ,\r\n,\r\n\" \",\" \"\r\n,e\u{301}\r\n") { path in
            let list = try RecordList(contentsOf: path, columns: ["a", "b"])
            #expect(Array(list.rows) == [["x", ""], ["", "\u{E9}"]])
            #expect(list.texts(separator: ", ") == ["x", "\u{E9}"])
            #expect(list.rows[1][1].unicodeScalars.count == 1)
            #expect(Array(try list.names(of: 1).names) == ["\u{E9}"])
        }
    }

    @Test func shortRowsHaveEmptyFields() throws {
        let list = try RecordList(columns: ["a", "b"], rows: [["x"], ["y", "z"]])
        #expect(Array(list.rows) == [["x", ""], ["y", "z"]])
    }

    @Test func impossibleListsAreRefused() throws {
        func refusal(_ body: () throws -> RecordList) -> String? {
            do {
                _ = try body()
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(refusal { try RecordList(columns: ["a"], rows: [[""], []]) } == "the list has no names")
        #expect(
            refusal { try RecordList(columns: ["a", "a"], rows: [["x"]]) }?.contains("a is given twice") == true)
        #expect(refusal { try RecordList(columns: [""], rows: [["x"]]) }?.contains("name of a field") == true)
        #expect(
            refusal { try RecordList(columns: ["a"], rows: [["x\ny"]]) }?.contains("row 1: a name with a line break")
                == true)
        let long = String(repeating: "x", count: NameList.longestName + 1)
        #expect(refusal { try RecordList(columns: ["a"], rows: [["x"], [long]]) }?.contains("row 2") == true)
        #expect(refusal { try RecordList(contentsOf: "@companies", columns: ["a"]) } == "@companies: has no columns")
        #expect(refusal { try RecordList(contentsOf: "@nobody", columns: ["a"]) }?.contains("@players") == true)
        #expect(refusal { try RecordList(contentsOf: "@players", columns: ["middle"]) }?.contains("middle") == true)
        #expect(refusal { try RecordList(contentsOf: "/nowhere.csv", columns: ["a"]) }?.contains("/nowhere") == true)
        try withFile("a,b\nx,y\n") { path in
            #expect(refusal { try RecordList(contentsOf: path, columns: ["1", "a"]) }?.contains("twice") == true)
            #expect(refusal { try RecordList(contentsOf: path, columns: ["0"]) }?.contains("no column 0") == true)
            #expect(
                refusal { try RecordList(contentsOf: path, format: .text, columns: ["a"]) }?.contains("`format`")
                    == true)
        }
        try withFile("a\n\u{FFFD}\n") { path in
            try Data([0x61, 0x0A, 0x62, 0xFF]).write(to: URL(filePath: path))
            #expect(refusal { try RecordList(contentsOf: path, columns: ["a"]) }?.contains("line 2, byte 2") == true)
        }
    }

    @Test func textsAreDrawnAsOftenAsTheyWereSeen() throws {
        let texts = TextDistribution(["", "Jr.", "", "Sr.", "", "", "Jr.", ""])
        #expect(
            texts.counts == [.init(text: "", count: 5), .init(text: "Jr.", count: 2), .init(text: "Sr.", count: 1)])
        #expect(texts.total == 8)
        var generator = SplitMix64(seed: 1, stream: .fields)
        var seen: [String: Int] = [:]
        let draws = 80_000
        for _ in 0..<draws { seen[texts.draw(using: &generator), default: 0] += 1 }
        for entry in texts.counts {
            let share = Double(entry.count) / 8
            // Five standard deviations of a binomial distribution.
            let tolerance = 5 * (share * (1 - share) / Double(draws)).squareRoot()
            #expect(abs(Double(seen[entry.text]!) / Double(draws) - share) < tolerance, "\(entry)")
        }
    }

    @Test func impossibleCountsAreRefused() {
        func isPossible(_ counts: [(String, Int)]) -> Bool {
            TextDistribution(counts: counts.map { .init(text: $0.0, count: $0.1) }) != nil
        }
        #expect(isPossible([("a", 1), ("", 2)]))
        #expect(!isPossible([("a", 0)]))
        #expect(!isPossible([("a", -1)]))
        #expect(!isPossible([("a", 1), ("a", 1)]))
        #expect(!isPossible([("a", .max), ("b", 1)]))
    }
}
