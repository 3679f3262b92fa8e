import Foundation
import Testing
import rnnc

@Suite struct PlayerNameTests {
    @Test(
        arguments: [
            ("Hank Aaron+ (1954-1976)", "Hank|Aaron|"), ("David Aardsma  (2004-2015)", "David|Aardsma|"),
            ("Ken Griffey Jr.+ (1989-2010)", "Ken|Griffey|Jr."),
            ("Travis Lakins Sr.  (2019-2022)", "Travis|Lakins|Sr."),
            ("Michael Harris II  (2022-2023)", "Michael|Harris|II"),
            ("Henderson Alvarez III  (2011-2017)", "Henderson|Alvarez|III"),
            ("Daniel Lynch IV  (2021-2023)", "Daniel|Lynch|IV"), ("Elly De La Cruz  (2023-2023)", "Elly|De La Cruz|"),
            ("Luis de los Santos  (1988-1991)", "Luis|de los Santos|"),
            ("Rick van den Hurk  (2007-2012)", "Rick|van den Hurk|"),
            ("Larry St. Thomas  (1943-1943)", "Larry|St. Thomas|"),
            ("Johnny Vander Meer  (1937-1951)", "Johnny|Vander Meer|"),
            ("Daniel Ponce de Leon  (2018-2022)", "Daniel|Ponce de Leon|"),
            ("Moses Yellow Horse  (1921-1922)", "Moses|Yellow Horse|"),
            ("Yellow Horse Morris  (1926-1930)", "Yellow Horse|Morris|"),
            ("La Schelle Tarver  (1986-1986)", "La Schelle|Tarver|"),
            ("Van Mungo  (1931-1945)", "Van|Mungo|"),
            ("Steel Arm Johnny Taylor  (1903-1921)", "Steel Arm Johnny|Taylor|"),
            ("Josh A. Smith  (2019-2023)", "Josh A.|Smith|"), ("Ichiro  (2001-2019)", "|Ichiro|"),
            ("Ichiro", "|Ichiro|"), ("II", "|II|"),
            ("Cal Ripken Jr.", "Cal|Ripken|Jr."), ("Jr. III", "|Jr.|III"), ("", "||"), ("+ (1954-1976)", "||"),
            ("(1954-1976)", "||"),
            ("A B (C)", "A B|(C)|"), (") (", ")|(|"), ("José  María\tFernández (2018-)", "José María|Fernández|"),
        ])
    func parts(_ text: String, _ expected: String) {
        let name = PlayerName(text)
        #expect([name.first, name.last, name.suffix].joined(separator: "|") == expected)
    }

    @Test func rows() {
        #expect(PlayerName("Cal Ripken Jr.").row == "Cal,Ripken,Jr.")
        #expect(PlayerName(#"Joe "Moon, man" O"Neil"#).row == #""Joe ""Moon, man""","O""Neil","#)
    }

    static let shared = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../shared/data").standardizedFileURL

    /// The names and their number are those that the list was split into where it comes from.
    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: shared.appendingPathComponent("baseball_players.json").path),
            "../shared is not here"))
    func allPlayers() throws {
        let folder = try Folder()
        let run = try folder.rnnc(
            "collect", Self.shared.appendingPathComponent("baseball_players.json").path, "--players", "-o",
            "players.csv", "-q")
        #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run)")
        let rows = try folder.text("players.csv").split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let parts = try #require(
            JSONSerialization.jsonObject(
                with: Data(contentsOf: Self.shared.appendingPathComponent("baseball_shuffled.json")))
                as? [String: [String]])
        func expected(_ key: String) throws -> [String] {
            try #require(parts[key]).map { String($0.dropFirst().dropLast()).precomposedStringWithCanonicalMapping }
                .sorted()
        }
        let first = rows.map { $0[0] }.filter { !$0.isEmpty }
        #expect(first.sorted() == (try expected("firstnames")))
        #expect(rows.map { $0[1] }.sorted() == (try expected("lastnames")))
        #expect(first.count == 22_734 && Set(first).count == 2_994 && rows.count == 23_115)
    }
}
