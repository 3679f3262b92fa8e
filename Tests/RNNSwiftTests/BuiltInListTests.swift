import Foundation
import RNNSwift
import Testing

@Suite struct BuiltInListTests {
    private static let least: [NameList.BuiltIn: Int] = [.companies: 500, .players: 1000, .dinosaurs: 500]

    @Test(arguments: NameList.BuiltIn.allCases) func namesAreCleanAndDistinct(_ list: NameList.BuiltIn) throws {
        let names = try NameList(list).names
        #expect(names.count >= Self.least[list]!)
        let allowed: CharacterSet =
            switch list {
            case .companies: .alphanumerics.union(.init(charactersIn: " .&'-+!"))
            case .players: .letters.union(.init(charactersIn: " .'-"))
            case .dinosaurs: .init(charactersIn: "A"..."Z").union(.init(charactersIn: "a"..."z"))
            }
        for name in names {
            #expect(name.unicodeScalars.allSatisfy { allowed.contains($0) }, "\(name)")
            #expect(!name.contains("  ") && name == name.trimmingCharacters(in: .whitespaces), "\(name)")
        }
        if list != .players {  // two players may have the same name; see below
            let folded = names.map { $0.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil) }
            #expect(Set(folded).count == names.count)
        }
    }

    /// The raw lists hold no stray blanks that reading would forgive.
    @Test func rawListsAreTidy() {
        for text in [NameList.BuiltIn.companiesText, NameList.BuiltIn.dinosaursText, NameList.BuiltIn.playersText] {
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                #expect(!line.isEmpty && line.first != " " && line.last != " " && !line.contains("\t"), "\(line)")
                #expect(String(line) == line.precomposedStringWithCanonicalMapping)
            }
        }
    }

    @Test func playersHaveNamesSuffixesAndYears() throws {
        let rows = NameList.BuiltIn.playersText.split(separator: "\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        #expect(rows[0] == ["first", "last", "suffix", "from", "to"])
        for row in rows.dropFirst() {
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
