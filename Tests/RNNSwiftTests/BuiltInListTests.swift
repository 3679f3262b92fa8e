import Foundation
import RNNSwift
import Testing

@Suite struct BuiltInListTests {
    typealias BuiltIn = NameList.BuiltIn

    /// Rows of each list.
    private static let counts: [BuiltIn: Int] = [
        .companies: 785, .players: 1192, .dinosaurs: 728, .names: 4168, .towns: 1462,
        .genera: 3132, .minerals: 1176, .stars: 592, .drugs: 1600, .bands: 894,
        .surnames: 3685, .cities: 7064,
    ]
    /// The columns of labels of each table.
    private static let labels: [BuiltIn: [String]] = [
        .names: ["gender", "region"], .towns: ["style"], .genera: ["kind"], .stars: ["kind"],
        .surnames: ["region"], .cities: ["country"],
    ]

    private static func lines(_ list: BuiltIn) -> [String] {
        list.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The rows of a table below its header, by field.
    private static func rows(_ list: BuiltIn) -> [[String]] {
        lines(list).dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test(arguments: BuiltIn.allCases) func namesAreCleanAndDistinct(_ list: BuiltIn) throws {
        let names = try NameList(list).names
        #expect(names.count == Self.counts[list]!)
        let letters = CharacterSet(charactersIn: "A"..."Z").union(.init(charactersIn: "a"..."z"))
        let allowed: CharacterSet =
            switch list {
            case .companies: .alphanumerics.union(.init(charactersIn: " .&'-+!"))
            case .players: .letters.union(.init(charactersIn: " .'-"))
            case .dinosaurs, .genera, .minerals: letters
            case .drugs: .init(charactersIn: "a"..."z")
            case .names: .letters.union(.init(charactersIn: "-"))
            case .towns: letters.union(.init(charactersIn: " "))
            case .cities: .letters.union(.init(charactersIn: " '-."))
            case .stars, .surnames: .letters.union(.init(charactersIn: " '"))
            case .bands: letters.union(.init(charactersIn: " é.,:&'-"))
            }
        let scalars = names.reduce(into: Set<Unicode.Scalar>()) { $0.formUnion($1.unicodeScalars) }
        #expect(scalars.filter { !allowed.contains($0) }.isEmpty)
        #expect(names.filter { $0.contains("  ") || $0.first == " " || $0.last == " " }.isEmpty)
        if !list.isTable {  // two players may have the same name, and two regions the same surname
            let folded = names.map { $0.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil) }
            #expect(Set(folded).count == names.count)
        }
    }

    /// The raw lists hold no stray blanks that reading would forgive.
    @Test(arguments: BuiltIn.allCases) func rawListsAreTidy(_ list: BuiltIn) {
        let lines = Self.lines(list)
        #expect(lines.filter { $0.isEmpty || $0.first == " " || $0.last == " " }.isEmpty)
        #expect(lines.filter { $0.unicodeScalars.contains { $0.value < 0x20 || 0x7F..<0xA0 ~= $0.value } }.isEmpty)
        let composed = list.text.precomposedStringWithCanonicalMapping
        #expect(list.text.unicodeScalars.elementsEqual(composed.unicodeScalars))
        #expect(Set(lines).count == lines.count)
    }

    /// Lines of the lists are sorted without regard to case and diacritics; players are sorted by last name.
    @Test(arguments: BuiltIn.allCases.filter { $0 != .players }) func listsAreSorted(_ list: BuiltIn) {
        let lines = Array(Self.lines(list).dropFirst(list.isTable ? 1 : 0))
        let keys = lines.map { line in
            let base = line.decomposedStringWithCanonicalMapping.unicodeScalars
                .filter { $0.properties.generalCategory != .nonspacingMark }
            return base.flatMap { $0.properties.lowercaseMapping.unicodeScalars.map(\.value) }
        }
        let wrong = (1..<keys.count).filter { keys[$0].lexicographicallyPrecedes(keys[$0 - 1]) }
        #expect(wrong.map { lines[$0] }.isEmpty)
    }

    /// Each value of a label has enough names to learn, and one name has one row for the same last label.
    @Test(arguments: BuiltIn.allCases.filter { labels[$0] != nil }) func labelsHaveManyNames(_ list: BuiltIn) throws {
        let columns = Self.labels[list]!
        #expect(Self.lines(list)[0] == (["name"] + columns).joined(separator: ","))
        let rows = Self.rows(list)
        #expect(rows.filter { $0.count != columns.count + 1 || $0.contains("") }.isEmpty)
        for column in 1...columns.count {
            let counts = Dictionary(grouping: rows) { $0[column] }.mapValues(\.count)
            #expect((list == .cities ? 164...164 : 2...17).contains(counts.count), "\(counts)")
            for (value, count) in counts { #expect(count >= (list == .cities ? 6 : 20), "\(value)") }
        }
        #expect(Set(rows.map { $0[0] + "," + $0.last! }).count == rows.count)

        let labeled = try NameList(contentsOf: list.path, labels: columns)
        #expect(labeled.labels?.labels.names == columns)
        #expect(Array(labeled.names) == rows.map { $0[0] })
        for index in [0, rows.count / 2, rows.count - 1] {
            #expect(try #require(labeled.labels)[index] == Array(rows[index].dropFirst()))
        }
    }

    @Test func tablesAreReadWithAndWithoutLabels() throws {
        let plain = try NameList(contentsOf: "@towns")
        #expect(plain.labels == nil && plain.remarks.isEmpty && plain.source == "@towns")
        #expect(Array(plain.names) == Array(try NameList(.towns).names))
        #expect(try NameList(contentsOf: "@towns", column: "style").distinct.count == 6)
        #expect(throws: ListError.self) { try NameList(contentsOf: "@towns", labels: ["gender"]) }
        // Labels that need not be there, and a list without columns beside one with labels.
        #expect(try NameList(contentsOf: "@towns", labels: ["gender"], requiresLabels: false).labels == nil)
        let both = try NameList(contentsOf: ["@companies", "@towns"], labels: ["style"], requiresLabels: false)
        let companies = try NameList(.companies).names.count
        #expect(both.names.count == companies + plain.names.count)
        #expect(try #require(both.labels)[0] == [""] && both.labels?[companies] != [""])
        let records = try RecordList(contentsOf: "@surnames", columns: ["name"], labels: ["region"])
        #expect(records.labels?.labels.names == ["region"])
    }

    @Test func givenNamesHaveGenders() {
        #expect(Set(Self.rows(.names).map { $0[1] }) == ["f", "m", "u"])
    }

    @Test func playersHaveNamesSuffixesAndYears() throws {
        let rows = Self.rows(.players)
        #expect(Self.lines(.players)[0] == "first,last,suffix,from,to")
        for row in rows {
            try #require(row.count == 5, "\(row)")
            #expect(!row[0].isEmpty && !row[1].isEmpty, "\(row)")
            #expect(["", "Jr.", "Sr.", "II", "III", "IV"].contains(row[2]), "\(row)")
            let from = try #require(Int(row[3]), "\(row)")
            let to = try row[4].isEmpty ? 2024 : #require(Int(row[4]), "\(row)")
            #expect(1871 <= from && from <= to && to <= 2024 && to - from <= 30, "\(row)")
            #expect(row.allSatisfy { $0 == $0.trimmingCharacters(in: .whitespaces) }, "\(row)")
        }
        #expect(Set(rows.map { $0[0...3].joined(separator: ",") }).count == rows.count)
        #expect(try NameList(.players).names.contains("Ken Griffey Jr."))
    }
}
