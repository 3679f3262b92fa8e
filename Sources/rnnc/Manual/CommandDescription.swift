import Foundation

/// A command as ArgumentParser describes it (`rnnc --experimental-dump-help`): what the manual pages are made of.
struct CommandDescription: Decodable {
    struct Argument: Decodable {
        enum Kind: String, Decodable { case positional, option, flag }

        struct Name: Decodable {
            let kind: String
            let name: String

            /// With its dashes.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: Kind
        let shouldDisplay: Bool
        let sectionTitle: String?
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let abstract: String?
        let discussion: String?
    }

    let superCommands: [String]?
    let commandName: String
    let shouldDisplay: Bool?
    let abstract: String?
    let discussion: String?
    let subcommands: [CommandDescription]?
    let arguments: [Argument]?

    /// The program, with its commands.
    static var rnnc: CommandDescription {
        get throws {
            struct Dump: Decodable { let command: CommandDescription }
            return try JSONDecoder().decode(Dump.self, from: Data(RNNC._dumpHelp().utf8)).command
        }
    }
}
