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
        /// Given names, with the labels `gender` and `region`.
        case names
        /// Invented towns, with the label `style`.
        case towns
        /// Genera of animals and plants, with the label `kind`.
        case genera
        /// Minerals and varieties of minerals.
        case minerals
        /// Proper names of stars, constellations and moons, with the label `kind`.
        case stars
        /// Generic names of drugs, most of them international nonproprietary names.
        case drugs
        /// Invented bands.
        case bands
        /// Surnames, with the label `region`.
        case surnames
        /// Cities and towns of the world, with the label `country`.
        case cities
    }

    public init(_ list: BuiltIn) throws {
        switch list {
        case .players:
            let players = try RecordList(contentsOf: list.path, columns: ["first", "last", "suffix"])
            try self.init(players.texts(separator: " "), source: list.path)
        default:
            let format = list.isTable ? Format.csv : .text
            try self.init(Data(list.text.utf8), source: list.path, format: format, column: list.nameColumn)
        }
    }
}

extension NameList.BuiltIn {
    /// All lists as they are given to a command, such as "@companies, @players".
    package static var paths: String { allCases.map(\.path).joined(separator: ", ") }

    /// - Parameter path: "@" and the name of a list.
    /// - Throws: ``ListError/unknownBuiltIn(_:)``.
    package init(path: String) throws {
        guard path.hasPrefix("@"), let list = Self(rawValue: String(path.dropFirst())) else {
            throw ListError.unknownBuiltIn(path)
        }
        self = list
    }

    /// "@" and the name of the list.
    package var path: String { "@\(rawValue)" }

    /// The lines of the list. The first line of a table is its header.
    package var text: String {
        switch self {
        case .companies: Self.companiesText
        case .players: Self.playersText
        case .dinosaurs: Self.dinosaursText
        case .names: Self.namesText
        case .towns: Self.townsText
        case .genera: Self.generaText
        case .minerals: Self.mineralsText
        case .stars: Self.starsText
        case .drugs: Self.drugsText
        case .bands: Self.bandsText
        case .surnames: Self.surnamesText
        case .cities: Self.citiesText
        }
    }

    /// Whether the list has several columns, separated by commas.
    package var isTable: Bool {
        switch self {
        case .players, .names, .towns, .genera, .stars, .surnames, .cities: true
        default: false
        }
    }

    /// The column with the names; nil for a list without columns, and for players, whose names are in several.
    package var nameColumn: String? { isTable && self != .players ? "name" : nil }

    /// How all tables are read.
    static let tableOptions = TableOptions(delimiter: ",", hasHeader: true)
}
