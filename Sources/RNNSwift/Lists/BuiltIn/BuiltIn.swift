import Foundation

extension NameList {
    /// The lists that come with the library.
    public enum BuiltIn: String, CaseIterable, Sendable {
        /// Start-ups and technology companies.
        case companies
        /// Major-league baseball players: first name, last name and suffix.
        case players
        /// Genera of dinosaurs.
        case dinosaurs
    }

    public init(_ list: BuiltIn) throws {
        let source = "@\(list.rawValue)"
        switch list {
        case .companies: try self.init(Data(BuiltIn.companiesText.utf8), source: source, format: .text)
        case .dinosaurs: try self.init(Data(BuiltIn.dinosaursText.utf8), source: source, format: .text)
        case .players:
            let players = try RecordList(contentsOf: source, columns: ["first", "last", "suffix"])
            try self.init(players.texts(separator: " "), source: source)
        }
    }
}
